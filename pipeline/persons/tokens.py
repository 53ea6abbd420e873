"""Text cut into words and marks with code-point offsets, for grammars that run over `doc.text`.

spaCy's tokens change while facts are written and differ by language; the grammars of names and titles need one cut that
is the same before and after. A newline is a token of its own, because it ends every phrase.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from pipeline import phrases

__all__ = ["Token", "closes_row", "index_at", "initial", "opens_row", "same_phrase", "simplified", "tokenise"]

APOSTROPHES = "'’ʼ"
HYPHENS = "-‐‑"
# Before and behind a row of a list in running text.
ROW_OPENS = frozenset("：:；;")
ROW_CLOSES = frozenset("；;。")
_LETTER = r"[^\W_\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]|[\u0300-\u036f\u064b-\u065f\u0670]"
SIGNS = {
    **dict.fromkeys("，、،", ","), **dict.fromkeys("；؛", ";"), "：": ":", **dict.fromkeys("—–", "-"), "（": "(", "）": ")",
    **dict.fromkeys("。!?！？؟", "."), **dict.fromkeys("«»\"“”„「」『』‘’", "quote"), "\n": "break",
}  # fmt: skip
"""Marks that mean the same in all scripts."""
# Behind the last letter of the extended Latin alphabets.
LATIN_END = "\u0250"
HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_CUT = re.compile(rf"[{HAN}]|(?:{_LETTER})+(?:[{APOSTROPHES}{HYPHENS[1:]}\u200c\-](?:{_LETTER})+)*|\n|[^\s]")


@dataclass(frozen=True, slots=True)
class Token:
    """A word, a mark or a line break.

    `lower` is its lower case with plain apostrophes and hyphens, for a Chinese character the simplified one.
    """

    start: int
    end: int
    text: str
    lower: str

    @property
    def is_word(self) -> bool:
        """Whether it begins with a letter or a digit."""
        return self.text[0].isalnum()

    @property
    def is_capital(self) -> bool:
        """Whether it begins with a capital letter."""
        return self.text[0].isupper()

    @property
    def is_all_capitals(self) -> bool:
        """Two letters or more, all of them capitals."""
        letters = [c for c in self.text if c.isalpha()]
        return len(letters) > 1 and all(c.isupper() for c in letters)

    @property
    def sign(self) -> str:
        """A word as it compares, a mark as it is known in all scripts."""
        return self.lower if self.is_word else SIGNS.get(self.text, self.text)

    @property
    def is_han(self) -> bool:
        """Whether it is a Chinese character; each is a token of its own."""
        return "\u3400" <= self.text[0] <= "\u9fff" or "\uf900" <= self.text[0] <= "\ufaff"

    @property
    def is_latin(self) -> bool:
        """Whether it begins with a Latin letter."""
        return self.text[0].isalpha() and self.text[0] < LATIN_END

    @property
    def is_break(self) -> bool:
        """Whether it is a line break."""
        return self.text == "\n"


def tokenise(text: str, elisions: Collection[str] = ()) -> list[Token]:
    """The words and marks of a text, in order.

    `elisions`: what a language writes with an apostrophe before the next word (l', d'), without the apostrophe; such words
    are cut in two, and so is a possessive ('s).
    """
    found: list[Token] = []
    for match in _CUT.finditer(text):
        found += _pieces(match.group(), match.start(), elisions)
    return found


def index_at(tokens: Sequence[Token], offset: int) -> int:
    """Index of the first token that ends after `offset`; `len(tokens)` behind the last."""
    return bisect_left(tokens, offset + 1, key=lambda t: t.end)


def _pieces(word: str, start: int, elisions: Collection[str]) -> list[Token]:
    if word.isalnum():
        return [_token(word, start)]
    found: list[Token] = []
    first = 0
    for at, char in enumerate(word):
        if char not in APOSTROPHES or at == first:
            continue
        if word[first:at].lower() in elisions:
            found.append(_token(word[first : at + 1], start + first))
            first = at + 1
        elif at + 2 == len(word) and word[-1] in {"s", "S"}:
            return [*found, _token(word[first:at], start + first), _token(word[at:], start + at)]
    return [*found, _token(word[first:], start + first)]


def _token(text: str, start: int) -> Token:
    lower = phrases.fold(text) if "\u3400" <= text[0] <= "\ufaff" else text.lower()
    if lower.isalnum():
        return Token(start, start + len(text), text, lower)
    for char in APOSTROPHES[1:]:
        lower = lower.replace(char, "'")
    for char in HYPHENS[1:]:
        lower = lower.replace(char, "-")
    return Token(start, start + len(text), text, lower)


def initial(tokens: Sequence[Token], at: int) -> bool:
    """Whether a token is a capital with a full stop to it: the first letter of a name."""
    stopped = at + 1 < len(tokens) and tokens[at + 1].text == "." and tokens[at + 1].start == tokens[at].end
    return stopped and len(tokens[at].text) == 1 and tokens[at].is_capital


def same_phrase(tokens: Sequence[Token], at: int) -> bool:
    """Whether a token and the one before it stand on one line."""
    return 0 < at < len(tokens) and not tokens[at].is_break and not tokens[at - 1].is_break


def simplified(tokens: Sequence[Token]) -> str:
    """Chinese tokens in the simplified characters in which words are listed."""
    return "".join(token.lower for token in tokens)


def opens_row(tokens: Sequence[Token], first: int) -> bool:
    """Whether a row of a list in running text begins at a token: "会长，X；秘书长，Y"."""
    return first == 0 or tokens[first - 1].is_break or tokens[first - 1].text in ROW_OPENS


def closes_row(tokens: Sequence[Token], at: int) -> bool:
    """Whether such a row ends before a token."""
    return at >= len(tokens) or tokens[at].is_break or tokens[at].text in ROW_CLOSES
