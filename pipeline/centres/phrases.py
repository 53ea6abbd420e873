"""The phrases of a text that may name centres: grown around nouns, described by place, or chained."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from spacy.tokens import Doc

from pipeline import morphology, numbers, places, spans, units
from pipeline.centres import apposed, hosts
from pipeline.centres.described import Known, told, without_owner
from pipeline.centres.sites import Site
from pipeline.centres.wording import HAN, Wording
from pipeline.names.heads import Heads
from pipeline.names.phrase import Phrase, uncut
from pipeline.phrases import fold
from pipeline.spans import Zones

# "The fourth such centre in Ghana" names no centre either.
SUCH = 12
AGREEING = 40
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


class Naming(Wording):
    """Finds the phrases of one text, and what stands around them."""

    def _phrases(self, doc: Doc, passive: Zones, counted: Sequence[units.Unit]) -> list[Phrase]:
        text = doc.text
        grown = self.grammar.find(text, self._heads(text, counted), sites=True)
        if self.recognised:
            named = [(e.start_char, e.end_char) for e in doc.ents]
            grown = [uncut(p, named, text, ends=self._ends) for p in grown]
        grown = self.places_after.give(text, grown, Zones(headlines(doc)))
        bodies = [(f.start, f.end) for f in spans.read(doc, spans.ORGANISATIONS)]
        cut = [without_owner(text, p, bodies, self.descriptive) for p in grown]
        found = self._numerals(doc)
        closed = apposed.Closed(self.closed, [*bodies, *((p.start, p.end) for p in cut)])
        described = [*self._described(doc, counted), *self._chained(doc, counted, bodies, cut)]
        described += apposed.find(text, self.language, counted=counted, numerals=found, closed=closed)
        cut = [
            p for p in cut if not any(d.holds(p) and (d.head_start == p.head_start or d.rule == "described") for d in described)
        ]
        numerals = {n.end for n in found if n.kind is numbers.Kind.ORDINAL or n.value > 1}
        ordinals = [n.end for n in found if n.kind is numbers.Kind.ORDINAL]
        behind = (
            {n.start - 1 for n in found if n.kind is numbers.Kind.ORDINAL and not n.label} if self.order == "first" else set()
        )
        labels = [n for n in found if n.label]
        hubs = self._networks(doc)
        reach = AGREEING if self.cases else SUCH
        grown = [
            p
            for p in (*cut, *described)
            if (p.rule == "quoted" or not numerals & before(text, p.start) or self._named(text, p))
            and not self._seats(text, p)
            and not any(p.start < at <= p.end for at in behind)
            and not any(n.start < p.start < n.end or (n.roman and p.start == n.start) for n in found)
            and not any(p.start <= n.start < p.end for n in labels)
            and not any(s <= p.start and p.end <= e and (s, e) != (p.start, p.end) for s, e in hubs)
            and not (
                (most := self._tells(text, p, bodies))
                and any(0 <= p.start - end <= reach and self._such(text[end : p.start], most) for end in ordinals)
            )
        ]
        return [
            p
            for p in grown
            if not passive.covers(p.start, p.end) and not self._plural(text[p.head_start : p.head_end].split()[0])
        ]

    def _seats(self, text: str, phrase: Phrase) -> bool:
        """Whether a noun only says where a body has its seat: "tendrá su sede en el Conservatorio", "acuerdo de sede"."""
        nouns, words = self.seating
        if phrase.head not in nouns or not text[phrase.head_start].islower():
            return False
        before = " ".join(fold(text[max(0, phrase.start - AGREEING) : phrase.start]).split())
        return before.endswith(words)

    def _tells(self, text: str, phrase: Phrase, bodies: Sequence[tuple[int, int]]) -> int:
        """How many blanks may part an ordinal from a phrase that only tells what is the so-many-th; 0 for a name."""
        if self.cases and text[phrase.start].islower() and self._owned_by(phrase, bodies):
            return 3
        return 2 if phrase.rule == "described" else 0

    def _owned_by(self, phrase: Phrase, bodies: Sequence[tuple[int, int]]) -> bool:
        """Whether a body follows the noun of a phrase at once, as whose it is told ("кафедра Фонда памяти")."""
        return any(start == phrase.head_end + 1 for start, _ in bodies)

    def _named(self, text: str, phrase: Phrase) -> bool:
        """Whether a Chinese phrase behind a number is a name for all that: it begins with a city ("第三所万象学堂")."""
        if not HAN.match(text[phrase.start]):
            return False
        found = places.find(text[phrase.start : phrase.head_start], self.language)
        return bool(found) and found[0].start == 0 and found[0].kind is places.PlaceKind.CITY

    def _described(self, doc: Doc, counted: Sequence[units.Unit]) -> Iterator[Phrase]:
        """Centres told by place and common noun; countries and words that name bodies are no such places."""
        text = doc.text
        found = places.find(text, self.language)
        names = {fold(word) for f in spans.read(doc, spans.ORGANISATIONS) for word in text[f.start : f.end].split()}
        names |= {fold(text[p.start : p.end].split()[-1]) for p in found if p.kind is not places.PlaceKind.CITY}
        names |= {fold(word) for e in doc.ents if e.label_ == "PER" for word in e.text.split()}
        owning = frozenset({*self.descriptive, *self.articles})
        sure = Known(self._counted(text, counted), names | self.general | self.never, self.definite, self.seats, owning)
        bodies = [(f.start, f.end) for f in spans.read(doc, spans.ORGANISATIONS)] if self.order == "last" else []
        return told(text, counted, found, sure=sure, bodies=bodies)

    def _chained(
        self, doc: Doc, counted: Sequence[units.Unit], bodies: Sequence[tuple[int, int]], grown: Sequence[Phrase]
    ) -> list[Phrase]:
        """Centres told by common nouns that end in a name, where the grammar has grown none that is telling."""
        text = doc.text
        if self.chains is None:
            return []
        lands = places.find(text, self.language)
        closed = {fold(text[p.start : p.end].split()[-1]) for p in lands if p.kind is not places.PlaceKind.CITY}
        taken = [p for p in grown if p.specific]
        found = self.chains.find(text, counted, closed, bodies)
        return [p for p in found if not any(t.start < p.end and p.start < t.end for t in taken)]

    def _networks(self, doc: Doc) -> list[tuple[int, int]]:
        """Where networks are named: what is named inside is what they are made of, and no site."""
        entities = spans.entities(doc, spans.ORGANISATIONS)
        return [
            (f.start, f.end) for f in spans.read(doc, spans.ORGANISATIONS) if entities[f.entity]["kind"] in {"network", "igo"}
        ]

    def _numerals(self, doc: Doc) -> list[numbers.Numeral]:
        """The numbers of a text, those of its dates aside."""
        dates = Zones((f.start, f.end) for f in spans.read(doc, spans.DATES))
        return [n for n in numbers.find(doc.text, self.language) if not dates.covers(n.start, n.end)]

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
        if not self.equating or self.article == "\0":
            return set()
        text, found = doc.text, set[int]()
        ordinals = [n.start for n in self._numerals(doc) if n.kind is numbers.Kind.ORDINAL and not n.label]
        told = [p for p in phrases if p.specific]
        for sentence in doc.sents:
            first = next((p for p in told if sentence.start_char <= p.start < sentence.end_char), None)
            for at in ordinals:
                gap = text[first.end : at] if first is not None and 0 < at - first.end <= EQUATION else "."
                if (
                    first is not None
                    and not set(gap) & SENTENCE_MARKS
                    and self.equal.intersection(map(fold, gap.split()[-FRAME:]))
                ):
                    found.add(first.end)
        return found

    def _subjects(self, doc: Doc, phrases: Sequence[Phrase], ordinals: Sequence[int]) -> set[int]:
        """Ends of the names that open a sentence of which an ordinal is the predicate: "Кафедра работает в Оше и является третьей"."""
        equated = [at for at in ordinals if _before(doc.text, at) in self.copular]
        opened = {s.start_char for s in doc.sents if any(s.start_char <= at < s.end_char for at in equated)}
        return {p.end for p in phrases if p.start in opened}

    def _leads(self, gap: str) -> bool:
        """Whether only a comma and an article stand between a name and its ordinal: "the Aral Hub, the ninth of its kind"."""
        return gap.startswith((", ", "، ")) and (len(gap) == len(", ") or fold(gap[2:].strip()) in self.articles)

    def _serial(self, doc: Doc, phrases: Sequence[Phrase]) -> frozenset[int]:
        """Ends of the names that are numbered as members of a network."""
        if self.serial is None:
            return frozenset()
        lands = {p.start for p in places.find(doc.text, self.language)}
        return frozenset(self.serial.ends(doc.text, phrases, self._numerals(doc), lands))

    def _apposed(self, doc: Doc, phrases: Sequence[Phrase]) -> set[int]:
        """Beginnings of the names that an ordinal with a comma introduces: "The fifth, the Aral Hub, opens in May"."""
        text = doc.text
        ends = [n.end for n in self._numerals(doc) if n.kind is numbers.Kind.ORDINAL and not n.label]
        gaps = {
            (end, p.start): text[end : p.start].partition(",") for p in phrases for end in ends if 2 <= p.start - end <= LEAD
        }
        close = {p.start for p in phrases if text[p.end : p.end + 1] == ","}
        nouns = self._nouns_of(text, ends)
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

    def _heads(self, text: str, counted: Sequence[units.Unit]) -> Heads:
        """The heads of the lexicon, and those of units that this text makes known ("repair café")."""
        known, compound, coined = set[str](), set[str](), set[str]()
        for unit in counted:
            words = text[unit.start : unit.end].casefold().split()
            if not unit.weak:
                noun = words[0] if self.order == "first" else words[-1]
                if noun.startswith(self.to) and text[unit.start - 1 : unit.start] == self.to:
                    noun = self.article + noun.removeprefix(self.to)
                nouns = coined if unit.coined else compound if len(words) > 1 else known
                nouns.update((noun, morphology.lemma(noun, self.language)))
        firm = (coined | compound) - self.heads.all - self.unit_forms
        new = frozenset(noun for noun in firm | known - self.heads.all - self.unit_words if not HAN.match(noun))
        lower = self.heads.lower | new - compound | new & coined
        ends = {u.start: u.end for u in counted if u.coined or (" " in u.unit and not u.weak)}
        if self.order == "first":
            return Heads(self.heads.last, self.heads.first | new, lower, ends)
        han = frozenset(fold(text[u.start : u.end]) for u in counted if u.coined and HAN.match(text[u.start]))
        return Heads(self.heads.last | new | han, self.heads.first, lower, ends)

    def _expansions(self, doc: Doc) -> dict[str, str]:
        """What a centre's name calls a body → what it is to call it: networks by acronym, the schools where it stands in full."""
        text, entities = doc.text, spans.entities(doc, spans.ORGANISATIONS)
        facts = [(f, entities[f.entity]["acronym"]) for f in spans.read(doc, spans.ORGANISATIONS)]
        wordings = [(text[f.start : f.end], short, entities[f.entity]) for f, short in facts if short]
        networks = {name: short for name, short, body in wordings if name != short and body["kind"] not in hosts.SEATS}
        return networks | {short: body["name"] for name, short, body in wordings if body["kind"] in hosts.SEATS}

    def _bodies(self, doc: Doc) -> tuple[set[int], list[tuple[int, int]]]:
        """Ends of the names that the text gives an acronym; offsets of all organisations."""
        facts = spans.read(doc, spans.ORGANISATIONS)
        return {f.end for f in facts if f.rule == "organisations.defined"}, [(f.start, f.end) for f in facts]

    def _of_body(self, text: str, span: tuple[int, int], bodies: Sequence[tuple[int, set[str]]], sites: Sequence[Site]) -> bool:
        """Whether a common noun takes up a body that has it in its name and was named after every centre ("the institute").

        `bodies`: the end of each of their names, and its folded words.
        """
        noun = fold(text[slice(*span)]).split()[0 if self.order == "first" else -1]
        named = max((end for end, words in bodies if end <= span[0] and noun in words), default=-1)
        return named > max((end for site in sites for _, end in site.mentions if end <= span[0]), default=-1)


def before(text: str, start: int) -> set[int]:
    """The offsets at which a word right before `start` may end."""
    return {start, start - 1} if text[max(0, start - 1) : start] == " " else {start}


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


def headlines(doc: Doc) -> list[tuple[int, int]]:
    """Where the headlines stand."""
    return [(f.start, f.end) for f in spans.read(doc, spans.HEADER) if f.label == "TITLE"]
