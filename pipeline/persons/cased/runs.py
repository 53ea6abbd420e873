"""Runs of capitals that may be names: where they begin, and which are none."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pipeline import gazetteer, morphology
from pipeline.persons.cased import towns
from pipeline.persons.cased.edges import Edges
from pipeline.persons.phrases import Phrases
from pipeline.persons.scene import Scene
from pipeline.persons.shapes import Name, Shapes
from pipeline.persons.titles.grammar import TitleGrammar
from pipeline.persons.tokens import Token

# Capitals of a name that has no further word before it.
MOST_OWN = 2
DASHES = frozenset({"–", "—", "--"})
# Tokens of "in honour of".
LONGEST_EPONYM = 4


@dataclass(frozen=True, slots=True)
class Runs:
    """Finds runs of capitals, trimmed by `edges`. `eponyms`: words behind which a name is not somebody's ("named after"); `inside`: "in"; `saints`: "San", with which the names of towns begin; `lands`: nouns of territories, whose name follows them."""

    grammar: TitleGrammar
    shapes: Shapes
    edges: Edges
    eponyms: Phrases
    inside: frozenset[str] = frozenset()
    saints: frozenset[str] = frozenset()
    lands: frozenset[str] = frozenset()

    def find(self, scene: Scene, taken: set[int], ends: set[int]) -> Iterable[Name]:
        """Runs of capitals outside what is taken; at `ends` of titles a particle may begin one."""

        def barred(index: int) -> bool:
            if index in taken or index in scene.quiet or index in scene.inside or index in away:
                return True
            head = self.grammar.heads.at(scene.tokens, index) if index == begin else None
            return head is not None and not self.grammar.is_name(scene.tokens, index, head.end)

        away = self._away(scene)
        index = begin = 0
        while index < len(scene.tokens):
            begin = index
            name = (
                None
                if barred(index)
                else self.shapes.at(
                    scene.tokens, index, barred=barred, loose=index in ends and self._may_open(scene.tokens, index)
                )
            )
            whole = name
            name = self.edges.trimmed(scene, name) if name is not None else None
            if name is not None and not (
                self.cut_off(scene, name) or self._qualifies(scene, name) or self._foreign(scene, name)
            ):
                yield name
            index = max((found.last for found in (whole, name) if found is not None), default=index + 1)

    def _may_open(self, tokens: Sequence[Token], index: int) -> bool:
        """Whether a particle behind a title may open a name: where posts are joined by "de", only one with a capital."""
        return tokens[index].is_capital or not self.grammar.loose

    def _foreign(self, scene: Scene, name: Name) -> bool:
        """In a language of cases, whether a run in Latin letters is no person's by what a recogniser says: "директор British Council"."""
        latin = morphology.inflects(self.grammar.language) and scene.tokens[name.first].is_latin
        return latin and not any(first < name.last and name.first < last for first, last in scene.entities.items())

    def _qualifies(self, scene: Scene, name: Name) -> bool:
        """Whether one word is but the adjective of a noun in small letters behind it: "Джалал-Абадской области"."""
        after = scene.tokens[name.last] if name.last < len(scene.tokens) else None
        alone = len(name.parts) == 1 and after is not None and after.is_word and after.text.islower()
        return alone and morphology.qualifies(name.parts[0], after.text if after else "", self.grammar.language)

    def cut_off(self, scene: Scene, name: Name) -> bool:
        """Whether a run goes on in capitals that belong to no name: "Capacity Building"."""
        at = name.last
        if self.shapes.degrees.over(scene.tokens, name.first) >= at:
            return True
        if self.grammar.loose and self.grammar.after.covers(scene.tokens, name.first, name.first + 1):
            apart = name.first and not (scene.tokens[name.first - 1].is_word and scene.tokens[name.first - 1].is_capital)
            return not (apart and len(name.words) > 1) and not self.shapes.begins_given(name.parts)
        led = name.first > 0 and self.grammar.articles.covers(scene.tokens, name.first - 1, name.first)
        if len(name.parts) == 1 and led and not self.grammar.loose and not self.grammar.genitive:
            return True
        if len(name.capitals) == 1 and (self._runs_on(scene, name.first) or self._ends_town(scene, name)):
            return True
        lettered = self._lettered(scene, name) or self._of_place(name)
        if (
            lettered
            or scene.places.get(name.first) == at
            or self._datelines(scene, name)
            or self._stands_for_place(scene, name)
        ):
            return True
        if self.eponymous(scene, name.first) or (len(name.capitals) == 1 and self._named_after(scene, name.first)):
            return True
        if name.first and scene.tokens[name.first - 1].lower in self.saints and self._runs_near(scene, name.first):
            return True
        if at >= len(scene.tokens) or at in scene.inside or self.grammar.heads.at(scene.tokens, at) is not None:
            return False
        token = scene.tokens[at]
        near = token.start - scene.tokens[at - 1].end <= 1 and not token.is_break
        return near and token.is_word and token.is_capital and token.lower in self.shapes.not_names

    def _lettered(self, scene: Scene, name: Name) -> bool:
        """In a language of cases, whether a letter belongs to the thing before it, and a common noun opens the next sentence: "план А. Ответ прост"."""
        language, before = self.grammar.language, scene.tokens[name.first - 1] if name.first else None
        if before is None or not before.is_word or not morphology.inflects(language) or len(name.parts) != MOST_OWN:
            return False
        letter, word = name.parts
        common = len(letter) == 1 and morphology.name_kind(word, language) is morphology.NameKind.WORD
        thing = morphology.is_noun(before.text, language) and not morphology.is_person(before.text, language)
        return common and thing and self.grammar.heads.at(scene.tokens, name.first - 1) is None

    def _of_place(self, name: Name) -> bool:
        """In a language of cases, whether a common noun for no one person has the name of a place behind it: «Предприятия Барановичей»."""
        language = self.grammar.language
        if not morphology.inflects(language) or len(name.parts) != MOST_OWN:
            return False
        noun, place = name.parts
        thing = morphology.name_kind(noun, language) is morphology.NameKind.WORD and morphology.is_noun(noun, language)
        placed = "g" in morphology.place_cases(place, language)
        return placed and thing and not morphology.is_person(noun, language)

    def _named_after(self, scene: Scene, first: int) -> bool:
        """In a language of cases, whether a word gives its name to the territory or body right before it: «провинции | Ван», «Театра | Вахтангова»."""
        before = scene.tokens[first - 1] if first else None
        if before is None or not before.is_word or not morphology.inflects(self.grammar.language):
            return False
        key = morphology.lemma(before.text, self.grammar.language)
        return key in self.lands or (before.is_capital and key in self.grammar.nouns | self.grammar.units)

    def _ends_town(self, scene: Scene, name: Name) -> bool:
        """Whether a word ends the name of a town with the capital before it: "Comodoro Rivadavia"."""
        before = name.first - 1
        return before >= 0 and scene.tokens[before].is_capital and gazetteer.known(scene.between(before, name.last))

    def _stands_for_place(self, scene: Scene, name: Name) -> bool:
        """Whether a run stands in the locative behind "in": it is where something is ("в Ростове Великом и Старом Осколе"), and nobody."""
        language = self.grammar.language
        at = name.first - 1
        if at > 0 and scene.tokens[at].lower in self.grammar.conjunctions:
            at -= 1
            while at > 0 and scene.tokens[at].is_capital and name.first - at <= MOST_OWN + 2:
                at -= 1
        inside = at >= 0 and scene.tokens[at].lower in self.inside and morphology.inflects(language)
        return inside and all("l" in morphology.cases(part, language) for part in name.parts)

    def eponymous(self, scene: Scene, first: int) -> bool:
        """Whether what is named here only gives its name to something: "named after"."""
        stopped = (
            first > 1 and scene.tokens[first - 1].text == "." and scene.tokens[first - 1].start == scene.tokens[first - 2].end
        )
        last = first - stopped  # "ул. | Льва Толстого"
        while last > 1 and scene.tokens[last - 1].is_capital and scene.tokens[last - 1].lower in self.grammar.titled:
            last -= 1  # "premio | Ingeniero Luis Riso"
        return any(self.eponyms.covers(scene.tokens, last - back, last) for back in range(1, LONGEST_EPONYM + 1))

    def _runs_near(self, scene: Scene, first: int) -> bool:
        """Whether a capital stands right before a token."""
        return scene.tokens[first - 1].is_capital and scene.tokens[first].start - scene.tokens[first - 1].end == 1

    def _runs_on(self, scene: Scene, first: int) -> bool:
        """Whether a word is only the rest of an institution's name, of which a shorter part was found."""
        before = first - 1
        near = before in scene.inside and scene.tokens[first].start - scene.tokens[before].end == 1
        return near and scene.tokens[before].is_capital and not scene.tokens[first].is_break

    def _datelines(self, scene: Scene, name: Name) -> bool:
        """Whether a run opens a line and a dash follows, with nothing but a date between: "Port Mira, 3 May 2024 –".

        "Maya Haddad – rectrice" and "Maya Haddad – Rector" are rows of a list: a small word, a given name.
        """
        tokens = scene.tokens
        if name.first and not tokens[name.first - 1].is_break:
            return False
        told = name.last - name.first > 1 and tokens[name.first].lower in self.shapes.given_names
        for at in range(name.last, min(name.last + 8, len(tokens))):
            if tokens[at].text in DASHES:
                row = told or (len(name.capitals) >= MOST_OWN and not self.grammar.phrases.opens_no_title(tokens, at + 1))
                return at > name.last or not row
            if tokens[at].is_break or tokens[at].text.islower():
                return False
        return False

    def _given(self, scene: Scene, first: int) -> bool:
        """Whether a place is spelled like a given name and a family name follows: "a | Mauricio del Valle"."""
        name = self.shapes.at(scene.tokens, first, barred=scene.inside.__contains__)
        return name is not None and self.shapes.begins_given(name.parts)

    def _away(self, scene: Scene) -> set[int]:
        """Tokens of places that are no names: of two words or more, or behind a preposition, no given name with a family name behind it."""
        away: set[int] = set()
        for first, last in scene.places.items():
            behind = first and self.grammar.prepositions.at(scene.tokens, first - 1) is not None
            behind = behind and not (self.grammar.loose and self._given(scene, first))
            if last - first > 1 or behind or towns.ruled(scene.tokens, first, last, grammar=self.grammar):
                away |= set(range(first, last))
        return away
