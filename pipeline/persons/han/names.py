"""Personal names in Chinese text: all that are anchored, listed and repeated.

Nothing parts a Chinese name from its neighbours, so a name is only seen where something anchors it: a title before it, an
honorific behind it, a byline, a verb of speech or appointment. The words come from `languages/zh/people.toml`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pipeline.persons.han.anchors import HanAnchors
from pipeline.persons.han.ends import DOTS
from pipeline.persons.phrases import Phrases
from pipeline.persons.scene import Scene
from pipeline.persons.shapes import Name
from pipeline.persons.sightings import Sighting
from pipeline.persons.titles.grammar import Title
from pipeline.persons.tokens import Token

__all__ = ["HanFinder"]

# Characters of a post of no list between a body and a name.
SHORTEST_POST, LONGEST_POST = 2, 9


class HanFinder(HanAnchors):
    """Finds sightings in Chinese text."""

    def find(self, scene: Scene) -> tuple[list[Sighting], list[Title]]:
        """All sightings in the order of the text, and the titles."""
        titles = self.titles.find(scene, names=self._behind_bodies(scene))
        found: dict[int, Sighting] = {}
        for name, kind in self._anchored(scene, titles):
            if name.first in scene.quiet and kind != "byline":
                continue
            known = found.get(name.first)
            if known is None or known.name.last == name.last:
                kinds = {kind} | (set(known.evidence) if known else set())
                found[name.first] = self._witness(scene, Sighting(name, None, frozenset(kinds)))
        for sighting in list(found.values()):
            for name in self._enumerated(scene, sighting.name):
                verb = self.taking.at(scene.tokens, name.first - 1) is not None
                taken = {"title_after"} if not verb and self._takes(scene.tokens, name.last) else set[str]()
                found.setdefault(name.first, self._witness(scene, Sighting(name, None, frozenset({"enumerated"} | taken))))
        found |= self._repeated(scene, found)
        return _apart(found, scene.entities), titles

    def _behind_bodies(self, scene: Scene) -> list[int]:
        """Where a name may begin behind a body and a few characters, which may be a post of no list, and a word that follows names ends it."""
        tokens, found = scene.tokens, list[int]()
        for at in scene.institutions.values():
            for first in range(at + SHORTEST_POST, min(at + LONGEST_POST, len(tokens))):
                if not tokens[first - 1].is_han or first - 1 in scene.inside or self._begins_clause(tokens, first):
                    break
                name = self.name_at(scene, first)
                if name is not None and (self._closes(tokens, name.last) or self._follows(tokens, name.last)):
                    found.append(first)
        return found

    def honorific(self, tokens: Sequence[Token], index: int) -> int:
        """Index behind an honorific of those that stand before the name (拿督); 0 where there is none: most stand behind it."""
        found = self.prefixed.at(tokens, index)
        return found.end if found is not None else 0

    def _repeated(self, scene: Scene, found: dict[int, Sighting]) -> dict[int, Sighting]:
        """The other places at which a known name, or the last part of one, stands."""
        tokens = scene.tokens
        forms = Phrases(
            {
                form
                for s in found.values()
                for form in {scene.between(s.name.first, s.name.last), *s.name.parts[-1:]}
                if len(form) > 1
            }
        )
        more: dict[int, Sighting] = {}
        covered = {i for s in found.values() for i in range(s.name.first, s.name.last)}
        for index in range(len(tokens)):
            form = forms.at(tokens, index)
            if form is None or index in covered or index in scene.inside or index in scene.quiet:
                continue
            covered |= set(range(index, form.end))
            parts = tuple(p for p in _split(scene.between(index, form.end)) if p)
            more[index] = Sighting(Name(index, form.end, tokens[index].start, tokens[form.end - 1].end, parts))
        return more

    def _witness(self, scene: Scene, sighting: Sighting) -> Sighting:
        name, kinds = sighting.name, set[str]()
        honorific = self.honorifics.at(scene.tokens, name.last)
        written = None
        if honorific is not None:
            kinds.add("honorific")
            written = scene.between(name.last, honorific.end)
        if self.speech.at(scene.tokens, name.last) is not None:
            kinds.add("speech")
        if any(first < name.last and name.first < last for first, last in scene.entities.items()):
            kinds.add("entity")
        if len(name.parts) > 1:
            kinds.add("name_tag")
        return Sighting(name, written, sighting.evidence | kinds)


def _split(written: str) -> list[str]:
    for dot in DOTS:
        written = written.replace(dot, " ")
    return written.split()


def _apart(found: dict[int, Sighting], seen: Mapping[int, int]) -> list[Sighting]:
    """Sightings in the order of the text; of two that overlap the one that the recogniser has `seen`, with more evidence, then the longer."""
    kept: list[Sighting] = []

    def rank(sighting: Sighting) -> tuple[bool, int, int, int]:
        name = sighting.name
        return seen.get(name.first) != name.last, -len(sighting.evidence), name.first - name.last, name.first

    for sighting in sorted(found.values(), key=rank):
        if not any(k.name.first < sighting.name.last and sighting.name.first < k.name.last for k in kept):
            kept.append(sighting)
    return sorted(kept, key=lambda s: s.name.first)
