"""Names in languages that write them with capitals: grown around a head noun."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from pipeline import gazetteer
from pipeline.names.capitals import introduced
from pipeline.names.capitals.complements import Complements
from pipeline.names.capitals.growth import Growth
from pipeline.names.capitals.joints import Joints
from pipeline.names.capitals.stretch import Stretch
from pipeline.names.capitals.unheaded import Unheaded
from pipeline.names.heads import Heads
from pipeline.names.holders import Holders
from pipeline.names.phrase import Phrase
from pipeline.names.words import Word, split, titled

# Characters before a name in which a town's may stand.
TOWN = 40
# Between a post and what it is over.
MARKS = frozenset({":", ",", "–", "-"})
# What opens an item of a list, which is no headline.
BULLETS = ("- ", "– ", "* ", "• ", "· ")


def _leans(inner: Phrase, outer: Phrase) -> bool:
    """Whether the head of a name stands right behind a shorter name, which only says whose it is: "Larkmoor City | Council"."""
    return inner.end + 1 == outer.head_start


class CapitalGrammar:
    """Grows names around capitalised heads, in one language."""

    def __init__(self, joints: Joints, holders: Holders) -> None:
        self.joints = joints
        self.holders = holders

    def find(self, text: str, heads: Heads, *, sites: bool = False) -> list[Phrase]:
        """The longest name around each head, in the order of the text; names inside names are left out.

        `sites`: a name that is not specific may say where the thing stands ("Smart Classroom at ABC").
        """
        words = split(text, self.joints.elisions)
        places = self.joints.places | self._stood_in(words) | (self._behind_heads(text, words, heads) if sites else set())
        stretch = Stretch(self.joints, words, heads, places, sites)
        complements = Complements(stretch)
        unheaded = Unheaded(stretch, complements)
        growth = Growth(stretch, complements, unheaded)
        found = [phrase for n in range(len(words)) if (phrase := growth.grow(n)) is not None]
        if not sites:
            found += introduced.of_state(stretch, found)
            found += introduced.behind_posts(unheaded, found)
            found += [p for p in introduced.behind_backers(unheaded, found) if not self.holders.person(text[p.start : p.end])]
        found = [
            p for p in found if p.head not in self.joints.trades or (p.rule and not self.holders.person(text[p.start : p.end]))
        ]
        found = [cut for phrase in found if (cut := self._short_of_post(words, phrase, found)) is not None]
        found = [self.holders.without_holder(text, phrase) for phrase in found]
        found = [phrase for phrase in found if sites or not self._field(text, words, phrase)]
        found = [phrase for phrase in found if not (sites and self._of_post(words, heads, phrase))]
        found = (
            [self._with_seat(phrase, text) for phrase in found] if sites else self._without_organs(text, words, heads, found)
        )
        parts = self.joints.parts | (frozenset() if sites else self.joints.annexes)
        whole = [p for p in found if not (p.head in parts and any(self._tells(q, p, text) for q in found))]
        whole = [p for p in whole if not (not sites and text[p.head_start].islower() and any(_introduces(p, q) for q in found))]
        apart = [_behind(phrase, found, words) for phrase in whole]
        outer = [p for p in apart if not any(q.holds(p) for q in apart)]
        return list({(p.start, p.end): p for p in outer}.values())

    def _short_of_post(self, words: list[Word], phrase: Phrase, others: list[Phrase]) -> Phrase | None:
        """A name less the words at its end that qualify the post right behind it: "Fisheries Authority | Programme Officer"; None where its noun is one and another of the `others` remains."""
        starts, ends = {w.start: n for n, w in enumerate(words)}, {w.end: n for n, w in enumerate(words)}
        first, last = starts[phrase.start], ends[phrase.end]
        after = words[last + 1] if last + 1 < len(words) else None
        if after is None or not after.near or after.lower not in self.joints.posts or after.start != words[last].end + 1:
            return phrase
        while last > first and words[last].lower in self.joints.post_modifiers:
            last -= 1
        if words[last].end == phrase.end:
            return phrase
        end = words[last].end
        if end >= phrase.head_end:
            return replace(phrase, end=end)
        return None if any(q.start == phrase.start and q.head_end <= end for q in others) else phrase

    def _field(self, text: str, words: list[Word], phrase: Phrase) -> bool:
        """Whether capitals behind a post are what it is over and no body: "Director of | Community Services", "Lead: Youth Services"; not "CEO of Harbour Services"."""
        inside = [n for n, w in enumerate(words) if phrase.start <= w.start < phrase.end]
        last = next((n for n in reversed(inside) if words[n].lower in self.joints.fields), None)
        if last is None or any(words[n].shouted for n in inside):
            return False
        at = inside[0] - 1
        holder = text[words[last].end : phrase.end].strip()
        if holder and not self.holders.person(holder) and not (at >= 0 and words[at].lower in self.joints.posts):
            return False
        aimed = at >= 0 and (words[at].lower in self.joints.of or words[at].text in MARKS)
        headed = at >= aimed and words[at - aimed].lower in self.joints.posts | self.joints.parts
        own = aimed and words[at].lower not in self.joints.aims and words[at].lower in self.joints.of
        return headed and not (own and words[at - 1].lower in self.joints.led)

    def _of_post(self, words: list[Word], heads: Heads, phrase: Phrase) -> bool:
        """Whether general words only qualify the post right behind them: "Nurse Unit | Manager", "Youth Hub | Coordinator"."""
        inside = [n for n, w in enumerate(words) if phrase.start <= w.start < phrase.end]
        after = words[inside[-1] + 1] if inside[-1] + 1 < len(words) else None
        if after is None or not (after.near and after.capital and after.lower in self.joints.posts):
            return False
        joints = self.joints
        general = joints.generic | joints.posts | joints.post_modifiers | joints.fields | joints.subjects | joints.little
        return all(words[n].lower in general | heads.all for n in inside)

    def _without_organs(self, text: str, words: list[Word], heads: Heads, found: list[Phrase]) -> list[Phrase]:
        """The names, those of mere organs of a body left out, and what begins inside theirs: "Comité directeur", "junta de | gobierno del Colegio"."""
        starts = {word.start: n for n, word in enumerate(words)}
        organs = [(organ[n:], organ) for organ in self.joints.inner_organs for n in range(len(organ))]

        def reads(at: int, tail: tuple[str, ...], organ: tuple[str, ...]) -> bool:
            first = at + len(tail) - len(organ)
            return first >= 0 and tuple(word.lower for word in words[first : at + len(tail)]) == organ

        named = [p for p in found if not any(reads(starts[p.start], tail, organ) for tail, organ in organs)]
        return [p for p in named if not (p.head in self.joints.parts and self._owned(text, words, heads, p, starts[p.start]))]

    def _owned(self, text: str, words: list[Word], heads: Heads, phrase: Phrase, first: int) -> bool:
        """Whether a name that ends with a part of a body is said of a body of this text: "the Council's | Arts Committee", "NSEA Council" beside "(NSEA)"."""
        if phrase.end != phrase.head_end:
            return False
        owner = words[first - 2].lower if first > 1 and words[first - 1].lower == "'s" else ""
        return owner in heads.last or (words[first].shouted and f"({words[first].text})" in text)

    def _tells(self, body: Phrase, part: Phrase, text: str) -> bool:
        """Whether a name holds the body of which it is but a part; a legation with its seat is one ("Délégation de l'UE au Mali").

        A noun right behind the part's makes one noun of both ("Hospital Escuela").
        """
        loose = not body.specific and text[: body.start].rpartition(" ")[0].rpartition(" ")[2].casefold() in self.joints.of
        if loose:  # "the European Council of Gardens"
            return False
        seated = part.head in self.joints.seated and part.end > body.end and text[part.head_start].isupper()
        return part.holds(body) and not _leans(body, part) and not seated and body.start != part.head_end + 1

    def lines(self, text: str) -> list[tuple[int, int]]:
        """The stretches written in headline capitals, where a capital proves nothing; none in a language that has no such headlines."""
        stretches, at = list[tuple[int, int]](), 0
        if not self.joints.headline_capitals:
            return stretches
        for line in text.split("\n"):
            if not line.startswith(BULLETS) and titled(split(line, self.joints.elisions), self.joints.little):
                stretches.append((at, at + len(line)))
            at += len(line) + 1
        return stretches

    def _behind_heads(self, text: str, words: list[Word], heads: Heads) -> set[str]:
        """Cities right behind a head that is preceded by its modifiers: "SMU Fab Lab Gweru"; and what stands there beside one.

        "Maker Garage Oban" makes "Maker Garage Lerwick" its sister, whatever Lerwick is.
        """
        found, sisters = set[str](), dict[tuple[str, str], set[str]]()
        for at in range(1, len(words) - 1):
            word, after = words[at], words[at + 1]
            if word.lower not in heads.last or not word.capital or not (after.near and after.capital) or after.shouted:
                continue
            if after.lower in self.joints.bodies | self.joints.generic | self.joints.never | heads.all:
                continue
            further = words[at + 2] if at + 2 < len(words) and words[at + 2].near and words[at + 2].capital else after
            if further is after:
                sisters.setdefault((words[at - 1].lower, word.lower), set()).add(after.lower)
            if any(gazetteer.known(text[after.start : last.end]) for last in (after, further)):
                found.add(after.lower)
        return found.union(*(alike for alike in sisters.values() if alike & found))

    def _with_seat(self, phrase: Phrase, text: str) -> Phrase:
        """A name with the place where it stands, where the text says them together again, or the same name of another place: "the Aral House in Osh"."""
        end = self._seat(text, phrase.end)
        if end == phrase.end:
            return phrase
        again = text.count(text[phrase.start : end]) > 1 or self._sister(phrase, text) or self._elsewhere(phrase, end, text)
        return replace(phrase, end=end) if again else phrase

    def _seat(self, text: str, at: int) -> int:
        """The end of "in" and the city behind a name; its own end where none follows."""
        seat, _, rest = text[at : at + TOWN].removeprefix(" ").partition(" ")
        city = rest.partition("\n")[0].partition(" ")[0].rstrip(",.;:!?)»”’'")
        known = seat in self.joints.seats and gazetteer.known(city) and text.startswith(" ", at)
        return at + len(seat) + len(city) + 2 if known else at

    def _elsewhere(self, phrase: Phrase, end: int, text: str) -> bool:
        """Whether the same name stands before another city: "the Aral House in Osh" beside one in Naryn."""
        called, seated = text[phrase.start : phrase.end], text[phrase.start : end]
        at = text.find(called)
        while at >= 0:
            other = self._seat(text, at + len(called))
            if other > at + len(called) and text[at:other] != seated:
                return " " in called
            at = text.find(called, at + 1)
        return False

    def _sister(self, phrase: Phrase, text: str) -> bool:
        """Whether the same name stands elsewhere behind another town's: "the Telavi Vine Laboratory", beside one in Ganja."""
        called, at = text[phrase.start : phrase.end], text.find(text[phrase.start : phrase.end])
        while at >= 0:
            before = text[max(0, at - TOWN) : at].removesuffix(" ").rpartition(" ")[2]
            if before and gazetteer.anywhere(before):
                return " " in called
            at = text.find(called, at + 1)
        return False

    def _stood_in(self, words: list[Word]) -> frozenset[str]:
        """Capitalised words that the text uses as places: they follow "in" or "at" and no name goes on behind them."""
        return frozenset(
            after.lower
            for before, after in pairwise(words)
            if before.lower in self.joints.seats
            and after.near
            and after.capital
            and not after.shouted
            and after.lower not in self.joints.never
            and not self.joints.subject(after)
        )


def _introduces(phrase: Phrase, other: Phrase) -> bool:
    """Whether the noun of a name only stands before another one: "la compañía Salmones del Sur"."""
    return phrase.holds(other) and other.start == phrase.head_end + 1


def _behind(phrase: Phrase, others: list[Phrase], words: list[Word]) -> Phrase:
    """A name that has run into the complement of the one before it, begun anew behind that one."""
    for other in others:
        if other.start < phrase.start < other.end < phrase.head_start:
            first = next((w for w in words if w.start >= other.end and w.capital), None)
            if first is not None and first.start < phrase.head_start:
                return replace(phrase, start=first.start)
    return phrase
