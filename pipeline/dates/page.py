"""A text, scanned: its tokens and what each of them may mean."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Set
from functools import cached_property
from itertools import accumulate, groupby
from operator import itemgetter

from pipeline.dates.counts import figures, numeral, suffixed
from pipeline.dates.meanings import NOTHING, Atom, Meaning, meaning_of
from pipeline.dates.memo import Memo
from pipeline.dates.numeric import Chain, chains, compact_date
from pipeline.dates.scanner import level, scan
from pipeline.dates.spelled import BEGINNINGS, spelled
from pipeline.dates.vocabulary import CASED, WEAK, Vocabulary

# Signs before or after a number that make it something other than a part of a date.
_NOT_BEFORE = frozenset("_#№$€£¥₽₸@=&+§%*\\")
# Han signs, and what stands behind them, are no letters that a number hangs on.
_HAN, _HAN_END = "\u3005", "\ua000"
_BEGINNING, _LABELLED, _END = frozenset({"^"}), frozenset({"^", "code"}), frozenset({"$"})
_NUMBER, _CAPITAL, _LOW = ("number",), ("Cap",), ("low",)
# What words mean whose case or neighbours decide.
_DOUBTFUL = CASED | BEGINNINGS
_PARTS = frozenset({"quartersuffix", "halfsuffix", "month"})
STOPS = frozenset(".!?;。！？；")
_NOT_AFTER = frozenset("_%°€$£¥₽₸@\\=²³")
_FIGURES: Memo[str, Meaning] = Memo(lambda key: Meaning(figures(int(key), len(key))))


class Page:
    """A text, scanned: its tokens and, on demand, what each of them may mean."""

    def __init__(self, text: str, words: Vocabulary) -> None:
        self.text = level(text, words.fold, words.signs)
        self.words = words
        scanned = scan(self.text, words.accents, words.cut, words.cuts if words.prefixes else None)
        self.keys, self.starts, self.ends, self.numbers, self.glued, self.breaks = scanned
        self.chains: dict[int, Chain] = chains(
            self.text, scanned, int(words.settings.get("era", 0)), words.settings.get("leads", ())
        )
        self.known = list(map(words.words.__getitem__, self.keys))
        # What most words mean is known at once; numbers, phrases and words with a case to mind are read when asked for.
        self.meanings = [
            word.alone if not word.below or after not in word.below else None
            for word, after in zip(self.known, [*self.keys[1:], None], strict=False)
        ]
        # The tokens behind the paragraphs.
        starts = [i for i, breaks in enumerate(self.breaks) if breaks > 1] if "\n" in self.text else []
        self.paragraphs: list[int] = [*starts, len(self.keys)]
        # Tokens of dates, once they are found: "last spring" is no verb of the date beside it.
        self.dated: frozenset[int] = frozenset()
        self._ending: dict[int, tuple[tuple[str, object], ...]] = {}
        self._before: dict[int, Set[str]] = {}
        self._after: dict[int, Set[str]] = {}

    @cached_property
    def lines(self) -> list[int]:
        """The number of the line of each token."""
        return list(accumulate(self.breaks))

    def paragraph_end(self, i: int) -> int:
        """The token behind the paragraph of token `i`."""
        return self.paragraphs[bisect_right(self.paragraphs, i)]

    def meaning(self, i: int) -> Meaning:
        """What may begin at token `i`."""
        known = self.meanings[i]
        if known is None:
            known = self.meanings[i] = self._read(i)
        return known

    def classes(self, i: int) -> frozenset[str]:
        """The classes of what may begin at token `i`."""
        known = self.meanings[i]
        return known.classes if known is not None else self.meaning(i).classes

    def ending(self, i: int) -> tuple[tuple[str, object], ...]:
        """Class and value of what ends just before token `i`, the shortest first."""
        known = self._ending.get(i)
        if known is None:
            known = self._ending[i] = self._read_ending(i)
        return known

    def _read_ending(self, i: int) -> tuple[tuple[str, object], ...]:
        found = self.meaning(i - 1).single if i else ()
        for start in range(i - 2, max(-1, i - 5), -1):
            said = self.meanings[start] or self.meaning(start)
            if start + said.reach >= i:
                found += tuple([(cls, value) for cls, value, length in said.atoms if start + length == i])
        return found

    def classes_before(self, i: int) -> Set[str]:
        """Classes of what ends just before token `i`; `^` at the start of a line, `stop` after a sentence, `Cap`, `low` by the case of the word."""
        known = self._before.get(i)
        if known is None:
            known = self._before[i] = self._read_before(i)
        return known

    def _read_before(self, i: int) -> Set[str]:
        if i == 0 or self.breaks[i]:
            # A label may stand in a line of its own: "Room", and below it "2012".
            labelled = i > 0 and self.breaks[i] == 1 and "code" in {cls for cls, _ in self.ending(i)}
            return _LABELLED if labelled else _BEGINNING
        key = self.keys[i - 1]
        found = {cls for cls, _ in self.ending(i)}
        found.add(key)
        if i > 1 and self.numbers[i - 2]:
            if key == ")":
                found.add("dialling")
            if key in "-–—/." and self.glued[i - 1] and self.glued[i]:
                found.add("chain")
        if self.ends_sentence(i - 1):
            found.add("stop")
        # "В 19:00 13 марта": an hour is no number of the day.
        found.update(self._case(i - 1) if not self._hour_ends(i) else ("clock",))
        return found

    def _hour_ends(self, i: int) -> bool:
        """Do two figures with a colon before them end just before token `i`: "19:00"?"""
        if i < 3 or not self.numbers[i - 1] or self.keys[i - 2] != ":" or not self.numbers[i - 3]:
            return False
        return self.glued[i - 1] and self.glued[i - 2] and len(self.keys[i - 1]) == 2 >= len(self.keys[i - 3])

    def classes_after(self, i: int) -> Set[str]:
        """Classes of what begins at token `i`; `$` where the line or text ends."""
        known = self._after.get(i)
        if known is None:
            known = self._after[i] = self._read_after(i)
        return known

    def _read_after(self, i: int) -> Set[str]:
        if i >= len(self.keys) or self.breaks[i]:
            return _END
        found = {self.keys[i], *self._case(i), *self.classes(i)}
        if not self.numbers[i] and self.keys[i].endswith(self.words.tense.get("past_endings", ())):
            found.discard("low")
            found.add("past")
        if "low" in found and self._many(self.keys[i]):
            found.add("counted")
        if self.numbers[i] and self._clock(i + 1):
            found.add("clock")
        if self.keys[i] == "," and self.numbers[i + 1 : i + 2] == [True]:
            found.add("commanumber")
        if "and" in found and i + 1 < len(self.keys) and self.numbers[i + 1]:
            found.add("andnumber")
        if self.glued[i] and (self.numbers[i] or self.keys[i][:1].isalpha()):
            found.add("glued")
        if self.glued[i] and self.keys[i] in "-–—/." and i + 1 < len(self.keys) and self.glued[i + 1]:
            if self.numbers[i + 1]:
                found.add("chain")
            elif self.keys[i] == "-" and self.keys[i + 1].isalpha():
                found.add("hyphened")
        return found

    def _clock(self, i: int) -> bool:
        """Does what stands at token `i`, behind a number, make an hour of it: "8:30", "8 h", "9am", "9 to 5"?"""
        if i + 1 >= len(self.keys) or self.breaks[i]:
            return False
        if self.keys[i] in ":." and self.glued[i]:
            return self.numbers[i + 1] and self.glued[i + 1]
        if self.keys[i] in self.words.settings.get("hours", ()):
            return True
        behind = self.classes_after(i + 2)
        return self.numbers[i + 1] and not self.classes(i).isdisjoint(("to", "dash")) and behind.isdisjoint(("of", "month"))

    def _many(self, key: str) -> bool:
        """Does a strange word look like a plural, which figures before it would count: "the 2010 chairs"?"""
        rule = self.words.settings.get("counted", {})
        return key.endswith(tuple(rule.get("endings", ()))) and not key.endswith(tuple(rule.get("but", ())))

    def ends_sentence(self, i: int) -> bool:
        """Is token `i` a full stop? Not after an initial or a short abbreviation, nor within a number."""
        if self.keys[i] not in STOPS:
            return False
        if self.keys[i] != "." or i == 0:
            return True
        if i + 1 < len(self.keys) and self.glued[i + 1] and self.keys[i + 1].isalnum():
            return False
        before = self.keys[i - 1]
        return len(before) > 2 or self.numbers[i - 1] or not before.isalnum()

    def _case(self, i: int) -> tuple[str, ...]:
        """A number, or the case of a word that means nothing to us."""
        if self.numbers[i]:
            return _NUMBER
        if self.meaning(i).atoms:
            return ()
        first = self.text[self.starts[i]]
        return _CAPITAL if first.isupper() else _LOW if first.islower() else ()

    def _read(self, i: int) -> Meaning:
        if self.numbers[i]:
            return self._number(i)
        keys = self.keys
        node, j = self.known[i].below, i + 1
        while j < len(keys) and (keys[j] or None) in node and self.breaks[j] < 2:
            node, j = node[keys[j]], j + 1
        said = self.words.said[tuple(keys[i:j])]
        if keys[i] in self.words.numerals:
            return meaning_of((*said.atoms, *self._numeral(i)))
        initial = len(keys[i]) == 1 and self.text[self.starts[i]].isupper()
        return said if not initial and said.classes.isdisjoint(_DOUBTFUL) else self._weighed(i, said, initial=initial)

    def _weighed(self, i: int, said: Meaning, *, initial: bool) -> Meaning:
        """What is left of what words say, or comes to it, where case and neighbours are looked at."""
        if not said.classes.isdisjoint(BEGINNINGS) and (year := spelled(self._onward, i, said)):
            return meaning_of((*said.atoms, *year))
        if self.text[self.starts[i] : self.ends[i]] in self.words.settings.get("exact", ()):
            # Written so a doubtful word has no other meaning: الإثنين is Monday, الاثنين may be "the two".
            sole = [("sole" + cls[4:], value, length) for cls, value, length in said.atoms if cls in WEAK]
            return meaning_of((*said.atoms, *sole))
        # And so it has another where it stands alone: آب is August, أب a father.
        if self.text[self.starts[i] : self.ends[i]] in self.words.settings.get("unlike", ()):
            return meaning_of(tuple([atom for atom in said.atoms if atom[0] not in CASED]))
        odd = self._odd_case(i)
        return self._cased(i, said, odd=odd) if odd or initial else said

    def _onward(self, i: int) -> tuple[Atom, ...]:
        return self.meaning(i).atoms if i < len(self.keys) and self.breaks[i] < 2 else ()

    def _cased(self, i: int, said: Meaning, *, odd: bool) -> Meaning:
        """What is left where the case rules out the rest: "they may", "С. М. Иванов" (an initial, no month)."""
        found: list[Atom] = []
        for length, group in groupby(said.atoms, itemgetter(2)):
            atoms = list(group)
            classes = {cls for cls, _, _ in atoms}
            refused: frozenset[str] = frozenset()
            if odd and not classes.isdisjoint(CASED):
                refused = self._refused(i, i + length, classes)
            if length > 1 and len(self.keys[i]) == 1 and self.text[self.starts[i]].isupper():
                refused |= {"shift", "weekshift", "monthshift", "yearshift"}
            found += [atom for atom in atoms if atom[0] not in refused]
        return meaning_of(tuple(found))

    def _refused(self, i: int, j: int, classes: Set[str]) -> frozenset[str]:
        """What the words i to j cannot be, since they are not written as the language writes such words."""
        case = self.words.settings.get("case")
        if case == "lower" and not any(self.numbers[max(0, i - 2) : j + 2]):
            # "Abril y Julio son hermanos": names.
            return CASED | {"month"}
        if case != "upper" or classes.isdisjoint(WEAK):
            return CASED
        # "march 3", "the 1st of march": careless, but no verbs.
        dated = any(self.numbers[j : j + 1]) or (i > 0 and "of" in self._alone(i - 1))
        return CASED | {"weekday"} if dated else CASED | {"month", "weekday"}

    def _odd_case(self, i: int) -> bool:
        """A month or weekday alone must be written as the language writes it: "june" is none in English, "Mars" none in French."""
        case = self.words.settings.get("case")
        if case is None:
            return False
        first = self.text[self.starts[i]]
        if case == "upper":
            return first.islower()
        if not first.isupper() or i == 0 or self.breaks[i]:
            return False
        return self.keys[i - 1] not in '•|:–—-·(«"“' and not self.ends_sentence(i - 1)

    def _number(self, i: int) -> Meaning:
        size, after = len(self.keys[i]), self._open_after(i)
        before = not self.glued[i] or (_HAN <= self.keys[i - 1] < _HAN_END and not self._ends_run(i))
        # Nothing hangs on most of them.
        plain = size <= 4 and before and after and i not in self.chains
        return _FIGURES[self.keys[i]] if plain else self._hung(i, size, after=after)

    def _hung(self, i: int, size: int, *, after: bool) -> Meaning:
        chain = self.chains.get(i)
        if chain is not None and chain.point is not None:
            return Meaning([(chain.point.kind, chain.point, chain.last - i)])
        if size > 8 or (chain is not None and chain.broken):
            return NOTHING
        if size == 8 and (compact := compact_date(self.keys[i], self.ends[i])) is not None:
            return Meaning([("compactdate", compact, 1)])
        # "1Q19", "20May21": the year of a quarter, half or day.
        year = size == 2 and self._ends_run(i)
        if year or self._stuck_before(i):
            return meaning_of((("gluedy2" if year else "gnum", int(self.keys[i]), 1),))
        if self.ends[i] < len(self.text) and self.text[self.ends[i]] in _NOT_AFTER:
            return NOTHING
        if after:
            return _FIGURES[self.keys[i]]
        if found := suffixed(self.keys[i], self.meaning(i + 1).atoms):
            decades = tuple([atom for atom in found if atom[0] in ("decade", "shortdecade")])
            alone = decades and not self._of_month(i, decades[0])
            return meaning_of(decades if alone else (*found, *_FIGURES[self.keys[i]].atoms))
        coded = self._latin(self.keys[i + 1]) and self.classes(i + 1) <= {"romanmonth"}
        return NOTHING if coded else _FIGURES[self.keys[i]]

    def _of_month(self, i: int, decade: Atom) -> bool:
        """Is what looks like a decade a day or year of a month beside it: "20-е мая", "February 2010's blizzard"?"""
        if len(self.keys[i]) == 4:
            return i > 0 and "month" in self._alone(i - 1)
        return i + decade[2] < len(self.keys) and "month" in self.classes(i + decade[2])

    def _ends_run(self, i: int) -> bool:
        """Do a number and a word that figures may follow stand before token `i`, without a space?"""
        if not self.glued[i] or i < 2 or not self.glued[i - 1] or not self.numbers[i - 2]:
            return False
        return not _PARTS.isdisjoint(self._alone(i - 1))

    def _alone(self, i: int) -> frozenset[str]:
        """The classes of a word by itself, for one behind it: what it means where it stands may hang on that one ("eleven may")."""
        return self.words.said[self.keys[i],].classes

    def _open_after(self, i: int) -> bool:
        """Does nothing stand right behind the number that might be its ending?"""
        return i + 1 == len(self.keys) or not self.glued[i + 1] or (self.keys[i + 1] >= _HAN and not self.words.suffixed)

    def _stuck_before(self, i: int) -> bool:
        if not self.glued[i] or i == 0:
            return False
        before = self.keys[i - 1]
        # "18May2018", "FY2019", "KW42": figures hung on a month, on the word for a fiscal year or on that for a week.
        hung = {"month", "fiscal", "fiscalsign", "calweek"} & self._alone(i - 1)
        # Behind a whole word the space was lost: عام2013; so it is for languages that say from how many letters on.
        letters = self.words.settings.get("spaceless", 0)
        lost = letters and not before.isascii() and (len(before) >= letters or "in" in self._alone(i - 1))
        return before in _NOT_BEFORE or (self._latin(before) and not hung and not lost)

    def _latin(self, key: str) -> bool:
        """A letter of an alphabet: a number hung on it is a code ("B12"); Han signs and split prefixes are not meant."""
        return key[:1].isalpha() and not "\u3005" <= key[0] <= "\u9fff" and key not in self.words.prefixes

    def _numeral(self, i: int) -> list[Atom]:
        j, signs = i, self.words.numerals
        while j < len(self.keys) and self.keys[j] in signs and (j == i or self.glued[j]) and j - i < 6:
            j += 1
        return numeral([signs[key] for key in self.keys[i:j]])
