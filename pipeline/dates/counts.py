"""A number in figures or numerals: what parts of a date it may be."""

from __future__ import annotations

from functools import lru_cache

from pipeline.dates.meanings import Atom

# Numbers of weeks, and those that are rarely the weeks of a course.
_WEEKS = (("weekno", range(1, 54)), ("highweek", range(20, 54)))
# Years of three figures, and those from this one on, which count from the founding of no state.
_THREE = (("year3", 0), ("highyear3", 151))


def numeral(digits: list[int]) -> list[Atom]:
    """Chinese numerals: 二〇二三, 十二, 三十一."""
    if all(digit < 10 for digit in digits):
        found = plain(int("".join(map(str, digits))), len(digits), len(digits))
        if len(digits) != 2:
            return found
        # 七八 are seven or eight, 三五 three to five.
        rough = digits[1] == digits[0] + 1 or digits == [3, 5]
        return [("rough", 0, 2)] if rough else [*found, ("digity2", digits[0] * 10 + digits[1], 2)]
    if len(digits) == 3 and digits[2] == 10 and digits[1] == digits[0] + 1:
        # 三四十 are thirty or forty.
        return [("tenspair", digits[0], 3)]
    if digits == [100]:
        # 百货, 百年: a manner of speaking.
        return []
    value = _tens(digits)
    return plain(value, max(2, len(str(value))), len(digits))


def _tens(digits: list[int]) -> int:
    """The value of numerals with signs for ten: 三十一 is 31."""
    total, unit = 0, 0
    for digit in digits:
        if digit >= 10:
            total, unit = total + (unit or 1) * digit, 0
        else:
            unit = digit
    return total + unit


def figures(value: int, size: int) -> list[Atom]:
    """A number in figures: what any number may be, and a day that figures alone make credible."""
    found = plain(value, size, 1)
    return [*found, ("dday", value, 1)] if size <= 2 and 1 <= value <= 31 else found


@lru_cache(maxsize=4_000)
def suffixed(key: str, behind: tuple[Atom, ...]) -> tuple[Atom, ...]:
    """Ordinals ("5th", "21-го") and decades ("1990s", "90-е"): what figures may be with an ending on them; nothing where none of those behind is one."""
    found: list[Atom] = []
    value, size = int(key), len(key)
    for cls, _, taken in behind:
        length = taken + 1
        if cls == "suffix":
            found += [("nth", value, length), ("ordinal", value, length)]
            if size <= 2 and 1 <= value <= 31:
                found += [("day", value, length), ("dayth", value, length)]
            if size == 4:
                found.append(("year", value, length))
            elif size == 2 and value > 31:
                found.append(("ordy2", value, length))
        elif cls == "quartersuffix" and size == 1 and 1 <= value <= 4:
            found.append(("quarter", value, length))
        elif cls == "halfsuffix" and size == 1 and 1 <= value <= 2:
            found.append(("half", value, length))
        elif cls == "decadesuffix" and value % 10 == 0 and size in (2, 4):
            found.append(("decade", value // 10 if size == 4 else value, length))
            if size == 2:
                # "In her 30s" is none.
                found.append(("shortdecade", value, length))
    return tuple(found)


def plain(value: int, size: int, length: int) -> list[Atom]:
    """What a number of so many figures may be, however it is written; `length` are its tokens."""
    found: list[Atom] = [("num", value, length)]
    if size <= 2:
        if 1 <= value <= 31:
            found.append(("day", value, length))
        found += [(cls, value, length) for cls, weeks in _WEEKS if value in weeks]
        if 1 <= value <= 12:
            found.append(("mnum", value, length))
            if size == 2:
                found.append(("m2", value, length))
        if size == 2:
            found.append(("y2", value, length))
            if value > 31:
                found.append(("highy2", value, length))
            elif value < 10 and length == 1:
                found.append(("digity2", value, length))
            if value % 10 == 0:
                found.append(("tens", value, length))
    if size <= 3:
        found.append(("small", value, length))
        if size == 3:
            found += [(cls, value, length) for cls, least in _THREE if value >= least]
    if size == 4 and 1000 <= value <= 2199:
        found.append(("year", value, length))
        if 1900 <= value < 2100:
            found.append(("modernyear", value, length))
    return found
