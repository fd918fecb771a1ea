"""To whom something was said, as the words around the cue name it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from hearsay.language.descriptions import describe
from hearsay.language.finds import Find
from hearsay.language.noun_phrases import PREPOSITIONS
from hearsay.language.pointers import Name
from hearsay.language.roles import BODY_NOUNS, PERSON_NOUNS, singular
from hearsay.text import Span

_PRESSED = re.compile(  # verbs whose object is the one spoken to
    r"(?:admonish|advis|alert|ask|assur|berat|brief|caution|challeng|chid|convinc|counsel|encourag|exhort|grill|implor"
    r"|inform|instruct|invit|lectur|lobb|messag|notif|order|persuad|petition|phon|press|pressur|promis|question|quizz?"
    r"|reassur|rebuk|remind|reproach|scold|taunt|text|thank|urg|warn)"
    r"(?:e|es|s|ed|ing|y|ies|ied)?|e-?mail(?:s|ed|ing)?|beg(?:s|ged|ging)?|tells?|told|telling",
    re.I,
)
_TELLS = re.compile(r"tells?|told|telling", re.I)
_OF_THINGS_TOO = re.compile(
    r"(?:challeng|invit|order|press|pressur|promis|question|quizz?|text|phon|e-?mail|thank)", re.I
)
_BE = re.compile(r"(?:\b(?:am|are|be|been|being|is|was|were|get|gets|got)|['’](?:m|re|s))\b", re.I)
_STOPS = """
to about on for that with over not how what whether if this last who he she they it in at after during before by from as
when while which whom whose where why and but or said says was is were had has of until since because late early today
yesterday tomorrow outside inside via through privately repeatedly recently publicly earlier later again there here
monday tuesday wednesday thursday friday saturday sunday
urging saying asking calling telling warning demanding claiming arguing noting adding insisting promising offering
explaining describing praising thanking accusing vowing dated filed released published sent signed delivered posted
"""
_STOP = frozenset(_STOPS.split())
_OBJECT_PRONOUNS = "me him them us"
_OBJECT = re.compile(
    rf"\s({'|'.join(_OBJECT_PRONOUNS.split())}|her\b(?=\s(?:the|an?|that|he|she|it|they|to|about|of|on|how|what|in|not|his|her|their|this)\b))"
    r"\b"
)
_PRONOUN = re.compile(r"(?:me|him|us|them)\b")
_FIRST = re.compile(r"\s*(me|him|us|them)\b", re.I)
_PREPOSITION = re.compile(rf"(?:about|as|away|off|out|through|{'|'.join(sorted(PREPOSITIONS))})\b", re.I)
# What is said "to" somebody, and "before" somebody; the phrase must be of people.
_TO_VERBS = frozenset(
    """
    acknowledge admit announce apologise apologize appeal argue boast brag complain confess confide declare demonstrate
    describe disclose explain gripe indicate insist joke lie mention mutter pitch plead present promise propose quip
    recommend recount relate remark repeat reply report respond reveal say shout speak suggest swear talk testify vow
    whisper write yell
    """.split()
)
_BEHIND = re.compile(r",?\s(?:(?P<to>to)|before)\s")
_BEFORE_VERBS = frozenset("appear argue plead say speak swear testify".split())
_TO_IN_CUE = re.compile(r"\b(?:to|with|before)\s(me|us|him|them)\b")
_TO = re.compile(
    r"\b(?:interview(?:s|ed)? (?:with|by)|(?i:speaking|talking) (?:to|with|before)|spoke (?:to|with|before)"
    r"|(?i:addressing)|(?:letters?|e-?mails?|memo|messages?|notes?|texts?|remarks|speech|address|lecture|sermon"
    r"|toast|presentation|plea|appeal|reply|statement|testimony|submission) to"
    r"|(?:speech|address|testimony|appearance) before|(?i:testifying|appearing|speaking) before"
    r"|(?:conversation|call|sit-down|meeting|talks|exchange|lunch|dinner|breakfast) with)\s+"
)
# Who asked is told the answer.
_ASKED = re.compile(
    r"(?:^|,\s|\b[Ww]hen\s|\b[Aa]fter being\s)(?i:asked|pressed|questioned|challenged|prompted|confronted)\s"
    r"(?:[\w ]{0,30}\s)?by\s"
    r"|\b(?i:under) (?:sharp |close |tough |hostile |repeated )?"
    r"(?:questioning|cross-examination|grilling|interrogation) (?:by|from)\s"
    r"|\b(?i:in (?:response|reply|answer) to|responding to|replying to|answering) (?:a|another|the) questions?"
    r" (?:from|by) "
)
_ASKED_UNDER = re.compile(r"['’]s? (?:questioning|cross-examination|grilling|interrogation)\b")
_OPENS_PHRASE = re.compile(  # and not "to form a union": a determiner, a capital, or one or two words of people
    r"(?:the|his|her|their|its|our|my|this|that|these|those|an?|one|some|several|many|most|all|both|other|fellow|two|three"
    r"|dozens|hundreds|thousands|local|senior|former|young|black|white|foreign)\b|[A-Z\d]|(?:[a-z-]+ )?[a-z-]+s\b"
)
_DETERMINERS = frozenset("the a an his its our my this these those".split())
_BEFORE_DETERMINER = frozenset("all both half for and or with".split())
_CONTRACTED = re.compile(r"(?:he|she|it|that|there|they|we|you|i|here)['’](?:s|re|d|ll|ve|m)\Z")
_SOME_OF = re.compile(
    r"(?:one|some|many|several|most|all|both|two|three|dozens|hundreds|thousands"
    r"|an? (?:group|crowd|number|gathering|room|roomful|handful|couple|panel|meeting|conference|committee)) of\s"
)
_WORD = re.compile(r"\s?(?P<word>[^\W\d_][\w’'.&-]*|\d[\d,]*|[“\"])")
_BREAK = re.compile(r"[.,;:“”\"]")
_AFTER = re.compile(r"\b(?:after|before|following|since|until|ahead of)\s(?:[\w’'-]+\s){0,4}$", re.I)
_OFFICE = re.compile(r"\s(?:president|governor|mayor|congress|parliament|office)\b", re.I)  # "the nominee for mayor"
_ABOUT = re.compile(r"\s(?:about|nearly|almost|roughly|over|more than|fewer than|around|some)(?=\s\d)")
_TITLE = re.compile(r"\b(?:[A-Z]|Mr|Mrs|Ms|Dr|Sen|Rep|Gov|Gen|Rev|Lt|Col|Prof|St)\.$")
_HOST = re.compile(r"\b(?:with|host|by)\b|['’]s\s")
_REACH = 60  # code points between "in an interview with" and the name
_FAR = 300  # code points from a cue in which who asked is named
_LONGEST = 14  # words of a phrase
# Those spoken to whom no list of roles has.
_LISTENERS = (
    PERSON_NOUNS
    | BODY_NOUNS
    | frozenset(
        """
    attendee audience class classmate client conference congregation congress country creditor crew crowd customer donor
    employee engineer family fan follower gathering guest guild investor jury listener marcher mourner nation onlooker
    parishioner people public relative shareholder staff subscriber teammate troop union user viewer
    """.split()
    )
)


def addressee(find: Find, text: str, names: Sequence[Name]) -> Span | None:
    """The one spoken to, outside quotation marks: the object of a verb like "urge", whom something is explained "to" or
    testified "before", the X of "a letter to X" and "in an interview with X", who asked, or what the cue grammar found.
    `names` are those of the text, in order.
    """
    sentence = find.sentence
    if sentence is not None and find.attribution.cue:
        cue = find.attribution.cue[-1]
        last = _last_word(text, cue)
        passive = not last.endswith("ing") and _BE.search(text, *cue) is not None  # "was told", "are convinced"
        if _PRESSED.fullmatch(last) and not passive:
            pressed = _object(text, cue, sentence, names)
            if pressed is not None:
                return pressed
        told = (
            _told_to(find, sentence, text, names)
            or _behind(find, cue, sentence, text, names)
            or _asked(find, sentence, text, names)
        )
        if told is not None:
            return told
        for part in find.attribution.cue:
            inside = _TO_IN_CUE.search(text, *part)
            if inside is not None:
                return Span(*inside.span(1))
    if find.addressee is not None and not _PREPOSITION.match(find.addressee.of(text)):
        last = _last_word(text, find.attribution.cue[-1]) if find.attribution.cue else ""
        if _OF_THINGS_TOO.match(last):
            return None
        # "implored them to wait" has its listener in it, "cut references to Lind" what it is about
        if not _PRESSED.fullmatch(last) and any(c.overlaps(find.addressee) for c in find.attribution.content):
            return None
        first = _FIRST.match(text, *find.addressee)
        return Span(*first.span(1)) if first is not None else find.addressee  # "told me years later"
    return None


def _last_word(text: str, cue: Span) -> str:
    return (cue.of(text).split() or [""])[-1]


def _object(text: str, cue: Span, sentence: Span, names: Sequence[Name]) -> Span | None:
    """The object right behind a verb of telling or urging."""
    pronoun = _OBJECT.match(text, cue.end, sentence.end)
    if pronoun is not None:
        return Span(*pronoun.span(1))
    if not text.startswith((" ", "\u00a0"), cue.end):
        return None
    at = cue.end + 1
    if _OF_THINGS_TOO.match(_last_word(text, cue)):  # "promised a veto", "promised the farmers"
        return _people_at(text, at, sentence.end, names)
    named = _named_at(names, at, sentence.end)
    phrase = _phrase(text, at, sentence.end, of=_TELLS.fullmatch(_last_word(text, cue)) is not None)
    if phrase is None or text[phrase.start].isdigit() or _PREPOSITION.match(phrase.of(text)):
        return None
    bounded = re.match(r"\s|[,:;—–“\"]", text[phrase.end : phrase.end + 1])
    if bounded is None:
        return None
    return named if named is not None and named.end >= phrase.end else phrase


def _behind(find: Find, cue: Span, sentence: Span, text: str, names: Sequence[Name]) -> Span | None:
    """Whom something was said "to" or "before", right behind the cue: “explained to the villagers”."""
    match = _BEHIND.match(text, cue.end, sentence.end)
    if match is None or find.verb not in (_TO_VERBS if match["to"] else _BEFORE_VERBS):
        return None
    return _people_at(text, match.end(), sentence.end, names)


def _asked(find: Find, sentence: Span, text: str, names: Sequence[Name]) -> Span | None:
    """Who asked for the answer that is given: “Asked by Lind, Vele said …”, “admitted under Lind's questioning”."""
    cue = find.attribution.cue[-1]
    near = Span(max(sentence.start, cue.start - _FAR), min(sentence.end, cue.end + _FAR))
    for match in _ASKED.finditer(text, *near):
        if any(s.overlaps(Span(*match.span())) for s in (*find.attribution.content, *find.attribution.cue)):
            continue
        found = _people_at(text, match.end(), sentence.end, names)
        if found is not None and not any(s.overlaps(found) for s in find.attribution.source):
            return found
    for at in range(bisect_left(names, near.start, key=lambda n: n.span.start), len(names)):
        name = names[at]
        if name.span.start >= near.end:
            break
        if _ASKED_UNDER.match(text, name.span.end, near.end) and text.endswith("under ", 0, name.span.start):
            return name.span
    return None


def _people_at(text: str, at: int, end: int, names: Sequence[Name]) -> Span | None:
    """The name or the phrase of people at a place."""
    pronoun = _PRONOUN.match(text, at, end)
    if pronoun is not None:
        return Span(*pronoun.span())
    phrase = _phrase(text, at, end, of=True)
    first = bisect_left(names, at, key=lambda n: n.span.start)
    for name in names[first : first + 1]:
        near = name.span.start == at or (
            phrase is not None and phrase.covers(name.span) and _OPENS_PHRASE.match(text, at) is not None
        )
        if near and name.span.end <= end and name.kind in ("person", "organisation", "unknown", "group"):
            if text.startswith(("’s ", "'s ", "’ ", "' "), name.span.end):  # "Lind's brother"
                break
            lone = phrase is None or phrase.end <= name.span.end or name.span.start == at
            if lone or name.kind == "person":
                return name.span
    if phrase is None or not _OPENS_PHRASE.match(text, at):
        return None
    head = describe(text, phrase).head
    return phrase if head in _LISTENERS or singular(head) in _LISTENERS or _SOME_OF.match(phrase.of(text)) else None


def _phrase(text: str, at: int, end: int, *, of: bool) -> Span | None:
    """The noun phrase that begins at a place, up to the first word or mark that belongs to no such phrase; with what
    hangs on it by "of" where `of` is."""
    some = _SOME_OF.match(text, at, end)
    reached, words = (some.end() - 1, 1) if some is not None else (at, 0)
    hang = of or some is not None
    while words < _LONGEST:
        if (about := _ABOUT.match(text, reached, end)) is not None:
            reached = about.end()
        match = _WORD.match(text, reached, end)
        if match is None or match["word"] in '“"':
            break
        word, last = match["word"].casefold(), text[at:reached].rpartition(" ")[2].casefold()
        if word == "of" and hang and words:
            pass
        elif word in _DETERMINERS and words and last != "of" and last not in _BEFORE_DETERMINER:
            break  # "told reporters the ferry was old"
        elif (word in _STOP or _CONTRACTED.match(word)) and not (
            word == "for" and _OFFICE.match(text, match.end(), end)
        ):
            break
        reached, words = match.end(), words + 1
        if text[reached - 1] == "." and not _TITLE.search(text, at, reached):
            reached -= 1
            break
    rest = text[at:reached].rstrip().removesuffix(" of")
    return Span(at, at + len(rest)) if words and len(rest) > 1 else None


def _told_to(find: Find, sentence: Span, text: str, names: Sequence[Name]) -> Span | None:
    for match in _TO.finditer(text, *sentence):
        at = match.end()
        if any(c.start <= at < c.end for c in find.attribution.content) or _AFTER.search(
            text, sentence.start, match.start()
        ):
            continue
        if match[0].rstrip().endswith("to") and not _OPENS_PHRASE.match(text, at):  # "used the speech to call Lind …"
            continue
        found: list[Name] = []
        first = bisect_left(names, at, key=lambda n: n.span.start)
        for name in names[first : first + 3]:
            between = text[at : name.span.start]
            if len(between) > _REACH or _BREAK.search(between):
                break
            if name.kind in ("person", "organisation", "unknown"):
                found.append(name)
        phrase = _people_at(text, at, sentence.end, ())
        if phrase is not None and phrase.of(text) in ("me", "him", "us", "them"):
            return phrase
        if phrase is not None and not any(n.span.end >= phrase.end - 1 for n in found):
            return phrase
        joined = (n for n in found[1:] if n.kind == "person" and _HOST.search(text, found[0].span.end, n.span.start))
        if found:  # "an interview with the Courier with Mara Lind": she listens
            return next(joined, found[0]).span
    return None


def _named_at(names: Sequence[Name], start: int, end: int) -> Span | None:
    """The name that begins there, or after "the"."""
    first = bisect_left(names, start, key=lambda n: n.span.start)
    if first < len(names) and names[first].span.start <= start + 4 and names[first].span.end <= end:
        return names[first].span
    return None
