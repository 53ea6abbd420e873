"""What speaks for each body of a text as that of a post whose words name none: the claims that a judge weighs against each other."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.judge import NOBODY, Evidence
from pipeline.persons.employers.bodies import Body
from pipeline.persons.employers.fields import Fields
from pipeline.persons.employers.standings import Standings
from pipeline.persons.holders.links import Placed
from pipeline.persons.titles.grammar import Title

__all__ = ["Claimants", "Office"]


@dataclass(frozen=True, slots=True)
class Office:
    """A post as it is weighed.

    `role`: of which sort it is; `said`: the words that may tell in which field of life it is held; `fielded`: whether it has a field or a unit;
    `ours`: whether "our" stands before it; `supposed`: the body that the rules suppose, and how.
    """

    role: str
    said: str
    fielded: bool
    ours: bool
    supposed: tuple[str | None, str]


@dataclass(frozen=True)
class Claimants:
    """The bodies of one text with what tells their fields."""

    standings: Standings
    fields: Fields

    def told(self, title: Title, holder: Placed, office: Office) -> dict[str, Evidence]:
        """The evidence for each body as that of a post, and for none."""
        supposed = office.supposed[0]
        free = (
            n
            for n, own in self.standings.names.items()
            if n == supposed or not all(self.standings.beyond(body, title) for body in own)
        )
        told = {name: frozenset(self._for(name, title, holder, office)) for name in free}
        told[NOBODY] = frozenset(self._against(title, office))
        return told

    def _against(self, title: Title, office: Office) -> Iterator[str]:
        here = self.standings.scene.sentence(title.first)
        before = [b for b in self.standings.bodies if b.last <= title.first]
        yield "nobody"
        yield f"nobody: {office.role}"
        yield f"nobody: {min(4, len(self.standings.names))} bodies"
        if not office.supposed[0]:
            yield "nobody: none supposed"
        if not before:
            yield "nobody: none before"
        elif not any(self.standings.scene.sentence(b.first) == here for b in before):
            yield "nobody: none in the sentence"
        if all(self.standings.of_another(b, title) for b in self.standings.bodies):
            yield "nobody: all of others"
        if any(at in self.standings.scene.places for at in range(title.core_last, title.last)):
            yield "nobody: of a place"
        if office.fielded:
            yield "nobody: fielded"
        if not any(self.fields.fit(office.said, b.name, b.kind) for b in self.standings.bodies):
            yield "nobody: none fits"

    def _for(self, name: str, title: Title, holder: Placed, office: Office) -> Iterator[str]:
        own = self.standings.names[name]
        centre = own[0].centre
        sort = "centre" if centre else "body"
        lead = f"{office.role}{' with a field' if office.fielded else ''}"
        yield sort
        yield f"{lead}: {sort}"
        yield own[0].kind if own[0].kind and not centre else sort
        yield from self._fitting(office, own[0])
        if name == office.supposed[0]:
            yield "supposed"
            yield f"supposed {office.supposed[1]}"
            yield f"supposed {sort}"
            yield f"supposed: {lead}"
        for told in {*self.standings.of_text(own), *self.standings.around(own, title, holder)}:
            yield told
            yield f"{told}, {sort}"
            if office.role == "head":
                yield f"{told}, {sort} of a head"
        if office.ours:
            yield f"ours: {sort}"
            for told in self.standings.of_text(own):
                yield f"ours: {told}"
        if self.standings.signed(title):
            yield f"signed: {sort}"
            for told in self.standings.of_text(own):
                yield f"signed: {told}"

    def _fitting(self, office: Office, body: Body) -> Iterator[str]:
        """Whether posts of such a field are held at such a body."""
        shared = self.fields.fit(office.said, body.name, body.kind)
        wanted = self.fields.of_post(office.said)
        if shared:
            yield "of its field"
            yield from (f"of its field: {field}" for field in shared)
        elif wanted:
            yield "of no field of its"
            yield from (f"not {field}" for field in wanted)
            if self.fields.of_body(body.name, body.kind):
                yield "of another field"
        if shared and sum(bool(self.fields.fit(office.said, n, own[0].kind)) for n, own in self.standings.names.items()) == 1:
            yield "the only one of its field"
