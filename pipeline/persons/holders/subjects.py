"""Of whom a verb that gives a title is said: the person before it, or in the sentences before it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.persons.holders.between import Between
from pipeline.persons.holders.links import Placed
from pipeline.persons.holders.lives import Lives
from pipeline.persons.scene import Scene
from pipeline.persons.titles.grammar import Title

__all__ = ["Subjects"]

# Sentences through which a pronoun goes on with the same person, that of the verb with them.
MOST_BACK = 4
# Words before a name that opens a sentence.
OPENS = 2
# The words of a trade before a title, at most.
MOST_TRADE = 6


@dataclass(frozen=True, slots=True)
class Subjects:
    """Finds the subject of a verb. Words read, by `between`: pronouns, relatives, succeeding, fillers, and those that open no clause without subject."""

    between: Between
    lives: Lives

    def of(self, scene: Scene, verb: int, names: Sequence[Placed]) -> tuple[int, str] | None:
        """The nearest person before a verb: of its sentence, else of the one before, for "she was", and further back over such sentences."""
        if (late := self._departed(scene, verb, names)) is not None:
            return late, "verb"
        own, ruled = scene.sentence(verb), list[int]()
        for back in range(MOST_BACK):
            if back and self._goes_on(scene, own - back):
                continue
            near = [n for n, p in enumerate(names) if p.last <= verb and scene.sentence(p.first) == own - back]
            related = self.between.relatives.at(scene.tokens, verb) is not None
            near = [
                n
                for n in near
                if back or related or self._relative(scene, names[n]) or not self._succeeded(scene, names[n], names)
            ]
            if back and near and not ruled and all(self._ruled(scene, names[n]) for n in near):
                ruled = near
                continue
            if near and not (back and self._is_body(scene, verb)):
                return max(near, key=lambda n: names[n].last), "verb"
            if back:
                break
        if ruled and not self._is_body(scene, verb):
            return max(ruled, key=lambda n: names[n].last), "verb"
        return self.lives.told_of(scene, verb, names)

    def _ruled(self, scene: Scene, name: Placed) -> bool:
        """Where verbs need no subject, whether a preposition rules a name, so that its sentence is about somebody else: "Entró como alumna de | X"."""
        return self.between.pro_drop and self.between.grammar.prepositions.covers(scene.tokens, name.begin - 1, name.begin)

    def _departed(self, scene: Scene, verb: int, names: Sequence[Placed]) -> int | None:
        """Who has died, where "the deceased" stands beside a verb: whom the text names first."""
        beside = {t.lower for t in scene.tokens[max(0, verb - 1) : verb + 2]}
        before = [n for n, p in enumerate(names) if p.last <= verb]
        return min(before, key=lambda n: names[n].first, default=None) if beside & self.between.departed else None

    def _goes_on(self, scene: Scene, sentence: int) -> bool:
        """Whether a sentence opens with a pronoun for the person of the one before: "She was …"."""
        end = len(scene.tokens)
        start = bisect_left(range(end), sentence, key=scene.sentence)
        first = next((n for n in range(start, end) if scene.tokens[n].is_word), end)
        opens = first < end and scene.sentence(first) == sentence
        return opens and self.between.pronouns.covers(scene.tokens, first, first + 1)

    def _relative(self, scene: Scene, name: Placed) -> bool:
        """Whether a relative clause is about a name: "X, who"."""
        at = name.last + (name.last < len(scene.tokens) and scene.tokens[name.last].text == ",")
        return self.between.relatives.at(scene.tokens, at) is not None

    def _succeeded(self, scene: Scene, name: Placed, names: Sequence[Placed]) -> bool:
        """Whether a name is that of a predecessor: "succeeds X as director" is said of somebody else."""
        if self.between.grammar.affixes:
            # Where verbs come first, who succeeds stands before whom: "خلفت س | ص".
            before = next((p for p in names if p.last == name.begin), None)
            return before is not None and self.between.back_over(scene, before.begin, self.between.succeeding) < before.begin
        return self.between.back_over(scene, name.begin, self.between.succeeding) < name.begin

    def _is_body(self, scene: Scene, verb: int) -> bool:
        """Whether an institution opens the sentence of a verb: "The hub is a member of …" tells of no person named before."""
        own = scene.sentence(verb)
        opens = next((at for at in range(verb, 0, -1) if scene.sentence(at - 1) != own), 0)
        first = next((f for f in scene.institutions if opens <= f < verb), None)
        return first is not None and first - opens <= OPENS

    def precedes(self, scene: Scene, title: Title) -> bool:
        """Whether a title opens a sentence as an apposition to its pronoun: "A former head of the Museum, she is …"."""
        tokens = scene.tokens
        at = self._over_trades(scene, self.between.back_over(scene, title.first, self.between.fillers))
        opens = not at or scene.sentence(at - 1) != scene.sentence(title.first)
        comma = self._over_place(scene, self.between.over_time(scene, title.last))
        behind = comma + 1 < len(tokens) and tokens[comma].text == ","
        if not (opens and behind) or title.plural:
            return False
        return self.between.pronouns.at(tokens, comma + 1) is not None or self._says(scene, comma + 1)

    def _over_trades(self, scene: Scene, at: int) -> int:
        """Index before what else the person of a sentence is, in small words between its opening and a title: "Biologist, author of ten books, | former dean"."""
        tokens = scene.tokens
        while at > 1 and tokens[at - 1].text == "," and scene.sentence(at - 2) == scene.sentence(at):
            first = at - 1
            while first and tokens[first - 1].is_word and scene.sentence(first - 1) == scene.sentence(at):
                first -= 1
            if at - 1 - first > MOST_TRADE or any(t.is_capital for t in tokens[first + 1 : at - 1]):
                break
            at = first
        return at

    def _over_place(self, scene: Scene, comma: int) -> int:
        """Index of the comma behind ", in Chad"; `comma` itself where no place stands between two."""
        found = self.between.grammar.prepositions.at(scene.tokens, comma + 1)
        place = scene.places.get(found.end, comma) if found is not None and scene.tokens[comma].text == "," else comma
        return place if place < len(scene.tokens) and scene.tokens[place].text == "," else comma

    def _says(self, scene: Scene, at: int) -> bool:
        """Whether a clause without subject begins, where verbs need none: "Jefa de sala, | lleva veinte años"."""
        token, grammar = scene.tokens[at], self.between.grammar
        if not self.between.pro_drop or not token.text.islower() or token.lower.endswith(grammar.unlisted_endings):
            return False
        tables = (
            grammar.articles,
            grammar.prepositions,
            grammar.heads,
            grammar.dropped,
            self.between.relatives,
            grammar.before,
        )
        return token.lower not in grammar.conjunctions and not any(table.at(scene.tokens, at) for table in tables)
