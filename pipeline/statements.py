"""What a text asserts and what it only plans, hopes, reports or denies: trigger words read together with their clause.

A trigger is a phrase that says something has come about ("was inaugurated"); marks before it in its clause turn it into a plan
("will be"), or take its force away ("not", "hopes to"). Words are data; the same reading serves every language.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any, Final

from pipeline.phrases import Match, Phrases, Word, fold, split

REACH = 7
# Of what is lacking, words that may stand before it: "without being opened", but "without speeches it was opened".
LACKED = 2
# An auxiliary stands that many words before its participle at most.
HELPED = 3
# Words from a noun to the verb that puts it off or denies it, and from a verb to what does.
LATE, SOON = 14, 3
# Words between the two parts of a trigger that is told in two ("signed an agreement … to open").
SPREAD = 14
PARTED = "…"
HAN_REACH = 16
COMMAS = ",،，"
# Parts of triggers told in two: any of the `first` goes with any of the `second`, no more than `within` words between.
Pair = Mapping[str, Any]
NONE: Final[Mapping[str, Sequence[Pair]]] = {}
# What lies ahead where it has not come about yet.
AHEAD = {"planned", "established", "launched", "operating", "running"}
APOSTROPHES = ("'", "’")
CLAUSE_MARKS = ";:—–!?。；：！？؛"


class Force(StrEnum):
    """How a clause means what it says."""

    ASSERTED = "asserted"
    PLANNED = "planned"
    TENTATIVE = "tentative"
    VOID = "void"


@dataclass(frozen=True, slots=True)
class Statement:
    """A trigger in its clause.

    `start`, `end`: the trigger; `sentence`: offsets of its sentence; `value`: what the lexicon says of the trigger.
    `own`: its force by the marks of its own clause alone, no comma between.
    `nominal`: a noun ("opening"), which by itself asserts less than a verb; `ceremonial`: it needs no object ("cut the ribbon").
    `wordless`: a date says it, no words. `pausing`: its sentence names a holiday. `bare`: a participle that may be a mere adjective ("ouvert"), and no auxiliary stands before it. `performative`: what an agreement does by being signed ("which
    creates").
    """

    start: int
    end: int
    sentence: tuple[int, int]
    value: str
    force: Force
    own: Force = Force.ASSERTED
    nominal: bool = False
    ceremonial: bool = False
    bare: bool = False
    performative: bool = False
    wordless: bool = False
    pausing: bool = False


class Triggers:
    """The triggers of a lexicon, with the marks that change their force.

    `pairs`: as of `Parted`; `forms`: for each value tables of `stems`, any of which takes any of the `endings`; `bare` are those that are adjectives too.
    """

    def __init__(
        self,
        triggers: Mapping[str, Iterable[str]],
        marks: Mapping[str, Sequence[str]],
        pairs: Mapping[str, Sequence[Pair]] = NONE,
        forms: Mapping[str, Sequence[Pair]] = NONE,
    ) -> None:
        told = [(phrase, value) for value, phrases in triggers.items() for phrase in phrases]
        told += [(form, value) for value, tables in forms.items() for table in tables for form in inflected(table)]
        rows = [row for row in told if PARTED not in row[0]]
        self._parted = Parted([row for row in told if PARTED in row[0]], pairs, tuple(marks.get("purpose_letters", ())))
        self._creating = tuple(self._parted.performative)
        future = [row for row in _future(triggers, marks) if row not in rows]
        self._triggers = Phrases([*rows, *future], cased=False)
        forces = [(phrase, Force.PLANNED) for phrase in (*marks.get("future", ()), *(phrase for phrase, _ in future))]
        forces += [(phrase, Force.TENTATIVE) for phrase in marks.get("tentative", ())]
        forces += [(phrase, Force.VOID) for phrase in marks.get("void", ())]
        self._before = Phrases(forces, cased=False)
        self._without = Phrases([(phrase, Force.VOID) for phrase in marks.get("void_near", ())], cased=False)
        self._nominal = frozenset(fold(phrase) for phrase in marks.get("nominal", ()))
        self._ceremonial = frozenset(fold(phrase) for phrase in marks.get("ceremonial", ()))
        adjectives = (form for tables in forms.values() for table in tables if table.get("bare") for form in inflected(table))
        self._bare = frozenset(fold(phrase) for phrase in (*marks.get("bare", ()), *adjectives))
        self._performative = frozenset(fold(phrase) for phrase in marks.get("performative", ()))
        self._auxiliaries = frozenset(fold(word) for word in marks.get("auxiliaries", ()))
        self._after = Phrases([(phrase, Force.VOID) for phrase in marks.get("void_after", ())], cased=False)
        late = [(phrase, Force.PLANNED) for phrase in marks.get("delays", ())]
        self._late = Phrases([*late, *((phrase, Force.VOID) for phrase in marks.get("denials", ()))], cased=False)
        self._pauses = Phrases([(phrase, Force.VOID) for phrase in marks.get("pauses", ())], cased=False)
        self._conditions = frozenset(fold(phrase) for phrase in marks.get("conditions", ()))
        self._yet = Phrases([(phrase, Force.PLANNED) for phrase in marks.get("yet", ())], cased=False)

    def find(self, text: str, sentences: Sequence[tuple[int, int]]) -> list[Statement]:
        """The statements of a text, in its order. `sentences`: offsets, sorted."""
        words = split(text)
        starts = [start for start, _ in sentences]
        # What begins in one sentence and ends in the next is no trigger, and hides none.
        parted = [m for m in self._parted.find(text, words) if m.end <= _end(starts, sentences, m.start, len(text))]
        whole = (m for m in self._triggers.find(text, words) if not any(p.start <= m.start and m.end <= p.end for p in parted))
        return self._said(text, sentences, words, sorted([*whole, *parted], key=lambda m: (m.start, m.end)), parted)

    def of(self, text: str, sentences: Sequence[tuple[int, int]], told: Mapping[tuple[int, int], str]) -> list[Statement]:
        """The wordless statements that stretches of a text make, each with what it says."""
        if not told:
            return []
        words = split(text)
        starts = [word.start for word in words]
        matches = [
            Match(start, end, bisect_left(starts, start), bisect_left(starts, end), value)
            for (start, end), value in told.items()
        ]
        return [replace(said, wordless=True) for said in self._said(text, sentences, words, matches)]

    def _said(
        self,
        text: str,
        sentences: Sequence[tuple[int, int]],
        words: Sequence[Word],
        matches: Sequence[Match[str]],
        parted: Sequence[Match[str]] = (),
    ) -> list[Statement]:
        """What triggers say, each read with its clause; `parted`: those told in two parts."""
        tables = (self._before, self._without, self._after, self._yet, self._late)
        before, without, after, yet, late = ([m for m in table.find(text, words) if not _in_name(text, m)] for table in tables)
        marks = _Marks(before, without, after, yet, late, self._conditions)
        pauses = [m.start for m in self._pauses.find(text, words)]
        starts = [start for start, _ in sentences]
        found = []
        for match in matches:
            at = max(0, bisect_right(starts, match.start) - 1)
            sentence = sentences[at] if sentences else (0, len(text))
            if match.end > sentence[1]:
                continue
            said = fold(text[match.start : match.end])
            helped = any(word.form in self._auxiliaries for word in words[max(0, match.first - HELPED) : match.first])
            sorts = {"nominal": said in self._nominal, "ceremonial": said in self._ceremonial}
            performs = said in self._performative or (match in parted and said.endswith(self._creating))
            sorts |= {"bare": said in self._bare and not helped, "performative": performs}
            sorts["pausing"] = any(sentence[0] <= at < sentence[1] for at in pauses)
            force, own = marks.of(text, match, sentence, whole=match not in parted)
            if force is Force.ASSERTED and (told := marks.behind(text, match, sentence, nominal=said in self._nominal)):
                force = own = told
            found.append(Statement(match.start, match.end, sentence, match.value, force, own, **sorts))
        return found


@dataclass(frozen=True, slots=True)
class _Marks:
    """The marks of a text: `before` a trigger, `without` what is lacking, right `after` it, what has not come about `yet`, is put off or denied `late`."""

    before: Sequence[Match[Force]]
    without: Sequence[Match[Force]]
    after: Sequence[Match[Force]]
    yet: Sequence[Match[Force]]
    late: Sequence[Match[Force]]
    conditions: frozenset[str] = frozenset()

    def behind(self, text: str, match: Match[str], sentence: tuple[int, int], *, nominal: bool) -> Force | None:
        """What the clause says further on of a trigger: that it is put off, or that it is not so; of a verb only what follows soon."""
        reach = LATE if nominal else SOON
        near = [m for m in self.late if match.end <= m.start < sentence[1] and m.first - match.last <= reach]
        near = [m for m in near if not any(c in CLAUSE_MARKS for c in text[match.end : m.start])]
        if not near or match.value not in {*AHEAD, "closed"}:
            return None
        put_off = near[0].value is Force.PLANNED and match.value in AHEAD
        return Force.PLANNED if put_off else Force.VOID

    def of(self, text: str, match: Match[str], sentence: tuple[int, int], *, whole: bool) -> tuple[Force, Force]:
        """The force of a trigger, and that by the marks of its own clause alone. `whole`: it is told in one part."""
        if any(m.start >= match.end and m.first - match.last <= 1 for m in self.after):
            return Force.VOID, Force.VOID
        if match.value in AHEAD and _near(text, match, sentence, self.yet):
            return Force.PLANNED, Force.PLANNED
        lacking = _near(text, match, sentence, self.without, LACKED)
        near = _near(text, match, sentence, self.before)
        near += [m for m in lacking if not set(COMMAS) & set(text[m.end : match.start])]
        # A plan is told by words that are marks elsewhere ("should open"), an end by a denial ("no longer exists").
        told = match.end if match.value == Force.PLANNED else match.start
        near = [
            m
            for m in near
            if not (_answers(text, m, sentence) or (match.value == Force.PLANNED and self._hedges(text, m, match)))
        ]
        near = [
            m
            for m in near
            if m.end <= match.start or (m.start >= told and not (m.value is Force.VOID and (whole or m.start == told)))
        ]
        return _heaviest(near), _heaviest([m for m in near if not set(COMMAS) & set(text[m.end : match.start])])

    def _hedges(self, text: str, mark: Match[Force], match: Match[str]) -> bool:
        """Whether a mark opens a condition before a plan: "if all goes well, it will open"."""
        return fold(text[mark.start : mark.end]) in self.conditions and bool(set(COMMAS) & set(text[mark.end : match.start]))


class Parted:
    """Triggers told in two parts, "signed an agreement … to open": the second in the same clause, some words behind the first.

    `pairs`: for each value tables of parts, any `first` of which goes with any `second`, no more than `within` words between; `performative` are
    the second parts of what an agreement does by being signed ("the accord … creates the"). `purpose`: letters that say what for where they are
    written to a word, as in names ("مركز س | للتدريب"); a second part is no word without them.
    """

    def __init__(
        self, rows: Sequence[tuple[str, str]], pairs: Mapping[str, Sequence[Pair]] = NONE, purpose: tuple[str, ...] = ()
    ) -> None:
        self._purpose = purpose
        parts = [(*(part.strip() for part in phrase.split(PARTED)), value) for phrase, value in rows]
        behind: dict[str, list[tuple[str, str]]] = {}
        for first, second, value in parts:
            behind.setdefault(first, []).append((second, value))
        self._second = {first: [(Phrases(rest, cased=False), SPREAD)] for first, rest in behind.items()}
        self.performative: set[str] = set()
        for value, tables in pairs.items():
            for table in tables:
                shared = Phrases([(phrase, value) for phrase in table["second"]], cased=False)
                if table.get("performative"):
                    self.performative |= {fold(phrase) for phrase in table["second"]}
                for first in table["first"]:
                    self._second.setdefault(first, []).append((shared, table.get("within", SPREAD)))
        self._first = Phrases([(first, first) for first in self._second], cased=False)

    def find(self, text: str, words: Sequence[Word]) -> Iterator[Match[str]]:
        """The triggers of a text, each from the first word of its first part to the last of its second."""
        for head in self._first.find(text, words):
            for n in range(head.last, min(head.last + SPREAD, len(words))):
                if any(c in CLAUSE_MARKS + "\n" for c in text[words[n - 1].end : words[n].start]):
                    break
                near = (second for second, most in self._second[head.value] if n - head.last <= most)
                seconds = (second.at(text, words, n) for second in near)
                led = words[n].form.startswith(self._purpose)
                if match := next((m for m in seconds if m and not (led and m.start > words[n].start)), None):
                    yield Match(head.start, match.end, head.first, match.last, match.value)
                    break


def _end(starts: Sequence[int], sentences: Sequence[tuple[int, int]], at: int, last: int) -> int:
    """Where the sentence of an offset ends; `starts`: of the sentences, `last`: where the text does."""
    return sentences[max(0, bisect_right(starts, at) - 1)][1] if sentences else last


def inflected(table: Pair) -> Iterator[str]:
    """The forms of a table: each of its stems with each of its endings."""
    return (stem + ending for stem in table["stems"] for ending in table["endings"])


def _future(triggers: Mapping[str, Iterable[str]], marks: Mapping[str, Sequence[str]]) -> list[tuple[str, str]]:
    """The triggers with the letter of the future written to their present ("sa-yuftatahu"), for the values that may lie ahead."""
    present = tuple(marks.get("present", ()))
    values = marks.get("ahead", ())
    said = [(phrase, value) for value in values for phrase in triggers.get(value, ()) if present and phrase.startswith(present)]
    return [(letter + phrase, value) for letter in marks.get("future_letter", ()) for phrase, value in said]


def _answers(text: str, mark: Match[Force], sentence: tuple[int, int]) -> bool:
    """Whether a mark only answers what was asked before: "No, the hub was closed"."""
    return text[mark.end : mark.end + 1] in set(COMMAS) and not any(c.isalnum() for c in text[sentence[0] : mark.start])


def _in_name(text: str, mark: Match[Force]) -> bool:
    """Whether a mark only begins a name: "N'Guessan", "N'Djamena", beside "n'apprend"."""
    return (
        text[mark.start].isupper()
        and text[mark.end : mark.end + 1] in APOSTROPHES
        and text[mark.end + 1 : mark.end + 2].isupper()
    )


def _near(
    text: str, match: Match[str], sentence: tuple[int, int], marks: Sequence[Match[Force]], reach: int = REACH
) -> list[Match[Force]]:
    """The marks that stand before a trigger in its clause, or inside it."""
    reach = HAN_REACH if "\u3400" <= text[match.start] <= "\u9fff" else reach
    return [
        mark
        for mark in marks
        if mark.start >= sentence[0]
        and ((mark.end <= match.start and match.first - mark.last <= reach) or match.start <= mark.start < match.end)
        and not any(c in CLAUSE_MARKS for c in text[mark.end : match.start])
    ]


def _heaviest(marks: Sequence[Match[Force]]) -> Force:
    """What marks make of a statement together: a void mark outdoes a tentative one, and that a plan."""
    return max((mark.value for mark in marks), key=list(Force).index, default=Force.ASSERTED)
