"""The closed lists of words by which a figure's surroundings are read; all lower case, some of them stems."""

from __future__ import annotations

# end what is counted
FUNCTION = frozenset(
    """
    a an the this that these those his her its their our my your and or but nor so yet than then as at by for from in
    into of on onto over to under up with without within after before during since until while when where which who
    whom whose because if though although is are was were be been being has have had do does did will would can could
    may might shall should must not no it he she they we you i them him us there here also still just now
    """.split()
)
# name nobody in particular: "seven people dead" is "seven dead"
FOLK = frozenset("people persons person victims others individuals souls lives humans".split())
PLURALS = frozenset("people men women children police troops fish lives feet teeth cattle aircraft crew staff".split())
NOT_PLURAL = frozenset("as is was has his its this us yes across plus less unless towards besides".split())
BREAKS = frozenset('.;:,()[]—–“”"?!…')
# the figure leaves out what another counts
OTHERS = frozenset("other others another more additional further extra including besides remaining".split())
# not so yet, or not sure
MAYBE = frozenset(
    "would could might may if should can expected likely potentially possible possibly hypothetical unless".split()
)
# beside some other time
COMPARED = frozenset(
    """
    compared comparison previous previously earlier last ago record average usually typically normally annual annually
    yearly every each per history historic historically similar worst deadliest initially originally
    """.split()
)
# how badly hurt
DEGREES = {
    word: name
    for name, members in {
        "serious": "serious seriously severe severely critical critically grave gravely threatening",
        "slight": "slight slightly minor lightly light walking superficial stable",
    }.items()
    for word in members.split()
}
# in a sentence of prices or polls, which move and are many
MARKET = frozenset(
    """
    trading traded trades barrel shares stock stocks index futures bitcoin ether ethereum token tokens currency
    cryptocurrency cryptocurrencies crypto poll polls polled polling survey surveys odds approval rating ratings
    favorability favourability lead leads led sampling
    """.split()
)
# the same for bare figures
INDEX = frozenset("dow nasdaq ftse dax nikkei index indexes indices poll polls polling survey surveys surveyed".split())
# a change for more and one for less
UP = frozenset(
    "increase increased increases increasing rise rises rose rising raise raised hike gain gained grew".split()
)
DOWN = frozenset(
    """
    cut cuts cutting slash slashed slashing reduce reduced reduction drop dropped decline declined decrease decreased
    shrink shrank
    """.split()
)
# counted in the whole world
WORLD = frozenset("worldwide globally global".split())
# stems before what is counted anew each day
DAILY = frozenset("new daily record weekly monthly".split())
# what a unit measures
MEASURES = {
    word: name
    for name, members in {
        "height": "high tall height altitude",
        "length": "long length",
        "depth": "deep depth",
        "width": "wide width",
        "distance": "away distance",
    }.items()
    for word in members.split()
}
# stems of what is counted in a match
PLAY = frozenset(
    "inn inning out run yard point goal touchdown hit pitch strikeout reception carri sav assist rebound lap".split()
)
# stems of what a page shows
SHOWN = frozenset("imag photo pictur slid video comment".split())
NEGATED = frozenset("not no never neither nor n't denied deny".split())
# somebody speaks of himself
ME = frozenset("i we my our me us you your".split())
# capitals that name nobody
CALENDAR = frozenset(
    """
    monday tuesday wednesday thursday friday saturday sunday january february march april may june july august
    september october november december mr mrs ms dr gmt est pst et edt utc bst pt pdt update updated photo image getty
    reuters ap afp
    """.split()
)
# after "of": a part
WHOLES = frozenset("the its his her their those these them all".split())
# stems that stand beside any hour
HOURS = frozenset("local tim morn even night around about shortly".split())
# something is announced
AHEAD = frozenset(
    """
    will shall expected scheduled due set planned effective slated begin begins until deadline predicted forecast
    estimated could should would may might
    """.split()
)
