"""The words of posts: their nouns, what stands around them, what ends what they are the head of."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from pipeline import morphology, phrases
from pipeline.lexicon import Lexicon
from pipeline.persons.affixes import Affixes
from pipeline.persons.phrases import Hyphened, Phrases, Shouted
from pipeline.persons.titles.fields import Fields
from pipeline.persons.tokens import Token


class Vocabulary:
    """The words of posts in one language. Words read: see the comments of `languages/en/positions.toml`."""

    def __init__(self, lexicon: Lexicon, language: str) -> None:
        self.affixes = Affixes(lexicon)
        key = self.affixes.key if self.affixes else None
        key = partial(morphology.lemma, language=language) if morphology.inflects(language) else key
        self.key, self.language = key, language
        self.elisions = frozenset(lexicon.list("elisions"))

        def table(name: str) -> Phrases:
            return Phrases(lexicon.list(name), elisions=self.elisions, key=key)

        def sets(*names: str) -> list[frozenset[str]]:
            return [frozenset(lexicon.list(name)) for name in names]

        self.plurals: dict[str, str] = lexicon.table("plurals")
        heads = [*lexicon.list("heads"), *self.plurals]
        self.loose = bool(lexicon.words.get("loose", False))
        compounds = morphology.inflects(language) or self.loose
        hyphened = Hyphened if compounds else Phrases
        shouted = lexicon.list("shouted")
        self.heads: Phrases = (
            Shouted(heads, shouted=shouted, elisions=self.elisions, key=key)
            if shouted
            else hyphened(heads, elisions=self.elisions, key=key)
        )
        self.occupations = hyphened(lexicon.list("occupations"), elisions=self.elisions, key=key)
        trades = {"prefixes": lexicon.list("hyphen_prefixes"), "endings": lexicon.list("trade_endings")}
        for table_of, but in (
            (self.heads, lexicon.list("no_trades")),
            (self.occupations, [*lexicon.list("no_trades"), *heads]),
        ):
            if isinstance(table_of, Hyphened):
                table_of.joins(**trades, but=but, glued=lexicon.list("glued_prefixes"))
        self.trained, self.specialities = table("trained"), table("specialities")
        self.before, self.after = table("before"), table("after")
        self.prepositions = Phrases(lexicon.list("prepositions"), elisions=self.elisions)
        self.skips, self.sees = table("skips"), table("sees")
        self.see_endings = tuple(lexicon.list("see_endings"))
        self.inner = frozenset(
            w for name in ("parts", "crews", "territories", "lands", "districts") for w in lexicon.list(name)
        )
        self.honours, self.moments = table("honours"), Phrases(lexicon.list("moments"), elisions=self.elisions)
        self.fields = Fields(lexicon, self.elisions)
        self.dropped = table("dropped")
        self.apposed = table("apposed")
        self.articles = Phrases(lexicon.list("articles"), elisions=self.elisions)
        self.qualities, self.in_order = (frozenset(lexicon.list(name)) for name in ("qualities", "in_order"))
        self.housed = Phrases(lexicon.list("housed"), elisions=self.elisions)
        self.owning = Phrases(lexicon.list("owning"), elisions=self.elisions)
        self.sent, self.units, self.elsewhere = sets("sent", "units", "elsewhere")
        nouns = frozenset(lexicon.table("anaphors"))
        self.nouns, self.houses = nouns - self.units, frozenset(map(phrases.fold, nouns))
        self.joiners, self.conjunctions = (frozenset(lexicon.list(name)) for name in ("joiners", "conjunctions"))
        self.indefinite, self.descent = sets("indefinite", "descent")
        self.months, self.spans_of_time, self.towards = sets("months", "spans_of_time", "towards")
        self.governs = {link: frozenset(nouns) for link, nouns in lexicon.table("governs").items()}
        self.stops = self._stops(lexicon)
        self.endings = tuple(lexicon.words.get("after_endings", ()))
        self.stop_endings, self.field_endings, self.see_endings = (
            tuple(lexicon.list(name)) for name in ("stop_endings", "field_endings", "see_endings")
        )
        self.not_names = frozenset(w.lower() for w in lexicon.list("function_words"))
        # `placed_bare`: posts with the place they are of right behind them, "Deputy Commissioner Vehari"; `finite`: verbs that a subject
        # stands before; `postnominals`: what stands behind a name and is no post there, "Ann Poe MP".
        self.parting, self.homographs, self.indivisible, self.works, self.placed_bare, self.finite = sets(
            "parting", "homographs", "indivisible", "fields_of_work", "placed_bare", "finite"
        )
        self.postnominals, self.rankings, self.ordinals = sets("postnominals", "rankings", "ordinals")
        self.given_names = frozenset(str(lexicon.words.get("given_names", "")).lower().split())
        self.civic, self.heading = (frozenset(lexicon.table("kinds").get(kind, ())) for kind in ("civic", "centre"))
        self.homonyms = frozenset(w.lower() for w in lexicon.list("homonyms"))
        self.titled, self.areas = (
            frozenset(w.lower() for w in lexicon.list("honorifics")),
            frozenset(lexicon.list("areas")),
        )
        self.genitive = bool(lexicon.words.get("genitive", False))

    def _stops(self, lexicon: Lexicon) -> Phrases:
        """The words that end titles; where the article is glued, it makes a noun of what else were a verb: «بحث», but «نائبة الرئيس لشؤون البحث»."""
        stops, national, article = lexicon.list("stops"), lexicon.list("demonyms"), self.affixes.article
        if not self.affixes:
            return Phrases([*stops, *national], elisions=self.elisions, key=self.key)
        bare = [word.removeprefix(article) for word in stops]
        return Phrases(
            [*stops, *bare, *national, *(article + word for word in national)],
            key=lambda word: phrases.fold(word) if word.startswith(article) else self.affixes.key(word),
        )

    def over_moment(self, tokens: Sequence[Token], at: int) -> int:
        """Index behind words that say when a post was held: "le maire | de l'époque", "keeper | in late 2004"; `at` itself where a small word makes a field of them ("de l'époque moderne")."""
        found = self.moments.at(tokens, at)
        if found is None or found.end >= len(tokens):
            return at if found is None else found.end
        behind = tokens[found.end]
        fielded = behind.text.islower() and self.stops.at(tokens, found.end) is None
        return at if fielded else found.end
