"""What a noun points to that stands for a body named elsewhere: "the university", "of the station", "esa casa de estudios"."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from pipeline.persons.employers.bodies import Body
from pipeline.persons.employers.offices import Offices
from pipeline.persons.scene import Scene
from pipeline.persons.tokens import tokenise

__all__ = ["References"]


class References:
    """The bodies of one text by the nouns that may mean them.

    A noun means a body whose name has it or another noun for the same (`anaphors`), a centre of the kind that it names in
    the lexicon of units, or, where it fits every centre (`generic`), the centre spoken of.
    """

    def __init__(self, scene: Scene, bodies: Sequence[Body], offices: Offices) -> None:
        self.scene, self.bodies, self.offices = scene, bodies, offices
        self.words = {b.name: self._keys_of(b.name) for b in bodies}
        nouns = {(w, b.name) for b in bodies for w in self.words[b.name]}
        self._nouns = frozenset(w for w, name in nouns if w not in offices.inner or self.heads(w, name))
        self._first = {b.first: offices.key(scene.tokens[b.first].lower) for b in bodies}
        self._kinds = frozenset(k for b in bodies if b.centre for k in _heads(b.kind))

    def points(self, word: str) -> bool:
        """Whether a noun may stand for a body that the text names."""
        return word in self.offices.anaphors or word in self._nouns or bool((self.offices.sorts(word) | {word}) & self._kinds)

    def stands_for(self, word: str) -> bool:
        """Whether a noun with its article is by itself another mention of a body: what heads a name or is the kind of a centre."""
        heads = any(word in self.words[b.name] and self.heads(word, b.name) for b in self.bodies)
        return word in self.offices.anaphors or heads or bool((self.offices.sorts(word) | {word}) & self._kinds)

    def match(self, words: Sequence[str], at: int) -> Body | None:
        """The body that has all these words, or that they mean, as seen from a token."""
        if not words:
            return None
        named = [b for b in self.bodies if b.last - b.first == 1 and len(words) == 1 and self._first.get(b.first) == words[0]]
        if named:
            return named[0]
        if any(self.points(w) for w in words) and (known := self._known(words, at)):
            named = [b for b in known if b.centre and words[0] in self.offices.generic and words[0] in self.words[b.name]]
            known = named or known
            return self.spoken_of(known, at) if self._said(words) else self._foremost(known, at)
        if len(words) == 1 and (words[0] in self.offices.generic or self.offices.sorts(words[0])):
            return self._only_centre(words[0], at)
        return None

    def _said(self, words: Sequence[str]) -> bool:
        """Whether the words stand in the name of a body; else they only tell of what sort it is ("вуз")."""
        return any(all(w in self.words[b.name] for w in words) for b in self.bodies)

    def _foremost(self, bodies: Sequence[Body], at: int) -> Body:
        """What a noun for the sort of a body means: the one of its sentence, with an article the only one of the sentence before, else the one named most often, the first of several."""
        here = [b for b in bodies if b.last <= at and self.scene.sentence(b.first) == self.scene.sentence(at)]
        if here or any(b.centre for b in bodies):
            return self.spoken_of(here or bodies, at)
        last = [b for b in bodies if b.last <= at and self.scene.sentence(at) - self.scene.sentence(b.first) == 1]
        if len({b.name for b in last}) == 1 and not self.offices.grammar.genitive:
            return last[-1]
        counts = Counter(b.name for b in self.bodies)
        return max([b for b in bodies if b.last <= at] or bodies, key=lambda b: (counts[b.name], -b.first))

    def spoken_of(self, bodies: Sequence[Body], at: int) -> Body:
        """Of several bodies the one that is meant at a token: the last before it, or the first behind.

        Of centres, that of the same sentence, else the only one of the same paragraph, else the one that the announcement is
        about: named most often.
        """
        before = [b for b in bodies if b.last <= at]
        here = self.scene.sentence(at)
        near = [b for b in before if self.scene.sentence(b.first) == here]
        if near or not all(b.centre for b in bodies):
            return max(near or before, key=lambda b: (b.last, b.last - b.first), default=bodies[0])
        opens = self.scene.paragraph(at)
        close = [b for b in before if b.first >= opens]
        if len({b.name for b in close}) == 1:
            return close[-1]
        counts = Counter(b.name for b in self.bodies)
        return max(bodies, key=lambda b: (counts[b.name], -b.first))

    def main(self) -> Body:
        """The centre that the announcement is about: the one named most often, of several the first ("the new centre")."""
        counts = Counter(b.name for b in self.bodies if b.centre)
        return max((b for b in self.bodies if b.centre), key=lambda b: (counts[b.name], -b.first))

    def _known(self, words: Sequence[str], at: int) -> list[Body]:
        """The bodies that the words name, or are the kind of, or another name for; those that a word is the head of first."""
        own = [b for b in self.bodies if all(w in self.words[b.name] for w in words)]
        headed = [b for b in own if self.heads(words[0], b.name)]
        kin = [b for b in self.bodies if b.centre and (self.offices.sorts(words[0]) | {words[0]}) & _heads(b.kind)]
        if found := headed or (kin if self.offices.grammar.genitive else own) or own or kin:
            return found
        if any("*" in self.offices.anaphors.get(w, ()) for w in words):
            return [b for b in self.bodies if b.kind in {"company", "ngo"}] or [b for b in self.bodies if b.last <= at]
        aliases = [[w, *self.offices.anaphors.get(w, [])] for w in words]
        named = [b for b in self.bodies if all(any(a in b.name.lower() for a in alias) for alias in aliases)]
        return named or self._of_kind(words) or self._sole(words, at)

    def _sole(self, words: Sequence[str], at: int) -> list[Body]:
        """The one body spoken of so far, for a noun that stands for bodies of many sorts: "the entity"."""
        wide = len(words) == 1 and bool(self.offices.anaphors.get(words[0])) and self.offices.grammar.loose
        before = [b for b in self.bodies if b.last <= at] if wide else []
        return before if len({b.name for b in before}) == 1 else []

    def _of_kind(self, words: Sequence[str]) -> list[Body]:
        """The one body of the kind that a noun names, where its name says no other noun: "the association" of Clear Water."""
        kind = self.offices.body_kind(words[0]) if len(words) == 1 else ""
        alike = [b for b in self.bodies if kind and b.kind == kind and not b.centre]
        return alike if len({b.name for b in alike}) == 1 else []

    def heads(self, word: str, name: str) -> bool:
        """Whether a noun is the head of a name: no other noun of an institution rules it ("Union of Repair Cafés")."""
        tokens = [t for t in tokenise(name, self.offices.grammar.elisions) if t.is_word]
        keys = [self.offices.key(t.lower) for t in tokens]
        at = keys.index(word) if word in keys else len(keys)
        if self.offices.grammar.loose:
            return at == 0
        if self.offices.grammar.genitive:
            return not any(self.offices.bodily(t.lower) for t in tokens[:at])
        end = next((n for n, t in enumerate(tokens) if t.lower in self.offices.grammar.joiners), len(tokens))
        return at == end - 1

    def _only_centre(self, word: str, at: int) -> Body | None:
        """The centre that a noun for any place means; for the noun of one kind only where the text has no other centre."""
        centres = [b for b in self.bodies if b.centre]
        if word in self.offices.inner or not centres:
            return None
        alike = word in self.offices.generic or not self.offices.grammar.loose
        if word in self.offices.generic or (alike and len({b.name for b in centres}) == 1):
            return self.spoken_of(centres, at)
        return None

    def _keys_of(self, name: str) -> frozenset[str]:
        """The words of a name that may stand for it, as they compare."""
        tokens = tokenise(name, self.offices.grammar.elisions)
        return frozenset(self.offices.key(t.lower) for t in tokens if t.is_word and len(t.text) > 3)


def _heads(kind: str) -> frozenset[str]:
    """The noun of a kind of centre, and the kind itself: "radio station" of a "community radio station"."""
    words = kind.split()
    return frozenset(" ".join(words[n:]) for n in range(len(words)))
