"""Find the centres of an announcement, and what it states of each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from itertools import pairwise

from spacy.language import Language
from spacy.tokens import Doc

from pipeline import numbers, places, spans, units
from pipeline.centres import absorbed, candidates, courses, facts, headings, homes, hosts, naming, retold, sections, short_names
from pipeline.centres.about import about, headed, resuming
from pipeline.centres.anaphors import Anaphors
from pipeline.centres.atlas import Atlas, housed
from pipeline.centres.candidate import noun_of
from pipeline.centres.courses import Course
from pipeline.centres.dated import Dated
from pipeline.centres.dating import Dating
from pipeline.centres.days import Calendar
from pipeline.centres.grounds import Grounds
from pipeline.centres.hinted import Hint, hints
from pipeline.centres.lodged import lodged
from pipeline.centres.phrases import headlines, tallied
from pipeline.centres.resumed import resumed
from pipeline.centres.sites import VISITED, Found, Site, named_in_order
from pipeline.centres.stages import Stages
from pipeline.components.base import Extractor
from pipeline.judge import Judge
from pipeline.lexicon import Lexicon
from pipeline.spans import Fact, Zones
from pipeline.statements import Statement

FURNITURE = {"PUBLISHED", "BYLINE", "SOURCE"}
# How far into a text a dateline may stand.
OPENING = 300

# Nouns that take up a centre of any sort where they open a sentence: "L'établissement a ouvert en mai".
ANY_SITE = frozenset({"establishment", "facility", "site", "place", "centre"})
# From the beginning of a sentence to its noun, an article between.
OPENS = 6


@Language.factory("herald_centres")
class Centres(Extractor, Anaphors):
    """Find centres by name or description, and gather status, date, host and country.

    Reads:   the text, its sentences, groups `dates` and `organisations`; units that are counted as centres, the grammar of names,
             triggers of each status, marks of plans and denials, cues of hosts,
             what evidence for a host, a status with its date and a country weighs.
    Writes:  group `centres`, label CENTRE; entity → `{"name", "kind", "country", "host", "status", "date", "facts"}`. Takes what is a
             centre out of group `organisations`, and says of the others in which country they are at home.
    Raises:  LexiconError where the language names no grammar.
    """

    group = spans.CENTRES
    lexicons = (
        "units",
        "name_grammar",
        "institutions",
        "centres",
        "territories",
        "places",
        "hosts",
        "courses",
        "lands",
        "homes",
        "given_names",
    )

    def prepare(self, lexicon: Lexicon) -> None:
        self.learn(lexicon.words)
        self.chronicler = Judge(lexicon.words["course"])
        self.geographer = Judge(lexicon.words["land"])
        self.settler = Judge(lexicon.words["home"])

    def find(self, doc: Doc) -> Iterator[Fact]:
        text = doc.text
        passive = spans.passive(doc)
        sentences = [(s.start_char, s.end_char) for s in doc.sents]
        statements = [s for s in self.triggers.find(text, sentences) if not passive.covers(s.start, s.end)]
        counted = [
            u
            for u in units.find(text, self.language)
            if not passive.covers(u.start, u.end) and not (u.coined and self._body(u))
        ]
        sites = self._sites(doc, passive, counted, statements, sentences)
        if sites:
            yield from self._facts(doc, sites, sentences, statements, counted)
        self._settle(doc, sites, sentences)

    def _facts(
        self,
        doc: Doc,
        sites: Sequence[Site],
        sentences: Sequence[tuple[int, int]],
        statements: Sequence[Statement],
        counted: Sequence[units.Unit],
    ) -> Iterator[Fact]:
        """What is stated of each centre."""
        text = doc.text
        sorts = {site.noun for site in sites if site.unit}
        openings = [start for start, _ in sentences]
        first = {u.start for u in counted if any(0 <= u.start - start <= OPENS for start in openings)}
        same = [u for u in counted if noun_of(u) in sorts or (noun_of(u) in ANY_SITE and u.start in first)]
        anaphors = self._anaphors(doc, same, sites, sentences)
        others = [(u.start, u.end) for u in counted if noun_of(u) not in sorts and not u.weak]
        self._take_out(doc, sites)
        names = [(f.start, f.end) for f in spans.read(doc, spans.ORGANISATIONS)]
        before = {sentence[0]: previous for previous, sentence in pairwise(sentences)}
        days = [d.start for d in spans.read(doc, spans.DATES)]
        taken_up = self._taken_up(text, sites, statements, before, days)
        opening = resuming(text, sites, statements, before, names) | headed(text, statements, before, anaphors)
        meant = hints(text, sites, [*names, *_persons(doc)])
        head = [(f.start, f.end) for f in spans.read(doc, spans.HEADER) if f.label in FURNITURE]
        dates = [d for d in spans.read(doc, spans.DATES) if not any(d.overlaps(*stretch) for stretch in head)]
        calendar = Calendar(text, self.superseding.current(text, dates, sentences), doc._.published)
        aside, posted = partial(self._aside, text), partial(self.offices.before, text)
        named = named_in_order(sites)
        statements = [*statements, *self._wordless(doc, sentences, calendar, statements, named)]
        scene = facts.Scene(
            anaphors,
            others,
            headlines(doc),
            names,
            taken_up,
            opening,
            self.resuming,
            self._common_bodies(text, anaphors),
            self.apposing,
            meant,
            sections.rows(text, named, [s.start for s in statements]),
            self.tenseless,
        )
        facts.attach(text, sites, statements, calendar, scene)
        course = Course(
            Stages(text, sentences, calendar, sites, self.tenseless, aside),
            Dating(text, sentences, calendar, sites, scene.headlines, aside, posted, _persons(doc), meant),
        )
        atlas = self._place(doc, sites, sentences, anaphors, meant)
        grounds = Grounds(atlas, calendar, spans.read(doc, spans.ORGANISATIONS), sentences)
        for n, site in enumerate(sites):
            key = f"{n}:{site.name.casefold()}"
            site.status, site.date = courses.decide(self.chronicler, course.told(n))
            fields = {"name": site.name, "kind": units.in_english(site.unit, self.language), "facts": grounds.facts(n)}
            fields |= {field.value: found.value for field, found in site.told()}
            spans.set_entity(doc, self.group, key, fields)
            for (start, end), rule in site.mentions.items():
                yield Fact(start, end, "CENTRE", rule, round(site.sure, 3), key)

    def _wordless(
        self,
        doc: Doc,
        sentences: Sequence[tuple[int, int]],
        calendar: Calendar,
        statements: Sequence[Statement],
        named: Sequence[tuple[int, int, int]],
    ) -> list[Statement]:
        """What dates state by themselves; `named`: where centres are."""
        text, mentions = doc.text, [mention[:2] for mention in named]
        posted, aside = partial(self.offices.before, text), partial(self._aside, text)
        told = [s for s in statements if s.value != VISITED]
        dated = Dated(text, sentences, calendar, mentions, told, _persons(doc), posted, aside, self.offices.of_body)
        return self.triggers.of(text, sentences, dated.told())

    def _sites(
        self,
        doc: Doc,
        passive: Zones,
        counted: Sequence[units.Unit],
        statements: Sequence[Statement],
        sentences: Sequence[tuple[int, int]],
    ) -> list[Site]:
        """The centres of a text: its names with enough evidence, each with all its mentions."""
        text = doc.text
        phrases = self._phrases(doc, passive, counted)
        told = None if doc._.told is None else retold.Retelling(text, spans.told_of(doc, passive), counted, self.language)
        phrases = told.phrases(phrases) if told else phrases
        counts = {n.start: n.end for n in self._numerals(doc) if n.kind is numbers.Kind.CARDINAL}
        phrases = [p for p in phrases if not tallied(text, p.end, counts)]
        weighed = candidates.Witness(
            text,
            self.language,
            counted,
            statements,
            self.signs,
            *self._bodies(doc),
            self._counted(text, counted),
            self._forms(text, counted),
            self._numbered(doc, phrases),
            self._apposed(doc, phrases),
            self.telling,
            self._serial(doc, phrases),
            self._framed(doc, phrases),
            self._housing(text, phrases),
            self.proper,
            lodged(text, self.cues, spans.read(doc, spans.ORGANISATIONS), phrases, sentences),
            self.seldom,
            any(n.kind is numbers.Kind.ORDINAL and not n.label for n in self._numerals(doc)),
            self._ranks(doc, counted),
            self._opened(doc, phrases),
            self.named,
        ).weigh(phrases)
        weighed = told.weighed(weighed) if told else weighed
        loud, titles = Zones(self.grammar.lines(text)), headlines(doc)
        sites = naming.gather(
            headings.unplaced(weighed, titles, self.localities.inside),
            loud,
            self.language,
            self._expansions(doc),
            partial(short_names.branch, general=self.general, elsewhere=self.localities.holds_place),
        )
        if self.terse:
            headings.without_country(text, sites, titles, self.nations)
            sites = headings.unheaded(sites, titles, self._sited)
        if self.cases or self.article != "\0":
            sites = headings.undescribed(sites, titles, glued=not self.cases)
        return naming.untyped(text, sites, self._numbered_sorts(doc))

    def _place(
        self,
        doc: Doc,
        sites: Sequence[Site],
        sentences: Sequence[tuple[int, int]],
        anaphors: Sequence[tuple[int, int]],
        meant: Sequence[Hint],
    ) -> Atlas:
        """Tell each centre its host and its country; the places of the text."""
        text = doc.text
        bodies, entities = spans.read(doc, spans.ORGANISATIONS), spans.entities(doc, spans.ORGANISATIONS)
        named = _lands(doc, self.language, sites)
        told_of = about(text, sites, sentences, anaphors)
        taken = [*anaphors, *(mention for site in sites for mention in site.mentions)]
        again = resumed(text, bodies, taken, self.calls)
        testimony = hosts.Testimony(
            text, self.cues, bodies, entities, named, sentences, anaphors, sites, told_of, again, self.taking_up, meant
        )
        opening = (0, sentences[-1][1] if len(sites) == 1 else OPENING)
        atlas = Atlas(text, named, bodies, entities, self.localities, opening, self.homeland, sites, told_of)
        for n, site in enumerate(sites):
            told = atlas.told(n)
            home = self.geographer.likeliest(housed(told, None))
            house, chance = self.judge.decide(testimony.told(site, home))
            body = entities.get(house or "", {})
            site.house, site.host = house or "", Found(body.get("name"), chance)
            site.country = Found(*self.geographer.decide(housed(told, body.get("country"))))
        return atlas

    def _settle(self, doc: Doc, centres: Sequence[Site], sentences: Sequence[tuple[int, int]]) -> None:
        """Say of each body in which country it is at home."""
        entities, mentions = spans.entities(doc, spans.ORGANISATIONS), dict[str, list[tuple[int, int]]]()
        sure = dict[str, float]()
        for fact in spans.read(doc, spans.ORGANISATIONS):
            mentions.setdefault(fact.entity, []).append((fact.start, fact.end))
            sure[fact.entity] = max(fact.confidence, sure.get(fact.entity, 0.0))
        bodies = homes.bodies(mentions, entities)
        text, opening = doc.text, (0, OPENING)
        naming = [[s for s in sentences if any(s[0] <= at < s[1] for at, _ in body.mentions)] for body in bodies]
        named = _lands(doc, self.language, centres)
        atlas = Atlas(text, named, (), entities, self.localities, opening, self.homeland, bodies, naming)
        grounds = Grounds(atlas, Calendar(text, ()), (), sentences)
        for n, key in enumerate(mentions):
            home = homes.decide(self.settler, homes.told(atlas, n, entities[key], centres))
            told = [grounds.country(n, home, sure[key])] if home.value else []
            spans.set_entity(doc, spans.ORGANISATIONS, key, {**entities[key], "country": home.value, "facts": told})

    def _take_out(self, doc: Doc, sites: Sequence[Site]) -> None:
        """A centre is no organisation: drop its mentions there, and the bodies that were nothing else."""
        entities = spans.entities(doc, spans.ORGANISATIONS)
        kept = absorbed.left(spans.read(doc, spans.ORGANISATIONS), entities, sites=sites, same=self._same)
        spans.write(doc, spans.ORGANISATIONS, kept)
        named = {f.entity for f in kept}
        left = {key: fields for key, fields in entities.items() if key in named}
        doc._.entities = {**doc._.entities, spans.ORGANISATIONS: left}


def _lands(doc: Doc, language: str, sites: Sequence[Site]) -> list[places.Place]:
    """The places of a text, less those that are but part of somebody's name: "Patricio Echaurren | Lyon"; what is a centre's name is nobody's."""
    held = [mention for site in sites for mention in site.mentions]
    persons = [(s, e) for s, e in _persons(doc) if not any(s < end and start < e for start, end in held)]

    def inside(place: places.Place) -> bool:
        return any(s <= place.start and place.end <= e and (s, e) != (place.start, place.end) for s, e in persons)

    return [place for place in places.find(doc.text, language) if not inside(place)]


def _persons(doc: Doc) -> list[tuple[int, int]]:
    """Where the recogniser sees persons."""
    return [(e.start_char, e.end_char) for e in doc.ents if e.label_ == "PER"]
