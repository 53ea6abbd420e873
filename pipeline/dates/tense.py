"""Does the sentence look back or ahead? Asked only where a date leaves its year or week open."""

from __future__ import annotations

from enum import StrEnum

from pipeline.dates.matcher import Page

_STOPS = frozenset(".!?;。！？；")
_REACH = 14


class Tense(StrEnum):
    """The direction of a clause; WILL is a future that leaves no doubt."""

    PAST = "past"
    FUTURE = "future"
    WILL = "will"


def tense(page: Page, first: int, last: int) -> Tense | None:
    """The tense of the cue nearest to the tokens first..last within their sentence; None where there is none.

    Cues are the words of the classes `past` and `future`, and from `[words.tense]` the endings and beginnings of words:
    past_endings, future_endings, future_beginnings.
    """
    before, after = first - 1, last
    left = right = True
    for _ in range(_REACH):
        if left:
            # The break before a token belongs to what follows it.
            left = before >= 0 and page.tokens[before + 1].breaks < 2 and not ends_sentence(page, before)
            if left and (found := _cue(page, before)):
                return found
            before -= 1
        if right:
            right = after < len(page.tokens) and page.tokens[after].breaks < 2 and not ends_sentence(page, after)
            if right and (found := _cue(page, after)):
                return found
            after += 1
    return None


def ends_sentence(page: Page, i: int) -> bool:
    """Is token `i` a full stop? Not after an initial or a short abbreviation, nor within a number."""
    token = page.tokens[i]
    if token.key not in _STOPS:
        return False
    if token.key != "." or i == 0:
        return True
    if i + 1 < len(page.tokens) and page.tokens[i + 1].glued:
        return False
    return len(page.tokens[i - 1].key) > 2 or page.tokens[i - 1].number


def _cue(page: Page, i: int) -> Tense | None:
    token = page.tokens[i]
    if token.number:
        return None
    classes = {cls for cls, _, _ in page.atoms(i)}
    if "will" in classes:
        return Tense.WILL
    if "future" in classes:
        return Tense.FUTURE
    if "past" in classes:
        return Tense.PAST
    cues = page.words.tense
    if len(token.key) < 4 or not cues:
        return None
    if token.key.endswith(tuple(cues.get("future_endings", ()))) or token.key.startswith(
        tuple(cues.get("future_beginnings", ()))
    ):
        return Tense.WILL
    if not token.key.endswith(tuple(cues.get("past_endings", ()))):
        return None
    # "to be held", "will be signed": the word before decides.
    ahead = i > 0 and any(cls in ("will", "future") for cls, _, _ in page.atoms(i - 1))
    return Tense.FUTURE if ahead else Tense.PAST
