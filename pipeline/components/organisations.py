"""Find the organisations of an announcement: institutions, ministries, companies, international bodies."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from spacy.language import Language
from spacy.tokens import Doc

from pipeline import gazetteer, morphology, numbers, places, spans, units
from pipeline.coined import Words
from pipeline.components.base import Extractor
from pipeline.lexicon import Lexicon
from pipeline.names import acronyms, companies, gather, grammar, localities, recalled, retold, translated
from pipeline.names.defined import Definitions
from pipeline.names.gather import Bodies, Body
from pipeline.names.han.grammar import HanGrammar
from pipeline.names.holders import Holders
from pipeline.names.joined import Possession
from pipeline.names.localities import Localities
from pipeline.names.phrase import Phrase, uncut
from pipeline.names.sound import Sound
from pipeline.names.surroundings import Surroundings
from pipeline.names.unexplained import Unexplained
from pipeline.names.words import split
from pipeline.spans import Fact, Zones

FLOOR = 0.5
# From the end of a noun to the name in quotation marks behind it.
BEHIND = 2
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
        self.recognised = bool(words.get("trust_recogniser"))
        self.purpose = str(words.get("to", "")) * 2
        self.article = str(words.get("article", ""))
        self.parts = frozenset(words.get("parts", ()))
        self.seconded = bool(words.get("recogniser_counts"))
        parts = frozenset(words.get("not_led", ())) - self.heads.all - frozenset(words.get("recognised_ends", ()))
        self.not_recognised = parts | frozenset(words.get("not_recognised", ()))
        self.organs = tuple(f"{organ} " for organ in words.get("inner_organs", ()))
        self.igo: dict[str, str] = words.get("igo", {})
        inner = words.get("inner_bodies", {})
        self.not_bodies = frozenset(
            [*words.get("not_bodies", ()), *(f"{field}{head}" for head, fields in inner.items() for field in fields)]
        )
        self.legal = frozenset(words.get("legal_forms", ()))
        self.never = frozenset(words.get("never", ()))
        self.around = Surroundings(words, self.heads.all)
        self.holders = Holders.read(words)
        self.localities = Localities(words, self.heads.all, self.language)
        self.sound = Sound(words, self.heads.all, self.localities, self.language)
        self.elisions = frozenset(words.get("elisions", ()))
        self.possession = Possession.read(words)
        self.definitions = Definitions(words, self.heads.all, self.sound, self.language)
        self.unexplained = Unexplained(self.around, self.not_bodies, self.language)

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
        phrases = [p for p in phrases if not self.holders.family(text, p)]
        phrases = [p for p in phrases if p.rule not in {"post", "backed"} or not self._is_place(text[p.start : p.end])]
        phrases = self.sound.without_units(text, self.sound.without_fields(text, phrases), dates)
        people = [(e.start_char, e.end_char) for e in doc.ents if e.label_ == "PER"]
        if self.recognised:
            named = [(e.start_char, e.end_char, e.label_) for e in doc.ents]
            phrases = [uncut(p, named, text, ends=self.sound.ends) for p in phrases]
        else:
            seen = {e.start_char: e.end_char for e in doc.ents if e.label_ == "ORG"}
            phrases = [replace(p, end=self._joined(text, p, seen)) for p in phrases]
        phrases = [self.holders.without_holder(text, p, people) for p in phrases]
        formless, phrases = phrases, [companies.closed(text, p, self.legal) for p in phrases]
        closed = [(p, q) for p, q in zip(phrases, formless, strict=True) if p != q]
        phrases = [acronyms.whole(text, p) for p in phrases]
        bodies = Bodies(self.purpose, self.article)
        other = self.definitions.find(text, phrases, words=words, bodies=bodies)
        ends = {end: start for body in bodies.all for start, end in body.mentions}
        phrases = [p for p in phrases if ends.get(p.end, p.start) <= p.start]
        for company in companies.find(text, words, self.legal, self.never):
            if any(p.start <= company.start and company.end <= p.end for p, _ in closed):
                continue
            body = bodies.take(text[company.start : company.end], kind="company")
            if " " in company.bare:
                bodies.alias(company.bare, body)
            body.add(company.start, company.end, "organisations.legal_form", 0.9)
        held = [span for body in bodies.all if body.kind == "company" for span in body.mentions]
        phrases = [p for p in phrases if not any(s <= p.start and p.end <= e for s, e in held)]
        for formed, plain in closed:
            body = bodies.take(text[formed.start : formed.end], kind=self.definitions.kind(formed.head), head=formed.head)
            bodies.alias(text[plain.start : plain.end], body)
        self._name(text, [p for p in phrases if self.sound.names_body(text, p)], loud, bodies)
        self._brands(text, passive, bodies)
        recalled.known(text, bodies, passive, igo=self.igo, cut=self.around.part_of_more)
        recognised = self._recognise(doc, bodies, passive)
        recalled.repeated(text, bodies, passive)
        self.unexplained.find(text, bodies, passive=passive, other=other | _families(doc), seen=recognised)
        self._retell(doc, bodies, passive)
        bodies.all = translated.without(text, bodies.all)
        yield from self._facts(doc, bodies)

    def _retell(self, doc: Doc, bodies: Bodies, passive: Zones) -> None:
        """Let the second reading, if there was one, have the last word on what is a body and where its name ends."""
        if doc._.told is not None:
            told = spans.told_of(doc, passive)
            retold.Retelling(doc.text, bodies, self._kind, self._nominative, self.possession).retell(told.names)

    def _kind(self, name: str) -> str | None:
        """The sort of body that a name tells, by the first of its words that does, or the last."""
        return self.definitions.kind(name) or next((k for w in name.split() if (k := self.definitions.kind(w))), None)

    def _nominative(self, name: str) -> str:
        """A name in the nominative, blanks evened out."""
        return morphology.nominative(" ".join(name.split()), self.language)

    def _brands(self, text: str, passive: Zones, bodies: Bodies) -> None:
        """Companies whose legal form stands only in the furniture of the page ("© 2024 Voltiara, S.A."), wherever the text names them."""
        for company in companies.find(text, split(text, self.elisions), self.legal, self.never):
            told = passive.covers(company.start, company.end) and bodies.named(company.bare) is None
            if not told or self._is_place(company.bare) or gazetteer.known(company.bare):
                continue
            for start, end in acronyms.occurrences(text, company.bare):
                if not passive.covers(start, end):
                    bodies.take(company.bare, kind="company").add(start, end, "organisations.legal_form", 0.9)

    def _joined(self, text: str, phrase: Phrase, seen: Mapping[int, int]) -> int:
        """The end of a name, led on over "and" where the recogniser sees it so: "the Institute for Glass | and Clay"."""
        end = next((seen[at] for at in range(phrase.start - len("the "), phrase.start + 1) if at in seen), phrase.end)
        more = text[phrase.end : end].split()
        joined = len(more) > 1 and more[0].casefold() in self.around.joints and text[phrase.end] == " "
        return end if joined and "\n" not in text[phrase.start : end] else phrase.end

    def _is_place(self, name: str) -> bool:
        """Whether a whole name is that of a country or a region: "Cono Sur"."""
        return any(p.end - p.start == len(name) for p in places.find(name, self.language))

    def _confirmed(self, doc: Doc, phrases: list[Phrase], passive: Zones) -> list[Phrase]:
        """Phrases with the bounds that the recogniser confirms, in a script that parts no words."""
        if not isinstance(self.grammar, HanGrammar):
            return phrases
        named = [(e.start_char, e.end_char, e.label_) for e in doc.ents if not passive.covers(e.start_char, e.end_char)]
        bodies = [(start, end) for start, end, label in named if label == "ORG"]
        others = [(start, end) for start, end, label in named if label != "ORG"]
        return self.grammar.confirmed(doc.text, self.heads, phrases, bodies=bodies, others=others)

    def _name(self, text: str, phrases: list[Phrase], loud: Zones, bodies: Bodies) -> None:
        """Names around a head noun; longest first, so that short forms find their full form."""
        quiet = [p for p in phrases if not loud.covers(p.start, p.end) or _is_line(text, p)]
        whole = [replace(p, end=companies.legal_end(text, p.end, self.legal), name="") if p.rule else p for p in quiet]
        for phrase in sorted(whole, key=lambda p: p.start - p.end):
            name = phrase.called(text)
            known = bodies.named(name) or bodies.full_form(name, phrase.head)
            body = known or bodies.take(name, kind=self.definitions.kind(phrase.head), head=phrase.head)
            if body.name.isupper() and gather.fold(body.name) == gather.fold(name):
                body.name = name
            bodies.alias(name, body)
            body.add(phrase.start, phrase.end, "organisations.head", 0.85)
        for phrase in phrases:
            if loud.covers(phrase.start, phrase.end) and phrase not in quiet:
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
                or self.sound.of_faculty(name, text)
                or not self.sound.namelike(name)
                or name.casefold().startswith(self.organs)
                or self._organ_of(name, bodies)
                or self.around.titled(text, start)
                or self.around.holds_post(text, start, end)
                or self.around.fielded(text, start)
                or localities.ends_town(text, start, end)
                or (" " not in name and gazetteer.anywhere(name))
                or self._is_place(name)
            ):
                continue
            if acronyms.looks(name) and bodies.named(name) is None:
                seen.add(name)
                continue
            called = self._nominative(name)
            known = bodies.named(name) or bodies.named(called) or bodies.ending(name) or bodies.beginning(name)
            body = known or bodies.take(called, kind=self.definitions.kind(name.rpartition(" ")[2]) if " " in name else None)
            alone = 0.25 if " " not in name and name.isascii() else self._alone(text, start, end)
            body.add(start, end, "organisations.recognised", 0.9 if known else alone)
        return seen

    def _organ_of(self, name: str, bodies: Bodies) -> bool:
        """Whether a name is but an organ of a body whose acronym it begins with: "BCN Scientific Council"."""
        owner, _, organ = name.partition(" ")
        owned = bool(organ) and acronyms.looks(owner) and bodies.named(owner) is not None
        return owned and (f"{organ.casefold()} ".startswith(self.organs) or organ.rpartition(" ")[2].casefold() in self.parts)

    def _alone(self, text: str, start: int, end: int) -> float:
        """How likely a name of several words is a body where only the recogniser says so."""
        name = text[start:end]
        if self.around.governs(text, start, end):
            return 0.6
        sound = self.around.stands(text, start) and self.sound.proper(name, self.not_recognised)
        if not self.seconded or not sound:
            return 0.45
        many = len(name.split()) > PERSONAL or (text[end : end + 1] == " " and self._in_plural(name))
        return 0.6 if many or self.around.owns(text, end) or self.around.definite(text, start) else 0.45

    def _in_plural(self, name: str) -> bool:
        """Whether a name ends as plurals do, which companies take as names ("Korvel Tools")."""
        plural = Words.of(self.language).plural
        return bool(plural) and name.endswith(plural) and not name.endswith(2 * plural)

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


def _is_line(text: str, phrase: Phrase) -> bool:
    """Whether a name all in capitals, or any on the first line, is all that the line says, as in a letterhead: such a line says whose the text is."""
    end = text.find("\n", phrase.end)
    line = text[text.rfind("\n", 0, phrase.start) + 1 : end if end >= 0 else len(text)].strip()
    opens = not text[: phrase.start].strip()
    return line == text[phrase.start : phrase.end] and (line.isupper() or opens)


def _inside(span: tuple[int, int], others: list[tuple[int, int]]) -> bool:
    """Whether a mention is but part of a longer one."""
    return any(s <= span[0] and span[1] <= e and (s, e) != span for s, e in others)


def _passed_over(doc: Doc) -> Zones:
    furniture = [(f.start, f.end) for f in spans.read(doc, spans.HEADER) if f.label in FURNITURE]
    return Zones([*spans.passive(doc).stretches, *furniture])
