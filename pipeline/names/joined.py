"""Names that are one body's: what brackets beside a name give, its bare noun, its first words, its characters left out."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pipeline import gazetteer
from pipeline.names.gather import Bodies, Body, fold, shortens

OPENING, CLOSING = "(（", ")）,，;；"
# Characters that may stand around a name in brackets.
MARKS = 6
IDEOGRAPH = "\u3400"
# Kinds of bodies that are called by any noun before the name in quotation marks, at the end of theirs.
CALLED = {None, "network", "ngo", "company"}
BRAND = re.compile(r"«[^«»]+»$")
# Behind the letters of the Latin alphabet; letters of a syllable, at least.
LATIN = "\u0250"
SYLLABLE = 3
# Letters of a word in which one may be wrong, and those at its end, which are a form's.
LONG_WORD, ENDING = 8, 3
# So many characters has a name of ideographs that leaves others out, at most.
CLIPPED = 4


@dataclass(frozen=True, slots=True)
class Possession:
    """How a language says whose a body is: `marks` behind an owner before it ("'s"), `of` before one behind it; `articles` aside."""

    marks: tuple[str, ...]
    of: str
    articles: frozenset[str]

    @classmethod
    def read(cls, words: Mapping[str, Any]) -> Possession:
        """From the lexicon of the grammar of names."""
        articles = frozenset(words.get("articles", ()))
        return cls(tuple(words.get("possessive_marks", ())), next(iter(words.get("of", ())), ""), articles)

    def turned(self, name: str) -> str | None:
        """A name as it would be compared with its owner behind it; None where it has none before."""
        owner, mark, owned = next((cut for m in self.marks if (cut := name.partition(f"{m} "))[1]), ("", "", ""))
        return self.plain(f"{owned} {self.of} {owner}") if mark else None

    def plain(self, name: str) -> str:
        """A name as it is compared, without articles."""
        return " ".join(word for word in fold(name).split() if word not in self.articles)


@dataclass(frozen=True, slots=True)
class Joining:
    """Bodies of a text, each of which may be called by several names. `possession`: how the language says whose one is."""

    text: str
    bodies: Bodies
    possession: Possession

    def join(self) -> None:
        """Let each body that is but another name of one body before it be that body."""
        for body in sorted(self.bodies.all, key=lambda one: (len(one.name), one.name)):
            full = self._glossed(body) or self._bracketed(body) or self._branded(body) or self._compounded(body)
            full = full or self._turned(body) or self._shortened(body) or self._misspelt(body)
            if full is not None:
                self._absorb(full, body)

    def _absorb(self, full: Body, body: Body) -> None:
        full.mentions = dict(sorted((full.mentions | body.mentions).items()))
        full.confidence = max(full.confidence, body.confidence)
        if not full.short and _acronym(body.name):
            full.short = body.name
        full.short = full.short or body.short
        full.kind = full.kind or body.kind
        self.bodies.all.remove(body)
        self.bodies.alias(body.name, full)

    def _glossed(self, body: Body) -> Body | None:
        """The body of another script behind whose name this one's stands in brackets: "南岸湿地基金会（Fundación Orilla Sur）"."""
        if not body.name.isascii() and not _latin(body.name):
            return None
        before = [
            other
            for other in self.bodies.all
            if other is not body and not _latin(other.name) and any(self._brackets(end, body.name) for _, end in other.mentions)
        ]
        return before[0] if len(before) == 1 and " " in body.name else None

    def _bracketed(self, body: Body) -> Body | None:
        """The body whose name stands before the brackets in which this one's is, or in brackets behind it: "Osh Tide House (OTH)"."""
        if " " in body.name:
            return None
        beside = [other for other in self.bodies.all if other is not body and self._beside(body, other)]
        beside = [other for other in beside if self._glossed(other) is not body]
        return beside[0] if len(beside) == 1 and len(beside[0].name) > len(body.name) else None

    def _beside(self, body: Body, other: Body) -> bool:
        pairs = (body, other), (other, body)
        return any(self._brackets(end, inner.name) for outer, inner in pairs for _, end in outer.mentions)

    def _brackets(self, end: int, name: str) -> bool:
        """Whether a name stands in brackets right behind an offset."""
        behind = self.text[end : end + len(name) + MARKS].lstrip(' »”"')
        return behind[:1] in tuple(OPENING) and behind[1:].lstrip(' «“"').startswith(name) and _closed(behind, name)

    def _branded(self, body: Body) -> Body | None:
        """The one body that has a longer noun before the same name in quotation marks: "Сеть «Рось»" of "Ассоциация кружков «Рось»"."""
        brand = BRAND.search(body.name) if body.kind in CALLED else None
        alike = [other for other in self.bodies.all if brand and other is not body and other.name.endswith(brand.group())]
        return alike[0] if len(alike) == 1 and len(alike[0].name.split()) > len(body.name.split()) else None

    def _compounded(self, body: Body) -> Body | None:
        """The one body whose acronym has this one's behind a hyphen: "RIEH" of "OECS-RIEH"; international bodies are themselves."""
        if not _acronym(body.name) or body.kind == "igo":
            return None
        end = f"-{fold(body.name)}"
        meant = [
            o for o in self.bodies.all if o is not body and any(fold(name).endswith(end) for name in (o.name, o.short or ""))
        ]
        return meant[0] if len(meant) == 1 else None

    def _turned(self, body: Body) -> Body | None:
        """The one body whose name has the owner behind it where this one's has it before: "Osh University's Faculty of Law"."""
        turned = self.possession.turned(body.name)
        meant = [other for other in self.bodies.all if turned and self.possession.plain(other.name) == turned]
        return meant[0] if len(meant) == 1 else None

    def _misspelt(self, body: Body) -> Body | None:
        """The one body named before whose name differs by a letter inside a long word: "Mahtymguly University" of "Magtymguly University"."""
        first = min(body.mentions)
        meant = [o for o in self.bodies.all if o is not body and min(o.mentions) < first and _is_misspelt(body.name, o.name)]
        return meant[0] if len(meant) == 1 else None

    def _shortened(self, body: Body) -> Body | None:
        """The one body named before of whose name this one's is a part."""
        brand = [] if body.kind else [_is_brand]
        for part in (_is_noun, shortens, _is_clipped, _is_end, _is_fused, *brand):
            fuller = list(self._fuller(body, part))
            if fuller:
                return fuller[0] if len(fuller) == 1 else None
        return None

    def _fuller(self, body: Body, part: Callable[[str, str], bool]) -> Iterator[Body]:
        first = min(body.mentions)
        for other in self.bodies.all:
            if (
                other is not body
                and len(other.name) > len(body.name)
                and min(other.mentions) < first
                and part(body.name, other.name)
            ):
                yield other


def _closed(behind: str, name: str) -> bool:
    """Whether the brackets end behind a name, or something is added to it."""
    rest = behind[behind.index(name) + len(name) :].lstrip(' »”"')
    return rest[:1] in tuple(CLOSING)


def _is_noun(short: str, full: str) -> bool:
    """Whether a name is but the first or the last word of another: "the Association"."""
    words = fold(full).split()
    return len(words) > 1 and fold(short) in {words[0], words[-1]} and not _acronym(short)


def _is_clipped(short: str, full: str) -> bool:
    """Whether a short name of ideographs has but characters of another, in its order and to its end."""
    rest = iter(full)
    return (
        1 < len(short) <= CLIPPED
        and all(char >= IDEOGRAPH for char in short)
        and full.endswith(short[-1])
        and all(any(char == other for other in rest) for char in short)
    )


def _is_brand(short: str, full: str) -> bool:
    """Whether characters that are no place's open a name of ideographs: 青禾 of 青禾农机合作社."""
    brand = 1 < len(short) <= CLIPPED and len(full) > len(short) + 1 and all(char >= IDEOGRAPH for char in full)
    return brand and full.startswith(short) and not gazetteer.anywhere(short)


def _is_end(short: str, full: str) -> bool:
    """Whether a name of several words ends another, before which it says but where that is: "House of Kites" of "Osh House of Kites"."""
    before = fold(full).removesuffix(f" {fold(short)}")
    return " " in short and before != fold(full) and " " not in before


def _is_fused(short: str, full: str) -> bool:
    """Whether a word is made of the beginnings of words of a name, from the first on: "MinPuertos" of "Ministerio de Puertos"."""
    words = [word for word in re.findall(r"[^\W_]+", fold(full)) if len(word) >= SYLLABLE]
    return " " not in short and len(short) >= 2 * SYLLABLE and len(words) > 1 and _made_of(fold(short), words, first=True)


def _made_of(letters: str, words: list[str], *, first: bool) -> bool:
    """Whether letters are the beginnings, of a syllable at least, of words in their order; `first`: of the first word and another."""
    if not letters:
        return not first
    if not words:
        return False
    common = next(
        (n for n, (a, b) in enumerate(zip(letters, words[0], strict=False)) if a != b), min(len(letters), len(words[0]))
    )
    taken = range(common, SYLLABLE - 1, -1)
    if first:
        return any(size < len(letters) and _made_of(letters[size:], words[1:], first=False) for size in taken)
    return any(_made_of(letters[size:], words[1:], first=False) for size in taken) or _made_of(letters, words[1:], first=False)


def _is_misspelt(one: str, other: str) -> bool:
    """Whether two names of several words differ in one of them only, a long one, by a letter inside it, and not both words are places'."""
    a, b = fold(one).split(), fold(other).split()
    apart = [(x, y) for x, y in zip(a, b, strict=False) if x != y]
    if len(a) != len(b) or len(a) < 2 or len(apart) != 1:
        return False
    x, y = apart[0]
    wrong = [n for n, (one_letter, other_letter) in enumerate(zip(x, y, strict=False)) if one_letter != other_letter]
    inside = len(x) == len(y) >= LONG_WORD and len(wrong) == 1 and 0 < wrong[0] < len(x) - ENDING
    return inside and x.isalpha() and y.isalpha() and not (gazetteer.anywhere(x) and gazetteer.anywhere(y))


def _latin(name: str) -> bool:
    """Whether the first letter of a name is one of the Latin alphabet."""
    return next((char for char in name if char.isalpha()), "") < LATIN


def _acronym(name: str) -> bool:
    return " " not in name and sum(char.isupper() for char in name) > 1
