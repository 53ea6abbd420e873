"""What the words around a date say of it: past or to come, told or said aside."""

from __future__ import annotations

from pipeline.dates.page import Page
from pipeline.dates.reading import Reading
from pipeline.dates.tense import AHEAD, BACK, Tense, clause, followed_by_past, tense

# Words that may stand beside an expression that is alone: "in the spring".
_ALONE = 2
# So many words behind "Saturday'" may stand what it is that is the day's: "s brutal terrorist attack".
_OWNED = 4
# A verb in the present for being open or shut, which may look ahead or tell of hours.
_OPENS = frozenset({"openword", "future"})
_HEADED = frozenset({"$", ".", ":", "："})
# Rules of years that qualify a noun.
_OF_THINGS = (".year_of", ".year_adjective", ".year_of_noun", ".year_of_event")
# What stands before a year that is told rather than one that qualifies a noun.
_LEADING = frozenset({"in", "from", "mod", "to", "and", "of", "part", "^", "stop", ",", "(", ":", "dash", "number"})
_SMALL = frozenset({"the", "yw", "of", "weekday", "weekdayprep", "daypart"})


def timeless(page: Page, reading: Reading) -> bool:
    """Does the rule need a verb in the past or future, or in the future alone, and there is none?

    A day or season that is all that a text says needs none.
    """
    if reading.last is None and len(page.keys) - (reading.last_token - reading.first_token) <= _ALONE:
        return False
    if reading.ahead:
        found = tense(page, reading.first_token, reading.last_token, clause=True)
        if found is None and opens_sentence(page, reading):
            # "In six months, the mill will be shut."
            found = tense(page, reading.last_token + 1, reading.last_token + 1, clause=True)
        return found not in AHEAD
    if not reading.tensed or before(page, reading.first_token, "mod") in ("before", "until"):
        return False
    around = clause(page, reading.first_token, reading.last_token)
    if reading.last is not None and any(page.classes(i) >= _OPENS for i in around):
        # "Abre sus puertas de martes a domingo": the hours of a house.
        return True
    if _set_apart(page, reading):
        # "A first course, from Monday to Wednesday, has shown them how".
        return tense(page, reading.last_token + 1, reading.last_token + 1, clause=True) is None
    # "Open from Sunday to Wednesday, and was repaired": a range of weekdays needs a verb of its own.
    own = reading.last is not None and "from" in page.classes_before(reading.first_token)
    return tense(page, reading.first_token, reading.last_token, clause=own) is None


def opens_sentence(page: Page, reading: Reading) -> bool:
    """Does it stand before a comma at the head of a sentence?"""
    head = not page.classes_before(reading.first_token).isdisjoint(("^", "stop"))
    return head and page.keys[reading.last_token : reading.last_token + 1] == [","]


def _set_apart(page: Page, reading: Reading) -> bool:
    """Does it stand between commas, or at the head of a sentence before one, its preposition with it?"""
    i, j = reading.first_token - 1, reading.last_token
    if reading.last is None or i < 0 or page.keys[j : j + 1] != [","]:
        return False
    return page.keys[i - 1 : i] == [","] or not page.classes_before(i).isdisjoint(("^", "stop"))


def heads(page: Page, reading: Reading) -> bool:
    """Is it a bare weekday, or two, that heads what is told of that day: "Monday. They met", "Tuesday:", a line of its own?"""
    point = reading.first
    if not point.weekday or point.day or point.month or (point.shift and point.shift.n):
        return False
    led = page.classes_before(reading.first_token)
    if "the" in page.words.settings.get("lead", ()) and "the" in led and not reading.last:
        # "The visit took place on the Friday."
        return True
    return not led.isdisjoint(("^", "stop")) and not _HEADED.isdisjoint(page.classes_after(reading.last_token))


def direction(page: Page, reading: Reading, preposition: str | None) -> Tense | None:
    """The tense of the sentence; "since" looks back, "before" ahead, "until" ahead where no verb says otherwise."""
    aimed = reading.first.weekday and not reading.first.day and _aimed(page, reading)
    aimed = aimed or _predicate(page, reading)
    aimed = aimed or "forward" in page.classes_after(reading.last_token)
    # "Results of the third quarter will be published": the verb is no word on which one is meant.
    if aimed or _accounted(page, reading):
        return Tense.FUTURE if aimed else None
    bygone = Tense.DONE if _bygone(page, reading) else None
    found = bygone or tense(page, reading.first_token, reading.last_token, clause=True)
    if preposition == "before":
        # "It had promised to be ready before October": the verb is past, the date may be ahead.
        return None if found in BACK else found or Tense.WILL
    found = found or tense(page, reading.first_token, reading.last_token) or _labelled(page, reading)
    if preposition == "after" and found is Tense.FUTURE:
        # "After the August accident it promised to inspect them all."
        return None
    if preposition == "until" and reading.first.weekday and not reading.first.day:
        # "Schools were closed until Wednesday": that one is yet to come; "by Wednesday it had cooled": that one is past.
        over = beside(page, reading, "byword") and followed_by_past(page, reading.last_token)
        return Tense.DONE if over else Tense.FUTURE
    if preposition in ("until", "from") and found in BACK:
        return None
    if preposition == "since":
        if beside(page, reading, "hitherto"):
            return Tense.DONE
        if found in AHEAD:
            return found
        # "Since 1 July" may be that to come, "sales have fallen since July" not.
        return Tense.DONE if found and not reading.first.day else Tense.PAST
    return found or (Tense.FUTURE if preposition == "until" or _timed(page, reading) else None)


def _predicate(page: Page, reading: Reading) -> bool:
    """Is the weekday when something is, which is yet to come: "the funeral is Monday"? Not "it is Monday"."""
    i, dummies = reading.first_token, page.words.settings.get("dummies", ())
    if not dummies or i < 2 or not reading.first.weekday or reading.first.shift or page.breaks[i]:
        return False
    return "copula" in page.classes(i - 1) and page.keys[i - 2] not in dummies


def _bygone(page: Page, reading: Reading) -> bool:
    """Is it the weekday of what is over: "hopes to visit the place of Saturday's attack"?"""
    named = page.words.settings.get("bygone", ())
    if (
        not named
        or not reading.first.weekday
        or reading.first.day
        or "apostrophe" not in page.classes_after(reading.last_token)
    ):
        return False
    last = reading.last_token
    # An apostrophe, its "s", and two words at most before the noun.
    return any(key in named for key in page.keys[last + 2 : last + 2 + _OWNED])


def _labelled(page: Page, reading: Reading) -> Tense | None:
    """The tense of the sentence that the date labels: "April: we opened the mill"."""
    i = reading.last_token
    opens = page.breaks[reading.first_token] or not reading.first_token
    return tense(page, i + 1, i + 1, clause=True) if opens and page.keys[i : i + 1] == [":"] else None


def _aimed(page: Page, reading: Reading) -> bool:
    """Is the day what something is meant for: "called a rally for Saturday"? Not "for Monday's attack", "в ночь на субботу"."""
    led = page.classes_before(reading.first_token)
    return "aim" in led and "overnight" not in led and "apostrophe" not in page.classes_after(reading.last_token)


def clocked(page: Page, i: int) -> bool:
    """Does an hour stand at token `i`: "a las 22.30"?"""
    length = next((length for cls, _, length in page.meaning(i).atoms if cls == "at"), 0) if i < len(page.keys) else 0
    return bool(length) and i + length < len(page.keys) and page.numbers[i + length]


def _timed(page: Page, reading: Reading) -> bool:
    """Is it a weekday with an hour, which without a verb in the past announces something: "se emite el viernes a las 22.30"?"""
    point = reading.first
    return bool(point.weekday and not point.day and not point.shift) and clocked(page, reading.last_token)


def _accounted(page: Page, reading: Reading) -> bool:
    """Is it a quarter or half beside which a word for results or accounts stands?"""
    if not (reading.first.quarter or reading.first.half):
        return False
    first, last = max(0, reading.first_token - 4), min(len(page.keys), reading.last_token + 2)
    return "accounts" in page.words.kinds and any("accounts" in page.classes(i) for i in range(first, last))


def of_a_thing(page: Page, reading: Reading) -> bool:
    """Does the year only say which thing is meant: "автобус 2008 года выпуска", "the 2011 law", "la ley de 2003"?"""
    if reading.rule.endswith(_OF_THINGS) or made(page, reading):
        return True
    if "ofyear" not in page.classes(reading.last_token - 1):
        return False
    # "Закон 2003 года": a genitive that no preposition governs.
    return page.classes_before(reading.first_token).isdisjoint(_LEADING)


def made(page: Page, reading: Reading) -> bool:
    """Is it the year in which a thing was made, by the word behind it?"""
    return reading.first.bare_year and "made" in page.classes_after(reading.last_token)


def attributive(page: Page, i: int) -> bool:
    """Does a clause that qualifies a noun hold the date: "2006年5月上任的总理"? Only with a word of the class `relativiser`."""
    if "relativiser" not in page.words.kinds:
        return False
    for k in range(i, min(i + 12, len(page.keys))):
        if page.breaks[k] or page.numbers[k] or not page.keys[k].isalpha():
            return False
        if "relativiser" in page.classes(k):
            return k > i
    return False


def before(page: Page, i: int, wanted: str) -> str | None:
    """What a preposition of the wanted class before the expression means, small words between them passed over."""
    for _ in range(4):
        if i == 0 or page.breaks[i] > 1:
            return None
        small = False
        for cls, value in page.ending(i):
            if cls == wanted:
                return str(value)
            small = small or cls in _SMALL
        if not small:
            return None
        i -= 1
    return None


def beside(page: Page, reading: Reading, wanted: str) -> bool:
    """Does a word of the wanted class govern the expression from before, or end it: "since March", "3月以来"?"""
    ended = any(cls == wanted for cls, _ in page.ending(reading.last_token))
    return ended or before(page, reading.first_token, wanted) is not None
