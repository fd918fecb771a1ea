"""The documentation says what the code does: pages made from it are fresh, links lead somewhere."""

from __future__ import annotations

import re
import shlex
import tomllib
from pathlib import Path

import pytest
from click.testing import CliRunner

from docs import make_cli
from hearsay.cli import main

ROOT = Path(__file__).resolve().parent.parent
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")])


def test_the_command_line_reference_is_fresh() -> None:
    assert make_cli.PAGE.read_text(encoding="utf-8") == make_cli.page(), "docs/cli.md is stale: run `make docs`"


def test_every_command_stands_in_the_command_line_reference() -> None:
    page = make_cli.PAGE.read_text(encoding="utf-8")
    assert {"trace", "read", "schema"} <= set(main.commands)
    for name in main.commands:
        assert f"## `hearsay {name}`" in page


def fenced(language: str) -> list[str]:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    return re.findall(rf"^```{language}\n(.*?)^```$", readme, flags=re.DOTALL | re.MULTILINE)


@pytest.mark.parametrize("line", [x for block in fenced("sh") for x in block.splitlines() if x.startswith("hearsay ")])
def test_the_recipes_of_the_readme_run(line: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "examples").symlink_to(ROOT / "examples")
    monkeypatch.chdir(tmp_path)
    done = CliRunner().invoke(main, shlex.split(line)[1:])
    assert done.exit_code == 0, done.output
    written = re.search(r" -o (\S+)", line)
    assert (tmp_path / written[1]).stat().st_size > 1000 if written else done.stdout


def test_the_python_of_the_readme_runs(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.chdir(ROOT)
    (code,) = fenced("python")
    exec(compile(code, "README.md", "exec"), {})
    assert "Corran | " in capsys.readouterr().out


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_links_between_pages_lead_somewhere(page: Path) -> None:
    links = re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8"))
    assert [x for x in links if "://" not in x and not (page.parent / x).exists()] == []


def test_every_dependency_stands_in_the_page_about_them() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = [re.split(r"[<>=~!\[;]", d)[0] for d in project["dependencies"] + project["optional-dependencies"]["dev"]]
    page = (ROOT / "docs" / "dependencies.md").read_text(encoding="utf-8")
    assert [name for name in wanted if f"| **{name}** |" not in page] == []


def test_the_changelog_and_the_citation_speak_of_this_version() -> None:
    version = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    assert f"## [{version}]" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert f"\nversion: {version}\n" in (ROOT / "CITATION.cff").read_text(encoding="utf-8")


def test_the_architecture_names_every_module_and_no_other() -> None:
    """A module that the page does not name is one that a newcomer does not find."""
    package = ROOT / "src" / "hearsay"
    page = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    names = [p.relative_to(package).as_posix() for p in sorted(package.rglob("*.py")) if p.name != "__init__.py"]
    assert [name for name in names if f"`{name}`" not in page] == []
    named = re.findall(r"`([a-z_/]+\.py)`", page)
    assert [name for name in named if not any((at / name).exists() for at in (package, package.parent, ROOT))] == []
