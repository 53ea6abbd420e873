"""What two names share: one holds the other, or a word of it."""

from __future__ import annotations

from collections.abc import Collection

from pipeline.phrases import fold

# Chinese names from here on, and the last of their characters.
HAN, LAST_HAN = "\u3400", "\u9fff"
# Characters of a Chinese school's name by which that of its site may begin.
TAIL = 4
# Characters that two words share where one is formed from the other.
STEM = 5


def telling(name: str, lands: Collection[str] = (), heads: Collection[str] = ()) -> frozenset[str]:
    """The words of a name that tell it from others: capitalised, where the script has capitals, and not its head alone.

    Not so the words for countries (`lands`): "Turkmen State University", "Turkmenistan National Centre"; nor nouns of bodies (`heads`).
    """
    words = name.replace("-", " ").split()
    cased = any(word[:1].isupper() for word in words)
    proper = {fold(word) for n, word in enumerate(words) if len(word) > 3 and (word[:1].isupper() if cased else n > 0)}
    proper -= set(heads)
    return frozenset(word for word in proper if not any(_formed(word, land) for land in lands))


def akin(name: str, words: Collection[str], site: str, others: Collection[str]) -> bool:
    """Whether a telling word of one name is one of the other's, or formed from it: "Graz Polytechnic", "Quantum House Graz".

    `words`, `others`: the telling words of `name` and `site`; Chinese names have none.
    """
    if site[:1] > HAN:
        return any(name[n : n + 2] in site for n in (0, 1)) and not site.startswith(name)
    return any(_formed(one, other) for one in words for other in others)


def _formed(one: str, other: str) -> bool:
    if one == other:
        return True
    return min(len(one), len(other)) >= STEM and (one[:STEM] == other[:STEM] or one[-STEM:] == other[-STEM:])


def within(form: str, name: str) -> bool:
    """Whether a name holds a shorter one, word for word; letters may be written to it outside ASCII."""
    return f" {fold(form)} " in f" {fold(name)} " or (not form.isascii() and fold(form) in fold(name))


def begins(site: str, school: str) -> bool:
    """Whether the Chinese name of a site begins with the end of a school's, the district before it left out."""
    ends = (school[n:] for n in range(1, len(school) - TAIL + 1)) if school[:1] > HAN else ()
    return any(site.startswith(end) for end in ends)
