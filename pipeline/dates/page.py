"""A text, scanned: its tokens and what each of them may mean."""

from __future__ import annotations

from collections.abc import Iterable

from pipeline.dates.counts import figures, plain, tens
from pipeline.dates.meanings import NOTHING, Atom, Meaning
from pipeline.dates.memo import Memo
from pipeline.dates.numeric import Chain, chains, compact_date
from pipeline.dates.prefixes import split
from pipeline.dates.scanner import level, tokens
from pipeline.dates.vocabulary import CASED, DELICATE, WEAK, Value, Vocabulary

# Signs before or after a number that make it something other than a part of a date.
_NOT_BEFORE = frozenset("_#№$€£¥₽₸@=&+§%*\\")
STOPS = frozenset(".!?;。！？；")
_NOT_AFTER = frozenset("_%°€$£¥₽₸@\\=²³")
_FIGURES = Memo(lambda key: Meaning(figures(int(key), len(key))))


class Page:
    """A text, scanned: its tokens and, on demand, what each of them may mean."""

    def __init__(self, text: str, words: Vocabulary) -> None:
        self.text = level(text, words.fold, words.signs)
        self.words = words
        scanned = tokens(self.text, words.accents, words.cut)
        self.tokens = split(scanned, words.cuts) if words.prefixes else scanned
        self.chains: dict[int, Chain] = chains(self.text, self.tokens)
        keys = [token.key for token in self.tokens]
        self.known = list(map(words.words.__getitem__, keys))
        # What most words mean is known at once; numbers, phrases and words with a case to mind are read when asked for.
        self._meanings = [
            word.alone if after not in word.below else None for word, after in zip(self.known, [*keys[1:], None], strict=False)
        ]
        self._ending: dict[int, list[tuple[str, object]]] = {}
        self._before: dict[int, frozenset[str]] = {}
        self._after: dict[int, frozenset[str]] = {}

    def meaning(self, i: int) -> Meaning:
        """What may begin at token `i`."""
        known = self._meanings[i]
        if known is None:
            known = self._meanings[i] = self._read(i)
        return known

    def classes(self, i: int) -> frozenset[str]:
        """The classes of what may begin at token `i`."""
        known = self._meanings[i]
        return known.classes if known is not None else self.meaning(i).classes

    def ending(self, i: int) -> list[tuple[str, object]]:
        """Class and value of what ends just before token `i`, the shortest first."""
        known = self._ending.get(i)
        if known is None:
            known = self._ending[i] = []
            for start in range(i - 1, max(-1, i - 5), -1):
                # Most words mean nothing; those further back must begin a longer phrase.
                if atoms := self.meaning(start).atoms:
                    known += [(cls, value) for cls, value, length in atoms if start + length == i]
        return known

    def classes_before(self, i: int) -> frozenset[str]:
        """Classes of what ends just before token `i`; `^` at the start of a line, `stop` after a sentence, `Cap`, `low` by the case of the word."""
        known = self._before.get(i)
        if known is None:
            known = self._before[i] = frozenset(self._read_before(i))
        return known

    def _read_before(self, i: int) -> set[str]:
        if i == 0 or self.tokens[i].breaks:
            # A label may stand in a line of its own: "Room", and below it "2012".
            labelled = i > 0 and self.tokens[i].breaks == 1 and "code" in {cls for cls, _ in self.ending(i)}
            return {"^", "code"} if labelled else {"^"}
        token = self.tokens[i - 1]
        found = {token.key, *[cls for cls, _ in self.ending(i)]}
        joined = token.glued and self.tokens[i].glued
        if token.key == ")" and i > 1 and self.tokens[i - 2].number:
            found.add("dialling")
        if joined and i > 1 and self.tokens[i - 2].number and token.key in "-–—/.":
            found.add("chain")
        if self.ends_sentence(i - 1):
            found.add("stop")
        return found | self._case(i - 1)

    def classes_after(self, i: int) -> frozenset[str]:
        """Classes of what begins at token `i`; `$` where the line or text ends."""
        known = self._after.get(i)
        if known is None:
            known = self._after[i] = frozenset(self._read_after(i))
        return known

    def _read_after(self, i: int) -> set[str]:
        if i >= len(self.tokens) or self.tokens[i].breaks:
            return {"$"}
        token = self.tokens[i]
        found = {token.key} | self._case(i) | self.classes(i)
        if not token.number and token.key.endswith(self.words.tense.get("past_endings", ())):
            found = (found - {"low"}) | {"past"}
        if "low" in found and self._many(token.key):
            found.add("counted")
        if "and" in found and i + 1 < len(self.tokens) and self.tokens[i + 1].number:
            found.add("andnumber")
        if token.glued and (token.number or token.key[:1].isalpha()):
            found.add("glued")
        if (
            token.glued
            and token.key in "-–—/."
            and i + 1 < len(self.tokens)
            and self.tokens[i + 1].number
            and self.tokens[i + 1].glued
        ):
            found.add("chain")
        return found

    def _many(self, key: str) -> bool:
        """Does a strange word look like a plural, which figures before it would count: "the 2010 chairs"?"""
        rule = self.words.settings.get("counted", {})
        return key.endswith(tuple(rule.get("endings", ()))) and not key.endswith(tuple(rule.get("but", ())))

    def ends_sentence(self, i: int) -> bool:
        """Is token `i` a full stop? Not after an initial or a short abbreviation, nor within a number."""
        token = self.tokens[i]
        if token.key not in STOPS:
            return False
        if token.key != "." or i == 0:
            return True
        if i + 1 < len(self.tokens) and self.tokens[i + 1].glued and self.tokens[i + 1].key.isalnum():
            return False
        before = self.tokens[i - 1]
        return len(before.key) > 2 or before.number or not before.key.isalnum()

    def _case(self, i: int) -> set[str]:
        """A number, or the case of a word that means nothing to us."""
        token = self.tokens[i]
        if token.number:
            return {"number"}
        first = self.text[token.start]
        if self.meaning(i).atoms:
            return set()
        if first.isupper():
            return {"Cap"}
        return {"low"} if first.islower() else set()

    def _read(self, i: int) -> Meaning:
        token = self.tokens[i]
        if token.number:
            return self._number(i)
        found: list[Atom] = []
        node, j = self.words.phrases, i
        while j < len(self.tokens) and (j == i or self.tokens[j].breaks < 2):
            key = self.tokens[j].key
            step = node.get(key) if key else None
            if step is None:
                break
            node, j = step, j + 1
            if meanings := node.get(""):
                delicate = any(cls in DELICATE for cls, _ in meanings)
                found += self._allowed(i, j, meanings) if delicate else [(cls, value, j - i) for cls, value in meanings]
        if token.key in self.words.numerals:
            found += self._numeral(i)
        if not token.key.isalnum():
            found.append((token.key, token.key, 1))
        return Meaning(found)

    def _allowed(self, i: int, j: int, meanings: Iterable[tuple[str, Value]]) -> list[Atom]:
        """What the words i to j mean, less what their case rules out: "they may", "С. М. Иванов" (an initial, no month)."""
        if self.text[self.tokens[i].start : self.tokens[j - 1].end] in self.words.settings.get("exact", ()):
            # Written so a doubtful word has no other meaning: الإثنين is Monday, الاثنين may be "the two".
            meanings = [*meanings, *(("sole" + cls[4:], value) for cls, value in meanings if cls in WEAK)]
        classes = {cls for cls, _ in meanings}
        odd = not classes.isdisjoint(CASED) and self._odd_case(i)
        refused = CASED if odd else frozenset()
        if odd and self.words.settings.get("case") == "lower" and not any(t.number for t in self.tokens[max(0, i - 2) : j + 2]):
            # "Abril y Julio son hermanos": names.
            refused = refused | {"month"}
        if odd and self.words.settings.get("case") == "upper" and not classes.isdisjoint(WEAK):
            refused = refused | {"month", "weekday"}
        if j > i + 1 and len(self.tokens[i].key) == 1 and self.text[self.tokens[i].start].isupper():
            refused = refused | {"shift", "monthshift", "yearshift"}
        return [(cls, value, j - i) for cls, value in meanings if cls not in refused]

    def _odd_case(self, i: int) -> bool:
        """A month or weekday alone must be written as the language writes it: "june" is none in English, "Mars" none in French."""
        case, token = self.words.settings.get("case"), self.tokens[i]
        first = self.text[token.start]
        if case == "upper":
            return first.islower()
        inside = i > 0 and not token.breaks and self.tokens[i - 1].key not in '•|:–—-·(«"“' and not self.ends_sentence(i - 1)
        return case == "lower" and first.isupper() and inside

    def _number(self, i: int) -> Meaning:
        token = self.tokens[i]
        chain = self.chains.get(i)
        if chain is not None and chain.point is not None:
            return Meaning([(chain.point.kind, chain.point, chain.last - i)])
        size = len(token.key)
        if size > 8 or (chain is not None and chain.broken):
            return NOTHING
        if size == 8 and (compact := compact_date(token)) is not None:
            return Meaning([("compactdate", compact, 1)])
        if self._stuck_before(i):
            return Meaning([("gnum", int(token.key), 1)])
        if token.end < len(self.text) and self.text[token.end] in _NOT_AFTER:
            return NOTHING
        if i + 1 == len(self.tokens) or not self.tokens[i + 1].glued:
            return _FIGURES[token.key]
        found = self._suffixed(i, int(token.key), size)
        if decades := [atom for atom in found if atom[0] == "decade"]:
            return Meaning(decades)
        if found:
            return Meaning([*found, *_FIGURES[token.key].atoms])
        coded = self._latin(self.tokens[i + 1].key) and self.classes(i + 1) <= {"romanmonth"}
        return NOTHING if coded else _FIGURES[token.key]

    def _stuck_before(self, i: int) -> bool:
        token = self.tokens[i]
        if not token.glued or i == 0:
            return False
        before = self.tokens[i - 1].key
        # "18May2018", "FY2019": figures hung on a month or on the word for a fiscal year.
        return before in _NOT_BEFORE or (self._latin(before) and not {"month", "fiscal"} & self.classes(i - 1))

    def _latin(self, key: str) -> bool:
        """A letter of an alphabet: a number hung on it is a code ("B12"); Han signs and split prefixes are not meant."""
        return key[:1].isalpha() and not "\u3005" <= key[0] <= "\u9fff" and key not in self.words.prefixes

    def _suffixed(self, i: int, value: int, size: int) -> list[Atom]:
        """Ordinals ("5th", "21-го") and decades ("1990s", "90-е") whose ending hangs on the number."""
        found: list[Atom] = []
        for cls, _, length in self.meaning(i + 1).atoms:
            length += 1
            if cls == "suffix":
                found += [("nth", value, length), ("ordinal", value, length)]
                if size <= 2 and 1 <= value <= 31:
                    found += [("day", value, length), ("dayth", value, length)]
                if size == 4:
                    found.append(("year", value, length))
            elif cls == "quartersuffix" and size == 1 and 1 <= value <= 4:
                found.append(("quarter", value, length))
            elif cls == "decadesuffix" and value % 10 == 0 and size in (2, 4):
                found.append(("decade", value // 10 if size == 4 else value, length))
        return found

    def _numeral(self, i: int) -> list[Atom]:
        """Chinese numerals: 二〇二三, 十二, 三十一."""
        j, signs = i, self.words.numerals
        while j < len(self.tokens) and self.tokens[j].key in signs and (j == i or self.tokens[j].glued) and j - i < 6:
            j += 1
        digits = [signs[token.key] for token in self.tokens[i:j]]
        if all(digit < 10 for digit in digits):
            value, size = int("".join(map(str, digits))), len(digits)
        else:
            value, size = tens(digits), 2
        return plain(value, size, j - i)
