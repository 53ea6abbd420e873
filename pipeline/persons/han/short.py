"""Short names by which Chinese titles call a body: characters of its name in their order, the last of them that of its noun."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.lexicon import Lexicon
from pipeline.persons.employers.bodies import Body
from pipeline.phrases import fold

__all__ = ["HanShortNames"]

# Characters of a short name.
SHORT = range(2, 5)


class HanShortNames:
    """Knows them. Words read: short_nouns (大学 → 大), districts (behind which a name may begin: 临川市|少体校), commons (what is no short name)."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.nouns: dict[str, str] = {noun: str(last) for noun, last in lexicon.words.get("short_nouns", {}).items()}
        self.districts = tuple(lexicon.list("districts"))
        self.commons = frozenset(lexicon.list("commons"))

    def body(self, short: str, bodies: Sequence[Body]) -> Body | None:
        """The body that is called so."""
        said = fold(short)
        if len(said) not in SHORT or said in self.commons:
            return None
        called = next((b for b in bodies if not b.centre and self._calls(said, fold(b.name))), None)
        return called or self._local(said, bodies)

    def _local(self, short: str, bodies: Sequence[Body]) -> Body | None:
        """The one body that is called by the noun of its district and its own last character: 县社 of 清河县供销合作社."""
        district, noun = short[:-1], short[-1]
        names = {b.name: b for b in bodies if district in fold(b.name)[1:-1] and fold(b.name).endswith(noun)}
        return next(iter(names.values())) if district in self.districts and len(names) == 1 else None

    def _calls(self, short: str, name: str) -> bool:
        """Whether a name is called by these characters: its first or the first behind its district, others in their order, its noun."""
        noun = next((n for n, last in self.nouns.items() if name.endswith(n) and short.endswith(last)), "")
        stem = name.removesuffix(noun)
        starts = [0, *(at + 1 for at, char in enumerate(stem) if char in self.districts)]
        return bool(noun) and any(stem.startswith(short[0], at) and _ordered(short[1:-1], stem[at + 1 :]) for at in starts)


def _ordered(characters: str, text: str) -> bool:
    """Whether these characters stand in a text in their order."""
    rest = iter(text)
    return all(char in rest for char in characters)
