"""From the paths that a user gives to the files that are to be read, each once, in a fixed order."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from hearsay.model import Problem
from hearsay.readers.capture import Input, unreadable
from hearsay.readers.metadata import is_metadata, writable


def find(
    paths: Iterable[str | os.PathLike[str]], known: Callable[[Input], bool]
) -> tuple[tuple[Input, ...], tuple[Problem, ...]]:
    """The files named by `paths`, and those in the folders named, sorted by path; and what stood in the way.

    `known` tells of a file whether something is to be said of it, be it only that its format is not read yet:
    in a folder, files that are not `known` are counted in one problem; named outright, each is passed on. Hidden files
    and metadata beside other files are skipped, links to folders are not followed. The same file under two names is
    taken once, under the shorter.
    """
    found: dict[str, Input] = {}
    problems: list[Problem] = []
    for given in sorted({os.fsdecode(path) for path in paths}):
        if not writable(given):
            problems.append(_misnamed(given))
            continue
        for item in _files(given, known):
            if isinstance(item, Problem):
                problems.append(item)
                continue
            real = os.path.realpath(item.file)
            before = found.get(real)
            if before is None or (len(item.path), item.path) < (len(before.path), before.path):
                found[real] = item
    inputs = sorted(found.values(), key=lambda item: item.path)
    return tuple(inputs), tuple(dict.fromkeys(problems))


def _files(given: str, known: Callable[[Input], bool]) -> Iterator[Input | Problem]:
    path = given.replace(os.sep, "/")
    if "://" in path[:12] and not Path(given).exists():
        yield Problem(
            path=path,
            record=None,
            what="addresses are not read yet",
            why="nothing is fetched; save the page as an .html file and give that",
        )
        return
    try:
        mode = Path(given).stat().st_mode
    except (OSError, ValueError) as error:
        yield unreadable(path, error)
        return
    if stat.S_ISDIR(mode):
        yield from _folder(given, path, known)
    else:
        yield _file(path, Path(given))


def _folder(given: str, path: str, known: Callable[[Input], bool]) -> Iterator[Input | Problem]:
    refused: list[OSError] = []
    unknown: dict[str, list[str]] = {}
    some = False
    for folder, folders, names in os.walk(given, onerror=refused.append):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        relative = os.path.relpath(folder, given).replace(os.sep, "/")
        base = path.rstrip("/") + ("/" if relative == "." else f"/{relative}/")
        for name in folders:
            if Path(folder, name).is_symlink():
                why = "folders behind links are not followed; give the folder itself"
                yield Problem(path=_shown(base + name), record=None, what="a link to a folder", why=why)
        for name in sorted(names):
            if name.startswith(".") or is_metadata(name):
                continue
            if not writable(name):
                yield _misnamed(base + name)
                continue
            item = _file(base + name, Path(folder, name))
            if isinstance(item, Problem) or known(item):
                some = True
                yield item
            else:
                unknown.setdefault(Path(name).suffix.lower() or "no ending", []).append(base + name)
    for error in refused:
        yield unreadable(_shown(str(error.filename or path).replace(os.sep, "/")), error)
    for ending, skipped in sorted(unknown.items()):
        count = "1 file" if len(skipped) == 1 else f"{len(skipped)} files"
        yield Problem(
            path=path,
            record=None,
            what=f"{count} not read ({ending})",
            why=f"the ending says no format that is read, as in {skipped[0]}; rename plain text to .txt",
        )
    if not some and not refused:
        why = "no file in it is of a format that is read, by its ending or its first bytes"
        yield Problem(path=path, record=None, what="nothing to read in this folder", why=why)


def _file(path: str, file: Path) -> Input | Problem:
    try:
        about = file.stat()
    except OSError as error:
        return unreadable(path, error)
    if not stat.S_ISREG(about.st_mode):
        # Opening a pipe or a device could wait for ever.
        return Problem(path=path, record=None, what="not a file", why="a pipe or a device; save its content in a file")
    return Input(path=path, file=file, size=about.st_size)


def _misnamed(path: str) -> Problem:
    return Problem(
        path=_shown(path), record=None, what="a name that is not UTF-8", why="it cannot be printed; rename the file"
    )


def _shown(path: str) -> str:
    return path.encode("utf-8", "backslashreplace").decode()
