"""One centre of a text while it is being gathered, and what is claimed of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from pipeline.names.phrase import Phrase
from pipeline.records import FactField, Status
from pipeline.statements import Statement

DONE = frozenset({Status.ESTABLISHED.value, Status.LAUNCHED.value})
# What is claimed beside the statuses: before what is denied, and where a founding is but what an agreement is about.
DENIED, AGREED_ON = "denied", "agreed on"
# What is said of those who come to see it: the date is no centre's, and it tells nothing of what is a centre.
VISITED = "visited"


# Of the centres found beyond doubt in texts that nobody tuned to, so many are right.
SUREST = 0.93


class Bearing(StrEnum):
    """How a statement bears on a centre.

    `named`: its sentence names the centre, of which it speaks; `meant`: it speaks of the centre and names none ("the hub"); `hinted`: it has
    but a word of its name ("Leeds opened in May"); `beside`: its
    sentence names the centre and the statement speaks of another; `last`, `earlier`: its sentence names none, and the centre is the last
    named before, in the sentence before or further up; `main`: the centre is the first of the text.
    """

    NAMED = "named"
    MEANT = "meant"
    HINTED = "hinted"
    BESIDE = "beside"
    LAST = "last"
    EARLIER = "earlier"
    MAIN = "main"


@dataclass(frozen=True, slots=True)
class Claim:
    """What a statement claims of a centre.

    `status`: a status, what only exists (`running`, `standing`, `visited`), `agreed on`, or `denied` with a status; `date`: the nearest of its sentence
    that fits; `nominal`: only a noun says it; `tentative`: it is hoped or considered; `headline`: it stands in one; `loose`: nothing in its
    sentence takes up a centre.
    """

    statement: Statement
    status: str
    date: str | None
    nominal: bool = False
    tentative: bool = False
    headline: bool = False
    loose: bool = False
    bearing: Bearing = Bearing.NAMED

    @property
    def bound(self) -> bool:
        """Whether the statement speaks of the centre."""
        return self.bearing in {Bearing.NAMED, Bearing.MEANT, Bearing.HINTED}


@dataclass(frozen=True, slots=True)
class Found:
    """What is found of a centre, None where nothing is, and how likely that is if it is a centre."""

    value: str | None
    chance: float


NOTHING = Found(None, 0.0)


@dataclass(slots=True)
class Site:
    """One centre while it is being gathered.

    `mentions`: offsets → rule; `heads`: where its head nouns begin; `claims`: what is claimed of it, in the order of the text; `stated`: the
    sentences that state it; `house`: the key of its host.
    """

    name: str
    unit: str | None
    weight: float
    mentions: dict[tuple[int, int], str] = field(default_factory=dict)
    claims: list[Claim] = field(default_factory=list)
    heads: set[int] = field(default_factory=set)
    stated: set[tuple[int, int]] = field(default_factory=set)
    house: str = ""
    host: Found = NOTHING
    country: Found = NOTHING
    status: Found = NOTHING
    date: Found = NOTHING

    @property
    def noun(self) -> str:
        """The last word of its unit, which sorts of it share ("hub" of "innovation hub"); empty where it has no unit."""
        return (self.unit or "").rpartition(" ")[2]

    @property
    def sure(self) -> float:
        """The probability that it is a centre."""
        return min(SUREST, 0.5 + self.weight / 2)

    def told(self) -> list[tuple[FactField, Found]]:
        """What is found of it, by field."""
        return [(field, getattr(self, field.value)) for field in FactField]

    def mention(self, phrase: Phrase, rule: str) -> None:
        """Let a phrase be a mention of the centre, found by a rule."""
        self.mentions[phrase.start, phrase.end] = rule
        self.heads.add(phrase.head_start)

    def absorb(self, other: Site) -> None:
        """Let the mentions of another be mentions of this one."""
        self.mentions |= other.mentions
        self.heads |= other.heads


def named_in_order(sites: Sequence[Site]) -> list[tuple[int, int, int]]:
    """Where the centres are named, in the order of the text: start, end, and the number of the centre."""
    return sorted((*mention, n) for n, site in enumerate(sites) for mention in site.mentions)


def main(sites: Sequence[Site]) -> int:
    """Which centre a text names first."""
    return min(range(len(sites)), key=lambda n: min(sites[n].mentions))


def position(sites: Sequence[Site], own: int) -> str:
    """Whether a centre is the `sole` one of its text, the `main` one, or at the `side`."""
    return "sole" if len(sites) == 1 else "main" if own == main(sites) else "side"
