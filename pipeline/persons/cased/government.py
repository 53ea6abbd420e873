"""In which cases the words before a name let it stand: its title or honorific, a preposition, a verb, a noun.

What is found is a hint. A name that cannot be read in these cases is read in the others (see `persons.declension`).
Where words have no cases, nothing is said.
"""

from __future__ import annotations

from collections.abc import Sequence

from pipeline import morphology
from pipeline.lexicon import Lexicon
from pipeline.persons.declension import name_case, unchanging
from pipeline.persons.scene import Scene
from pipeline.persons.shapes import Name
from pipeline.persons.sightings import Sighting
from pipeline.persons.titles.grammar import Title

__all__ = ["Government"]

# What a verb has for its object, direct or not.
OBJECT = frozenset("ad")
PREDICATIVE = frozenset("i")
VERB_NEAR = 8


class Government:
    """Cases of names. Words read: `owned` (nouns that are somebody's), conjunctions, and `governs` of `languages/ru/morphology.toml`."""

    def __init__(self, lexicon: Lexicon, language: str) -> None:
        self.language = language
        self.owned = frozenset(lexicon.list("owned"))
        self.joining = frozenset({",", *lexicon.list("conjunctions")})
        self.inflects = morphology.inflects(language)

    def honoured(self, scene: Scene, first: int, last: int) -> frozenset[str]:
        """The cases of honorifics: those of their first noun ("доктора исторических наук")."""
        if not self.inflects:
            return morphology.ALL_CASES
        words = [t.text for t in scene.tokens[first:last] if t.is_word]
        noun = next((w for w in words if morphology.is_noun(w, self.language)), words[-1])
        return morphology.cases(noun, self.language, number="sing")

    def titled(self, scene: Scene, title: Title) -> frozenset[str]:
        """The cases that a title before a name says; those of the object or the subject of a verb that gives the title."""
        number = "" if title.plural else "sing"
        said = morphology.cases(scene.tokens[title.head_at].text, self.language, number=number)
        if said != morphology.ALL_CASES and said >= PREDICATIVE and (given := self._given(scene, title)):
            return given if said == PREDICATIVE else said & (given | PREDICATIVE) or said
        return said

    def settled(self, scene: Scene, sightings: Sequence[Sighting], *, firsts: Sequence[int]) -> list[Sighting]:
        """The sightings of a text in their order, in the cases that the words before them leave of those said so far.

        `firsts` are the tokens at which they begin, with title and honorific. A name that a conjunction or comma joins to one
        before it stands as that one does.
        """
        if not self.inflects:
            return list(sightings)
        found: list[Sighting] = []
        for sighting, first in zip(sightings, firsts, strict=True):
            last = found[-1] if found else None
            if last is not None and first - 1 == last.name.last and scene.tokens[first - 1].text in self.joining:
                parts = last.name.parts
                fixed = unchanging(parts, self.language)
                before = last.cases if fixed else name_case(parts, self.language, within=last.cases)
            else:
                before = self._before(scene, first, sighting.name)
            found.append(sighting.within(before))
        return found

    def _given(self, scene: Scene, title: Title) -> frozenset[str]:
        """The cases of whom a verb before a title in the instrumental gives it: "избрать ректором X", "назначена ректором X"."""
        for at in range(title.first - 1, max(-1, title.first - VERB_NEAR), -1):
            word = scene.tokens[at]
            ruled = at == title.first - 1 and morphology.governed(word.text, self.language)
            if word.is_break or ruled or scene.sentence(at) != scene.sentence(title.first):
                break
            if not word.is_capital and (role := morphology.behind_verb(scene.tokens[at].text, self.language, gives=True)):
                return role
        return frozenset()

    def _before(self, scene: Scene, first: int, name: Name) -> frozenset[str]:
        """What the word right before a name says; before a bare one, a noun or a verb too."""
        if not first or not scene.tokens[first - 1].is_word:
            said = self._acted_on(scene, first, name) or frozenset("n")
            return said if first == name.first else morphology.ALL_CASES
        word = scene.tokens[first - 1].text
        if cases := morphology.governed(word, self.language):
            return cases
        if first < name.first:
            return morphology.ALL_CASES
        if morphology.lemma(word, self.language) in self.owned:
            return frozenset("g")
        several = name.last < len(scene.tokens) and scene.tokens[name.last].text in self.joining
        role = frozenset() if several else morphology.behind_verb(word, self.language)
        return role or self._acted_on(scene, first, name) or morphology.ALL_CASES

    def _acted_on(self, scene: Scene, first: int, name: Name) -> frozenset[str]:
        """The cases of one name before a verb in the plural, whose object it is: «Ивана Котова назначили», «Ивану Котову вручили»."""
        joined = name.last >= len(scene.tokens) or (first > 0 and scene.tokens[first - 1].lower in self.joining)
        acted = not joined and morphology.behind_verb(scene.tokens[name.last].text, self.language) == frozenset("a")
        return OBJECT if acted else frozenset()
