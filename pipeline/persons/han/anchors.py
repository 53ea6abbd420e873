"""Where a personal name may stand in Chinese text: behind a title, before an honorific or a verb, in a byline."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline.lexicon import Lexicon
from pipeline.persons.han.acts import HanActs
from pipeline.persons.han.ends import DOTS, HYPHENS, MOST_SYLLABLES
from pipeline.persons.han.signatures import signature, signs
from pipeline.persons.han.titles import HanTitles
from pipeline.persons.phrases import Phrases
from pipeline.persons.scene import Scene
from pipeline.persons.shapes import Name
from pipeline.persons.titles.grammar import Title
from pipeline.persons.tokens import Token, closes_row, opens_row

__all__ = ["HanAnchors"]

BRACKETS = frozenset("（(")
# The longest description between "by" and a name.
OCCUPATION = 7
# Characters of a name that opens a line before its title, at least.
SHORTEST = 2
# Characters of a family name and a given name of two.
WHOLE = 3
# Characters within which a list shows its first mark.
LISTED = 8
# Tokens of what is told of a person between a bracket and a title.
TOLD = 12
COMMAS = frozenset("，,")
COLONS = frozenset("：:。")


class HanAnchors(HanActs):
    """Finds the names that something beside them anchors, each with its evidence.

    Words read: held_by_several (副), being (作为), seating (在: behind it the recogniser alone tells no person from a place), and those of its parts.
    """

    def __init__(self, lexicon: Lexicon, titles: HanTitles) -> None:
        super().__init__(lexicon, titles)
        self.plural = tuple(lexicon.list("held_by_several"))
        self.being = Phrases(lexicon.list("being"))
        self.seating = frozenset(lexicon.list("seating"))

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
            if first and tokens[first - 1].lower in self.seating and tokens[first].is_han:
                continue
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
            others = list(self._enumerated(scene, name)) if name is not None else []
            if name is not None and (self._speaks_or_acts(tokens, name) or (others and name.last - name.first > SHORTEST)):
                yield from ((one, "speech") for one in (name, *others))
        opened = self.openers.at(tokens, index)
        if opened is not None and any(t.text == "、" for t in tokens[opened.end : opened.end + LISTED]):
            yield from ((name, "speech") for name in self._listed_names(scene, opened.end))
        if tokens[index].lower in self.facing | self.placing and (name := self._faced(scene, index + 1)) is not None:
            yield name, "speech"
        if (met := self.meeting.at(tokens, index)) is not None and (name := self._met(scene, met.end)) is not None:
            yield name, "speech"
        succeeded = self.succeeding.at(tokens, index)
        if succeeded is not None and (name := self._succeeded(scene, succeeded.end)) is not None:
            yield name, "title_after"
        if (name := self._appointed(scene, index)) is not None:
            yield name, "title_after"

    def _titled(self, scene: Scene, titles: Sequence[Title]) -> Iterator[tuple[Name, str]]:
        """The names behind titles, and behind the words for those who are sent for a group."""
        tokens = scene.tokens
        for title in titles:
            if self._as(scene, title) and (name := self.name_at(scene, title.last + 1)) is not None:
                yield name, "title_before"
            if (below := self._signed(scene, title)) is not None:
                yield below, "title_before"
                continue
            behind = self._over_marks(tokens, title.last)
            styled = self.prefixed.at(tokens, behind)
            behind = styled.end if styled is not None else behind
            entrusted = self.titles.entrusting.at(tokens, behind) or self.titles.copulas.at(tokens, behind)
            at = self._over_occupation(tokens, entrusted.end) if entrusted else behind
            if at < len(tokens) and tokens[at].lower in self.separators and at not in scene.entities:
                if (name := self._in_row(scene, title)) is not None:
                    yield name, "title_before"
                continue
            if (name := self._behind_post(scene, at)) is not None:
                yield name, "title_before"
                if title.head.startswith(self.plural) or self.titles.shared(scene, title):
                    yield from ((other, "title_before") for other in self._enumerated(scene, name))
        for title in titles:
            if (name := self._presented(scene, title)) is not None:
                yield name, "title_after"
        brackets = (self._bracket_of(tokens, title.first) for title in titles)
        for bracket in sorted({found for found in brackets if found is not None}):
            yield from ((name, "title_after") for name in self._before(scene, bracket))
        for index in self.titles.sent(scene):
            if (name := self.name_at(scene, index) or self._foreign(scene, index)) is not None:
                yield name, "title_before"

    def _signed(self, scene: Scene, title: Title) -> Name | None:
        """The name that signs below a title which fills its line."""
        at = signature(scene.tokens, title.first, title.last)
        name = self._behind_post(scene, at) if at is not None else None
        return name if name is not None and signs(scene.tokens, name.last) else None

    def _in_row(self, scene: Scene, title: Title) -> Name | None:
        """The name behind a title and a comma that is all of a row of a list: "会长，X；秘书长，Y"."""
        if not opens_row(scene.tokens, title.first) or scene.tokens[title.last].text not in COMMAS:
            return None
        name = self._behind_post(scene, title.last + 1)
        return name if name is not None and closes_row(scene.tokens, name.last) else None

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
        if end < SHORTEST or title.first not in scene.institutions:
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

    def _bracket_of(self, tokens: Sequence[Token], first: int) -> int | None:
        """The bracket that opens before a title, right before it or with what is told of the person between: （右三，A大学校长）."""
        for at in range(first - 1, max(-1, first - TOLD), -1):
            if tokens[at].text in BRACKETS:
                return at if at == first - 1 or tokens[first - 1].text in COMMAS else None
            if tokens[at].is_break or not (tokens[at].is_word or tokens[at].text in COMMAS):
                return None
        return None

    def _before(self, scene: Scene, end: int) -> Iterator[Name]:
        """The name that ends before a bracket with a title in it: "金伯年（副处长）"."""
        for first in range(max(0, end - MOST_SYLLABLES), end - 1):
            if self._opens(scene, first) and (name := self.name_at(scene, first)) is not None and name.last == end:
                yield name

    def _dotted(self, scene: Scene, first: int) -> bool:
        """Whether what the recogniser takes for a person has the dot of foreign names inside."""
        if first and scene.tokens[first - 1].text in HYPHENS:
            return False
        inside = range(first + 1, scene.entities[first] - 1)
        headed = any(self.titles.heads.at(scene.tokens, at) is not None for at in (first, *inside))
        return not headed and any(scene.tokens[at].text in DOTS for at in inside)

    def _ending(self, scene: Scene, end: int) -> Name | None:
        """The name that an honorific closes."""
        for back in range(2, 24):
            first = end - back
            if first < 0 or first in scene.inside or scene.tokens[first].is_break:
                break
            if not self._opens(scene, first):
                continue
            name = self.name_at(scene, first)
            if name is not None and name.last == end and not self._posted(scene.tokens, name):
                return name
        if (name := self._whole(scene, end)) is not None:
            return name
        if end and not scene.tokens[end - 1].is_han and end - 1 not in scene.inside:
            first = end - 1
            while first and self.shapes.is_part(scene.tokens[first - 1]) and not scene.tokens[first - 1].is_han:
                first -= 1
            name = self.shapes.at(scene.tokens, first, barred=lambda i: i in scene.inside or scene.tokens[i].is_han)
            return name if name is not None and name.last == end else None
        return None

    def _whole(self, scene: Scene, end: int) -> Name | None:
        """The name of a family's character and two more before an honorific, whatever stands before it: 屋主|N|先生."""
        first, tokens = end - WHOLE, scene.tokens
        if first < 0 or any(at in scene.inside or tokens[at].is_break for at in range(first, end)):
            return None
        name = self.name_at(scene, first)
        joined = any(token.lower in self.separators for token in tokens[first:end])
        whole = name is not None and name.last == end and not joined and not self._posted(tokens, name)
        return name if whole and self.honorifics.covers(tokens, end, end + 2) else None

    def _posted(self, tokens: Sequence[Token], name: Name) -> bool:
        """Whether what an honorific makes a name is a verb and the beginning of a post (任总|农艺师), or a post and half a name (文书范|氏碧)."""
        heads = (self.titles.heads.at(tokens, at) for at in range(name.first + 1, name.last))
        if any(head is not None and head.end > name.last for head in heads):
            return True
        middle = tokens[name.last].lower in self.middles and name.last + 1 < len(tokens) and tokens[name.last + 1].is_han
        return middle and tokens[name.last - 1].lower in self.parted

    def _opens(self, scene: Scene, first: int) -> bool:
        """Whether a name may begin at a token: behind a mark, an institution, a title or a word that introduces one."""
        if self._begins_clause(scene.tokens, first) or first - 1 in scene.inside:
            return True
        if not scene.tokens[first].is_han:
            return scene.tokens[first - 1].is_han
        for back in range(1, min(5, first) + 1):
            straddling = first - back in scene.inside
            if self.openers.covers(scene.tokens, first - back, first) or (
                not straddling and self.titles.heads.covers(scene.tokens, first - back, first)
            ):
                return True
        return scene.tokens[first - 1].lower in self.separators
