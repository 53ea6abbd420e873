"""The words that frame a centre number in one language: `languages/<code>/centre_numbers.toml`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from pipeline import phrases
from pipeline.errors import LexiconError
from pipeline.judge import Judge
from pipeline.lexicon import Lexicon
from pipeline.phrases import Phrases

HERE: Final = frozenset({"country", "continent", "island", "world", "mainland", "none"})
LISTS: Final = (
    "stops",
    "verbs",
    "relatives",
    "scope_prepositions",
    "of",
    "exclusive",
    "articles",
    "wholes",
    "not_scopes",
    "determiners",
    "follows",
    "ranks",
    "not_heads",
    "not_first",
    "superlatives",
    "possessives",
    "partitives",
    "part_before",
    "part_after",
    "totals",
    "networks",
    "having",
    "intentions",
    "intended",
    "anaphors",
    "singles",
    "after_cues",
    "conjunctions",
    "copulas",
    "one_of",
    "pronouns",
    "adjuncts",
    "respectively",
    "regional",
    "rankings",
    "openings",
    "totals_continued",
    "timely",
    "ranges",
    "own",
    "numbers_of",
    "number_labels",
    "kinds",
    "exceeding",
    "tops",
    "totals_weak",
    "grew",
    "makes",
    "each",
    "indefinite",
    "out_of",
    "brought",
    "how_many",
    "speakers",
    "remaining",
    "members",
    "hollow",
    "no_cues",
    "newly",
    "which",
    "beneficiaries",
    "measures",
    "those_of",
    "placings",
    "contests",
    "subjects",
    "feminine_nouns",
    "shares",
    "subordinators",
    "not_units",
    "others",
    "owners",
    "rates",
    "numbering",
    "present",
    "tallies",
    "not_intentions",
    "placed",
    "most",
    "sited",
    "sited_at",
    "existing",
    "merely",
    "more",
    "times",
    "listed_as",
    "further",
    "keepers",
    "keeping",
    "equals",
    "several",
    "framing",
    "narrowing",
    "planning",
    "houses",
    "by_age",
    "line_places",
    "bare_of",
    "label_measures",
    "deictics",
    "earlier",
    "owned_by",
    "ratios",
    "reporting",
    "backshifted",
    "orderly",
)


@dataclass(frozen=True, slots=True)
class Knowledge:
    """The framing words of one language as phrase tables.

    `reach`: how many words may stand between number and noun. `articled`: noun phrases have articles. `feminine`: endings of
    feminine ordinals, the first of them that of nouns too; `of_them`: ordinals with a suffix that says of what they are one; `genderless`: endings of ordinals that agree with any noun. `judge`
    weighs what speaks for a number without a noun, `beside` for one whose noun names many other things too.
    """

    lists: dict[str, Phrases[str]]
    here: Phrases[str]
    adverbs: Phrases[str]
    of_them: Phrases[int]
    reach: int
    postposed: bool
    articled: bool
    bare: bool
    sequels: bool
    head_last: bool
    generic: frozenset[str]
    common: frozenset[str]
    happening: frozenset[str]
    divided: frozenset[str]
    predicative: tuple[str, ...]
    strict: bool
    inner: tuple[str, ...]
    definite: str
    infinitives: tuple[str, ...]
    feminine: tuple[str, ...]
    genderless: tuple[str, ...]
    classifiers: frozenset[str]
    general: frozenset[str]
    of_kind: str
    continents: dict[str, str]
    islands: frozenset[str]
    provinces: frozenset[str]
    confidences: dict[str, float]
    judge: Judge
    beside: Judge

    def __getitem__(self, name: str) -> Phrases[str]:
        """A list of phrases by its name in the file."""
        return self.lists[name]


def build(lexicon: Lexicon) -> Knowledge:
    """Turn a lexicon into phrase tables.

    Raises LexiconError for an unknown list, a wrong `here`, or a rule without a confidence.
    """
    words = lexicon.words
    known = {
        *LISTS,
        "here",
        "adverbs",
        "of_them",
        "reach",
        "postposed",
        "bare",
        "head_last",
        "generic",
        "common",
        "happening",
        "divided",
        "predicative",
        "infinitives",
        "feminine",
        "genderless",
        "strict",
        "inner",
        "definite",
        "classifiers",
        "general",
        "of_kind",
        "continents",
        "islands",
        "provinces",
        "heads",
        "modifiers",
        "weak",
        "counting",
        "nouns",
    }
    if unknown := sorted(set(words) - known):
        raise LexiconError(
            f"{lexicon.language}/centre_numbers.toml: unknown lists {unknown}; known: {', '.join(sorted(known))}"
        )
    places = {**lexicon.table("here"), **lexicon.table("adverbs")}
    if wrong := {phrase: what for phrase, what in places.items() if what not in HERE}:
        raise LexiconError(f"{lexicon.language}/centre_numbers.toml: {wrong}; here may be {', '.join(sorted(HERE))}")
    confidences = {rule.id: rule.options.get("confidence") for rule in lexicon.rules}
    if missing := [name for name, value in confidences.items() if not isinstance(value, float)]:
        raise LexiconError(f"{lexicon.language}/centre_numbers.toml: rules without confidence: {missing}")
    return Knowledge(
        lists={name: Phrases(((phrase, phrase) for phrase in lexicon.list(name)), cased=False) for name in LISTS},
        here=Phrases(lexicon.table("here").items(), cased=False),
        adverbs=Phrases(lexicon.table("adverbs").items(), cased=False),
        of_them=Phrases(lexicon.table("of_them").items(), cased=False),
        islands=frozenset(lexicon.list("islands")),
        provinces=frozenset(lexicon.list("provinces")),
        reach=int(words.get("reach", 5)),
        postposed=bool(words.get("postposed")),
        articled=bool(lexicon.list("determiners")),
        bare=bool(words.get("bare")),
        sequels=bool(lexicon.list("existing")),
        head_last=bool(words.get("head_last")),
        generic=frozenset(lexicon.list("generic")),
        common=frozenset(lexicon.list("common")),
        happening=frozenset(lexicon.list("happening")),
        divided=frozenset(map(phrases.fold, lexicon.list("divided"))),
        strict=bool(words.get("strict")),
        inner=tuple(lexicon.list("inner")),
        definite=str(words.get("definite", "")),
        predicative=tuple(lexicon.list("predicative")),
        infinitives=tuple(lexicon.list("infinitives")),
        feminine=tuple(map(phrases.fold, lexicon.list("feminine"))),
        genderless=tuple(map(phrases.fold, lexicon.list("genderless"))),
        classifiers=frozenset(lexicon.list("classifiers")),
        general=frozenset(lexicon.list("general")),
        of_kind=str(words.get("of_kind", "")),
        continents={code: continent for continent, codes in lexicon.table("continents").items() for code in codes.split()},
        confidences={name: float(value) for name, value in confidences.items() if value is not None},
        judge=Judge(lexicon.table("counting")),
        beside=Judge(lexicon.table("nouns")),
    )
