"""Names in a language with cases: a head noun, the adjectives that agree with it, and complements in the genitive."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.morphology import adjective_form
from pipeline.names.genitive import quotes
from pipeline.names.genitive.complements import Complements
from pipeline.names.genitive.demonyms import Demonyms
from pipeline.names.genitive.inflection import (
    agreeing,
    both_parts,
    cased,
    compounded,
    head_noun,
    is_place,
    is_verb,
    pair,
    part_of,
    readings,
    tagged,
)
from pipeline.names.genitive.letterhead import lowered
from pipeline.names.genitive.owners import owners
from pipeline.names.genitive.words import Words
from pipeline.names.heads import Heads
from pipeline.names.phrase import Phrase
from pipeline.names.words import Word, near_at, split, titled

if TYPE_CHECKING:
    from pymorphy3.analyzer import Parse

LONGEST_UNIT = 12
# Letters of an acronym that heads a name and never bends: "НАН Беларуси".
LONGEST_ACRONYM = 4
# Words that tell a territory: "Омской области", "города Орска".
LEAST_TERRITORY = 2


class GenitiveGrammar:
    """Grows names by case and agreement, and brings them to the nominative."""

    def __init__(self, words: Words, demonyms: Demonyms) -> None:
        self.words, self.demonyms = words, demonyms
        self.complements = Complements(words)

    def find(self, text: str, heads: Heads, *, sites: bool = False) -> list[Phrase]:
        """The longest name around each head, in the order of the text, none inside another."""
        words = lowered(split(text), self.demonyms.tells, self.words.sorts_of_place)
        found = [p for n, w in enumerate(words) if w.is_word and (p := self._grow(text, words, n, heads, sites=sites))]
        found = (
            found if sites else [*(q for p in found if (q := self._outer(text, words, p))), *owners(words, self.words, heads)]
        )
        whole = [p for p in found if not (p.head in self.words.parts and any(p.holds(q) for q in found))]
        outer = [p for p in whole if not any(q.holds(p) for q in whole)]
        # A noun that introduces a name says what it is of: «организация «Тёплый дом»» is no house.
        introduced = {(p.start, p.end): p for p in outer if p.rule == "apposed"}
        return list({(p.start, p.end): introduced.get((p.start, p.end), p) for p in outer}.values())

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
        if parse is None or (sites and quotes.alone(words, at) and self._heads_before(words, at - 1, heads)):
            return None
        lemma = parse.normal_form if parse.normal_form in heads.all else self._base(parse.normal_form, heads) or head.lower
        lemma = part_of(parse.normal_form, heads) or lemma if "-" in lemma else lemma
        left = self._left(words, at, parse)
        unit = next(
            (n for n in range(at, min(at + LONGEST_UNIT, len(words))) if words[n].end == heads.ends.get(head.start)), at
        )
        right, quoted = self.complements.end(words, at, unit=unit, sites=sites or lemma in self.words.seated)
        if sites and (brand := quotes.called(words, at, right, self.words.called)) is not None:
            return replace(brand, head=lemma)
        quoting = not sites and quotes.close_of(words, at + 1) is not None
        if lemma in self.words.apposed or (quoting and lemma in self.words.introducing):
            return quotes.apposed(words, at, lemma) if quoted else quotes.latin(words, at, lemma)
        after = near_at(words, at + 1)
        introduced = quotes.latin(words, at, lemma) if lemma in self.words.latinised and after is not None else None
        if introduced is not None:
            return introduced
        owned_organ = quoted or (after is not None and after.shouted)
        if head.text.islower() and lemma in (self.words.organs if owned_organ else self.words.acts):
            return None
        small = not head.capital and not any(w.capital for w in words[left:at])
        branch = lemma in self.words.branches and small
        inner = small and not quoted and (self._body_behind(words, at, right) or (after is not None and after.shouted))
        whose = branch or inner or self._of_body(words, at, lemma)
        territorial = not sites and not quoted and self._territorial(words, at, right, lemma)
        landless = lemma in self.words.departments and not territorial and not any(w.capital for w in words[left:at])
        lettered = head.shouted and lemma in self.words.numbered and not sites
        # "педагоги ДЮСШ рады", but "ДЮСШ № 2"
        plain = lettered and not (quoted or (right > at and words[at + 1].text == "№"))
        unnamed = lemma in self.words.media and not quoting
        if plain or landless or unnamed or (head.text.islower() and not sites and whose):
            return None
        joint = sites and any(self._of_two_nations(w.lower) for w in words[left:at])
        first = self._first(words, left, at, whole=quoted or small)
        if quoted:
            first = next((n for n in range(first, at) if words[n].capital or not self.demonyms.tells(words[n].lower)), at)
        parts = [w for n, w in enumerate(words[first : right + 1], first) if not at <= n <= unit and w.is_word]
        telling = [w for w in parts if w.lower not in self.words.generic | self.words.prepositions | self.words.both]
        if sites and not quoted and right == at and (close := quotes.behind_comma(words, at)) is not None:
            name = f"{self._nominative(words[at : at + 1], parse)} {text[words[at + 2].start : words[close].end]}"
            return Phrase(head.start, words[close].end, head.start, head.end, lemma, specific=True, rule="quoted", name=name)
        capital = joint or head.capital or any(w.capital for w in words[first:at])
        owned = any(w.capital for w in words[at + 1 : right + 1])
        owned_branch = sites and lemma in self.words.branches and right > at and self._body_behind(words, at, right)
        numbered = not sites and right > at and words[right].text.isdigit()
        whole = capital or quoted or numbered or (owned and lemma in self.words.consecrated and not sites)
        if not (whole or owned) or not (whole or owned_branch or territorial or self._placed(words, unit, right)):
            return None
        rule = "described" if sites and not capital and not quoted else ""
        brief = head.shouted and len(head.text) <= LONGEST_ACRONYM
        called = head.text if lettered or brief else self._nominative(words[first : at + 1], parse)
        name = called + text[head.end : words[right].end]
        name = name.upper() if text[head.start : head.end] != head.text else name
        return Phrase(words[first].start, words[right].end, head.start, head.end, lemma, bool(telling), rule, name)

    def _heads_before(self, words: list[Word], at: int, heads: Heads) -> bool:
        """Whether the noun of a site stands before the quotation marks at `at`."""
        return at > 0 and words[at].near and any(p.normal_form in heads.all for p in readings(words[at - 1].lower))

    def _read_head(self, head: Word, heads: Heads, *, sites: bool) -> Parse | None:
        """How a word can be read as a head; of "ИТ-компании" the last part. Plurals in small letters name no body."""
        single = any(p.normal_form in self.words.uncompounded for p in readings(head.lower))
        parse = head_noun(
            head.lower, heads, sites=sites or head.text.islower(), prefixes=() if single else self.words.compounding
        )
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
            if word.lower in self.words.stiff and word.capital:
                left -= 1
                continue
            agrees = agreeing(word.lower, head)
            if word.lower in self.words.never or agrees is None or self._state(word):
                break
            if word.capital and "Poss" in agrees.tag and tagged(word.lower, "Surn"):
                break  # the end of another name: "в Техникуме имени Попова | площадка"
            left -= 1
        return left

    def _state(self, word: Word) -> bool:
        """Whether an adjective in small letters says but how a thing fares ("закрытая лаборатория «Омуль»")."""
        return word.text.islower() and any(
            p.normal_form in self.words.states for p in readings(word.lower) if "ADJF" in p.tag or "PRTF" in p.tag
        )

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
        if any(word.lower in self.words.named_after for word in after):
            ahead = next((n for n in range(at - 1, -1, -1) if not tagged(words[n].lower, "ADJF")), 0)
            return not words[ahead].capital or is_verb(words[ahead].lower)
        first = next((w for w in after if w.lower not in self.words.places_after | self.words.sorts_of_place), None)
        if first is not None and first.capital and tagged(first.lower, "ADJF") and first is not after[-1]:
            return True
        return first is not None and (first.shouted or is_place(first.lower) or (first is not after[0] and first.capital))

    def _territorial(self, words: list[Word], at: int, right: int, lemma: str) -> bool:
        """Whether a department of a government has its field and its territory behind it: "управление культуры | Омской области"."""
        behind = words[at + 1 : right + 1]
        if lemma not in self.words.departments | self.words.governing_heads or len(behind) <= LEAST_TERRITORY:
            return False
        adjectival = behind[-1].lower in self.words.sorts_of_place and behind[-2].capital
        named = behind[-2].lower in self.words.sorts_of_place and behind[-1].capital
        field = behind[:-LEAST_TERRITORY]
        bodies = (w for w in field if self.words.heads_body(w.lower))
        done = all(any(p.normal_form in self.words.acts for p in readings(w.lower)) for w in bodies)  # "сельского хозяйства"
        return (adjectival or named) and done and not any(w.capital for w in field)

    def _of_two_nations(self, word: str) -> bool:
        """Whether an adjective is made of two nations' ("российско-вьетнамский"), so that a small noun behind it heads a name."""
        one, _, other = word.rpartition("-")
        return one.endswith("о") and any(p.normal_form in self.demonyms.others for p in readings(other) if "ADJF" in p.tag)

    def _of_body(self, words: list[Word], at: int, lemma: str) -> bool:
        """Whether a noun in small letters is but what a body has ("сеть Фонда «Свет»")."""
        after = near_at(words, at + 1)
        return lemma in self.words.belongings and after is not None and after.capital and self.words.heads_body(after.lower)

    def _body_behind(self, words: list[Word], at: int, right: int) -> bool:
        """Whether the name of a body follows a noun, from its capital to its head: "филиал Музея", "отделение Тверского театра"."""
        behind = words[at + 1 : right + 1]
        return bool(behind) and behind[0].capital and any(self.words.heads_body(w.lower) for w in behind)

    def _nominative(self, words: list[Word], head: Parse) -> str:
        """The head with the adjectives before it in the nominative."""
        number = "plur" if "plur" in head.tag else "sing"
        gender = {str(head.tag.gender)} if number == "sing" and head.tag.gender else set()
        turned = []
        for word in words[:-1]:
            parse = agreeing(word.lower, head)
            form = adjective_form(parse, {"nomn", number} | gender) if parse is not None else None
            turned.append(cased(word.text, form or word.text))
        form = head.inflect({"nomn", number})
        last = words[-1].text
        bent = both_parts(last.lower(), number) if "-" in last and not head.is_known else form and form.word
        return " ".join([*turned, cased(last, bent or last)])
