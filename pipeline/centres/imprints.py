"""What tells in passing of a country: money, telephone numbers, addresses on the internet, and words of public life."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from pipeline import lexicon
from pipeline.phrases import Phrases, split

# The country of a page or mailbox stands last in its name: "gob.pe", "@unes.ar".
DOMAIN = re.compile(r"(?<=[\w-])\.([a-z]{2})(?![\w.-])|(?<=[\w-])\.([a-z]{2})(?=[/.](?:\W|$|\w+/))")
CALLING = re.compile(r"(?<!\w)\+(\d{1,3})[ ()\-.]?\d")
MOST = 3
# Letters that tell how a whole text is written.
ENOUGH = 3


@dataclass(frozen=True, slots=True)
class Imprints:
    """The words of one language: `money` by phrase, `signs` of money beside figures, `calling` codes and the last parts of `domains`, each with a country.

    `usage`: words of public life, with the countries that have them ("school district", "arrondissement"); `letters` with those that write them.
    """

    money: Phrases[str]
    usage: Phrases[str]
    signs: re.Pattern[str]
    coins: Mapping[str, str]
    calling: Mapping[str, str]
    domains: Mapping[str, str]
    letters: Mapping[str, str]

    @classmethod
    def of(cls, language: str) -> Imprints:
        """The imprints of a language."""
        words = lexicon.read(language, "imprints").words
        signs: Mapping[str, str] = words["signs"]
        said = "|".join(re.escape(sign) for sign in sorted(signs, key=len, reverse=True))
        return cls(
            Phrases(list(words.get("money", {}).items()), cased=False),
            Phrases(list(words.get("usage", {}).items()), cased=False),
            re.compile(rf"(?<![\w$])({said}) ?(?=\d)|(?<=\d)[  ]?({said})(?!\w)"),
            signs,
            words["calling"],
            words["domains"],
            words.get("letters", {}),
        )

    def told(self, text: str) -> Iterator[tuple[str, str]]:
        """Each sort of imprint with the country for which it speaks."""
        words = split(text)
        yield from (("money", match.value) for match in self.money.find(text, words))
        yield from self._used(text, {text[match.start : match.end]: match.value for match in self.usage.find(text, words)})
        for found in self.signs.finditer(text):
            yield "money", self.coins[found.group(1) or found.group(2)]
        for found in CALLING.finditer(text):
            code = next((found.group(1)[:n] for n in range(MOST, 0, -1) if found.group(1)[:n] in self.calling), None)
            if code:
                yield "phone", self.calling[code]
        for found in DOMAIN.finditer(text):
            if code := self.domains.get(found.group(1) or found.group(2)):
                yield "domain", code

    def _used(self, text: str, said: Mapping[str, str]) -> Iterator[tuple[str, str]]:
        """The countries of which words of public life tell, and the one that has more of them and of the letters than any other."""
        written = [codes for letters, codes in self.letters.items() if sum(map(text.count, letters)) >= ENOUGH]
        shared = [codes.split() for codes in (*said.values(), *written)]
        yield from (("usage", codes[0]) for codes in shared if len(codes) == 1)
        best = Counter(code for codes in shared for code in codes).most_common(2)
        if best and (len(best) == 1 or best[0][1] > best[1][1]):
            yield "most usage", best[0][0]


@cache
def imprints(language: str) -> Imprints:
    """The imprints of a language, read once."""
    return Imprints.of(language)
