"""Where a personal name may stand in Chinese text: behind a title, before an honorific or a verb, in a byline."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline.lexicon import Lexicon
from pipeline.persons.han.credits import HanCredits
from pipeline.persons.han.ends import DOTS, MOST_SYLLABLES
from pipeline.persons.han.titles import HanTitles
from pipeline.persons.phrases import Phrases
from pipeline.persons.scene import Scene
from pipeline.persons.shapes import Name
from pipeline.persons.titles.grammar import Title
from pipeline.persons.tokens import Token

__all__ = ["HanAnchors"]

BRACKETS = frozenset("（(")
# The longest description between "by" and a name.
OCCUPATION = 7
# The longest description of who is succeeded.
DESCRIBED = 12
# A name is longer that only a mark ends behind an occupation.
SHORTEST_WHOLE = 2
COMMAS = frozenset("，,")
COLONS = frozenset("：:。")
# Words between a name and what it says.
MOST_ADVERBS = 2


class HanAnchors(HanCredits):
    """Finds the names that something beside them anchors, each with its evidence."""

    def __init__(self, lexicon: Lexicon, titles: HanTitles) -> None:
        super().__init__(lexicon, titles)
        self.appointing = Phrases(lexicon.list("appointing"))
        self.each = Phrases(lexicon.list("respectively"))
        self.plural = tuple(lexicon.list("held_by_several"))
        self.announcing = Phrases(lexicon.list("announcing"))
        self.succeeding = Phrases(lexicon.list("succeeding"))
        self.being = Phrases(lexicon.list("being"))

    def _anchored(self, scene: Scene, titles: Sequence[Title]) -> Iterator[tuple[Name, str]]:
        yield from self._titled(scene, titles)
        tokens = scene.tokens
        for index in range(len(tokens)):
            if index not in scene.inside:
                yield from self._called_here(scene, index)
                yield from self._credits(scene, index)
                if self._begins_clause(tokens, index) or self._announced(tokens, index):
                    yield from self._subjects(scene, index)
        for first in scene.entities:
            name = self.name_at(scene, first) if self._opens(scene, first) or self._dotted(scene, first) else None
            if name is not None and (len(name.parts) > 1 or self._acts(tokens, name.last) or self._says(tokens, name.last)):
                yield name, "entity"
            if self._opens(scene, first) and (seen := self._entity(scene, first)) is not None:
                yield seen, "entity"

    def _called_here(self, scene: Scene, index: int) -> Iterator[tuple[Name, str]]:
        """The names that an honorific here ends, or that an occupation or a verb of appointing and succeeding introduces."""
        tokens = scene.tokens
        if self.honorifics.at(tokens, index) is not None and (name := self._ending(scene, index)) is not None:
            yield name, "honorific"
        if (occupation := self.occupations.at(tokens, index)) is not None:
            at = occupation.end
            name = self._composed(scene, at) or self.name_at(scene, at) or self._foreign(scene, at)
            if name is not None and self._speaks_or_acts(tokens, name):
                yield name, "speech"
        succeeded = self.succeeding.at(tokens, index)
        if succeeded is not None and (name := self._succeeded(scene, succeeded.end)) is not None:
            yield name, "title_after"
        if (name := self._appointed(scene, index)) is not None:
            yield name, "title_after"

    def _appointed(self, scene: Scene, index: int) -> Name | None:
        """The name behind a word of appointing that takes a post, or whose post somebody leaves."""
        opener = self.appointing.at(scene.tokens, index)
        if opener is None:
            return None
        name = self.name_at(scene, opener.end) or self._foreign(scene, opener.end)
        if name is None or self._takes(scene.tokens, name.last):
            return name
        left = self.titles.leaving.covers(scene.tokens, index, opener.end)
        return name if left and scene.between(name.last, name.last + 1) == self.titles.of else None

    def _subjects(self, scene: Scene, index: int) -> Iterator[tuple[Name, str]]:
        """The names that open a clause and say something or take a post, one or several of a list."""
        name = self._composed(scene, index) or self.name_at(scene, index)
        if name is None or name.last <= scene.places.get(index, 0):
            return
        names = [name, *self._enumerated(scene, name)]
        last = names[-1].last
        if self._says(scene.tokens, self._over_adverbs(scene.tokens, last)):
            yield from ((each, "speech") for each in names)
        elif self._takes(scene.tokens, last):
            yield from ((each, "title_after") for each in names)

    def _announced(self, tokens: Sequence[Token], index: int) -> bool:
        """Whether a word stands before a token that tells what is decided: 宣布|X任院长."""
        return any(self.announcing.covers(tokens, index - back, index) for back in (2, 3, 4) if back <= index)

    def _over_adverbs(self, tokens: Sequence[Token], at: int) -> int:
        """Behind one or two longer words between a name and what it says: 前几天打电话|说."""
        for _ in range(MOST_ADVERBS):
            found = None if self._says(tokens, at) else self.follow.at(tokens, at)
            at = found.end if found is not None and len(found.phrase) > 1 else at
        return at

    def _says(self, tokens: Sequence[Token], at: int) -> bool:
        return self.speech.at(tokens, at) is not None

    def _titled(self, scene: Scene, titles: Sequence[Title]) -> Iterator[tuple[Name, str]]:
        """The names behind titles, and behind the words for those who are sent for a group."""
        tokens = scene.tokens
        for title in titles:
            if self._as(scene, title) and (name := self.name_at(scene, title.last + 1)) is not None:
                yield name, "title_before"
            behind = self._over_marks(tokens, title.last)
            styled = self.prefixed.at(tokens, behind)
            behind = styled.end if styled is not None else behind
            entrusted = self.titles.entrusting.at(tokens, behind) or self.titles.copulas.at(tokens, behind)
            at = self._over_occupation(tokens, entrusted.end) if entrusted else behind
            if at < len(tokens) and tokens[at].lower in self.separators and at not in scene.entities:
                continue
            if (name := self._behind_post(scene, at)) is not None:
                yield name, "title_before"
                if title.head.startswith(self.plural) or self.titles.shared(scene, title):
                    yield from ((other, "title_before") for other in self._enumerated(scene, name))
        for title in titles:
            if (name := self._presented(scene, title)) is not None:
                yield name, "title_after"
        bracketed = {title.first for title in titles if title.first and tokens[title.first - 1].text in BRACKETS}
        for first in sorted(bracketed):
            yield from ((name, "title_after") for name in self._before(scene, first - 1))
        for index in self.titles.sent(scene):
            if (name := self.name_at(scene, index) or self._foreign(scene, index)) is not None:
                yield name, "title_before"

    def _as(self, scene: Scene, title: Title) -> bool:
        """Whether "as" stands before a title, and a comma behind it: 作为X会长，N…."""
        told = any(self.being.covers(scene.tokens, title.first - n, title.first) for n in (1, 2) if n <= title.first)
        return told and title.last < len(scene.tokens) and scene.tokens[title.last].text in COMMAS

    def _behind_post(self, scene: Scene, at: int) -> Name | None:
        """The name behind a title or an occupation, by the surest of its shapes."""
        return (
            self._entity(scene, at)
            or self._composed(scene, at)
            or self._foreign(scene, at)
            or self.name_at(scene, at)
            or self._recognised(scene, at)
            or self._taken_for_person(scene, at)
        )

    def _presented(self, scene: Scene, title: Title) -> Name | None:
        """The name that opens a line or stands behind a colon, and a comma or a blank and its title with a body behind it: 万琪，白鹭洲大学教授."""
        tokens, end = scene.tokens, title.first - 1
        if end < SHORTEST_WHOLE or title.first not in scene.institutions:
            return None
        if tokens[end].end < tokens[end + 1].start:
            end += 1
        elif tokens[end].text not in COMMAS:
            return None
        for first in range(max(0, end - MOST_SYLLABLES), end - 1):
            opens = first == 0 or tokens[first - 1].is_break or tokens[first - 1].text in COLONS
            name = self.name_at(scene, first) if opens and first not in scene.inside else None
            if name is not None and name.last == end:
                return name
        return None

    def _over_occupation(self, tokens: Sequence[Token], at: int) -> int:
        """Behind what a person is called before the name: 由部落青年X担任."""
        reach = range(at + 1, min(at + OCCUPATION, len(tokens)))
        called = (self.occupations, self.honorifics)
        return next((n for n in reach if any(table.covers(tokens, first, n) for first in range(at, n) for table in called)), at)

    def _before(self, scene: Scene, end: int) -> Iterator[Name]:
        """The name that ends before a bracket with a title in it: "金伯年（副处长）"."""
        for first in range(max(0, end - MOST_SYLLABLES), end - 1):
            if (
                self._begins_clause(scene.tokens, first)
                and (name := self.name_at(scene, first)) is not None
                and name.last == end
            ):
                yield name

    def _dotted(self, scene: Scene, first: int) -> bool:
        """Whether what the recogniser takes for a person has the dot of foreign names inside."""
        inside = range(first + 1, scene.entities[first] - 1)
        headed = any(self.titles.heads.at(scene.tokens, at) is not None for at in (first, *inside))
        return not headed and any(scene.tokens[at].text in DOTS for at in inside)

    def _takes(self, tokens: Sequence[Token], index: int) -> bool:
        """Whether a verb of taking a post, or of succeeding in one, stands here, "each" before it or not."""
        each = self.each.at(tokens, index)
        at = each.end if each is not None else index
        return self.taking.at(tokens, at) is not None or self.succeeding.at(tokens, at) is not None

    def _takes_by_word(self, tokens: Sequence[Token], at: int) -> bool:
        """Whether a verb of two characters or more begins that takes a post, though the first may join two names: 兼任."""
        found = self.taking.at(tokens, at)
        return found is not None and len(found.phrase) > 1

    def _acts(self, tokens: Sequence[Token], index: int) -> bool:
        """Whether a word of two characters or more that may follow a name stands here: the recogniser alone is no proof of one."""
        found = self.follow.at(tokens, index)
        return found is not None and len(found.phrase) > 1

    def _speaks_or_acts(self, tokens: Sequence[Token], name: Name) -> bool:
        """Whether a name behind an occupation speaks or does something: no second occupation (教师和律师参加)."""
        if self._says(tokens, name.last) or self._takes(tokens, name.last):
            return True
        whole = self._closes(tokens, name.last) and name.last - name.first > SHORTEST_WHOLE
        return tokens[name.first].lower not in self.separators and (whole or self._acts(tokens, name.last))

    def _ending(self, scene: Scene, end: int) -> Name | None:
        """The name that an honorific closes."""
        for back in range(2, 24):
            first = end - back
            if first < 0 or first in scene.inside or scene.tokens[first].is_break:
                break
            if not self._opens(scene, first):
                continue
            name = self.name_at(scene, first)
            if name is not None and name.last == end:
                return name
        if end and not scene.tokens[end - 1].is_han and end - 1 not in scene.inside:
            first = end - 1
            while first and self.shapes.is_part(scene.tokens[first - 1]) and not scene.tokens[first - 1].is_han:
                first -= 1
            name = self.shapes.at(scene.tokens, first, barred=lambda i: i in scene.inside or scene.tokens[i].is_han)
            return name if name is not None and name.last == end else None
        return None

    def _opens(self, scene: Scene, first: int) -> bool:
        """Whether a name may begin at a token: behind a mark, an institution, a title or a word that introduces one."""
        if self._begins_clause(scene.tokens, first) or first - 1 in scene.inside:
            return True
        if not scene.tokens[first].is_han:
            return scene.tokens[first - 1].is_han
        for back in range(1, min(5, first) + 1):
            if self.openers.covers(scene.tokens, first - back, first) or self.titles.heads.covers(
                scene.tokens, first - back, first
            ):
                return True
        return scene.tokens[first - 1].lower in self.separators

    def _succeeded(self, scene: Scene, at: int) -> Name | None:
        """Who is succeeded, what is said of them aside: 接替任期届满的X, 接替X出任…."""
        name = self.name_at(scene, at)
        if name is not None and (self._closes(scene.tokens, name.last) or self._takes(scene.tokens, name.last)):
            return name
        for end in range(at, min(at + DESCRIBED, len(scene.tokens))):
            if not scene.tokens[end].is_han:
                return None
            if scene.tokens[end].lower == self.titles.of:
                name = self.name_at(scene, end + 1)
                return name if name is not None and self._closes(scene.tokens, name.last) else None
        return None

    def _enumerated(self, scene: Scene, name: Name) -> Iterator[Name]:
        """The names of a list: "…、X和Y"."""
        at = name.last
        while at < len(scene.tokens):
            honorific = self.honorifics.at(scene.tokens, at)
            at = honorific.end if honorific else at
            if (
                at >= len(scene.tokens)
                or scene.tokens[at].lower not in self.separators
                or self._takes_by_word(scene.tokens, at)
            ):
                return
            following = self.name_at(scene, at + 1) or self._foreign(scene, at + 1)
            if following is None:
                return
            yield following
            at = following.last
