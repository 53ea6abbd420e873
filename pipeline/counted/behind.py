"""Scopes that stand behind their number: "the third in Asia", "its eighth lab, the Osh Lab, opens in Kenya", 其中5个位于非洲."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.counted.claim import Claim, is_count
from pipeline.counted.gapping import begins_at, gaps
from pipeline.counted.ground import Ground, Scope
from pipeline.counted.reading import COMMAS, DASHES, STRONG, Reading
from pipeline.phrases import fold
from pipeline.places import PlaceKind

# Digits of a year.
YEAR = 4
# Words from the noun to a place behind it.
REACH_AFTER = 16
# Words from the noun to "of" and a place.
REACH_OF = 2
# The same where all between belongs to the noun: "première station de terrain permanente de Guyane".
REACH_OWN = 5
# Words from a name to the place where its centre will stand.
REACH_PREDICATE = 9
# Words of a noun as a name has it.
LONGEST_NAME = 5


@dataclass(frozen=True, slots=True)
class Behind:
    """The search on from a number, to the end of its clause or of what belongs to its noun."""

    reading: Reading
    claim: Claim
    claims: list[Claim]
    ground: Ground

    def find(self) -> Scope | None:
        """Walk on behind the noun, through its complements, to the first place."""
        reading, at = self.reading, self.claim.tail
        if is_count(self.claim) and any(
            c.head and c.head == self.claim.head and c.numeral.start < self.claim.numeral.start for c in self.claims
        ):
            return None
        at = self._past_name(at)
        begin, related, last = at, False, min(at + REACH_AFTER, len(self.reading.words))
        starts = {c.numeral.first for c in self.claims if c is not self.claim}
        while at < last:
            at = self.ground.past_brackets(at)
            if at >= last or self._stops(at, begin, starts):
                return None
            if found := self.ground.adverb(at) or self.ground.excluded(at) or self._glued(at):
                return found
            among = reading.says("out_of", at) if at == begin and not is_count(self.claim) else None
            place = reading.places.get(among.last if among else at) if at == begin else None
            if place is not None and place[0].kind is PlaceKind.ADJECTIVE:
                return self._beyond(place[1]) or self.ground.scope(place[0])
            if match := reading.says("scope_prepositions", at):
                apart = reading.parted(at, COMMAS | DASHES)
                if (scope := self.ground.placed(match.last)) and (scope.code or not apart):
                    return None if apart and self._of_dash(scope, starts) else scope
                form = reading.words[match.last].form if match.last < len(reading.words) else ""
                year = form.isdigit() and len(form) == YEAR
                bodily = self.ground.bodily(match.last) or self._infinitive(form)
                scope_like = not year and not reading.says("not_scopes", match.last) and not bodily
                if scope_like and at == begin and not apart:
                    return self.ground.unknown(at, match.last)
                at = match.last
                continue
            if (match := reading.says("of", at)) and self._near(at, begin) and (scope := self._of(at, match.last, begin)):
                return scope
            if reading.says("relatives", at):
                related = True
            elif reading.says("verbs", at) and not related and not (is_count(self.claim) and reading.says("having", at)):
                return None
            at += 1
        return None

    def _near(self, at: int, begin: int) -> bool:
        """Whether "of" at a word can still belong to the noun that ends at another."""
        joined = any(self.reading.says("conjunctions", n) for n in range(begin, at))
        return at - begin <= (REACH_OF if self.claim.head is None or joined else REACH_OWN)

    def _beyond(self, at: int) -> Scope | None:
        """The region or country right behind the adjective of another, which then only says whose the centre is: "the second Uruguayan chair | in Central Asia"."""
        match = self.reading.says("scope_prepositions", at) if not self.reading.parted(at, COMMAS | DASHES) else None
        scope = self.ground.placed(match.last, adjectives=False) if match else None
        return scope if scope is not None and scope.code else None

    def _infinitive(self, form: str) -> bool:
        """Whether a word is a verb: "the fifth | to open", «el quinto en abrir»."""
        return bool(self.reading.known.infinitives) and form.endswith(self.reading.known.infinitives)

    def beside(self) -> Scope | None:
        """Chinese: directly behind the number, 其中5个位于非洲."""
        at = self.claim.tail
        match = self.reading.says("scope_prepositions", at) if not self.reading.parted(at, COMMAS) else None
        return self.ground.placed(match.last) if match else None

    def settled(self) -> Scope | None:
        """Chinese: where what an ordinal without a noun stands for will be: 第四处也将于年内落户泰国."""
        reading, claim = self.reading, self.claim
        if is_count(claim) or claim.head is not None or reading.says("verbs", claim.tail) is None:
            return None
        for at in range(claim.tail + 1, min(claim.tail + REACH_AFTER, len(reading.words))):
            if reading.parted(at, COMMAS | DASHES):
                return None
            if (match := reading.says("sited", at)) and (scope := self.ground.placed(match.last)):
                return scope
        return None

    def predicated(self) -> Scope | None:
        """Where the centre that is named beside its number will stand: "the eighth lab, the Osh Lab, opens in Kenya".

        A place right behind the name only says where that centre is: "the eighth lab, the Osh Lab in Kenya, opens".
        """
        reading, claim = self.reading, self.claim
        if not reading.known.of_kind and reading.said_before("possessives", claim.numeral.first):
            return None
        end = reading.sentence(claim.numeral.start)[1]
        named = [m for m in reading.mentions_in(claim.numeral.end, end) if reading.index(m.start) <= claim.tail + 1]
        beside = named[0] if named and not is_count(claim) and named[0].end > reading.words[claim.tail - 1].end else None
        if beside is None or not set(reading.text[reading.words[claim.tail - 1].end : beside.end]) & (COMMAS | DASHES):
            return None
        begin = reading.index(beside.end)
        starts = {c.numeral.first for c in self.claims}
        for at in range(begin, min(begin + REACH_PREDICATE, len(reading.words))):
            gap = set(reading.gap(at))
            if at in starts or gap & STRONG or (at > begin and gap & (COMMAS | DASHES)):
                return None
            if (match := reading.says("scope_prepositions", at)) and at > begin:
                scope = self.ground.placed(match.last, adjectives=False)
                if scope and scope.code:
                    return scope
        return None

    def _past_name(self, at: int) -> int:
        """Behind the common words that belong to the noun as they do in a name: "le centième banc aux semences" of a "Banc aux semences de Loja"."""
        reading, head = self.reading, self.claim.head
        if head is None or reading.known.of_kind or head.last != at:
            return at
        folded = (fold(reading.entities[m.key].name) for m in reading.mentions if m.key in reading.entities)
        names = [name.split() for name in dict.fromkeys(folded)]
        last = at
        for end in range(at + 1, min(at + LONGEST_NAME, len(reading.words)) + 1):
            if reading.parted(end - 1, COMMAS) or reading.words[end - 1].capital:
                break
            run = [word.form for word in reading.words[head.first : end]]
            small = any(reading.says(name, end - 1) for name in ("of", "articles", "scope_prepositions", "stops"))
            if not small and any(run == name[n : n + len(run)] for name in names for n in range(len(name) - len(run) + 1)):
                last = end
        return last

    def _stops(self, at: int, begin: int, starts: set[int]) -> bool:
        """Whether the search ends at a word: at another number, a mark, or a phrase that says no more of the noun."""
        gap = set(self.reading.gap(at))
        led = self.reading.says("scope_prepositions", at) if at > begin or gap & COMMAS else None
        if at in starts or gap & STRONG or (led is not None and self._of_next(led.last)):
            return True
        if gap & (COMMAS | DASHES):
            return at > begin or not self.reading.says("scope_prepositions", at)
        return bool(self.reading.says("adjuncts", at))

    def _of_next(self, at: int) -> bool:
        """Whether the place at a word is where the next count holds: "five in all, and in Italy, three"."""
        last = self.reading.places[at][1] if at in self.reading.places else None
        return last is not None and last in {begins_at(self.reading, c) for c in self.claims if gaps(self.reading, c)}

    def _of_dash(self, scope: Scope, starts: set[int]) -> bool:
        """Whether a place behind a comma belongs to the number that follows it: "в Лаосе — три"."""
        at = self.reading.index(scope.end)
        return at in starts | {begins_at(self.reading, c) for c in self.claims} and bool(set(self.reading.gap(at)) & DASHES)

    def _glued(self, at: int) -> Scope | None:
        """A country or region to which its preposition is written: «بالمغرب»."""
        reading = self.reading
        place = reading.places[at][0] if at in reading.places else None
        if place is None or place.kind is PlaceKind.CITY or reading.glued("scope_prepositions", at, place.start) is None:
            return None
        return self.ground.placed(at)

    def _of(self, first: int, at: int, begin: int) -> Scope | None:
        """The place behind "of"; its name may begin with the article that "of" has with it ("de La Réunion"). Far from the noun, at `begin`, it has a name."""
        bare = self.reading.says("bare_of", first)
        if bare is not None and bare.last == at and at not in self.reading.places:
            return None
        starts = (n for n in (at, at - 1) if n == at or (n > first and n in self.reading.places))
        named = (n for n in starts if first - begin <= REACH_OF or n in self.reading.places)
        return next((scope for n in named if (scope := self.ground.placed(n, adjectives=False))), None)
