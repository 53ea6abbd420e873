"""The date lexicon of a language, compiled: phrases to look up and a tree of rules to walk.

The only place of the package that knows how `languages/<code>/dates.toml` is laid out:

- `[words]` maps a class (`month`, `and`) to its forms, or to a table value -> forms.
- `[words.settings]`, `[words.measured]`, `[words.tense]`, `[words.endings]`, `words.prefixes`, `[words.fold]`, `[words.numerals]`, `words.weak`, `words.never_alone` are no classes:
  they say how to read numeric dates, how sure rules proved to be, how verbs show their tense, what may be hung on a word, and which signs count as which.
- `[[rules]]` without `pattern` take that of the rule of the same last name in `languages/xx/dates.toml`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, partial
from typing import Any

from pipeline import lexicon
from pipeline.dates.automaton import Automaton, DateRule, Node
from pipeline.dates.counts import figures, numeral
from pipeline.dates.meanings import STRANGER, Atom, Meaning, Phrases, Word
from pipeline.dates.memo import Memo
from pipeline.dates.prefixes import prefixes_of
from pipeline.dates.scanner import SAME_LENGTH, fold, scan, signs, splitter
from pipeline.dates.spelled import BEGINNINGS, SHORT_YEAR, YEAR
from pipeline.dates.walk import Walk
from pipeline.errors import LexiconError

APART = frozenset({"settings", "measured", "tense", "endings", "prefixes", "fold", "numerals", "weak", "never_alone"})
# Classes whose words may stand alone as a date; `weak` ones among them need a preposition ("May", "Sun", "fall").
_ALONE = ("month", "weekday", "season")
# Months and weekdays that stand alone must be written as the language writes them.
CASED = frozenset({"solemonth", "soleweekday", "weakmonth", "weakweekday"})
WEAK = frozenset({"weakmonth", "weakweekday"})
# Rules that no pattern finds: code makes such dates from what the others found (`ranges`, `published`).
MADE = frozenset({"joined", "stated"})
# What closes a date or makes a name of it, unless another word begins so.
_CLOSING = frozenset({"modpost", "agenda"})
# What ends a number.
_SUFFIXES = frozenset({"suffix", "quartersuffix", "halfsuffix", "decadesuffix"})
Value = int | str


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Everything the engine knows of one language.

    `words` says what a token may mean, `said` what several mean together. `short` are the classes that may follow a number of one or two figures, and those
    of which one must stand before it where it is a match by itself. `kinds` are the classes that the language has words
    of; `suffixed` says whether some end numbers ("5th"). `cuts` tells of a token how many of its letters are prefixes.
    """

    language: str
    phrases: Phrases
    root: Node
    walk: Walk
    settings: Mapping[str, Any]
    tense: Mapping[str, tuple[str, ...]]
    prefixes: frozenset[str]
    numerals: Mapping[str, int]
    fold: Mapping[int, str]
    signs: re.Pattern[str]
    cut: re.Pattern[str]
    accents: bool
    words: Memo[str, Word]
    said: Memo[tuple[str, ...], Meaning]
    short: tuple[frozenset[str], frozenset[str]]
    kinds: frozenset[str]
    suffixed: bool
    cuts: Memo[str, int]


@cache
def vocabulary(language: str) -> Vocabulary:
    """Read and compile the date lexicon of a language; LexiconError where it is wrong or missing."""
    read = lexicon.read(language, "dates")
    if not read.rules or not any(rule.id.startswith(f"{language}.") for rule in read.rules):
        codes = [code for code in lexicon.codes() if (lexicon.LANGUAGES / code / "dates.toml").exists()]
        raise LexiconError(f"languages/{language}/dates.toml has no rules; languages with dates: {', '.join(codes)}")
    words = read.words
    table = {**SAME_LENGTH, **str.maketrans(words.get("fold", {}))}
    accents = bool(words.get("settings", {}).get("accents"))
    tense = {
        name: tuple({fold(form.translate(table), accents): None for form in forms})
        for name, forms in words.get("tense", {}).items()
    }
    phrases, automaton = _phrases(words, table, accents), _automaton(language, read.rules, words.get("measured", {}))
    numerals = {str(sign): int(value) for sign, value in words.get("numerals", {}).items()}
    prefixes = frozenset(words.get("prefixes", ()))
    return Vocabulary(
        language=language,
        phrases=phrases,
        root=automaton.root,
        walk=Walk(automaton.root),
        settings=words.get("settings", {}),
        tense=tense,
        prefixes=prefixes,
        numerals=numerals,
        words=Memo(partial(_word, phrases=phrases, numerals=numerals, automaton=automaton)),
        said=Memo(partial(_said, phrases=phrases)),
        short=_short(automaton.root),
        kinds=frozenset(words),
        suffixed=not _SUFFIXES.isdisjoint(words),
        cuts=Memo(partial(prefixes_of, prefixes=prefixes, known=frozenset(phrases))),
        fold=table,
        signs=signs(table),
        cut=splitter({*_keys(phrases), *numerals}),
        accents=accents,
    )


def _phrases(words: Mapping[str, Any], table: Mapping[int, str], accents: bool) -> Phrases:
    tree: Phrases = {}
    weak, never = frozenset(words.get("weak", ())), frozenset(words.get("never_alone", ()))
    # "Each year this fair ...": words that stand only before what they count from.
    leading = frozenset(words.get("settings", {}).get("leading", ()))
    for cls, entry in words.items():
        if cls in APART:
            continue
        forms = entry.items() if isinstance(entry, Mapping) else [(cls, entry)]
        endings = ["", *words.get("endings", {}).get(cls, ())]
        for value, names in forms:
            number = int(value) if value.lstrip("-").isdigit() else value
            for name in names:
                for ending in endings:
                    form = (name + ending).translate(table)
                    _plant(tree, form, (cls, number), accents)
                    for unit in ("week", "month", "year"):
                        if cls == "shift" and f".{unit}" == str(number)[1:].rstrip("+-0123456789"):
                            _plant(tree, form, (f"{unit}shift", number), accents)
                    if cls == "rel" and "relpost" not in words and name not in leading:
                        _plant(tree, form, ("relpost", number), accents)
                    if cls in _ALONE and name not in never:
                        alone = f"weak{cls}" if name in weak else f"sole{cls}", number
                        _plant(tree, form, alone, accents)
                        # Capitals are often written without their accents.
                        _plant(tree, fold(form), (cls, number), accents)
                        _plant(tree, fold(form), alone, accents)
    return tree


def _keys(tree: Phrases) -> set[str]:
    """Every token of every phrase."""
    return {key for key in tree if key}.union(*(_keys(below) for key, below in tree.items() if key))


def _classes(tree: Phrases) -> frozenset[str]:
    """Every class that some phrase of the tree has, or may have: where `exact` writing leaves no doubt, where a year in words begins."""
    found = frozenset([cls for cls, _ in tree.get("", ())])
    found |= {YEAR, SHORT_YEAR} if found & BEGINNINGS else set()
    found |= {"sole" + cls.removeprefix("weak") for cls in found & WEAK}
    return found.union(*(_classes(below) for key, below in tree.items() if key))


def _word(key: str, phrases: Phrases, numerals: Mapping[str, int], automaton: Automaton) -> Word:
    """What a token may mean, wherever it stands."""
    below = phrases.get(key, {})
    if "0" <= key < ":":
        return Word(None, below, automaton.classes, True, None)
    if not below and key.isalnum() and key not in numerals:
        return STRANGER
    meaning, classes = _said((key,), phrases), _classes(below)
    if key in numerals:
        meaning = Meaning([*meaning.atoms, *numeral([numerals[key]])])
        below, classes = {**{sign: {} for sign in numerals}, **below}, automaton.classes
    starts = any(automaton.root.step(cls) for cls in classes)
    alone = meaning if meaning.classes.isdisjoint(CASED | BEGINNINGS) else None
    return Word(alone, below, meaning.classes | classes, starts, _lead(automaton.root, meaning.classes))


def _said(keys: tuple[str, ...], phrases: Phrases) -> Meaning:
    """What words mean together, the first alone, the first two and so on; a sign means itself as well."""
    found: list[Atom] = []
    for length, key in enumerate(keys, 1):
        phrases = phrases.get(key, {})
        found += [(cls, value, length) for cls, value in phrases.get("", ())]
    if hidden := max([length for cls, _, length in found if cls == "otherword"], default=0):
        # 至今年 is "to this year" and no 至今 ("until now"), 前往 is "to go" and no 前 ("before").
        found = [atom for atom in found if atom[0] not in _CLOSING or atom[2] >= hidden]
    return Meaning(found if keys[0].isalnum() else [*found, (keys[0], keys[0], 1)])


def _lead(root: Node, meant: Iterable[str]) -> frozenset[str] | None:
    """The classes that go on after a word of these classes; None where it may be a match by itself."""
    nodes = [node for cls in meant if (node := root.step(cls)) is not None]
    return None if any(node.rules for node in nodes) else frozenset().union(*(node.wants for node in nodes))


def _short(root: Node) -> tuple[frozenset[str], frozenset[str]]:
    """The classes that go on after a number of one or two figures, and what stands before one that is a match by itself."""
    nodes = [node for cls in {atom[0] for n in (1, 12) for atom in figures(n, 2)} if (node := root.step(cls)) is not None]
    alone = [rule for node in nodes for rule in node.rules]
    if any(not rule.after for rule in alone):
        raise LexiconError(f"{alone[0].id}: takes any number of two figures for a date; it needs `after`")
    follow = _SUFFIXES.union(*(node.wants for node in nodes))
    return follow, frozenset().union(*(rule.after for rule in alone))


def _plant(tree: Phrases, form: str, meaning: tuple[str, Value], accents: bool) -> None:
    for key in scan(form, accents).keys:
        # A lone accent folds to nothing, and nothing is where meanings stand.
        tree = tree.setdefault(key or form, {})
    leaf = tree.setdefault("", [])
    if meaning not in leaf:
        leaf.append(meaning)


def _automaton(language: str, rules: Iterable[lexicon.Rule], measured: Mapping[str, float]) -> Automaton:
    shared = {rule.id.rpartition(".")[2]: rule for rule in rules if not rule.id.startswith(f"{language}.")}
    automaton = Automaton()
    for order, rule in enumerate(rule for rule in rules if rule.id.startswith(f"{language}.")):
        common = shared.get(rule.id.rpartition(".")[2])
        if (model := rule if rule.pattern else common) is None:
            raise LexiconError(f"{rule.id}: no pattern, and xx/dates.toml has no rule of that name; it has {', '.join(shared)}")
        options = {**(common.options if common else {}), **rule.options}
        if options.get("kind") in MADE:
            continue
        compiled = DateRule(
            id=rule.id,
            kind=options.get("kind", "point"),
            order=order,
            # What was counted goes before what was guessed.
            confidence=measured.get(rule.id.rpartition(".")[2], options.get("confidence", 1.0)),
            tensed=options.get("tensed", False),
            told=options.get("told", False),
            ahead=options.get("ahead", False),
            **{name: frozenset(options.get(name, ())) for name in ("after", "before", "unless_after", "unless_before")},
        )
        for pattern in [model.pattern] if isinstance(model.pattern, str) else model.pattern:
            automaton.add(pattern, compiled)
    return automaton
