"""Which names a text numbers: "the Aral Hub is the sixth", "the fifth, the Aral Hub", "the library is the fourth in the network"."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection, Iterator, Sequence

from spacy.tokens import Doc

from pipeline import numbers, placed, places, spans, units
from pipeline.centres.candidates import SELDOM_ALONE
from pipeline.centres.counted import Counted
from pipeline.names.phrase import Phrase
from pipeline.phrases import fold, split
from pipeline.spans import Zones

# How far behind its name a centre's number may be said.
PREDICATE = 24
# From a name to the ordinal of which a copula says that it is that of the name, and words between copula and ordinal.
EQUATION = 100
FRAME = 3
SENTENCE_MARKS = frozenset(".;:!?؛؟\n")
# Characters that a comma and an article take.
LEAD = 8
# As far as a Chinese noun with its marks parts an ordinal from a name, the marks, and the noun.
NOUN = 26
PARTING = frozenset("，,—–：:“「 ")
HAN_NOUN = re.compile(r"[\u3400-\u9fffA-Za-z“”·]{2,}")


class Numbered(Counted):
    """Finds the names of which an ordinal is said."""

    def _numerals(self, doc: Doc) -> list[numbers.Numeral]:
        """The numbers of a text, those of its dates aside."""
        dates = Zones((f.start, f.end) for f in spans.read(doc, spans.DATES))
        return [n for n in numbers.find(doc.text, self.language) if not dates.covers(n.start, n.end)]

    def _numbered_sorts(self, doc: Doc) -> dict[int, bool]:
        """Where what a number stands before may be a sort of centres → whether it surely is.

        Where no article tells, a name may follow its ordinal at once ("第三所|金边传习所"), save behind a copula.
        """
        text, found = doc.text, dict[int, bool]()
        for numeral in self._numerals(doc):
            clause = re.split(r"[，。；：！？、\n]", text[max(0, numeral.start - EQUATION) : numeral.start])[-1]
            named = self.measures and not any(word in clause for word in self.copulas)
            if numeral.kind is numbers.Kind.ORDINAL or numeral.value > 1:
                ordinal = numeral.kind is numbers.Kind.ORDINAL
                found[numeral.end + (text[numeral.end : numeral.end + 1] == " ")] = not (ordinal and (numeral.label or named))
        return found

    def _numbered(self, doc: Doc, phrases: Sequence[Phrase]) -> set[int]:
        """Ends of the names of which an ordinal is said in the same clause: "the Aral Hub is the sixth"."""
        text = doc.text
        measures = self.measures
        linked = {p.end for p in phrases if any(c in text[p.end : p.end + PREDICATE] for c in self.copulas)}
        ahead = [
            n.start
            for n in self._numerals(doc)
            if n.kind is numbers.Kind.ORDINAL
            and (not n.label or _before(text, n.start) in self.copular)
            and fold(text[n.end : n.end + NOUN].strip().partition(" ")[0].rstrip(".,;")) not in self.ranked
            and (not measures or n.classifier in measures)
        ]
        said = {p.end for p in phrases if _predicated(text, p.end, ahead, self.equating)}
        if self.cases:
            said |= {p.end for p in phrases if text.startswith(", ", p.end) and p.end + len(", ") in ahead}
            said |= self._subjects(doc, phrases, ahead)
        elif not measures:
            said |= {p.end for p in phrases if any(0 < at - p.end <= LEAD and self._leads(text[p.end : at]) for at in ahead)}
        return said & linked if measures else said

    def _framed(self, doc: Doc, phrases: Sequence[Phrase]) -> set[int]:
        """Ends of the names that a sentence equates with an ordinal: "the library of A is | the (library) fourth in the network"."""
        if self.article == "\0":
            return self._ranked_beside(doc, phrases)
        if not self.equating:
            return set()
        text, found = doc.text, set[int]()
        numerals = [n for n in self._numerals(doc) if n.kind is numbers.Kind.ORDINAL]
        ordinals = {n.start: n for n in numerals if not n.label}
        labels = {n.start for n in numerals if n.label}
        told = [p for p in phrases if p.specific]
        found |= {p.end for p in told if p.end + 1 in labels and _before(text, p.start) in self.bearing}
        for sentence in doc.sents:
            first = next((p for p in told if sentence.start_char <= p.start < sentence.end_char), None)
            for at, ordinal in ordinals.items():
                gap = text[first.end : at] if first is not None and 0 < at - first.end <= EQUATION else "."
                if (
                    first is not None
                    and not set(gap) & SENTENCE_MARKS
                    and (
                        self.equal.intersection(map(fold, gap.split()[-FRAME:]))
                        or (gap == " " and self._verb_before(text, first, ordinal))
                    )
                ):
                    found.add(first.end)
        return found

    def _ranked_beside(self, doc: Doc, phrases: Sequence[Phrase]) -> set[int]:
        """Ends of the names beside which an ordinal stands with the place where it holds: "the Aral Station, fourth in Asia", "(No. 4 in Asia)"."""
        text = doc.text
        told = {
            n.start
            for n in self._numerals(doc)
            if n.kind is numbers.Kind.ORDINAL and text[n.end : n.end + 1] == " " and self._holds(text, n.end + 1)
        }
        return {
            p.end
            for p in phrases
            if p.head not in SELDOM_ALONE
            and any(0 < at - p.end <= LEAD and (text[p.end : at] == " (" or self._leads(text[p.end : at])) for at in told)
        }

    def _holds(self, text: str, at: int) -> bool:
        """Whether what an ordinal holds for begins at an offset: "in Asia", "worldwide"."""
        return fold(re.split(r"[\s.,;:)]", text[at : at + NOUN], maxsplit=1)[0]) in self.ranking_in

    def _verb_before(self, text: str, phrase: Phrase, ordinal: numbers.Numeral) -> bool:
        """Whether a verb of being stands right before a name of which an ordinal is the predicate: "يعد | مركز النخيل في قابس | الثالث".

        Behind a definite noun it may be an adjective of it, unless only a phrase of place or number follows, so that nothing else is said.
        """
        closed = fold(text[phrase.start : phrase.end]).rpartition(" ")[2].startswith(self.article)
        behind = fold(text[phrase.end : phrase.end + LEAD].strip()).startswith(self.article)
        after = fold(text[ordinal.end : ordinal.end + NOUN].lstrip(" ").partition(" ")[0])
        whole = not (closed and behind) or after in self.partitive
        return self.article != "\0" and whole and _before(text, phrase.start) in self.equal

    def _subjects(self, doc: Doc, phrases: Sequence[Phrase], ordinals: Sequence[int]) -> set[int]:
        """Ends of the names that open a sentence of which an ordinal is the predicate: "Кафедра работает в Оше и является третьей"."""
        text = doc.text
        equated = [at for at in ordinals if _before(text, at) in self.copular]
        openings = [s.start_char for s in doc.sents] if equated else []
        opened = {openings[bisect_right(openings, at) - 1] for at in equated}
        return {p.end for p in phrases if p.start in opened}

    def _housing(self, text: str, phrases: Sequence[Phrase]) -> set[int]:
        """Beginnings of the names right behind words for what houses something, an article between: "at the premises of | the Aral Institute"."""
        ends = [match.end for match in self.cues.phrases.find(text, split(text)) if match.value in {"strong", "kept"}]
        near = ((p.start, text[end : p.start]) for p in phrases for end in ends if 0 <= p.start - end <= LEAD)
        return {start for start, gap in near if not gap.strip() or fold(gap.strip()) in self.articles}

    def _ranks(self, doc: Doc, counted: Sequence[units.Unit]) -> bool:
        """Whether an ordinal numbers a member of a network, or stands beside one of the units."""
        if self._members(doc):
            return True
        ordinals = [n for n in self._numerals(doc) if n.kind is numbers.Kind.ORDINAL and not n.label]
        beside = {at for n in ordinals for at in (n.end, n.end + 1)}
        ends = {n.start - 1 for n in ordinals} if self.order == "first" or self.article != "\0" else set()
        return any(u.start in beside or u.end in ends for u in counted)

    def _opened(self, doc: Doc, phrases: Sequence[Phrase]) -> set[int]:
        """Beginnings of the Chinese names that open with a place or with words in quotation marks, and go on behind them."""
        if not self.measures:
            return set()
        openings = placed.Openings.of(doc.text, self.language)
        return {p.start for p in phrases if 0 < openings.at(p.start) <= p.head_end}

    def _leads(self, gap: str) -> bool:
        """Whether only a comma and an article stand between a name and its ordinal: "the Aral Hub, the ninth of its kind"."""
        return gap.startswith((", ", "، ")) and (len(gap) == len(", ") or fold(gap[2:].strip()) in self.articles)

    def _serial(self, doc: Doc, phrases: Sequence[Phrase]) -> frozenset[int]:
        """Ends of the names that are numbered as members of a network."""
        if self.serial is None:
            return frozenset()
        opening = sorted(s.start_char for s in doc.sents)
        return frozenset(self.serial.ends(doc.text, phrases, self._numerals(doc), self._members(doc), opening))

    def _members(self, doc: Doc) -> list[numbers.Numeral]:
        """The ordinals of members of a network."""
        if self.serial is None:
            return []
        lands = {p.start for p in places.find(doc.text, self.language)}
        counted = {u.start for u in units.find(doc.text, self.language)}
        return self.serial.members(doc.text, self._numerals(doc), lands, counted)

    def _apposed(self, doc: Doc, phrases: Sequence[Phrase]) -> set[int]:
        """Beginnings of the names that an ordinal with a comma introduces: "The fifth, the Aral Hub, opens in May"."""
        text = doc.text
        ends = [n.end for n in self._numerals(doc) if n.kind is numbers.Kind.ORDINAL and not n.label]
        gaps = {
            (end, p.start): text[end : p.start].partition(",") for p in phrases for end in ends if 2 <= p.start - end <= LEAD
        }
        close = {p.start for p in phrases if text[p.end : p.end + 1] == ","}
        nouns = self._nouns_of(text, ends)
        bodies = [(f.start, f.end) for f in spans.read(doc, spans.ORGANISATIONS)]
        nouns |= {
            end for start, end in bodies for noun in nouns if noun < start <= noun + LEAD and self._owns(text[noun:start])
        }
        return (
            {
                start
                for (_, start), (before, comma, behind) in gaps.items()
                if comma and start in close and not before and (not behind.strip() or fold(behind.strip()) in self.articles)
            }
            | set(self._named_behind(doc, phrases))
            | {p.start for p in phrases if self._introduced(text, p, nouns) or self._again(text, p, ends)}
        )

    def _nouns_of(self, text: str, ordinals: Sequence[int]) -> set[int]:
        """Ends of the units to which an ordinal belongs, small words or an adjective between: "its 2nd Nordic centre"."""
        if self.measures or self.cases or self.order == "first":
            return set()
        return {
            u.end
            for u in units.find(text, self.language)
            if text[u.start].islower()
            and any(0 < u.start - end <= NOUN and not set(text[end : u.start]) & set(",.;:!?()\n") for end in ordinals)
        }

    def _owns(self, gap: str) -> bool:
        """Whether only "of" and an article stand between a noun and a body: "the fifth camp | of the | Mekong League"."""
        words = [fold(word) for word in gap.split()]
        return bool(words) and words[0] in self.owned_by and all(word in self.articles for word in words[1:])

    def _introduced(self, text: str, phrase: Phrase, nouns: Collection[int]) -> bool:
        """Whether a name stands in apposition to a numbered unit: "its 2nd Nordic centre, the Kiruna Snow School"."""
        for end in nouns:
            gap = text[end : phrase.start]
            if 2 <= len(gap) <= LEAD and gap[0] == "," and (not gap[1:].strip() or fold(gap[1:].strip()) in self.articles):
                return phrase.specific
        return False

    def _again(self, text: str, phrase: Phrase, ordinals: Sequence[int]) -> bool:
        """Whether a comma parts a name from its own first words behind an ordinal: "la XXIV Casa del Libro, la Casa del Libro de Loja"."""
        begin = max(0, phrase.start - NOUN - LEAD)
        noun, comma, article = text[begin : phrase.start].rpartition(",")
        if not comma or (article.strip() and fold(article.strip()) not in self.articles):
            return False
        called = (noun[end - begin :].strip() for end in ordinals if begin <= end < begin + len(noun))
        return phrase.specific and any(len(words) > LEAD and text.startswith(words + " ", phrase.start) for words in called)

    def _named_behind(self, doc: Doc, phrases: Sequence[Phrase]) -> Iterator[int]:
        """In Chinese, beginnings of the names that a mark parts from an ordinal and its noun: 首家气象馆——云顶气象馆."""
        text = doc.text
        ends = [n.end for n in self._numerals(doc) if n.kind is numbers.Kind.ORDINAL and n.classifier in self.measures]
        for phrase in phrases:
            begin = max(0, phrase.start - NOUN)
            noun, mark = text[begin : phrase.start], ""
            while noun and noun[-1] in PARTING:
                noun, mark = noun[:-1], noun[-1]
            near = (end - begin for end in ends)
            if mark and any(0 <= at < len(noun) and HAN_NOUN.fullmatch(noun[at:]) for at in near):
                yield phrase.start


def _before(text: str, at: int) -> str:
    """The folded word before an offset."""
    return fold(text[max(0, at - NOUN) : at].rstrip().rpartition(" ")[2])


def _predicated(text: str, end: int, ordinals: Sequence[int], equating: tuple[str, ...]) -> bool:
    """Whether an ordinal stands a few words behind, in the same clause, or in one that opens with "which is"."""
    if text.startswith(" (", end) and (close := text.find(")", end, end + PREDICATE)) > 0:
        end = close + 1
    gap = text[end : end + PREDICATE]
    begin = end + len(gap) - len(gap.lstrip(" ،"))
    begin = begin if equating and text.startswith(equating, begin) else end
    return any(0 < at - begin <= PREDICATE and not set(text[begin:at]) & set(".,;:!?()\n。，；：،؛") for at in ordinals)
