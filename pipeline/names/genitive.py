"""Names in a language with cases: a head noun, the adjectives that agree with it, and complements in the genitive."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.names.joints import Heads
from pipeline.names.phrase import Phrase
from pipeline.names.words import Word, split, titled

if TYPE_CHECKING:
    from pymorphy3.analyzer import Parse
from pipeline.names.genitive_owners import owners
from pipeline.names.genitive_words import Words
from pipeline.names.inflection import (
    agreeing,
    both_parts,
    cased,
    compounded,
    head_noun,
    is_genitive,
    is_known,
    is_person,
    is_place,
    is_verb,
    pair,
    part_of,
    readings,
    tagged,
)

QUOTES = {"«": "»", "“": "”", "„": "“", '"': '"'}
LONGEST_QUOTE = 12


class GenitiveGrammar:
    """Grows names by case and agreement, and brings them to the nominative."""

    def __init__(self, words: Words) -> None:
        self.words = words

    def find(self, text: str, heads: Heads, *, sites: bool = False) -> list[Phrase]:
        """The longest name around each head, in the order of the text, none inside another."""
        words = split(text)
        found = [p for n, w in enumerate(words) if w.is_word and (p := self._grow(text, words, n, heads, sites=sites))]
        found = (
            found if sites else [*(q for p in found if (q := self._outer(text, words, p))), *owners(words, self.words, heads)]
        )
        whole = [p for p in found if not (p.head in self.words.parts and any(p.holds(q) for q in found))]
        outer = [p for p in whole if not any(q.holds(p) for q in whole)]
        return list({(p.start, p.end): p for p in outer}.values())

    def _outer(self, text: str, words: list[Word], phrase: Phrase) -> Phrase | None:
        """Of an institute the university that ends its name ("Институт права Томского университета"); nothing where its acronym does."""
        if phrase.head not in self.words.inner:
            return phrase
        inside = [n for n, w in enumerate(words) if phrase.head_end < w.start and w.end <= phrase.end]
        if len(inside) > 1 and words[inside[-1]].shouted and f"({words[inside[-1]].text})" in text:
            return None
        for at in inside[2:]:
            head = next((p for p in readings(words[at].lower) if "gent" in p.tag and p.normal_form in self.words.outer), None)
            first = self._left(words, at, head) if head is not None else at
            if head is not None and inside[0] < first < at and words[first].capital:
                name = self._nominative(words[first : at + 1], head) + text[words[at].end : phrase.end]
                start, last = words[first].start, words[at]
                return Phrase(start, phrase.end, last.start, last.end, head.normal_form, specific=True, name=name)
        return phrase

    def lines(self, text: str) -> list[tuple[int, int]]:
        """The stretches written in headline capitals."""
        stretches, at = [], 0
        for line in text.split("\n"):
            if titled(split(line), self.words.prepositions | self.words.both):
                stretches.append((at, at + len(line)))
            at += len(line) + 1
        return stretches

    def _grow(self, text: str, words: list[Word], at: int, heads: Heads, *, sites: bool) -> Phrase | None:
        head = words[at]
        parse = self._read_head(head, heads, sites=sites)
        if parse is None:
            return None
        lemma = parse.normal_form if parse.normal_form in heads.all else self._base(parse.normal_form, heads) or head.lower
        lemma = part_of(parse.normal_form, heads) or lemma if "-" in lemma else lemma
        left = self._left(words, at, parse)
        unit = next(
            (n for n in range(at, min(at + LONGEST_QUOTE, len(words))) if words[n].end == heads.ends.get(head.start)), at
        )
        right, quoted = self._right(words, at, unit=unit, sites=sites or lemma in self.words.seated)
        if lemma in self.words.apposed:
            return _inner(words, at, lemma) if quoted else _latin(words, at, lemma)
        if head.text.islower() and lemma in (self.words.organs if quoted else self.words.acts):
            return None
        if head.text.islower() and not sites and (lemma in self.words.branches or self._of_body(words, at, lemma)):
            return None
        small = not head.capital and not any(w.capital for w in words[left:at])
        first = self._first(words, left, at, whole=quoted or small)
        parts = [w for n, w in enumerate(words[first : right + 1], first) if not at <= n <= unit and w.is_word]
        telling = [w for w in parts if w.lower not in self.words.generic | self.words.prepositions | self.words.both]
        if sites and not quoted and right == at and (close := self._named_behind(words, at)) is not None:
            name = f"{self._nominative(words[at : at + 1], parse)} {text[words[at + 2].start : words[close].end]}"
            return Phrase(head.start, words[close].end, head.start, head.end, lemma, specific=True, rule="quoted", name=name)
        capital = head.capital or any(w.capital for w in words[first:at])
        owned = any(w.capital for w in words[at + 1 : right + 1])
        owned_branch = sites and lemma in self.words.branches and right > at and self._body_behind(words, at, right)
        if not (capital or quoted or owned) or (
            not (capital or quoted or owned_branch) and not self._placed(words, unit, right)
        ):
            return None
        rule = "described" if sites and not capital and not quoted else ""
        name = self._nominative(words[first : at + 1], parse) + text[head.end : words[right].end]
        return Phrase(words[first].start, words[right].end, head.start, head.end, lemma, bool(telling), rule, name)

    def _read_head(self, head: Word, heads: Heads, *, sites: bool) -> Parse | None:
        """How a word can be read as a head; of "ИТ-компании" the last part. Plurals in small letters name no body."""
        parse = head_noun(head.lower, heads, sites=sites, prefixes=self.words.compounding)
        last = head.lower.rpartition("-")[2]
        if parse is None and last != head.lower:
            parse = head_noun(last, heads, sites=sites)
            if parse is not None and parse.normal_form in self.words.apposed:
                return parse
            parse = pair(head.lower, heads) if sites else None
        many = parse is not None and all("plur" in p.tag for p in readings(head.lower) if "NOUN" in p.tag)
        return None if many and head.text.islower() else parse

    def _base(self, lemma: str, heads: Heads) -> str:
        return compounded(lemma, heads, self.words.compounding)

    def _left(self, words: list[Word], at: int, head: Parse) -> int:
        """The first of the adjectives before the head that agree with it."""
        left = at
        while left > 0 and words[left].near and words[left - 1].is_word:
            word = words[left - 1]
            if word.lower in self.words.never or agreeing(word.lower, head) is None:
                break
            left -= 1
        return left

    def _first(self, words: list[Word], left: int, at: int, *, whole: bool) -> int:
        """Where the name begins: at the first capital, or at the first adjective where a name in quotation marks follows."""
        capitals = [n for n in range(left, at + 1) if words[n].capital]
        if capitals and (words[at].capital or capitals[0] < at):
            return capitals[0]
        return left if whole else at

    def _placed(self, words: list[Word], at: int, right: int) -> bool:
        """Whether a small head, or the unit that ends at `at`, is followed by an acronym or by a place of it."""
        after = words[at + 1 : right + 1]
        if not after:
            return False
        if after[0].lower in self.words.named_after:
            ahead = next((n for n in range(at - 1, -1, -1) if not tagged(words[n].lower, "ADJF")), 0)
            return not words[ahead].capital
        first = next((w for w in after if w.lower not in self.words.places_after | self.words.sorts_of_place), None)
        if first is not None and first.capital and tagged(first.lower, "ADJF") and first is not after[-1]:
            return True
        return first is not None and (first.shouted or is_place(first.lower) or (first is not after[0] and first.capital))

    def _right(self, words: list[Word], at: int, *, unit: int, sites: bool) -> tuple[int, bool]:
        """The last word of the name, and whether it has a part in quotation marks."""
        if close := self._quoted(words, at + 1):
            return close, True
        end, proper = max(at, unit), False
        if (sign := _at(words, at + 1)) is not None and sign.text == "№" and (figure := _at(words, at + 2)) is not None:
            if not figure.text.isdigit():
                return at, False
            end = at + 2
        while _at(words, end + 1) is not None:
            step = self._step(words, end, unit, proper=proper, sites=sites)
            if step is None:
                break
            proper = words[step].capital and not words[step].shouted
            end = step
        if end > at and (close := self._quoted(words, end + 1)):
            return close, True
        return end, False

    def _step(self, words: list[Word], end: int, at: int, *, proper: bool, sites: bool) -> int | None:
        """The end of what the name goes on with, or None."""
        word, after = words[end + 1], _at(words, end + 2)
        if word.lower in self.words.named_after:
            return self._dedication(words, end + 1)
        if end == at and word.capital and self._memorial(words[at].lower) and is_genitive(word.lower):
            return self._dedication(words, end)
        if end == at and self._founded(words[at].lower) and self._in_genitive(words, end + 1):
            return self._dedication(words, end)
        if word.is_word and word.text[0].isalpha():
            if word.lower in self.words.never or self._stranger(words, end + 1):
                return None
            if self._own(words, end, at, proper=proper):
                return end + 1
        where = word.lower in self.words.places_after
        if after is None or (after.capital and is_person(after.lower) and (is_known(after.lower) or not where)):
            return None
        if word.text == "№" and after.text.isdigit():
            return end + 2 if any(p.normal_form in self.words.numbered for p in readings(words[at].lower)) else None
        close = self._spheres(words, end + 1)
        return close or self._bound(words, end, at, proper=proper, sites=sites)

    def _memorial(self, head: str) -> bool:
        """Whether a compound names a house by its dead ("дом-музей"), so that a person's name may follow."""
        first, _, last = head.rpartition("-")
        return bool(first) and any(p.normal_form in self.words.memorials for p in readings(last))

    def _founded(self, head: str) -> bool:
        """Whether a noun heads what is called after a person without more ("Фонд Анны Квятковской")."""
        return any(p.normal_form in self.words.founded for p in readings(head))

    def _in_genitive(self, words: list[Word], at: int) -> bool:
        """Whether a known given name and the capital behind it are genitives."""
        given, family = words[at], _at(words, at + 1)
        if family is None or not given.capital or not family.capital or not is_genitive(family.lower):
            return False
        return any("Name" in p.tag and "gent" in p.tag and p.is_known for p in readings(given.lower))

    def _bound(self, words: list[Word], end: int, at: int, *, proper: bool, sites: bool) -> int | None:
        """The end of what "and", a comma or a preposition adds to a name, or None."""
        word, after = words[end + 1], words[end + 2]
        joint = word.lower in self.words.both and not proper
        comma = word.text == "," and not after.capital and self._closes(words, end + 2)
        if (joint or comma) and end > at and is_genitive(after.lower) and not self._body(after.lower):
            return end + 2
        if word.lower in self.words.prepositions and not after.capital:
            fieldless = any(p.normal_form in self.words.fieldless for p in readings(words[at].lower))
            advised = end > at and self._advised(words, at)
            return None if fieldless or advised else self._field(words, end + 2)
        if word.lower in self.words.further and not after.capital:
            governed = any(w.lower in self.words.prepositions for w in words[at + 1 : end])
            return self._field(words, end + 2) if governed else None
        return self._seat(words, end, at, sites=sites) if word.lower in self.words.places_after else None

    def _advised(self, words: list[Word], at: int) -> bool:
        """Whether somebody of a field stands before a name, so that the field behind it is his ("советник Агентства развития по праву")."""
        if self._organ(words[at].lower):
            return False
        first = at
        while first > 0 and words[first].near and tagged(words[first - 1].lower, "ADJF"):
            first -= 1
        before = words[first - 1] if first > 0 and words[first].near else None
        return before is not None and any(p.normal_form in self.words.advisers for p in readings(before.lower))

    def _organ(self, word: str) -> bool:
        """Whether a noun heads bodies that are called by their field ("комитет")."""
        return any(p.normal_form in self.words.organs | self.words.fielded for p in readings(word))

    def _spheres(self, words: list[Word], at: int) -> int | None:
        """The end of a phrase such as "в области права", "на русском языке", which belongs to the name before it."""
        after = _at(words, at + 1)
        if after is None or after.capital or words[at].lower not in self.words.places_after:
            return None
        if after.lower in self.words.spheres:
            next_word = _at(words, at + 2)
            return at + 2 if next_word is not None and not next_word.capital and is_genitive(next_word.lower) else None
        field = self._field(words, at + 1)
        return field if field is not None and words[field].lower in self.words.manners else None

    def _of_body(self, words: list[Word], at: int, lemma: str) -> bool:
        """Whether a noun in small letters is but what a body has ("сеть Фонда «Свет»")."""
        after = _at(words, at + 1)
        return lemma in self.words.belongings and after is not None and after.capital and self._body(after.lower)

    def _body_behind(self, words: list[Word], at: int, right: int) -> bool:
        """Whether the name of a body follows a noun, from its capital to its head: "филиал Музея", "отделение Тверского театра"."""
        behind = words[at + 1 : right + 1]
        return behind[0].capital and any(self._body(w.lower) for w in behind)

    def _body(self, word: str) -> bool:
        """Whether a word heads the name of another body."""
        return any(p.normal_form in self.words.first for p in readings(word))

    def _stranger(self, words: list[Word], at: int) -> bool:
        """Whether a capital begins a person's name or initials; a word of no dictionary does where another capital follows."""
        word, after = words[at], _at(words, at + 1)
        if not word.capital or word.lower in self.words.eponyms or word.shouted:
            return False
        double = after is not None and after.capital and not (after.shouted or is_place(after.lower))
        double = double and after is not None and (self._family(after.lower) or not tagged(after.lower, "ADJF"))
        agrees = tagged(words[at - 1].lower, "ADJF") and is_genitive(word.lower)
        if len(word.text) == 1 or (double and not agrees and not tagged(word.lower, "ADJF") and not is_place(word.lower)):
            return True
        if is_known(word.lower):
            return is_person(word.lower)
        return is_person(word.lower) and (word.lower.endswith(tuple(self.words.family_endings)) or not is_genitive(word.lower))

    def _family(self, word: str) -> bool:
        """Whether a word of no dictionary ends as family names do."""
        return not is_known(word) and word.endswith(tuple(self.words.family_endings))

    def _own(self, words: list[Word], end: int, at: int, *, proper: bool) -> bool:
        """Whether the next word belongs to the name by its form: an acronym, an eponym, a genitive, a proper name in apposition."""
        word = words[end + 1]
        if word.lower in self.words.eponyms or (word.shouted and (word.text.isalpha() or "-" in word.text)):
            return True
        described = end > at and tagged(words[end].lower, "ADJF")
        named = proper and not described and not self._body(words[end].lower)
        if named and not word.capital and word.lower not in self.words.sorts_of_place:
            return False
        if is_genitive(word.lower) and not (proper and word.capital and not described and not is_place(word.lower)):
            return True
        apposed = word.capital and (end == at or is_place(word.lower)) and not is_verb(word.lower)
        return apposed or self._oblique(words, end + 1)

    def _seat(self, words: list[Word], end: int, at: int, *, sites: bool) -> int | None:
        """The end of where a thing stands, or of a field that a preposition or an acronym in brackets shows to be of the name."""
        field, capital = self._field(words, end + 2), words[end + 2].capital
        if field is None:
            return None
        if capital:
            general = all(w.shouted or w.lower in self.words.generic or is_place(w.lower) for w in words[at + 1 : end + 1])
            return field if sites and general else None
        governed = any(w.lower in self.words.prepositions for w in words[at + 1 : end])
        bracket = _at(words, field + 1)
        return field if governed or (end > at and bracket is not None and bracket.text == "(") else None

    def _oblique(self, words: list[Word], n: int) -> bool:
        """Whether a small noun in another case belongs to the name because its quoted part follows ("содействия науке «Свет»")."""
        after = _at(words, n + 1)
        return after is not None and after.text in QUOTES and not words[n].capital and tagged(words[n].lower, "NOUN")

    def _closes(self, words: list[Word], at: int) -> bool:
        """Whether a list that goes on at `at` is closed by "and" before any other mark."""
        for word in words[at : at + 8]:
            if word.lower in self.words.both:
                return True
            if not word.is_word and word.text != ",":
                return False
        return False

    def _field(self, words: list[Word], at: int) -> int | None:
        """The end of the noun that a preposition governs, with its adjectives."""
        n = at
        while (word := _at(words, n)) is not None and tagged(word.lower, "ADJF") and word.lower not in self.words.never:
            n += 1
        word = _at(words, n)
        if word is None or not word.is_word or not (tagged(word.lower, "NOUN") or word.capital):
            return n - 1 if n > at and words[n - 1].capital else None
        if is_person(word.lower) and (is_known(word.lower) or words[at - 1].lower not in self.words.places_after):
            return n - 1 if n > at and words[n - 1].capital else None
        return n

    def _dedication(self, words: list[Word], at: int) -> int | None:
        """The end of "named after A. B. Surname"; a known name in the nominative behind one in the genitive is somebody else's."""
        n, named = at + 1, False
        while (word := _at(words, n)) is not None and n - at < LONGEST_QUOTE // 2:
            if not (word.capital or (word.text == "." and len(words[n - 1].text) == 1)):
                break
            genitive = len(word.text) > 1 and is_genitive(word.lower)
            if named and not genitive and is_known(word.lower) and is_person(word.lower):
                break
            named = named or genitive
            n += 1
        return n - 1 if n > at + 1 else None

    def _quoted(self, words: list[Word], at: int) -> int | None:
        opening = _at(words, at)
        inner = _at(words, at + 1)
        if opening is None or opening.text not in QUOTES or (inner is not None and inner.text.islower()):
            return None
        return next(
            (n for n in range(at + 1, min(at + LONGEST_QUOTE, len(words))) if words[n].text == QUOTES[opening.text]), None
        )

    def _named_behind(self, words: list[Word], at: int) -> int | None:
        """The end of a name in quotation marks that a comma parts from its noun ("обсерватория, «Мыс»,")."""
        comma = _at(words, at + 1)
        close = self._quoted(words, at + 2) if comma is not None and comma.text == "," else None
        after = words[close + 1] if close is not None and close + 1 < len(words) else None
        return close if after is not None and after.text in ",.;" else None

    def _nominative(self, words: list[Word], head: Parse) -> str:
        """The head with the adjectives before it in the nominative."""
        number = "plur" if "plur" in head.tag else "sing"
        gender = {str(head.tag.gender)} if number == "sing" and head.tag.gender else set()
        turned = []
        for word in words[:-1]:
            parse = agreeing(word.lower, head)
            form = parse.inflect({"nomn", number} | gender) if parse is not None else None
            turned.append(cased(word.text, form.word if form is not None else word.text))
        form = head.inflect({"nomn", number})
        last = words[-1].text
        bent = both_parts(last.lower(), number) if "-" in last and not head.is_known else form and form.word
        return " ".join([*turned, cased(last, bent or last)])


def _inner(words: list[Word], at: int, lemma: str) -> Phrase | None:
    """The name in quotation marks behind a noun that only introduces it."""
    opening = next((n for n in range(at + 1, min(at + 4, len(words))) if words[n].text in QUOTES), None)
    if opening is None:
        return None
    close = next((n for n in range(opening + 1, len(words)) if words[n].text == QUOTES[words[opening].text]), None)
    if close is None or close == opening + 1:
        return None
    head = words[at]
    return Phrase(words[opening + 1].start, words[close - 1].end, head.start, head.end, lemma, specific=True, rule="apposed")


def _latin(words: list[Word], at: int, lemma: str) -> Phrase | None:
    """The name in Latin letters behind such a noun ("компания Aral Systems")."""
    end = at
    while (word := _at(words, end + 1)) is not None and word.text.isascii() and (word.text[0].isalnum() or word.text == "&"):
        end += 1
    if end == at or not words[at + 1].capital:
        return None
    head = words[at]
    return Phrase(words[at + 1].start, words[end].end, head.start, head.end, lemma, specific=True, rule="apposed")


def _at(words: list[Word], n: int) -> Word | None:
    return words[n] if n < len(words) and words[n].near else None
