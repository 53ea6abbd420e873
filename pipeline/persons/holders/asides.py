"""Who is meant before what is told of a person between the name and the title: where they are from, whose child they are, what they did."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pipeline import gazetteer
from pipeline.persons.holders.between import Between
from pipeline.persons.holders.links import Placed
from pipeline.persons.scene import Scene
from pipeline.persons.titles.grammar import Title

__all__ = ["Asides"]

# Words of a trade between a preposition and the name of a relative: "widow of the painter X".
TRADE = (1, 2, 3)
# Tokens between a name and a title that a clause between two commas parts from it, at most.
LONGEST = 24


@dataclass(frozen=True, slots=True)
class Asides:
    """Finds the name before an aside. Words read, by `between`: kin, conjunctions, articles, appointing, equating, inverting."""

    between: Between

    def ahead(self, scene: Scene, at: int, names: Sequence[Placed]) -> int | None:
        """The name before "of Malta," or "fille de X et" that ends at a token."""
        home = self._home(scene, at, names)
        return home if home is not None else self._relative(scene, at, names)

    def _home(self, scene: Scene, at: int, names: Sequence[Placed]) -> int | None:
        """The name before a place and a comma: "X of Malta, | chair", "X, de Brest, | présidente"."""
        tokens = scene.tokens
        if not at or tokens[at - 1].text != ",":
            return None
        place = next((first for first, last in scene.places.items() if last == at - 1), 0)
        town = tokens[at - 2] if at > 1 else tokens[at - 1]
        place = at - 2 if not place and town.is_capital and gazetteer.anywhere(town.text) else place
        link = next((place - n for n in (2, 1) if self.between.grammar.prepositions.covers(tokens, place - n, place)), 0)
        link -= link > 1 and tokens[link - 1].text == ","
        return next((n for n, p in enumerate(names) if link and p.last == link), None)

    def _relative(self, scene: Scene, at: int, names: Sequence[Placed]) -> int | None:
        """The name before whose child or widow somebody is: "X, daughter of Y and | director", "X, widow of the painter Y, | patron"."""
        tokens = scene.tokens
        if at < 1 or not (tokens[at - 1].lower in self.between.conjunctions or tokens[at - 1].text == ","):
            return None
        kin = next((min(p.begin, p.first) for p in names if p.last == at - 1), 0)
        begins = [kin, *(kin - n for n in TRADE if self.between.trade(scene, max(0, kin - n), kin))]
        begins = [self.between.back_over(scene, begin, self.between.articles) for begin in begins if begin > 0]
        for begin in begins:
            links = (begin - n for n in (1, 2) if self.between.grammar.prepositions.covers(tokens, begin - n, begin))
            noun = next(links, begin if self.between.grammar.genitive else 0)
            first = self.between.back_over(scene, noun, self.between.kin) if noun else noun
            first = self.between.back_over(scene, first, self.between.articles) if first < noun else 0
            if first and tokens[first - 1].text == ",":
                return next((n for n, p in enumerate(names) if p.last == first - 1), None)
        return None

    def clause(self, scene: Scene, title: Title, names: Sequence[Placed]) -> int | None:
        """Whom a verb right before a name makes what a title says behind an aside between two commas: "will be X, who studied in Y, | holder"."""
        tokens = scene.tokens
        at = self.between.back_over(scene, title.first, self.between.fillers)
        if title.plural or at < 1 or tokens[at - 1].text not in {",", "،"}:
            return None
        for number in sorted(range(len(names)), key=lambda n: -names[n].last):
            name = names[number]
            if not 0 < at - 1 - name.last <= LONGEST or tokens[name.last].text not in {",", "،"}:
                continue
            begin = self.between.back_over(scene, min(name.begin, name.first), self.between.objects)
            verbs = (self.between.appointing, self.between.equating, self.between.inverting)
            made = any(self.between.back_over(scene, begin, verb) < begin for verb in verbs)
            return number if made and scene.sentence(name.first) == scene.sentence(title.first) else None
        return None

    def fronted(self, scene: Scene, title: Title, held: Mapping[str, int], names: Sequence[Placed]) -> int | None:
        """Who is meant by a title that opens a sentence before a bare one with its article, which somebody holds: "A former bursar, | the rector said".

        `held`: the heads of the titles before → the numbers of the names that held them last.
        """
        tokens = scene.tokens
        if title.plural or title.last + 1 >= len(tokens) or tokens[title.last].text != ",":
            return None
        first = self.between.back_over(scene, title.first, self.between.fillers)
        article = self.between.articles.at(tokens, title.last + 1)
        head = self.between.grammar.heads.at(tokens, article.end) if article is not None else None
        opens = not first or scene.sentence(first - 1) != scene.sentence(first)
        named = head is None or any(head.end in {p.begin, p.first} for p in names)
        return None if head is None or named or not opens else held.get(head.phrase.lower())
