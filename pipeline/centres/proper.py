"""Names of sites told by their capitals alone: "at the Lowick Tide Station", "à la Maison de l'eau de Sfax"."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pipeline import gazetteer
from pipeline.centres.candidate import noun_of
from pipeline.centres.offices import Offices
from pipeline.names.phrase import Phrase
from pipeline.phrases import fold
from pipeline.units import Unit

ELISIONS = "'’"
QUOTES = '«“"'
# Words beside a noun that names much else.
LEAST = 2
# Characters behind a name in which a post may stand, and words behind "as": "joined the Aral Centre as deputy director".
POSTED, ROLE = 40, 3
# Characters that "and" and an article take.
JOINED = 12


@dataclass(frozen=True, slots=True)
class Proper:
    """Tells names by capitals, in one language.

    `seldom`: English nouns of units whose names are those of bodies, `alone` without another noun before them; `bodies`: heads of bodies, where `wide` is not said no names
    at all; `general`: words that tell nothing; `offices`: posts beside names, `roles` lead to them ("as"); `joints`: "and", `articles`; `first`: whether the noun stands before what tells it apart.
    """

    seldom: Collection[str]
    alone: Collection[str]
    bodies: Collection[str]
    general: Collection[str]
    offices: Offices
    roles: Collection[str]
    joints: Collection[str]
    articles: frozenset[str]
    first: bool
    wide: bool
    plain: bool

    @classmethod
    def read(
        cls, words: Mapping[str, Any], bodies: Collection[str], general: Collection[str], offices: Offices
    ) -> Proper | None:
        """From the lexicon `centres`; None in a language whose capitals tell nothing."""
        wide = bool(words.get("wide_capitals"))
        if not (words.get("telling_capitals") or wide):
            return None
        subjects = frozenset(fold(word) for word in words.get("subjects", ()))
        first = words.get("order") == "first"
        seldom, alone = (frozenset(words.get(name, ())) for name in ("seldom", "seldom_alone"))
        return cls(
            seldom, alone, bodies, frozenset(general) | subjects, offices, *_links(words), first, wide, bool(words.get("plain"))
        )

    def names(self, text: str, phrase: Phrase, unit: Unit, owners: Sequence[tuple[int, int]]) -> bool:
        """Whether a phrase is the name of a site. `owners`: offsets of bodies."""
        if not self.wide:
            return self._inside(text, phrase) and phrase.head not in self.bodies
        known = noun_of(unit) in self.seldom or unit.head in self.seldom or unit.head in self.alone
        if known or not phrase.specific or phrase.rule or phrase.head in self.offices.posts or self._posted(text, phrase):
            return False
        if any(text[end : phrase.start].strip(" )") == "," for _, end in owners):  # "Aral University, Osh Campus"
            return False
        if self._part(text, phrase, owners) or (phrase.head in self.bodies and self._party(text, phrase, owners)):
            return False
        if self.first:
            return self._inside(text, phrase)
        words = f"{text[phrase.start : phrase.head_start]} {text[phrase.head_end : phrase.end]}".split()
        telling = [w for w in words if w[0].isupper() and fold(w) not in self.general]
        own = [w for w in telling if not w.isupper()]
        placed = any(gazetteer.known(word) for word in (words[:1] + words[-1:] if words else ()))
        return bool(own) and (not unit.weak or len(words) >= LEAST or placed)

    def _inside(self, text: str, phrase: Phrase) -> bool:
        """Whether a noun has a capital in mid-clause, and a name behind it."""
        at = phrase.start - 1
        while at >= 0 and text[at] == " ":
            at -= 1
        inside = at >= 0 and (text[at].isalpha() or text[at] in ELISIONS)
        behind = text[phrase.head_end : phrase.end].replace("'", " ").replace("’", " ").split()
        named = any(word[0].isupper() or word[0] in QUOTES for word in behind) or (self.plain and self.wide and len(behind) > 1)
        return inside and named and text[phrase.head_start].isupper()

    def _posted(self, text: str, phrase: Phrase) -> bool:
        """Whether somebody's post stands beside a name, so that it is his employer's."""
        behind = [fold(word.strip(".(),;:’'")) for word in text[phrase.end : phrase.end + POSTED].partition("\n")[0].split()]
        behind = behind[1:] if behind[:1] == ["s"] else behind
        role = next((n for n, word in enumerate(behind) if word in self.roles), len(behind))
        post = any(word in self.offices.posts for word in (*behind[:1], *behind[role + 1 : role + 1 + ROLE]))
        return post or bool(self.offices.of_body(text, phrase.start, phrase.end))

    def _party(self, text: str, phrase: Phrase, owners: Sequence[tuple[int, int]]) -> bool:
        """Whether "and" joins a name to a body: "the Aral Laboratory and the University of Osh will build"."""
        gaps = [text[phrase.end : start] for start, _ in owners if 0 < start - phrase.end <= JOINED]
        gaps += [text[end : phrase.start] for _, end in owners if 0 < phrase.start - end <= JOINED]
        words = [list(map(fold, gap.split())) for gap in gaps]
        return any(gap and gap[0] in self.joints and self.articles.issuperset(gap[1:]) for gap in words)

    def _part(self, text: str, phrase: Phrase, owners: Sequence[tuple[int, int]]) -> bool:
        """Whether what follows the noun is but the body whose part it is: "Campus de la Universidad de Loja"."""
        links = {start for start, end in owners if phrase.head_end < start and end <= phrase.end}
        between = (text[phrase.head_end : start] for start in links)
        return any(gap == gap.lower() and len(gap.split()) <= LEAST for gap in between)


def _links(words: Mapping[str, Any]) -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    """What leads to somebody's post, what joins two names, and articles."""
    roles, joints, articles = (frozenset(map(fold, words.get(name, ()))) for name in ("roles", "both", "articles"))
    return roles, joints, articles
