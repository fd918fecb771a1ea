"""Judgements: kept for good, attached to evidence, obeyed, and shown where people differ."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import get_args

import pytest

from hearsay.errors import ForeignError, JudgementError
from hearsay.library import Library, codec, judgements, showing
from hearsay.library.evidence import evidence
from hearsay.library.judging import check_id, judged, standing
from hearsay.library.looking import people, person_named
from hearsay.library.records import Decision, JudgedOf, Judgement
from hearsay.model import Collation, Disagreement
from hearsay.render.json import as_data
from tests.library.papers import AT, LATER

GATES = Path(__file__).resolve().parents[2] / "examples" / "starrow-gates"


@pytest.fixture
def filled(library: Library) -> Library:
    library.add([GATES], at=AT, rules=True)
    return library


def judge(
    library: Library, of: JudgedOf, decision: Decision, *names: str, value: str | None = None, who: str = "Ada"
) -> Judgement:
    found = evidence(library.store, library.reference, of, names)
    made = judgements.made(
        of=of, decision=decision, evidence=found.ids, places=found.places, who=who, why="seen", at=AT, value=value,
        quoted=found.words,
    )  # fmt: skip
    assert library.judge([made]) == 1
    return made


def sound(found: Collation) -> None:
    """Whatever is pointed at is there."""
    attributions = {a.id for a in found.attributions}
    entities = {e.id for e in found.entities}
    accounts = {a.id for a in found.accounts}
    assert {a.parent for a in found.attributions if a.parent} <= attributions
    assert {s for a in found.attributions for s in a.speaker} <= entities
    assert {a for u in found.utterances for r in u.renditions for a in r.attributions} <= attributions
    assert {s for u in found.utterances for s in u.speaker} <= entities
    assert {r.against for u in found.utterances for r in u.renditions if r.against} <= {
        a.document.id for a in found.annotations
    }
    assert all(u.renditions for u in found.utterances)
    assert {c.attribution for c in found.checks if c.attribution} <= attributions
    assert {i.of for a in found.accounts for i in a.independence} <= accounts
    assert {p.account for d in found.disagreements for p in d.positions if p.account} <= accounts
    assert {r.to for r in found.responses} <= accounts
    assert len({u.id for u in found.utterances}) == len(found.utterances)


def test_a_rejected_attribution_is_out_with_what_hangs_under_it(filled: Library) -> None:
    before = filled.findings().collation
    parent = next(a.parent for a in before.attributions if a.parent)
    inside = {a.id for a in before.attributions if a.parent == parent}
    judge(filled, "attribution", "reject", str(parent))
    after = filled.findings().collation
    assert {a.id for a in before.attributions} - {a.id for a in after.attributions} >= {parent, *inside}
    assert not any(parent in r.attributions for u in after.utterances for r in u.renditions)
    assert not any(parent == a.id for one in after.annotations for a in one.attributions)
    sound(after)


def test_each_attribution_can_be_rejected_and_what_is_left_is_sound(filled: Library) -> None:
    found = filled.findings().collation
    for a in found.attributions:
        one = judgements.made(
            of="attribution", decision="reject", evidence=(a.id,), places=(), who="Ada", why="no", at=AT
        )
        sound(judged(found, (one,)).collation)
        other = judgements.made(
            of="speaker",
            decision="correct",
            evidence=(a.id,),
            places=(),
            who="Ada",
            why="no",
            at=AT,
            value="Nona Quill",
        )
        sound(judged(found, (other,)).collation)


def test_a_corrected_speaker_is_set_and_the_dossier_says_who_set_it(filled: Library) -> None:
    before = filled.findings().collation
    names = {e.id: e.name for e in before.entities}
    one = next(u for u in before.utterances if len(u.renditions) > 2 and names[u.speaker[0]] == "Ilsabet Corran")
    moved = one.renditions[1].attributions[0]
    judge(filled, "speaker", "correct", moved, value="Joren Hastrel")
    after = filled.findings().collation
    (hastrel,) = {e.id for e in after.entities if e.name == "Joren Hastrel"}
    (a,) = (a for a in after.attributions if a.id == moved)
    assert a.speaker == (hastrel,)
    assert any(r.of == "judgement" and "Joren Hastrel" in r.why and "Ada" in r.why for r in a.reasons)
    by_attribution = {x: u for u in after.utterances for r in u.renditions for x in r.attributions}
    assert by_attribution[moved].speaker == (hastrel,)
    assert by_attribution[one.renditions[0].attributions[0]].speaker == one.speaker
    sound(after)
    assert "Ada" in str(as_data(filled.dossier()))


def test_a_speaker_that_no_document_names(filled: Library) -> None:
    a = filled.findings().collation.attributions[0]
    judge(filled, "speaker", "correct", a.id, value="Nona Quill")
    after = filled.findings().collation
    assert [e.name for e in after.entities if e.id in next(x for x in after.attributions if x.id == a.id).speaker] == [
        "Nona Quill"
    ]
    judge(filled, "speaker", "reject", a.id, who="Ada")
    assert next(x for x in filled.findings().collation.attributions if x.id == a.id).speaker == (), (
        "her last word counts"
    )


def test_people_who_differ_are_both_shown_and_neither_followed(filled: Library) -> None:
    a = filled.findings().collation.attributions[0]
    judge(filled, "attribution", "reject", a.id, who="Ada")
    judge(filled, "attribution", "confirm", a.id, who="Bo")
    found = filled.findings()
    (kept,) = (x for x in found.collation.attributions if x.id == a.id)
    assert [r.why.partition(" by ")[2].partition(",")[0] for r in kept.reasons if r.of == "judgement"] == ["Ada", "Bo"]
    assert found.apart == (("attribution", (a.id,)),)
    assert "people differ on the attribution" in showing.judgements(filled.judgements())
    judge(filled, "attribution", "reject", a.id, who="Bo")
    assert a.id not in {x.id for x in filled.findings().collation.attributions}


def test_undoing_is_another_judgement(filled: Library) -> None:
    a = filled.findings().collation.attributions[0]
    made = judge(filled, "attribution", "reject", a.id)
    judgements.undone(filled.store, made.id, who="Bo", why="wrong page", at=LATER)
    assert a.id in {x.id for x in filled.findings().collation.attributions}
    assert [j.decision for j in filled.judgements()] == ["reject", "undo"]
    with pytest.raises(JudgementError, match="undone already"):
        judgements.undone(filled.store, made.id, who="Bo", why="wrong page", at=LATER)
    with pytest.raises(JudgementError, match="no judgement"):
        judgements.undone(filled.store, "j0", who="Bo", why="wrong page", at=LATER)


def test_fidelities_are_set_and_graver_labels_taken_off(filled: Library) -> None:
    found = filled.findings().collation
    u, r = next((u, r) for u in found.utterances for r in u.renditions if r.against and r.attributions)
    judge(filled, "fidelity", "correct", r.attributions[0], value="spliced")

    def now() -> object:
        made = filled.findings().collation
        (same,) = (
            x for v in made.utterances for x in v.renditions if x.attributions == r.attributions and v.id == u.id
        )
        return same.fidelity

    assert r.fidelity != "spliced"
    assert now() == "spliced"


def test_disagreements_and_checks_can_be_rejected(filled: Library) -> None:
    found = filled.findings().collation
    assert found.disagreements
    gone = found.disagreements[0]
    judge(filled, "disagreement", "reject", gone.id)
    judge(filled, "disagreement", "confirm", found.disagreements[1].id)
    after = filled.findings().collation
    assert gone.id not in {d.id for d in after.disagreements}
    (kept,) = (d for d in after.disagreements if d.id == found.disagreements[1].id)
    assert kept.reasons[-1].of == "judgement"
    if found.checks:
        judge(filled, "check", "reject", check_id(found.checks[0]))
        assert len(filled.findings().collation.checks) < len(found.checks)


def corrans(library: Library) -> dict[str, str]:
    """Ilsabet Corran's entity in each document that names her in full, by the document."""
    return {
        a.document.id: e.id
        for a in library.findings().collation.annotations
        for e in a.entities
        if e.name == "Ilsabet Corran"
    }


def of_corran(library: Library) -> list[set[str]]:
    """Which of them are taken for one."""
    known = set(corrans(library).values())
    return sorted(
        (known & set(e.members) for e in library.findings().collation.entities if known & set(e.members)), key=len
    )


def test_a_rejected_join_is_obeyed_until_it_is_undone(filled: Library) -> None:
    one, other, *_ = sorted(corrans(filled).values())
    assert len(of_corran(filled)) == 1
    made = judge(filled, "join", "reject", one, other)
    assert made.id in showing.judgements(filled.judgements())
    now = of_corran(filled)
    assert not any({one, other} <= those for those in now)
    found = filled.findings().collation
    sound(found)
    told = [r.why for e in found.entities if {one, other} & set(e.members) for r in e.reasons if r.of == "judgement"]
    assert len(told) == 2
    assert all("rejected by Ada" in why for why in told)
    listed = people(filled.store, filled.reference)
    assert {p.id for p in listed if p.name == "Ilsabet Corran"} == {min(those) for those in now}
    shown = person_named(listed, one)
    assert one in showing.person(filled.findings(), next(e for e in found.entities if shown.id == e.id))
    judgements.undone(filled.store, made.id, who="Ada", why="it is she", at=LATER)
    assert len(of_corran(filled)) == 1


def test_where_people_differ_on_a_join_neither_is_followed(filled: Library) -> None:
    one, other, *_ = sorted(corrans(filled).values())
    judge(filled, "join", "reject", one, other, who="Ada")
    judge(filled, "join", "confirm", one, other, who="Bela")
    assert len(of_corran(filled)) == 1
    assert not any(r.of == "judgement" for e in filled.findings().collation.entities for r in e.reasons)


def test_two_who_are_confirmed_as_one_are_one(filled: Library) -> None:
    first, second = (e for e in filled.findings().collation.entities if e.name in ("Joren Hastrel", "Ilsabet Corran"))
    made = judge(filled, "join", "confirm", first.id, second.id)
    (one,) = (e for e in filled.findings().collation.entities if set(e.members) & set(made.evidence))
    assert set(made.evidence) <= set(one.members)
    assert ["confirmed by Ada" in r.why for r in one.reasons if r.of == "judgement"] == [True]
    sound(filled.findings().collation)


def test_judgements_hold_when_the_material_changes(filled: Library, tmp_path: Path) -> None:
    a = filled.findings().collation.attributions[0]
    judge(filled, "attribution", "reject", a.id)
    (tmp_path / "more.txt").write_text("“The gates are old,” said Ilsabet Corran.", encoding="utf-8")
    filled.add([tmp_path / "more.txt"], at=LATER, rules=True)
    assert a.id not in {x.id for x in filled.findings().collation.attributions}


def test_export_and_import(filled: Library, tmp_path: Path) -> None:
    a, b = filled.findings().collation.attributions[:2]
    judge(filled, "attribution", "reject", a.id)
    judge(filled, "speaker", "correct", b.id, value="Nona Quill")
    written = judgements.exported(filled.judgements())
    from hearsay.library.store import open_store

    with Library(open_store(tmp_path / "other.library", create=True)) as other:
        other.add([GATES], at=LATER, rules=True)
        assert judgements.imported(other.store, codec.loaded(written.encode())) == 2
        assert judgements.imported(other.store, codec.loaded(written.encode())) == 0
        assert other.judgements() == filled.judgements()
        changed = written.replace('"who":"Ada"', '"who":"Eve"')
        with pytest.raises(ForeignError, match="is not what it was"):
            judgements.imported(other.store, codec.loaded(changed.encode()))
        for broken in (b"[]", b'{"hearsay-judgements":"9"}', b'{"hearsay-judgements":"1","judgements":[{"id":1}]}'):
            with pytest.raises(ForeignError):
                judgements.imported(other.store, codec.loaded(broken))


def test_what_a_judgement_needs() -> None:
    good = {"of": "speaker", "decision": "correct", "evidence": ("a1",), "places": (), "who": "A", "why": "b", "at": AT}
    for wrong in (
        {"who": " "},
        {"why": ""},
        {"evidence": ()},
        {"of": "join", "value": "x"},
        {"of": "fidelity", "value": "x"},
    ):
        with pytest.raises(JudgementError):
            judgements.made(**{**good, **wrong})  # type: ignore[arg-type]
    with pytest.raises(JudgementError):
        judgements.made(**good)  # type: ignore[arg-type]


def test_ten_thousand_judgements(filled: Library) -> None:
    found = filled.findings().collation
    many = []
    for n in range(10_000):
        a = found.attributions[n % len(found.attributions)]
        many.append(
            judgements.made(
                of="attribution",
                decision="confirm",
                evidence=(a.id,),
                places=(),
                who=f"W{n % 7}",
                why=f"seen {n}",
                at=AT,
            )
        )
    assert filled.judge(many) == 10_000
    assert len(standing(filled.judgements())) == len(found.attributions)
    assert len(filled.findings().collation.attributions) == len(found.attributions)


def test_judging_depends_on_nothing_but_what_it_is_given(filled: Library) -> None:
    found = filled.findings().collation
    assert judged(found, ()).collation == found
    assert set(get_args(JudgedOf)) >= {"attribution", "speaker", "join", "fidelity", "disagreement", "check"}
    assert isinstance(replace(found.disagreements[0]), Disagreement)
