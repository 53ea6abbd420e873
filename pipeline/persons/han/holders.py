"""Who holds a title in Chinese."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline.lexicon import Lexicon
from pipeline.persons.holders.links import Link, Placed
from pipeline.persons.phrases import Phrases
from pipeline.persons.scene import Scene
from pipeline.persons.titles.grammar import Title

__all__ = ["HanHolders"]

# The longest word between a title and the name of its holder.
COPULA = 2
# From "this" to the title, in tokens.
THIS = 12
# From "succeeds" to the name, in tokens.
DESCRIBED = 14
# The longest description between "is" and a name.
CALLED = 8
APPOSED = frozenset("，,（(：:—")
# What lists persons but not those who share a post.
COMMAS = frozenset(",，；")


class HanHolders:
    """Links titles to names.

    Words read: taking (担任, 为), copulas (是), entrusting (由), honorifics, separators, joints (兼), attributive (的), also_verbs, leaving (免去),
    these (这位), whose (其), occupations (作家), held_by_several (副), respectively (分别), succeeding (接替), measures_of_people (名), past (原), both (两校), several (两位), being (作为).
    """

    def __init__(self, lexicon: Lexicon) -> None:
        self.taking = Phrases(lexicon.list("taking"))
        self.copulas = Phrases(lexicon.list("copulas"))
        self.entrusting = Phrases(lexicon.list("entrusting"))
        self.honorifics = Phrases(lexicon.list("honorifics"))
        self.separators = frozenset(lexicon.list("separators"))
        self.joints = frozenset({"、", *lexicon.list("joints")})
        self.of = str(lexicon.words.get("attributive", "\0"))
        self.also_verbs = frozenset(lexicon.list("also_verbs"))
        self.leaving = Phrases(lexicon.list("leaving"))
        self.these = Phrases(lexicon.list("these"))
        self.whose = frozenset(lexicon.list("whose"))
        self.occupations = Phrases(lexicon.list("occupations"))
        self.plural = tuple(lexicon.list("held_by_several"))
        self.each = Phrases(lexicon.list("respectively"))
        self.succeeding = Phrases(lexicon.list("succeeding"))
        self.both = Phrases(lexicon.list("both"))
        self.several = Phrases(lexicon.list("several"))
        self.being = Phrases(lexicon.list("being"))
        self.past = frozenset(lexicon.list("past"))
        self.heads_counted = frozenset(lexicon.list("measures_of_people"))

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
            found = [Link(number, n, "verb") for n in self._verb(scene, title, names)]
            ahead = self._ahead(scene, title, names)
            links += found or ([Link(number, ahead, "after")] if ahead is not None else [])
        return self._onward(scene, titles, sorted(links, key=lambda k: k.title))

    def _ahead(self, scene: Scene, title: Title, names: Sequence[Placed]) -> int | None:
        """The name right before a title, a comma or a bracket between them at most: "X（副院长）", "X，Y大学校长"."""
        gap = 0 if title.first and scene.tokens[title.first - 1].text not in APPOSED else 1
        if title.head in self.also_verbs or (
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
        if len(gap) == 1 and gap[0].lower == self.of and self._once(scene, title):
            return True
        return all(t.text in "：:" for t in gap)

    def _once(self, scene: Scene, title: Title) -> bool:
        """Whether a verb of holding stands before a title: 曾任教务处处长|的X."""
        return any(self.taking.covers(scene.tokens, title.first - n, title.first) for n in range(1, min(4, title.first) + 1))

    def _joined(self, scene: Scene, titles: Sequence[Title], number: int) -> bool:
        """Whether the next title follows over 、 or 兼."""
        if number + 1 >= len(titles):
            return False
        gap = scene.tokens[titles[number].last : titles[number + 1].first]
        gap = gap[:-1] if gap and gap[-1].lower in self.past else gap
        return len(gap) <= 2 and all(t.text in self.joints for t in gap)

    def _verb(self, scene: Scene, title: Title, names: Sequence[Placed]) -> list[int]:
        """The names in "X担任…", "聘请X、Y为…", "…由X担任"."""
        tokens = scene.tokens
        if (meant := self._meant(scene, title, names)) is not None:
            return [meant]
        for back in range(min(6, title.first), 0, -1):
            if self.taking.covers(tokens, title.first - back, title.first):
                return self._subjects(scene, title.first - back, names)
        found = self.entrusting.at(tokens, title.last)
        if found is None:
            return []
        listed: list[int] = []
        for number, name in enumerate(names):
            if found.end <= name.first < found.end + 40 and scene.sentence(name.first) == scene.sentence(title.first):
                end = self._over_honorific(scene, name.last)
                if end < len(tokens) and tokens[end].lower == self.of:
                    continue
                listed.append(number)
                if self._taken(scene, self._over_count(scene, end)):
                    return listed
                if end >= len(tokens) or tokens[end].lower not in self.separators:
                    return []
        return []

    def _over_count(self, scene: Scene, at: int) -> int:
        """Behind "the two of them" (二人) after names."""
        counted = at + 1 < len(scene.tokens) and scene.tokens[at + 1].lower in self.heads_counted
        return at + 2 if counted and scene.tokens[at].is_han else at

    def _taken(self, scene: Scene, at: int) -> bool:
        """Whether a verb of taking a post stands at a token, "each" before it or not."""
        each = self.each.at(scene.tokens, at)
        return self.taking.at(scene.tokens, each.end if each is not None else at) is not None

    def _meant(self, scene: Scene, title: Title, names: Sequence[Placed]) -> int | None:
        """Whose a title is that a word before it gives to the person named last: 其馆长职务, 这位41岁的教授, 免去X的馆长职务."""
        tokens, first = scene.tokens, title.first
        before = [n for n, p in enumerate(names) if p.last <= first]
        last = max(before, key=lambda n: names[n].last, default=None)
        if last is None:
            return None
        whose = tokens[first - 1].lower
        if whose in self.whose and scene.sentence(names[last].last - 1) == scene.sentence(first):
            return last
        named = names[last]
        if whose == self.of and self._over_honorific(scene, named.last) == first - 1:
            left = any(self.leaving.covers(tokens, named.first - n, named.first) for n in range(1, min(5, named.first) + 1))
            return last if left else None
        for at in range(first - 1, max(0, first - THIS), -1):
            if not tokens[at].is_word and not tokens[at].text.isdigit():
                return None
            if self.these.at(tokens, at) is not None:
                return last
        return None

    def _subjects(self, scene: Scene, verb: int, names: Sequence[Placed]) -> list[int]:
        before = [n for n, p in enumerate(names) if p.last <= verb]
        before = [n for n in before if not self._succeeded(scene, names[n])] or before
        if not before:
            return []
        last = max(before, key=lambda n: names[n].last)
        found = [last]
        if self._over_honorific(scene, names[last].last) != verb:
            gap = scene.tokens[names[last].last : verb]
            others = any(t.text in self.heads_counted and gap[n - 1].text.isdigit() for n, t in enumerate(gap) if n)
            return [] if others else found
        for number in sorted((n for n in before if n != last), key=lambda n: -names[n].last):
            end = self._over_honorific(scene, names[number].last)
            gap = scene.tokens[end : names[found[-1]].first]
            if not gap or gap[0].lower not in self.separators or self._taken(scene, end):
                break
            found.append(number)
        return found

    def _succeeded(self, scene: Scene, name: Placed) -> bool:
        """Whether a name is that of who is succeeded in the post: 接替任期届满的X."""
        for at in range(name.first - 1, max(0, name.first - DESCRIBED) - 1, -1):
            if not scene.tokens[at].is_han:
                return False
            if self.succeeding.at(scene.tokens, at) is not None:
                return True
        return False

    def _over_honorific(self, scene: Scene, at: int) -> int:
        found = self.honorifics.at(scene.tokens, at)
        return found.end if found is not None else at

    def _onward(self, scene: Scene, titles: Sequence[Title], links: list[Link]) -> list[Link]:
        """A title behind 、 that nobody holds goes on with the one before: "历任A、B"."""
        for number in range(1, len(titles)):
            if any(k.title == number for k in links):
                continue
            holders = [k for k in links if k.title == number - 1 and k.how in {"verb", "onward", "after"}]
            if holders and self._joined(scene, titles, number - 1):
                links += [Link(number, k.name, "onward") for k in holders]
        return sorted(links, key=lambda k: k.title)
