"""The shapes of personal names: which tokens may form one, which part is the family name, which mentions go together.

Reads tokens only. Scripts with capitals show a name by its capitals; initials, particles and connectors come from the
lexicon. What Arabic and Chinese need instead lies in `bare_names`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from pipeline import morphology
from pipeline.lexicon import Lexicon
from pipeline.persons.degrees import Degrees
from pipeline.persons.phrases import Phrases
from pipeline.persons.tokens import HYPHENS, Token

__all__ = ["Name", "Shapes", "fold"]

MOST_PARTS = 8
# A given name and an initial, where a family name usually stands before the initials.
GIVEN_AND_INITIAL = 2
# Tokens of two initials with their stops.
INITIALS = 4
# What opens a nickname, and what closes it; its words.
QUOTES = {'"': '"', "“": "”", "«": "»", "„": "“", "‘": "’"}
LONGEST_NICKNAME = 2


@dataclass(frozen=True, slots=True)
class Name:
    """A name in a text, in tokens (`first` to `last`, half-open) and in its parts without full stops."""

    first: int
    last: int
    start: int
    end: int
    parts: tuple[str, ...]

    @property
    def capitals(self) -> tuple[str, ...]:
        """The parts that are neither particles nor connectors."""
        return tuple(p for p in self.parts if not p.islower())

    @property
    def words(self) -> tuple[str, ...]:
        """The parts that are neither particles nor initials."""
        return tuple(p for p in self.capitals if len(p) > 1)


class Shapes:
    """What a name looks like in a script with capitals.

    Words read: `syllables` (parts of names between capitals, small words elsewhere), `particles` (van, de, ould: small words inside a name), `shortened` (parts with a full stop: "St. Clair", "Md. Karim"), `connectors` (y, e: between two family names),
    `suffixes` (Jr.), `honorifics` (behind a connector they begin another's name), `degrees` (PhD: behind a name and no part of it), `given_names`, `homonyms` (words that are names only beside one: "Julio Ramos", "Ana Palacio"), `shouted_names` (family names that in small letters are small words: "HE Yuan"), `not_names` and `function_words` (capitalised words that belong to no name: months, pronouns).
    """

    def __init__(self, lexicon: Lexicon, *, key: Callable[[str], str] | None = None, language: str = "") -> None:
        self._key, self.language = key, language
        self.particles = frozenset(lexicon.list("particles"))
        self.connectors = frozenset(lexicon.list("connectors"))
        self.not_names = frozenset(w.lower() for w in [*lexicon.list("not_names"), *lexicon.list("function_words")])
        self.syllables = frozenset(lexicon.list("syllables"))
        self.shortened = frozenset(lexicon.list("shortened"))
        self.homonyms = frozenset(w.lower() for w in lexicon.list("homonyms"))
        self.shouted_names = frozenset(lexicon.list("shouted_names"))
        self.given_names = frozenset(str(lexicon.words.get("given_names", "")).lower().split())
        self.initials_last = bool(lexicon.words.get("initials_last", False))
        self.suffixes = Phrases(lexicon.list("suffixes"))
        self.honorifics = Phrases(lexicon.list("honorifics"))
        self.degrees = Degrees(lexicon.list("degrees"))

    def at(self, tokens: Sequence[Token], index: int, *, barred: Callable[[int], bool], loose: bool = False) -> Name | None:
        """The longest name that begins at a token.

        `barred` says which tokens belong to something else (an institution, a title). `loose`: a particle may begin the name,
        as it may behind an honorific.
        """
        at, parts = index, list[str]()
        while at < len(tokens) and len(parts) < MOST_PARTS and not barred(at) and (at == index or _joined(tokens, at)):
            if (
                self.initials_last
                and len(parts) > 1
                and len(parts[0]) > 1
                and len(parts[-1]) == 1
                and not self._is_initial(tokens, at)
                and not (len(parts) == GIVEN_AND_INITIAL and self._closed(tokens, at))
            ):
                break
            if self.initials_last and len(parts) == 1 and self._of_next(tokens, at):
                break
            if tokens[at].is_word and tokens[at].is_latin != tokens[index].is_latin:
                break
            step = self._step(tokens, at, parts, barred, loose)
            if not step or self._honoured(tokens, at, parts):
                break
            parts += (
                [t.text for t in tokens[at:step] if t.text not in f".{HYPHENS}"]
                if tokens[at].text not in QUOTES
                else [tokens[step - 1].text]
            )
            at = step
        if not parts or not any(p[0].isupper() for p in parts):
            return None
        if (suffix := self.suffixes.at(tokens, at + 1 if at < len(tokens) and tokens[at].text == "," else at)) is not None:
            at = suffix.end
        end = tokens[at - 1].end
        at = self.degrees.over(tokens, at)
        return Name(index, at, tokens[index].start, end, tuple(parts))

    def _of_next(self, tokens: Sequence[Token], at: int) -> bool:
        """Whether two initials here belong to the family name behind them: "НИЧ | Л. Г. Бородай", "Лесогорска | М. М. Ступак."."""
        if not (self._is_initial(tokens, at) and self._is_initial(tokens, at + 2)):
            return False
        behind = at + INITIALS
        if behind >= len(tokens) or not _joined(tokens, behind) or not self.is_part(tokens[behind]):
            return False
        shouted = tokens[at - 1].is_all_capitals or (behind + 1 < len(tokens) and not tokens[behind + 1].is_word)
        return shouted or (self._of_thing(tokens[at - 1].text) and not self._is_initial(tokens, behind + 1))

    def _of_thing(self, word: str) -> bool:
        """In a language of cases, whether a word before initials is neither a family name by its ending nor a name of the dictionary: «посёлка Мирный | П. Л. Ершов»."""
        if not morphology.inflects(self.language) or morphology.ends_as_family(word, self.language):
            return False
        return morphology.name_kind(word, self.language) is not morphology.NameKind.NAME

    def _honoured(self, tokens: Sequence[Token], at: int, parts: Sequence[str]) -> bool:
        """Whether capitals behind a whole name that has none are an honour or degree and no part of it: "Ann Lo | OAM" (but "Jack MA")."""
        words = [part for part in parts if len(part) > 1]
        whole = len(words) > 1 and not any(word.isupper() for word in words)
        return whole and sum(map(str.isupper, tokens[at].text)) > 1 and self.degrees.over(tokens, at) > at

    def _closed(self, tokens: Sequence[Token], at: int) -> bool:
        """Whether a part of a name stands here and no other, nor an initial, behind it: "John F. | Hudson,"."""
        if not self.is_part(tokens[at]) or (at + 2 < len(tokens) and self._is_initial(tokens, at + 1)):
            return False
        return at + 1 >= len(tokens) or not _joined(tokens, at + 1) or not tokens[at + 1].is_capital

    def begins_given(self, parts: Sequence[str]) -> bool:
        """Whether the first of the parts of a name, or the one behind a family name in capitals, is a known given name ("Anna-Lena Berg", "OSEI Kofi")."""
        words = [p for p in parts if not p.islower()]
        first = next((w for w in words if not w.isupper()), "") if words[:1] and words[0].isupper() else "".join(words[:1])
        return len(words) > 1 and first.lower().partition("-")[0] in self.given_names

    def is_part(self, token: Token) -> bool:
        """Whether a token may be a given or family name: capitalised, all letters, and not one of `not_names`."""
        return (
            (token.is_capital or self._prefixed(token))
            and len(token.text) > 1
            and not any(c.isdigit() for c in token.text)
            and token.lower not in self.not_names
            and (self._key is None or self._key(token.lower) not in self.not_names)
        )

    def _prefixed(self, token: Token) -> bool:
        """Whether a particle is joined to a capital by a hyphen: "аль-Кинди"."""
        particle, hyphen, rest = token.lower.partition("-")
        known = bool(hyphen and rest) and bool({particle, particle + hyphen} & self.particles)
        return known and token.text[len(particle) + 1].isupper()

    def _step(self, tokens: Sequence[Token], at: int, parts: list[str], barred: Callable[[int], bool], loose: bool) -> int:
        """Index behind the next part of a name; 0 where the name ends."""
        token = tokens[at]
        if self._is_initial(tokens, at):
            return at + 2
        if parts and token.text in HYPHENS and tokens[at - 1].text == "." and self._is_initial(tokens, at + 1):
            return at + 3
        if token.lower in self.particles and token.is_capital and (parts or loose):
            behind = self._over_particles(tokens, at)
            if self._part_at(tokens, behind, barred):
                return behind + 1
        if self.is_part(token) or self._beside_name(tokens, at, parts, barred):
            return at + 1
        if parts and token.is_capital and token.lower in self.syllables and len(token.text) > 1:
            return at + 1 if self._part_at(tokens, at + 1, barred) else 0
        if len(token.text) == 1 and token.is_capital and parts and token.lower not in self.not_names:
            return at + 1 if self._part_at(tokens, at + 1, barred) else 0
        if token.lower in self.connectors and len(parts) >= 2 and self._part_at(tokens, at + 1, barred):
            return at + 2 if self._connects(tokens, at, parts, barred) else 0
        if token.lower in self.particles and token.text[0].islower() and (parts or loose):
            behind = at + 2 if at + 1 < len(tokens) and tokens[at + 1].text in "'’" else at + 1
            behind = self._over_particles(tokens, behind - 1)
            return behind + 1 if self._part_at(tokens, behind, barred) else 0
        return self._over_nickname(tokens, at, barred) if parts else 0

    def _over_particles(self, tokens: Sequence[Token], at: int) -> int:
        """Index behind a particle and those that follow it: "DE LA", "von und zu", "bt."."""
        at += 1
        while at < len(tokens) and _joined(tokens, at):
            abbreviated = tokens[at].text == "." and tokens[at].start == tokens[at - 1].end and len(tokens[at - 1].text) > 1
            if not abbreviated and tokens[at].lower not in self.particles:
                break
            at += 1
        return at

    def _connects(self, tokens: Sequence[Token], at: int, parts: Sequence[str], barred: Callable[[int], bool]) -> bool:
        """Whether a connector joins two family names, and not two persons: "Ramón Ortega y Gasca", no "Abel Soto y Mtro. Luis Paz"."""
        if self.honorifics.at(tokens, at + 1) is not None and tokens[at + 1].text != tokens[at + 1].text.upper():
            return False
        if tokens[at].is_capital:
            return parts[-1].isupper() and tokens[at + 1].is_all_capitals and not self._part_at(tokens, at + 2, barred)
        return not self._part_at(tokens, self._over_particles(tokens, at + 1), barred)

    def _over_nickname(self, tokens: Sequence[Token], at: int, barred: Callable[[int], bool]) -> int:
        """Index behind what somebody is called, in quotation marks between given and family name, and that family name; 0 where none is."""
        close = QUOTES.get(tokens[at].text)
        if close is None:
            return 0
        behind = at + 1
        while behind < len(tokens) and behind - at <= LONGEST_NICKNAME and tokens[behind].is_word and tokens[behind].is_capital:
            behind += 1
        if behind == at + 1 or behind >= len(tokens) or tokens[behind].text != close or barred(at + 1):
            return 0
        return behind + 2 if self._part_at(tokens, behind + 1, barred) else 0

    def _beside_name(self, tokens: Sequence[Token], at: int, parts: list[str], barred: Callable[[int], bool]) -> bool:
        """Whether a word that is no name by itself stands behind a part of one, or opens one."""
        shouted = len(tokens[at].text) > 1 and tokens[at].text in self.shouted_names and not parts
        if shouted:
            return self._part_at(tokens, at + 1, barred) and not tokens[at + 1].is_all_capitals
        if tokens[at].lower not in self.homonyms or not tokens[at].is_capital:
            return False
        if parts:
            return parts[-1][0].isupper()
        return self._part_at(tokens, at + 1, barred)

    def _is_initial(self, tokens: Sequence[Token], at: int) -> bool:
        token = tokens[at] if at < len(tokens) else None
        if (
            token is None
            or not token.is_capital
            or at + 1 >= len(tokens)
            or tokens[at + 1].text != "."
            or tokens[at + 1].start != token.end
        ):
            return False
        shortened = token.lower in self.shortened and at + 2 < len(tokens) and tokens[at + 2].is_capital
        return len(token.text) == 1 or (shortened and _joined(tokens, at + 2))

    def _part_at(self, tokens: Sequence[Token], at: int, barred: Callable[[int], bool]) -> bool:
        if at >= len(tokens) or barred(at) or not _joined(tokens, at):
            return False
        return self.is_part(tokens[at]) or (tokens[at].is_capital and tokens[at].lower in self.homonyms)


def fold(part: str) -> str:
    """A part as it is compared: no case, plain hyphens, no final full stop."""
    return part.casefold().replace("‐", "-").replace("‑", "-").replace("’", "'").rstrip(".")


def _joined(tokens: Sequence[Token], at: int) -> bool:
    """Whether a token follows its neighbour in the same phrase."""
    return at == 0 or not (tokens[at].is_break or tokens[at].start - tokens[at - 1].end > 1)
