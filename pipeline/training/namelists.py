"""Lists of names that the convolutional back-end sees as a feature, gathered when it is trained, from open packages.

Given and family names: Faker (MIT). Countries and cities: CLDR through Babel (Unicode-3.0). Regions: pycountry's
translations of ISO 3166-2 (LGPL-2.1). Russian word forms: OpenCorpora through pymorphy3 (CC BY-SA 3.0). Chinese names:
the dictionary of jieba (MIT). Towns in other scripts than Latin: GeoNames (CC BY 4.0). Titles and head nouns of
organisations: herald's own lexicons. No list was made from the corpora.
"""

from __future__ import annotations

import gettext
import tomllib
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator
from importlib import resources

from pipeline.errors import ModelError
from pipeline.lexicon import LANGUAGES
from pipeline.ner.features import fold
from pipeline.ner.features import stem as bare
from pipeline.ner.runs import (
    BODY,
    COMMONEST,
    COUNTRY,
    FAMILY,
    FREQUENCY_BITS,
    GIVEN,
    HEAD,
    KIND_BITS,
    LISTED,
    NOUN,
    PART,
    PLACE,
    SAYING,
    TITLE,
    TOWN,
    USUAL,
    VERB,
    WORD,
)
from pipeline.training import arabic
from pipeline.training.namesources import LOCALES, locale_names
from pipeline.training.towns import towns

OPENCORPORA = {"Name": GIVEN, "Surn": FAMILY, "Geox": PLACE, "Orgn": BODY}
JIEBA = {"nr": FAMILY, "nrt": GIVEN, "nrfg": FAMILY, "ns": PLACE, "nt": BODY}

CLASSES = (
    "n ng", "v vn vg vd vi vq", "a b ad an ag z", "d p c u r y f e o k h uj ul uz uv ug ud rr rz rg df dg",
    "m q t mq mg tg s", "i l j", "nr nrt nrfg ns nt nz",
)  # fmt: skip
"""Classes of words, by the marks that jieba gives them: nouns, verbs, qualities, function words, numbers and times, idioms, names."""

# A word of jieba's dictionary this frequent is listed though it is no name: it shows where words end.
COMMON = 20

# How rare a word may be, in hundredths of a bel, to be one of the commonest, and to be usual.
RARE = (500, 600)

DISTRICTS = "市县區区镇鎮乡鄉州省"

Entry = tuple[str, int]


def gather(language: str, more: Collection[str] = ()) -> dict[str, int]:
    """Gather the lists of a language: folded word → bits of the lists that hold it. `more`: the names of lists in `MORE`."""
    found: dict[str, int] = defaultdict(int)
    sources: list[Iterable[Entry]] = [_people(language), _territories(language), _regions(language)]
    if language in OWN:
        sources.append(OWN[language]())
    sources += [MORE[name](language) for name in more]
    for source in sources:
        for name, held in source:
            for word, bits in _words(fold(name), held, language):
                found[word] |= bits
    return dict(found)


def _words(name: str, held: int, language: str) -> Iterator[Entry]:
    """Give a name of one word whole; of a longer one its longer words, as parts. Chinese is not cut."""
    words = [name] if language == "zh" else name.replace("-", " - ").split()
    if len(words) == 1:
        if len(name) > 1 or held >> FREQUENCY_BITS:
            yield name, held
        return
    for word in words if held not in (TOWN, TITLE, SAYING) else ():
        if len(word) > 3:
            yield word, PART if held & (PLACE | COUNTRY) else held


def _people(language: str) -> Iterator[Entry]:
    for locale in LOCALES[language]:
        names = locale_names(locale)
        yield from ((name, GIVEN) for name in names.given)
        yield from ((name, FAMILY) for name in names.family)


def _territories(language: str) -> Iterator[Entry]:
    from babel import Locale

    locale = Locale(language)
    yield from ((name, COUNTRY) for code, name in locale.territories.items() if len(code) == 2)
    yield from ((zone["city"], PLACE) for zone in locale.time_zones.values() if "city" in zone)


def _regions(language: str) -> Iterator[Entry]:
    import pycountry

    folder = resources.files("pycountry") / "locales"
    catalogue = {"zh": "zh_CN"}.get(language, language)
    with resources.as_file(folder) as path:
        words = gettext.translation("iso3166-2", localedir=str(path), languages=[catalogue], fallback=True)
    for region in pycountry.subdivisions:
        name = words.gettext(region.name)
        if language not in ("ru", "zh", "ar") or name != region.name:
            yield name, PLACE


def _towns(language: str) -> Iterator[Entry]:
    """Towns of GeoNames; Chinese ones also without "city"."""
    for name in towns(language):
        yield name, TOWN
        if len(name) > 3 and name[-1] in DISTRICTS:
            yield name[:-1], TOWN


def _lexicon(language: str) -> Iterator[Entry]:
    """Titles of one word, and the nouns that head an organisation's name, as the rules of the language know them."""
    folder = LANGUAGES / language
    titles = tomllib.loads((folder / "positions.toml").read_text(encoding="utf-8"))["words"]["heads"]
    nouns = tomllib.loads((folder / "institutions.toml").read_text(encoding="utf-8"))["words"]
    yield from ((bare(title) if language == "ar" else title, TITLE) for title in titles)
    yield from ((head, HEAD) for head in (*nouns.get("first", ()), *nouns.get("last", ())) if " " not in head)


def _address(language: str) -> Iterator[Entry]:
    """Titles before a name, and what tells of somebody who speaks, leads or is named, as the rules of the language know them."""
    words = tomllib.loads((LANGUAGES / language / "people.toml").read_text(encoding="utf-8"))["words"]
    for held, names in ((TITLE, ("honorifics", "weak_honorifics")), (SAYING, ("speech", "introducers"))):
        entries = [entry for name in names for entry in words[name]]
        yield from ((bare(entry) if language == "ar" else entry, held) for entry in entries if " " not in entry)


def _dictionary(language: str) -> Iterator[Entry]:
    """Names and ordinary words of a dictionary; a frequent word that it lacks is likely foreign, or a name."""
    if language != "ar":
        raise ModelError(f"there is no dictionary for {language!r}; leave it out of the recipe's lists")
    kinds = {arabic.PERSON: GIVEN, arabic.PLACE: PLACE, arabic.BODY: BODY}
    yield from ((name, kinds[kind]) for name, kind in arabic.names())
    for word, readings, rarity in arabic.words():
        held = LISTED | (VERB if arabic.VERB in readings else 0) | (NOUN if arabic.NOUN in readings else 0)
        yield word, held | (COMMONEST if rarity <= RARE[0] else USUAL if rarity <= RARE[1] else 0)


def _russian() -> Iterator[Entry]:
    import pymorphy3

    for word, tag, *_ in pymorphy3.MorphAnalyzer().dictionary.iter_known_words():
        for grammeme, held in OPENCORPORA.items():
            if grammeme in tag and grammeme != "Orgn":
                yield word, held


def _parts(language: str) -> Iterator[Entry]:
    """Chinese words, single letters among them, with the class of word and the power of ten of the frequency of each."""
    if language != "zh":
        raise ModelError(f"words of {language!r} need no parting; leave parts out of the recipe's lists")
    found: dict[str, tuple[int, str]] = {}
    for word, count, kind in jieba_words():
        if kind in JIEBA or count >= COMMON:
            found[fold(word)] = max(found.get(fold(word), (0, "")), (count, kind))
    for word, (count, kind) in found.items():
        order = next((number for number, kinds in enumerate(CLASSES, 1) if kind in kinds.split()), 0)
        yield word, order << KIND_BITS | min(7, len(str(count))) << FREQUENCY_BITS


def _chinese() -> Iterator[Entry]:
    for word, count, kind in jieba_words():
        if len(word) > 1 and (kind in JIEBA or count >= COMMON):
            yield word, JIEBA.get(kind, WORD)


def jieba_words() -> Iterator[tuple[str, int, str]]:
    """Give the words of jieba's dictionary, each with its frequency and its class."""
    for line in (resources.files("jieba") / "dict.txt").read_text(encoding="utf-8").splitlines():
        word, count, kind = line.split(" ")
        yield word, int(count), kind


MORE: dict[str, Callable[[str], Iterator[Entry]]] = {
    "towns": _towns,
    "lexicon": _lexicon,
    "address": _address,
    "dictionary": _dictionary,
    "parts": _parts,
}
OWN: dict[str, Callable[[], Iterator[Entry]]] = {"ru": _russian, "zh": _chinese}
