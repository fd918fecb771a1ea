"""The words by which a sentence tells a point of a conversation: who raised it, what was answered, how long it took.

Each list is closed and every pattern stands alone: one that misfires is mended here. A pattern ends where the verb
ends, so that whoever reads it looks for the subject before and the object behind.
"""

from __future__ import annotations

import re
from typing import Literal

Answer = Literal["yes", "no", "open"]


def _of(*alternatives: str, before: str = r"\b", after: str = r"\b") -> re.Pattern[str]:
    return re.compile(f"{before}(?:{'|'.join(alternatives)}){after}", re.I)


_NOT = r"(?:(?:did|do|does|could|would|can|had|has|will) not|(?:did|do|does|could|would|ca|had|has|wo)n['’]t)"
_MEETING = r"(?:meeting|conversation|call|talks|session|discussion|dinner|encounter)"

RAISED = _of(
    r"raise[ds]?",
    r"broach(?:ed|es)?",
    r"moot(?:ed|s)?",
    r"float(?:ed|s)?",
    r"initiate[ds]?",
    r"(?:brought|brings?) up",
    r"puts? forward",
    r"(?:came|comes?) up with",
    r"thought of",
    r"propose[ds]?(?=\s+(?:that|to|it|this|the|a|an|[a-z]+ing)\b)",
    r"suggest(?:ed|s)?(?=\s+(?:the (?:idea|possibility|plan)|that (?:they|we|the two|both)|[a-z]+ing)\b)",
    after=r"(?=[\s.,;:?!”\"’'])",
)
# What is raised that is no matter for a talk: "raised her voice", "raised £4m".
OTHER_THINGS = _of(
    r"hands?", r"voices?", r"glass(?:es)?", r"eyebrows?", r"money", r"funds?", r"tax(?:es)?", r"rates?", r"prices?",
    r"alarms?", r"flags?", r"toasts?", r"fears?", r"hopes?", r"doubts?", r"stakes?", r"profiles?", r"standing",
    r"children", r"cattle", r"awareness", r"[£$€]\s?\d", r"\d",
    before=r"\s+(?:(?:his|her|their|its|the|a|an|my|our|some|more|over|about|nearly|up|to)\s+)*"
    r"(?:(?!matter|issue|question|subject|topic|of\b)\w+\s+){0,2}?",
    after="",
)  # fmt: skip
# "the allegations raised by Lind": of what somebody did, and no matter for a talk with him.
CHARGES = re.compile(
    r"\b(?:allegations?|accusations?|charges?|complaints?|claims?|criticisms?)\s+"
    r"(?:(?:that\s+)?(?:was|were|had been|have been|has been)\s+|first\s+|publicly\s+)*\Z",
    re.I,
)
RAISED_IT = re.compile(
    r"\s+(?:it|this|that|the (?:idea|matter|subject|question|issue|topic|possibility))"
    r"(?=[\s]*(?:[.,;:!?”\"’']|$|(?:and|but|first|himself|herself|myself|with|to|at|in|during|not)\b))",
    re.I,
)
HIS_OWN = _of(
    r"(his|her|my)\s+own",
    r"(his|hers|mine)(?=[.,;:”\"’'])",
    before=r"\b(?:idea|proposal|suggestion|initiative|offer)(?: (?:of|for|to) [^,.;:?!]{1,40}?)?"
    r"\s+(?:had been|was|has been|is)\s+(?:all\s+)?",
    after="",
)
WHO_DID = re.compile(
    r"\bwho\s+(?:first\s+|actually\s+)?(?:raised|brought up|proposed|suggested|broached)\b[^?]*\?", re.I
)
I_DID = re.compile(
    r"[\s“\"'‘]*(?:[A-Z][\w .]{0,30}:\s*[“\"]?)?(I|he|she|[A-Z][\w’'.-]+(?:\s[A-Z][\w’'.-]+)*)\s+did\b", re.S
)

_NO_QUESTION = r"(?! to (?:\w+ )?(?:requests?|messages?|e-?mails?|calls?|inquir\w+|questions))"
_OF_THE_PRESS = r"(?! (?:\w+ )?(?:allegations?|accusations?|claims?|reports?|suggestions?|criticism))"
ANSWERS: tuple[tuple[Answer, re.Pattern[str]], ...] = (
    (
        "open",
        _of(
            rf"(?:{_NOT}|neither) (?:say|said) (?:yes|no)",
            r"(?:gave|given) no answer",
            rf"{_NOT} (?:answer|reply|respond|commit (?:himself|herself))",
            after=rf"\b{_NO_QUESTION}",
        ),
    ),
    ("no", _of(rf"{_NOT} (?:accept|agree|consent|hear of)")),
    (
        "no",
        _of(
            r"said no",
            r"told (?:him|her|them) no",
            r"(?:refus(?:ed|es)|declin(?:ed|es))(?! (?:on \w+ )?to (?!agree|accept|go along))",
            rf"(?:reject(?:ed|s)|dismiss(?:ed|es)){_OF_THE_PRESS}",
            r"turned (?:(?:it|him|her|them|the \w+) )?down",
            r"ruled (?:it )?out",
        ),
    ),
    (
        "yes",
        _of(
            r"said yes",
            r"told (?:him|her|them) yes",
            r"agree[ds]",
            r"accept(?:ed|s)",
            r"(?:con|as)sented",
            r"gave (?:his|her) (?:consent|agreement|blessing)",
        ),
    ),
)
OPEN_OBJECT = re.compile(
    r"\s*(?:yes|no|it|this|that|to it|to that|with (?:it|that)"
    r"|the (?:idea|offer|proposal|suggestion|request|plan|initiative))?"
    r"(?:\s+(?:at first|at once|initially|on the spot|then and there|there and then|immediately"
    r"|that (?:night|day|evening)|after \w[^.;]*))?"
    r"\s*(?:[,.;:!?”\"’'—–]|$|\band\b|\bbut\b)",
    re.I,
)
REPLIES = frozenset("reply replied replies answer answered answers respond responded responds retort retorted".split())
AFFIRMS = re.compile(r"[\W_]*(?:why not|yes|of course|certainly|agreed|gladly|by all means)\b", re.I)
DENIES = re.compile(r"[\W_]*(?:no|never|certainly not|of course not|impossible)\b", re.I)

PRESENT = _of(
    r"took part", r"taking part", r"attended", r"(?:were|was) present", r"sat down", r"were there", r"in the room",
    r"were in attendance", r"faced (?:each other|one another)", r"at the table", r"(?:from|for|on) each side",
    r"on either side", rf"were at the {_MEETING}",
)  # fmt: skip
EACH_SIDE = re.compile(
    r"\s*(?:\w+\s+){0,2}?(?:from|for|on|of) (?:each|either|both) (?:sides?|country|party|delegation)\b", re.I
)
HOW_MANY = re.compile(r"\bhow many\b[^?]*\?", re.I)
HEADS = re.compile(
    r"(?:\s+(?:other|senior|more|of (?:us|them)))*\s*"
    r"(?:people|persons?|men|women|officials?|participants?|delegates?|diplomats?|aides?|ministers?"
    r"|took|were|attended|sat|of us|,|\.|for|from)",
    re.I,
)

TALKED = _of(
    r"last(?:ed|ing)",
    r"(?:met|talked|spoke|conferred|ran|went on|were closeted) for",
    r"meeting of",
    rf"{_MEETING}\b[^.;]{{0,40}}\bfor",
    after=r"\s+(?:(?:a little|just|well|slightly)\s+)?$",
)
OF_TALKS = _of(r"of (?:talks|negotiations|discussions?|conversation)", _MEETING, before=r"[\s-]*")
CLOCKS = re.compile(
    r"\b(\d{1,2})[.:](\d\d)\s*(?:([ap])\.?m\.?)?\s*(?:to|till|until|–|—|-)\s*"
    r"(\d{1,2})[.:](\d\d)\s*(?:([ap])\.?m\b\.?)?",
    re.I,
)
STRICT = re.compile(
    r"(?:more than|over|above|beyond|under|less than|fewer than|nearly|almost|just over|just under)\b", re.I
)

NEVER = _of(
    r"never met",
    r"(?:did not|didn['’]t|had not) meet",
    rf"no such {_MEETING}",
    rf"no {_MEETING} (?:(?:ever )?(?:took place|happened)|was held|were held)",
    rf"{_MEETING} (?:never (?:took place|happened)|did not take place)",
)

CLAUSE_END = re.compile(
    r"[;:!?”\"]|(?<=[a-z]{3})\.(?=\s|$)|\.$|, (?:and|but|he|she|while|adding|who)\b|\sand that\b"
    r"|\s(?:and|but) (?:he|she|then|later)\b"
)
