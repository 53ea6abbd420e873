"""Mentions gathered to the bodies that they name: acronyms, short forms and the full name are one entity."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

LITTLE = 3
# Letters of an acronym that may leave a word of its name out.
LONG_SHORT = 4
# Kinds of bodies that are called by the beginning of their names.
SHORTENED = {"company", "network"}
BRANCHING = {"institute", "ngo", "school"}
_QUOTES = re.compile(r"[\"'“”‘’«»„]")


@dataclass(slots=True)
class Body:
    """One body of an announcement while it is being gathered.

    `name`: fullest form; `short`: acronym; `kind`: its sort; `head`: its head noun; `mentions`: offsets with the rule that found each.
    """

    name: str
    short: str | None = None
    kind: str | None = None
    head: str = ""
    confidence: float = 0.0
    mentions: dict[tuple[int, int], str] = field(default_factory=dict)

    def add(self, start: int, end: int, rule: str, confidence: float) -> None:
        """Note a mention; evidence adds up as independent chances of being wrong would."""
        if (start, end) not in self.mentions:
            self.confidence = 1 - (1 - self.confidence) * (1 - confidence) if self.mentions else confidence
        self.mentions.setdefault((start, end), rule)


def fold(name: str) -> str:
    """A name as it is compared: casefolded, blanks and quotation marks evened out."""
    return re.sub(r"\s+", " ", _QUOTES.sub("", name)).strip(" .,;:").casefold()


def bare(name: str, articles: Collection[str]) -> str:
    """A name without the article that opens it."""
    first, _, rest = name.partition(" ")
    return rest if rest and first.casefold() in articles else name


def shortens(short: str, full: str) -> bool:
    """Whether one name is the other cut short: same first word, the rest in the same order ("Nur Institute" of arts)."""
    if " " not in full and not full.isascii() and not short.isascii():
        return len(short) < len(full) and fold(full).endswith(fold(short))
    a, b = fold(short).split(), fold(full).split()
    if len(a) >= len(b) or len(a) < 2 or a[0] != b[0]:
        return False
    rest = iter(b)
    return all(any(word == other for other in rest) for word in a)


def abbreviates(short: str, name: str) -> bool:
    """Whether an acronym takes the first letter of each word of a name in order, little words aside, and adds letters from inside."""
    words = [w for w in re.findall(r"[^\W_]+", name.casefold()) if len(w) > LITTLE]
    letters = iter(short.casefold())
    inside = iter(name.casefold())
    return (
        short.isupper()
        and len(short) >= len(words) > 1
        and all(any(letter == word[0] for letter in letters) for word in words)
        and all(any(char == letter for char in inside) for letter in short.casefold())
    )


def skips(short: str, name: str) -> bool:
    """Whether an acronym of four letters or more is those of the words of a name, little words and one inside aside ("МСВМ" of a council for the study of permafrost)."""
    words = [w for w in re.findall(r"[^\W_]+", name.casefold()) if len(w) > LITTLE]
    letters = short.casefold()
    if not short.isupper() or len(letters) < LONG_SHORT or len(words) != len(letters) + 1:
        return False
    return any("".join(w[0] for n, w in enumerate(words) if n != left) == letters for left in range(1, len(words) - 1))


class Bodies:
    """The bodies found so far, by name and by acronym."""

    def __init__(self, purpose: str = "", article: str = "") -> None:
        """`purpose`: letters with which a word begins that says what a body is for (لل); `article`: those that open what is definite."""
        self.all: list[Body] = []
        self._purpose = purpose or "\0"
        self._article = article or "\0"
        self._names: dict[str, Body] = {}
        self._shorts: dict[str, Body] = {}

    def named(self, name: str) -> Body | None:
        """The body that a name or acronym stands for."""
        return self._names.get(fold(name)) or self._shorts.get(fold(name))

    def take(self, name: str, *, short: str | None = None, kind: str | None = None, head: str = "") -> Body:
        """The body of this name, made if it is new; what is newly said of it is noted."""
        body = self._names.get(fold(name)) or (self._shorts.get(fold(short)) if short else None)
        if body is None:
            body = Body(name)
            self.all.append(body)
        body.kind, body.head = body.kind or kind, body.head or head
        self._names[fold(name)] = body
        if short and not body.short:
            body.short = short
        if short:
            self._shorts[fold(short)] = body
        return body

    def unbound(self, name: str) -> str:
        """A name with its article where a preposition has swallowed that ("للاتحاد" is "to الاتحاد")."""
        return self._article + name[len(self._purpose) :] if name.startswith(self._purpose) else name

    def alias(self, name: str, body: Body) -> None:
        """Let another wording stand for a body."""
        self._names.setdefault(fold(name), body)

    def full_form(self, name: str, head: str) -> Body | None:
        """The one body with the same head whose name this cuts short, or None where there is none or more than one."""
        fuller = [body for body in self.all if body.head == head and shortens(name, body.name) and not self._branch(name, body)]
        return fuller[0] if len(fuller) == 1 else None

    def ending(self, name: str) -> Body | None:
        """The one body of whose name these words, two at least, are the end ("Micro-credential Alliance" in a headline)."""
        meant = [body for body in self.all if " " in name and fold(body.name).endswith(f" {fold(name)}")]
        return meant[0] if len(meant) == 1 else None

    def beginning(self, name: str) -> Body | None:
        """The one company or network with whose name these words begin ("Aral" of "Aral Downlink GmbH"): it is called so for short."""
        meant = [body for body in self.all if fold(body.name).startswith(f"{fold(name)} ") and body.kind in SHORTENED]
        return meant[0] if len(meant) == 1 else None

    def abbreviated(self, short: str) -> Body | None:
        """The one body without an acronym whose words begin as this one's letters do ("ТАИ" of "Тихий агроинститут")."""
        meant = [body for body in self.all if not body.short and abbreviates(short, body.name)]
        meant = meant or [body for body in self.all if not body.short and skips(short, body.name)]
        return meant[0] if len(meant) == 1 else None

    def _branch(self, name: str, body: Body) -> bool:
        """Whether the longer name only adds a place to the shorter, as branches do; ministries are one to a country.

        A name of common nouns only ("École des métiers", a definite head) tells no mother house.
        """
        if name.startswith(self._article):
            return False
        if " " in name and name[1:] == name[1:].lower() != name[1:].upper():
            return False
        rest = body.name[len(name) :].split()
        if rest and rest[0].startswith(self._purpose):
            return False
        return (
            body.kind in BRANCHING and fold(body.name).startswith(fold(name)) and len(rest) in {1, 2} and not rest[-1].isupper()
        )


def free(spans: Iterable[tuple[int, int]], taken: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """The spans that share no character with those taken."""
    held = sorted(taken)
    return [(s, e) for s, e in spans if not any(a < e and s < b for a, b in held)]
