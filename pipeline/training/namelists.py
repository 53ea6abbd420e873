"""Lists of names that the convolutional back-end sees as a feature, gathered when it is trained, from open packages.

Given and family names: Faker (MIT). Countries and cities: CLDR through Babel (Unicode-3.0). Regions: pycountry's
translations of ISO 3166-2 (LGPL-2.1). Russian word forms: OpenCorpora through pymorphy3 (CC BY-SA 3.0). Chinese names:
the dictionary of jieba (MIT). No list was made from the corpora.
"""

from __future__ import annotations

import gettext
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from importlib import resources

from pipeline.ner.features import fold
from pipeline.training.namebook import LOCALES, locale_names

GIVEN, FAMILY, PLACE, COUNTRY, PART, BODY, WORD = (1 << bit for bit in range(7))
OPENCORPORA = {"Name": GIVEN, "Surn": FAMILY, "Geox": PLACE, "Orgn": BODY}
JIEBA = {"nr": FAMILY, "nrt": GIVEN, "nrfg": FAMILY, "ns": PLACE, "nt": BODY}

# A word of jieba's dictionary this frequent is listed though it is no name: it shows where words end.
COMMON = 20

Entry = tuple[str, int]


def gather(language: str) -> dict[str, int]:
    """Gather all lists of a language: folded word → bits of the lists that hold it."""
    found: dict[str, int] = defaultdict(int)
    sources: list[Iterable[Entry]] = [_people(language), _territories(language), _regions(language)]
    if language in OWN:
        sources.append(OWN[language]())
    for source in sources:
        for name, held in source:
            for word, bits in _words(fold(name), held, language):
                found[word] |= bits
    return dict(found)


def _words(name: str, held: int, language: str) -> Iterator[Entry]:
    """Give a name of one word whole; of a longer one its longer words, as parts. Chinese is not cut."""
    words = [name] if language == "zh" else name.replace("-", " - ").split()
    if len(words) == 1:
        if len(name) > 1:
            yield name, held
        return
    for word in words:
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


def _russian() -> Iterator[Entry]:
    import pymorphy3

    for word, tag, *_ in pymorphy3.MorphAnalyzer().dictionary.iter_known_words():
        for grammeme, held in OPENCORPORA.items():
            if grammeme in tag and grammeme != "Orgn":
                yield word, held


def _chinese() -> Iterator[Entry]:
    lines = (resources.files("jieba") / "dict.txt").read_text(encoding="utf-8").splitlines()
    for line in lines:
        word, count, kind = line.split(" ")
        if len(word) > 1 and (kind in JIEBA or int(count) >= COMMON):
            yield word, JIEBA.get(kind, WORD)


OWN: dict[str, Callable[[], Iterator[Entry]]] = {"ru": _russian, "zh": _chinese}
