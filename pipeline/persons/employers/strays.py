"""Institutions in a title that nothing else has found: capitals before the head, an acronym behind it, a noun that names bodies."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.lexicon import Lexicon
from pipeline.persons.employers.bodies import Body
from pipeline.persons.employers.genitives import Genitives
from pipeline.persons.employers.offices import Offices
from pipeline.persons.employers.unheard import Unheard
from pipeline.persons.employers.wording import Post, Wording
from pipeline.persons.holders.between import CELL, DASHES
from pipeline.persons.holders.links import Placed
from pipeline.persons.phrases import Phrases
from pipeline.persons.scene import Scene
from pipeline.persons.titles.grammar import Title
from pipeline.persons.tokens import Token

__all__ = ["Strays"]


class Strays:
    """Splits off institutions that only the title names. Words read: housing, and those of `Offices`, `Genitives` and `Unheard`."""

    def __init__(self, lexicon: Lexicon, offices: Offices, wording: Wording) -> None:
        self.grammar = offices.grammar
        self.offices, self.wording = offices, wording
        self.genitives = Genitives(lexicon, offices, wording)
        self.housing = Phrases(lexicon.list("housing"))
        self.unheard = Unheard(lexicon, offices, wording)

    def post(self, scene: Scene, title: Title) -> Post | None:
        """The title and the institution that only it names."""
        unknown = self.genitives.in_brackets(scene, title) or self._before_core(scene, title) or self._housed(scene, title)
        unknown = unknown or self.genitives.post(scene, title)
        unknown = unknown or self._unclaimed(scene, title) or self._acronym(scene, title)
        return unknown or self.genitives.capitalised(scene, title) or self.unheard.post(scene, title)

    def signed(self, scene: Scene, title: Title, holder: Placed, bodies: Sequence[Body]) -> Post | None:
        """The title of a signature and the institution in the line below: name, title and institution, each with its own, or in a cell, or between dashes; in Arabic in a bracket too."""
        tokens, line = scene.tokens, title.last + 1
        alone = title.first == holder.last + 1 and line < len(tokens) and title.first == title.core_first
        glued = bool(self.grammar.affixes)
        mark = tokens[holder.last].text if alone else ""
        bracket = glued and mark == "("
        parted = alone and tokens[title.last].text == ("،" if bracket else mark)
        if not parted or not (bracket or tokens[title.last].is_break or mark in DASHES | {CELL}):
            return None
        line = self.grammar.phrases.skip_articles(tokens, line)
        if line >= len(tokens) or not (tokens[line].is_capital or (glued and not tokens[title.last].is_break)):
            return None
        said = self.wording.said(scene, title, title.core_first, title.last)
        if (body := next((b for b in bodies if b.first == line), None)) is not None:
            return Post(said, body.name, "housed")
        end = line
        while end < len(tokens) and not tokens[end].is_break and tokens[end].text not in {*",،;؛()–-", CELL}:
            if tokens[end].text[0].isdigit() or tokens[end].text in "@:/.":
                return None
            end += 1
        headed = any(self.grammar.heads.at(tokens, at) is not None for at in range(line, end))
        placed = scene.places.get(line) == end
        return Post(said, scene.between(line, end), "housed") if end - line > 1 and not headed and not placed else None

    def _before_core(self, scene: Scene, title: Title) -> Post | None:
        """An institution by its capitals before the head: "KNU Rector"."""
        owned = title.first < title.core_first and scene.tokens[title.core_first - 1].lower == "'s"
        if title.first == title.core_first or (owned and not scene.tokens[title.first].is_all_capitals):
            return None
        name = scene.between(title.first, title.core_first - owned)
        return Post(self.wording.said(scene, title, title.core_first, title.last), name, "acronym")

    def _acronym(self, scene: Scene, title: Title) -> Post | None:
        """An institution by its capitals at the end: "Director, KNU"."""
        end = title.last - 1
        token = scene.tokens[end]
        if (inner := self._inner_acronym(scene, title) or self._seated_acronym(scene, title)) is not None:
            return inner
        behind = end >= title.core_last if self.grammar.genitive else end > title.core_last
        if not behind or not token.is_all_capitals or token.text in self.grammar.areas:
            return None
        start = self.wording.back(scene, end, title.core_last)
        if start == end and not self.grammar.genitive:
            return None
        return Post(self.wording.said(scene, title, title.core_first, start), token.text, "acronym")

    def _inner_acronym(self, scene: Scene, title: Title) -> Post | None:
        """An acronym in the middle of a complement without prepositions: "советник ректора АТУ по науке"."""
        if not self.grammar.genitive:
            return None
        for at in range(title.core_last, title.last - 1):
            token = scene.tokens[at]
            if token.is_all_capitals and token.text not in self.grammar.areas and at not in scene.places:
                left = self.wording.said(scene, title, title.core_first, at)
                return Post(f"{left} {self.wording.said(scene, title, at + 1, title.last)}", token.text, "acronym")
        return None

    def _seated_acronym(self, scene: Scene, title: Title) -> Post | None:
        """An acronym between "of" and where its house stands: "cheffe du bureau de l'OMEF | à Conakry"."""
        if self.grammar.genitive:
            return None
        for at in range(title.core_last + 1, title.last - 1):
            token = scene.tokens[at]
            start = self.wording.back(scene, at, title.core_last)
            behind = self.grammar.prepositions.at(scene.tokens, at + 1)
            led = start < at and behind is not None and behind.end < title.last and scene.tokens[behind.end].is_capital
            if led and token.is_all_capitals and len(token.text) > 1 and token.text not in self.grammar.areas:
                left = self.wording.said(scene, title, title.core_first, start)
                return Post(f"{left} {self.wording.said(scene, title, at + 1, title.last)}", token.text, "acronym")
        return None

    def _housed(self, scene: Scene, title: Title) -> Post | None:
        """An institution that nothing else has found, behind a preposition that leads to one: "manager at Brightwave"."""
        tokens = scene.tokens
        if self.offices.of_state(scene, title):
            return None
        for at in range(title.core_last, title.last - 1):
            link = self.housing.at(tokens, at)
            first = self.grammar.phrases.skip_articles(tokens, link.end) if link is not None else title.last
            if first >= title.last or first in scene.places:
                continue
            plain = tokens[first].lower not in self.grammar.units and not self.unheard.field(tokens, first, title.last)
            if tokens[first].is_capital and plain:
                name = scene.between(first, title.last).split(" (")[0].strip('"”»')
                return Post(self.wording.said(scene, title, title.core_first, at), name, "housed")
        return None

    def _unclaimed(self, scene: Scene, title: Title) -> Post | None:
        """An institution that nothing else has found, by a noun that institutions begin or end with."""
        company = self.offices.kinds.get(title.head) == "corporate"
        for at in range(title.core_last, title.last - 1):
            first, tokens = self._noun_phrase(scene, title, at), scene.tokens
            if first is not None and self._common(scene, title, first) and not self._general(tokens, at, first):
                return self.genitives.split_off(scene, title, at, first)
            if first is None or not scene.tokens[first].is_capital:
                continue
            company = company and (at == title.core_last or not self.grammar.loose)
            if first in scene.places and not self.grammar.phrases.names_unit(scene.tokens, first):
                continue
            organ = self.unheard.noun(tokens[: title.last], first) in self.grammar.units and not self.grammar.loose
            if (company and not organ and not self.unheard.field(scene.tokens, first, title.last)) or (
                first < title.last - 1 and self._names_body(scene.tokens, first, title.last)
            ):
                return self.genitives.split_off(scene, title, at, first)
        return None

    def _general(self, tokens: Sequence[Token], at: int, first: int) -> bool:
        """Whether "of" leads to a noun without article, which says a sort and no body: "directrice d'agence"."""
        return tokens[at].lower in self.unheard.body_links and not self.unheard.owning.covers(tokens, at, first)

    def _common(self, scene: Scene, title: Title, first: int) -> bool:
        """Whether a noun in small letters heads a name, where a language writes them so: "du tribunal de Morne"."""
        if not self.grammar.loose or self.offices.of_state(scene, title):
            return False
        word = self.offices.key(scene.tokens[first].lower)
        if word in self.unheard.organs:
            return False
        fits = word in self.offices.anaphors and word not in self.grammar.units and scene.tokens[first].text.islower()
        found = self.grammar.prepositions.at(scene.tokens, first + 1)
        seated = found is not None and scene.places.get(found.end) == title.last
        return fits and not seated and scene.tokens[title.last - 1].is_capital and title.last - first > 1

    def _noun_phrase(self, scene: Scene, title: Title, at: int) -> int | None:
        """Where the noun phrase begins that a preposition, a comma or a genitive attaches at a token."""
        tokens = scene.tokens
        joined = tokens[title.last - 2].lower in self.grammar.conjunctions
        if tokens[at].text == "," and not joined and {tokens[at + 1].lower, tokens[title.last - 1].lower} & self.grammar.nouns:
            return at + 1
        if self.grammar.genitive and at == title.core_last:
            return at
        found = self.grammar.prepositions.at(tokens, at)
        first = self.grammar.phrases.skip_articles(tokens, found.end) if found is not None else title.last
        return first if first < title.last else None

    def _names_body(self, tokens: Sequence[Token], first: int, last: int) -> bool:
        """Whether a phrase begins (behind adjectives in a language of cases; or, where modifiers come first, ends) with a noun that names institutions."""
        ends = {self.offices.key(tokens[first].lower)}
        if self.grammar.genitive and not self.grammar.affixes:
            noun = first
            while noun + 1 < last and self.genitives.qualifies(tokens[noun].text):
                noun += 1
            ends.add(self.offices.key(tokens[noun].lower))
        if not (self.grammar.loose or self.grammar.genitive):
            at = first
            while at + 1 < last and tokens[at + 1].is_capital:
                at += 1
            # "Community Services" is a field, by its last word.
            ends = ends | {tokens[at].lower} if tokens[at].lower not in self.unheard.fields else {tokens[at].lower}
        # "Regional Business" is a field, by all its words.
        field = not (self.grammar.loose or self.grammar.genitive) and self.unheard.field(tokens, first, last)
        nouns = {e for e in ends if e in self.offices.anaphors and e not in self.grammar.units}
        return any(not (field and "*" in self.offices.anaphors[e]) for e in nouns)
