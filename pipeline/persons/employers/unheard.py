"""Institutions in a title that no grammar of names knows: "President of Fairseed", "cheffe du bureau des opérations de la Force bleue"."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.lexicon import Lexicon
from pipeline.persons.employers.offices import Offices
from pipeline.persons.employers.wording import Post, Wording
from pipeline.persons.phrases import Phrases
from pipeline.persons.scene import Scene
from pipeline.persons.titles.grammar import Title
from pipeline.persons.tokens import Token

__all__ = ["Unheard"]

# Small words between "of" and the noun of a body: "of the Danish shipping company Nordsund".
MOST_SMALL = 4
# Tokens of "of the".
MOST_LINK = 2


class Unheard:
    """Splits off institutions by where their capitals stand.

    Words read: bodied (posts that are held at bodies and have no field), field_nouns and field_endings (of what departments
    are called after), sent_to (posts of who stands for a body in a place), sent_links (before that place), owning_links ("du", "de la": before a body, and not before a field).
    """

    def __init__(self, lexicon: Lexicon, offices: Offices, wording: Wording) -> None:
        self.grammar, self.offices, self.wording = offices.grammar, offices, wording
        self.bodied, self.sent = frozenset(lexicon.list("bodied")), frozenset(lexicon.list("sent_to"))
        self.fields = frozenset(w.lower() for w in lexicon.list("field_nouns"))
        self.sent_links = Phrases(lexicon.list("sent_links"))
        self.owning = Phrases(lexicon.list("owning_links"), elisions=self.grammar.elisions)
        self.organs = frozenset(word for organ in lexicon.list("organs") for word in organ.lower().split()[:1])
        self.common = Phrases(
            [*lexicon.list("public_fields"), *lexicon.list("inner_fields")],
            elisions=self.grammar.elisions,
            key=self.grammar.key,
        )

    def post(self, scene: Scene, title: Title) -> Post | None:
        """The title and the institution that only its capitals name; None in a language whose posts are not listed."""
        if not self.bodied or self.offices.kind(scene, title) in {"civic", "minister"}:
            return None
        for at in range(title.core_last, title.last - 1):
            link = self.grammar.prepositions.at(scene.tokens, at)
            if link is None:
                continue
            if (called := self._called(scene, title, link.end)) is not None:
                return self._split(scene, title, (at, called, title.last))
            first = self.grammar.phrases.skip_articles(scene.tokens, link.end)
            if first < title.last and self._proper(scene, first) and self._body(scene, title, at, first=first):
                return self._split(scene, title, (at, first, title.last))
            if first < title.last and self._proper(scene, first) and (seat := self._seat(scene, title, first)):
                return self._split(scene, title, (at, first, seat))
        return None

    def field(self, tokens: Sequence[Token], first: int, last: int) -> bool:
        """Whether a phrase is what a department is called after: all its words are, or it begins as such fields do."""
        if self.common.at(tokens, first) is not None or self.grammar.fields.words.at(tokens, first) is not None:
            return True
        words = [t.lower for t in tokens[first:last] if t.is_word and t.lower not in self.grammar.joiners]
        words = words[:1] if self.grammar.loose else words
        return bool(words) and all(w in self.fields or w.endswith(self.grammar.field_endings or "\0") for w in words)

    def _proper(self, scene: Scene, first: int) -> bool:
        """Whether capitals begin that are no place, no part of a body and no known institution."""
        token = scene.tokens[first]
        noun = self._noun(scene.tokens, first)
        held = first in scene.institutions or token.lower in self.grammar.not_names
        held = held or noun in self.grammar.units or noun in self.organs
        place = scene.places.get(first, first)
        alone = place > first and not (place < len(scene.tokens) and scene.tokens[place].is_capital)
        return token.is_word and token.is_capital and not held and not alone

    def _noun(self, tokens: Sequence[Token], first: int) -> str:
        """The noun of capitals: their first word, or where modifiers come first their last before a small word."""
        at = first
        while not self.grammar.loose and at + 1 < len(tokens) and tokens[at + 1].is_word and tokens[at + 1].is_capital:
            at += 1
        return tokens[at].lower

    def _body(self, scene: Scene, title: Title, at: int, *, first: int) -> bool:
        """Whether capitals behind a link are a body's: of a post that has no field, behind a bracket or a field in small letters, or an acronym's."""
        tokens = scene.tokens
        if tokens[at - 1].text in ")）" or self._shouted(scene, title, first):
            return True
        if self._is_bodied(scene, title):
            led = self.grammar.loose and tokens[first - 1].text.islower() and first - at > 1
            return at == title.core_last and (led or not self.field(tokens, first, title.last))
        if not self.grammar.loose or first - at > MOST_LINK or not self._definite(tokens, at, first):
            return False
        inner = range(title.head_at + 1, at)
        fielded = any(self.grammar.prepositions.at(tokens, n) is not None for n in inner)
        small = fielded and all(not t.is_capital for t in tokens[title.core_last : at])
        return small and tokens[at - 1].is_word and tokens[at - 1].lower not in self.grammar.units

    def _definite(self, tokens: Sequence[Token], at: int, first: int) -> bool:
        """Whether "of" leads to a name with an article, written to it or behind it, and no post: "du", "de la", "del", no "de", no "del Rector"."""
        led = self.owning.covers(tokens, at, first)
        return led and self.grammar.heads.at(tokens, first) is None

    def _is_bodied(self, scene: Scene, title: Title) -> bool:
        words = title.head.split()
        core = " ".join(t.lower for t in scene.tokens[title.core_first : title.core_last])
        return bool({title.head, core, words[0] if self.grammar.loose else words[-1]} & self.bodied)

    def _shouted(self, scene: Scene, title: Title, first: int) -> bool:
        """Whether a name begins with an acronym: "HC Ajoie"."""
        tokens = scene.tokens
        opens = tokens[first].is_all_capitals and tokens[first].text not in self.grammar.areas
        return opens and first + 1 < title.last and tokens[first + 1].is_capital and not tokens[first + 1].is_all_capitals

    def _called(self, scene: Scene, title: Title, at: int) -> int | None:
        """Where the name begins that a noun for a company introduces: "of shipping company | Nordsund", up to the end of the title."""
        tokens = scene.tokens
        end = next((n for n in range(at, min(at + MOST_SMALL + 1, title.last)) if tokens[n].is_capital), None)
        if end is None or end == at or not self._proper(scene, end):
            return None
        lead = [t.lower for t in tokens[at:end]]
        noun = lead[-1] in self.offices.bodies or (not self.grammar.loose and lead[-1] in self.offices.anaphors)
        if self.grammar.loose and not noun:
            noun = next((w in self.offices.bodies for w in lead if w not in self.grammar.joiners), False)
            noun = noun and not self.grammar.prepositions.covers(tokens, end - 1, end)
        capitals = all(t.is_capital or t.lower in self.grammar.joiners for t in tokens[end : title.last])
        return end if noun and capitals else None

    def _seat(self, scene: Scene, title: Title, first: int) -> int:
        """Index behind the body for which somebody stands in the place that ends a title: "Representative of Clear Reefs | in Samoa"; 0 where none is."""
        words = title.head.split()
        if title.head not in self.sent and (words[0] if self.grammar.loose else words[-1]) not in self.sent:
            return 0
        for at in range(first + 1, title.last - 1):
            found = self.sent_links.at(scene.tokens, at)
            place = self.grammar.phrases.skip_articles(scene.tokens, found.end) if found is not None else title.last
            if place < title.last and scene.places.get(place) == title.last:
                return at
        return 0

    def _split(self, scene: Scene, title: Title, cut: tuple[int, int, int]) -> Post:
        """The post less a body: where its link begins, where it begins and ends."""
        at, first, end = cut
        name = scene.between(first, end).split(" (")[0].strip(' ,;"»”')
        left = self.wording.said(scene, title, title.core_first, self.wording.back(scene, at, title.core_last))
        return Post(f"{left} {self.wording.said(scene, title, end, title.last)}".strip(), name, "housed")
