"""Fixed phrases of a lexicon, looked up over tokens: honorifics, titles, verbs of speech."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass

from pipeline.persons.tokens import Token, tokenise

__all__ = ["Found", "Hyphened", "Phrases", "Shouted"]


@dataclass(frozen=True, slots=True)
class Found:
    """A phrase that stands at a token: `end` is the index behind its last token, `phrase` as the lexicon writes it."""

    end: int
    phrase: str


class Phrases:
    """The longest of a set of phrases at a place, whatever its case; full stops that abbreviate may be missing.

    `key` brings a token to the form in which the lexicon writes it (a lemma in an inflecting language); without it the
    lower case is compared.
    """

    def __init__(
        self, phrases: Iterable[str], *, elisions: Collection[str] = (), key: Callable[[str], str] | None = None
    ) -> None:
        self._key = key
        self._table: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        for phrase in phrases:
            words = tuple(self._folded(t) for t in _cut(phrase, elisions) if t.text != ".")
            if words:
                self._table.setdefault(words[0], []).append((words, phrase))
        for rows in self._table.values():
            rows.sort(key=lambda row: -len(row[0]))

    def __bool__(self) -> bool:
        return bool(self._table)

    def at(self, tokens: Sequence[Token], index: int) -> Found | None:
        """The longest phrase that begins with token `index`."""
        if index >= len(tokens):
            return None
        for words, phrase in self._table.get(self._folded(tokens[index]), ()):
            if end := self._follow(tokens, index, words):
                stopped = phrase.endswith(".") and end < len(tokens) and tokens[end].text == "."
                return Found(end + 1 if stopped and tokens[end].start == tokens[end - 1].end else end, phrase)
        return None

    def covers(self, tokens: Sequence[Token], first: int, last: int) -> bool:
        """Whether some phrase is exactly the tokens `first:last`."""
        rows = self._table.get(self._folded(tokens[first]), ()) if 0 <= first < min(last, len(tokens)) else ()
        return any(self._follow(tokens, first, words) == last for words, _ in rows)

    def reach(self, tokens: Sequence[Token], first: int, last: int) -> int:
        """Index behind the longest phrase that begins with token `first` and ends no later than `last`; `first` where none does."""
        rows = self._table.get(self._folded(tokens[first]), ()) if 0 <= first < min(last, len(tokens)) else ()
        ends = (self._follow(tokens, first, words) for words, _ in rows)
        return max((end for end in ends if first < end <= last), default=first)

    def _follow(self, tokens: Sequence[Token], index: int, words: tuple[str, ...]) -> int:
        for word in words:
            while index < len(tokens) and tokens[index].text == "." and tokens[index].start == tokens[index - 1].end:
                index += 1
            if index >= len(tokens) or self._folded(tokens[index]) != word:
                return 0
            index += 1
        return index

    def _folded(self, token: Token) -> str:
        return self._key(token.lower) if self._key and token.is_word else token.lower


class Hyphened(Phrases):
    """The same, and a word of two parts of which the first is such a phrase by itself ("технолог-консультант").

    Or the second, where the first is one of the `prefixes` ("ex-trésorière"); or one word with one of the `endings` of trades ("terminologue").
    """

    _prefixes: frozenset[str] = frozenset()
    _endings: tuple[str, ...] = ()
    _but: frozenset[str] = frozenset()
    _glued: tuple[str, ...] = ()

    def joins(
        self, *, prefixes: Collection[str], endings: Collection[str], but: Iterable[str], glued: Collection[str] = ()
    ) -> Hyphened:
        """Itself with these prefixes, endings of trades, the words that have such an ending but are told otherwise, and prefixes that are `glued` ("продекан")."""
        self._prefixes, self._endings, self._but = frozenset(prefixes), tuple(endings), frozenset(but)
        self._glued = tuple(glued)
        return self

    def at(self, tokens: Sequence[Token], index: int) -> Found | None:
        """The longest phrase that begins with token `index`."""
        if (found := super().at(tokens, index)) is not None or index >= len(tokens):
            return None if found is not None and _initials(tokens, index, found.end) else found
        word = tokens[index].lower
        if self._endings and word.endswith(self._endings) and word not in self._but and tokens[index].text[1:].islower():
            return Found(index + 1, word)
        listed = {word, self._key(word) if self._key else word} & self._but
        if self._glued and word.startswith(self._glued) and tokens[index].text[1:].islower() and not listed:
            rests = (word.removeprefix(prefix) for prefix in self._glued if word.startswith(prefix))
            if (phrase := next((phrase for rest in rests if (phrase := self._alone(rest))), None)) is not None:
                return Found(index + 1, phrase)
        parts = tokens[index].text.replace("‑", "-").split("-")
        if len(parts) != 2 or not parts[1].islower():
            return None
        if parts[0].lower() in self._prefixes:
            phrase = self._alone(parts[1])
        else:
            phrase = self._alone(parts[0]) if min(map(len, parts)) > 2 else None
        return Found(index + 1, phrase) if phrase is not None else None

    def covers(self, tokens: Sequence[Token], first: int, last: int) -> bool:
        """Whether some phrase is exactly the tokens `first:last`."""
        if super().covers(tokens, first, last) or last != first + 1 or not 0 <= first < len(tokens):
            return super().covers(tokens, first, last)
        return (found := self.at(tokens, first)) is not None and found.end == last

    def _alone(self, word: str) -> str | None:
        """The phrase that is this one word."""
        key = self._key(word.lower()) if self._key else word.lower()
        return next((phrase for words, phrase in self._table.get(key, ()) if words == (key,)), None)


class Shouted(Phrases):
    """The same, where some words are such phrases in capitals only: "MD", no "Md. Karim"."""

    def __init__(
        self,
        phrases: Iterable[str],
        *,
        shouted: Collection[str],
        elisions: Collection[str] = (),
        key: Callable[[str], str] | None = None,
    ) -> None:
        super().__init__(phrases, elisions=elisions, key=key)
        self._shouted = frozenset(shouted)

    def at(self, tokens: Sequence[Token], index: int) -> Found | None:
        """The longest phrase that begins with token `index`."""
        found = super().at(tokens, index)
        return None if found is not None and found.phrase in self._shouted and not tokens[index].is_all_capitals else found


def _initials(tokens: Sequence[Token], first: int, last: int) -> bool:
    """Whether two letters that may abbreviate a post are somebody's initials: "секретарь И. О. Мельничук", no "и. о. ректора"."""
    letters = [t for t in tokens[first:last] if t.text != "."]
    short = len(letters) > 1 and all(len(t.text) == 1 and t.is_capital for t in letters)
    return short and last < len(tokens) and tokens[last].is_capital and not tokens[last].is_break


def _cut(phrase: str, elisions: Collection[str]) -> list[Token]:
    """The tokens of a phrase; one that ends in an apostrophe ("de l'") is cut as before a word."""
    if phrase.endswith(("'", "’")):
        return tokenise(phrase + "x", elisions)[:-1]
    return tokenise(phrase, elisions)
