"""What a text states of its centres: each statement goes to the centre that it speaks of, with its date."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from pipeline.centres import hinted, sections
from pipeline.centres.days import Calendar, distance
from pipeline.centres.sites import AGREED_ON, DENIED, VISITED, Bearing, Claim, Site, named_in_order
from pipeline.phrases import fold
from pipeline.records import Status
from pipeline.statements import Force, Statement

JOINT = 8
AHEAD = 120
LITTLE = 3
# Marks between clauses, and those of them between what may be said of different things even where one centre is named.
CLAUSES, PARTS = ",;؛:—", ";؛:"
COMMAS = {",", "،", "，"}
# What goes on: since a day of these weeks, it is what has begun then.
# What closes for a while goes on to exist.
STANDING = "standing"
LASTING = {Status.OPERATING.value, "running"}
STOPS = ".!?。！？؟"
QUESTIONS = ("?", "？", "؟")


@dataclass(frozen=True, slots=True)
class Scene:
    """What else stands in the sentences, as offsets.

    `anaphors`: common nouns that take up a centre ("the hub"); `others`: units that are none of its sort; `names`: of bodies;
    `pronouns`: where a plan follows the "it" that opens a sentence, the sentence before naming a centre; `opening`: where a participle
    opens one ("Opened in 2016, it"); `resuming`: words that
    go on with the subject of an earlier clause ("and it"); `bodies`: common nouns of bodies ("the network"); `apposing`: words that
    may stand between a body and what is said of it (", which was"); `hints`: words that mean a centre; `rows`: where a
    statement stands in a centre's row of a list → the number of the centre; `tenseless`: as of `Stages`.
    """

    anaphors: Sequence[tuple[int, int]]
    others: Sequence[tuple[int, int]]
    headlines: Sequence[tuple[int, int]] = ()
    names: Sequence[tuple[int, int]] = ()
    pronouns: frozenset[int] = frozenset()
    opening: frozenset[int] = frozenset()
    resuming: tuple[str, ...] = ()
    bodies: Sequence[tuple[int, int]] = ()
    apposing: frozenset[str] = frozenset()
    hints: Sequence[hinted.Hint] = ()
    rows: Mapping[int, int] = field(default_factory=dict)
    tenseless: bool = False

    def takes_up(self, statement: Statement) -> bool:
        """Whether a common noun in the sentence takes up the centre last named."""
        return any(statement.sentence[0] <= s < statement.sentence[1] for s, _ in self.anaphors)

    def hinted(self, statement: Statement, own: int) -> bool:
        """Whether a word in the sentence means a centre."""
        return any(own == n and statement.sentence[0] <= s < statement.sentence[1] for s, _, n in self.hints)

    def may_mean_centre(self, statement: Statement) -> bool:
        """Whether a sentence that names no centre may speak of one.

        It takes one up; or a ribbon is cut there, or a seat agreement signed, and no other unit is named.
        """
        start, end = statement.sentence
        if self.takes_up(statement) or statement.start in self.pronouns or statement.start in self.opening:
            return True
        return statement.ceremonial and not any(start <= s < end for s, _ in self.others)


def _names(site: Site, statement: Statement) -> bool:
    return any(statement.sentence[0] <= start < statement.sentence[1] for start, _ in site.mentions)


def attach(text: str, sites: Sequence[Site], statements: Sequence[Statement], calendar: Calendar, scene: Scene) -> None:
    """Tell each centre what every statement claims of it, and how surely it speaks of that centre."""
    if not sites:
        return
    statements = sorted((s for s in statements if _speaks(text, sites, s, calendar, scene)), key=lambda s: (s.start, s.end))
    known = [
        s
        for s in statements
        if any(_names(site, s) for site in sites)
        or scene.may_mean_centre(s)
        or s.start in scene.rows
        or hinted.meant(text, scene.hints, s)
    ]
    agreed = {s.sentence for s in statements if s.value == Status.AGREED and s.force is Force.ASSERTED}
    mentions = named_in_order(sites)
    for statement in (s for s in statements if not s.wordless or s in known):
        force = Force.VOID if _asked(text, statement) else _force(text, sites, statement)
        subjects = _subjects(text, sites, statement, known, scene) if statement in known else []
        said = _said(statement, force, calendar, scene, agreed=statement.sentence in agreed)
        headline = any(s <= statement.start < e for s, e in scene.headlines)
        for n, site in enumerate(sites):
            bound = any(site is subject for subject in subjects)
            bearing = _bearing(text, mentions, statement, n, bound=bound)
            if bearing is None:
                continue
            if bearing is Bearing.MEANT and scene.hinted(statement, n):
                bearing = Bearing.HINTED
            if bound and force is not Force.VOID:
                site.stated.add(statement.sentence)
            site.claims.append(replace(said, bearing=bearing, headline=headline, loose=statement not in known))


def _said(statement: Statement, force: Force, calendar: Calendar, scene: Scene, *, agreed: bool) -> Claim:
    """What a statement claims: its status and the date beside it. `agreed`: its sentence tells of an agreement."""
    ahead = force in {Force.PLANNED, Force.TENTATIVE} or calendar.dates_plan(statement)
    planned = statement.value == Status.PLANNED or (ahead and statement.value not in {Status.AGREED, Status.CLOSED, STANDING})
    planned = planned or (statement.value == Status.AGREED and force is Force.TENTATIVE)
    status = Status.PLANNED.value if planned else statement.value
    if status in LASTING and not scene.tenseless and calendar.fresh_since(statement):
        status = Status.LAUNCHED.value
    if status == Status.CLOSED and (statement.pausing or calendar.passing(statement)):
        status = STANDING
    if force is Force.VOID:
        status = f"{DENIED} {statement.value}"
    elif agreed and status == Status.ESTABLISHED and not statement.performative:
        status = AGREED_ON
    return Claim(
        statement,
        status,
        calendar.of(statement, planned=planned or (ahead and status == Status.CLOSED)),
        nominal=statement.nominal and not planned,
        tentative=planned and force is Force.TENTATIVE,
    )


def _bearing(
    text: str, mentions: Sequence[tuple[int, int, int]], statement: Statement, own: int, *, bound: bool
) -> Bearing | None:
    """How a statement bears on a centre; None where its sentence names others only. `bound`: it speaks of that centre."""
    start, end = statement.sentence
    inside = {n for s, _, n in mentions if start <= s < end}
    if bound:
        return Bearing.NAMED if own in inside else Bearing.MEANT
    if inside:
        return Bearing.BESIDE if own in inside else None
    before = [mention for mention in mentions if mention[0] < start]
    here = bool(before) and before[-1][0] > text.rfind("\n", 0, start)
    if before and before[-1][2] == own:
        between = text[before[-1][1] : start]
        return Bearing.LAST if here and sum(map(between.count, STOPS)) <= 1 else Bearing.EARLIER
    return Bearing.MAIN if mentions[0][2] == own and not here else None


def _speaks(text: str, sites: Sequence[Site], statement: Statement, calendar: Calendar, scene: Scene) -> bool:
    """Whether a trigger says something: it is no part of a name, and no adjective ("un laboratoire ouvert")."""
    mentions = [mention for site in sites for mention in site.mentions]
    if any(start <= statement.start and statement.end <= end for start, end in (*mentions, *scene.names)):
        return False
    apposed = any(text[end : statement.start].strip(" )") in {"", *COMMAS} for _, end in mentions if end < statement.start)
    return not statement.bare or apposed or calendar.beside(statement)


def _force(text: str, sites: Sequence[Site], statement: Statement) -> Force:
    """The force of a statement; one that stands in apposition to a centre ("the hub, closed in 2021,") is not that of the sentence around it."""
    apposed = any(
        text[end : statement.start].strip() in COMMAS for site in sites for _, end in site.mentions if end < statement.start
    )
    return statement.own if apposed else statement.force


def _asked(text: str, statement: Statement) -> bool:
    """Whether it is only asked if something closes."""
    return statement.value == Status.CLOSED and text[slice(*statement.sentence)].rstrip(' »"”\n').endswith(QUESTIONS)


def _subjects(text: str, sites: Sequence[Site], statement: Statement, others: Sequence[Statement], scene: Scene) -> list[Site]:
    """The centres that a statement speaks of: the nearest in its clause, those joined to it, or the one last named before."""
    start, end = statement.sentence
    named = [(mention, n) for n, site in enumerate(sites) for mention in site.mentions if start <= mention[0] < end]
    if named and all(_claimed(text, mention, statement, others, PARTS) for mention, _ in named):
        return []
    near = sorted(
        (distance(text, statement, *mention), n)
        for mention, n in named
        if not (len(sites) > 1 and _claimed(text, mention, statement, others))
    )
    if _pronominal(text, statement, scene):
        near = []
    if near and (_of_another(text, sites, statement, scene) or _of_body(text, sites, statement, scene)):
        return []
    if near:
        first = sites[near[0][1]]
        return [first, *_joined(text, sites, first, (start, end))]
    if _of_body(text, sites, statement, scene):
        return []
    if not named and statement.start in scene.rows:
        return [sites[scene.rows[statement.start]]]
    if meant := hinted.meant(text, scene.hints, statement):
        return [sites[n] for n in meant]
    alone = [site for site in sites if any(word in text[start:end] for word in _own(site, sites))]
    if len(alone) == 1:
        return alone
    paragraph = text.rfind("\n", 0, start) + 1
    before = [(mention[0], n) for n, site in enumerate(sites) for mention in site.mentions if paragraph <= mention[0] < start]
    taken_up = (
        scene.takes_up(statement) or statement.start in scene.opening | scene.pronouns or _pronominal(text, statement, scene)
    )
    if before and taken_up:
        return [sites[max(before)[1]]]
    headed = sections.owner(text, [site.mentions for site in sites], start)
    return [sites[headed]] if headed is not None else _main(text, sites)


def _pronominal(text: str, statement: Statement, scene: Scene) -> bool:
    """Whether a pronoun right before a trigger takes up the subject of an earlier clause ("..., and it will be")."""
    return bool(scene.resuming) and fold(text[statement.sentence[0] : statement.start]).rstrip().endswith(scene.resuming)


def _of_another(text: str, sites: Sequence[Site], statement: Statement, scene: Scene) -> bool:
    """Whether another unit is the subject: "the classroom was inaugurated, marking the establishment of the hub"."""
    start, end = statement.sentence
    mentions = [mention for site in sites for mention in site.mentions if start <= mention[0] < end]
    behind = all(m >= statement.end and "," in text[statement.end : m] for m, _ in mentions)
    return behind and any(start <= s and e <= statement.start for s, e in scene.others)


def _of_body(text: str, sites: Sequence[Site], statement: Statement, scene: Scene) -> bool:
    """Whether a statement is made of a body right before it: "a member of the network, which was founded in 2011"."""
    if not scene.apposing:
        return False
    own = {end for site in sites for _, end in site.mentions}
    for start, end in (*scene.names, *scene.bodies):
        gap = text[end : statement.start]
        if not statement.sentence[0] <= start < end <= statement.start or end in own or gap[:1] not in COMMAS | {" "}:
            continue
        words = [fold(word) for word in gap.replace(",", " ").split()]
        if words and "," in gap and all(word in scene.apposing for word in words):
            return True
    return False


def _own(site: Site, sites: Sequence[Site]) -> list[str]:
    """The capitalised words of a centre's name that no other's has."""
    others = {word for other in sites if other is not site for word in other.name.split()}
    words = [word.rpartition("'")[2].rpartition("’")[2] for word in site.name.split()[1:] if word not in others]
    return [word for word in words if word[:1].isupper() and len(word) > LITTLE]


def _main(text: str, sites: Sequence[Site]) -> list[Site]:
    """The centre that the announcement is about: the first it names, with those named in the same breath."""
    first = min(mention[0] for site in sites for mention in site.mentions)
    breath = first + len(re.split(r"[.\n。]", text[first : first + AHEAD])[0])
    return [site for site in sites if any(first <= s < breath for s, _ in site.mentions)]


def _claimed(
    text: str, mention: tuple[int, int], statement: Statement, others: Sequence[Statement], marks: str = CLAUSES
) -> bool:
    """Whether a mention in another clause, a mark between, belongs to a statement that stands nearer to it."""
    own = distance(text, statement, *mention)
    gap = text[min(statement.end, mention[1]) : max(statement.start, mention[0])]
    rivals = [o for o in others if o is not statement and o.sentence == statement.sentence and o.value != VISITED]
    return any(c in gap for c in marks) and any(distance(text, o, *mention) < own for o in rivals)


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
