"""Bodies that only a Chinese title names: by the noun before an inner unit, by the quotation marks around them, or by the head, which says of what it is the head."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from pipeline.lexicon import Lexicon
from pipeline.persons.employers.wording import Post
from pipeline.persons.han.offices import HanOffices
from pipeline.persons.phrases import Phrases
from pipeline.persons.scene import Scene
from pipeline.persons.titles.grammar import Title
from pipeline.persons.tokens import Token, simplified

__all__ = ["HanUnheard"]

# Characters of a body of no known noun.
SHORTEST_UNHEARD, LONGEST_UNHEARD = 4, 12
# Characters before the noun of a body that tell it from others, and of the grade of a post behind it.
SHORTEST_PROPER, LONGEST_GRADE = 2, 4
# Characters before the noun of a district, which with them is a place that no list knows.
PLACE = range(2, 4)
QUOTES = {"“": "”", "「": "」"}

# Index behind a common noun that opens a title: tokens between two indices of a text.
Common = Callable[[Scene, int, int], int]


class HanUnheard:
    """Finds them.

    Words read: suffixes_of_bodies, suffixes_of_offices, districts, state, inner_units, unit_endings, regions, boards, organs (what is part of
    every body: 董事会), grades_of_posts (before a head: 原|会长), deictics, and those of `HanOffices`.
    """

    def __init__(self, lexicon: Lexicon, offices: HanOffices, common: Common) -> None:
        self.offices, self._common = offices, common
        self.suffixes = tuple(lexicon.list("suffixes_of_bodies"))
        self.local_suffixes = (*self.suffixes, *lexicon.list("suffixes_of_offices"))
        self.districts = frozenset(lexicon.list("districts"))
        self.state = Phrases(lexicon.list("state"))
        self.inner_units = frozenset(lexicon.list("inner_units"))
        self.units = frozenset(lexicon.list("unit_endings"))
        self.regions = tuple(lexicon.list("regions"))
        self.organs = (*lexicon.list("boards"), *lexicon.list("organs"), *offices.faculties, *offices.departments)
        self.grades = tuple(lexicon.list("grades_of_posts"))
        self.deictics = tuple(lexicon.list("deictics"))
        self.whole = frozenset(head[-3:] for head in lexicon.list("boards"))

    def post(self, scene: Scene, title: Title, core: int) -> Post | None:
        """The post at a body that only its title names."""
        ways = (self._quoted, self._ending, self._seated, self._headed)
        return next((post for way in ways if (post := way(scene, title, core)) is not None), None)

    def _quoted(self, scene: Scene, title: Title, core: int) -> Post | None:
        """The post at a body in quotation marks: “潮声书会”|召集人."""
        tokens, closing = scene.tokens, QUOTES.get(scene.tokens[core].text, "\0")
        end = next((at + 1 for at in range(core, title.head_at) if tokens[at].text == closing), 0)
        named = (
            end and title.head_at - end <= LONGEST_GRADE and simplified(tokens[core + 1 : end - 1]).endswith(self._nouns(title))
        )
        return Post(scene.between(end, title.last), scene.between(core + 1, end - 1), "housed") if named else None

    def _ending(self, scene: Scene, title: Title, core: int) -> Post | None:
        """The post at an institution told by the ending of its name, an office of the state by the district before it too."""
        tokens = scene.tokens
        district = simplified(tokens[core : core + 1]) in self.districts
        local = district or core in scene.places or self.state.at(tokens, core) is not None
        placed = 0 if local else self._placed(tokens, core)
        suffixes = self.local_suffixes if local or placed else self.suffixes
        ends = range((placed or core) + 3 + (not local and not placed), title.head_at + 1)
        for end in reversed(ends) if district else ends:
            if simplified(tokens[core:end]).endswith(suffixes) and not self._split(tokens, end):
                return Post(scene.between(end, title.last), scene.between(core, end), "housed")
        return None

    def _placed(self, tokens: Sequence[Token], core: int) -> int:
        """Index behind the place with which a title opens, told by the noun of its district (江湾|市), else 0."""
        return next((core + n + 1 for n in PLACE if simplified(tokens[core + n : core + n + 1]) in self.districts), 0)

    def _seated(self, scene: Scene, title: Title, core: int) -> Post | None:
        """The post at a body that ends in a noun of those at which it is held: 清源寺|住持, 海岬渔会|前|理事长."""
        nouns, tokens = self._nouns(title), scene.tokens
        for end in range(title.head_at, max(core + SHORTEST_PROPER, title.head_at - LONGEST_GRADE - 1), -1):
            grade, said = simplified(tokens[end : title.head_at]), simplified(tokens[core:end])
            noun = next((n for n in nouns if said.endswith(n)), "")
            if not noun or (grade and grade not in self.grades):
                continue
            own = said.removesuffix(noun)
            common = self._common(scene, core, end) > core or said in self.local_suffixes
            common = common or said.endswith(self.organs) or said.startswith(self.deictics)
            plain = all(t.is_han for t in tokens[core:end])
            if plain and not common and len(own) >= SHORTEST_PROPER and not own.endswith(self.regions):
                return Post(scene.between(end, title.last), scene.between(core, end), "housed")
        return None

    def _nouns(self, title: Title) -> tuple[str, ...]:
        """The nouns of the bodies at which a post is held, the longest first; its own last noun aside ("会" of 会长 is one of them)."""
        return tuple(sorted(self.offices.homes(title), key=len, reverse=True)) or ("\0",)

    def _headed(self, scene: Scene, title: Title, core: int) -> Post | None:
        """The post at a body of no known noun, which the head tells, for it says of what it is the head: 丰泽种业|董事长."""
        tokens, head = scene.tokens, title.head_at
        if core > title.first or not SHORTEST_UNHEARD <= head - core <= LONGEST_UNHEARD or not self.offices.seated(title):
            return None
        said = simplified(tokens[core:head])
        common = self._common(scene, core, head) > core or said.endswith((*self.units, *self.regions))
        placed = any(scene.places.get(at) == head for at in range(core, head))
        return None if common or placed else Post(scene.between(head, title.last), scene.between(core, head), "housed")

    def _split(self, tokens: Sequence[Token], at: int) -> bool:
        """Whether a longer noun is parted here: 渔业委|员会, 外事办|公室."""
        return simplified(tokens[at - 1 : at + 2]) in self.whole or simplified(tokens[at - 1 : at + 1]) in self.inner_units
