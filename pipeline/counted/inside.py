"""Scopes inside the noun phrase of their number: "Africa's second", "eighth African centre", «первый в Таджикистане центр»."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.counted.claim import Claim
from pipeline.counted.ground import Ground, Scope
from pipeline.counted.reading import COMMAS, Reading
from pipeline.places import PlaceKind

# Words of "the country" with its possessive.
LONGEST_HERE = 4


@dataclass(frozen=True, slots=True)
class Inside:
    """The search between a number and its noun, and right before the two."""

    reading: Reading
    claim: Claim
    ground: Ground

    def led(self) -> Scope | None:
        """A place with its preposition between number and noun: «первый в Таджикистане центр»."""
        if self.claim.head is None or self.claim.head.first < self.claim.numeral.last:
            return None
        for at in range(self.claim.numeral.last, self.claim.head.first):
            match = self.reading.says("scope_prepositions", at)
            if match and (scope := self.ground.placed(match.last)):
                return scope
        return None

    def find(self) -> Scope | None:
        """Between number and noun, or a possessive before: "eighth African centre", "Africa's second"."""
        reading, numeral = self.reading, self.claim.numeral
        if self.claim.head and self.claim.head.first >= numeral.last:
            for at in range(numeral.last, self.claim.head.first):
                if found := self.ground.adverb(at) or self.ground.excluded(at):
                    return found
                if at in reading.places and self.ground.own(at):
                    return self.ground.scope(reading.places[at][0])
                if (match := reading.says("scope_prepositions", at)) and (scope := self.ground.placed(match.last)):
                    return scope
        first = numeral.first
        possessive = reading.said_before("possessives", first)
        for at in range(max(0, first - LONGEST_HERE), first) if possessive else ():
            here = reading.known.here.at(reading.text, reading.words, at)
            if here and possessive and here.last == possessive.first:
                return Scope(here.start, here.end, self.ground.here(here.value))
        for place, last in reading.places.values():
            if possessive and last == possessive.first:
                return self.ground.scope(place)
            if last == first and place.kind is PlaceKind.ADJECTIVE and not reading.parted(first, COMMAS):
                return self.ground.scope(place)
        return None
