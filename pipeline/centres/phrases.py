"""The phrases of a text that may name centres: grown around nouns, described by place, or chained."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence

from spacy.tokens import Doc

from pipeline import morphology, numbers, places, spans, units
from pipeline.centres import apposed
from pipeline.centres.bodies import SEATS
from pipeline.centres.counted import HAN
from pipeline.centres.described import Known, called_again, told, without_owner
from pipeline.centres.numbered import Numbered
from pipeline.centres.sites import Site
from pipeline.names.heads import Heads
from pipeline.names.phrase import Phrase, uncut
from pipeline.phrases import fold
from pipeline.spans import Zones

# "The fourth such centre in Ghana" names no centre either.
SUCH = 12
AGREEING = 40
# Kinds of bodies that may be called after what they make.
CALLED = {"ngo", "company"}
# A colon between a name and a number, and characters of a measure word behind that.
TALLY = re.compile(r"\s?[:：]\s?")
MEASURE = 1


class Naming(Numbered):
    """Finds the phrases of one text, and what stands around them."""

    def _phrases(self, doc: Doc, passive: Zones, counted: Sequence[units.Unit]) -> list[Phrase]:
        text = doc.text
        grown = self.grammar.find(text, self._heads(text, counted), sites=True)
        if self.recognised:
            named = [(e.start_char, e.end_char, e.label_) for e in doc.ents]
            grown = [uncut(p, named, text, ends=self._ends) for p in grown]
        grown = self.places_after.give(text, grown, Zones(headlines(doc)))
        bodies = [(f.start, f.end) for f in spans.read(doc, spans.ORGANISATIONS)]
        cut = called_again(text, [without_owner(text, p, bodies, self.descriptive) for p in grown], bodies)
        found = self._numerals(doc)
        persons = [(e.start_char, e.end_char) for e in doc.ents if e.label_ == "PER"]
        closed = apposed.Closed(self.closed, [*bodies, *((p.start, p.end) for p in cut)], persons, self.posts)
        described = [*self._described(doc, counted), *self._chained(doc, counted, bodies, cut)]
        members = self._members(doc)
        told = {n: n in members for n in found}
        described += apposed.find(text, self.language, counted=counted, numerals=told, closed=closed)
        if self.titles is not None:
            known = [*bodies, *((p.start, p.end) for p in (*cut, *described))]
            described += self.titles.find(text, counted, known)
        cut = [
            p for p in cut if not any(d.holds(p) and (d.head_start == p.head_start or d.rule == "described") for d in described)
        ]
        numerals = {n.end for n in found if n.kind is numbers.Kind.ORDINAL or n.value > 1}
        ordinals = [n.end for n in found if n.kind is numbers.Kind.ORDINAL]
        ranks = [n for n in found if n.kind is numbers.Kind.ORDINAL and not n.label] if self.order == "first" else []
        # Where the article is glued, an ordinal without one numbers what follows it: "the centre in A | its first guest".
        behind = {n.start - 1: n for n in ranks if self.article == "\0" or fold(text[n.start : n.end]).startswith(self.article)}
        labels = [n for n in found if n.label]
        hubs = [*self._networks(doc), *self._called(doc, grown)]
        reach = AGREEING if self.cases else SUCH
        grown = [
            p
            for p in (*cut, *described)
            if (p.rule == "quoted" or not numerals & before(text, p.start) or self._named(text, p))
            and not self._seats(text, p)
            and not self._possessed(text, p)
            and not (any(p.start < at <= _unquoted(text, p) for at in behind) and not self._equated(text, p, behind))
            and not any(n.start < p.start < n.end or (n.roman and p.start == n.start) for n in found)
            and not any(p.start <= n.start < p.end for n in labels)
            and not (self.measures and (text[: p.end].endswith(self.own_premises) or _numbered(p, told)))
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

    def _equated(self, text: str, phrase: Phrase, ordinals: Mapping[int, numbers.Numeral]) -> bool:
        """Whether a verb of being right before a name makes the ordinal behind it a predicate: "يعد | مركز النخيل في قابس | الثالث"."""
        return (
            phrase.end in ordinals
            and phrase.specific
            and self._verb_before(text, phrase, ordinals[phrase.end])
            and not any(phrase.start < at < phrase.end for at in ordinals)
        )

    def _seats(self, text: str, phrase: Phrase) -> bool:
        """Whether a noun only says where a body has its seat: "tendrá su sede en el Conservatorio", "acuerdo de sede"."""
        nouns, words = self.seating
        if phrase.head not in nouns or not text[phrase.head_start].islower():
            return False
        before = " ".join(fold(text[max(0, phrase.start - AGREEING) : phrase.start]).split())
        return before.endswith(words)

    def _possessed(self, text: str, phrase: Phrase) -> bool:
        """Whether "its" is written to the noun of a phrase, which then names nothing: "حرمها بمدينة طنطا"."""
        head = fold(text[phrase.head_start : phrase.head_end])
        return bool(self.noun_owners) and head.endswith(self.noun_owners) and head not in self.nouns

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

    def _called(self, doc: Doc, phrases: Sequence[Phrase]) -> Iterator[tuple[int, int]]:
        """Where associations and companies are named whose noun a noun of sites follows at once, as what they are called: "Fundación | Casa Abierta"."""
        if self.order != "first":
            return
        entities, starts = spans.entities(doc, spans.ORGANISATIONS), {p.start for p in phrases}
        for fact in spans.read(doc, spans.ORGANISATIONS):
            first, _, rest = doc.text[fact.start : fact.end].partition(" ")
            inside = first[:1].isupper() and fact.start + len(first) + 1 in starts and " " in rest
            if inside and entities[fact.entity]["kind"] in CALLED:
                yield fact.start, fact.end

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
        networks = {name: short for name, short, body in wordings if name != short and body["kind"] not in SEATS}
        return networks | {short: body["name"] for name, short, body in wordings if body["kind"] in SEATS}

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


def _numbered(phrase: Phrase, numerals: Collection[numbers.Numeral]) -> bool:
    """Whether a Chinese phrase begins with its number, which names no site: 4号夜校."""
    return any(phrase.start == n.start and n.end < phrase.head_end for n in numerals)


def _unquoted(text: str, phrase: Phrase) -> int:
    """The end of a name, or of what stands before its part in quotation marks: "центр | «Первый вдох»"."""
    at = text.find("«", phrase.head_end, phrase.end)
    return phrase.end if at < 0 else at - 1


def before(text: str, start: int) -> set[int]:
    """The offsets at which a word right before `start` may end."""
    return {start, start - 1} if text[max(0, start - 1) : start] == " " else {start}


def headlines(doc: Doc) -> list[tuple[int, int]]:
    """Where the headlines stand."""
    return [(f.start, f.end) for f in spans.read(doc, spans.HEADER) if f.label == "TITLE"]


def tallied(text: str, end: int, counts: Mapping[int, int]) -> bool:
    """Whether a row of a table says but how many there are of what ends here: "內地分行：1間". `counts`: cardinals, start → end."""
    mark = TALLY.match(text, end)
    after = counts.get(mark.end(), -1) if mark else -1
    return after >= 0 and len(text[after:].partition("\n")[0].strip()) <= MEASURE
