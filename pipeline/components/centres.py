"""Find the centres of an announcement, and what it states of each."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import partial
from itertools import pairwise

from spacy.language import Language
from spacy.tokens import Doc

from pipeline import gazetteer, morphology, numbers, places, spans, units
from pipeline.centres import candidates, chains, facts, hosts, naming
from pipeline.centres.days import Calendar
from pipeline.centres.facts import Site
from pipeline.centres.seats import Seats
from pipeline.components.base import Extractor
from pipeline.lexicon import Lexicon
from pipeline.names import grammar
from pipeline.names.joints import Heads
from pipeline.names.localities import Localities
from pipeline.names.phrase import Phrase, uncut
from pipeline.phrases import Phrases, fold, readings, split
from pipeline.spans import Fact, Zones
from pipeline.statements import Triggers

# A Chinese unit that a text coins has no end that could be told from the words before it.
HAN = re.compile(r"[\u3400-\u9fff]")
FURNITURE = {"PUBLISHED", "BYLINE", "SOURCE"}
# "The fourth such centre in Ghana" names no centre either.
SUCH = 12
# What numbers its members is no member.
NEVER_SITES = {"network", "ministry", "igo", "university"}
# How far behind its name a centre's number may be said.
PREDICATE = 24
POST_REACH = 60
# Characters that a comma and an article take.
LEAD = 8
# How far into a text a dateline may stand.
OPENING = 300
POST_WORDS = 5


@Language.factory("herald_centres")
class Centres(Extractor):
    """Find centres by name or description, and gather status, date, host and country.

    Reads:   the text, its sentences, groups `dates` and `organisations`; units that are counted as centres, the grammar of names,
             triggers of each status, marks of plans and denials, cues of hosts.
    Writes:  group `centres`, label CENTRE; entity → `{"name", "kind", "country", "host", "status", "date"}`. Takes what is a
             centre out of group `organisations`.
    Raises:  LexiconError where the language names no grammar.
    """

    group = spans.CENTRES
    lexicons = ("units", "name_grammar", "institutions", "centres", "territories", "places")

    def prepare(self, lexicon: Lexicon) -> None:
        words = lexicon.words
        generic = [*words.get("generic", ()), *(form.replace("'", " ").split()[-1] for form in words.get("modifiers", ()))]
        self.grammar = grammar.build({**words, "generic": generic}, places.countries(self.language))
        self.general = frozenset(
            fold(w) for w in (*generic, *words.get("heads", ()), *words.get("last", ()), *words.get("first", ()))
        )
        self.bodies: dict[str, str] = {**words.get("last", {}), **words.get("first", {})}
        may = frozenset(words.get("may_be_centres", ()))
        self.firm = frozenset(fold(head) for head, kind in self.bodies.items() if head not in may and kind in NEVER_SITES)
        self.agents = frozenset(words.get("agents", ()))
        self.passives = tuple(words.get("passives", ()))
        self.order = words.get("order")
        self.descriptive = frozenset(words.get("described", ()))
        self.heads = grammar.unit_heads(words)
        self.unit_words = frozenset(word.casefold() for form in words.get("heads", {}) for word in form.split())
        self.unit_forms = frozenset(form.casefold() for form in words.get("heads", {}) if " " not in form)
        self.nouns = frozenset(fold(head) for head in self.heads.all)
        self.triggers = Triggers(words.get("statuses", {}), words.get("marks", {}))
        self.cues = Phrases([(cue, kind) for kind, cues in words.get("hosts", {}).items() for cue in cues], cased=False)
        self.owners = frozenset(fold(word).rstrip("'") for word in words.get("hosts", {}).get("owner", ()))
        self.worldwide = tuple(fold(word) for word in words.get("worldwide", ()))
        heads = [*words.get("heads", ()), *words.get("last", ()), *words.get("first", ())]
        self.localities = Localities(words, heads, self.language)
        self.posts = frozenset(words.get("posts", ()))
        self.articles = frozenset(words.get("articles", ()))
        self.definite = frozenset(words.get("definite", ()))
        self.never = frozenset(words.get("never", ()))
        self.to = str(words.get("to", "\0"))
        self.article = str(words.get("article", "\0"))
        self.stops = frozenset(fold(w) for w in words.get("stops", ()))
        self.recognised = bool(words.get("trust_recogniser"))
        self.seats = frozenset(words.get("stands", ()))
        self.equating = tuple(words.get("equating", ()))
        self.terse = bool(words.get("terse_headlines"))
        self.chains = chains.Chains.read(words)
        self.places_after = Seats(frozenset(words.get("places_after", ())), self._town)

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
        phrases = self._phrases(doc, passive, counted)
        signs = candidates.Signs(self.posts, self.agents, self.passives, self.bodies)
        weighed = candidates.Witness(
            text,
            self.language,
            counted,
            statements,
            signs,
            *self._bodies(doc),
            self._counted(text, counted),
            self._forms(text, counted),
            self._numbered(doc, phrases),
            self._apposed(doc, phrases),
        ).weigh(phrases)
        loud = Zones(self.grammar.lines(text))
        sites = naming.gather(
            weighed,
            loud,
            self.language,
            self._expansions(doc),
            partial(naming.branch, general=self.general, elsewhere=self._elsewhere),
        )
        if self.terse:
            sites = naming.unheaded(sites, _headlines(doc), self._sited)
        if not sites:
            return
        sorts = {site.unit.rpartition(" ")[2] for site in sites if site.unit}
        numerals = {n.end for n in self._numerals(doc) if n.kind is not numbers.Kind.ORDINAL}
        anaphors = [
            (u.start, u.end)
            for u in counted
            if candidates.noun_of(u) in sorts
            and self._singular(text[u.start : u.end])
            and not numerals & _before(text, u.start)
        ]
        anaphors = [span for span in anaphors if not self._of_body(doc, span, sites)]
        others = [(u.start, u.end) for u in counted if candidates.noun_of(u) not in sorts and not u.weak]
        self._take_out(doc, sites)
        names = [(f.start, f.end) for f in spans.read(doc, spans.ORGANISATIONS)]
        scene = facts.Scene(anaphors, others, _headlines(doc), names)
        head = [(f.start, f.end) for f in spans.read(doc, spans.HEADER) if f.label in FURNITURE]
        dates = [d for d in spans.read(doc, spans.DATES) if not any(d.overlaps(*stretch) for stretch in head)]
        facts.attach(text, sites, statements, Calendar(text, dates, doc._.published), scene)
        self._place(doc, sites, sentences)
        for n, site in enumerate(sites):
            key = f"{n}:{site.name.casefold()}"
            said = facts.settle(site)
            kind = units.in_english(site.unit, self.language)
            spans.set_entity(
                doc, self.group, key, {"name": site.name, "kind": kind, "country": site.country, "host": site.host, **said}
            )
            for (start, end), rule in site.mentions.items():
                yield Fact(start, end, "CENTRE", rule, round(min(0.98, 0.5 + site.weight / 2), 3), key)

    def _of_body(self, doc: Doc, span: tuple[int, int], sites: Sequence[Site]) -> bool:
        """Whether a common noun takes up a body that has it in its name and was named after every centre ("the institute")."""
        text = doc.text
        noun = fold(text[slice(*span)]).split()[0 if self.order == "first" else -1]
        bodies = [f for f in spans.read(doc, spans.ORGANISATIONS) if f.end <= span[0]]
        named = max((f.end for f in bodies if noun in fold(text[f.start : f.end]).split()), default=-1)
        return named > max((end for site in sites for _, end in site.mentions if end <= span[0]), default=-1)

    def _body(self, unit: units.Unit) -> bool:
        """Whether the noun of a coined unit is that of a body, letters written to it or its case aside."""
        forms = [form for word in unit.unit.split() for _, form in readings(fold(word))]
        return any(form in self.firm or morphology.lemma(form, self.language) in self.firm for form in forms)

    def _phrases(self, doc: Doc, passive: Zones, counted: Sequence[units.Unit]) -> list[Phrase]:
        grown = self.grammar.find(doc.text, self._heads(doc.text, counted), sites=True)
        if self.recognised:
            named = [(e.start_char, e.end_char) for e in doc.ents]
            grown = [uncut(p, named, doc.text, ends=self._ends) for p in grown]
        grown = self.places_after.give(doc.text, grown, Zones(_headlines(doc)))
        bodies = [(f.start, f.end) for f in spans.read(doc, spans.ORGANISATIONS)]
        cut = [candidates.without_owner(doc.text, p, bodies, self.descriptive) for p in grown]
        described = [*self._described(doc, counted), *self._chained(doc, counted, bodies, cut)]
        cut = [p for p in cut if not any(d.holds(p) and d.head_start == p.head_start for d in described)]
        found = self._numerals(doc)
        numerals = {n.end for n in found if n.kind is numbers.Kind.ORDINAL or n.value > 1}
        ordinals = [n.end for n in found if n.kind is numbers.Kind.ORDINAL]
        behind = (
            {n.start - 1 for n in found if n.kind is numbers.Kind.ORDINAL and not n.label} if self.order == "first" else set()
        )
        labels = [n for n in found if n.label]
        hubs = self._networks(doc)
        grown = [
            p
            for p in (*cut, *described)
            if (p.rule == "quoted" or not numerals & _before(doc.text, p.start) or self._named(doc.text, p))
            and not any(p.start < at <= p.end for at in behind)
            and not any(n.start < p.start < n.end for n in found)
            and not any(p.start <= n.start < p.end for n in labels)
            and not any(s <= p.start and p.end <= e and (s, e) != (p.start, p.end) for s, e in hubs)
            and not (
                p.rule == "described"
                and any(0 <= p.start - end <= SUCH and self._such(doc.text[end : p.start]) for end in ordinals)
            )
        ]
        return [p for p in grown if not passive.covers(p.start, p.end)]

    def _named(self, text: str, phrase: Phrase) -> bool:
        """Whether a Chinese phrase behind a number is a name for all that: it begins with a city ("第三所万象学堂")."""
        if not HAN.match(text[phrase.start]):
            return False
        found = places.find(text[phrase.start : phrase.head_start], self.language)
        return bool(found) and found[0].start == 0 and found[0].kind is places.PlaceKind.CITY

    def _ends(self, last: str, word: str) -> bool:
        """Whether a name ends between two words: at a stop, a place with a letter written to it, or an article on the last only."""
        if last.startswith((self.article, self.to * 2)) and not word.startswith(self.article):
            return True
        return fold(word) in self.stops or self._elsewhere(word[1:])

    def _such(self, gap: str) -> bool:
        """Whether an ordinal is part of a description: a word or two between, no verb or dash ("the third station at Aral")."""
        if set(gap) & set("—–:"):
            return False
        return gap.count(" ") <= 2 and not any(morphology.is_verb(word, self.language) for word in gap.split())

    def _described(self, doc: Doc, counted: Sequence[units.Unit]) -> Iterator[Phrase]:
        """Centres told by place and common noun; countries and words that name bodies are no such places."""
        text = doc.text
        found = places.find(text, self.language)
        names = {fold(word) for f in spans.read(doc, spans.ORGANISATIONS) for word in text[f.start : f.end].split()}
        names |= {fold(text[p.start : p.end].split()[-1]) for p in found if p.kind is not places.PlaceKind.CITY}
        names |= {fold(word) for e in doc.ents if e.label_ == "PER" for word in e.text.split()}
        sure = candidates.Known(self._counted(text, counted), names | self.general | self.never, self.definite, self.seats)
        return candidates.described(text, counted, found, sure=sure)

    def _chained(
        self, doc: Doc, counted: Sequence[units.Unit], bodies: Sequence[tuple[int, int]], grown: Sequence[Phrase]
    ) -> list[Phrase]:
        """Centres told by common nouns that end in a name, where the grammar has grown none that is telling."""
        if self.chains is None:
            return []
        lands = places.find(doc.text, self.language)
        closed = {fold(doc.text[p.start : p.end].split()[-1]) for p in lands if p.kind is not places.PlaceKind.CITY}
        taken = [p for p in grown if p.specific]
        found = self.chains.find(doc.text, counted, closed, bodies)
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
        ahead = [n.start for n in self._numerals(doc) if n.kind is numbers.Kind.ORDINAL and not n.label]
        return {p.end for p in phrases if _predicated(doc.text, p.end, ahead, self.equating)}

    def _apposed(self, doc: Doc, phrases: Sequence[Phrase]) -> set[int]:
        """Beginnings of the names that an ordinal with a comma introduces: "The fifth, the Aral Hub, opens in May"."""
        text = doc.text
        ends = [n.end for n in self._numerals(doc) if n.kind is numbers.Kind.ORDINAL and not n.label]
        gaps = {
            (end, p.start): text[end : p.start].partition(",") for p in phrases for end in ends if 2 <= p.start - end <= LEAD
        }
        close = {p.start for p in phrases if text[p.end : p.end + 1] == ","}
        return {
            start
            for (_, start), (before, comma, behind) in gaps.items()
            if comma and start in close and not before and (not behind.strip() or fold(behind.strip()) in self.articles)
        }

    def _singular(self, noun: str) -> bool:
        """Whether a common noun is one form of a name's head: heads have no plurals."""
        return any(fold(word) in self.nouns for word in (noun, *noun.split()))

    def _counted(self, text: str, found: Sequence[units.Unit]) -> set[str]:
        """Head nouns of the units that a number stands before."""
        told = numbers.find(text, self.language)
        ends = {end for n in told for end in (n.end, n.end + 1)}
        starts = {n.start - 1 for n in told if n.kind is numbers.Kind.ORDINAL}
        return {candidates.noun_of(u) for u in found if u.start in ends or u.end in starts or u.coined}

    def _forms(self, text: str, found: Sequence[units.Unit]) -> set[str]:
        """How a Chinese text writes the units that it numbers."""
        nouns = self._counted(text, found)
        ends = {n.end for n in numbers.find(text, self.language)}
        said = {text[u.start : u.end] for u in found if candidates.noun_of(u) in nouns and u.start in ends}
        return {form for form in said if HAN.match(form)}

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
        han = frozenset(u.unit for u in counted if u.coined and HAN.match(u.unit))
        return Heads(self.heads.last | new | han, self.heads.first, lower, ends)

    def _expansions(self, doc: Doc) -> dict[str, str]:
        """What a centre's name calls a body → what it is to call it: networks by acronym, the schools where it stands in full."""
        entities = spans.entities(doc, spans.ORGANISATIONS)
        facts = [(f, entities[f.entity]["acronym"]) for f in spans.read(doc, spans.ORGANISATIONS)]
        wordings = [(doc.text[f.start : f.end], short, entities[f.entity]) for f, short in facts if short]
        networks = {name: short for name, short, body in wordings if name != short and body["kind"] not in hosts.SEATS}
        return networks | {short: body["name"] for name, short, body in wordings if body["kind"] in hosts.SEATS}

    def _bodies(self, doc: Doc) -> tuple[set[int], list[tuple[int, int]]]:
        """Ends of the names that the text gives an acronym; offsets of all organisations."""
        facts = spans.read(doc, spans.ORGANISATIONS)
        return {f.end for f in facts if f.rule == "organisations.defined"}, [(f.start, f.end) for f in facts]

    def _place(self, doc: Doc, sites: Sequence[Site], sentences: Sequence[tuple[int, int]]) -> None:
        text = doc.text
        words = split(text)
        cues = [cue for n in range(len(words)) if (cue := self.cues.at(text, words, n)) is not None]
        bodies, entities = spans.read(doc, spans.ORGANISATIONS), spans.entities(doc, spans.ORGANISATIONS)
        posted = partial(self._posted, text)
        houses = hosts.Houses(text, bodies, entities, cues, self.articles, self.owners, self.worldwide, posted, self._elsewhere)
        opening = (0, sentences[-1][1] if len(sites) == 1 else OPENING)
        main = min(sites, key=lambda site: min(site.mentions))
        atlas = hosts.Atlas(text, places.find(text, self.language), self.localities, opening)
        for site in sites:
            about = _about(text, site, sites, sentences)
            site.host = houses.host(site, about, atlas.home(site))
            seat = next((e["country"] for e in entities.values() if e["name"] == site.host), None)
            site.country = atlas.country(site, about, seat, main=site is main)

    def _same(self, name: str, site: Site, *, recalled: bool = False) -> bool:
        """Whether an organisation's name is a centre's, or a part of it with its noun, the name of a whole network aside.

        `recalled`: the text has told the centre's name before, so that the shorter one is no mother house of it.
        """
        if fold(name) == fold(site.name):
            return True
        noun = (site.unit or "").rpartition(" ")[2]
        short = any(candidates.noun_of(u) == noun for u in units.find(name, self.language)) and naming.shortens(
            name, site.name, self.language
        )
        return short and (recalled or not naming.branch(name, site.name, self.general, self._elsewhere))

    def _sited(self, name: str) -> bool:
        """Whether a name holds that of a city; a country tells no sister of a centre from it."""
        return any(p.kind is places.PlaceKind.CITY for p in places.find(name, self.language))

    def _town(self, words: str) -> bool:
        """Whether words are the name of a town, in whatever case."""
        return self._sited(words) or any(
            gazetteer.known(form) for form in (words, *morphology.place_forms(words, self.language))
        )

    def _elsewhere(self, words: str) -> bool:
        """Whether words hold the name of a place."""
        return bool(places.find(words, self.language)) or self.localities.in_name(words, ()) is not None

    def _posted(self, text: str, at: int) -> bool:
        """Whether a post stands in the few words before an offset."""
        return any(
            word.strip(",.") in self.posts for word in text[max(0, at - POST_REACH) : at].casefold().split()[-POST_WORDS:]
        )

    def _take_out(self, doc: Doc, sites: Sequence[Site]) -> None:
        """A centre is no organisation: drop its mentions there, and the bodies that were nothing else."""
        held = [mention for site in sites for mention in site.mentions]
        entities = spans.entities(doc, spans.ORGANISATIONS)
        facts = [
            f
            for f in spans.read(doc, spans.ORGANISATIONS)
            if not any(self._same(entities[f.entity]["name"], s, recalled=_recalled(f, s, sites)) for s in sites)
        ]
        nouns = {head for site in sites for head in site.heads}
        facts = [f for f in facts if not any(f.start <= head < f.end for head in nouns)]
        outside = {f.entity for f in facts if not any(s <= f.start and f.end <= e for s, e in held)}
        inner = {f.entity for f in facts if f.entity not in outside and entities[f.entity]["kind"] in hosts.HOUSES}
        kept = [f for f in facts if f.entity in inner or not any(s <= f.start and f.end <= e for s, e in held)]
        spans.write(doc, spans.ORGANISATIONS, kept)
        named = {f.entity for f in kept}
        left = {key: fields for key, fields in spans.entities(doc, spans.ORGANISATIONS).items() if key in named}
        doc._.entities = {**doc._.entities, spans.ORGANISATIONS: left}


def _recalled(body: Fact, site: Site, sites: Sequence[Site]) -> bool:
    """Whether the name of one centre alone begins with the words of a body, and stands before them."""
    words = fold(body.entity)
    alike = [s for s in sites if fold(s.name).startswith(words)]
    return alike == [site] and min(start for start, _ in site.mentions) < body.start


def _about(text: str, site: Site, sites: Sequence[Site], sentences: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The sentences about a centre: all of them where it is the only one, else those that name it or what is its alone."""
    if len(sites) == 1:
        return list(sentences)
    others = {word for other in sites if other is not site for word in other.name.split()}
    own = [word for word in site.name.split() if word not in others and word[0].isupper()]
    clauses = [clause for sentence in sentences for clause in _clauses(text, sentence)]
    named = [(s, e) for s, e in clauses if any(s <= at < e for at, _ in site.mentions)]
    return named + [(s, e) for s, e in clauses if (s, e) not in named and any(word in text[s:e] for word in own)]


def _before(text: str, start: int) -> set[int]:
    """The offsets at which a word right before `start` may end."""
    return {start, start - 1} if text[max(0, start - 1) : start] == " " else {start}


def _predicated(text: str, end: int, ordinals: Sequence[int], equating: tuple[str, ...]) -> bool:
    """Whether an ordinal stands a few words behind, in the same clause, or in one that opens with "which is"."""
    gap = text[end : end + PREDICATE]
    begin = end + len(gap) - len(gap.lstrip(" ،"))
    begin = begin if equating and text.startswith(equating, begin) else end
    return any(0 < at - begin <= PREDICATE and not set(text[begin:at]) & set(".,;:!?()\n。，；：،؛") for at in ordinals)


def _headlines(doc: Doc) -> list[tuple[int, int]]:
    return [(f.start, f.end) for f in spans.read(doc, spans.HEADER) if f.label == "TITLE"]


def _clauses(text: str, sentence: tuple[int, int]) -> list[tuple[int, int]]:
    """A sentence cut at its semicolons."""
    cuts = [sentence[0], *(n + 1 for n in range(*sentence) if text[n] in ";；؛"), sentence[1]]
    return list(pairwise(cuts))
