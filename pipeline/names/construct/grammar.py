"""Names in Arabic: a head noun, what it is joined to in the construct state, and definite adjectives."""

from __future__ import annotations

from dataclasses import replace

from pipeline.names.construct.sisters import QUOTES, ConstructSisters
from pipeline.names.construct.words import following
from pipeline.names.heads import Heads
from pipeline.names.phrase import Phrase
from pipeline.names.words import Word, split
from pipeline.phrases import fold

LONGEST_QUOTE = 6
LONGEST_BRAND = 3


class ConstructGrammar(ConstructSisters):
    """Grows names behind head nouns, without capitals to lean on."""

    def find(self, text: str, heads: Heads, *, sites: bool = False) -> list[Phrase]:
        """The longest name behind each head, in the order of the text, none inside another."""
        words = split(text)
        heads = replace(heads, brands=_brands(words), shared=self.shared(words, heads), towns=self._towns(words))
        found = [p for n in range(len(words)) if (p := self._grow(text, words, n, heads, sites=sites))]
        found = self.seated(text, words, found) if sites else found
        # What names nothing hides no name: "the fourth centre | of the University of Petra".
        return [p for p in found if not any(q.holds(p) and (sites or q.specific or not p.specific) for q in found)]

    def _towns(self, words: list[Word]) -> frozenset[str]:
        """Words without article that the text uses as places: behind "in", "from", or alone between marks."""
        found = set[str]()
        for at, word in enumerate(words):
            form = fold(word.text)
            if not word.is_word or not form[0].isalpha() or self.definite(form) or form in self.ties.premises | self.ties.stops:
                continue
            before, after = words[at - 1] if at and word.near else None, following(words, at + 1)
            led = before is not None and fold(before.text) in self.ties.sources
            alone = (before is None or not before.is_word) and (after is None or not after.is_word)
            if (led or alone) and self.body(word.text) is None and form not in self.ties.generic | self.ties.unnamed:
                found.add(form)
        return frozenset(found)

    def lines(self, text: str) -> list[tuple[int, int]]:
        """Arabic has no capitals."""
        return []

    def _grow(self, text: str, words: list[Word], at: int, heads: Heads, *, sites: bool) -> Phrase | None:
        found = self.head(words[at].text, heads) if words[at].is_word else None
        if found is None or self.accusative(words[at].text, heads):
            return None
        shift, lemma = found
        if sites and (fold(words[at].text).endswith(self.ties.plural) or self.two(words[at].text, heads)):
            return None
        start = words[at].start + shift
        whole = heads.ends.get(start, heads.ends.get(words[at].start, 0))
        last = next((n for n in range(at, min(at + LONGEST_QUOTE, len(words))) if words[n].end == whole), at)
        if any(self._taken(words, n) for n in range(at + 2, last + 1)):
            last = at
        purposes = sites or fold(lemma) in self.ties.purposeful
        end = self._right(words, last, heads, sites=sites or fold(lemma) in self.ties.seated, purposes=purposes)
        if not sites:
            end = self.town(words, at, end, lemma)
        if not sites and fold(lemma) in self.ties.parts and self.part(words, end + 1):
            return None
        after = following(words, at + 1)
        if after is not None and self.organ(words[at].text, shift, after):
            return None
        if at and words[at].near and fold(words[at - 1].text) in self.ties.states:
            return None
        local = end > last and fold(words[last + 1].text) in self.ties.governed
        if fold(lemma) in self.ties.committees and end - last == 1 and self._fielded(fold(words[end].text), lemma):
            return None
        if fold(lemma) in self.ties.organs and not local and any(self.names_body(w) for w in words[last + 1 : end + 1]):
            return None
        end = self._without_field(text, words, at, end)
        if self.ties.placed(fold(text[start : words[end].end])):
            return None
        parts = [fold(w.text) for w in words[last + 1 : end + 1] if w.is_word]
        eaten = words[at].text[:shift].endswith(self.ties.to * 2)
        eaten = eaten or (
            end > at and self.swallowed(words[at].text, shift) and self._epithet(words, at + 1, words[at].text[shift:])
        )
        name = self.ties.article + text[start : words[end].end] if eaten else ""
        telling = [w for w in parts if w not in self.ties.generic | self.ties.within and not self.common(w)]
        definite = self.definite(words[at].text)
        telling = [w for w in telling if not (definite and self.ties.passing(w))]
        specific = bool(telling) and (definite or not self.ties.unnamed.intersection(parts))
        specific = specific and not self.ties.singled.intersection(parts)
        specific = specific and (definite or self.definite(words[last].text) or not self._for_purpose(words, last + 1))
        told = any(self.definite(w.text) or fold(w.text) in self.ties.kin | self.ties.places for w in words[at + 2 : end + 1])
        specific = specific and not (not told and last == at and self._described(words, at, at + 1))
        specific = specific or fold(text[start : words[end].end]) in heads.brands
        fielded = not definite and fold(lemma) in self.ties.topical
        specific = specific or (fielded and any(self.definite(w.text) for w in words[at + 1 : end + 1]))
        return Phrase(start, words[end].end, start, words[at].end, lemma, specific, name=name)

    def _right(self, words: list[Word], at: int, heads: Heads, *, sites: bool, purposes: bool = False) -> int:
        end, first = at, not self.definite(words[at].text)
        bare = not first and self.head(words[at].text, heads) is not None
        while (word := following(words, end + 1)) is not None:
            if not first and self.again(word, words[at]):
                return end
            if word.text in QUOTES and (first or word.text != "("):
                close = next(
                    (n for n in range(end + 2, min(end + 2 + LONGEST_QUOTE, len(words))) if words[n].text == QUOTES[word.text]),
                    None,
                )
                if close is None:
                    return end
                if not (purposes and self._purpose(words, close + 1)):
                    return self._closed(words, close, words[at].text, brand=sites and fold(words[end + 2].text) in heads.shared)
                end, first = close, False
                continue
            if end == at and not first and (self._only_stands(words, at, heads) or self._anew(word) or self._joined(word)):
                return end
            tail = next(
                (t for t in self.ties.tails if tuple(fold(w.text) for w in words[end + 1 : end + 1 + len(t)]) == t), None
            )
            if tail is not None and not first:
                behind = end + len(tail)
                return (self.located(words, behind + 1) or behind) if sites else behind
            if end == at and bare and fold(word.text).startswith(self.ties.to * 2):
                return end
            plain = self.ties.generic | self.ties.within | self.ties.franchised
            telling = any(fold(w.text) not in plain for w in words[at + 1 : end + 1])
            step = self._step(
                words,
                end,
                heads,
                first=first,
                sites=sites
                and not (telling and self.housed(words, end + 1))
                and not (self.district(words, end + 1) and self.told(words, at, end))
                and not self.proper(words, at, word, heads),
            )
            if step is None and purposes and not first:
                step = end + 1 if self._purpose(words, end + 1) else self._object(words, end)
            if step is None:
                return end
            if fold(word.text) in self.ties.within or self.located(words, end + 1) == step:
                return step
            end, first = step, False
        return end

    def _fielded(self, form: str, lemma: str) -> bool:
        """Whether one word behind a committee tells but its field: it is no place, and no adjective."""
        return not self.ties.agrees(form, lemma) and not self.ties.placed(form)

    def _closed(self, words: list[Word], close: int, head: str, *, brand: bool) -> int:
        """The end of a name in quotation marks: with the town behind it, if it is a `brand` that others bear, or an adjective."""
        if brand and close + 1 < len(words) and self.in_town(words, close + 1):
            return self.seat(words, close + 2) or close
        return close + self._epithet(words, close + 1, head)

    def _taken(self, words: list[Word], at: int) -> bool:
        """Whether a word behind a definite one is the object of the sentence: "the university | the premises"."""
        before = words[at - 1].text
        return fold(words[at].text) in self.ties.objects and (self.definite(before) or self.ties.placed(fold(before)))

    def _only_stands(self, words: list[Word], at: int, heads: Heads) -> bool:
        """Whether what follows a bare definite head says only where it is or whose: "the house | in a villa", "the press | of a society"."""
        word = words[at + 1]
        if self.head(words[at].text, heads) is None:
            return False
        placed = self.located(words, at + 1) is None or self.located(words, at + 1, known=True) is not None
        return fold(word.text) in self.ties.within or self.glued_body(word) or not placed

    def _joined(self, word: Word) -> bool:
        """Whether "and" stands right behind a bare definite head, so that it is half of a list: "the academy | and the town"."""
        return fold(word.text).startswith(self.ties.both + self.ties.article)

    def _anew(self, word: Word) -> bool:
        """Whether what follows a bare definite head is no adjective of it, but a person or a body: "the station | the company"."""
        form = fold(word.text)
        return form in self.ties.kin or (self.names_body(word) and self.definite(word.text))

    def _epithet(self, words: list[Word], at: int, head: str) -> bool:
        """Whether an adjective follows a name in quotation marks that goes with its head, and is no general one."""
        word = following(words, at)
        form = fold(word.text) if word is not None and word.is_word else ""
        nisba = form.startswith(self.ties.article) and self.ties.agrees(form, head)
        return nisba and form not in self.ties.generic | self.ties.stops

    def _purpose(self, words: list[Word], at: int) -> bool:
        """Whether what a body is for follows: "for the keeping of seeds", the letter "for" written to a noun."""
        word, after = following(words, at), following(words, at + 1)
        form = fold(word.text) if word is not None and word.is_word else ""
        if form.startswith(self.ties.to * 2):
            return form not in self.ties.stops
        if not form.startswith(self.ties.to) or len(form) < len("لطب") or form in self.ties.stops | self.ties.acts:
            return False
        bare = form.removeprefix(self.ties.to)
        if bare in self.ties.realms:
            return True
        if bare in self.ties.quarters and after is not None and (self.ties.placed(fold(after.text)) or self._realm(after)):
            return True
        if bare in self.ties.stops:
            return False
        if after is not None and not self.definite(after.text) and after.is_word:
            after = following(words, at + 2)
        return after is not None and self.definite(after.text) and fold(after.text) not in self.ties.stops

    def _realm(self, word: Word) -> bool:
        """Whether a word is a part of the world."""
        return fold(word.text) in self.ties.realms

    def _for_purpose(self, words: list[Word], at: int) -> bool:
        """Whether a head without article goes on with what it is for: "a house for calligraphy" is no name."""
        word = following(words, at)
        form, after = fold(word.text) if word is not None else "", following(words, at + 1)
        ruled = after is not None and after.is_word and self.definite(after.text) and fold(after.text) not in self.ties.stops
        purpose = form.startswith(self.ties.to) and ruled and len(form) >= len("لحفظ") and not self.ties.placed(form)
        return form.startswith(self.ties.to * 2) or purpose

    def _object(self, words: list[Word], end: int) -> int | None:
        """The end of what a purpose is about: "for training | in vaccines" (على, عن)."""
        link, about = following(words, end + 1), following(words, end + 2)
        if link is None or about is None or not fold(words[end].text).startswith(self.ties.to * 2):
            return None
        told = fold(link.text) in self.ties.purpose_links and about.is_word and self.definite(about.text)
        told = told and not self.ties.placed(fold(about.text))
        return end + 2 if told and fold(about.text) not in self.ties.stops else None

    def _step(self, words: list[Word], end: int, heads: Heads, *, first: bool, sites: bool) -> int | None:
        """The end of what the name goes on with, or None. `first`: the head still wants its second term."""
        word, form, before = words[end + 1], fold(words[end + 1].text), fold(words[end].text)
        if self._stopped(words, end + 1, first=first) or (not first and self._taken(words, end + 1)):
            return None
        if form in self.ties.within:
            alone = self.definite(before) and self.body(words[end].text) is not None
            return self.seat(words, end + 2) if sites and not first and not alone else None
        if sites and not first and (seat := self.located(words, end + 1)) is not None:
            return seat
        if self._clausal(words, end, heads.towns, first=first, sites=sites):
            return None
        ranked = before in self.ties.eponyms | self.ties.royals
        opens = (form in self.ties.openers or self._new_site(word, heads, sites=sites)) and self.definite(before) and not ranked
        if not first and (opens or self._object_of(words, end)):
            return None
        definite = form.startswith((self.ties.article, self.ties.to * 2))
        if definite or {form, before} & self.ties.kin or before in self.ties.eponyms:
            return end + 1
        if form.startswith(self.ties.both + self.ties.article):
            return end + 1 if not first and self._joins(form) else None
        if not first and self.glued_body(word):
            return self._right(words, end + 1, heads, sites=False) if sites and form[0] != self.ties.both else None
        return end + 1 if first or self._chained(words, end, heads.towns) else self._task(words, end)

    def _new_site(self, word: Word, heads: Heads, *, sites: bool) -> bool:
        """Whether a word is the noun of another site with its article: "the hospital of dawn | the chair"."""
        form = fold(word.text)
        return sites and form.startswith(self.ties.article) and self.head(word.text, heads) is not None

    def _stopped(self, words: list[Word], at: int, *, first: bool) -> bool:
        """Whether a word ends a name: a mark, a figure, a stop that is no eponym, or the first word of a date."""
        word, after, form = words[at], following(words, at + 1), fold(words[at].text)
        if not word.is_word or (not form[0].isalpha() and not first):
            return True
        if fold(words[at - 1].text) in self.ties.regnal:
            return False
        if fold(words[at - 1].text) in self.ties.kin and not first and self.definite(word.text):
            return False
        chained = form in self.ties.royals and not self.definite(words[at - 1].text)
        if form in self.ties.stops and not chained and not (first and form in self.ties.eponyms | self.ties.kin):
            return True
        return form in self.ties.premises and after is not None and fold(after.text) in self.ties.stops

    def _clausal(self, words: list[Word], end: int, towns: frozenset[str], *, first: bool, sites: bool) -> bool:
        """Whether the next word goes on with the sentence: a verb, what it owns or is given to, a plural that fits no singular."""
        word, form = words[end + 1], fold(words[end + 1].text)
        if self.ties.owned(form, word.text) or (form.startswith(self.ties.to * 2) and self.glued_body(word)):
            return True
        saint = fold(words[end].text) in self.ties.kin | self.ties.eponyms
        if form.startswith(self.ties.verbal) and not saint and form not in self.ties.places | towns and (sites or not first):
            return True
        if self.coming(form) and form not in towns and (sites or not first):
            return True
        joined = form.removeprefix(self.ties.both)
        if joined in self.ties.posts or (joined != form and joined.removeprefix(self.ties.article) in self.ties.posts):
            return True
        return self.many(form) and self.definite(words[end].text) and not self.many(fold(words[end].text))

    def _task(self, words: list[Word], end: int) -> int | None:
        """The end of one more task of a body behind a definite one: "the ministry of tourism | and protection of the heritage"."""
        form, what = fold(words[end + 1].text), following(words, end + 2)
        task = form.startswith(self.ties.both) and form.removeprefix(self.ties.both) in self.ties.charges
        ruled = what is not None and self._ruled(what) and fold(what.text) not in self.ties.stops | self.ties.objects
        return end + 2 if task and ruled and self.definite(words[end].text) else None

    def _joins(self, form: str) -> bool:
        """Whether what "and" is written to is another field, and no other body."""
        joined = form.removeprefix(self.ties.both)
        return self.body(joined) is None and joined not in self.ties.stops

    def _chained(self, words: list[Word], end: int, towns: frozenset[str]) -> bool:
        """Whether the construct state goes on: to a place, or to one more term before a definite one."""
        behind = following(words, end + 2)
        ruled = behind is not None and behind.is_word and fold(behind.text).startswith(self.ties.article)
        if fold(words[end + 1].text) in self.ties.false_constructs and ruled:
            return True
        if self.definite(words[end].text):
            return fold(words[end - 1].text) in self.ties.servants and not self.glued_body(words[end + 1])
        if self._servile(words, end):
            return True
        if fold(words[end + 1].text) in self.ties.places | self.ties.realms | towns:
            return True
        after = following(words, end + 2)
        form = fold(after.text) if after is not None and after.is_word else ""
        return form.startswith(self.ties.article) and form not in self.ties.stops


def _brands(words: list[Word]) -> frozenset[str]:
    """What stands in quotation marks or brackets, a few words long; folded."""
    found = set[str]()
    for at, word in enumerate(words):
        close = QUOTES.get(word.text)
        ahead = range(at + 2, min(at + 2 + LONGEST_BRAND, len(words)))
        end = next((n for n in ahead if words[n].text == close), None) if close else None
        if end is not None and all(w.is_word for w in words[at + 1 : end]):
            found.add(" ".join(fold(w.text) for w in words[at + 1 : end]))
    return frozenset(found)
