"""Whether a name may be that of whom a title before it means, by the cases of both, and who is said to follow the one named first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline import morphology
from pipeline.persons.declension import name_case
from pipeline.persons.holders.between import Between
from pipeline.persons.holders.links import Link, Placed
from pipeline.persons.scene import Scene
from pipeline.persons.titles.grammar import Title
from pipeline.persons.titles.noun_phrases import OPENING

__all__ = ["Fits"]

# Tokens from a predecessor over the verb to the successor, at most.
AWAY = 5


@dataclass(frozen=True, slots=True)
class Fits:
    """Judges the name behind a title where words have cases; elsewhere any fits."""

    between: Between

    def may_hold(self, scene: Scene, title: Title, name: Placed, *, comma: bool) -> bool:
        """Whether the name behind a title, a comma between or not, may be its holder's."""
        if not self.between.instrumental or title.plural:
            return True
        if self.of_relative(scene, title):
            return False
        return comma or self._agrees(scene, title, name)

    def of_relative(self, scene: Scene, title: Title) -> bool:
        """Whether a title in the genitive only says whose kin somebody is: «супруга мэра X»."""
        kin = self.between.kin.covers(scene.tokens, title.first - 1, title.first) if title.first else False
        return kin and "g" in morphology.cases(scene.tokens[title.head_at].lower, self.between.language, number="sing")

    def _agrees(self, scene: Scene, title: Title, name: Placed) -> bool:
        """Whether name and honorific can stand in the case of the title: "внучка капитана г-жа X" and «указом президента Анна Ивановна» are none."""
        language, head = self.between.language, scene.tokens[title.head_at].lower
        said = morphology.cases(head, language, number="sing")
        if name.begin < name.first:
            honoured = morphology.cases(scene.tokens[name.begin].lower, language, number="sing")
            return bool(said & (honoured | self.between.instrumental))
        if said == morphology.ALL_CASES or said & (self.between.instrumental | {"n"}) or head == title.head.split()[0]:
            return True
        parts = [t.text for t in scene.tokens[name.first : name.last] if t.is_word]
        if parts and parts[0].lower() in morphology.words_of(language).list("names"):
            return True  # "проректору Ван Мэйлин": such names often stay as they are.
        told = any(morphology.name_kind(part, language) is not morphology.NameKind.UNKNOWN for part in parts)
        return not told or bool(name_case(parts, language, within=said) & said)

    def named_next(self, scene: Scene, title: Title, names: Sequence[Placed]) -> tuple[int, str] | None:
        """Who a pronoun right behind a title says that it is: «выбрали декана: им стала X»."""
        at = title.last
        if at + 1 >= len(scene.tokens) or scene.tokens[at].is_word or title.plural:
            return None
        found = self.between.becoming.at(scene.tokens, at + 1)
        begins = {begin: n for n, p in enumerate(names) for begin in (p.begin, p.first)}
        near = range(found.end, found.end + AWAY) if found is not None else range(0)
        number = next((begins[n] for n in near if n in begins), None)
        return None if number is None else (number, "verb")

    def resumed(self, scene: Scene, titles: Sequence[Title], names: Sequence[Placed], links: Sequence[Link]) -> list[Link]:
        """Titles that open a sentence as subjects and mean the one person of the sentence before, of whom none is told: "X visited us. The minister of trade said"; where words have no cases, the person must have spoken."""
        found: list[Link] = []
        if not (self.between.instrumental or self.between.postposed):
            return found
        held, known = {k.title for k in links}, {k.name for k in links}
        for number, title in enumerate(titles):
            here = scene.sentence(title.first)
            before = [n for n, p in enumerate(names) if scene.sentence(p.first) == here - 1]
            if number in held or len(before) != 1 or before[0] in known or not self._is_subject(scene, title):
                continue
            if not (self.between.instrumental or self._spoke(scene, names[before[0]])):
                continue
            if not any(scene.sentence(p.first) == here for p in names):
                found.append(Link(number, before[0], "onward"))
        return found

    def _spoke(self, scene: Scene, name: Placed) -> bool:
        """Whether a quotation mark stands in the sentence of a name."""
        here, at = scene.sentence(name.first), name.first
        while at and scene.sentence(at - 1) == here:
            at -= 1
        while at < len(scene.tokens) and scene.sentence(at) == here and scene.tokens[at].text not in OPENING:
            at += 1
        return at < len(scene.tokens) and scene.sentence(at) == here

    def _is_subject(self, scene: Scene, title: Title) -> bool:
        """Whether a title with a complement opens its sentence in the nominative, a verb behind it; where words have no cases, an article before it and a small word that goes on with no phrase."""
        tokens, language = scene.tokens, self.between.language
        first = self.between.back_over(scene, title.first, self.between.articles)
        opens = not first or scene.sentence(first - 1) != scene.sentence(first)
        whole = opens and not title.plural and title.core_last < title.last < len(tokens)
        if not self.between.instrumental:
            grammar, behind = self.between.grammar, tokens[title.last] if whole else None
            linked = behind is None or behind.lower in grammar.conjunctions or grammar.prepositions.at(tokens, title.last)
            return first < title.first and not linked and behind is not None and behind.is_word and behind.text.islower()
        named = whole and "n" in morphology.cases(tokens[title.head_at].lower, language, number="sing")
        return named and morphology.is_verb(tokens[title.last].text, language)

    def successor(self, scene: Scene, title: Title, names: Sequence[Placed]) -> tuple[int, str] | None:
        """Who replaces the one named right behind a title: «на посту директора Ивана Котова сменила X», «Ивана Котова на посту директора сменила X»."""
        at = self.between.back_over(scene, title.first, self.between.posts)
        if at == title.first or title.plural:
            return None
        before = next((p for p in names if title.last in {p.begin, p.first}), None)
        verb = self.between.replacing.at(scene.tokens, before.last if before is not None else title.last)
        if verb is None:
            return None
        begins = {begin: n for n, p in enumerate(names) for begin in (p.begin, p.first)}
        found = next((begins[n] for n in range(verb.end, verb.end + AWAY) if n in begins), None)
        return None if found is None else (found, "verb")
