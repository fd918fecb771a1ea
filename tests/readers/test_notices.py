"""Credit lines, notices, restrictions: the text and what must be found in it, side by side."""

import pytest

from hearsay.readers.layout import paragraphs
from hearsay.readers.notices import find

BEFORE = "The ferry left Osk at noon, its captain said.\nNobody on the quay waved.\n"

CREDITS = [
    # the last paragraph of a text                                            whose it is
    ("This material is courtesy of, and copyrighted by, https://www.oskcourier.example and its author.",
     "https://www.oskcourier.example"),
    ("This article is courtesy of the Osk Courier.", "the Osk Courier"),
    ("Content courtesy of Harbour Radio", "Harbour Radio"),
    ("This content is courtesy of the Osk Courier and came to us through a feed.", "the Osk Courier"),
    ("Story provided courtesy of The Vell Gazette.", "The Vell Gazette"),
    ("*This story was originally published in the Osk Courier.*", "the Osk Courier"),
    ("Originally published at vellgazette.example", "vellgazette.example"),
    ("This report first appeared in The Lamp and is used with its consent.", "The Lamp"),
    ("First appeared in Harbour Quarterly.", "Harbour Quarterly"),
    ("This article appeared first on Isles Online.", "Isles Online"),
    ("The post Ferry leaves Osk without a pilot appeared first on Isles Online.", "Isles Online"),
    ("Republished from the Vell Gazette under a Creative Commons licence.", "the Vell Gazette"),
    ("Editor’s note: This essay is reprinted with permission from The Lamp.", "The Lamp"),
    ("With Reuters", "Reuters"),
    ("With Reuters and AFP.", "Reuters"),
    ("Published here with the kind permission of The Lamp.", "The Lamp"),
    ("This article, which first appeared in The Lamp, is reprinted with permission.", "The Lamp"),
    ("The original version of this story appeared in The Lamp.", "The Lamp"),
    ("This is a syndicated story from the Vell Gazette.", "the Vell Gazette"),
    ("This text is a translation of an article that appeared in Der Leuchtturm.", "Der Leuchtturm"),
    ("Original source: Osk Courier", "Osk Courier"),
    ("Read the original article on Isles Online.", "Isles Online"),
    ("This content is owned by Harbour Media Ltd and is used under licence.", "Harbour Media Ltd"),
    ("This article was supplied by the Isles News Agency.", "the Isles News Agency"),
    ("Copyright of this article belongs to the Osk Courier.", "the Osk Courier"),
    ("Story by Reuters", "Reuters"),
    ("With inputs from agencies", "agencies"),
    ("With additional reporting from Ana Kor", "Ana Kor"),
    ("AP contributed to this report.", "AP"),
    ("(Ana Kor and the Associated Press contributed to this report)", "Associated Press"),
    ("Staff writer Jo Lund contributed reporting to this story from Vell.", "Staff writer Jo Lund"),
    ("Reuters", "Reuters"),
    ("Source: Isles News Agency", "Isles News Agency"),
    ("Copyright 2031 The Associated Press. All rights reserved.", "The Associated Press"),
]  # fmt: skip


@pytest.mark.parametrize(("line", "owner"), CREDITS)
def test_credit_line(line: str, owner: str) -> None:
    text = BEFORE + line
    credit = find(text, paragraphs(text)).credit
    assert credit is not None
    assert credit.owner.of(text) == owner
    assert credit.span.of(text) in line


NO_CREDITS = [
    "Courtesy of the harbour pilot, the boat reached the quay before dark.",
    "The boat reached the quay courtesy of the Osk pilots.",
    "Through the courtesy of Mayor Vele, the hall was lit all night.",
    "The eel first appeared in the harbour in 1998.",
    "First appeared in March, then again in June, the lights over Vell.",
    "This story first appeared in 1998.",
    "It first appeared in Osk, where the smiths still make it.",
    "The rumour originally appeared in the Courier, Vele said, and was false.",
    "Reprinted from memory, the line ran to forty words.",
    "The wind contributed to this report of losses, the insurer said.",
    "“AP contributed to this report,” the editor said.",
    "With Reuters in the room, the minister said nothing.",
    "Sources: nobody knew where they came from.",
    "This report was supplied by Vele to the council in March.",
    "This copy was taken from the mate, who wept.",
    "The report by the Board was published in 1998 by the Osk Courier, Vele said.",
    "The ferry story was courtesy of a talkative mate.",
    "Photo courtesy of the Osk museum.",
    "Read the original at home, Vele told them.",
]


@pytest.mark.parametrize("line", NO_CREDITS)
def test_no_credit_line_in_a_narrative_sentence(line: str) -> None:
    text = BEFORE + line
    assert find(text, paragraphs(text)).credits == ()


DATELINES = [
    ("OSK, Isles (AP) — The ferry left at noon.", "AP"),
    ("VELL (Reuters) - The ferry left at noon.", "Reuters"),
    ("OSK, 3 May (Isles News Agency) -- The ferry left at noon.", "Isles News Agency"),
    ("(AFP) – The ferry left at noon.", "AFP"),
    ("OSK /TASS/. The ferry left at noon.", None),
    ("The party (AP) won no seat in Vell.", None),
    ("Vele (AP photo) waved from the quay.", None),
]


@pytest.mark.parametrize(("line", "agency"), DATELINES)
def test_dateline(line: str, agency: str | None) -> None:
    text = "Ferry leaves Osk without a pilot\n" + line + "\nNobody on the quay waved."
    credit = find(text, paragraphs(text)).credit
    assert (credit.owner.of(text) if credit else None) == agency


RIGHTS = [
    "All rights reserved.",
    "© 2031 Osk Courier Ltd.",
    "(c) Osk Courier 2031",
    "Copyright 2031 The Vell Gazette. All rights reserved.",
    "This report may not be copied, printed or broadcast.",
    "If you are the author of this page and would like this content removed, please contact us at desk@isles.example.",
    "Are you the owner? If you own the rights and want this article taken down, write to the address below.",
    "Rights holders who object may contact the desk. The page is then removed within a day.",
    "This article is used for educational purposes only.",
    "To request removal of this article, please email the desk.",
    "We did not write this article. If it is yours and you want it taken down, write to the desk.",
    "Should you be the copyright owner and wish this material removed, contact us.",
    "Any use of this material without permission is forbidden.",
    "This story is published under a Creative Commons licence.",
]


@pytest.mark.parametrize("line", RIGHTS)
def test_rights_notice(line: str) -> None:
    text = BEFORE + line
    found = find(text, paragraphs(text))
    assert [span.of(text) for span in found.rights] == [line]
    assert found.notices == found.rights


NO_RIGHTS = [
    "Copyright law was on the table again, Vele said.",
    "He had stamped “All rights reserved” on each pot.",
    "All rights to the quay were sold in 1998.",
    "If you are the captain, Vele told him, remove your hat.",
    "If you want the mast removed, Vele told him, contact the yard.",
    "He meant to have the page removed from the book and to contact the printer, he said.",
    "The use of the quay without permission is a scandal, Vele said.",
    "The author would like the content removed from the archive, his lawyer said.",
    "“If you are the author and want it removed, contact me,” Vele wrote.",
]


@pytest.mark.parametrize("line", NO_RIGHTS)
def test_no_notice_in_a_narrative_sentence(line: str) -> None:
    text = BEFORE + line
    assert find(text, paragraphs(text)).notices == ()


def test_a_notice_wrapped_over_lines_is_one_stretch() -> None:
    text = (
        "The ferry left Osk at noon with forty people and two horses aboard,\n"
        "its captain said, and nobody on the quay waved when it had gone.\n"
        "\n"
        "This material is courtesy of, and copyrighted by, the Osk\n"
        "Courier. If you are its author and would like this material removed,\n"
        "please contact the desk by electronic mail.\n"
    )
    found = find(text, paragraphs(text))
    assert [span.of(text) for span in found.rights] == [text[text.index("This material") :].strip()]
    assert found.credit is not None
    assert found.credit.owner.of(text) == "the Osk\nCourier"


def test_a_notice_in_a_text_of_one_line_leaves_the_rest_alone() -> None:
    story = "The ferry left Osk at noon. Nobody waved."
    notice = "If you are the author and would like this content removed, please contact us."
    text = f"© 2031 Osk Courier. {story} {notice}"
    found = find(text, paragraphs(text))
    assert [span.of(text) for span in found.notices] == ["© 2031 Osk Courier.", notice]


def test_the_strongest_credit_wins_over_the_first() -> None:
    text = "OSK (AP) — The ferry left at noon.\nNobody waved.\nThis story first appeared in the Osk Courier."
    found = find(text, paragraphs(text))
    assert [credit.kind for credit in found.credits] == ["agency", "republished"]
    assert found.credit is found.credits[1]


RESTRICTIONS = [
    # the first line                                      the restriction
    ("EMBARGOED UNTIL 00:01, 3 MAY 2031", True),
    ("Embargoed until 3 May 2031, 09:00", True),
    ("STRICTLY EMBARGOED: 3 May", True),
    ("NOT FOR ATTRIBUTION", True),
    ("NOT FOR PUBLICATION – DRAFT", True),
    ("OFF THE RECORD", True),
    ("Strictly confidential", True),
    ("CONFIDENTIAL", True),
    ("ON BACKGROUND ONLY", True),
    ("Off the record, the minister said yes.", False),
    ("Embargoed until 3 May, the report says little.", False),
    ("Confidential papers show the minister lied in 1998", False),
    ("CONFIDENTIAL papers show that the minister knew", False),
    ("Background: how the lease came about", False),
]


@pytest.mark.parametrize(("line", "restricts"), RESTRICTIONS)
def test_restriction(line: str, restricts: bool) -> None:
    text = line + "\n" + BEFORE
    found = find(text, paragraphs(text)).restriction
    assert (found.of(text) if found else None) == (line if restricts else None)


def test_a_classification_that_was_lifted_restricts_nothing() -> None:
    text = "CONFIDENTIAL\nDECLASSIFIED 3 May 2031\nMemorandum of conversation\nVele opened the talk."
    assert find(text, paragraphs(text)).restriction is None
