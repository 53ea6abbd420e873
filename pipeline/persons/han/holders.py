"""Who holds a title in Chinese."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline.lexicon import Lexicon
from pipeline.persons.han.signatures import signature, signs
from pipeline.persons.han.verbs import HanVerbs
from pipeline.persons.holders.links import Link, Placed
from pipeline.persons.phrases import Phrases
from pipeline.persons.scene import Scene
from pipeline.persons.titles.grammar import Title
from pipeline.persons.tokens import closes_row, opens_row, simplified

__all__ = ["HanHolders"]

# The longest word between a title and the name of its holder.
COPULA = 2
# From a title and 、 to the name, in tokens.
DESCRIBED = 14
# The longest description between "is" and a name.
CALLED = 8
APPOSED = frozenset("，,（(：:—")
BRACKETS = frozenset("（(")
# What ends that of which something is told; how long what is told may be, in tokens.
STOPS = frozenset("）)。；;：:、")
TOLD = 40
# What lists persons but not those who share a post.
COMMAS = frozenset(",，；")


class HanHolders:
    """Links titles to names: by what stands between them, else by a verb.

    Words read: copulas (是), honorifics, separators, joints (兼), attributive (的), also_verbs, occupations (作家), held_by_several (副), past (原), both (两校),
    several (两位), being (作为), lives and natives (how what is told of a life ends: 女, 岁; 人), and those of `HanVerbs`.
    """

    def __init__(self, lexicon: Lexicon) -> None:
        self.verbs = HanVerbs(lexicon)
        self.copulas = Phrases(lexicon.list("copulas"))
        self.honorifics = self.verbs.honorifics
        self.separators = self.verbs.separators
        self.joints = frozenset({"、", *lexicon.list("joints")})
        self.of = self.verbs.of
        self.also_verbs = frozenset(lexicon.list("also_verbs"))
        self.occupations = Phrases(lexicon.list("occupations"))
        self.plural = tuple(lexicon.list("held_by_several"))
        self.both = Phrases(lexicon.list("both"))
        self.several = Phrases(lexicon.list("several"))
        self.being = Phrases(lexicon.list("being"))
        self.past = frozenset(lexicon.list("past"))
        self.lives = (*lexicon.list("lives"), *lexicon.list("natives")) or ("\n",)

    def link(self, scene: Scene, titles: Sequence[Title], names: Sequence[Placed]) -> list[Link]:
        """The links of a text."""
        links: list[Link] = []
        for number in range(len(titles) - 1, -1, -1):
            title = titles[number]
            direct = next(
                (n for n, p in enumerate(names) if 0 <= p.begin - title.last <= COPULA and self._near(scene, title, p)), None
            )
            if direct is not None:
                links += [Link(number, n, "before") for n in (direct, *self._sharing(scene, title, titles, names, direct))]
                continue
            rowed = self._rowed(scene, title, names)
            if (rowed := self._signing(scene, title, names) if rowed is None else rowed) is not None:
                links.append(Link(number, rowed, "before"))
                continue
            joined = self._joined(scene, titles, number)
            if joined:
                chained = [Link(number, k.name, "chain_before") for k in links if k.title == number + 1 and k.how != "verb"]
                if chained:
                    links += chained
                    continue
            if (equated := self._equated(scene, title, names)) is None and self._leads_on(scene, titles, number):
                equated = next((k.name for k in links if k.title == number + 1 and k.how == "before"), None)
            if equated is not None:
                links.append(Link(number, equated, "before"))
                continue
            if (being := self._being(scene, title, names)) is not None:
                links.append(Link(number, being, "before"))
                continue
            if (described := self._described(scene, title, titles, names)) is not None:
                links.append(Link(number, described, "before"))
                continue
            found = [Link(number, n, "verb") for n in self.verbs.holders(scene, title, names)]
            ahead = self._ahead(scene, title, names)
            links += found or ([Link(number, ahead, "after")] if ahead is not None else [])
        return self._onward(scene, titles, sorted(links, key=lambda k: k.title))

    def _rowed(self, scene: Scene, title: Title, names: Sequence[Placed]) -> int | None:
        """The name behind the comma in a row of a list of posts and names: "：会长，X；秘书长，Y。"."""
        tokens, at = scene.tokens, title.last + 1
        if not opens_row(tokens, title.first) or at >= len(tokens) or tokens[title.last].text not in COMMAS:
            return None
        return next((n for n, p in enumerate(names) if p.begin == at and closes_row(tokens, p.last)), None)

    def _signing(self, scene: Scene, title: Title, names: Sequence[Placed]) -> int | None:
        """The name that signs below a title."""
        at = signature(scene.tokens, title.first, title.last)
        return next((n for n, p in enumerate(names) if p.begin == at and signs(scene.tokens, p.last)), None)

    def _ahead(self, scene: Scene, title: Title, names: Sequence[Placed]) -> int | None:
        """The name right before a title, a mark between them at most, or what is said of the person: "X（副院长）", "X，女，Y大学校长"."""
        gap = next((n for n in range(title.first) if scene.tokens[title.first - 1 - n].text not in APPOSED), 0)
        if gap and (told := self._told(scene, title.first - gap, names)) is not None:
            return told
        if (title.head in self.also_verbs and title.first not in scene.institutions) or (
            gap == 0 and title.first < title.head_at and title.first not in scene.institutions
        ):
            return None
        at = self._back_over_honorific(scene, title.first - gap)
        ahead = next((n for n, p in enumerate(names) if p.last == at), None)
        return None if ahead is not None and gap == 0 and self._short(scene, names, ahead) else ahead

    def _sharing(
        self, scene: Scene, title: Title, titles: Sequence[Title], names: Sequence[Placed], direct: int
    ) -> Iterator[int]:
        """The names behind the first that share a post which several hold: "副会长X、Y"; an honorific tells another."""
        last = names[direct].last
        starts = {t.first for t in titles}
        counted = any(self.several.covers(scene.tokens, title.first - n, title.first) for n in (1, 2) if n <= title.first)
        shared = counted or title.head.startswith(self.plural) or self.both.at(scene.tokens, title.core_first) is not None
        while shared and last + 1 < len(scene.tokens) and last + 1 not in starts:
            following = next((n for n, p in enumerate(names) if p.first == last + 1), None)
            if following is None or scene.tokens[last].lower not in self.separators or scene.tokens[last].lower in COMMAS:
                return
            last = names[following].last
            if self.honorifics.at(scene.tokens, last) is not None:
                return
            yield following

    def _leads_on(self, scene: Scene, titles: Sequence[Title], number: int) -> bool:
        """Whether "is" and another title follow: 中方副所长是酿酒系副教授X."""
        copula = self.copulas.at(scene.tokens, titles[number].last)
        return copula is not None and number + 1 < len(titles) and titles[number + 1].first == copula.end

    def _equated(self, scene: Scene, title: Title, names: Sequence[Placed]) -> int | None:
        """The name behind a title, "is" and an occupation: 负责人则是社区工作者X."""
        tokens, copula = scene.tokens, self.copulas.at(scene.tokens, title.last)
        if copula is None:
            return None
        for number, name in enumerate(names):
            called = any(self.occupations.covers(tokens, name.first - back, name.first) for back in range(2, 6))
            if copula.end < name.first <= copula.end + CALLED and called:
                return number if all(t.is_han for t in tokens[copula.end : name.first]) else None
        return None

    def _described(self, scene: Scene, title: Title, titles: Sequence[Title], names: Sequence[Placed]) -> int | None:
        """The name behind a title, 、 and what is said of the person: "会长、著名作家X", "主席、来自清迈的X"."""
        tokens, at = scene.tokens, title.last
        if at + 1 >= len(tokens) or tokens[at].text not in self.joints:
            return None
        number = next((n for n, p in enumerate(names) if at < p.first <= at + DESCRIBED), None)
        if number is None or any(at < t.head_at < names[number].first for t in titles):
            return None
        first = names[number].first
        words = tokens[at + 1 : first]
        called = any(self.occupations.covers(tokens, first - n, first) for n in range(2, 5))
        plain = all(t.is_word for t in words) and (called or tokens[first - 1].lower == self.of)
        return number if words and plain else None

    def _being(self, scene: Scene, title: Title, names: Sequence[Placed]) -> int | None:
        """The name behind a comma, where "as" stands before a title: 作为X会长，N…."""
        tokens = scene.tokens
        told = any(self.being.covers(tokens, title.first - n, title.first) for n in (1, 2) if n <= title.first)
        if not told or title.last >= len(tokens) or tokens[title.last].text not in COMMAS:
            return None
        return next((n for n, p in enumerate(names) if p.begin == title.last + 1), None)

    def _told(self, scene: Scene, end: int, names: Sequence[Placed]) -> int | None:
        """The name before what is told of its bearer up to a token: in the same bracket ("X（右三，"), or of a life ("X，女，1965年生，")."""
        tokens, begin = scene.tokens, end
        while begin and end - begin < TOLD and not tokens[begin - 1].is_break and tokens[begin - 1].text not in STOPS:
            begin -= 1
            at = self._back_over_honorific(scene, begin)
            ahead = next((n for n, p in enumerate(names) if p.last in {begin, at}), None)
            if ahead is not None:
                bracket = tokens[begin].text in BRACKETS
                chunks = simplified(tokens[begin + 1 : end]).replace(",", "，").split("，")
                lives = tokens[begin].text in COMMAS and all(chunk.endswith(self.lives) for chunk in chunks)
                return ahead if bracket or lives else None
        return None

    def _short(self, scene: Scene, names: Sequence[Placed], number: int) -> bool:
        """Whether a name only shortens one before it, so that a title right behind is but a form of address: 佩雷拉校长."""
        called = scene.between(names[number].first, names[number].last)
        earlier = (scene.between(p.first, p.last) for p in names[:number])
        return any(name != called and name.endswith(called) for name in earlier)

    def _back_over_honorific(self, scene: Scene, at: int) -> int:
        return next((at - n for n in range(1, min(4, at) + 1) if self.honorifics.covers(scene.tokens, at - n, at)), at)

    def _near(self, scene: Scene, title: Title, name: Placed) -> bool:
        if self.copulas.covers(scene.tokens, title.last, name.begin):
            return True
        gap = scene.tokens[title.last : name.begin]
        if len(gap) == 1 and gap[0].lower == self.of and self.verbs.once(scene, title):
            return True
        return all(t.text in "：:" for t in gap)

    def _joined(self, scene: Scene, titles: Sequence[Title], number: int) -> bool:
        """Whether the next title follows over 、 or 兼."""
        if number + 1 >= len(titles):
            return False
        gap = scene.tokens[titles[number].last : titles[number + 1].first]
        gap = gap[:-1] if gap and gap[-1].lower in self.past else gap
        return len(gap) <= 2 and all(t.text in self.joints for t in gap)

    def _onward(self, scene: Scene, titles: Sequence[Title], links: list[Link]) -> list[Link]:
        """A title behind 、 that nobody holds goes on with the one before, "历任A、B", and one behind a comma that begins with its body."""
        for number in range(1, len(titles)):
            if any(k.title == number for k in links):
                continue
            holders = [k for k in links if k.title == number - 1 and k.how in {"verb", "onward", "after"}]
            if holders and (self._joined(scene, titles, number - 1) or self._bodied(scene, titles, number)):
                links += [Link(number, k.name, "onward") for k in holders]
        return sorted(links, key=lambda k: k.title)

    def _bodied(self, scene: Scene, titles: Sequence[Title], number: int) -> bool:
        """Whether a title begins with its body right behind the comma after the one before: "X，A大学校长，B学会会长"."""
        title = titles[number]
        comma = title.first == titles[number - 1].last + 1 and scene.tokens[title.first - 1].text in COMMAS - {"；"}
        return comma and title.first in scene.institutions
