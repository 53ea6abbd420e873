"""Whether "today" and its like mean a day or nowadays."""

from __future__ import annotations

from collections.abc import Set

from pipeline.dates.outlook import clocked, opens_sentence
from pipeline.dates.page import Page
from pipeline.dates.points import Base, Unit
from pipeline.dates.reading import Reading
from pipeline.dates.tense import clause, tense

# So many words behind "Today," its verb may stand.
_AFTER_TODAY = 12


def merely_now(page: Page, reading: Reading) -> bool:
    """Is this a "today" that means "nowadays": no verb of its clause in the past or future, no date beside it?

    Only for languages whose settings ask for it.
    """
    if not _is_today(page, reading):
        return False
    led, after = page.classes_before(reading.first_token), page.classes_after(reading.last_token)
    if "deeds" in page.words.settings and opens_sentence(page, reading):
        return not _done(page, reading.last_token + 1)
    if "and" in led:
        # "Founded in 1997 with three houses, and today it runs 28."
        return tense(page, reading.first_token, reading.last_token, clause=True) is None
    if "," in after:
        after |= page.classes_after(reading.last_token + 1)
    numbered = "number" in after and not _counts(page, reading.last_token)
    if numbered or "weekday" in after or clocked(page, reading.last_token):
        return False
    if _is_something(page, reading, after) or _has_become(page, reading) or _is_state(page, reading, led, after):
        return True
    return tense(page, reading.first_token, reading.last_token, clause=True) is None and _stands(page, reading, led, after)


def _is_today(page: Page, reading: Reading) -> bool:
    """Is it "today" alone, in a language in which that may be nowadays? "Tonight" never is."""
    shift = reading.first.shift
    return (
        page.words.settings.get("today") == "tensed"
        and "partofday" not in page.classes(reading.first_token)
        and shift is not None
        and reading.last is None
        and not reading.first.weekday
        and not reading.first.beyond
        and shift.unit is Unit.DAY
        and not shift.n
        and shift.base is not Base.DISCOURSE
    )


def _stands(page: Page, reading: Reading, led: Set[str], after: Set[str]) -> bool:
    """Does the clause, which has no verb of what was or will be done, tell how things stand?"""
    if after & {"low", "Cap"} and "," in led:
        # "Mme Brun, aujourd'hui directrice de la halle".
        return True
    if opens_sentence(page, reading):
        # "Aujourd'hui, le village compte trois cents âmes."
        i = reading.last_token + 1
        return tense(page, i, i, clause=True) is None and any("stative" in page.classes(k) for k in clause(page, i, i))
    # "Le réseau compte aujourd'hui quinze centres". Another verb tells what happens.
    return any(_standing(page, i) for i in clause(page, reading.first_token, reading.last_token))


def _counts(page: Page, i: int) -> bool:
    """Does the number count things ("emploie aujourd'hui 27 personnes"), rather than name a day of a month or an hour?"""
    return bool(page.classes_after(i + 1) & {"low", "unitlike"}) and _standing(page, i)


def _is_something(page: Page, reading: Reading, after: Set[str]) -> bool:
    """Is it what somebody is today ("est aujourd'hui directrice"), not what is done today ("est aujourd'hui inaugurée")?"""
    if "nowcue" not in page.classes_before(reading.first_token) or "past" in after:
        return False
    if _article(page, reading.last_token, after):
        return True
    if not after & {"low", "Cap"}:
        return False
    return not page.keys[reading.last_token].endswith(page.words.tense.get("participle_endings", ()))


def _article(page: Page, i: int, after: Set[str]) -> bool:
    """Does an article with its noun stand at token `i`: "est aujourd'hui un musée"?"""
    return bool(after & {"numword", "the"}) and "low" in page.classes_after(i + 1)


def _has_become(page: Page, reading: Reading) -> bool:
    """Is it what a thing has come to since, in brackets or as a participle without its verb: "(aujourd'hui Elva)", "une digue aujourd'hui détruite"?"""
    i, j = reading.first_token, reading.last_token
    if i == 0 or j >= len(page.keys) or page.breaks[i] or page.breaks[j]:
        return False
    after = page.classes_after(j)
    if page.keys[i - 1] == "(":
        return bool(after & {"low", "Cap", "past"}) or _article(page, j, after)
    endings = page.words.tense.get("participle_endings", ())
    led = page.keys[i - 1] == "," or bool(page.classes(i - 1) & {"low", "Cap"} and not page.keys[i - 1].endswith(endings))
    return led and bool(endings) and "low" in after and page.keys[j].endswith(endings)


def _is_state(page: Page, reading: Reading, led: Set[str], after: Set[str]) -> bool:
    """Is it how things are: "est aujourd'hui menacé", "encore aujourd'hui", "a aujourd'hui 79 ans", "moins cher qu'aujourd'hui."?"""
    i, j = reading.first_token, reading.last_token
    beyond = page.classes_after(j + 1) if "low" in after else frozenset()
    if "nowstate" in after | beyond or ("nowstate" in led and page.classes_before(i - 1).isdisjoint({"auxiliary", "been"})):
        return True
    if "still" in led | page.classes_after(j):
        # "Aujourd'hui encore, ils ont tiré": the day.
        k = j + 1 if "still" in page.classes_after(j) else j
        k += page.keys[k : k + 1] == [","]
        return not any("auxiliary" in page.classes(t) for t in (*clause(page, i, j), *clause(page, k, k)))
    if "auxiliary" in led and not after.isdisjoint({"number", "numword"}):
        return "unitlike" in page.classes_after(j + 1)
    return "than" in led and not after.isdisjoint({".", "$", ")"})


def _done(page: Page, i: int) -> bool:
    """Does the clause from token `i` on tell what was done on a day: "Today, the council announced"?"""
    deeds = page.words.settings.get("deeds", ())
    for k in range(i, min(len(page.keys), i + _AFTER_TODAY)):
        if page.breaks[k] or page.keys[k] == "," or page.ends_sentence(k):
            return False
        if page.keys[k] in deeds:
            return True
    return False


def _standing(page: Page, i: int) -> bool:
    """A verb of how things stand, or a number ("a", "un" are none)."""
    if page.keys[i] in page.words.settings.get("standing", ()):
        return True
    atoms = page.meaning(i).atoms
    # "Today marks the 10th anniversary": what is numbered is not counted.
    counts = not any(cls == "ordinal" for cls, _, _ in atoms)
    return any(cls == "stative" or (counts and cls in ("num", "numword") and value != 1) for cls, value, _ in atoms)
