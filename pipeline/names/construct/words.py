"""Single words of an Arabic name: what is a head, what is definite, what is written to it."""

from __future__ import annotations

from functools import lru_cache

from pipeline.names.construct.ties import Ties
from pipeline.names.heads import Heads
from pipeline.names.words import Word
from pipeline.phrases import fold

__all__ = ["ConstructWords", "following"]

# Letters of a verb in the future, more than these.
LONG_FUTURE = 4


class ConstructWords:
    """What single words are, by the ties of the language."""

    def __init__(self, ties: Ties) -> None:
        self.ties = ties

    def head(self, word: str, heads: Heads) -> tuple[int, str] | None:
        """How many glued letters precede a head in a word, and the head without its article; None where there is none."""
        known = _folded(heads.all)
        for shift in range(min(3, len(word))):
            rest, before = fold(word[shift:]), fold(word[:shift])
            if not fold(word[shift]):
                continue
            if any(letter not in self.ties.glued for letter in before) or (shift and fold(word) in self.ties.generic):
                return None
            bare = rest.removeprefix(self.ties.article)
            if rest in known or bare in known:
                return shift, known[bare] if bare in known else known[rest]
            if shift and before[-1:] == self.ties.to and rest.startswith(self.ties.to) and rest[1:] in known:
                return shift + 1, known[rest[1:]]
        return None

    def body(self, word: str) -> tuple[int, str] | None:
        """As `head`, for any institution."""
        return self.head(word, Heads(first=self.ties.bodies))

    def accusative(self, word: str, heads: Heads) -> bool:
        """Whether a head bears the ending of an indefinite object: "a branch" is no name."""
        form = fold(word)
        return form.endswith(self.ties.accusative) and form.removesuffix(self.ties.accusative) in _folded(heads.all)

    def definite(self, word: str) -> bool:
        """Whether a word has the article, letters written to it aside."""
        form = fold(word)
        bare = next((form[n:] for n in (1, 2) if form[n:].startswith(self.ties.article) and self._glued(form[:n])), form)
        return bare.startswith(self.ties.article) or (bare.startswith(self.ties.to * 2) and bare[1:] not in self.ties.lam)

    def _glued(self, letters: str) -> bool:
        return all(letter in self.ties.glued for letter in letters)

    def common(self, form: str) -> bool:
        """Whether a word is but "the university": the noun of a body with the article."""
        return form.startswith(self.ties.article) and form.removeprefix(self.ties.article) in _folded(self.ties.bodies)

    def many(self, form: str) -> bool:
        """Whether a definite word is a plural, so that it goes with no singular before it: "the branch the courses"."""
        return form.startswith(self.ties.article) and form.endswith(self.ties.plural) and form not in self.ties.generic

    def coming(self, form: str) -> bool:
        """Whether a word is a verb in the future: "the laboratory | will be given"."""
        known = form in self.ties.nouns or self.ties.placed(form)
        return form.startswith(self.ties.future) and len(form) > LONG_FUTURE and not known

    def adjectival(self, form: str) -> bool:
        """Whether a definite word has the shape of an adjective, as far as letters tell, or is listed as one."""
        stem = form.removeprefix(self.ties.article)
        bare = stem.removesuffix(self.ties.feminine)
        shaped = any(
            len(bare) == len(shape) and all(s in {"*", c} for s, c in zip(shape, bare, strict=True))
            for shape in self.ties.shapes
        )
        several = any(stem.endswith(end) and stem.removesuffix(end).endswith(self.ties.nisba) for end in self.ties.many_endings)
        nisba = several or (form.endswith(self.ties.nisba) and stem not in self.ties.plain_nouns)
        return nisba or form.startswith(self.ties.participle) or shaped or stem in self.ties.epithets

    def names_body(self, word: Word) -> bool:
        """Whether a word is a head of a body, nothing written to it."""
        found = self.body(word.text) if word.is_word else None
        return found is not None and found[0] == 0

    def two(self, word: str, heads: Heads) -> bool:
        """Whether a head is the dual of another: "two nodes" name none."""
        form, known = fold(word), _folded(heads.all)
        bare = (form.removesuffix(end) for end in self.ties.dual if form.endswith(end) and len(form) > len(end) + 1)
        return any(known.keys() & {noun, noun.removesuffix(self.ties.bound) + self.ties.feminine} for noun in bare)

    def organ(self, word: str, shift: int, after: Word) -> bool:
        """Whether a head, `shift` letters glued to it, and the word behind it are but an organ of a body.

        Before a noun in "l" the letter "to" swallows the article: للجنة is "to the committee" as well.
        """
        form = fold(word[shift:])
        forms = (form, self.ties.article + form) if self.swallowed(word, shift) else (form,)
        return any(f"{one} {fold(after.text)}" in self.ties.not_bodies for one in forms)

    def swallowed(self, word: str, shift: int) -> bool:
        """Whether a head in "l", `shift` letters glued to it, may have lost its article to "to": للجنة."""
        return fold(word[:shift]).endswith(self.ties.to) and fold(word[shift:]).startswith(self.ties.to)

    def glued_body(self, word: Word) -> bool:
        """Whether a word is a body with a preposition written to it ("بجامعة")."""
        return word.is_word and fold(word.text)[0] in self.ties.glued and self.body(word.text) is not None

    def again(self, word: Word, head: Word) -> bool:
        """Whether a word is the head again, with the article: "the observatory of A is the first observatory"."""
        form, article = fold(word.text), self.ties.article
        return form.startswith(article) and form.removeprefix(article) == fold(head.text).removeprefix(article)


@lru_cache(maxsize=64)
def _folded(heads: frozenset[str]) -> dict[str, str]:
    """Heads by their folded form."""
    return {fold(head): head for head in heads}


def following(words: list[Word], n: int) -> Word | None:
    """The word of a number, where it stands on one line with the one before."""
    return words[n] if 0 <= n < len(words) and words[n].near else None
