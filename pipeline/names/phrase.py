"""What a grown name is, whatever grammar grew it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

# The label that recognisers give to persons.
PERSON = "PER"


@dataclass(frozen=True, slots=True)
class Phrase:
    """A name around its head noun.

    `start`, `end`, `head_start`, `head_end`: code points. `head`: the head as the lexicon writes it. `specific`: whether
    anything in the phrase tells this body from others of its sort ("the National University" is not specific). `rule`: what found it, where it was no grammar. `name`: the nominative, where the
    text has another case.
    """

    start: int
    end: int
    head_start: int
    head_end: int
    head: str
    specific: bool
    rule: str = ""
    name: str = ""

    def called(self, text: str) -> str:
        """The name: in the nominative where the grammar brought it there, else as the text has it."""
        return self.name or text[self.start : self.end]

    def holds(self, other: Phrase) -> bool:
        """Whether the other lies inside this one."""
        return self.start <= other.start and other.end <= self.end and (self.start, self.end) != (other.start, other.end)


def uncut(phrase: Phrase, entities: Iterable[tuple[int, int, str]], text: str, *, ends: Callable[[str, str], bool]) -> Phrase:
    """A phrase that ends inside what a recogniser takes for one name, led on to that name's end.

    Not where the next word `ends` a name for certain; it is asked with the last word of the phrase before it. A body is no
    beginning of a person.
    """
    if ends(text[phrase.start : phrase.end].rpartition(" ")[2], text[phrase.end + 1 :].partition(" ")[0].strip(".,،؛:»)\n")):
        return phrase
    inside = ((s, e) for s, e, label in entities if s < phrase.end < e and (label != PERSON or s > phrase.start))
    end = next((e for s, e in inside if "\n" not in text[s:e] and text[phrase.end] == " "), phrase.end)
    return replace(phrase, end=end, name=phrase.name and phrase.name + text[phrase.end : end]) if end > phrase.end else phrase
