"""What is cut off the edges of a run of capitals before it may be a name: verbs, headings, towns, owners, acronyms."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline import gazetteer, morphology
from pipeline.persons.phrases import Phrases
from pipeline.persons.scene import Scene
from pipeline.persons.shapes import Name, Shapes
from pipeline.persons.titles.grammar import TitleGrammar

__all__ = ["Edges"]

# Capitals of a name that has no further word before it.
MOST_OWN = 2
# Letters of an acronym before a name; before a given name and a patronymic, where longer capitals are the family's.
LONGEST_ACRONYM, LONGEST_BESIDE_PATRONYMIC = 6, 4


@dataclass(frozen=True, slots=True)
class Edges:
    """Cuts runs of capitals. `speech`: verbs of speech; `origins`: what makes an adjective of a town ("Oslo-born"); `lands`: nouns of territories, whose name follows them; `coined`: ends of names of companies in the genitive."""

    grammar: TitleGrammar
    shapes: Shapes
    speech: Phrases
    origins: frozenset[str] = frozenset()
    lands: frozenset[str] = frozenset()
    coined: tuple[str, ...] = ()

    def trimmed(self, scene: Scene, name: Name) -> Name | None:
        """A run less all that stands before and behind the name in it; none where nothing is left."""
        name = self._without_demonym(scene, name)
        name = self._without_heading(scene, self._without_verb(scene, name))
        name = self._without_owner(scene, self._without_town(scene, name))
        return self.without_words(scene, self._without_origin(scene, name))

    def _without_demonym(self, scene: Scene, name: Name) -> Name:
        """A run less the word with an article that says whence somebody is: "le Portugais Duarte Sequeira"."""
        led = name.first > 0 and self.grammar.articles.covers(scene.tokens, name.first - 1, name.first)
        if not (self.grammar.loose and led and name.first in scene.nationals and len(name.capitals) > MOST_OWN):
            return name
        return self.shapes.at(scene.tokens, name.first + 1, barred=lambda i: i >= name.last) or name

    def _without_verb(self, scene: Scene, name: Name) -> Name:
        """A run less the verb that opens its sentence: "Firmó Ana Ruiz"; a recogniser or the list of verbs of speech says so too."""
        first, tokens = name.first, scene.tokens
        opens = first == 0 or scene.sentence(first) != scene.sentence(first - 1)
        listed = self.grammar.stops.covers(tokens, first, first + 1) and not self.shapes.begins_given(name.parts)
        if opens and morphology.inflects(self.grammar.language):
            verb = morphology.is_verb(tokens[first].text, self.grammar.language)
            return (self.shapes.at(tokens, first + 1, barred=lambda i: i in scene.inside) if verb else None) or name
        if opens and not self.grammar.loose and not self.grammar.genitive:
            trade = len(name.capitals) > MOST_OWN and first not in scene.entities and first + 1 in scene.entities
            return (self.shapes.at(tokens, first + 1, barred=lambda i: i >= name.last) if trade else None) or name
        if not opens or not self.grammar.loose or len(name.capitals) < 2 or (first in scene.entities and not listed):
            return name
        speaks = self.speech.covers(tokens, first, first + 1)
        ends = tokens[first].lower.endswith(self.grammar.stop_endings)
        if not speaks and not listed and not (ends and first + 1 in scene.entities):
            return name
        return self.shapes.at(tokens, first + 1, barred=lambda i: i >= name.last) or name

    def _without_heading(self, scene: Scene, name: Name) -> Name:
        """A run less the noun that opens its line, whose it is said to be: "Allocution de Bram Hoekstra"; "Pilar de Soto Paz" is whole."""
        first, tokens = name.first, scene.tokens
        opens = first == 0 or not tokens[first - 1].is_word
        if (
            not opens
            or first + 2 >= name.last
            or tokens[first + 1].lower not in self.shapes.particles
            or first in scene.entities
        ):
            return name
        if not tokens[first + 1].text[0].islower() or self.shapes.begins_given(name.parts) or len(name.capitals) < MOST_OWN + 1:
            return name
        rest = self.shapes.at(tokens, first + 2, barred=lambda i: i >= name.last)
        known = first + 2 in scene.entities or (rest is not None and self.shapes.begins_given(rest.parts))
        return rest if rest is not None and known else name

    def _without_origin(self, scene: Scene, name: Name) -> Name:
        """A run less the word made of a place that it begins with and the capitals of a post that it ends with: "Oslo-born | Ann Poe | MP"."""
        tokens, first, last = scene.tokens, name.first, name.last
        first += len(name.capitals) > MOST_OWN and tokens[first].lower.rpartition("-")[2] in self.origins
        post = tokens[last - 1].is_all_capitals and not name.parts[0].isupper() and len(name.capitals) > MOST_OWN
        last -= post and self.grammar.heads.covers(tokens, last - 1, last)
        if (first, last) == (name.first, name.last):
            return name
        return self.shapes.at(tokens, first, barred=lambda i: i >= last) or name

    def _without_town(self, scene: Scene, name: Name) -> Name:
        """A run less the town in capitals that opens its line, where a full name follows: "OVIEDO Eladio Rey Paz"; "GRANDE Ana" is whole."""
        first, tokens = name.first, scene.tokens
        opens = first == 0 or tokens[first - 1].is_break
        if not opens or not tokens[first].is_all_capitals or len(name.capitals) < MOST_OWN + 1:
            return name
        rest = self.shapes.at(tokens, first + 1, barred=lambda i: i >= name.last)
        mixed = rest is not None and not any(part.isupper() and len(part) > 1 for part in rest.parts)
        return rest if rest is not None and mixed and gazetteer.anywhere(tokens[first].text) else name

    def _without_owner(self, scene: Scene, name: Name) -> Name:
        """In a language of cases, a run less what the noun before it is called after: «директор музея Эссена | Софья Ромашина», «мечети Костаная | Ержан Ахметов»."""
        language, first = self.grammar.language, name.first
        if not morphology.inflects(language) or len(name.parts) <= MOST_OWN or len(name.parts[0]) == 1 or not first:
            return name
        before = scene.tokens[first - 1]
        owned = before.is_word and "g" in morphology.cases(before.lower, language)
        owned = owned and (morphology.is_noun(before.lower, language) or morphology.is_adjective(before.lower, language))
        head = self.grammar.heads.at(scene.tokens, first - 1)
        kinds = [morphology.name_kind(part.partition("-")[0], language) for part in name.parts[:MOST_OWN]]
        civic = head is not None and head.phrase in self.grammar.civic and name.parts[0].lower().endswith(self._genitives())
        named = kinds[0] is morphology.NameKind.NAME or kinds[1] is morphology.NameKind.PATRONYMIC
        if civic and len(name.words) > MOST_OWN and not named:
            return self.shapes.at(scene.tokens, first + 1, barred=lambda i: i >= name.last) or name
        given = kinds[1] is morphology.NameKind.NAME and (
            kinds[0] is not morphology.NameKind.NAME or self._only_bent(name.parts)
        )
        given = given or (morphology.NameKind.UNKNOWN == kinds[0] == kinds[1] and self._family_last(name.parts))
        given = given and name.parts[0].lower().endswith(self._genitives())
        coined = kinds[0] is morphology.NameKind.UNKNOWN and name.parts[0].endswith(self.coined or "\n")
        fathered = morphology.name_kind(name.parts[-1], language) is morphology.NameKind.PATRONYMIC
        stray = coined or (head is not None and given)
        if stray and not fathered and not morphology.ends_as_family(name.parts[0], language):
            return self.shapes.at(scene.tokens, first + 1, barred=lambda i: i >= name.last) or name
        if not owned or head is not None or before.lower in self.grammar.titled:
            return name
        key = morphology.lemma(before.text, language)
        bodily = before.is_capital and key in self.grammar.nouns | self.grammar.units
        given = given or (
            bodily and name.parts[0].lower().endswith(self._genitives()) and kinds[0] is not morphology.NameKind.NAME
        )
        placed = "g" in morphology.place_cases(name.parts[0], language) or (
            not before.is_capital and not named and key in self.lands
        )
        if not (given or placed) or (fathered and len(name.words) == MOST_OWN + 1):
            return name
        return self.shapes.at(scene.tokens, first + 1, barred=lambda i: i >= name.last) or name

    def _only_bent(self, parts: tuple[str, ...]) -> bool:
        """Whether the first word cannot be a nominative and the second can: «Ширака | Рузанна»."""
        first, second = (morphology.cases(part, self.grammar.language, number="sing") for part in parts[:MOST_OWN])
        return "n" not in first and "n" in second

    def _family_last(self, parts: tuple[str, ...]) -> bool:
        """Whether of three words that no dictionary has only the last ends as family names do: «Сюника | Мариам Аветисян»."""
        language = self.grammar.language
        families = [morphology.ends_as_family(part, language) for part in parts]
        return families == [False, False, True]

    def _genitives(self) -> tuple[str, ...]:
        """How a family name in the genitive may end."""
        return tuple(morphology.words_of(self.grammar.language).list("genitives"))

    def without_words(self, scene: Scene, name: Name) -> Name | None:
        """A run less the ordinary words and acronyms it begins with: "Фонда Лидия Блок", "РАН Павел Белов"."""
        if not morphology.inflects(self.grammar.language) or len(name.capitals) < 3:
            return name
        token = scene.tokens[name.first]
        if len(name.words) == 1 and len(name.parts[0]) > 1:
            return self._without_noun(scene, name)
        kind = morphology.name_kind(token.text, self.grammar.language)
        fathered = morphology.name_kind(name.parts[-1], self.grammar.language) is morphology.NameKind.PATRONYMIC
        plain = kind is morphology.NameKind.WORD and not fathered
        longest = LONGEST_ACRONYM if not fathered else LONGEST_BESIDE_PATRONYMIC
        if token.is_all_capitals:
            given = morphology.name_kind(name.parts[1], self.grammar.language) is morphology.NameKind.NAME and not fathered
            signed = len(token.text) <= longest and (given or kind is not morphology.NameKind.NAME)
        else:
            signed = any(c.isupper() for c in token.text.replace("-", "")[1:])
        if (len(token.text) < 3 and not signed) or not (plain or signed):
            return name
        rest = self.shapes.at(scene.tokens, name.first + 1, barred=lambda i: i >= name.last)
        return self.without_words(scene, rest) if rest is not None and len(rest.capitals) > 1 else None

    def _without_noun(self, scene: Scene, name: Name) -> Name:
        """Initials less the noun before them, where a family name follows: "Назначение | И. П. Сомова"."""
        tokens, language = scene.tokens, self.grammar.language
        plain = morphology.name_kind(tokens[name.first].text, language) is morphology.NameKind.WORD
        follows = name.last < len(tokens) and self.shapes.is_part(tokens[name.last])
        rest = self.shapes.at(tokens, name.first + 1, barred=lambda i: i in scene.inside) if plain and follows else None
        return rest if rest is not None and rest.words else name
