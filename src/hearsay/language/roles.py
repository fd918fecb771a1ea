"""Nouns for what people are: the closed lists by which a description is known to stand for a person or a body."""

from __future__ import annotations

TITLES = frozenset(
    """
    mr mrs ms miss dr sir lord lady dame sen sens rep reps gov gen col lt maj capt sgt adm cmdr prof rev fr hon pres amb
    judge justice president senator representative governor general colonel lieutenant major captain sergeant admiral
    commander professor reverend pope king queen prince princess emperor sultan sheikh imam rabbi bishop archbishop
    cardinal minister premier chancellor secretary ambassador congressman congresswoman mayor councillor councilman
    sheriff president-elect ex-president chief director chairman chairwoman speaker officer detective inspector
    superintendent attorney deputy
    vice prime foreign former then-president comrade marshal baron count
    """.split()
)

_PEOPLE = """
adviser advisor activist actor actress administrator advocate agent aide ally ambassador analyst anchor archbishop
architect artist attorney author bishop boss brother candidate captain celebrity ceo chair chairman chairperson
chairwoman chancellor chief citizen clerk coach colleague columnist commander commentator commissioner commissar
congressman congresswoman consul conservative consultant contractor coordinator correspondent councillor councilman
councilwoman counsel counselor critic daughter dean defendant delegate democrat deputy detective dictator diplomat
director doctor driver economist editor emperor engineer envoy executive expert farmer father fisherman founder
friend general governor guard head historian host husband inspector intellectual interpreter interviewer
investigator journalist judge justice king lawmaker lawyer leader legislator liberal lieutenant lobbyist lord
manager marshal master mayor member minister moderator mogul mother mp naturalist negotiator neighbour neighbor
nominee observer officer official operative operator opponent organiser organizer owner parent participant partner
passenger pastor patient philosopher physician pilot player politician pollster pope premier president presenter
priest prime-minister prince princess principal prisoner producer professor promoter prosecutor protester
psychologist queen rabbi rancher reader reporter representative republican researcher resident reverend rival runner
scholar scientist secretary senator sergeant sheriff singer sister socialist soldier solicitor son source speaker
spokesman spokesperson spokeswoman staffer star statesman strategist student superintendent supporter surgeon
surrogate teacher teller tenant trader translator treasurer tycoon undersecretary undersheriff veteran victim villager
visitor volunteer voter waiter warden whistleblower wife witness woman man worker writer
"""
_BODIES = """
academy administration agency airline airport alliance army assembly association authority bakery bank board body
brewery broadcaster bureau business cabinet campaign carrier chain chamber charity church clinic club coalition
college commission committee company confederation congress consortium corporation council court delegation department
diocese embassy faction factory federation firm force foundation fund government group hospital hotel house institute
institution insurer junta laboratory league library magazine manufacturer media militia ministry mission
monarchy movement municipality museum navy network newspaper office opposition orchestra organisation organization
outlet panel paper parliament party police presidency press publisher railway refinery regime regiment regulator
restaurant retailer school secretariat senate service side society startup station store studio supermarket taskforce
team theater theatre think-tank tribunal troupe union university utility watchdog website zoo
"""
_PAPERS = """
account article average book brief bulletin cable census column communique communiqué constitution declaration diary
dispatch essay feature op-ed piece story document draft editorial email file filing indictment invoice lawsuit leaflet
letter log manifesto memo memoir memorandum message minutes note notes notice petition poll post readout record
records release report resolution ruling statement statistics study survey testimony transcript treaty tweet documents
files papers reports studies polls letters memos statements figures data emails ad advert advertisement announcement
commercial complaint pamphlet
"""
PERSON_NOUNS = frozenset(_PEOPLE.split())
BODY_NOUNS = frozenset(_BODIES.split())
PAPER_NOUNS = frozenset(_PAPERS.split())
_SINGULAR = PERSON_NOUNS | BODY_NOUNS | PAPER_NOUNS
_PLURAL = frozenset(n + "s" for n in PERSON_NOUNS | BODY_NOUNS if not n.endswith("s"))
_PLURAL_OF_ITS_OWN = frozenset("people men women authorities police parties spokesmen spokeswomen".split())
ROLE_NOUNS = _SINGULAR | _PLURAL | _PLURAL_OF_ITS_OWN
_IN_IES = BODY_NOUNS | PAPER_NOUNS

MALE_NOUNS = frozenset(
    """
    man father brother son husband king prince congressman councilman spokesman chairman statesman actor lord pope
    emperor
    """.split()
)
FEMALE_NOUNS = frozenset(
    """
    woman mother sister daughter wife queen princess congresswoman councilwoman spokeswoman chairwoman actress lady
    """.split()
)

NO_SURNAMES = frozenset(  # with which nobody's name ends
    """
    act agreement amendment anniversary award campaign crisis deal doctrine election eve initiative plan primary prize
    referendum summit treaty year
    """.split()
)


def nobodys(name: str) -> bool:
    """Whether the last word of a name says that it is of no person.

    >>> nobodys("the Lind Doctrine"), nobodys("New Year’s"), nobodys("Mara Lind")
    (True, True, False)
    """
    last = name.replace("’", "'").casefold().removesuffix("'s").rpartition(" ")[2]
    return last in NO_SURNAMES


# Of whom somebody has one: "my father" is one person throughout a text.
KIN = {
    "father": "he", "dad": "he", "husband": "he", "mother": "she", "mom": "she", "mum": "she", "wife": "she",
    "fiancé": "he", "fiancée": "she",
}  # fmt: skip

_ABBREVIATED = {
    "sen": "senator", "sens": "senator", "rep": "representative", "reps": "representative", "gov": "governor",
    "gen": "general", "lt": "lieutenant", "sgt": "sergeant", "capt": "captain", "prof": "professor", "dr": "doctor",
    "amb": "ambassador", "rev": "pastor", "reverend": "pastor", "pres": "president",
}  # fmt: skip
# What holders of a role are also called, wider word first.
_WIDER = """
lawmaker senator representative congressman congresswoman mp legislator
legislator senator representative congressman congresswoman mp
politician senator representative congressman congresswoman governor mayor lawmaker candidate nominee minister mp
congressman representative
congresswoman representative
diplomat ambassador envoy consul
candidate nominee
nominee candidate
doctor physician surgeon
physician doctor surgeon
executive ceo chairman chairwoman president
chief ceo
boss ceo chairman
scholar professor historian economist
academic professor historian economist
researcher professor scientist scholar
writer author columnist novelist journalist
journalist reporter correspondent columnist editor
reporter journalist correspondent
lawyer attorney solicitor barrister counsel
attorney lawyer
commander general admiral colonel captain
officer sergeant lieutenant captain detective inspector sheriff constable
detective inspector
cleric priest pastor bishop rabbi imam
preacher pastor
"""
_ALSO: dict[str, frozenset[str]] = {}
for _wider, *_narrower in map(str.split, _WIDER.strip().splitlines()):
    for _role in _narrower:
        _ALSO[_role] = _ALSO.get(_role, frozenset()) | {_wider}


def also_called(role: str) -> frozenset[str]:
    """The role nouns that go with a role noun or the abbreviation of one, itself among them.

    >>> sorted(also_called("sen"))
    ['lawmaker', 'legislator', 'politician', 'senator']
    """
    whole = _ABBREVIATED.get(role, role)
    return _ALSO.get(whole, frozenset()) | {whole}


_SAME = tuple(
    frozenset(line.split())
    for line in """
study report survey analysis paper research review
poll survey
article story report piece feature column essay
letter memo memorandum note message email
document paper file
authors author researcher
ad advert advertisement commercial
airline carrier
""".strip().splitlines()
)


def same_things(noun: str) -> frozenset[str]:
    """The nouns that may stand for what was first called by `noun`: “the report” after “a study”.

    >>> sorted(same_things("poll"))
    ['poll', 'survey']
    """
    return frozenset((noun,)).union(*(group for group in _SAME if noun in group))


def singular(noun: str) -> str:
    """The singular of a role noun, lower case.

    >>> singular("diplomats"), singular("agencies"), singular("minutes")
    ('diplomat', 'agency', 'minutes')
    """
    if noun in _SINGULAR:
        return noun
    if noun.endswith("ies") and noun[:-3] + "y" in _IN_IES:
        return noun[:-3] + "y"
    if noun.endswith("men"):
        return noun[:-3] + "man"
    return noun.removesuffix("s")
