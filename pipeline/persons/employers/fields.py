"""In what field of life a post is held, and what bodies there are in it: rectors at universities, matrons in hospitals, deans in dioceses too."""

from __future__ import annotations

from functools import cache

from pipeline.lexicon import Lexicon
from pipeline.phrases import fold

__all__ = ["Fields"]


class Fields:
    """Tells fields by nouns. Words read: posts_of, bodies_of (field → beginnings of words, in a language without spaces and one with glued articles any part of one), kinds_of (field → kinds of bodies)."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.mark = "" if lexicon.words.get("script") in {"han", "uncased"} else " "
        self.posts = self._table(lexicon, "posts_of")
        self.bodies = self._table(lexicon, "bodies_of")
        self.kinds: dict[str, list[str]] = lexicon.table("kinds_of")
        self.of_post = cache(self._of_post)
        self.of_body = cache(self._of_body)

    def fit(self, said: str, name: str, kind: str) -> frozenset[str]:
        """The fields that a post and a body share."""
        return self.of_post(said) & self.of_body(name, kind)

    def _of_post(self, said: str) -> frozenset[str]:
        """The fields of a post."""
        return self._told(self.posts, said)

    def _of_body(self, name: str, kind: str) -> frozenset[str]:
        """The fields of a body."""
        return self._told(self.bodies, name) | {field for field, kinds in self.kinds.items() if kind in kinds}

    def _told(self, table: dict[str, tuple[str, ...]], said: str) -> frozenset[str]:
        written = f" {fold(said)}".replace("-", " ").replace("'", " ").replace("’", " ")
        return frozenset(field for field, nouns in table.items() if any(noun in written for noun in nouns))

    def _table(self, lexicon: Lexicon, name: str) -> dict[str, tuple[str, ...]]:
        return {field: tuple(f"{self.mark}{fold(noun)}" for noun in nouns) for field, nouns in lexicon.table(name).items()}
