"""What a text states of a centre: status and its date, host, country."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from pipeline.records import Status
from pipeline.spans import Fact
from pipeline.statements import Force, Statement

DONE = {Status.ESTABLISHED.value, Status.LAUNCHED.value}
ORDER = [status.value for status in Status]


@dataclass(frozen=True, slots=True)
class Said:
    """One thing said of a centre: its status, the date of that, and whether only a noun says it."""

    status: str
    date: str | None
    nominal: bool = False


@dataclass(slots=True)
class Site:
    """One centre while it is being gathered.

    `mentions`: offsets → rule; `heads`: where its head nouns begin; `said`: what is stated of it, with the date of each statement;
    `headlines`: what only a headline says; `stated`: the sentences that state it; `around`: days named in the paragraphs
    that say it came about.
    """

    name: str
    unit: str | None
    weight: float
    mentions: dict[tuple[int, int], str] = field(default_factory=dict)
    said: list[Said] = field(default_factory=list)
    headlines: list[Said] = field(default_factory=list)
    around: list[str] = field(default_factory=list)
    heads: set[int] = field(default_factory=set)
    stated: set[tuple[int, int]] = field(default_factory=set)
    host: str | None = None
    country: str | None = None


@dataclass(frozen=True, slots=True)
class Scene:
    """What else stands in the sentences: `anaphors`, common nouns that take up a centre ("the hub"), `others`, units that are none of its sort, `headlines`; offsets."""

    anaphors: Sequence[tuple[int, int]]
    others: Sequence[tuple[int, int]]
    headlines: Sequence[tuple[int, int]] = ()

    def takes_up(self, statement: Statement) -> bool:
        """Whether a common noun in the sentence takes up the centre last named."""
        return any(statement.sentence[0] <= s < statement.sentence[1] for s, _ in self.anaphors)

    def may_mean_centre(self, statement: Statement) -> bool:
        """Whether a sentence that names no centre may speak of one: it takes one up, or a ribbon is cut and no other unit is named."""
        start, end = statement.sentence
        if self.takes_up(statement):
            return True
        return statement.ceremonial and not any(start <= s < end for s, _ in self.others)


def _names(site: Site, statement: Statement) -> bool:
    return any(statement.sentence[0] <= start < statement.sentence[1] for start, _ in site.mentions)


def attach(text: str, sites: Sequence[Site], statements: Iterable[Statement], dates: Sequence[Fact], scene: Scene) -> None:
    """Give each statement to the centre it speaks of, with the date of its sentence; what is agreed on is not founded yet."""
    statements = [s for s in statements if any(_names(site, s) for site in sites) or scene.may_mean_centre(s)]
    agreed = {s.sentence for s in statements if s.value == Status.AGREED and s.force is Force.ASSERTED}
    for statement in statements:
        if statement.value == Status.ESTABLISHED and statement.sentence in agreed:
            continue
        if statement.force is Force.VOID or not sites:
            continue
        for site in _subjects(text, sites, statement, statements, scene):
            planned = statement.force is Force.PLANNED and statement.value != Status.AGREED
            status = Status.PLANNED.value if planned else statement.value
            site.stated.add(statement.sentence)
            said = site.headlines if any(s <= statement.start < e for s, e in scene.headlines) else site.said
            said.append(Said(status, _date(text, statement, dates), statement.nominal and not planned))
            if status in DONE:
                site.around.extend(_around(text, statement.start, dates))
    for site in sites:
        lead = next((s for s, _ in sorted(site.mentions) if not any(a <= s < b for a, b in scene.headlines)), None)
        if lead is not None and site.headlines and not site.around:
            site.around.extend(_around(text, lead, dates))


def _subjects(text: str, sites: Sequence[Site], statement: Statement, others: Sequence[Statement], scene: Scene) -> list[Site]:
    """The centres that a statement speaks of: the nearest in its clause, those joined to it, or the one last named before."""
    start, end = statement.sentence
    near = sorted(
        (_distance(text, statement, *mention), n)
        for n, site in enumerate(sites)
        for mention in site.mentions
        if start <= mention[0] < end and not (len(sites) > 1 and _claimed(text, mention, statement, others))
    )
    if near:
        first = sites[near[0][1]]
        return [first, *_joined(text, sites, first, (start, end))]
    paragraph = text.rfind("\n", 0, start) + 1
    before = [(mention[0], n) for n, site in enumerate(sites) for mention in site.mentions if paragraph <= mention[0] < start]
    return [sites[max(before)[1]]] if before and scene.takes_up(statement) else _main(text, sites)


def _main(text: str, sites: Sequence[Site]) -> list[Site]:
    """The centre that the announcement is about: the first it names, with those named in the same breath."""
    first = min(mention[0] for site in sites for mention in site.mentions)
    breath = first + len(re.split(r"[.\n。]", text[first : first + AHEAD])[0])
    return [site for site in sites if any(first <= s < breath for s, _ in site.mentions)]


def _claimed(text: str, mention: tuple[int, int], statement: Statement, others: Sequence[Statement]) -> bool:
    """Whether a mention in another clause belongs to a statement that stands nearer to it."""
    own = _distance(text, statement, *mention)
    gap = text[min(statement.end, mention[1]) : max(statement.start, mention[0])]
    rivals = [o for o in others if o is not statement and o.sentence == statement.sentence]
    return any(c in gap for c in ",;:—") and any(_distance(text, o, *mention) < own for o in rivals)


JOINT = 8
AHEAD = 120


def _distance(text: str, statement: Statement, start: int, end: int) -> int:
    """Characters between a statement and a mention, a clause boundary counting for many; what follows counts a little less."""
    gap = text[statement.end : start] if statement.end <= start else text[end : statement.start]
    return len(gap) + 60 * sum(gap.count(c) for c in ";:—–；：؛") + 25 * sum(gap.count(c) for c in ",，،、")


def _joined(text: str, sites: Sequence[Site], first: Site, sentence: tuple[int, int]) -> list[Site]:
    """Centres that are named side by side with the first, nothing but a joint between them."""
    spans = sorted(
        (m, site is first, n) for n, site in enumerate(sites) for m in site.mentions if sentence[0] <= m[0] < sentence[1]
    )
    found: list[Site] = []
    for ((_, end), is_first, n), ((start, _), next_first, m) in pairwise(spans):
        if len(text[end:start].strip(" ,،、")) <= JOINT and is_first != next_first:
            found.append(sites[m if is_first else n])
    return found


def _date(text: str, statement: Statement, dates: Sequence[Fact]) -> str | None:
    """The date of a statement: the nearest in its sentence."""
    inside = [f for f in dates if statement.sentence[0] <= f.start < statement.sentence[1] and f.value.get("value")]
    if not inside:
        return None
    nearest = min(inside, key=lambda f: _distance(text, statement, f.start, f.end) + _vagueness(str(f.value["value"])))
    return str(nearest.value["value"])


def _around(text: str, at: int, dates: Sequence[Fact]) -> list[str]:
    """The days named in the paragraph of an offset, nearest first."""
    start, end = text.rfind("\n", 0, at) + 1, text.find("\n", at)
    inside = [
        f
        for f in dates
        if start <= f.start < (end if end >= 0 else len(text)) and _vagueness(str(f.value.get("value") or "X")) == 0
    ]
    return [str(f.value["value"]) for f in sorted(inside, key=lambda f: abs(f.start - at))]


def _vagueness(value: str) -> int:
    """What an imprecise date costs against a precise one further off, in characters."""
    first = value.partition("/")[0]
    return 0 if len(first) >= len("2000-01-01") else 20 if "-" in first else 80 if "X" in first else 40


def settle(site: Site) -> dict[str, Any]:
    """Status and date of a centre: the furthest that is stated of it, else that it operates, which its mention presupposes.

    That it "runs" or "works" says no more than that it exists, and yields to any statement that something came about.
    """
    said = _weighty(site)
    if not said:
        return {"status": Status.OPERATING.value, "date": None}
    status = max((s.status for s in said), key=ORDER.index)
    dated = [s.date for s in said if s.status == status and s.date]
    if not dated and status in DONE:
        dated = [s.date for s in said if s.status in {*DONE, Status.AGREED} and s.date]
    if not dated and status == Status.OPERATING and site.said:
        dated = [s.date for s in said if s.status in DONE and s.date]
    if not dated and status in DONE:
        dated = site.around
    return {"status": status, "date": dated[0] if dated else None}


def _weighty(site: Site) -> list[Said]:
    """What counts of all that is said: verbs before nouns, the body before the headline; a headline makes an agreement good."""
    body = [s for s in site.said if s.status in ORDER]
    if any(not s.nominal for s in body):
        body = [s for s in body if not s.nominal]
    done = [s for s in body if s.status != Status.PLANNED]
    if not done:
        body = [*body, *(s for s in site.headlines if s.status in ORDER)]
    elif all(s.status == Status.AGREED for s in done):
        body = [*body, *(s for s in site.headlines if s.status == Status.ESTABLISHED)]
    return body or [Said(Status.OPERATING.value, s.date) for s in (*site.said, *site.headlines)]
