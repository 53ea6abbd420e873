"""The places or bodies of a plural title that its words list after a common noun or none: "the mayors of A and B", "los rectores de las universidades de A y de B"."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from pipeline.lexicon import Lexicon
from pipeline.persons.employers.bodies import Body
from pipeline.persons.employers.offices import Offices
from pipeline.persons.employers.wording import Post
from pipeline.persons.scene import Scene
from pipeline.persons.titles.grammar import Title

__all__ = ["Shares"]


@dataclass(frozen=True, slots=True)
class Share:
    """One place or body of a list: how it is led to ("de", "of the") and its own tokens, half-open."""

    lead: str
    first: int
    last: int


class Shares:
    """Reads such lists. Words read: number_endings (endings of nouns in the plural, with those of the singular), and those of `Offices`."""

    def __init__(self, lexicon: Lexicon, offices: Offices) -> None:
        self.grammar, self.offices = offices.grammar, offices
        self.endings = lexicon.table("number_endings")

    def of(self, scene: Scene, title: Title, post: Post, bodies: Sequence[Body]) -> list[Post]:
        """The posts that a plural title stands for, in the order of the list; none where its words list nothing."""
        said = scene.between(title.core_last, title.last)
        if not title.plural or not self.endings or post.organisation or not post.title.endswith(said):
            return []
        at = self._led(scene, title.core_last)
        noun = self._singular(scene.tokens[at].text) if at < title.last else ""
        begin = at + 1 if noun else title.core_last
        first, listed = next(
            ((n, found) for n in range(begin, title.last) if len(found := self._listed(scene, n, title.last)) > 1), (begin, [])
        )
        core = post.title.removesuffix(said).rstrip()
        kept = scene.between(begin, first)
        lead = f"{noun} {kept}".rstrip() if noun else ""
        core = core if noun else f"{core} {kept}".rstrip()
        shares = [f"{lead} {share.lead}{scene.between(share.first, share.last)}".strip() for share in listed]
        if not noun:
            return [replace(post, title=f"{core} {share}") for share in shares]
        known = {body.name.lower(): body.name for body in bodies}
        return [Post(core, known.get(name.lower(), name), "named") for name in shares]

    def _singular(self, word: str) -> str:
        """The noun of a body of which a word is the plural; empty where it is none."""
        forms = (word.removesuffix(plural) + one for plural, one in self.endings.items() if word.endswith(plural))
        return next((form for form in forms if form.lower() in self.offices.anaphors), "")

    def _led(self, scene: Scene, at: int) -> int:
        """Index behind a preposition and articles; `at` itself where none stand."""
        found = self.grammar.prepositions.at(scene.tokens, at)
        return self.grammar.phrases.skip_articles(scene.tokens, found.end) if found is not None else at

    def _listed(self, scene: Scene, at: int, last: int) -> list[Share]:
        """Capitals, each led to like the first, or by words of its own, commas and "and" between them, up to `last`."""
        tokens, found = scene.tokens, list[Share]()
        marks: Collection[str] = {",", *self.grammar.conjunctions}
        while at < last:
            first = self._led(scene, at)
            end = first
            while end < last and tokens[end].is_word and tokens[end].is_capital:
                end += 1
            if end == first or (first == at and not found):
                return []
            lead = scene.text[tokens[at].start : tokens[first].start] if first > at else found[0].lead
            found.append(Share(lead, first, end))
            if end < last and tokens[end].lower not in marks:
                return []
            at = end + 1
        return found
