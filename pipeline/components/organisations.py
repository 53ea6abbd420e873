"""Find the organisations of an announcement: institutions, ministries, companies, international bodies."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from spacy.language import Language
from spacy.tokens import Doc

from pipeline import morphology, numbers, places, spans, units
from pipeline.components.base import Extractor
from pipeline.lexicon import Lexicon
from pipeline.names import acronyms, gather, grammar, localities
from pipeline.names.gather import Bodies, Body
from pipeline.names.localities import Localities
from pipeline.names.phrase import Phrase, uncut
from pipeline.names.surroundings import Surroundings
from pipeline.names.words import Word, split
from pipeline.phrases import fold, readings
from pipeline.spans import Fact, Zones

FLOOR = 0.5
UNEXPLAINED = range(3, 13)
LONGEST_PLAIN = 8
# From the end of a noun to the name in quotation marks behind it.
BEHIND = 2
BESIDE = 8
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
    lexicons = ("institutions", "name_grammar", "territories", "places")

    def prepare(self, lexicon: Lexicon) -> None:
        words = lexicon.words
        self.grammar = grammar.build(words, places.countries(self.language))
        self.heads = grammar.heads(words)
        self.folded = frozenset(fold(head) for head in self.heads.all)
        self.kinds: dict[str, str] = {**words.get("last", {}), **words.get("first", {})}
        self.order = words.get("order")
        self.recognised = bool(words.get("trust_recogniser"))
        self.complement = frozenset(words.get("complement", ()))
        self.needs_parent = frozenset(words.get("needs_parent", ()))
        self.may_be_centres = frozenset(words.get("may_be_centres", ()))
        self.inner_units = frozenset(words.get("inner_units", ()))
        self.standing = frozenset(fold(word) for word in words.get("standing", ()))
        self.not_bodies_heads = frozenset(words.get("not_bodies_heads", ()))
        self.bare = frozenset(words.get("bare", ()))
        self.igo: dict[str, str] = words.get("igo", {})
        self.igo_names = tuple(full for full in self.igo.values() if not full.isascii() and " " not in full)
        self.not_bodies = frozenset(words.get("not_bodies", ()))
        self.legal = frozenset(words.get("legal_forms", ()))
        self.hereafter = tuple(words.get("hereafter", ()))
        self.legal_letters = frozenset(form[0] for form in self.legal)
        self.articles = frozenset(words.get("articles", ()))
        self.never = frozenset(words.get("never", ()))
        self.to = str(words.get("to", "\0"))
        self.article = str(words.get("article", "\0"))
        self.stops = frozenset(fold(w) for w in words.get("stops", ()))
        self.general = frozenset({*words.get("generic", ()), *words.get("subjects", ()), *self.heads.all})
        self.fields = frozenset(words.get("prepositions", ()))
        self.around = Surroundings(words, self.heads.all)
        self.localities = Localities(words, self.heads.all, self.language)
        self.companies = frozenset(words.get("companies", ()))
        self.elisions = frozenset(words.get("elisions", ()))
        self.little = frozenset({*words.get("of", ()), *words.get("both", ()), *words.get("inner", ()), *self.articles})

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
        phrases = self._no_units(doc, self._without_fields(text, phrases))
        if self.recognised:
            named = [(e.start_char, e.end_char) for e in doc.ents]
            phrases = [uncut(p, named, text, ends=self._ends) for p in phrases]
        bodies = Bodies()
        other = self._define(text, phrases, words, bodies)
        ends = {end: start for body in bodies.all for start, end in body.mentions}
        phrases = [p for p in phrases if ends.get(p.end, p.start) <= p.start]
        self._companies(text, words, bodies)
        held = [span for body in bodies.all if body.kind == "company" for span in body.mentions]
        phrases = [p for p in phrases if not any(s <= p.start and p.end <= e for s, e in held)]
        self._name(text, [p for p in phrases if self._sound(text, p)], loud, bodies)
        self._known(text, bodies, passive)
        recognised = self._recognise(doc, bodies, passive)
        self._repeat(text, bodies, passive)
        self._unexplained(text, bodies, passive, other | _families(doc), recognised)
        yield from self._facts(doc, bodies)

    def _ends(self, last: str, word: str) -> bool:
        """Whether a name ends between two words: at a stop, a place with a letter written to it, or an article on the last only."""
        if last.startswith((self.article, self.to * 2)) and not word.startswith(self.article):
            return True
        return fold(word) in self.stops or self.localities.holds_place(word[1:])

    def _without_fields(self, text: str, phrases: list[Phrase]) -> list[Phrase]:
        """Phrases; less one of a bare head and a field, where the text has told a fuller name of that head before.

        In "советник Союза по связям" the field is the adviser's.
        """
        heads: set[str] = set()
        kept = []
        for phrase in phrases:
            behind = text[phrase.head_end : phrase.end].split()
            bare = phrase.start == phrase.head_start and bool(behind) and behind[0] in self.fields
            if not (bare and phrase.head in heads):
                kept.append(phrase)
            if not bare and phrase.specific:
                heads.add(phrase.head)
        return kept

    def _no_units(self, doc: Doc, phrases: list[Phrase]) -> list[Phrase]:
        """Phrases that are more than a unit that the text numbers ("the tenth seed bank"), and that no ordinal follows.

        Nor may the noun of a unit stand right before one whose noun may be a centre's: both are one noun ("Invernadero Escuela").
        """
        text, dates = doc.text, Zones((f.start, f.end) for f in spans.read(doc, spans.DATES))
        counted = {u.end: u.start for u in units.find(text, self.language) if u.coined or not u.weak}
        ordinals = [n for n in numbers.find(text, self.language) if n.kind is numbers.Kind.ORDINAL and not n.label]
        behind = {n.start - 1 for n in ordinals if not dates.covers(n.start, n.end)}
        after = behind if self.order == "first" else set()
        nouns = {u.end + 1 for u in units.find(text, self.language) if self.order == "first" and text[u.start].isupper()}
        second = {p.start for p in phrases if p.head in self.may_be_centres and p.start == p.head_start} & nouns
        return [p for p in phrases if counted.get(p.end, p.end) > p.start and p.end not in after and p.start not in second]

    def _sound(self, text: str, phrase: Phrase) -> bool:
        """Whether a phrase names one body: it is specific, and a head that needs a complement or a parent has one."""
        if phrase.called(text).casefold() in self.not_bodies:
            return False
        around = f"{text[phrase.start : phrase.head_start]} {text[phrase.head_end : phrase.end]}"
        by_itself = phrase.specific and any(fold(word) in self.standing for word in around.split())
        if phrase.head in self.needs_parent:
            return (
                by_itself or any(word in self.igo for word in around.split()) or any(full in around for full in self.igo_names)
            )
        if (
            phrase.head in self.inner_units
            and phrase.start == phrase.head_start
            and not phrase.rule
            and not self._placed(text[phrase.head_end : phrase.end])
        ):
            return False
        whole = phrase.end > phrase.head_end or by_itself
        return phrase.specific and (bool(phrase.rule) or phrase.head not in self.complement or whole)

    def _placed(self, behind: str) -> bool:
        """Whether what follows the noun of an inner unit says which or where it is: "Facultad de Leyes de Salto", not "Facultad de Leyes"."""
        if acronyms.looks(behind.rpartition(" ")[2]):
            return False
        following = behind.casefold().split()
        links = [word for word in following if word in self.little]
        return (
            len(links) > 1
            or following[:1] != links[:1]
            or bool(places.find(behind, self.language))
            or self.localities.in_name(behind, ()) is not None
        )

    def _define(self, text: str, phrases: list[Phrase], words: list[Word], bodies: Bodies) -> set[str]:
        """Names that the text itself gives an acronym. Returns the acronyms that it gives to what is no body."""
        other = set()
        by_end = {p.end: p for p in phrases}
        heads = self.heads.all
        for found in acronyms.definitions(text, phrases, words, self.little):
            phrase = by_end.get(found.end)
            name, short = text[found.start : found.end], text[found.short_start : found.short_end]
            if phrase is not None and phrase.start == found.start:
                name = phrase.called(text)
            elif phrase is None:
                name = morphology.nominative(name, self.language)
            has_head = phrase is not None or any(part.casefold() in heads for part in name.split())
            if phrase is not None and phrase.head in self.needs_parent:
                has_head = self._sound(text, phrase)
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
            if short is None or not self._sound(text, phrase):
                continue
            body = bodies.take(phrase.called(text), short=text[slice(*short)], kind=self._kind(phrase.head), head=phrase.head)
            body.add(phrase.start, phrase.end, "organisations.defined", 0.95)
            body.add(*short, "organisations.acronym", 0.9)

    def _nouns(self, name: str) -> set[str]:
        """The words that may be the head of a name: the last one, and the one before the first link."""
        words = name.casefold().split()
        linked = next((words[n - 1] for n, word in enumerate(words) if n and word in self.little), words[-1])
        return {words[-1], linked}

    def _kind(self, head: str) -> str | None:
        return self.kinds.get(head) or next((self.kinds[w] for w in reversed(head.casefold().split()) if w in self.kinds), None)

    def _name(self, text: str, phrases: list[Phrase], loud: Zones, bodies: Bodies) -> None:
        """Names around a head noun; longest first, so that short forms find their full form."""
        quiet = [p for p in phrases if not loud.covers(p.start, p.end)]
        whole = [replace(p, end=_legal_end(text, p.end, self.legal), name="") if p.rule else p for p in quiet]
        for phrase in sorted(whole, key=lambda p: p.start - p.end):
            name = phrase.called(text)
            known = bodies.named(name) or bodies.full_form(name, phrase.head)
            body = known or bodies.take(name, kind=self._kind(phrase.head), head=phrase.head)
            bodies.alias(name, body)
            body.add(phrase.start, phrase.end, "organisations.head", 0.85)
        for phrase in phrases:
            if loud.covers(phrase.start, phrase.end):
                self._headline(text, phrase, bodies)

    def _headline(self, text: str, phrase: Phrase, bodies: Bodies) -> None:
        """A name in headline capitals counts as far as the body of the text confirms it, or is left whole where it cannot."""
        for body in sorted(bodies.all, key=lambda b: -len(b.name)):
            found = re.compile(re.escape(body.name), re.IGNORECASE).search(text, phrase.start, phrase.end)
            if found:
                body.add(*found.span(), "organisations.headline", 0.8)
                return
        if fuller := bodies.full_form(phrase.called(text), phrase.head):
            fuller.add(phrase.start, phrase.end, "organisations.headline", 0.7)

    def _companies(self, text: str, words: list[Word], bodies: Bodies) -> None:
        """Capitalised words before a legal form ("Aral Cloud Co., Ltd.")."""
        for at, word in enumerate(words):
            if at == 0 or word.text[0] not in self.legal_letters:
                continue
            last = at - 1 - (words[at - 1].text == ",")
            if last < 0 or _legal_end(text, words[last].end, self.legal) == words[last].end:
                continue
            first = last + 1
            while first > 0 and (words[first - 1].capital and words[first - 1].lower not in self.never and words[first].near):
                first -= 1
            if first > last or words[first].text in self.legal:
                continue
            end = _legal_end(text, words[last].end, self.legal)
            body = bodies.take(text[words[first].start : end], kind="company")
            if last > first:
                bodies.alias(text[words[first].start : words[last].end], body)
            body.add(words[first].start, end, "organisations.legal_form", 0.9)

    def _recognise(self, doc: Doc, bodies: Bodies, passive: Zones) -> set[str]:
        """What the recogniser calls an organisation and no grammar has grown. Returns acronyms that it found."""
        seen = set[str]()
        taken = [span for body in bodies.all for span in body.mentions]
        ents = [
            (e.start_char, e.end_char) for e in doc.ents if e.label_ == "ORG" and not passive.covers(e.start_char, e.end_char)
        ]
        sites = units.find(doc.text, self.language)
        persons = _families(doc)
        for start, end in gather.free(ents, taken):
            name = doc.text[start:end]
            of_site = doc.text[start - 1 : start] in {"«", "“", "„"} and any(u.start < start <= u.end + BEHIND for u in sites)
            if (
                of_site
                or name in persons
                or name.casefold() in self.not_bodies
                or "\n" in name
                or not self._namelike(name)
                or self.around.titled(doc.text, start)
                or localities.ends_town(doc.text, start, end)
            ):
                continue
            if acronyms.looks(name) and bodies.named(name) is None:
                seen.add(name)
                continue
            known = bodies.named(name)
            body = known or bodies.take(name)
            alone = 0.25 if " " not in name and name.isascii() else 0.45
            body.add(start, end, "organisations.recognised", 0.9 if known else alone)
        return seen

    def _namelike(self, name: str) -> bool:
        """Whether what a recogniser found can name a body: no place, and more than general words."""
        whole = [p for p in places.find(name, self.language) if p.end - p.start >= len(name.strip(" .,"))]
        words = [w for w in split(name) if w.is_word]
        telling = [
            w for w in words if w.lower not in self.never | self.general | self.little and (w.capital or not w.text.isascii())
        ]
        if len(words) == 1 and any(form.removeprefix("ال") in self.folded for _, form in readings(fold(words[0].text))):
            return False
        return bool(telling) and not whole and self.localities.in_name(name, ()) is None

    def _known(self, text: str, bodies: Bodies, passive: Zones) -> None:
        """International bodies that need no introduction, by full name or acronym."""
        for short, full in self.igo.items():
            taken = [span for body in bodies.all for span in body.mentions]
            for form in dict.fromkeys((full, short)):
                known = bodies.named(form)
                for start, end in gather.free([s for s in acronyms.occurrences(text, form) if not passive.covers(*s)], taken):
                    if form == short and self.around.part_of_more(text, end):
                        continue
                    body = known or bodies.named(full) or bodies.named(short) or bodies.take(form, short=short, kind="igo")
                    body.add(start, end, "organisations.known", 0.85)

    def _unexplained(self, text: str, bodies: Bodies, passive: Zones, other: set[str], seen: set[str]) -> None:
        """Acronyms and fused names that the text does not explain; where they stand says how likely they name a body."""
        found = [t for t in (*acronyms.tokens(text), *acronyms.fused(text)) if not passive.covers(t[0], t[1])]
        taken = sorted(span for body in bodies.all for span in body.mentions)
        persons = {word for start, end, word in found if self.around.in_person(text, start, end)}
        for start, end in gather.free([(s, e) for s, e, _ in found], taken):
            word = text[start:end]
            shouted = word.isalpha() and (
                len(word) > LONGEST_PLAIN or word.capitalize() in text or acronyms.shouted(text, start, end)
            )
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

    def _repeat(self, text: str, bodies: Bodies, passive: Zones) -> None:
        """Every further mention of a known name or acronym."""
        for body in bodies.all:
            taken = [span for other in bodies.all for span in other.mentions]
            forms = [form for form in (body.name, body.short) if form]
            for form in sorted(forms, key=len, reverse=True):
                found = acronyms.occurrences(text, form, unspaced=form == body.short)
                for start, end in gather.free([s for s in found if not passive.covers(*s)], taken):
                    body.add(start, end, "organisations.again", 0.5)

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


def _legal_end(text: str, end: int, legal: frozenset[str]) -> int:
    """Behind the legal forms that follow `end`: "Co., Ltd."."""
    while True:
        start = end + len(text[end : end + 2]) - len(text[end : end + 2].lstrip(", "))
        form = max(
            (f for f in legal if text.startswith(f, start) and not text[start + len(f) : start + len(f) + 1].isalnum()),
            key=len,
            default="",
        )
        if not form or start == end:
            return end
        end = start + len(form)
        end += text[end : end + 1] == "." and text[end : end + 2] not in {". ", ".\n", "."}
