"""Does the sentence look back or ahead? Asked only where a date leaves its year or week open."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum

from pipeline.dates.page import Page

_REACH, _NEAR = 14, 8
# So many words stand between a verb and the date that is its own: "died in early".
_BESIDE = 3
# Words between a promise and its own date: "promised in March".
_GAP = 3
_FUTURES, _COPULAS = frozenset({"will", "future"}), frozenset({"copula"})
_ARTICLES = frozenset({"the", "every", "determiner"})
# What words mean whose beginnings and endings say nothing more; `noverb` only look like verbs (سيارة, "extra", "филиала").
_VERBS = frozenset({"past", "future", "noverb"})
_SMALL_WORDS = 2
# Letters of a word that is too short to go by its ending.
_SHORT = 3
_PREPOSITIONS = frozenset({"in", "from", "at", "the", "of", "to", "mod", "yearprep", "monthprep", "weekdayprep"})
_COMMAS = frozenset(",;،؛、«“")


class Tense(StrEnum):
    """The direction of a clause; WILL is a future that leaves no doubt, DONE a past verb that stands before the date itself."""

    PAST = "past"
    FUTURE = "future"
    WILL = "will"
    DONE = "done"


AHEAD, BACK = frozenset({Tense.FUTURE, Tense.WILL}), frozenset({Tense.PAST, Tense.DONE})


def tense(page: Page, first: int, last: int, *, clause: bool = False) -> Tense | None:
    """The tense of the cue nearest to the tokens first..last within their sentence; None where there is none.

    Cues are the words of the classes `past` and `future`, and from `[words.tense]` the endings and beginnings of words:
    past_endings, future_endings, future_beginnings. "That" ends the search, with `clause` a comma or "and" too.
    """
    before, after = first - 1, last
    if (governor := _governor(page, before)) is not None:
        return governor
    left = right = True
    spare: Tense | None = None
    crossed = False
    for step in range(_REACH):
        if left:
            # The break before a token belongs to what follows it.
            left = before >= 0 and page.breaks[before + 1] < 2 and not _stops(page, before, clause)
            if left and before not in page.dated and (found := _cue(page, before)):
                # "Promised in March": the day of the promise; "promised for March", "promised to return in March": that of the return.
                spoken = step < _GAP and "promise" in page.classes(before) and "aim" not in page.classes_before(first)
                spoken = spoken and not any(_infinitive(page, k) for k in range(before + 1, first))
                found = Tense.PAST if spoken else found
                return _surely(page, before, found, step)
            before -= 1
        if right:
            right = after < len(page.keys) and page.breaks[after] < 2 and not _stops(page, after, clause)
            if right and after not in page.dated and (found := _cue(page, after) or _resolved(page, after)):
                if "promise" in page.classes(after):
                    # "In March they decided to buy a house": the day of the decision.
                    found = Tense.PAST
                # "They voted on Tuesday to close it": the day of the vote.
                aim = not step and "governor" in page.classes(after)
                if not crossed and not aim and "weakpast" not in page.classes(after):
                    return _surely(page, after, found, step)
                # "It will open in the last quarter, she confirmed": the verb beyond the comma speaks of the saying. A verb
                # that shows no tense of its own (举行) leaves the word to what stands before the date (将于).
                spare, right = found, False
            crossed = crossed or page.keys[min(after, len(page.keys) - 1)] in _COMMAS
            after += 1
    return spare


def _resolved(page: Page, i: int) -> Tense | None:
    """A verb that behind a date tells what was done then, and before one may look ahead: 周二决定, but 决定8月开放."""
    return Tense.PAST if "resolved" in page.classes(i) else None


def _infinitive(page: Page, i: int) -> bool:
    """Is it a verb that names what is promised, so that the date is the deed's: "предложил провести осенью"?"""
    endings = page.words.tense.get("infinitive_endings", ())
    return len(page.keys[i]) > _SHORT and page.keys[i].endswith(endings) if endings else False


def _governor(page: Page, i: int) -> Tense | None:
    """A word that looks ahead and governs the date through a preposition: "planned for Tuesday has been called off", 将于."""
    for _ in range(_SMALL_WORDS):
        if i < 1 or page.breaks[i] or _PREPOSITIONS.isdisjoint(page.classes(i)) or _cue(page, i):
            return None
        i -= 1
        if not _FUTURES.isdisjoint(page.classes(i)) and "promise" not in page.classes(i):
            return _surely(page, i, found, _GAP) if (found := _cue(page, i)) else None
    return None


def _surely(page: Page, i: int, found: Tense, step: int) -> Tense:
    """A past verb beside the date leaves no doubt, unless it only helps another; what was to come once may be past by now."""
    if found is Tense.WILL:
        earlier = range(max(0, i - _NEAR), i)
        would = _would(page, i)
        told = any("planned" in page.classes(k) or (would and _cue(page, k) is Tense.PAST) for k in earlier)
        return Tense.FUTURE if told else found
    return Tense.DONE if found is Tense.PAST and step < _BESIDE and "weakpast" not in page.classes(i) else found


def clause(page: Page, first: int, last: int) -> Iterator[int]:
    """The tokens of the clause around first..last, as far as a few words on either side; a dash parts a dateline from it."""
    before, after = first - 1, last
    while before >= max(0, first - _NEAR) and page.breaks[before + 1] < 2 and not _parts(page, before):
        yield before
        before -= 1
    while after < min(len(page.keys), last + _NEAR) and page.breaks[after] < 2 and not _parts(page, after):
        yield after
        after += 1


def followed_by_past(page: Page, i: int) -> bool:
    """Do the verbs from token `i` to the end of its clause look back, and is there one? A comma may open the clause."""
    found = False
    for k in range(i, min(len(page.keys), i + _NEAR)):
        if page.breaks[k] > 1 or (_parts(page, k) and not (k == i and page.keys[k] in _COMMAS)):
            break
        said = _cue(page, k) if k not in page.dated else None
        if said in AHEAD:
            return False
        found = found or said is not None
    return found


def _parts(page: Page, i: int) -> bool:
    return "dash" in page.classes(i) or _stops(page, i, True)


def _stops(page: Page, i: int, clause: bool) -> bool:
    classes = page.classes(i)
    # What was reported has a tense of its own.
    if page.keys[i] == ":" and not (i and page.numbers[i - 1] and page.glued[i]):
        # A label, or the words of another; within a clock it is neither.
        return True
    if "that" in classes:
        return not any(cls == "future" for cls, _ in page.ending(i + 1))
    if clause and (("and" in classes and not _hangs(page, i)) or page.keys[i] in _COMMAS):
        return True
    return page.ends_sentence(i)


def _hangs(page: Page, i: int) -> bool:
    """Is it the ending of an ordinal that only looks like a word: "40-й", which without its accent is "и"?"""
    return page.glued[i] and i > 1 and page.keys[i - 1] == "-" and page.numbers[i - 2]


def _cue(page: Page, i: int) -> Tense | None:
    """What token `i` says by itself: a word that looks back or ahead, or the form of a verb."""
    if page.numbers[i]:
        return None
    classes = page.classes(i)
    if "will" in classes:
        return Tense.WILL
    if "noun" in classes and i and not _ARTICLES.isdisjoint(page.classes(i - 1)):
        # "The plan of March".
        return None
    if "future" in classes and not _agreed_on(page, i):
        # "They were told to leave on Thursday": the verb that governs decides.
        return None if i and "governor" in page.classes(i - 1) else Tense.FUTURE
    # "It hopes to have a hub by May".
    infinitive = "weakpast" in classes and i > 0 and "governor" in page.classes(i - 1)
    if "past" in classes and not infinitive:
        # "It will be held", "sera votée", "devrait être votée".
        if i and ("will" in page.classes_before(i) or _ends_ahead(page, i - 1) or (i > 1 and "will" in page.classes(i - 2))):
            return Tense.WILL
        return Tense.FUTURE if i and page.classes_before(i) & _FUTURES else Tense.PAST
    verbal = len(page.keys[i]) > _SHORT and bool(page.words.tense) and "noverb" not in classes
    return _form(page, i) if verbal and not _named(page, i) else None


def _form(page: Page, i: int) -> Tense | None:
    """What the beginning and the ending of a word say: "ouvrira", "abriría", "signed"."""
    key, cues = page.keys[i], page.words.tense
    if _ends_ahead(page, i) or _would(page, i):
        return Tense.WILL
    if not key.endswith(cues.get("past_endings", ())) and not key.startswith(cues.get("past_beginnings", ())):
        return None
    verb = i - 1 - (i > 1 and page.keys[i - 1] in page.words.settings.get("adverbs", ()))
    if i and not _COPULAS.isdisjoint(page.classes(verb)):
        # "The session of 11 March is cancelled", "is still used": how things stand.
        return None
    # "to be held", "will be signed": the word before decides.
    before = page.classes_before(i) if i > 0 else frozenset()
    if "past" in before or not i:
        return Tense.PAST
    # "It will stay closed".
    ahead = before & _FUTURES or _ends_ahead(page, i - 1) or (i > 1 and "will" in page.classes(i - 2))
    return Tense.FUTURE if ahead else Tense.PAST


def _would(page: Page, i: int) -> bool:
    """Is it a conditional, which looks ahead from what was said, perhaps long ago?"""
    return page.keys[i].endswith(page.words.tense.get("would_endings", ()))


def _agreed_on(page: Page, i: int) -> bool:
    """Is it a thing that was agreed on, no deed to come: "agreed to the plan"?"""
    if "promise" not in page.classes(i) or i + 2 >= len(page.keys) or "governor" not in page.classes(i + 1):
        return False
    return not _ARTICLES.isdisjoint(page.classes(i + 2))


def _named(page: Page, i: int) -> bool:
    """Is it a name by its capital, in a language that writes verbs without: "viajará al Chocó"?"""
    if page.words.settings.get("case") != "lower" or i == 0 or page.breaks[i] or not page.text[page.starts[i]].isupper():
        return False
    shouted = page.text[page.starts[i] : page.ends[i]].isupper()
    return not shouted and page.keys[i - 1].isalpha()


def _ends_ahead(page: Page, i: int) -> bool:
    """Does the form of the word at `i` look ahead: "ouvrira", "سيفتتح"? Words that mean something else do not."""
    key, cues = page.keys[i], page.words.tense
    if len(key) < 4 or page.numbers[i] or not cues or not _VERBS.isdisjoint(page.classes(i)):
        return False
    return key.endswith(cues.get("future_endings", ())) or key.startswith(cues.get("future_beginnings", ()))
