"""Kill -9 in the middle: commands on a library are killed at random moments, and the library has to be sound each time.

    python -m benchmarks.kill               200 kills: of adding, of forgetting, of upgrading, of the making of findings
    python -m benchmarks.kill --kills 1000 --seed 7

After each kill the library is checked; whatever was reported added is in it, nothing is in it twice, what was being
forgotten is there whole or gone whole (its words gone from the file as well), and a half-done upgrade is none. Papers
are made up from the seed. It runs on a file, and only where processes can be forked.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import signal
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import sqlalchemy as sa

from hearsay.collate import collate
from hearsay.library import Library, migrations, schema
from hearsay.library.collating import collated, refreshed
from hearsay.library.index import annotations_of
from hearsay.library.store import connect, open_store, revision

AT = "2031-03-03T09:00:00+00:00"
NEXT = Path(__file__).resolve().parents[1] / "tests" / "library" / "next"
_NAMES = ("Mara Lind", "Anton Vele", "Ida Brandt", "Nona Quill", "Pia Lundmoor")
_WORDS = (
    "ferry winter lights harbour lease gate river gull tins board paint customs night yes no money ice rope".split()
)
PAPERS = 24


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What one kill did: of which command, whether it came before the command had ended, and what was wrong after."""

    command: str
    in_time: bool
    wrong: tuple[str, ...]


def papers(folder: Path, chance: random.Random, number: int = PAPERS) -> Path:
    """A file of made-up papers, each with a word that stands in no other."""
    file = folder / "papers.jsonl"
    with file.open("w", encoding="utf-8") as out:
        for n in range(number):
            sentences = [
                f"“The {' '.join(chance.choices(_WORDS, k=9))},” said {chance.choice(_NAMES)}." for _ in range(12)
            ]
            text = f"The token is {token(n)}. " + " ".join(sentences)
            out.write(json.dumps({"id": f"p{n}", "uri": f"https://paper.example/{n}", "text": text}) + "\n")
    return file


def token(number: int) -> str:
    """The word that stands in one paper only."""
    return f"zq{number:03}xv"


def killed(command: Callable[[Callable[[str], None]], None], after: float) -> tuple[tuple[str, ...], bool]:
    """Run a command in a process of its own and kill it after so many seconds: what it had told, and whether it was
    killed before it ended."""
    read, write = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(read)
        try:
            command(lambda line: _tell(write, line))
        finally:
            os._exit(0)
    os.close(write)
    time.sleep(after)
    os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    with os.fdopen(read, "r", encoding="utf-8") as told:
        lines = told.read().split("\n")
    return tuple(line for line in lines[:-1] if line), os.WIFSIGNALED(status)


def _tell(pipe: int, line: str) -> None:
    os.write(pipe, f"{line}\n".encode())


def filled(folder: Path, chance: random.Random) -> Path:
    """A library as it was once filled, whatever became of the last copy of it."""
    where, before = folder / "x.library", folder / "before.library"
    if not before.exists():
        with Library(open_store(before, create=True)) as library:
            library.add([papers(folder, chance)], at=AT, rules=True)
    for ending in ("", "-wal", "-shm"):
        Path(f"{where}{ending}").unlink(missing_ok=True)
    shutil.copy(before, where)
    return where


def of_adding(folder: Path, chance: random.Random, longest: float) -> Outcome:
    """Kill an adding; then the library is sound, has all that was told, and takes the rest."""
    where, source = folder / "x.library", papers(folder, chance)

    def command(tell: Callable[[str], None]) -> None:
        with Library(open_store(where, create=True)) as library:
            library.add([source], at=AT, rules=True, threads=2, told=lambda kept: tell(kept.document.id))

    told, in_time = killed(command, chance.uniform(0, longest))
    wrong: list[str] = []
    with Library(open_store(where, create=True)) as library:
        there = [d.id for d in library.documents()]
        wrong += [f"{lost} was reported added and is not there" for lost in sorted(set(told) - set(there))]
        wrong += ["something is there twice"] if len(set(there)) < len(there) else []
        wrong += [f"{f.what}: {f.why}" for f in library.check()]
        done = library.add([source], at=AT, rules=True, threads=2)
        wrong += ["the rest was not added"] if len(library.documents()) != PAPERS else []
        wrong += ["something was added twice"] if len(done.new) != PAPERS - len(there) else []
    return Outcome(command="add", in_time=in_time, wrong=tuple(wrong))


def of_forgetting(folder: Path, chance: random.Random, longest: float) -> Outcome:
    """Kill a forgetting; then the document is there whole, or gone whole, from the file too."""
    where = folder / "x.library"
    with Library(open_store(where, create=True)) as library:
        if not library.documents():
            library.add([papers(folder, chance)], at=AT, rules=True)
        gone = chance.choice(library.documents())

    def command(_: Callable[[str], None]) -> None:
        with Library(open_store(where)) as library:
            library.forget(gone.id, reason="asked", at=AT)

    _, in_time = killed(command, chance.uniform(0, longest))
    wrong: list[str] = []
    with Library(open_store(where)) as library:
        wrong += [f"{f.what}: {f.why}" for f in library.check()]
        there = gone.id in {d.id for d in library.documents()}
        word = token(int(gone.source_id[1:]))
        found = library.search(word).total > 0
        wrong += ["half forgotten: found by its words"] if found != there else []
        with library.store.reading() as connection:
            graves = connection.scalars(sa.select(schema.tombstones.c.address)).all()
        wrong += ["half forgotten: its tombstone"] if (gone.address in graves) == there else []
    left = any(word.encode() in p.read_bytes() for p in folder.glob("x.library*"))
    wrong += ["its word is left in the file"] if left and not there else []
    return Outcome(command="forget", in_time=in_time, wrong=tuple(wrong))


def of_upgrading(folder: Path, chance: random.Random, longest: float) -> Outcome:
    """Kill an upgrading; then the library has the old form or the new one, whole."""
    where = filled(folder, chance)

    def command(_: Callable[[str], None]) -> None:
        store = connect(where)
        migrations.upgrade(store, (migrations.VERSIONS, NEXT))
        store.close()

    _, in_time = killed(command, chance.uniform(0, longest))
    wrong: list[str] = []
    store = connect(where)
    with store.reading() as connection:
        form = revision(connection)
        columns = {c["name"] for c in sa.inspect(connection).get_columns("documents")}
        if form == schema.REVISION:
            wrong += ["half upgraded"] if "shelf" in columns else []
        else:
            bare = connection.scalar(sa.text("SELECT count(*) FROM documents WHERE shelf IS NULL"))
            wrong += ["half upgraded"] if bare or form != "0005" else []
    store.close()
    if form == schema.REVISION:
        with Library(open_store(where)) as library:
            wrong += [f"{f.what}: {f.why}" for f in library.check()]
            wrong += ["documents were lost"] if len(library.documents()) != PAPERS else []
    return Outcome(command="upgrade", in_time=in_time, wrong=tuple(wrong))


def of_finding(folder: Path, chance: random.Random, longest: float) -> Outcome:
    """Kill the making of findings; then what is kept of them is sound, and they are made to their end as if nothing
    had happened."""
    where = filled(folder, chance)

    def command(_: Callable[[str], None]) -> None:
        with Library(open_store(where)) as library:
            refreshed(library.store, None)

    _, in_time = killed(command, chance.uniform(0, longest))
    wrong: list[str] = []
    with Library(open_store(where)) as library:
        wrong += [f"{f.what}: {f.why}" for f in library.check()]
        made = collated(library.store, None)
        with library.store.reading() as connection:
            numbers = connection.scalars(sa.select(schema.documents.c.number)).all()
            known = [annotations_of(connection, n)[0] for n in numbers]
        wrong += ["the findings are others"] if made != collate(known) else []
        wrong += [f"{f.what}: {f.why}" for f in library.check()]
    return Outcome(command="find", in_time=in_time, wrong=tuple(wrong))


# Seconds within which each is killed: about what the command takes.
COMMANDS: tuple[tuple[Callable[[Path, random.Random, float], Outcome], float], ...] = (
    (of_adding, 1.2),
    (of_forgetting, 0.35),
    (of_upgrading, 0.12),
    (of_finding, 1.5),
)


def run(kills: int, seed: int = 0) -> tuple[Outcome, ...]:
    """So many kills, of each command in turn, at moments that the seed chooses."""
    chance = random.Random(seed)
    out = []
    with tempfile.TemporaryDirectory(prefix="hearsay-kill-") as made:
        for n in range(kills):
            kill, longest = COMMANDS[n % len(COMMANDS)]
            name = kill.__name__ if kill is not of_adding else f"adding{n}"
            if kill is of_forgetting:
                name += str(n // (len(COMMANDS) * 12))  # a new library before the old one is empty
            folder = Path(made) / name
            folder.mkdir(exist_ok=True)
            out.append(kill(folder, chance, longest))
            if kill is of_adding:
                shutil.rmtree(folder)
    return tuple(out)


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--seed", type=int, default=0)
    asked = parser.parse_args()
    outcomes = run(asked.kills, asked.seed)
    for command in ("add", "forget", "upgrade", "find"):
        its = [o for o in outcomes if o.command == command]
        bad = [o for o in its if o.wrong]
        print(
            f"{command:<8} {len(its)} kills, {sum(o.in_time for o in its)} before the end, {len(bad)} found wrong after"
        )
        for o in bad:
            print(f"         {'; '.join(o.wrong)}")


if __name__ == "__main__":
    main()
