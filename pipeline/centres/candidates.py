"""Which names and descriptions of a text may be centres, and the evidence for each: what the text says that speaks for it or against it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from pipeline import gazetteer
from pipeline.centres import entitled, sisters
from pipeline.centres.acts import Acts, Signs
from pipeline.centres.candidate import FLOOR, OWN_WORDS, WEIGHTS, Candidate, noun_of, unit_of
from pipeline.centres.echoes import echoes
from pipeline.centres.kinship import HAN
from pipeline.centres.named import Named
from pipeline.centres.proper import QUOTES, Proper
from pipeline.names.phrase import Phrase
from pipeline.phrases import fold
from pipeline.statements import Statement
from pipeline.units import Unit

__all__ = ["Witness"]

# Characters that two Chinese nouns share which are of one sort.
ALIKE = 3
# What is a body more often than a site, whatever the text numbers, or where it numbers no members of a network.
NEVER_ALONE = frozenset({"institute"})
SELDOM_ALONE = NEVER_ALONE | {"school", "college", "academy", "lyceum", "hospital", "museum", "library"}
# What speaks but slightly against the only name that a text has for what it numbers.
SLIGHT = frozenset({"uncounted", "in_title_only"})
# What a name tells by itself.
NAMED = frozenset({"named", "firmly_named"})


@dataclass(frozen=True, slots=True)
class Witness:
    """What a text says that bears on which of its names are centres.

    `units`, `statements`: of the text; `defined`: ends of names that are given an acronym; `owners`: offsets of bodies;
    `counted`: head nouns of the units that the text numbers; `forms`: how it writes them, in Chinese; `numbered`: ends of
    the names of which an ordinal is said, `serial`: of those that are so numbered in a network; `apposed`: beginnings of those that stand between commas behind an ordinal;
    `telling`: whether a capital makes a common noun a name in this language; `named`: what tells a name by its noun alone; `framed`: ends of names that a copula equates with an
    ordinal, where nouns have their article glued; `housing`: beginnings of those behind words for what houses something ("на базе"); `ranking`: whether the text has an ordinal,
    `counting`: one of a member of a network, or of such units; `opened`: where names begin with a place or with words in quotation marks, in Chinese.
    """

    text: str
    language: str
    units: Sequence[Unit]
    statements: Sequence[Statement]
    signs: Signs
    defined: Collection[int] = ()
    owners: Sequence[tuple[int, int]] = ()
    counted: Collection[str] = ()
    forms: Collection[str] = ()
    numbered: Collection[int] = ()
    apposed: Collection[int] = ()
    telling: bool = False
    serial: Collection[int] = ()
    framed: Collection[int] = ()
    housing: Collection[int] = ()
    proper: Proper | None = None
    lodged: Collection[int] = ()
    seldom: frozenset[str] = frozenset()
    ranking: bool = False
    counting: bool = False
    opened: Collection[int] = ()
    named: Named | None = None

    def weigh(self, phrases: Sequence[Phrase]) -> list[Candidate]:
        """Every phrase with the evidence for it."""
        counts = sisters.counts(self.text, phrases)
        heads = {p.head_start for p in phrases if p.specific and self.text[p.head_start] > HAN}
        common = [u for u in self.units if not any(u.start <= head < u.end for head in heads)]
        beside = Acts(self.text, self.units, self.statements, self.signs)
        openers = {p.called(self.text) for p in phrases if p.specific and beside.opens_another(p)}
        weighed = [
            replace(c, evidence=(*c.evidence, "opener")) if c.name in openers else c
            for c in (self._weighed(phrase, count, common) for phrase, count in zip(phrases, counts, strict=True))
        ]
        return self._plainly_called(
            self._taken_up(self._equated(sisters.joined(self.text, self._beside(sisters.parents(self.text, weighed)))))
        )

    def _beside(self, weighed: list[Candidate]) -> list[Candidate]:
        """Beside centres of which the text says more, a name alone makes none, unless it is of their sort or in quotation marks."""
        bare = [replace(c, evidence=tuple(e for e in c.evidence if e not in NAMED)) for c in weighed]
        firm = {noun_of(c.unit) for c in bare if c.unit is not None and c.phrase.specific and c.weight >= FLOOR}
        if not firm:
            return weighed
        return [
            c if (c.unit is not None and noun_of(c.unit) in firm) or (self.signs.cases and self._quoted(c.phrase)) else b
            for c, b in zip(weighed, bare, strict=True)
        ]

    def _equated(self, weighed: list[Candidate]) -> list[Candidate]:
        """Where nothing else makes a centre, what the text equates with an ordinal is one: "the library is the fourth in the network"."""
        if _made(weighed):
            return weighed
        return [
            replace(c, evidence=(*(e for e in c.evidence if e != "uncounted"), "framed"))
            if c.unit is not None and c.phrase.specific and c.phrase.end in self.framed
            else c
            for c in weighed
        ]

    def _taken_up(self, weighed: list[Candidate]) -> list[Candidate]:
        """Where nothing makes a centre although the text numbers one, that is what it names by the noun that it takes up, or as one of several."""
        if not self.ranking or _made(weighed):
            return weighed
        may = [c for c in weighed if self._may_bear(c)]
        best = max((self._plain(c) for c in may), default=0.0)
        chosen = {c.name for c in may if self._plain(c) == best}
        return [
            replace(c, evidence=(*(e for e in c.evidence if e not in SLIGHT), "framed")) if c in may and c.name in chosen else c
            for c in weighed
        ]

    def _plainly_called(self, weighed: list[Candidate]) -> list[Candidate]:
        """Where nothing makes a centre, what opens is called by its sort alone, if that is written as a name: "the House of Languages"."""
        if _made(weighed):
            return weighed
        called = {c.name for c in weighed if self._sort_as_name(c)}
        return [
            replace(c, phrase=replace(c.phrase, specific=True)) if c.name in called and c.phrase.rule == "" else c
            for c in weighed
        ]

    def _sort_as_name(self, candidate: Candidate) -> bool:
        """Whether a name of a sort with capitals is what a text says something befalls; a college is a body more often."""
        phrase, said = candidate.phrase, set(candidate.evidence)
        own = self.text[phrase.start : phrase.end]
        if any(self.text[start:end].endswith(f" {own}") for start, end in self.owners):
            return False
        told = "acted_on" in said and not said & {"defined", "body", "owned", "housing", "occasion", "in_title_only"}
        return (
            not phrase.specific
            and told
            and candidate.unit is not None
            and noun_of(candidate.unit) not in SELDOM_ALONE
            and own[0].isupper()
            and " " in own
            and not own.isupper()
        )

    def _may_bear(self, candidate: Candidate) -> bool:
        """Whether a name may be that of a centre which the text numbers."""
        said = set(candidate.evidence)
        again = bool(said & {"noun_again", "echo", "series", "numbered", "counted"})
        other = said & {"defined", "body", "owned", "housing", "occasion"}
        if candidate.unit is None or noun_of(candidate.unit) in (NEVER_ALONE if self.counting else SELDOM_ALONE):
            return False
        return candidate.phrase.specific and again and not other

    def _plain(self, candidate: Candidate) -> float:
        """The weight of a candidate but for what is slight against the lack of any other."""
        return round(sum(WEIGHTS[piece] for piece in candidate.evidence if piece not in SLIGHT), 3)

    def _weighed(self, phrase: Phrase, alike: int, common: Sequence[Unit]) -> Candidate:
        """One phrase with its evidence.

        `alike`: how many names differ from it by one word alone, itself included; `common`: the units that head no name, as
        far as a script without capitals lets them be told.
        """
        unit = unit_of(self.text, phrase, units=self.units, language=self.language)
        noun = unit.unit if unit else self.signs.bodies.get(phrase.head, "")
        han = self.text[phrase.head_start] > HAN
        grade = "weak" if unit is None or unit.weak else "strong"
        beside = Acts(self.text, self.units, self.statements, self.signs)
        seldom = unit is not None and bool({noun_of(unit), unit.head} & self.seldom)
        acts = beside.evidence(phrase, firm=grade == "strong" and phrase.end not in self.defined and not seldom)
        if han and unit is None:
            acts = [act for act in acts if act != "acted_on" or phrase.head not in self.signs.bodies]
        numbered = phrase.end in self.numbered and (grade == "strong" or self._numerable(phrase, unit))
        lodged = unit is not None and phrase.start in self.lodged and not seldom
        uncounted = (
            grade == "weak"
            and bool(self.counted)
            and not self._numbers(phrase, unit)
            and not (acts and han)
            and phrase.start not in self.apposed
            and phrase.end not in self.numbered
            and phrase.end not in self.serial
            and not lodged
        )
        proper = self.proper is not None and unit is not None and self.proper.names(self.text, phrase, unit, self.owners)
        proper = proper and not (uncounted and phrase.head in self.signs.bodies)
        named = self.named is not None and not proper and self.named.tells(self.text, phrase, unit, self.owners)
        placed = phrase.start in self.opened and self._sited(phrase, unit)
        told = {
            "occasion": phrase.end not in self.serial
            and phrase.end not in self.framed
            and not (self._numbers(phrase, unit) and (alike > 1 or proper or self._placed(phrase)))
            and not (proper and (lodged or "acted_on" in acts))
            and unit is not None
            and noun_of(unit) in self.signs.occasions
            and unit.unit.count(" ") < OWN_WORDS,
            "counted": self._numbers(phrase, unit),
            "uncounted": uncounted,
            "serial": phrase.end in self.serial,
            "numbered": numbered,
            "quoted": numbered and self.signs.cases and unit is not None and self._quoted(phrase),
            "apposed": unit is not None and phrase.start in self.apposed,
            "proper": proper,
            "lodged": lodged,
            "named": named and grade == "weak",
            "firmly_named": named and grade == "strong" and (not self.counting or self._numbers(phrase, unit)),
            "described": phrase.rule == "described",
            "said_of": phrase.rule == "apposed",
            "entitled": phrase.rule in {entitled.RULE, entitled.AGAIN},
            "body": self._holds_body(phrase),
            "owned": "acted_on" not in acts and not (named and self._quoted(phrase)) and self._owned(phrase),
            "defined": phrase.end in self.defined and phrase.end not in self.serial,
            "in_title_only": phrase.end not in self.serial
            and not placed
            and alike == 1
            and not (named and self.signs.cases and self._quoted(phrase))
            and beside.in_title(phrase),
            "series": alike > 1 and phrase.specific,
            "placed": placed,
            "housing": (
                (grade == "weak" and self.named is not None and self.named.houses(phrase, self.owners))
                or (phrase.start in self.housing and (grade == "weak" or not (numbered or self._numbers(phrase, unit))))
            )
            and phrase.end not in self.serial,
        }
        pieces = [
            grade,
            *echoes(self.text, phrase, noun, common, self.signs),
            *acts,
            *(name for name, holds in told.items() if holds),
        ]
        return Candidate(phrase, phrase.called(self.text), unit, tuple(pieces))

    def _numbers(self, phrase: Phrase, unit: Unit | None) -> bool:
        """Whether the text numbers such units; in Chinese, where one character heads many nouns, as it writes them."""
        if unit is None or noun_of(unit) not in self.counted:
            return False
        own, called = self.text[unit.start : unit.end], self.text[phrase.start : phrase.head_end]
        return not self.forms or any(
            called.endswith(form) or form.endswith(own) or called[-ALIKE:] == form[-ALIKE:] for form in self.forms
        )

    def _numerable(self, phrase: Phrase, unit: Unit | None) -> bool:
        """Whether an ordinal makes a weak unit a centre: in Chinese; where cases or capitals tell and its noun is numbered; in a language of cases where it is no body's."""
        if unit is None or self.text[phrase.head_start] > HAN:
            return unit is not None
        body = phrase.head in self.signs.bodies and not self._quoted(phrase)
        numbers = (self.signs.cases or self.telling) and self._numbers(phrase, unit)
        return numbers or (self.signs.cases and not body)

    def _sited(self, phrase: Phrase, unit: Unit | None) -> bool:
        """Whether a name is that of a site more often than of a body: by its noun."""
        return (
            phrase.specific and unit is not None and phrase.head not in self.signs.bodies and noun_of(unit) not in SELDOM_ALONE
        )

    def _quoted(self, phrase: Phrase) -> bool:
        """Whether quotation marks stand behind the noun of a name: "Питомник «Нанду»"."""
        return any(mark in self.text[phrase.head_end : phrase.end] for mark in QUOTES)

    def _placed(self, phrase: Phrase) -> bool:
        """Whether a name begins or ends with a town, or with a word of one: "Haddington Workshop", "Atelier d'image de Souillac"."""
        words = phrase.called(self.text).split()
        return any(gazetteer.known(word) for word in (words[0], words[-1]))

    def _holds_body(self, phrase: Phrase) -> bool:
        """Whether another institution's noun stands in the name of an institution."""
        others = fold(self.text[phrase.start : phrase.head_start] + self.text[phrase.head_end : phrase.end]).split()
        return phrase.head in self.signs.bodies and any(word in self.signs.bodies for word in others)

    def _owned(self, phrase: Phrase) -> bool:
        """Whether a body stands right before the name, a comma between them: the name is of its own campus."""
        return any(self.text[end : phrase.start].strip(" )") == "," for _, end in self.owners)


def _made(weighed: Sequence[Candidate]) -> bool:
    """Whether any name of a text already weighs enough to be a centre."""
    return any(c.phrase.specific and c.weight >= FLOOR for c in weighed)
