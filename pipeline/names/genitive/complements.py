"""How far a name reaches behind its head in a language with cases: genitives, dedications, fields, what is quoted."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.names.genitive import quotes
from pipeline.names.genitive.inflection import is_genitive, is_known, is_person, is_place, is_town, is_verb, readings, tagged
from pipeline.names.genitive.words import Words
from pipeline.names.words import Word, near_at

# Of a person to whom a body is dedicated, stops of the initials too.
LONGEST_NAME = 6
# Of what such a person was.
MOST_RANKS = 3


@dataclass(frozen=True, slots=True)
class Complements:
    """Finds where the complements of a head end; all indices are of words."""

    words: Words

    def end(self, words: list[Word], at: int, *, unit: int, sites: bool) -> tuple[int, bool]:
        """The last word of the name, and whether it has a part in quotation marks."""
        if close := quotes.close_of(words, at + 1):
            return close, True
        end, proper = max(at, unit), False
        if (sign := near_at(words, at + 1)) is not None and sign.text == "№" and (figure := near_at(words, at + 2)) is not None:
            if not figure.text.isdigit():
                return at, False
            end = at + 2
        while near_at(words, end + 1) is not None:
            step = self._step(words, end, unit, proper=proper, sites=sites)
            if step is None:
                break
            proper = words[step].capital and not words[step].shouted
            end = step
        if end > at + 1 and self._landless(words, end):
            end -= 1
        if end > at and (close := quotes.close_of(words, end + 1)):
            owner = any(p.normal_form in self.words.apposed and "sing" in p.tag for p in readings(words[end].lower))
            return (end - 1, False) if owner else (close, True)
        return end, False

    def _landless(self, words: list[Word], end: int) -> bool:
        """Whether a name would end in a sort of place that is not named, which is the one that the text speaks of: "Министерства культуры | республики"."""
        small = words[end].text.islower() and words[end - 1].text.islower() and not tagged(words[end - 1].lower, "ADJF")
        return small and words[end].lower in self.words.sorts_of_place and near_at(words, end) is not None

    def _step(self, words: list[Word], end: int, at: int, *, proper: bool, sites: bool) -> int | None:
        """The end of what the name goes on with, or None."""
        word, after = words[end + 1], near_at(words, end + 2)
        if word.lower in self.words.named_after:
            return self._dedication(words, end + 1)
        if end == at and word.capital and self._memorial(words[at].lower) and is_genitive(word.lower):
            return self._dedication(words, end)
        if end == at and self._founded(words[at].lower) and self._in_genitive(words, end + 1):
            return self._dedication(words, end)
        if end == at and any(p.normal_form in self.words.consecrated for p in readings(words[at].lower)):
            saint = near_at(words, self._over_rank(words, end + 1))
            return self._dedication(words, end) if saint is not None and saint.capital and is_genitive(saint.lower) else None
        if word.is_word and word.text[0].isalpha():
            town = end > at and words[end].lower in self.words.sorts_of_place and is_genitive(word.lower)
            town = town and not (after is not None and after.capital)
            if word.lower in self.words.never or (self._stranger(words, end + 1) and not town):
                return None
            if self._own(words, end, at, proper=proper):
                return end + 1
        where = word.lower in self.words.places_after
        named = after is not None and after.capital and is_person(after.lower) and (is_known(after.lower) or not where)
        if after is None or (named and not (where and is_town(after.text))):
            return None
        if word.text == "№" and after.text.isdigit():
            return end + 2 if any(p.normal_form in self.words.numbered for p in readings(words[at].lower)) else None
        close = self._spheres(words, end + 1)
        return close or self._bound(words, end, at, proper=proper, sites=sites)

    def _own(self, words: list[Word], end: int, at: int, *, proper: bool) -> bool:
        """Whether the next word belongs to the name by its form: an acronym, an eponym, a genitive, a proper name in apposition."""
        word = words[end + 1]
        if word.lower in self.words.eponyms or (word.shouted and (word.text.isalpha() or "-" in word.text)):
            return True
        if end > at and words[end].lower in self.words.sorts_of_place and word.capital:
            return True
        described = end > at and tagged(words[end].lower, "ADJF")
        named = proper and not described and not self.words.heads_body(words[end].lower)
        if named and not word.capital and word.lower not in self.words.sorts_of_place:
            return False
        if is_genitive(word.lower) and not (proper and word.capital and not described and not is_place(word.lower)):
            return True
        apposed = word.capital and (end == at or is_place(word.lower)) and not is_verb(word.lower)
        return apposed or self._oblique(words, end + 1)

    def _oblique(self, words: list[Word], n: int) -> bool:
        """Whether a small noun in another case belongs to the name because its quoted part follows ("содействия науке «Свет»")."""
        after, word = near_at(words, n + 1), words[n].lower
        quoted = after is not None and after.text in quotes.MARKS and not words[n].capital
        return quoted and tagged(word, "NOUN") and not tagged(word, "nomn")

    def _stranger(self, words: list[Word], at: int) -> bool:
        """Whether a capital begins a person's name or initials; a word of no dictionary does where another capital follows."""
        word, after = words[at], near_at(words, at + 1)
        if not word.capital or word.lower in self.words.eponyms or word.shouted:
            return False
        double = after is not None and after.capital and not (after.shouted or is_place(after.lower))
        double = double and after is not None and (self._family(after.lower) or not tagged(after.lower, "ADJF"))
        agrees = tagged(words[at - 1].lower, "ADJF") and is_genitive(word.lower)
        if double and self._owner_of_named(words, at):
            return False
        if len(word.text) == 1 or (double and not agrees and not tagged(word.lower, "ADJF") and not is_place(word.lower)):
            return True
        if is_known(word.lower):
            return is_person(word.lower)
        return is_person(word.lower) and (word.lower.endswith(tuple(self.words.family_endings)) or not is_genitive(word.lower))

    def _owner_of_named(self, words: list[Word], at: int) -> bool:
        """Whether a capital in the genitive, behind a small genitive, has a whole name behind it, given and family: «музей ремёсел Ширака | Рузанна Авян»."""
        given, family = near_at(words, at + 1), near_at(words, at + 2)
        if given is None or family is None or not (family.capital and words[at - 1].text.islower()):
            return False
        first = is_genitive(words[at - 1].lower) and is_genitive(words[at].lower) and not tagged(words[at].lower, "nomn")
        return first and is_person(given.lower) and tagged(given.lower, "nomn")

    def _family(self, word: str) -> bool:
        """Whether a word of no dictionary ends as family names do."""
        return not is_known(word) and word.endswith(tuple(self.words.family_endings))

    def _dedication(self, words: list[Word], at: int) -> int | None:
        """The end of "named after A. B. Surname", with a rank or not («имени | академика Вольского»); a known name in the nominative behind one in the genitive is somebody else's."""
        first = n = self._over_rank(words, at + 1)
        named = False
        while (word := near_at(words, n)) is not None and n - at < LONGEST_NAME:
            if not (word.capital or (word.text == "." and len(words[n - 1].text) == 1)):
                break
            genitive = len(word.text) > 1 and is_genitive(word.lower)
            if named and not genitive and is_known(word.lower) and is_person(word.lower):
                break
            named = named or genitive
            n += 1
            if genitive and self._surname(word.lower):
                break
        if n == first + 1 and self._second_saint(words, n):
            n += 2
        return n - 1 if n > first else None

    def _over_rank(self, words: list[Word], at: int) -> int:
        """Index behind small words in the genitive that say who the person named behind them was: «святителя», «народного художника»; `at` itself where none stands."""
        n = at
        while (word := near_at(words, n)) is not None and n - at < MOST_RANKS and word.is_word and word.text.islower():
            if not is_genitive(word.lower) or not (tagged(word.lower, "anim") or tagged(word.lower, "ADJF")):
                break
            n += 1
        after = near_at(words, n)
        return n if n > at and after is not None and after.capital and tagged(words[n - 1].lower, "anim") else at

    def _second_saint(self, words: list[Word], at: int) -> bool:
        """Whether "and" joins another name of one word in the genitive to the first: «Кирилла | и Мефодия»."""
        joint, name, after = (near_at(words, n) for n in (at, at + 1, at + 2))
        if joint is None or name is None or joint.lower not in self.words.both or not name.capital:
            return False
        return is_person(name.lower) and is_genitive(name.lower) and not (after is not None and after.capital)

    def _surname(self, word: str) -> bool:
        """Whether a word is a family name that closes a dedication, by its ending or the dictionary; "Советского" is none."""
        return word.endswith(tuple(self.words.family_endings)) and not any(
            p.is_known and "ADJF" in p.tag and "Surn" not in p.tag for p in readings(word)
        )

    def _memorial(self, head: str) -> bool:
        """Whether a compound names a house by its dead ("дом-музей"), so that a person's name may follow."""
        first, _, last = head.rpartition("-")
        return bool(first) and any(p.normal_form in self.words.memorials for p in readings(last))

    def _founded(self, head: str) -> bool:
        """Whether a noun heads what is called after a person without more ("Фонд Марии Лаврушиной")."""
        return any(p.normal_form in self.words.founded for p in readings(head))

    def _in_genitive(self, words: list[Word], at: int) -> bool:
        """Whether a known given name and the capital behind it are genitives."""
        given, family = words[at], near_at(words, at + 1)
        if family is None or not given.capital or not family.capital or not is_genitive(family.lower):
            return False
        if any("Patr" in p.tag for p in readings(family.lower)) or any(
            {"nomn", "sing"} in p.tag for p in readings(given.lower)
        ):
            return False
        return any("Name" in p.tag and "gent" in p.tag and p.is_known for p in readings(given.lower))

    def _bound(self, words: list[Word], end: int, at: int, *, proper: bool, sites: bool) -> int | None:
        """The end of what "and", a comma or a preposition adds to a name, or None."""
        word, after = words[end + 1], words[end + 2]
        joint = word.lower in self.words.both and not proper
        comma = word.text == "," and not after.capital and self._closes(words, end + 2)
        if (joint or comma) and end > at and is_genitive(after.lower) and not self.words.heads_body(after.lower):
            return None if self._post(words, end + 2) else end + 2
        if word.lower in self.words.prepositions and not after.capital:
            fieldless = any(p.normal_form in self.words.fieldless for p in readings(words[at].lower))
            advised = end > at and self._advised(words, at)
            return None if fieldless or advised else self._field(words, end + 2)
        if word.lower in self.words.further and not after.capital:
            governed = any(w.lower in self.words.prepositions for w in words[at + 1 : end])
            return self._field(words, end + 2) if governed else None
        if word.lower in self.words.governing and not after.capital and after.lower not in self.words.called:
            field = self._field(words, end + 2)
            if field is not None and quotes.close_of(words, field + 1):
                return field
        return self._seat(words, end, at, sites=sites) if word.lower in self.words.places_after else None

    def _post(self, words: list[Word], at: int) -> bool:
        """Whether the noun that begins here, adjectives before it, is a post ("агентства лесов и | художественного руководителя")."""
        n = at
        while (word := near_at(words, n)) is not None and tagged(word.lower, "ADJF") and not tagged(word.lower, "NOUN"):
            n += 1
        posts = self.words.owned | self.words.advisers
        return word is not None and any(p.normal_form in posts for p in readings(word.lower))

    def _closes(self, words: list[Word], at: int) -> bool:
        """Whether a list that goes on at `at` is closed by "and" before any other mark."""
        for word in words[at : at + 8]:
            if word.lower in self.words.both:
                return True
            if not word.is_word and word.text != ",":
                return False
        return False

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
        after = near_at(words, at + 1)
        if after is None or after.capital or words[at].lower not in self.words.places_after:
            return None
        if after.lower in self.words.spheres:
            next_word = near_at(words, at + 2)
            return at + 2 if next_word is not None and not next_word.capital and is_genitive(next_word.lower) else None
        field = self._field(words, at + 1)
        return field if field is not None and words[field].lower in self.words.manners else None

    def _seat(self, words: list[Word], end: int, at: int, *, sites: bool) -> int | None:
        """The end of where a thing stands, or of a field that a preposition or an acronym in brackets shows to be of the name."""
        field, capital = self._field(words, end + 2), words[end + 2].capital
        if field is None:
            return None
        if capital:
            if any(self.words.heads_body(w.lower) for w in words[end + 2 : field + 1]):
                return None
            general = all(w.shouted or w.lower in self.words.generic or is_place(w.lower) for w in words[at + 1 : end + 1])
            return field if (sites and general) or self._common(words, end, at) else None
        governed = any(w.lower in self.words.prepositions for w in words[at + 1 : end])
        bracket = near_at(words, field + 1)
        return field if governed or (end > at and bracket is not None and bracket.text == "(") else None

    def _common(self, words: list[Word], end: int, at: int) -> bool:
        """Whether the name of a local body has but common words so far, so that its town tells it from others ("Академия каллиграфии в Бурсе")."""
        if end == at or not any(p.normal_form in self.words.local for p in readings(words[at].lower)):
            return False
        first = at
        while first > 0 and words[first].near and tagged(words[first - 1].lower, "ADJF"):
            first -= 1
        proper = any(w.capital and w.lower not in self.words.generic for w in words[first:at])
        return words[at].capital and not proper and not any(w.capital for w in words[at + 1 : end + 1])

    def _field(self, words: list[Word], at: int) -> int | None:
        """The end of the noun that a preposition governs, with its adjectives."""
        n = at
        while (word := near_at(words, n)) is not None and tagged(word.lower, "ADJF") and word.lower not in self.words.never:
            n += 1
        word = near_at(words, n)
        if word is None or word.lower in self.words.never:
            return None
        if not word.is_word or not (tagged(word.lower, "NOUN") or word.capital):
            return n - 1 if n > at and words[n - 1].capital else None
        where = words[at - 1].lower in self.words.places_after
        if is_person(word.lower) and not (where and (not is_known(word.lower) or is_town(word.text))):
            return n - 1 if n > at and words[n - 1].capital else None
        return n
