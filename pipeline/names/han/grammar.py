"""Names in Chinese: a run of characters that ends in a head noun and begins behind a word that no name holds."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from pipeline.names.han.bounds import Bounds
from pipeline.names.heads import Heads
from pipeline.names.phrase import Phrase
from pipeline.phrases import fold

LONGEST = 34
LONGEST_QUOTE = 10
# How long the name is that a site bears behind that of its network, less one.
LONGEST_OWN = 9
# How long one is that no list of places has.
SHORT_OWN = 4
DOTS = frozenset("·•・")
# How long the name of one side of two is: 几方.
SIDE = 2
# How long the proper part is of a name that only a post gives away.
SHORTEST_TOLD = 3
# How long a person's name is between a post and a verb, less one.
LONGEST_PERSON = 5
# Characters of what stands before the place that a name begins with and is none of it, and of that place.
SHORTEST_VERB, LONGEST_VERB = 2, 4
SHORTEST_PLACE, LONGEST_PLACE = 3, 8
_RUN = re.compile(r"[\u3400-\u9fffA-Za-z0-9·\-—+、“”「」『』《》]")
_HAN = re.compile(r"[\u3400-\u9fff]+")
_LATIN = re.compile(r"[A-Za-z0-9\-]")
_BRACKETS = {"（": "）", "(": ")"}
_QUOTES = {"”": "“", "」": "「", "』": "『", "》": "《"}


class HanGrammar:
    """Grows names to the left of head nouns."""

    def __init__(self, bounds: Bounds) -> None:
        self.bounds = bounds
        measures = "".join(bounds.measures)
        self._counted = re.compile(rf"[{bounds.counting}0-9][{measures}]$") if measures else re.compile(r"(?!)")
        self._starts = {place[0] for place in bounds.places}
        self._stopping: dict[str, list[str]] = {}
        for word in bounds.stops:
            self._stopping.setdefault(word[-1], []).append(word)
        divisions = "|".join(map(re.escape, bounds.divisions))
        self._division = re.compile(rf"[\u3400-\u9fff]{{2,4}}?(?:{divisions})") if divisions else re.compile(r"(?!)")

    def find(self, text: str, heads: Heads, *, sites: bool = False) -> list[Phrase]:
        """The longest name before each head, in the order of the text, none inside another, save the parent of a part."""
        plain = simplified(text)
        shielded = self._shielded(plain)
        pattern = re.compile("|".join(map(self._alternative, sorted(heads.all, key=len, reverse=True))))
        found = []
        for match in pattern.finditer(plain):
            if plain.startswith(self.bounds.totals, match.end()):
                continue
            if sites and plain.startswith(self.bounds.collectives, match.end()):
                continue
            phrase = self._grow(plain, match, shielded, heads, sites=sites)
            if phrase is not None:
                found.append(phrase)
        if not sites:
            found += self._told(plain, shielded, heads)
        return [p for p in found if not any(q.holds(p) for q in found)]

    def _told(self, text: str, shielded: frozenset[int], heads: Heads) -> list[Phrase]:
        """Names of bodies that a post or an organ behind their head gives away: 濠江善信会|会长, X伙伴计划|秘书处; all their mentions."""
        names: dict[str, str] = {}
        sought: set[str] = set()
        for head, posts in self.bounds.told.items():
            barred = self.bounds.not_before.get(head, "")
            for match in re.finditer(f"{head}(?={'|'.join(map(re.escape, posts))})", text):
                before = text[max(0, match.start() - LONGEST) : match.end()]
                if before.endswith((*heads.all, *self.bounds.untold)) or text[match.start() - 1 : match.start()] in [*barred]:
                    continue
                phrase = self._grow(text, match, shielded, heads, sites=False)
                if phrase is not None and phrase.specific and match.start() - phrase.start >= SHORTEST_TOLD:
                    names[text[phrase.start : phrase.end]] = head
                elif (short := text[self._left(text, match.start(), shielded, heads) : match.end()]) not in sought:
                    sought.add(short)
                    names |= dict.fromkeys(self._in_full(text, short, head, shielded, heads), head)
        return [
            Phrase(m.start(), m.end(), m.end() - len(head), m.end(), head, True)
            for name, head in names.items()
            for m in re.finditer(re.escape(name), text)
        ]

    def _in_full(self, text: str, short: str, head: str, shielded: frozenset[int], heads: Heads) -> Iterator[str]:
        """The names that end as the short one before a post does: 亚洲观测伙伴计划 of 伙伴计划|秘书长; by the head alone, if it comes again."""
        for other in re.finditer(re.escape(short), text):
            inner = re.compile(re.escape(head)).match(text, other.end() - len(head))
            phrase = self._grow(text, inner, shielded, heads, sites=False) if inner else None
            if phrase is None or not phrase.specific or inner is None or inner.start() - phrase.start < SHORTEST_TOLD:
                continue
            name = text[phrase.start : phrase.end]
            if len(head) > 1 and name != short and (short != head or text.count(name) > 1):
                yield name

    def lines(self, text: str) -> list[tuple[int, int]]:
        """Chinese has no headline capitals."""
        return []

    def _shielded(self, text: str) -> frozenset[int]:
        """Characters inside longer words and names of places, which stop nothing (以 in 以色列)."""
        words = "|".join(sorted(map(re.escape, (*self.bounds.shields, *self.bounds.places)), key=len, reverse=True))
        return frozenset(n for match in re.finditer(words, text) for n in range(*match.span())) if words else frozenset()

    def _grow(self, text: str, match: re.Match[str], shielded: frozenset[int], heads: Heads, *, sites: bool) -> Phrase | None:
        head = match.group()
        start = self._behind_number(text, self._left(text, match.start(), shielded, heads), match)
        start = self._behind_general(text, start, match) if sites else start
        start = self._behind_verb(text, start, match.start())
        start += text[start] in self.bounds.ones and start < match.start() and start not in shielded
        start = self._behind_person(text, start, match.start())
        before = text[start : match.start()]
        if not sites and head in self.bounds.parts and self._has_parent(before):
            return None
        if not sites and head in self.bounds.faculties and text.endswith(self.bounds.owners, 0, start):
            return None
        parent = next((p for p in self.bounds.parents if before.endswith(p) or p + "“" in before), "")
        if country := self._foreign(before.partition(parent)[0] if parent else before, parent or head):
            start, before = start + country, before[country:]
        placed = self._placed(before) if head in self.bounds.needs_place else True
        alone = head in self.bounds.alone
        specific = alone or (self._tells(before, head) and placed)
        if start == match.start() and not (sites or alone):
            return None
        end = self._placed_behind(text, match.end()) if sites and (specific or before) else match.end()
        specific = specific or end > match.end()
        again = text.count(text[start : match.end()]) > 1
        if sites and (own := self._own_behind(text, match.end(), head, named=specific, again=again)):
            end, specific = own, True
        return Phrase(start, end, match.start(), match.end(), head, specific)

    def _behind_number(self, text: str, start: int, head: re.Match[str]) -> int:
        """Behind a noun with its number that the name repeats: "第八家基地|拉巴特基地"."""
        noun = text.find(head.group(), start, head.start())
        numbered = self._counted.search(text, max(0, start - 3), start)
        named = noun >= 0 and head.start() - noun - len(head.group()) > 1
        return noun + len(head.group()) if named and numbered and numbered.end() == start else start

    def _behind_person(self, text: str, start: int, head: int) -> int:
        """Behind the person's name that stands right behind a post, and what the person does: "馆长|沈默言推动|青湖博物馆"."""
        if start >= head or not text.endswith(self.bounds.holders, 0, start):
            return start
        for end in range(start + 2, min(start + LONGEST_PERSON, head)):
            verb = next((v for v in self.bounds.acts if text.startswith(v, end)), "")
            if verb or self._begins_place(text[end:head]):
                return min(end + len(verb), head)
        return start

    def _behind_general(self, text: str, start: int, head: re.Match[str]) -> int:
        """Behind a noun of no meaning with its number before the name of a place: "首座站点|宿务观测站"."""
        numbered = self._counted.search(text, max(0, start - 3), start)
        if numbered is None or numbered.end() != start:
            return start
        noun = next((n for n in self.bounds.own if text.startswith(n, start)), "")
        at = start + len(noun)
        return at if noun and at < head.start() and self._begins_place(text[at : head.start()]) else start

    def _behind_verb(self, text: str, start: int, head: int) -> int:
        """At the place before which a few characters stand that are no place, field or owner: "对话|塔什干数学营地"."""
        for at in range(start + SHORTEST_VERB, min(start + LONGEST_VERB, head - 1) + 1):
            before = text[start:at]
            if not _HAN.fullmatch(before) or self._begins_place(before):
                return start
            if any(text[at:end] in self.bounds.places for end in range(at + SHORTEST_PLACE, min(at + LONGEST_PLACE, head) + 1)):
                named = (
                    *self.bounds.parents,
                    *self.bounds.own,
                    *self.bounds.national,
                    *self.bounds.central,
                    *self.bounds.divisions,
                )
                plain = _without(before, (*self.bounds.generic, *self.bounds.subjects)) == before
                return at if plain and not any(word in before for word in named) else start
        return start

    def _placed_behind(self, text: str, at: int) -> int:
        """Behind the place in brackets that belongs to the name of a site: "X中心（万象）"."""
        closing = text.find(_BRACKETS.get(text[at : at + 1], "\0"), at, at + LONGEST_QUOTE)
        return closing + 1 if closing > 0 and text[at + 1 : closing] in self.bounds.places else at

    def _own_behind(self, text: str, at: int, head: str, *, named: bool, again: bool) -> int | None:
        """Behind the name that a site bears behind that of its network: 漂流站·X站.

        Without a dot it is a known place, or the text names the network alone too, and another noun follows (动物医院X站).
        """
        dotted = text[at : at + 1] in DOTS
        if not dotted and not named:
            return None
        begin = at + dotted
        for end in range(begin + 2, begin + LONGEST_OWN):
            noun = next((n for n in (head, *self.bounds.own) if text.startswith(n, end)), None)
            name = text[begin:end]
            if not _HAN.fullmatch(name) or (name not in self.bounds.places and any(stop in name for stop in self.bounds.stops)):
                return None
            if noun is not None and (
                dotted or (((again and len(name) <= SHORT_OWN) or name in self.bounds.places) and noun != head)
            ):
                return end + len(noun)
        return None

    def _alternative(self, head: str) -> str:
        """The pattern of a head, where no character on either side makes another word of it (大学生, 北部)."""
        behind, before = (re.escape("".join(table.get(head, ""))) for table in (self.bounds.not_after, self.bounds.not_before))
        return (f"(?<![{before}])" if before else "") + re.escape(head) + (f"(?![{behind}])" if behind else "")

    def _tells(self, before: str, head: str) -> bool:
        """Whether what stands before a head tells a body from others; a field tells no faculty from another ("园艺学院")."""
        fields = self.bounds.fields if head in self.bounds.faculties else ()
        side = len(before) == SIDE and before[-1] in self.bounds.sides and before not in self.bounds.not_sides
        return before not in self.bounds.parents and not side and bool(_without(before, (*fields, *self.bounds.generic)))

    def _has_parent(self, before: str) -> bool:
        """Whether what stands before the head names a body by itself ("X大学" before 图书馆; no "肯尼亚大学")."""
        for parent in self.bounds.parents:
            if (at := before.find(parent)) > 0:
                return before[:at] not in self.bounds.places and bool(_without(before[:at], self.bounds.generic))
        return False

    def _foreign(self, before: str, head: str) -> int:
        """How many characters of a country to leave out before the proper name of a school abroad ("挪威" in 挪威X大学)."""
        if head not in self.bounds.abroad:
            return 0
        country = next((n for n in range(min(9, len(before)), 1, -1) if before[:n] in self.bounds.nations), 0)
        proper = before[country:]
        rest = _without(proper, (*self.bounds.generic, *self.bounds.subjects))
        kept = before.startswith(self.bounds.home) or proper.startswith(self.bounds.national) or not self._tells(proper, head)
        return country if country and len(rest) > 1 and not kept else 0

    def _left(self, text: str, head: int, shielded: frozenset[int], heads: Heads) -> int:
        """Where the name before a head begins."""
        at = head
        while at > 0 and head - at < LONGEST and (_RUN.match(text[at - 1]) or self._bracketed(text, at)):
            char = text[at - 1]
            if char in _BRACKETS.values():
                at -= self._bracketed(text, at)
                continue
            if char in _QUOTES:
                opening = text.rfind(_QUOTES[char], max(0, at - LONGEST_QUOTE), at)
                if opening < 0 or any(c in "，。、；：" for c in text[opening:at]):
                    break
                at = opening
                continue
            if char in _QUOTES.values():
                break
            if self._stops(text, at, shielded) or not self._joins(text, at, head, shielded, heads):
                break
            at -= 1
        while at < head and (
            text[at] in "·-—+、”」』》" or (at not in shielded and (self._opens_with_joint(text, at) or self._copula(text, at)))
        ):
            at += 1
        return at

    def _bracketed(self, text: str, at: int) -> int:
        """How long the name of a country is that ends in brackets here: 刚果（金）."""
        named = (n for n in range(3, 9) if text[max(0, at - n) : at] in self.bounds.nations)
        return next(named, 0) if text[at - 1] in _BRACKETS.values() else 0

    def _stops(self, text: str, at: int, shielded: frozenset[int]) -> bool:
        """Whether a word that no name holds ends at `at`, or a number with its measure word."""
        if counted := self._counted.search(text, max(0, at - 6), at):
            return counted.end() == at and at - 1 not in shielded
        return any(
            text.endswith(word, 0, at) and not shielded.issuperset(range(at - len(word), at))
            for word in self._stopping.get(text[at - 1], ())
        )

    def _copula(self, text: str, at: int) -> bool:
        """Whether a copula stands at the beginning of a clause: "，系协作网第十四站"."""
        return text[at] in self.bounds.copulas and not _HAN.match(text[at - 1 : at] or "。")

    def _opens_with_joint(self, text: str, at: int) -> bool:
        return any(text.startswith(joint, at) for joint in self.bounds.joints)

    def _joins(self, text: str, at: int, head: int, shielded: frozenset[int], heads: Heads) -> bool:
        """Whether a name may go on to the left over a joint: its right side begins no body of its own, its left ends none."""
        joint = next((j for j in (*self.bounds.joints, "、") if text.endswith(j, 0, at)), None)
        if joint is None or at - 1 in shielded:
            return True
        left, right = text[max(0, at - len(joint) - LONGEST) : at - len(joint)], text[at:head]
        if right and (len(right) > 8 or self._begins_place(right) or _LATIN.match(right[0])):
            return False
        ends_body = any(left.endswith(p) for p in (*self.bounds.parents, *self.bounds.parts, *heads.all)) or left.endswith(
            ("）", ")", "”", *self.bounds.posts, *self.bounds.own)
        )
        run = re.search(r"[\u3400-\u9fff、]*$", left)
        chunk = run.group()[-LONGEST // 2 :] if run else ""
        chunk = chunk[max(0, *(chunk.rfind(post) + len(post) for post in self.bounds.posts if post in chunk), 0) :]
        division = self._division.search(chunk)
        placed = any(place in chunk for place in self.bounds.places)
        return not ends_body and (placed or (division is not None and division.end() < len(chunk)))

    def _placed(self, name: str) -> bool:
        """Whether a place stands in a name: one that is known, or one that opens it, told by what it is ("青山县", "省")."""
        central = name.startswith((*self.bounds.central, *self.bounds.divisions))
        return central or any(place in name for place in self.bounds.places) or bool(self._division.match(name))

    def _begins_place(self, text: str) -> bool:
        return text[0] in self._starts and any(
            text.startswith(text[:n]) and text[:n] in self.bounds.places for n in range(2, 9)
        )


def _without(text: str, words: Collection[str]) -> str:
    """A text without certain words and without marks."""
    for word in words:
        text = text.replace(word, "")
    return text.strip("“”·-—、")


def simplified(text: str) -> str:
    """A text in simplified characters, one for one, so that offsets stay."""
    return "".join(f if len(f := fold(c)) == 1 and "\u3400" <= c <= "\u9fff" else c for c in text)
