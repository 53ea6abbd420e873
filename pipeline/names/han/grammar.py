"""Names in Chinese: a run of characters that ends in a head noun and begins behind a word that no name holds."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pipeline.names.han.bounds import Bounds
from pipeline.names.han.confirmed import Confirmed
from pipeline.names.han.counts import Counts
from pipeline.names.han.openings import Openings
from pipeline.names.han.own import own_name_end
from pipeline.names.han.places import Places
from pipeline.names.han.proper import Proper
from pipeline.names.han.stretches import LONGEST, Page, Stretches
from pipeline.names.heads import Heads
from pipeline.names.phrase import Phrase
from pipeline.phrases import fold

__all__ = ["HanGrammar"]

Span = tuple[int, int]
DOTS = frozenset("·•‧")
# An inner unit or a grade between a body and a post, no word that parts them.
WITHIN = "[^\\W的在由是为了和与及将已被把对向从到有该其a-zA-Z0-9]{0,8}?"

# How long the proper part is of a name that only a post gives away.
SHORTEST_TOLD = 3
# Characters of the brand that a body shares with its sites.
BRAND = 2
# Characters of the longest brand, the place before it included.
LONGEST_BRAND = 5
# Characters between a body and the noun of an inner unit of it.
LONGEST_UNIT = 4


class HanGrammar:
    """Grows names to the left of head nouns."""

    def __init__(self, bounds: Bounds) -> None:
        self.bounds = bounds
        self._places = Places(bounds)
        self._proper = Proper(bounds, self._places)
        counts = Counts(bounds)
        self._stretches = Stretches(bounds, self._places, counts)
        self._openings = Openings(bounds, self._places, counts)
        self._told_behind = self._behind()
        self._confirmed = Confirmed(bounds, self._places, lambda page, head: self._grow(page, head, sites=False))

    def find(self, text: str, heads: Heads, *, sites: bool = False) -> list[Phrase]:
        """The longest name before each head, in the order of the text, none inside another, save the parent of a part."""
        page = self._stretches.page(_simplified(text), heads)
        pattern = re.compile("|".join(map(self._alternative, sorted(heads.all, key=len, reverse=True))))
        found = []
        for match in pattern.finditer(page.text):
            if page.text.startswith(self.bounds.totals, match.end()):
                continue
            if sites and page.text.startswith(self.bounds.collectives, match.end()):
                continue
            phrase = self._grow(page, match, sites=sites)
            if phrase is not None:
                found.append(phrase)
        if not sites:
            found += self._told(page)
        return [p for p in found if not any(q.holds(p) for q in found)]

    def confirmed(
        self, text: str, heads: Heads, phrases: Sequence[Phrase], *, bodies: Sequence[Span], others: Sequence[Span]
    ) -> list[Phrase]:
        """The names of bodies in a text as a recogniser confirms them: `bodies` it calls organisations, `others` persons and places."""
        return self._confirmed.settle(self._stretches.page(_simplified(text), heads), phrases, bodies, others)

    def lines(self, text: str) -> list[tuple[int, int]]:
        """Chinese has no headline capitals."""
        return []

    def _told(self, page: Page) -> list[Phrase]:
        """Names of bodies that a post or an organ behind their head gives away: 濠江善信会|会长, X伙伴计划|秘书处; all their mentions."""
        text, bounds = page.text, self.bounds
        names: dict[str, str] = {}
        sought: set[str] = set()
        for head, behind in self._told_behind.items():
            barred = bounds.not_before.get(head, "")
            for match in re.finditer(head + behind, text):
                before = text[max(0, match.start() - LONGEST) : match.end()]
                if before.endswith((*page.heads.all, *bounds.untold)) or text[match.start() - 1 : match.start()] in [*barred]:
                    continue
                name = self._telling(page, match)
                if name and not DOTS & set(name):
                    names[name] = head
                elif (short := text[self._stretches.begin(page, match.start()) : match.end()]) not in sought:
                    sought.add(short)
                    names |= dict.fromkeys(self._in_full(page, short, head), head)
        return [
            Phrase(m.start(), m.end(), m.end() - len(head), m.end(), head, True)
            for name, head in names.items()
            for m in re.finditer(re.escape(name), text)
        ]

    def _behind(self) -> dict[str, str]:
        """What stands behind the heads that a post makes bodies, as patterns."""
        told = {head: f"(?={'|'.join(map(re.escape, posts))})" for head, posts in self.bounds.told.items()}
        posts = "|".join(map(re.escape, (*self.bounds.holders, *self.bounds.telling)))
        trading = f"(?={'|'.join(map(re.escape, self.bounds.trading))})" if self.bounds.trading else "(?!)"
        told |= dict.fromkeys(self.bounds.industries, trading)
        holding = f"(?![{self.bounds.posted}])(?={WITHIN}(?:{posts}))"
        return told | {head: f"(?:{holding}|{told.get(head, '(?!)')})" for head in self.bounds.told_any}

    def _in_full(self, page: Page, short: str, head: str) -> Iterator[str]:
        """The names that end as the short one before a post does: 亚洲观测伙伴计划 of 伙伴计划|秘书长; by the head alone, if it comes again."""
        for other in re.finditer(re.escape(short), page.text):
            inner = re.compile(re.escape(head)).match(page.text, other.end() - len(head))
            name = self._telling(page, inner) if inner else ""
            if len(head) > 1 and name not in {"", short} and (short != head or page.text.count(name) > 1):
                yield name

    def _telling(self, page: Page, head: re.Match[str]) -> str:
        """The name that a head ends, empty where it is none that tells a body from others."""
        phrase = self._grow(page, head, sites=False)
        tells = phrase is not None and phrase.specific and head.start() - phrase.start >= self._fewest(head.group())
        if phrase is not None and tells and head.group() in self.bounds.told_any and self._housed(page, phrase.start, head):
            return ""
        if (
            phrase is not None
            and head.group() in self.bounds.industries
            and not self._branded(page.text[phrase.start : head.start()])
        ):
            return ""
        return page.text[phrase.start : phrase.end] if phrase is not None and tells else ""

    def _branded(self, before: str) -> bool:
        """Whether what stands before the noun of an industry may be a brand: a few characters, none of them a word of any trade."""
        bounds = self.bounds
        words = (*bounds.unbranded, *bounds.industries, *bounds.generic, *bounds.subjects, *bounds.fields)
        return len(before) <= LONGEST_BRAND and not any(len(word) > 1 and word in before for word in words)

    def _housed(self, page: Page, start: int, head: re.Match[str]) -> bool:
        """Whether a noun that only a post makes a body is that of an inner unit of the body before it: X协会|义工队|队长."""
        before = page.text[start : head.start()]
        return any(0 <= len(before) - end <= LONGEST_UNIT for end in self._wholes(before))

    def _wholes(self, before: str) -> Iterator[int]:
        """Where the names of bodies end with which a text may begin."""
        ends = ((before.find(noun, SHORTEST_TOLD - 1), noun) for noun in self.bounds.wholes)
        return (at + len(noun) for at, noun in ends if at > 0)

    def _branded_again(self, before: str) -> int:
        """Where the name of a site begins anew behind that of its body, by the brand of both: 广慈基金会|广慈X, 0 where it does not."""
        return next((end for end in self._wholes(before) if len(before) > end and before.startswith(before[:BRAND], end)), 0)

    def _office(self, before: str, head: str) -> bool:
        """Whether the noun of a site is that of an office within the body named before it, at no place of its own: X联合会|学生事务|办公室."""
        if not head.endswith(self.bounds.inner_sites):
            return False
        end = max(self._wholes(before), default=0)
        return end > 0 and not self._places.known_in(before[end:]) and "驻" not in before[end:]

    def _fewest(self, head: str) -> int:
        """How many characters before a head make a name that only a post gives away: fewer where the head itself is long."""
        return SHORTEST_TOLD - (head in (*self.bounds.told_any, *self.bounds.industries) and len(head) > 1)

    def _grow(self, page: Page, match: re.Match[str], *, sites: bool) -> Phrase | None:
        """The name that ends with a head; None where the head alone is none, or where it is but a part of another body's name."""
        text, bounds, head = page.text, self.bounds, match.group()
        start = self._openings.behind(page, self._stretches.begin(page, match.start()), match, sites=sites)
        start = self._bounded(text, start, match, sites=sites)
        before = text[start : match.start()]
        if sites and (again := self._branded_again(before)):
            start, before = start + again, before[again:]
        if not sites and (self._is_part(before, head) or self._inner(page, start, match) or self._anonymous(before, head)):
            return None
        if sites and self._office(before, head):
            return None
        owned = text.endswith(bounds.owners, 0, start) and not text.endswith(bounds.leading, 0, start)
        if not sites and ((owned and head in bounds.faculties) or before in [*bounds.deictic]):
            return None
        parent = next((p for p in bounds.parents if before.endswith(p) or p + "“" in before), "")
        if country := self._proper.foreign(before.partition(parent)[0] if parent else before, parent or head, sites=sites):
            start, before = start + country, before[country:]
        alone = head in bounds.alone
        if start == match.start() and not (sites or alone):
            return None
        placed = head not in bounds.needs_place or self._places.tell(before)
        specific = alone or self._of_district(page, start, match) or (self._proper.tells(before, head) and placed)
        end = self._places.behind(text, match.end()) if sites and (specific or before) else match.end()
        specific = specific or end > match.end()
        again = text.count(text[start : match.end()]) > 1
        if sites and (own := own_name_end(bounds, text, match, named=specific, again=again)):
            end, specific = own, True
        return Phrase(start, end, match.start(), match.end(), head, specific)

    def _of_district(self, page: Page, start: int, match: re.Match[str]) -> bool:
        """Whether a body is told by the district that it is of, which nothing points to: 县供销社, not 该县供销社."""
        before, told = page.text[start : match.start()], page.text[start - 1 : start] not in [*self.bounds.deictic]
        return told and before in self.bounds.divisions and match.group() in self.bounds.district_bodies

    def _is_part(self, before: str, head: str) -> bool:
        """Whether a head behind what stands before it is that of a part of another body: 学术|委员会, X大学|图书馆, X部|气象局."""
        bounds = self.bounds
        if before in bounds.inner.get(head, ()):
            return True
        if head in bounds.secretariats and len(before) in self._wholes(before):
            return True
        if head in bounds.parts and not before.endswith(bounds.founded) and self._proper.has_parent(before):
            return True
        ministry = next((n for n in bounds.ministries if before.find(n, SHORTEST_TOLD) > 0), "")
        return bool(ministry) and head.endswith(bounds.offices) and self._places.tell(before.partition(ministry)[0])

    def _anonymous(self, before: str, head: str) -> bool:
        """Whether a head is that of a unit of a body that is not named: 公司市场|部."""
        return head == self.bounds.department and before.startswith(self.bounds.parents)

    def _inner(self, page: Page, start: int, match: re.Match[str]) -> bool:
        """Whether a head is that of an inner unit of the body before it: X合作社|学术委员会, X署|人力资源部, 该|机构|图书馆."""
        bounds, before, head = self.bounds, page.text[start : match.start()], match.group()
        if not head.endswith(tuple(bounds.inner_heads)):
            return False
        fields = bounds.inner.get(head)
        inner = max((f for f in fields if before.endswith(f)), key=len, default=None) if fields else ""
        if inner is None:
            return False
        left = before[: len(before) - len(inner)]
        if left and page.text[start - 1 : start] in [*bounds.deictic]:
            return True
        if inner:
            return left.endswith((*page.heads.all, *bounds.parts_of)) and len(left) > SHORTEST_TOLD
        if left.endswith(bounds.of_states) and len(left) > SHORTEST_TOLD:
            return True
        return any(left.find(noun, SHORTEST_TOLD - 1) > 0 for noun in page.heads.all if len(noun) > 1 and noun != head)

    def _bounded(self, text: str, start: int, head: re.Match[str], *, sites: bool) -> int:
        """Where a name begins: with the word for all of a country before it, without the one that says of whom it was once."""
        bounds = self.bounds
        whole = next((w for w in bounds.whole if text.endswith(w, 0, start)), "")
        if whole and not sites and head.group().endswith(bounds.whole_ends) and head.start() > start:
            return start - len(whole)
        past = next((w for w in bounds.past if text.startswith(w, start)), "")
        left = text[start + len(past) : head.start()]
        return (
            start + len(past)
            if past and left and (self._places.open(left) or len(left) > 1) and not self._places.open(text[start:])
            else start
        )

    def _alternative(self, head: str) -> str:
        """The pattern of a head, where no character on either side makes another word of it (大学生, 北部)."""
        behind, before = (re.escape("".join(table.get(head, ""))) for table in (self.bounds.not_after, self.bounds.not_before))
        return (f"(?<![{before}])" if before else "") + re.escape(head) + (f"(?![{behind}])" if behind else "")


def _simplified(text: str) -> str:
    """A text in simplified characters, one for one, so that offsets stay."""
    return "".join(f if len(f := fold(c)) == 1 and "\u3400" <= c <= "\u9fff" else c for c in text)
