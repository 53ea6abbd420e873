"""The words by which one language speaks of centres: their nouns, what is no centre, posts, towns and bodies."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from pipeline import gazetteer, lexicon, morphology, places, units
from pipeline.centres import chains, short_names
from pipeline.centres.acts import Signs
from pipeline.centres.candidate import noun_of
from pipeline.centres.entitled import Titles
from pipeline.centres.housing import Cues
from pipeline.centres.named import Named
from pipeline.centres.offices import Offices
from pipeline.centres.proper import Proper
from pipeline.centres.resumed import Calls
from pipeline.centres.seats import Seats
from pipeline.centres.serial import Serial
from pipeline.centres.sites import Site
from pipeline.centres.superseded import Superseding
from pipeline.coined.measured import Measures
from pipeline.judge import Judge
from pipeline.names import grammar
from pipeline.names.construct.ties import Ties
from pipeline.names.construct.words import ConstructWords
from pipeline.names.localities import Localities
from pipeline.phrases import Phrases, fold, readings, split
from pipeline.statements import Triggers

# What numbers its members is no member.
NEVER_SITES = {"network", "ministry", "igo", "university"}
# Characters before a name, in which it is told where something happens.
PLACED = 60
# Characters of the article before a noun.
FRESH = 24


class Wording:
    """What the lexicons of one language say of centres, and what single words tell by it."""

    language: str

    def learn(self, words: Mapping[str, Any]) -> None:
        """Read the joined lexicons. Raises LexiconError where the language names no grammar."""
        generic = [*words.get("generic", ()), *(form.replace("'", " ").split()[-1] for form in words.get("modifiers", ()))]
        self.grammar = grammar.build({**words, "generic": generic}, places.countries(self.language))
        self.general = frozenset(
            fold(w) for w in (*generic, *words.get("heads", ()), *words.get("last", ()), *words.get("first", ()))
        )
        self.bodies: dict[str, str] = {**words.get("last", {}), **words.get("first", {})}
        may = frozenset(words.get("may_be_centres", ()))
        self.firm = frozenset(fold(head) for head, kind in self.bodies.items() if head not in may and kind in NEVER_SITES)
        self.cases = morphology.inflects(self.language)
        self.order = words.get("order")
        self.descriptive = frozenset(words.get("described", ()))
        self.heads = grammar.unit_heads(words)
        self.unit_words = frozenset(word.casefold() for form in words.get("heads", {}) for word in form.split())
        self.unit_forms = frozenset(form.casefold() for form in words.get("heads", {}) if " " not in form)
        self.nouns = frozenset(fold(head) for head in self.heads.all)
        self.triggers = Triggers(*(words.get(table, {}) for table in ("statuses", "marks", "pairs", "forms")))
        heads = [*words.get("heads", ()), *words.get("last", ()), *words.get("first", ())]
        self.localities = Localities(words, heads, self.language)
        self.several = frozenset(
            form for form in words.get("heads", ()) if words.get("plural_marks") and grammar.is_plural(form, words)
        )
        self.posts = frozenset(grade + post for post in words.get("posts", ()) for grade in ("", *words.get("grades", ())))
        self.offices = Offices(frozenset(fold(word) for word in words.get("leaders", ())), self.posts)
        self.signs = Signs.read(words, self.posts, self.bodies, cases=self.cases, language=self.language)
        self.articles = frozenset(words.get("articles", ()))
        self.cues = self._cues(words)
        self._learn_anaphors(words)
        self.judge = Judge(words["hosting"])
        self.apposing = frozenset(fold(word) for word in words.get("apposing", ()))
        self.definite = frozenset(words.get("definite", ()))
        self.never = frozenset(words.get("never", ()))
        self.closed = (
            frozenset(fold(word) for word in (*words.get("articles", ()), *self.never, *words.get("posts", ()))) | self.firm
        )
        self.to = str(words.get("to", "\0"))
        self.article = str(words.get("article", "\0"))
        self.shapes = ConstructWords(Ties.read(words, ())) if words.get("shapes") else None
        self.stops = frozenset(fold(w) for w in words.get("stops", ()))
        self.recognised, self.terse = bool(words.get("trust_recogniser")), bool(words.get("terse_headlines"))
        self.seats = frozenset(words.get("stands", ()))
        self.inside = frozenset(fold(word) for kind in ("weak", "within") for word in words.get("hosts", {}).get(kind, ()))
        self.serial = Serial.read(words)
        self.seating = (frozenset(words.get("seating", ())), tuple(words.get("seating_words", ())))
        self.equating = tuple(words.get("equating", ()))
        self.equal, self.bearing, self.partitive = (
            frozenset(map(fold, words.get(name, ()))) for name in ("equal", "bearing", "partitive")
        )
        said = Measures.of(self.language)
        self.measures = said.measures if said else frozenset[str]()
        self.own_premises = tuple(words.get("own_premises", ())) or ("\0",)
        self._learn_ranks(words)
        self.tenseless, self.telling = bool(words.get("tenseless")), bool(words.get("telling_capitals"))
        self.homeland: dict[str, str] = words.get("homeland", {})
        self.nations = frozenset(fold(name) for name in words.get("countries", ()))
        self.chains = chains.Chains.read(words)
        self.places_after = Seats(frozenset(words.get("places_after", ())), self._town, self.general if self.cases else ())

    def _learn_ranks(self, words: Mapping[str, Any]) -> None:
        """Read what stands around the ordinal of a centre: copulas, what makes a ranking of it, what leads to where it holds; what takes a date back."""
        self.superseding = Superseding.read(words)
        self.copulas = tuple(lexicon.read(self.language, "coined").list("copulas"))
        ranks = lexicon.read(self.language, "centre_numbers").list("not_first") if self.cases else ()
        self.copular, self.ranked = frozenset(words.get("copular", ())), frozenset(map(fold, ranks))
        self.ranking_in, self.owned_by = (frozenset(map(fold, words.get(name, ()))) for name in ("ranking_in", "of"))

    def _learn_anaphors(self, words: Mapping[str, Any]) -> None:
        """Read the words that take up what was named before, and those that bring in something else; nouns that seldom name a centre."""
        self.proper = Proper.read(words, self.bodies, self.general, self.offices)
        # Capitals tell more than nouns where they tell names.
        self.named = None if self.proper is not None and self.proper.wide else Named.read(words, self.bodies)
        self.seldom = frozenset((*words.get("seldom", ()), *words.get("seldom_alone", ())))
        self.titles = Titles.read(words, self.seldom)
        self.noun_owners = tuple(map(fold, words.get("noun_owners", ())))
        self.resuming = tuple(words.get("resuming", ()))
        self.fresh = frozenset(fold(word) for word in words.get("fresh", ()))
        resumed = [(form, kind) for kind in ("own", "body") for form in words.get("resumed", {}).get(kind, ())]
        self.calls = Calls(self.bodies, Phrases(resumed, cased=False), words.get("own_ends", {}))
        self.taking_up = tuple(fold(word) for word in words.get("taking_up", ()))
        self.pronouns, self.personal = (
            frozenset(fold(word) for word in words.get(name, ())) for name in ("pronouns", "personal")
        )

    def _cues(self, words: Mapping[str, Any]) -> Cues:
        hosting: Mapping[str, Sequence[str]] = words.get("hosts", {})
        return Cues(
            phrases=Phrases([(cue, kind) for kind, cues in hosting.items() for cue in cues], cased=False),
            articles=self.articles | frozenset(words.get("glue", ())),
            owners=frozenset(fold(word).rstrip("'") for word in hosting.get("owner", ())),
            worldwide=tuple(fold(word) for word in words.get("worldwide", ())),
            seated=tuple(words.get("seated", ())),
            cases=self.cases,
            inverts=bool(words.get("inverts")),
            officer=self.offices.of_body,
            elsewhere=self.localities.holds_place,
            heads=frozenset(fold(head) for head in words.get("heads", ())),
            appositives=frozenset(map(fold, words.get("appositives", ()))),
        )

    def _singular(self, noun: str) -> bool:
        """Whether a common noun is one form of a name's head: heads have no plurals."""
        return any(fold(word) in self.nouns for word in (noun, *noun.split()))

    def _another(self, text: str, start: int, ends: Collection[int]) -> bool:
        """Whether an article in mid-clause says that a noun is not the one spoken of: "next door a laboratory is being built".

        `ends`: of the names of centres, behind which a comma makes it an apposition.
        """
        line = text[max(0, start - FRESH) : start].rstrip(" ").rpartition("\n")[2]
        before = line.split(" ")
        said = next((n for n in (2, 1) if len(before) >= n and fold(" ".join(before[-n:])) in self.fresh), 0)
        rest = text[:start].rstrip(" ").removesuffix(" ".join(before[-said:])).rstrip(" ") if said else ""
        apposed = rest.endswith(",") and len(rest) - 1 in ends
        return bool(said) and not apposed and not rest.endswith(self.signs.classing)

    def _sited(self, name: str) -> bool:
        """Whether a name holds that of a city; a country tells no sister of a centre from it."""
        return any(p.kind is places.PlaceKind.CITY for p in places.find(name, self.language))

    def _town(self, words: str) -> bool:
        """Whether words are the name of a town, in whatever case."""
        return self._sited(words) or any(
            gazetteer.known(form) for form in (words, *morphology.place_forms(words, self.language))
        )

    def _common_bodies(self, text: str, anaphors: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
        """Where common nouns of bodies stand, those that take up a centre left out."""
        if not self.apposing:
            return []
        taken = {start for start, _ in anaphors}
        return [(w.start, w.end) for w in split(text) if not w.capital and w.form in self.bodies and w.start not in taken]

    def _aside(self, text: str, at: int) -> bool:
        """Whether a name at an offset is that of a place where something happens ("at the hub"), or of somebody's employer."""
        words = [w for w in fold(text[max(0, at - PLACED) : at]).split() if w not in self.articles]
        return self.offices.before(text, at) or words[-1:] in [[word] for word in self.inside]

    def _body(self, unit: units.Unit) -> bool:
        """Whether the noun of a coined unit is that of a body, letters written to it or its case aside."""
        forms = [form for word in unit.unit.split() for _, form in readings(fold(word))]
        return any(form in self.firm or morphology.lemma(form, self.language) in self.firm for form in forms)

    def _ends(self, last: str, word: str) -> bool:
        """Whether a name ends between two words: at a stop, another site's noun, a place with a letter written to it, or an article on the last only."""
        if last.startswith((self.article, self.to * 2)) and not word.startswith(self.article):
            return True
        if word.startswith(self.article) and units.find(word, self.language):
            return True
        if self.shapes is not None and self.shapes.coming(fold(word)):
            return True
        return fold(word) in self.stops or self.localities.at_town(last, word)

    def _such(self, gap: str, most: int = 2) -> bool:
        """Whether an ordinal is part of a description: a word or two between, no verb or dash ("the third station at Aral").

        Where adjectives agree, any of them may stand between.
        """
        if set(gap) & set("—–:,.;()«"):
            return False
        words = gap.split()
        if self.cases and words and all(morphology.is_adjective(word, self.language) for word in words):
            return True
        return gap.count(" ") <= most and not any(morphology.is_verb(word, self.language) for word in words)

    def _same(self, name: str, site: Site, *, recalled: bool = False) -> bool:
        """Whether an organisation's name is a centre's, or a part of it with its noun, the name of a whole network aside.

        `recalled`: the text has told the centre's name before, so that the shorter one is no mother house of it.
        """
        if fold(name) == fold(site.name) or self._in_country(name, site):
            return True
        alike = any(noun_of(u) == site.noun for u in units.find(name, self.language))
        if not alike or not short_names.shortens(name, site.name, self.language):
            return False
        return recalled or not short_names.branch(name, site.name, self.general, self.localities.holds_place)

    def _in_country(self, name: str, site: Site) -> bool:
        """Whether a name is a centre's with its country behind: "the first Centre for Robots of Honduras", as headlines say."""
        rest = name[len(site.name) :] if fold(name).startswith(f"{fold(site.name)} ") else ""
        lands = [place for place in places.find(rest, self.language) if place.kind is places.PlaceKind.COUNTRY]
        mine = len(lands) == 1 and lands[0].end == len(rest) and site.country.value in {None, lands[0].code}
        return mine and " " in site.name and rest.count(" ") <= len(lands[0].name.split()) + 1
