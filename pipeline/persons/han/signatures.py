"""Signatures of Chinese letters and notices: a line that ends in a post, and the name alone on the next."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.persons.tokens import Token

__all__ = ["signature", "signs"]

# Line breaks between a post and the name below it, at most.
BREAKS = 2
# Characters behind a name that only sign: 敬上, 谨启.
SIGNING = 3


def signature(tokens: Sequence[Token], first: int, last: int) -> int | None:
    """Where the name begins that may sign below the post between two tokens, which fill a line."""
    opens = first == 0 or tokens[first - 1].is_break
    if not opens or last >= len(tokens) or not tokens[last].is_break:
        return None
    at = next((n for n in range(last, min(last + BREAKS + 1, len(tokens))) if not tokens[n].is_break), None)
    return at if at is not None and tokens[at].is_word else None


def signs(tokens: Sequence[Token], last: int) -> bool:
    """Whether a name that ends before a token closes its line, but for a few characters behind a blank."""
    rest = next((n - last for n in range(last, len(tokens)) if tokens[n].is_break), len(tokens) - last)
    apart = rest == 0 or tokens[last].start > tokens[last - 1].end
    return apart and rest <= SIGNING
