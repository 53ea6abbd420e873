"""Who stands right behind the body of their post, with no comma: "la directrice de l'Orchestre de Bamako | Fatou Sarr a remercié"."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from pipeline.names.phrase import Phrase
from pipeline.names.words import Word, split

# Words or characters before a body among which the post stands: "la cheffe du service des archives de l'".
REACH = 9
POSTED = 60
WIDE = 90
# Characters behind a body that tell whether another name follows a comma.
BEHIND = 20
# Letters of a given name before a body, with the blank behind it.
LONGEST_GIVEN = 24
# Capitals that make a name of a body without any link in it: "Groupe Ardenval".
OWN = 1
# Words of the name of a person, at most.
LONGEST_NAME = 4
# The rule of a name that has no head noun.
UNHEADED = "post"
CLAUSE_ENDS = ",.;:(\n"
# Before a post they say that its holder stands there.
APPOSING = (",", "(")
COMMA = ","
HYPHENS = "-'’"


@dataclass(frozen=True, slots=True)
class Holders:
    """Tells the persons that names of bodies have swallowed, in one language.

    `adjectival`: whether adjectives in small letters stand behind the noun of a body; `posts`: nouns of posts, `governing` those of the state, which count before "of" and articles only; `links`: "of" and articles; `joining`: links inside
    a name; `determiners` and links lead to a post before its holder; `particles` of persons' names; `given` names; `generic` words say nothing of which body it is; `closed` words stand before no person's name.
    """

    posts: frozenset[str]
    governing: frozenset[str]
    links: frozenset[str]
    joining: frozenset[str]
    particles: frozenset[str]
    given: frozenset[str]
    generic: frozenset[str]
    closed: frozenset[str]
    elisions: frozenset[str]
    adjectival: bool = False
    determiners: frozenset[str] = frozenset()

    @classmethod
    def read(cls, words: Mapping[str, Any]) -> Holders:
        """From the lexicons `name_grammar`, `institutions` and `given_names` of a language."""

        def listed(*names: str) -> frozenset[str]:
            return frozenset(word.casefold() for name in names for word in words.get(name, ()))

        given = frozenset(str(words.get("given_names", "")).casefold().split())
        little = listed("of", "inner", "both", "articles", "particles") | {"&"}
        return cls(
            posts=listed("posts", "led"),
            governing=listed("governing"),
            links=listed("of", "articles"),
            joining=listed("of", "inner"),
            particles=listed("particles"),
            given=given,
            generic=listed("generic"),
            closed=little | given | listed("possessives", "generic", "last", "first"),
            elisions=frozenset(words.get("elisions", ())),
            determiners=listed("determiners"),
            adjectival=words.get("order") == "first",
        )

    def without_holder(self, text: str, phrase: Phrase, people: Sequence[tuple[int, int]] = ()) -> Phrase:
        """The name of a body, less the person at its end who holds the post before it: "rector de la Universidad de Loja | Pedro Lagos Ruiz".

        A person is told by `people`, offsets where a recogniser sees them, or by a given name and a family name behind a name
        that is whole. That takes a link between post and body, and no other name behind a comma, after which the body
        is called then ("le directeur de l'Institut de médecine Pedro Kourí, Luc Sow").
        """
        recognised = self._recognised(text, phrase, people)
        named = self._named(text, phrase)
        if recognised is None and named is None:
            return phrase
        before = self._before(text, phrase.start)
        posted = any(word.lower in self.posts for word in before) and not self._apposed(text, phrase.start, before)
        linked = bool(before) and before[-1].lower in self.links
        if named is not None and linked and (posted or any(word.lower in self.governing for word in before)):
            return replace(phrase, end=named)
        return replace(phrase, end=recognised) if recognised is not None and posted else phrase

    def person(self, name: str) -> bool:
        """Whether a name is that of a person: a given name, and capitals behind it."""
        words = split(name, self.elisions)
        first = words[0].lower.partition("-")[0] if words else ""
        plain = all(word.capital or word.lower in self.particles for word in words)
        return first in self.given and 1 < len(words) <= LONGEST_NAME and plain

    def family(self, text: str, phrase: Phrase) -> bool:
        """Whether a name begins with somebody's family name, a known given name right before it: "Ana | Casal Gil"."""
        before = text[max(0, phrase.start - LONGEST_GIVEN) : phrase.start]
        word = before[:-1].rpartition(" ")[2] if before.endswith(" ") else ""
        return word[:1].isupper() and word.casefold() in self.given

    def _recognised(self, text: str, phrase: Phrase, people: Sequence[tuple[int, int]]) -> int | None:
        """Where a name ends before a person whom the recogniser sees at its end, a capitalised word before it; of one word, with the one before.

        A head alone is no name: it is called after the person ("de la Fundación Rosa Vidal").
        """
        start = next((s for s, e in people if phrase.head_end < s and e == phrase.end), None)
        if start is not None and " " not in text[start : phrase.end]:
            start = text.rfind(" ", 0, start - 1) + 1
            if start <= phrase.head_end + 1 or not text[start].isupper():
                return None
        if start is not None and start - 1 <= phrase.head_end:
            return None
        if start is None or text[start - 1] != " " or not text[text.rfind(" ", 0, start - 1) + 1].isupper():
            return None
        return start - 1

    def _named(self, text: str, phrase: Phrase) -> int | None:
        """Where a name ends before a given name and what goes on behind it, if it is whole there."""
        words = split(text[phrase.start : phrase.end], self.elisions)
        head = next(n for n, word in enumerate(words) if word.end >= phrase.head_end - phrase.start)
        headed = phrase.rule != UNHEADED
        at = next((n for n in range(head + 1 + headed, len(words) - 1) if self._begins(words, n)), None)
        if at is None or (headed and not self._whole(words[head + 1 : at])) or self._called_after(text, phrase.end):
            return None
        return phrase.start + words[at - 1].end

    def _begins(self, words: Sequence[Word], at: int) -> bool:
        """Whether a person's name may begin here: a given name, a capital behind it, and before it a word that is no link, given name or head.

        Behind an adjective or noun in small letters any two capitals that end the name do.
        """
        before, word, after = words[at - 1 : at + 2]
        named = word.capital and (after.capital or after.lower in self.particles) and before.is_word
        if not named or before.lower in self.closed:
            return False
        if word.lower.partition("-")[0] in self.given:
            return True
        rest = words[at:]
        plain = not any(w.shouted or w.lower in self.closed - self.particles for w in rest)
        return self.adjectival and not before.capital and plain and len(rest) <= LONGEST_NAME and after.capital

    def _whole(self, inner: Sequence[Word]) -> bool:
        """Whether what stands behind the head makes a name already: a complement, or capitals of its own."""
        linked = any(word.lower in self.joining or (self.adjectival and not word.capital) for word in inner)
        own = [word for word in inner if word.capital and word.lower not in self.generic]
        return (
            (linked and bool(own or inner[-1].is_word))
            or len(own) >= OWN
            or any("-" in word.text or word.shouted for word in own)
        )

    def _called_after(self, text: str, end: int) -> bool:
        """Whether another name follows a comma."""
        words = split(text[end : end + BEHIND], self.elisions)
        return len(words) > 1 and words[0].text == COMMA and words[1].capital

    def _apposed(self, text: str, start: int, before: Sequence[Word]) -> bool:
        """Whether the post stands behind its holder, for no article leads to it and a name stands before: "Luc Sow, directeur de", "Luc Sow devient directeur de"; not "Desde 2021 ejerce como directora de"."""
        at = next(n for n, word in enumerate(before) if word.lower in self.posts)
        opening = self._opening(text, start)
        if not self.determiners or (at == 0 and text[opening - 1 : opening] not in APPOSING):
            return False
        named = any(word.capital and word.start > 1 for word in before[:at])
        return at == 0 or (named and before[at - 1].lower not in self.determiners | self.links)

    def _before(self, text: str, start: int) -> list[Word]:
        """The words of the clause before a name, as far as a post may stand."""
        opening = self._opening(text, start)
        # An elided article is told by the letter behind it.
        words = split(text[opening : start + 1], self.elisions)[:-1]
        near = [word for n, word in enumerate(words) if n >= len(words) - REACH or opening + word.start >= start - POSTED]
        return [word for word in near if word.is_word or word.text in HYPHENS]

    def _opening(self, text: str, start: int) -> int:
        """Where the clause before a name begins, as far as a post may stand before it."""
        return max(0, start - WIDE, *(text.rfind(mark, max(0, start - WIDE), start) + 1 for mark in CLAUSE_ENDS))
