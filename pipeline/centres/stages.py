"""What speaks for each status of a centre: the claims of the text, and the dates beside the centre's name."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from pipeline.centres.days import Calendar, Timing, value
from pipeline.centres.sites import DENIED, DONE, Bearing, Claim, Site
from pipeline.records import Status
from pipeline.spans import Fact

ORDER = [status.value for status in Status]
BRACKETS = ("(", "（")
COMMAS = ",،，(（"
# Characters between a name and what is said of it outright: "the hub was opened".
OUTRIGHT = 14

Told = dict[str, set[str]]


@dataclass(frozen=True, slots=True)
class Stages:
    """The evidence of one text.

    `tenseless`: its verbs have no tense, so that nothing said of a past year is history; `aside`: whether the name at an offset is that of a
    place or an employer only ("at the hub", "director of the hub").
    """

    text: str
    sentences: Sequence[tuple[int, int]]
    calendar: Calendar
    sites: Sequence[Site]
    tenseless: bool
    aside: Callable[[int], bool]

    def told(self, site: Site, position: str) -> Told:
        """Each status → its evidence. `position`: whether the centre is the `sole` one, the `main` one, or at the `side`."""
        told: Told = {status: {status, f"{status} {position}"} for status in ORDER}
        sorts = ["tenseless"] if self.tenseless else []
        if all(self.aside(start) for start, _ in site.mentions):
            sorts.append("aside")
        for sort in sorts:
            _all(told, sort, ORDER)
        bound = [claim for claim in site.claims if claim.bound]
        self._furthest(told, site.claims, bound)
        for claim in site.claims:
            self._claimed(told, site, claim)
        for status in {claim.status for claim in bound} & told.keys():
            for other in told.keys() - {status}:
                told[other].add(f"{other} beside {status}")
        body = [claim for claim in bound if not claim.headline and claim.status in told]
        for name, claim in (("first", body[0]), ("last", body[-1])) if body else ():
            self._tell(told, f"{name} said", claim.status, claim.date)
        self._outright(told, site, bound, position)
        loosely = [c for c in site.claims if c.status == Status.AGREED and c.bearing is Bearing.LAST]
        if loosely and all(claim.status == Status.PLANNED for claim in bound):
            told[Status.AGREED].add("underwritten")
        for sentence in self.sentences:
            self._dated(told, site, sentence, bound)
        return told

    def _tell(self, told: Told, name: str, status: str, date: str | None) -> None:
        """Evidence for a status; what came about long ago speaks for a centre that operates since."""
        if status in DONE and date and self.calendar.aged(date):
            aged = "aged, tenseless" if self.tenseless else "aged"
            told[Status.OPERATING].add(f"{name} {aged}")
            told[status].add(f"{name} though {aged}")
        else:
            told[status] |= {name, f"{name} {status}"}

    def _furthest(self, told: Told, claims: Sequence[Claim], bound: Sequence[Claim]) -> None:
        """The furthest status that is claimed by the surest of the claims."""
        body = [claim for claim in bound if not claim.headline]
        plain = [claim for claim in body if not claim.nominal and not claim.tentative]
        weak = [claim for claim in claims if not claim.headline]
        if not any(claim.status in told for claim in bound):
            for status, evidence in told.items():
                evidence.add(f"{status} unsaid")
        for name, some in (("plain", plain), ("body", body), ("bound", bound), ("weak", weak)):
            reached = [claim for claim in some if claim.status in told]
            if reached:
                furthest = max(reached, key=lambda claim: ORDER.index(claim.status)).status
                date = next((claim.date for claim in reached if claim.status == furthest and claim.date), None)
                self._tell(told, f"furthest {name}", furthest, date)
                self._tell(told, f"furthest {name}, {self.calendar.timing(date)}", furthest, date)
                return
        for status, evidence in told.items():
            evidence.add(f"{status} silent")

    def _claimed(self, told: Told, site: Site, claim: Claim) -> None:
        loose = " loosely" if claim.loose else ""
        how = f"{claim.bearing}{loose}"
        if claim.status not in told:
            denied = claim.status.startswith(DENIED)
            _all(told, f"though {DENIED if denied and claim.statement.value in DONE else claim.status} {how}", ORDER)
            return
        sorts = [name for name in ("nominal", "tentative", "headline") if getattr(claim, name)]
        if any(0 <= start - claim.statement.end <= 1 for start, _ in site.mentions):
            sorts.append("attributive")
        self._tell(told, " ".join(["said", *sorts, how]), claim.status, claim.date)
        told[claim.status].add(f"{claim.status} {self.calendar.timing(claim.date)}")
        if claim.nominal and claim.bound:
            told[claim.status].add(f"nominal {claim.status}")

    def _outright(self, told: Told, site: Site, bound: Sequence[Claim], position: str) -> None:
        """How what came about long ago is told: outright ("the hub opened in 2003") or beside another thing ("the hub, opened in 2003,")."""
        for claim in bound:
            if claim.status not in DONE or not claim.date or not self.calendar.aged(claim.date):
                continue
            start, close = claim.statement.sentence[0], claim.statement.start
            end = max((e for s, e in site.mentions if start <= s and e <= close), default=None)
            gap = "" if end is None else self.text[end:close]
            how = "apart" if end is None else "apposed" if set(COMMAS) & set(gap) else "outright"
            if how == "outright" and len(gap) > OUTRIGHT:
                how = "apart"
            for status in (Status.LAUNCHED, Status.OPERATING):
                told[status] |= {f"{status} long ago {how}", f"{status} long ago {how} {position}"}

    def _dated(self, told: Told, site: Site, sentence: tuple[int, int], bound: Sequence[Claim]) -> None:
        """What the dates of a sentence that names the centre tell."""
        start, end = sentence
        named = [mention for mention in site.mentions if start <= mention[0] < end]
        dates = self.calendar.inside(sentence)
        if not named or not dates:
            return
        claims = [claim.status for claim in bound if claim.statement.sentence == sentence]
        # The day of a jubilee is none on which something comes about.
        said = "unsaid" if not claims else "said" if any(status in told for status in claims) else "stood"
        if all(self.aside(mention[0]) for mention in named):
            said = f"{said} aside"
        if all(self.calendar.coming(value(fact)) for fact in dates):
            told[Status.PLANNED].add(f"only coming dates {said}")
        near = min(dates, key=lambda fact: min(_gap(mention, fact) for mention in named))
        side = "behind" if any(mention[1] <= near.start for mention in named) else "before"
        timing = self.calendar.timing(value(near))
        _all(told, f"{timing} date {said} {side}", ORDER)
        if any(fact.value.get("modifier") == "since" for fact in dates):
            _all(told, f"since {said}", (Status.OPERATING, Status.LAUNCHED))
        if timing is not Timing.COMING and any(self.text[m[1] : near.start].strip() in BRACKETS for m in named):
            _all(told, f"bracketed {said}", ORDER)


def _all(told: Told, name: str, statuses: Iterable[str]) -> None:
    for status in statuses:
        told[status].add(f"{status} {name}")


def _gap(mention: tuple[int, int], fact: Fact) -> int:
    return max(mention[0] - fact.end, fact.start - mention[1])
