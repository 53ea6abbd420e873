"""How a personal name is declined: what each part would be in the nominative, and which reading of all parts agrees.

Known names bend as the dictionary says, patronymics and family names as the tables of `languages/<code>/morphology.toml` do, and
names that neither knows by their endings, or not at all. Where words have no cases, a name stays as it is.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import product

from pipeline.morphology import ALL_CASES, CASES, ending_of, inflects, like, parses_of, words_of

__all__ = ["name_case", "nominative_name", "unchanging"]

# A reading in another case than the words around suggest: less strange than one part of a name unread, stranger than an unchanged one.
ASTRAY = 0.8
# A reading that the dictionary does not have for a name it knows ("Азиза", of Азиз or a name of its own).
UNHEARD = 0.6
# A given name in another case where the family name stands ("Али Кая": not of Кай).
GIVEN_LAST = 0.7
# Of readings equally strange, where the dictionary knows a man's name: he is given something ("Леониду": of Леонид, not of Леонида).
MAN_GIVEN = ("mn", "fn", "ma", "mg", "fg", "md", "fa", "fd", "mi", "fi", "ml", "fl")

Reading = tuple[str, str, str]
"""Gender ("m", "f" or "" for either), case, and the nominative that a form would have."""


def nominative_name(parts: Sequence[str], language: str, *, within: frozenset[str] = ALL_CASES) -> tuple[str, ...]:
    """The parts of a personal name in the nominative.

    `within`: the cases that the words around suggest (those of the title or the honorific before the name); a name that has no
    reading in them is read in another. The readings of the parts must agree in gender and case; a nominative reading wins where
    several do.
    """
    return _read_name(tuple(parts), language, within)[1]


def name_case(parts: Sequence[str], language: str, *, within: frozenset[str] = ALL_CASES) -> frozenset[str]:
    """The case in which a personal name stands, read as `nominative_name` reads it; all of them where nothing is known."""
    return _read_name(tuple(parts), language, within)[0]


def unchanging(parts: Sequence[str], language: str) -> bool:
    """Whether a name may stay as it is in any case, so that its form says nothing of the case: "Нино Чхеидзе"."""
    return all(
        part == form
        for case in "gd"
        for part, form in zip(parts, nominative_name(parts, language, within=frozenset(case)), strict=True)
    ) and name_case(parts, language, within=frozenset("g")) == frozenset("g")


@lru_cache(maxsize=4096)
def _read_name(parts: tuple[str, ...], language: str, within: frozenset[str]) -> tuple[frozenset[str], tuple[str, ...]]:
    """The likeliest case of a name, and its parts in the nominative."""
    if not inflects(language):
        return ALL_CASES, parts
    tables = [(_readings(part, language), _further(part, language)) for part in parts]
    man = any(reading[:2] == ("m", "d") for reading in _dictionary_readings(parts[0], language, "Name"))
    man = man or parts[0].lower().endswith(tuple(words_of(language).list("men_given")))
    order = MAN_GIVEN if man else tuple(g + c for c in "nagdil" for g in "mf")
    ranked: list[tuple[float, int, int, str, tuple[str, ...]]] = []
    for gender, case in product("mf", "nagdil"):
        forms = [_form(likely, gender, case, part) for (likely, _), part in zip(tables, parts, strict=True)]
        others = [_form(further, gender, case) if f is None else None for f, (_, further) in zip(forms, tables, strict=True)]
        forms = [f or o for f, o in zip(forms, others, strict=True)]
        strange = _strangeness(forms, parts, case) + UNHEARD * sum(o is not None for o in others)
        written = tuple(f or p for f, p in zip(forms, parts, strict=True))
        strange += 0.0 if case in within else ASTRAY
        strange += GIVEN_LAST if case != "n" and _given_last(parts, language) else 0.0
        stiff = sum(w == p for w, p in zip(written, parts, strict=True)) if case != "n" else 0
        ranked.append((strange, stiff, order.index(gender + case), case, written))
    *_, case, written = min(ranked, key=lambda row: row[:3])
    return frozenset(case), written


def _given_last(parts: Sequence[str], language: str) -> bool:
    """Whether the last of several parts is a given name of the dictionary and no family name, and the first stays as it is."""
    first = _readings(parts[0], language) if len(parts) > 1 else []
    if not first or first[0][2] != parts[0]:
        return False
    return bool(_dictionary_readings(parts[-1], language, "Name")) and not _dictionary_readings(parts[-1], language, "Surn")


def _strangeness(forms: Sequence[str | None], parts: Sequence[str], case: str) -> float:
    """How many parts a reading leaves out.

    In another case than the nominative, a name of which nothing changes is the stranger reading, and a first part that never
    changes is half a part (the family name of "Шэнь Байюем").
    """
    unread = sum(f is None for f in forms)
    if case == "n":
        return unread
    changed = any(f is not None and f != p for f, p in zip(forms, parts, strict=True))
    if unread == 1 and forms[0] is None and changed:
        return 0.5
    return unread + (0.0 if changed else 0.7)


def _form(table: Sequence[Reading], gender: str, case: str, part: str | None = None) -> str | None:
    """The nominative of a part read so; of one that has no readings at all, the part itself."""
    fitting = [form for g, c, form in table if g in {gender, ""} and case in c]
    if fitting:
        return fitting[0]
    return part if not table else None


def _readings(part: str, language: str) -> list[Reading]:
    """How a part of a name may be read; empty for an initial or a form that never changes."""
    if "-" in part:
        return _readings_of_hyphenated(part, language)
    if len(part.rstrip(".")) < 3 or not part[0].isupper():
        return []
    words = words_of(language)
    if part.lower() in words.list("stiff") or (part.lower().endswith(tuple(words.list("unbent"))) and not part.islower()):
        return [("", "ngdail", part)]
    if found := _table_readings(part, words.table("patronymic")) or _dictionary_readings(part, language, "Name"):
        return [("f", "n", part), *found] if part.lower() in words.list("women") else found
    found = _table_readings(part, words.table("family")) or _dictionary_readings(part, language, "Surn")
    return found or _adjectival_readings(part, language) or _readings_by_ending(part, language)


def _further(part: str, language: str) -> list[Reading]:
    """How a part may be read too that the dictionary knows as a given name."""
    if (
        "-" in part
        or len(part) < 3
        or part.lower() in words_of(language).list("stiff")
        or not _dictionary_readings(part, language, "Name")
    ):
        return []
    words = words_of(language)
    bent = _table_readings(part, words.table("other"))
    if all(form == part for _, _, form in _dictionary_readings(part, language, "Name")):
        bent = [reading for reading in bent if _dictionary_readings(reading[2], language, "Name")]
    return _table_readings(part, words.table("family")) or ([("", "n", part), *bent] if bent else [("f", "gdail", part)])


def _readings_by_ending(part: str, language: str) -> list[Reading]:
    """How a name of no table and no dictionary may be read: bent by its ending, or as one that never changes.

    A woman's name may stay as it is where it ends in a consonant, a man's in a vowel of `fixed`; neither does with an ending of
    `bending`, and one of `bent` is no nominative's at all; with one of `leaning` a name is likelier bent than fixed.
    """
    words = words_of(language)
    bent, lower = _table_readings(part, words.table("other")), part.lower()
    bends = lower.endswith(tuple(words.list("bending")))
    fixed: list[Reading] = [] if bends else [("f", "gdail", part)]
    if lower.endswith(tuple(words.list("fixed"))) and not bends:
        fixed.append(("m", "gdail", part))
    if lower.endswith(tuple(words.list("bent"))):
        return bent
    leans = lower.endswith(tuple(words.list("leaning")))
    return [("", "n", part), *(bent + fixed if leans else fixed + bent)]


def _readings_of_hyphenated(part: str, language: str) -> list[Reading]:
    left, _, right = part.rpartition("-")
    before = {c for _, cases_, _ in _readings(left, language) for c in cases_}
    bent = _adjectival_readings(right, language)
    plain = [reading for reading in _readings(right, language) if not bent or reading[1] == "n"]
    return [
        (gender, case, f"{nominative_name((left,), language, within=frozenset(case))[0] if case != 'n' else left}-{form}")
        for gender, case, form in [*bent, *plain]
        if case != "n" or not before or "n" in before
    ]


def _adjectival_readings(part: str, language: str) -> list[Reading]:
    """A part of a family name that is an adjective: "Тихой" of Тихая."""
    found = [p for p in parses_of(part.lower(), language) if p.is_known and p.tag.POS == "ADJF" and p.tag.number == "sing"]
    genders = {"masc": "m", "femn": "f"}
    bent = [(genders.get(str(p.tag.gender)), CASES.get(str(p.tag.case)), p.inflect({"nomn"})) for p in found]
    return [(gender, case, like(part, form.word)) for gender, case, form in bent if gender and case and form is not None]


def _table_readings(part: str, table: dict[str, list[list[str]]]) -> list[Reading]:
    ending = ending_of(part, table)
    return [(g, c, like(part, part.lower().removesuffix(ending) + new)) for g, c, new in table[ending]] if ending else []


def _dictionary_readings(part: str, language: str, sort: str) -> list[Reading]:
    """How the dictionary reads a given name ("Name") or a family name ("Surn")."""
    found: list[Reading] = []
    for parse in parses_of(part.lower(), language):
        if not parse.is_known or sort not in parse.tag.grammemes or str(parse.tag.number) != "sing":
            continue
        bent = parse.inflect({"nomn"})
        gender = {"masc": "m", "femn": "f"}.get(str(parse.tag.gender), "")
        if bent is not None and parse.tag.case in CASES:
            found.append((gender, CASES[parse.tag.case], like(part, bent.word)))
    found.sort(key=lambda reading: reading[1] != "n" and reading[2] == part)
    return found
