"""The likeliest body of a post whose words name none, by all that speaks for each."""

from __future__ import annotations

from pipeline.judge import Judge
from pipeline.lexicon import Lexicon
from pipeline.persons.employers.bearings import Bearings
from pipeline.persons.employers.claimants import Claimants, Office
from pipeline.persons.employers.fields import Fields
from pipeline.persons.employers.offices import Offices
from pipeline.persons.employers.standings import Standings
from pipeline.persons.holders.links import Placed
from pipeline.persons.titles.grammar import Title

__all__ = ["Weighing"]


class Weighing:
    """Weighs the bodies of a text. Words read: employing (what each kind of evidence weighs), federal, and those of `Fields`."""

    def __init__(self, lexicon: Lexicon, offices: Offices) -> None:
        self.offices, self.fields = offices, Fields(lexicon)
        self.judge = Judge(lexicon.table("employing"))

    def body(
        self, bearings: Bearings, title: Title, holder: Placed, supposed: tuple[str | None, str]
    ) -> tuple[str | None, str]:
        """The body, and how it is told; `supposed`: the same as the rules have it."""
        standings = Standings(bearings.scene, bearings.bodies, bearings.titles, bearings.owned, bearings.given)
        told = Claimants(standings, self.fields).told(title, holder, self._office(bearings, title, supposed))
        name = self.judge.likeliest(told)
        return supposed if name == supposed[0] else (name, "discourse" if name else "none")

    def _office(self, bearings: Bearings, title: Title, supposed: tuple[str | None, str]) -> Office:
        """A post as its claimants are weighed."""
        scene, kind = bearings.scene, self.offices.kind(bearings.scene, title)
        role = "lead" if kind == "centre" else kind or ("federal" if title.head in self.offices.federal else "other")
        role = "head" if self.offices.heads_centre(scene, title) else role
        said = f"{title.head} {scene.between(title.core_first, title.last)}"
        ours = title.first > 0 and self.offices.first_person.at(scene.tokens, title.first - 1) is not None
        return Office(role, said, title.last > title.core_last, ours, supposed)
