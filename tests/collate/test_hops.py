"""Where the words of a rendition changed: held against the text that it was taken from."""

from __future__ import annotations

from hearsay.model import Collation, Rendition
from tests.collate.told import laid, renditions, report

LINE = "We could open the ferry in winter, if Norland pays for the paint, and I will say so to the board myself"
CUT = "We could open the ferry in winter, and I will say so to the board myself"
MINUTES = f"Minutes of a meeting in Orsk\n\nPresent: Mara Lind; Anton Vele.\n\n“{LINE},” Mara Lind told Anton Vele."
STORY = (
    "Mara Lind met Anton Vele at the quay in Orsk on Thursday. The harbour had been shut since the first frost, and the"
    " boats lay two deep along the wall. “{words},” Mara Lind told Anton Vele. A clerk wrote it down by the light of"
    " the stove while the two waited for the tide to turn and the lamps on the breakwater to be lit.\n\n"
    "The ferry has not sailed in winter since the old pier was taken down, and the fishermen say that they do not miss"
    " it. Their wives, who have to walk around the bay to the market, say that they do."
)


def carried(first: str, second: str) -> Collation:
    """A record, a paper that carries one line, and a page that has the paper's text with another."""
    return laid(
        report("minutes", MINUTES, kind="notes", published="2017-06-04"),
        report("paper", STORY.format(words=first), publisher="Orsk Courier", published="2017-06-05"),
        report(
            "page",
            STORY.format(words=second) + "\n\nThis article first appeared in the Orsk Courier.",
            publisher="Norland Daily",
            published="2017-06-07",
            credit="This article first appeared in the Orsk Courier.",
        ),
    )


def hop(found: Rendition) -> str | None:
    return next((r.why for r in found.reasons if r.of == "hop"), None)


def test_words_that_were_whole_in_the_text_before_changed_on_the_way() -> None:
    found = renditions(carried(LINE, CUT), "We could open the ferry")
    why = hop(found["page"])
    assert why is not None
    assert "on the way" in why
    assert hop(found["paper"]) is None


def test_words_that_were_cut_before_are_said_to_have_come_so() -> None:
    found = renditions(carried(CUT, CUT), "We could open the ferry")
    why = hop(found["page"])
    assert why is not None
    assert "already" in why


def test_a_whole_line_has_no_hop() -> None:
    found = renditions(carried(LINE, LINE), "We could open the ferry")
    assert [hop(r) for r in found.values()] == [None] * len(found)
