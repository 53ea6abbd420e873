"""Where a name or acronym stands, and what that says of it: beside a body, in a person's name, in a longer name."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from pipeline.names import acronyms
from pipeline.names.words import split

BESIDE = 8
# Characters and words behind a name among which its bearer's post is told.
TOLD = 70
POST_WORDS = 4
# Words of a department's name before its field, at least.
LEAST = 2


class Surroundings:
    """Reads the words around a name, in one language.

    `posts` ("director"), `installed` ("appointed", before a post), `possessing` ("its"), `sources` ("at", "by"), `honorifics`, `never` (no part of a name), joints and articles, `departments` (of a government, where they stand by themselves); `fielded_posts` (what stands behind their "of" is a field); `heads` of bodies.
    """

    def __init__(self, words: Mapping[str, Any], heads: Collection[str]) -> None:
        self.heads = frozenset(heads)
        self.honorifics = frozenset(words.get("honorifics", ()))
        self.posts = frozenset(words.get("posts", ()))
        self.installed = frozenset(words.get("installed", ()))
        self.possessing = frozenset(words.get("possessing", ()))
        self.sources = frozenset(words.get("sources", ()))
        self.never = frozenset(words.get("never", ()))
        self.articles = frozenset(words.get("articles", ()))
        self.elisions = frozenset(words.get("elisions", ()))
        self.joints = frozenset(w.casefold() for w in words.get("both", ()))
        self.departments = frozenset(words.get("departments", ()))
        self.led = frozenset(words.get("led", ()))
        self.fielded_posts = frozenset(words.get("fielded_posts", ()))
        self.fielding = frozenset({*words.get("of", ()), *words.get("inner", ())}) - self.sources | frozenset(
            words.get("of", ())
        )
        self.links = frozenset(words.get("of", ()))
        self.little = frozenset({*words.get("of", ()), *words.get("both", ()), *words.get("inner", ()), *self.articles})

    def part_of_more(self, text: str, end: int) -> bool:
        """Whether a capitalised word that is no post goes on behind an acronym: the name is of something else."""
        after = text[end : end + 30].split(" ")[1:2] if text[end : end + 1] == " " else []
        return (
            bool(after)
            and after[0][:1].isupper()
            and not acronyms.looks(after[0])
            and after[0].strip(".,;:").casefold() not in self.posts | self.never
        )

    def beside_body(self, text: str, start: int, end: int, taken: list[tuple[int, int]]) -> bool:
        """Whether a word stands where a body does: behind a post, behind "by" or "at", or in a list of bodies."""
        before = split(text[max(0, start - 40) : start])
        near = [(s, e) for s, e in taken if end < s <= end + BESIDE or e < start <= e + BESIDE]
        if any(self._listed(text[min(e, end) : max(s, start)]) for s, e in near):
            return True
        lowers = [w.lower for w in before if w.is_word and w.lower not in self.articles][-2:]
        if not lowers:
            return False
        return lowers[-1] in self.posts or (lowers[-1] in self.sources and (lowers[-1] != "of" or lowers[0] in self.posts))

    def fielded(self, text: str, start: int) -> bool:
        """Whether a name stands behind a post that has a field there, and no body: "Professor of Epigraphy", "Minister for Ports"."""
        before = [w.lower for w in split(text[max(0, start - 40) : start].rpartition("\n")[2])]
        return len(before) > 1 and before[-1] in self.fielding and before[-2] in self.fielded_posts

    def stands(self, text: str, start: int) -> bool:
        """Whether a name stands in running text, no field behind a bare "of" or "for" ("Head of Cryosphere Services", but "CEO of")."""
        before = [w.lower for w in split(text[max(0, start - 40) : start].rpartition("\n")[2]) if w.is_word]
        led = len(before) > 1 and (before[-2] in self.led or " ".join(before[-3:-1]) in self.led)
        return bool(before) and (before[-1] not in self.links or led)

    def definite(self, text: str, start: int) -> bool:
        """Whether an article stands right before a name."""
        return text[max(0, start - 20) : start].rstrip(" ").rpartition(" ")[2].casefold() in self.articles

    def holds_post(self, text: str, start: int, end: int) -> bool:
        """Whether a name is a person's by what stands around it: "Deputy Director X", "X, its team leader", "X had been named director"."""
        before = text[max(0, start - 40) : start].rpartition("\n")[2].split()
        if before and before[-1].casefold() in self.posts and len(text[start:end].split()) > 1:
            return True
        words = [w.lower for w in split(text[end : end + TOLD].partition("\n")[0])]
        if words[:1] == [","]:
            owned = words[1:2] and words[1] in self.possessing
            return bool(owned) and any(word in self.posts for word in _clause(words[2:])[:POST_WORDS])
        at = next((n for n, word in enumerate(words[:POST_WORDS]) if word in self.installed), None)
        return at is not None and any(word in self.posts for word in _clause(words[at + 1 :])[:POST_WORDS])

    def governs(self, text: str, start: int, end: int) -> bool:
        """Whether a department is one of a government: it stands by itself, behind no link or post, before none ("Head of the | Department of Dyes | at")."""
        words = [w.lower for w in split(text[start:end])]
        if len(words) <= LEAST or words[0] not in self.departments or words[1] not in self.links:
            return False
        before = [w.lower for w in split(text[max(0, start - TOLD) : start].rpartition("\n")[2])]
        before = [word for word in before if word not in self.articles]
        behind = [w.lower for w in split(text[end : end + TOLD].partition("\n")[0])][:1]
        links = self.little | {","}
        held = before[-1] in self.posts | (links - self.joints - {","}) if before else False
        return not held and not (behind and behind[0] in links)

    def owns(self, text: str, end: int) -> bool:
        """Whether a name owns what stands behind it: "Health New Zealand's commissioner"."""
        return text.startswith(("'s ", "’s "), end)

    def _listed(self, gap: str) -> bool:
        """Whether nothing but a joint and an article stands between two names."""
        return all(w.text == "," or w.lower in self.joints | self.articles for w in split(gap, self.elisions))

    def titled(self, text: str, start: int) -> bool:
        """Whether an honorific stands before a word, so that it names a person."""
        return text[max(0, start - 20) : start].rstrip(" ").rstrip(".").rpartition(" ")[2].casefold() in self.honorifics

    def in_person(self, text: str, start: int, end: int) -> bool:
        """Whether a word in capitals is a family name: an honorific before it, or a given name after it."""
        after = text[end + 1 : end + 30].partition(" ")[0].strip(",.;:)") if text[end : end + 1] == " " else ""
        given = after[:1].isupper() and after[1:].islower() and after.casefold() not in self.never | self.heads
        return self.titled(text, start) or given


def _clause(words: list[str]) -> list[str]:
    """Words up to a mark."""
    return words[: next((n for n, word in enumerate(words) if not word[0].isalnum()), len(words))]
