"""Institutions in a title that no grammar of names knows: "President of Fairseed", "cheffe du bureau des opérations de la Force bleue"."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline import gazetteer
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
# Letters of an acronym that is no initial of a field, at least.
SHORTEST_ACRONYM = 3


class Unheard:
    """Splits off institutions by where their capitals stand.

    Words read: bodied (posts that are held at bodies and have no field), unbodied (posts at works, that are no bodies: "editor of"), field_nouns and field_endings (of what departments
    are called after), single_names (whether one capital behind "of" is a body's and no field's), body_links ("of"), owning_links ("du", "de la": before a body, and before no field), sent_to (posts of who stands for a
    body in a place), sent_links (before that place).
    """

    def __init__(self, lexicon: Lexicon, offices: Offices, wording: Wording) -> None:
        self.grammar, self.offices, self.wording = offices.grammar, offices, wording
        self.bodied, self.sent = frozenset(lexicon.list("bodied")), frozenset(lexicon.list("sent_to"))
        self.fields = frozenset(w.lower() for w in lexicon.list("field_nouns"))
        self.sent_links = Phrases(lexicon.list("sent_links"))
        self.owning = Phrases(lexicon.list("owning_links"), elisions=self.grammar.elisions)
        self.single_names = bool(lexicon.words.get("single_names", False))
        self.unbodied = frozenset(lexicon.list("unbodied"))
        self.body_links = frozenset(lexicon.list("body_links"))
        self.boards = frozenset(organ.lower().split()[-1] for organ in lexicon.list("organs"))
        self.organs = frozenset(word for organ in lexicon.list("organs") for word in organ.lower().split()[:1])
        self.common = Phrases(
            [*lexicon.list("public_fields"), *lexicon.list("inner_fields")],
            elisions=self.grammar.elisions,
            key=self.grammar.key,
        )

    def post(self, scene: Scene, title: Title) -> Post | None:
        """The title and the institution that only its capitals name; None in a language whose posts are not listed."""
        if not self.bodied or title.head in self.unbodied or self.offices.of_state(scene, title):
            return None
        for at in range(title.core_last, title.last - 1):
            link = self.grammar.prepositions.at(scene.tokens, at)
            before = scene.tokens[at - 1].lower
            organ = before in self.boards and not self.grammar.loose
            if link is None or (at > title.core_last and before in self.grammar.units and not organ):
                continue
            if (called := self._called(scene, title, link.end)) is not None:
                return self._split(scene, title, (at, called, title.last))
            first = self.grammar.phrases.skip_articles(scene.tokens, link.end)
            if first >= title.last or not self._proper(scene, first, title.last):
                continue
            seat = self._seat(scene, title, first)
            if self._body(scene, title, at, first=first) or (seat < title.last and self._is_sent(title)):
                return self._split(scene, title, (at, first, seat))
        return None

    def field(self, tokens: Sequence[Token], first: int, last: int) -> bool:
        """Whether a phrase is what a department is called after: all its words are, or it begins as such fields do."""
        if self.common.at(tokens, first) is not None or self.grammar.fields.words.at(tokens, first) is not None:
            return True
        words = [t.lower for t in tokens[first:last] if t.is_word and t.lower not in self.grammar.joiners]
        words = words[:1] if self.grammar.loose else words
        return bool(words) and all(w in self.fields or w.endswith(self.grammar.field_endings or "\0") for w in words)

    def whole(self, tokens: Sequence[Token], first: int, last: int) -> bool:
        """Whether the noun of a part of a body heads the name of a whole one: a field in small letters and a name behind it, "Bureau des normes du Sahel"."""
        inner = [t for t in tokens[first + 1 : last - 1] if t.is_word and t.lower not in self.grammar.joiners]
        end = tokens[last - 1]
        small = any(t.text.islower() for t in inner) or (last - first > 1 and self.owning.covers(tokens, first + 1, last - 1))
        double = any(part[:1].isupper() for part in end.text.split("-")[1:])
        return self.grammar.loose and small and end.is_capital and (double or not self.field(tokens, last - 1, last))

    def _proper(self, scene: Scene, first: int, last: int) -> bool:
        """Whether capitals begin, in a title that ends at `last`, that are no place, no part of a body, no post and no known institution."""
        token = scene.tokens[first]
        noun = self.noun(scene.tokens[:last], first)
        held = first in scene.institutions or token.lower in self.grammar.not_names
        held = held or scene.between(first, last).split(" ")[0].rstrip(",;") in self.grammar.areas
        held = (
            held
            or (noun in self.grammar.units | self.organs and not self.whole(scene.tokens, first, last))
            or self._unit(scene.tokens[:last], first)
            or self.grammar.heads.at(scene.tokens, first) is not None
        )
        place = scene.places.get(first, first)
        alone = place > first and not (place < len(scene.tokens) and scene.tokens[place].is_capital)
        return token.is_word and token.is_capital and not held and not alone

    def _unit(self, tokens: Sequence[Token], first: int) -> bool:
        """Whether capitals are but the noun of a sort of place, or have that of a part behind "and": "Station", "Mass and Volume Section"."""
        if self.grammar.loose or not tokens[first].is_word:
            return False
        end = first
        while end < len(tokens) and (tokens[end].is_capital or tokens[end].lower in self.grammar.conjunctions):
            end += 1
        words = [t.lower for t in tokens[first:end]]
        return bool(words) and (words[-1] in self.grammar.units or (len(words) == 1 and bool(self.offices.sorts(words[0]))))

    def noun(self, tokens: Sequence[Token], first: int) -> str:
        """The noun of capitals: their first word, or where modifiers come first their last before a small word."""
        at = first
        while not self.grammar.loose and at + 1 < len(tokens) and tokens[at + 1].is_word and tokens[at + 1].is_capital:
            at += 1
        return tokens[at].lower

    def _body(self, scene: Scene, title: Title, at: int, *, first: int) -> bool:
        """Whether capitals behind a link are a body's: with an article, an acronym's, behind a bracket or a field, of several words, or of a post that has no field."""
        tokens, link = scene.tokens, scene.tokens[at].lower
        if self._behind_field(scene, title, at) and self._led(tokens, at, first):
            return True
        if self.field(tokens, first, title.last) or link not in self.body_links:
            own = self._led(tokens, at, first) or (self.grammar.loose and self._branded(tokens, first, title.last))
            return self._is_bodied(scene, title) and at == title.core_last and own
        if tokens[at - 1].text in ")）" or self._shouted(scene, title, first) or self._led(tokens, at, first):
            return True
        capitals = sum(t.is_capital for t in tokens[first : title.last])
        town = gazetteer.anywhere(scene.between(first, title.last))
        if at > title.core_last or self._is_bodied(scene, title):
            return not town
        some = any(t.lower in self.fields for t in tokens[first : title.last])
        taught = self.offices.kinds.get(title.head) == "academic"
        free = not some or (capitals > 1 and tokens[first].lower not in self.fields)
        single = self.single_names and not taught and free
        linked = self.grammar.loose and any(self.grammar.prepositions.at(tokens, n) for n in range(first + 1, title.last))
        plain = not self.grammar.loose and not some and (capitals > 1 or not tokens[first].lower.endswith("s"))
        return not town and (linked or plain or single)

    def _branded(self, tokens: Sequence[Token], first: int, last: int) -> bool:
        """Whether two capitals are all that stands here, "and" between: "présidente de | Terre et Partage"; no field and its adjective."""
        capitals = [t.is_capital for t in tokens[first:last] if t.lower not in self.grammar.conjunctions]
        qualified = len(capitals) == last - first and self.field(tokens, first, first + 1)
        return len(capitals) > 1 and all(capitals) and not qualified

    def _behind_field(self, scene: Scene, title: Title, at: int) -> bool:
        """Whether a field in small letters stands before a link, in the post's noun or behind it: "chef d'état-major | de la"."""
        tokens = scene.tokens
        inner = range(title.head_at + 1, at)
        fielded = self.grammar.loose and any(self.grammar.prepositions.at(tokens, n) is not None for n in inner)
        return fielded and tokens[at - 1].is_word and not any(t.is_capital for t in tokens[title.core_last : at])

    def _led(self, tokens: Sequence[Token], at: int, first: int) -> bool:
        """Whether "of" leads to a name with an article, written to it or behind it: "of the", "du", "de la", "del", no "de"."""
        return self.owning.covers(tokens, at, first)

    def _is_bodied(self, scene: Scene, title: Title) -> bool:
        words = title.head.split()
        core = " ".join(t.lower for t in scene.tokens[title.core_first : title.core_last])
        return bool({title.head, core, *words} & self.bodied)

    def _is_sent(self, title: Title) -> bool:
        words = title.head.split()
        return title.head in self.sent or (words[0] if self.grammar.loose else words[-1]) in self.sent

    def _shouted(self, scene: Scene, title: Title, first: int) -> bool:
        """Whether a name is or begins with an acronym: "HC Ajoie"."""
        token = scene.tokens[first]
        opens = token.is_all_capitals and token.text not in self.grammar.areas
        return opens and (first + 1 < title.last or len(token.text) >= SHORTEST_ACRONYM)

    def _called(self, scene: Scene, title: Title, at: int) -> int | None:
        """Where the name begins that a noun for a company introduces: "of shipping company | Nordsund", up to the end of the title."""
        tokens = scene.tokens
        end = next((n for n in range(at, min(at + MOST_SMALL + 1, title.last)) if tokens[n].is_capital), None)
        if end is None or end == at or not self._proper(scene, end, title.last):
            return None
        lead = [t.lower for t in tokens[at:end]]
        noun = lead[-1] in self.offices.bodies or (not self.grammar.loose and lead[-1] in self.offices.anaphors)
        if self.grammar.loose and not noun:
            noun = next((w in self.offices.bodies for w in lead if w not in self.grammar.joiners), False)
            noun = noun and not self.grammar.prepositions.covers(tokens, end - 1, end)
        capitals = all(t.is_capital or t.lower in self.grammar.joiners for t in tokens[end : title.last])
        return end if noun and capitals else None

    def _seat(self, scene: Scene, title: Title, first: int) -> int:
        """Index behind the body before the place that ends a title: "Representative of Clear Reefs | in Samoa"; where the title ends if none does."""
        for at in range(first + 1, title.last - 1):
            found = self.sent_links.at(scene.tokens, at)
            place = self.grammar.phrases.skip_articles(scene.tokens, found.end) if found is not None else title.last
            if place < title.last and scene.places.get(place) == title.last:
                return at
        return title.last

    def _split(self, scene: Scene, title: Title, cut: tuple[int, int, int]) -> Post:
        """The post less a body: where its link begins, where it begins and ends; the place behind stays with who is sent there."""
        at, first, end = cut
        name = scene.between(first, end).split(" (")[0].strip(' ,;"»”')
        left = self.wording.said(scene, title, title.core_first, self.wording.back(scene, at, title.core_last))
        right = self.wording.said(scene, title, end, title.last) if self._is_sent(title) else ""
        return Post(f"{left} {right}".strip(), name, "housed")
