"""Titles that point to a body named elsewhere: "director of the institute", "the college's Principal", «директор института»."""

from __future__ import annotations

from pipeline import morphology
from pipeline.persons.employers.bearings import Bearings
from pipeline.persons.employers.bodies import Body, latest
from pipeline.persons.employers.offices import Offices
from pipeline.persons.employers.wording import Post, Wording
from pipeline.persons.phrases import Phrases
from pipeline.persons.scene import Scene
from pipeline.persons.titles.grammar import Title
from pipeline.persons.tokens import tokenise

__all__ = ["Pointing"]


class Pointing:
    """Finds what the nouns in a title point to. `definite`: articles and possessives that make a noun point."""

    def __init__(self, offices: Offices, definite: Phrases, wording: Wording) -> None:
        self.grammar = offices.grammar
        self.offices, self.definite, self.wording = offices, definite, wording
        self.fresh = offices.fresh

    def post(self, bearings: Bearings, title: Title) -> Post | None:
        """Words that point to a body named elsewhere: "of the institute", "at the Ministry", "at Maribor's Faculty"."""
        if self.grammar.genitive and (post := self._by_noun(bearings, title)) is not None:
            return post
        scene = bearings.scene
        for at in range(title.core_last, title.last):
            owning = scene.tokens[at].lower == "'s" and at + 1 < title.last
            if owning and (body := self._owning(bearings, at)) is not None:
                first = body.first if body.last == at else at - 1
                left = self.wording.said(scene, title, title.core_first, first, strip=False)
                right = self.wording.said(scene, title, at + 1, title.last)
                words = left.split()
                if not words:  # "the President's Deputy", of the Office of the President
                    continue
                if words[-1].lower() != self.wording.possessive_article:
                    left = f"{left} {self.wording.possessive_article}"
                return Post(f"{left} {right}", body.name, "pointed")
            found = self.definite.at(scene.tokens, at)
            if found is None or found.end >= title.last or title.last - found.end > 4:
                continue
            if self._of_place(scene, found.end):
                continue
            words = self._nouns(scene, found.end, title.last)
            if self.offices.kind(scene, title) == "minister" and not any(w in self.offices.anaphors for w in words):
                continue
            if (body := bearings.references.match(words, at)) is not None:
                if body.centre and scene.tokens[found.end].lower in self.fresh:
                    body = bearings.references.main()
                start = min(self.wording.back(scene, i, title.core_last) for i in (at, found.end))
                if scene.tokens[start - 1].lower in self.grammar.conjunctions:
                    continue
                return Post(self.wording.said(scene, title, title.core_first, start), body.name, "pointed")
        return None

    def _owning(self, bearings: Bearings, at: int) -> Body | None:
        """The body right before a possessive mark, else the last one that has the word there in its name."""
        whole = next((b for b in bearings.bodies if b.last == at and b.first > 0), None)
        return whole or latest(bearings.bodies, bearings.scene.tokens[at - 1].lower, at)

    def possessor(self, bearings: Bearings, title: Title) -> Body | None:
        """The body that a noun means before the core: "the college's Principal"."""
        tokens, at = bearings.scene.tokens, title.core_first
        if title.first == at and at > 1 and tokens[at - 1].lower == "'s" and tokens[at - 2].is_capital:
            return self._brand(bearings, at - 2)
        if title.first != at - 2 or tokens[at - 1].lower != "'s":
            return None
        return bearings.references.match([self.offices.key(tokens[title.first].lower)], title.first)

    def compounded(self, bearings: Bearings, title: Title) -> Body | None:
        """Where modifiers come first, the centre that a noun before the last of a core means: "branch manager", of the Elm Branch."""
        if self.grammar.loose or self.grammar.genitive or self.grammar.affixes:
            return None
        for at in range(title.core_last - 2, title.core_first - 1, -1):
            word = self.offices.key(bearings.scene.tokens[at].lower)
            centres = [b for b in bearings.bodies if b.centre and bearings.references.heads(word, b.name)]
            if centres:
                return bearings.references.spoken_of(centres, at)
        return None

    def _brand(self, bearings: Bearings, at: int) -> Body | None:
        """The body that is called by its first word alone before a possessive: "Orbitel's | Head of Sales" of Orbitel Ltd; a company before others."""
        word = bearings.scene.tokens[at].text
        if at in bearings.scene.places or any(n.first <= at < n.last for n in bearings.names):
            return None
        called = [b for b in bearings.bodies if b.name.partition(" ")[0] == word]
        return next((b for b in called if b.kind == "company" and b.name != word), called[0] if called else None)

    def sited(self, bearings: Bearings, title: Title) -> Post | None:
        """The post of a centre told by its town alone: "centre coordinator in Ballina", at the Ballina River Watch Centre."""
        scene = bearings.scene
        found = self.grammar.prepositions.at(scene.tokens, title.core_last)
        if found is None or found.end + 1 != title.last or self.offices.kinds.get(title.head) != "centre":
            return None
        town = scene.tokens[found.end]
        names = {b.name for b in bearings.bodies if b.centre and town.is_capital and town.text in b.name.split()}
        if len(names) != 1:
            return None
        return Post(self.wording.said(scene, title, title.core_first, title.core_last), names.pop(), "pointed")

    def adrift(self, bearings: Bearings, title: Title) -> bool:
        """Whether the noun that a title ends with points to a body of a kind that the text does not name: "the university's president"."""
        noun = title.last - 1
        if not self.grammar.affixes or noun != title.core_last or not self._definite(bearings.scene.tokens[noun].text):
            return False
        word = self.offices.key(bearings.scene.tokens[noun].lower)
        kind = self.offices.body_kind(word) if word in self.offices.anaphors and word not in self.offices.generic else ""
        return bool(kind) and all(b.kind != kind for b in bearings.bodies)

    def elsewhere(self, bearings: Bearings, title: Title) -> bool:
        """Whether a title is of a body told by more than its noun, which the text does not name: "presidente de la asociación | de padres"."""
        tokens = bearings.scene.tokens
        if not self.grammar.loose:
            return False
        for noun in range(title.core_last + 1, title.last - 2):
            found = self.definite.at(tokens, noun - 1)
            whole = found is not None and found.end == noun and self._bodily(bearings.scene, noun)
            if whole and self.grammar.prepositions.at(tokens, noun + 1) is not None and tokens[title.last - 1].text.islower():
                return self.offices.key(tokens[noun].lower) not in self.offices.generic
        return False

    def before(self, scene: Scene, title: Title) -> int:
        """Index before "of the association" at the end of a title: it points to a body, though nothing says by what name."""
        noun = title.last - 1
        if noun > title.core_last and self.offices.key(scene.tokens[noun].lower) in self.offices.districts:
            noun -= 1
        if noun < title.core_last or not self._bodily(scene, noun):
            return title.last
        if self.grammar.affixes:
            definite = self.grammar.affixes.definite(scene.tokens[noun].text)
            return self.wording.back(scene, noun, title.core_last) if definite else title.last
        if self.grammar.genitive:
            return noun if self._alone(scene, title, noun) else title.last
        first = noun
        while self.grammar.loose and first - 1 > title.core_last and self.definite.at(scene.tokens, first - 1) is None:
            if not self.grammar.dropped.covers(scene.tokens, first - 1, first):
                break
            first -= 1
        found = self.definite.at(scene.tokens, first - 1) if first > title.core_last else None
        definite = found is not None and found.end == first
        noun = first if definite else noun
        start = self.wording.back(scene, noun, title.core_last) if definite else title.last
        return title.last if scene.tokens[start - 1].lower in self.grammar.conjunctions else start

    def _bodily(self, scene: Scene, noun: int) -> bool:
        """Whether a word in small letters is the noun of a whole body, no inner unit."""
        if scene.tokens[noun].is_capital or self._several(scene.tokens[noun].lower):
            return False
        word = self.offices.key(scene.tokens[noun].lower)
        known = word in self.offices.anaphors or word in self.offices.bodies or word in self.offices.generic
        return known and word not in self.offices.inner

    def _several(self, word: str) -> bool:
        """In a language of cases, whether a word can but be a plural."""
        language = self.grammar.language
        return morphology.inflects(language) and all(p.tag.number == "plur" for p in morphology.parses_of(word, language))

    def _alone(self, scene: Scene, title: Title, noun: int) -> bool:
        """Whether in a language of cases a noun stands without adjective or preposition, behind the head or what it is the head of."""
        if noun == title.core_last:
            return True
        before = scene.tokens[noun - 1]
        linked = before.lower in self.grammar.conjunctions or self.grammar.prepositions.covers(scene.tokens, noun - 1, noun)
        return before.text.islower() and not linked and not morphology.is_adjective(before.text, self.grammar.language)

    def _of_place(self, scene: Scene, at: int) -> bool:
        """Where nouns of bodies are written small: whether the word behind an article is a name ("embajador del Japón"), and points to nothing."""
        token = scene.tokens[at]
        word = self.offices.key(token.lower)
        return (
            self.grammar.loose and token.is_capital and not self.offices.bodily(token.lower) and word not in self.grammar.units
        )

    def _nouns(self, scene: Scene, first: int, last: int) -> list[str]:
        """The nouns of a phrase that points, less what says only that it is new."""
        while first + 1 < last and (found := self.grammar.dropped.at(scene.tokens, first)) is not None and found.end < last:
            first = found.end
        tokens = [t for t in scene.tokens[first:last] if t.is_word and t.lower not in self.grammar.joiners]
        words = [self.offices.key(t.lower) for t in tokens]
        return words if len(words) < 2 or words[0] not in self.offices.light else words[1:]

    def _last(self, bearings: Bearings, title: Title) -> Post | None:
        """A noun that ends a title or stands before a preposition: "head of the board of the agency", «начальник отдела связей колледжа».

        It has its article where that is glued, else the genitive.
        """
        scene = bearings.scene
        for at in range(title.core_last, title.last):
            word = scene.tokens[at].text
            key = self.offices.key(word)
            last = at + 1 == title.last or self.grammar.prepositions.at(scene.tokens, at + 1) is not None
            last = last or self._glued(scene.tokens[at + 1].text)
            if (
                not last
                or not (key in self.offices.anaphors or (at == title.core_last and bearings.references.stands_for(key)))
                or key in self.grammar.units
                or not self._definite(word)
                or self._agrees(scene, title, at)
                or (self.grammar.genitive and at in scene.inside)
            ):
                continue
            body = bearings.references.match([key], at)
            if body is not None:
                owned = (n for n in (2, 1) if at - n > title.core_last and self.definite.covers(scene.tokens, at - n, at))
                cut = self.wording.back(scene, at - next(owned, 0), title.core_last)
                left, right = (
                    self.wording.said(scene, title, title.core_first, cut),
                    self.wording.said(scene, title, at + 1, title.last),
                )
                return Post(f"{left} {right}".strip(), body.name, "pointed")
        return None

    def _agrees(self, scene: Scene, title: Title, at: int) -> bool:
        """Where the article is glued: whether a word with it is the adjective of the one before: «للشؤون الأكاديمية»."""
        affixes = self.grammar.affixes
        if not affixes or at <= title.core_last or not scene.tokens[at].text.startswith(affixes.article):
            return False
        return affixes.definite(scene.tokens[at - 1].text)

    def _glued(self, word: str) -> bool:
        """Whether "to the" or "in the" is written to a word: «نائب مدير الجامعة | للبحث العلمي»."""
        affixes = self.grammar.affixes
        return bool(affixes) and word.startswith((affixes.to_the, *(p + affixes.article for p in affixes.governing)))

    def _definite(self, word: str) -> bool:
        """Whether a noun may point: by its article, or in a language of cases by the genitive."""
        if self.grammar.affixes:
            return self.grammar.affixes.definite(word)
        return "g" in morphology.cases(word, self.grammar.language)

    def _by_noun(self, bearings: Bearings, title: Title) -> Post | None:
        """The same without article: "директор института", also with more behind it ("директор института по науке")."""
        scene, at = bearings.scene, title.core_last
        end = title.last
        kind = self.offices.kind(scene, title)
        placed = at < end and (scene.tokens[at].is_capital or any(n in scene.places for n in range(at, end)))
        if kind == "minister" or (kind == "civic" and placed):
            return None
        if at + 1 < end and self.grammar.prepositions.at(scene.tokens, at + 1) is not None:
            end = at + 1
        if not 0 < end - at <= 3:
            return self._last(bearings, title)
        while (head := self.grammar.heads.at(scene.tokens, at)) is not None and head.end < end:
            at = head.end
        begin = at
        while self.grammar.affixes and at + 1 < end and scene.tokens[at].text in self.grammar.affixes.prefixes:
            at += 1
        words = [self.offices.key(t.text) for t in scene.tokens[at:end] if t.is_word]
        body = bearings.references.match([w for w in words if self.definite.at(tokenise(w), 0) is None], at)
        if body is None:
            return self._last(bearings, title)
        left, right = self.wording.said(scene, title, title.core_first, begin), self.wording.said(scene, title, end, title.last)
        return Post(f"{left} {right}".strip(), body.name, "pointed")
