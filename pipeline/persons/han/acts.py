"""Names in Chinese text by what their bearers do: who says something, takes a post, is appointed or succeeded, alone or in a list."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline.lexicon import Lexicon
from pipeline.persons.han.credits import HanCredits
from pipeline.persons.han.titles import HanTitles
from pipeline.persons.phrases import Phrases
from pipeline.persons.scene import Scene
from pipeline.persons.shapes import Name
from pipeline.persons.tokens import Token

__all__ = ["HanActs"]

# The longest description of who is succeeded.
DESCRIBED = 12
# A name is longer that only a mark ends behind an occupation.
SHORTEST = SHORTEST_WHOLE = 2
# Words between a name and what it says.
MOST_ADVERBS = 2
# Figures of a year, and tokens of what is told of a life up to a comma.
YEAR, LONGEST_LIFE = 4, 12
# Tokens of a day and what stands behind it.
LONGEST_DAY = 8
COMMAS = frozenset("，,")


class HanActs(HanCredits):
    """Finds the names that a verb anchors.

    Words read: appointing (聘请), respectively (分别), announcing (宣布), succeeding (接替), lived (毕业于) and lives (how what is told of a life ends: 女), natives (人, behind a place), years (年), days (日, 起), meeting (遇到), facing (从), placing (在: with what somebody does alone), leading (带领), unit_characters (局: what ends no name).
    """

    def __init__(self, lexicon: Lexicon, titles: HanTitles) -> None:
        super().__init__(lexicon, titles)
        self.appointing = Phrases(lexicon.list("appointing"))
        self.facing = frozenset(lexicon.list("facing"))
        self.placing = frozenset(lexicon.list("placing"))
        self.leading = Phrases(lexicon.list("leading"))
        self.unit_characters = frozenset(str(lexicon.words.get("unit_characters", "")))
        self.meeting = Phrases(lexicon.list("meeting"))
        self.lived = Phrases(lexicon.list("lived"))
        self.lives = tuple(lexicon.list("lives")) or ("\n",)
        self.natives = frozenset(lexicon.list("natives"))
        self.each = Phrases(lexicon.list("respectively"))
        self.announcing = Phrases(lexicon.list("announcing"))
        self.succeeding = Phrases(lexicon.list("succeeding"))
        self.years = frozenset(lexicon.list("years"))
        self.days = frozenset(lexicon.list("days"))

    def _subjects(self, scene: Scene, index: int) -> Iterator[tuple[Name, str]]:
        """The names that open a clause and say something or take a post, one or several of a list."""
        name = self._composed(scene, index) or self.name_at(scene, index)
        if name is None or name.last <= scene.places.get(index, 0):
            return
        names = [name, *self._enumerated(scene, name)]
        last = names[-1].last
        if self._says(scene.tokens, self._over_adverbs(scene.tokens, last)) or self._lives(scene, last):
            yield from ((each, "speech") for each in names)
        elif self._takes(scene.tokens, self._over_date(scene.tokens, last)) or self._holds(scene.tokens, names[-1]):
            yield from ((each, "title_after") for each in names)
        elif self._unmistakable(scene, index, name) and self._acts(scene.tokens, last):
            yield from ((each, "speech") for each in names)

    def _unmistakable(self, scene: Scene, index: int, name: Name) -> bool:
        """Whether a name can be no common words: one of several parts, of the elements of a people, or with a family name of two characters."""
        family = self.families.at(scene.tokens, index)
        compound = family is not None and family.end - index > 1 and name.last - family.end > 1
        return len(name.parts) > 1 or compound or self._composed(scene, index) is not None

    def _listed_names(self, scene: Scene, index: int) -> Iterator[Name]:
        """The names of a list within a sentence, at least two and one of them longer: 包括|金伯年、雷克|等."""
        names: list[Name] = []
        at, tokens = index, scene.tokens
        while (name := self.name_at(scene, at)) is not None and at not in scene.places and at not in scene.inside:
            names.append(name)
            at = name.last + 1
            if name.last >= len(tokens) or tokens[name.last].text != "、":
                break
        sure = len(names) > 1 and any(n.last - n.first > SHORTEST_WHOLE for n in names)
        ended = sure and (self._closes(tokens, names[-1].last) or self.follow.at(tokens, names[-1].last) is not None)
        yield from names if ended else ()

    def _lives(self, scene: Scene, at: int) -> bool:
        """Whether a life is told behind a name: "X，女，…", "X，1965年生，…", "X1988年到…", "X毕业于…"."""
        tokens = scene.tokens
        if at + 1 >= len(tokens):
            return False
        if tokens[at].text.isdigit():
            return (
                tokens[at].start == tokens[at - 1].end and len(tokens[at].text) == YEAR and tokens[at + 1].lower in self.years
            )
        if self.lived.at(tokens, at) is not None:
            return True
        end = next((n for n in range(at + 1, min(at + LONGEST_LIFE, len(tokens))) if not tokens[n].is_word), at)
        closed = end > at + 1 and (tokens[end].text in COMMAS or self.occupations.at(tokens, at + 1) is not None)
        if closed and (called := self.occupations.at(tokens, at + 1)) is not None and called.end == end:
            return tokens[at].text in COMMAS
        told = scene.between(at + 1, end).endswith(self.lives) or (
            at + 1 in scene.places and tokens[end - 1].lower in self.natives
        )
        return tokens[at].text in COMMAS and closed and told

    def _announced(self, tokens: Sequence[Token], index: int) -> bool:
        """Whether a word stands before a token that tells what is decided: 宣布|X任院长."""
        return any(self.announcing.covers(tokens, index - back, index) for back in (2, 3, 4) if back <= index)

    def _over_adverbs(self, tokens: Sequence[Token], at: int) -> int:
        """Behind one or two longer words between a name and what it says: 前几天打电话|说."""
        for _ in range(MOST_ADVERBS):
            found = None if self._says(tokens, at) else self.follow.at(tokens, at)
            at = found.end if found is not None and len(found.phrase) > 1 else at
        return at

    def _over_date(self, tokens: Sequence[Token], at: int) -> int:
        """Behind the day from which somebody holds a post, as figures give it: 11月1日起|接任."""
        end = at
        while end < len(tokens) and (tokens[end].text.isdigit() or tokens[end].lower in self.days) and end - at < LONGEST_DAY:
            end += 1
        return end if end > at and tokens[at].text.isdigit() else at

    def _says(self, tokens: Sequence[Token], at: int) -> bool:
        return self.speech.at(tokens, at) is not None

    def _takes(self, tokens: Sequence[Token], index: int) -> bool:
        """Whether a verb of taking a post, or of succeeding in one, stands here, "each" before it or not; no end of a post: 汪|主|任."""
        head = self.titles.heads.at(tokens, index - 1) if index else None
        if head is not None and head.end > index:
            return False
        each = self.each.at(tokens, index)
        at = each.end if each is not None else index
        return self.taking.at(tokens, at) is not None or self.succeeding.at(tokens, at) is not None

    def _holds(self, tokens: Sequence[Token], name: Name) -> bool:
        """Whether a comma and a longer verb of holding a post stand behind a longer name: N，|现为…."""
        at = name.last
        apart = at < len(tokens) and tokens[at].text in COMMAS and at - name.first > SHORTEST_WHOLE
        return apart and self._takes_by_word(tokens, at + 1)

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
        whole = name.last - name.first > SHORTEST_WHOLE and (
            self._closes(tokens, name.last) or tokens[name.last].lower in self.never_given
        )
        return tokens[name.first].lower not in self.separators and (whole or self._acts(tokens, name.last))

    def _faced(self, scene: Scene, at: int) -> Name | None:
        """The name behind a preposition, before a longer word that follows names or 的 and what somebody does: 从|N|手中, 在|N|的|带领."""
        name = self._composed(scene, at) or self.name_at(scene, at)
        if name is None or name.last - name.first <= SHORTEST or name.last <= scene.places.get(at, 0):
            return None
        tokens = scene.tokens
        if tokens[name.last - 1].lower in self.unit_characters:
            return None
        led = self._owned(scene.tokens, name.last) and self.leading.at(tokens, name.last + 1) is not None
        placed = tokens[at - 1].lower in self.placing
        return (
            name if led or (not placed and not self._closes(tokens, name.last) and self._follows(tokens, name.last)) else None
        )

    def _met(self, scene: Scene, at: int) -> Name | None:
        """The name behind a verb or a word that has persons for its object: 名叫|N|的, 28岁的|N, 遇到了|N; a short one only before a mark or 的."""
        name = self._composed(scene, at) or self.name_at(scene, at)
        if name is None or name.last <= scene.places.get(at, 0):
            return None
        sure = name.last - name.first > SHORTEST or len(name.parts) > 1
        ended = self._closes(scene.tokens, name.last) or self._owned(scene.tokens, name.last)
        return (
            name if ended or (sure and (self._follows(scene.tokens, name.last) or self._unending(scene, name.last))) else None
        )

    def _owned(self, tokens: Sequence[Token], at: int) -> bool:
        """Whether 的 stands at a token."""
        return at < len(tokens) and tokens[at].lower == self.titles.of

    def _unending(self, scene: Scene, at: int) -> bool:
        """Whether a character stands at a token that ends no given name."""
        return at < len(scene.tokens) and scene.tokens[at].lower in self.never_given

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
