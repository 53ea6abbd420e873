"""Find the organisations of an announcement: institutions, ministries, companies, international bodies."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from spacy.language import Language
from spacy.tokens import Doc

from pipeline import gazetteer, morphology, numbers, places, spans, units
from pipeline.coined import Words
from pipeline.components.base import Extractor
from pipeline.lexicon import Lexicon
from pipeline.names import acronyms, companies, gather, grammar, localities, recalled, translated
from pipeline.names.gather import Bodies, Body
from pipeline.names.han.grammar import HanGrammar
from pipeline.names.holders import Holders
from pipeline.names.localities import Localities
from pipeline.names.phrase import Phrase, uncut
from pipeline.names.sound import Sound
from pipeline.names.surroundings import Surroundings
from pipeline.names.words import Word, split
from pipeline.spans import Fact, Zones

FLOOR = 0.5
UNEXPLAINED = range(3, 13)
LONGEST_PLAIN = 8
# From the end of a noun to the name in quotation marks behind it.
BEHIND = 2
BESIDE = 8
# Names of so many words may be those of persons.
PERSONAL = 2
LOCAL = {"university", "school", "institute", "government"}
FURNITURE = ("PUBLISHED", "DATELINE", "BYLINE", "SOURCE")


@Language.factory("herald_organisations")
class Organisations(Extractor):
    """Find organisations by name, acronym and recogniser, and gather their mentions.

    Reads:   the text; group `header`, whose furniture names no organisation; `doc.ents` (ORG, PER) as evidence among others;
             heads of institutions with their kinds, the grammar of names, legal forms, international bodies.
    Writes:  group `organisations`, label ORGANISATION; entity → `{"name", "acronym", "kind", "country"}`.
    Raises:  LexiconError where the language names no grammar.
    """

    group = spans.ORGANISATIONS
    lexicons = ("institutions", "name_grammar", "territories", "places", "given_names")

    def prepare(self, lexicon: Lexicon) -> None:
        words = lexicon.words
        self.grammar = grammar.build(words, places.countries(self.language))
        self.heads = grammar.heads(words)
        self.kinds: dict[str, str] = {**words.get("last", {}), **words.get("first", {})}
        self.recognised = bool(words.get("trust_recogniser"))
        self.purpose = str(words.get("to", "")) * 2
        self.needs_parent = frozenset(words.get("needs_parent", ()))
        self.not_bodies_heads = frozenset(words.get("not_bodies_heads", ()))
        self.parts = frozenset(words.get("parts", ()))
        self.seconded = bool(words.get("recogniser_counts"))
        parts = frozenset(words.get("not_led", ())) - self.heads.all - frozenset(words.get("recognised_ends", ()))
        self.not_recognised = parts | frozenset(words.get("not_recognised", ()))
        self.igo: dict[str, str] = words.get("igo", {})
        inner = words.get("inner_bodies", {})
        self.not_bodies = frozenset(
            [*words.get("not_bodies", ()), *(f"{field}{head}" for head, fields in inner.items() for field in fields)]
        )
        self.legal = frozenset(words.get("legal_forms", ()))
        self.hereafter = tuple(words.get("hereafter", ()))
        self.never = frozenset(words.get("never", ()))
        self.around = Surroundings(words, self.heads.all)
        self.holders = Holders.read(words)
        self.localities = Localities(words, self.heads.all, self.language)
        self.sound = Sound(words, self.heads.all, self.localities, self.language)
        self.elisions = frozenset(words.get("elisions", ()))

    def find(self, doc: Doc) -> Iterator[Fact]:
        text = doc.text
        passive = _passed_over(doc)
        words = [w for w in split(text, self.elisions) if not passive.covers(w.start, w.end)]
        loud = Zones(self.grammar.lines(text))
        numerals = {n.end for n in numbers.find(text, self.language)}
        phrases = [
            p
            for p in self.grammar.find(text, self.heads)
            if not passive.covers(p.start, p.end) and not (text[p.start].islower() and numerals & {p.start, p.start - 1})
        ]
        dates = Zones((f.start, f.end) for f in spans.read(doc, spans.DATES))
        phrases = self._confirmed(doc, phrases, passive)
        people = [(e.start_char, e.end_char) for e in doc.ents if e.label_ == "PER" and " " in e.text]
        bare = {p for p in phrases if p.start == p.head_start and p.head in self.parts}
        phrases = [p for p in phrases if p not in bare or (p.head_end + 1, p.end) not in people]
        phrases = [p for p in phrases if p.rule != "backed" or not any(s < p.end and p.start < e for s, e in people)]
        phrases = self.sound.without_units(text, self.sound.without_fields(text, phrases), dates)
        if self.recognised:
            named = [(e.start_char, e.end_char) for e in doc.ents]
            phrases = [uncut(p, named, text, ends=self.sound.ends) for p in phrases]
        people = [(e.start_char, e.end_char) for e in doc.ents if e.label_ == "PER"]
        phrases = [self.holders.without_holder(text, p, people) for p in phrases]
        bodies = Bodies(self.purpose)
        other = self._define(text, phrases, words, bodies)
        ends = {end: start for body in bodies.all for start, end in body.mentions}
        phrases = [p for p in phrases if ends.get(p.end, p.start) <= p.start]
        for company in companies.find(text, words, self.legal, self.never):
            body = bodies.take(text[company.start : company.end], kind="company")
            if company.short:
                bodies.alias(company.short, body)
            body.add(company.start, company.end, "organisations.legal_form", 0.9)
        held = [span for body in bodies.all if body.kind == "company" for span in body.mentions]
        phrases = [p for p in phrases if not any(s <= p.start and p.end <= e for s, e in held)]
        self._name(text, [p for p in phrases if self.sound.names_body(text, p)], loud, bodies)
        recalled.known(text, bodies, passive, igo=self.igo, cut=self.around.part_of_more)
        recognised = self._recognise(doc, bodies, passive)
        recalled.repeated(text, bodies, passive)
        self._unexplained(text, bodies, passive, other | _families(doc), recognised)
        bodies.all = translated.without(text, bodies.all)
        yield from self._facts(doc, bodies)

    def _confirmed(self, doc: Doc, phrases: list[Phrase], passive: Zones) -> list[Phrase]:
        """Phrases with the bounds that the recogniser confirms, in a script that parts no words."""
        if not isinstance(self.grammar, HanGrammar):
            return phrases
        named = [(e.start_char, e.end_char, e.label_) for e in doc.ents if not passive.covers(e.start_char, e.end_char)]
        bodies = [(start, end) for start, end, label in named if label == "ORG"]
        others = [(start, end) for start, end, label in named if label != "ORG"]
        return self.grammar.confirmed(doc.text, self.heads, phrases, bodies=bodies, others=others)

    def _define(self, text: str, phrases: list[Phrase], words: list[Word], bodies: Bodies) -> set[str]:
        """Names that the text itself gives an acronym. Returns the acronyms that it gives to what is no body."""
        other = set()
        by_end = {p.end: p for p in phrases}
        heads = self.heads.all
        for found in acronyms.definitions(text, phrases, words, self.sound.little):
            phrase = by_end.get(found.end)
            name, short = text[found.start : found.end], text[found.short_start : found.short_end]
            if phrase is not None and phrase.start == found.start:
                name = phrase.called(text)
            elif phrase is None:
                name = morphology.nominative(name, self.language)
            has_head = phrase is not None or any(part.casefold() in heads for part in name.split())
            if phrase is not None and phrase.head in self.needs_parent:
                has_head = self.sound.names_body(text, phrase)
            if not has_head and short not in self.igo and self._nouns(name) & (self.not_bodies_heads | self.needs_parent):
                other.add(short)
                continue
            head = phrase.head if phrase is not None and phrase.start >= found.start else ""
            body = bodies.take(name, short=short, kind=self._kind(head or name), head=head)
            body.add(found.start, found.end, "organisations.defined", 0.95 if has_head else 0.6)
            body.add(found.short_start, found.short_end, "organisations.acronym", 0.9)
        self._nickname(text, phrases, bodies)
        return other

    def _nickname(self, text: str, phrases: list[Phrase], bodies: Bodies) -> None:
        """Short names that the text gives in so many words."""
        for phrase in phrases:
            short = acronyms.nicknamed(text, phrase.end, self.hereafter)
            if short is None or not self.sound.names_body(text, phrase):
                continue
            body = bodies.take(phrase.called(text), short=text[slice(*short)], kind=self._kind(phrase.head), head=phrase.head)
            body.add(phrase.start, phrase.end, "organisations.defined", 0.95)
            body.add(*short, "organisations.acronym", 0.9)

    def _nouns(self, name: str) -> set[str]:
        """The words that may be the head of a name: the last one, and the one before the first link."""
        words = name.casefold().split()
        linked = next((words[n - 1] for n, word in enumerate(words) if n and word in self.sound.little), words[-1])
        return {words[-1], linked}

    def _kind(self, head: str) -> str | None:
        return self.kinds.get(head) or next((self.kinds[w] for w in reversed(head.casefold().split()) if w in self.kinds), None)

    def _name(self, text: str, phrases: list[Phrase], loud: Zones, bodies: Bodies) -> None:
        """Names around a head noun; longest first, so that short forms find their full form."""
        quiet = [p for p in phrases if not loud.covers(p.start, p.end)]
        whole = [replace(p, end=companies.legal_end(text, p.end, self.legal), name="") if p.rule else p for p in quiet]
        for phrase in sorted(whole, key=lambda p: p.start - p.end):
            name = phrase.called(text)
            known = bodies.named(name) or bodies.full_form(name, phrase.head)
            body = known or bodies.take(name, kind=self._kind(phrase.head), head=phrase.head)
            bodies.alias(name, body)
            body.add(phrase.start, phrase.end, "organisations.head", 0.85)
        for phrase in phrases:
            if loud.covers(phrase.start, phrase.end):
                recalled.headline(text, phrase, bodies)

    def _recognise(self, doc: Doc, bodies: Bodies, passive: Zones) -> set[str]:
        """What the recogniser calls an organisation and no grammar has grown. Returns acronyms that it found."""
        text, seen = doc.text, set[str]()
        taken = [span for body in bodies.all for span in body.mentions]
        ents = [
            (e.start_char, e.end_char) for e in doc.ents if e.label_ == "ORG" and not passive.covers(e.start_char, e.end_char)
        ]
        sites = units.find(text, self.language)
        persons = _families(doc)
        for start, end in gather.free(ents, taken):
            name = text[start:end]
            of_site = text[start - 1 : start] in {"«", "“", "„"} and any(u.start < start <= u.end + BEHIND for u in sites)
            if (
                of_site
                or name in persons
                or name.casefold() in self.not_bodies
                or "\n" in name
                or not self.sound.namelike(name)
                or self.around.titled(text, start)
                or localities.ends_town(text, start, end)
                or (" " not in name and gazetteer.anywhere(name))
            ):
                continue
            if acronyms.looks(name) and bodies.named(name) is None:
                seen.add(name)
                continue
            known = bodies.named(name) or bodies.ending(name) or bodies.beginning(name)
            body = known or bodies.take(name, kind=self._kind(name.rpartition(" ")[2]) if " " in name else None)
            alone = 0.25 if " " not in name and name.isascii() else self._alone(text, start, end)
            body.add(start, end, "organisations.recognised", 0.9 if known else alone)
        return seen

    def _alone(self, text: str, start: int, end: int) -> float:
        """How likely a name of several words is a body where only the recogniser says so."""
        name = text[start:end]
        sound = self.around.stands(text, start) and self.sound.proper(name, self.not_recognised)
        if not self.seconded or not sound:
            return 0.45
        many = len(name.split()) > PERSONAL or (text[end : end + 1] == " " and self._in_plural(name))
        return 0.6 if many or self.around.owns(text, end) or self.around.definite(text, start) else 0.45

    def _in_plural(self, name: str) -> bool:
        """Whether a name ends as plurals do, which companies take as names ("Korvel Tools")."""
        plural = Words.of(self.language).plural
        return bool(plural) and name.endswith(plural) and not name.endswith(2 * plural)

    def _unexplained(self, text: str, bodies: Bodies, passive: Zones, other: set[str], seen: set[str]) -> None:
        """Acronyms and fused names that the text does not explain; where they stand says how likely they name a body."""
        found = [t for t in (*acronyms.tokens(text), *acronyms.fused(text)) if not passive.covers(t[0], t[1])]
        taken = sorted(span for body in bodies.all for span in body.mentions)
        persons = {word for start, end, word in found if self.around.in_person(text, start, end)}
        for start, end in gather.free([(s, e) for s, e, _ in found], taken):
            word = text[start:end]
            plain = max(word.split("-"), key=len)
            shouted = word.replace("-", "").isalpha() and (
                len(plain) > LONGEST_PLAIN or word.capitalize() in text or acronyms.shouted(text, start, end)
            )
            shouted = shouted or (word.isupper() and morphology.is_verb(word, self.language))
            if word in other or shouted or word.casefold() in self.not_bodies or len(word) not in UNEXPLAINED:
                continue
            if (meant := bodies.abbreviated(word)) is not None:
                meant.short = meant.short or word
                bodies.alias(word, meant)
                meant.add(start, end, "organisations.initials", 0.8)
                continue
            if word in persons:
                continue
            likely = 0.6 if self.around.beside_body(text, start, end, taken) else 0.45 if word in seen else 0.35
            bodies.take(word).add(start, end, "organisations.unexplained", likely)

    def _facts(self, doc: Doc, bodies: Bodies) -> Iterator[Fact]:
        held = [span for body in bodies.all if body.confidence >= FLOOR for span in body.mentions]
        for body in bodies.all:
            outer = {span: rule for span, rule in body.mentions.items() if not _inside(span, held)}
            if body.confidence < FLOOR or not outer:
                continue
            body.mentions = outer
            key = gather.fold(body.name)
            short = body.short if body.short != body.name else None
            spans.set_entity(
                doc, self.group, key, {"name": body.name, "acronym": short, "kind": body.kind, "country": self._country(body)}
            )
            for (start, end), rule in body.mentions.items():
                yield Fact(start, end, "ORGANISATION", rule, round(min(body.confidence, 0.99), 3), key)

    def _country(self, body: Body) -> str | None:
        """The country that a body's own name tells; the text around it proves nothing."""
        if body.kind in {"igo", "network"}:
            return None
        found = [p for p in places.find(body.name, self.language) if p.code and len(p.code) == 2]
        firm = [p for p in found if p.kind is not places.PlaceKind.ADJECTIVE] or found
        if firm:
            return firm[0].code
        return self.localities.in_name(body.name, ()) if body.kind in LOCAL else None


def _families(doc: Doc) -> set[str]:
    """The words behind the first of what the recogniser calls persons: they are family names wherever they stand."""
    return {word for e in doc.ents if e.label_ == "PER" for word in e.text.split()[1:]}


def _inside(span: tuple[int, int], others: list[tuple[int, int]]) -> bool:
    """Whether a mention is but part of a longer one."""
    return any(s <= span[0] and span[1] <= e and (s, e) != span for s, e in others)


def _passed_over(doc: Doc) -> Zones:
    furniture = [(f.start, f.end) for f in spans.read(doc, spans.HEADER) if f.label in FURNITURE]
    return Zones([*spans.passive(doc).stretches, *furniture])
