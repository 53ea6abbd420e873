"""Whose a title is: the institution cut out of its expression, or the one that the text around it says.

The outermost institution of the expression counts; what is left is the title, joined by a space. Without one: the ministry of
a minister, the body that "its" or "the centre" points to, the body of the person's other title, the nearest one before.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from pipeline import morphology
from pipeline.lexicon import Lexicon
from pipeline.persons.bearings import Bearings, definite_of
from pipeline.persons.bodies import Body, bracketed, expanded, latest
from pipeline.persons.holders import Placed
from pipeline.persons.offices import Offices
from pipeline.persons.phrases import Phrases
from pipeline.persons.scene import Scene
from pipeline.persons.titles import Title, TitleGrammar
from pipeline.persons.tokens import Token, tokenise

__all__ = ["Employers", "Post"]

MOST_RANKS = 2


@dataclass(frozen=True, slots=True)
class Post:
    """A title without its institution, and the institution; `how` it was found out."""

    title: str
    organisation: str | None
    how: str


class Employers:
    """Splits titles and finds their institutions. Words read: companion, housing, possessive_article, and those of `Offices`."""

    def __init__(self, lexicon: Lexicon, grammar: TitleGrammar) -> None:
        self.grammar = grammar
        self.offices = Offices(lexicon, grammar)
        self.definite = definite_of(lexicon, self.offices)
        self.companion = Phrases(lexicon.list("companion"))
        self.housing = Phrases(lexicon.list("housing"))
        self.possessive_article = str(lexicon.words.get("possessive_article", ""))

    def over(self, scene: Scene, bodies: Sequence[Body], titles: Sequence[Title], names: Sequence[Placed]) -> Bearings:
        """What the titles of one text are judged by."""
        return Bearings(scene, bodies, titles, names, pointers=(self.offices, self.definite))

    def fits(self, title: Title, body: Body) -> bool:
        """Whether posts of this kind are held at such a body."""
        return self.offices.fits(title, body)

    def post(self, bearings: Bearings, title: Title, holder: Placed) -> Post:
        """Title and institution, for the one who holds it."""
        scene = bearings.scene
        inner = [b for b in bearings.bodies if title.first <= b.first and b.last <= title.last]
        pointed = self._pointed(bearings, title)
        if pointed is not None and (not inner or inner[-1].last < title.last):
            return pointed
        if attached := self._attached(scene, title, inner):
            body = next((b for b in attached if b.centre), attached[-1])
            return Post(self._without(scene, title, replace(body, last=attached[-1].last)), body.name, "named")
        owner = next((b for b in inner if b.last <= title.core_first), None)
        if owner is not None:
            return Post(self._words(scene, title, title.core_first, title.last), owner.name, "named")
        if (possessor := self._possessor(bearings, title)) is not None:
            return Post(self._words(scene, title, title.core_first, title.last), possessor.name, "pointed")
        if (sited := self._sited(bearings, title)) is not None:
            return sited
        unknown = self._before_core(scene, title) or self._housed(scene, title)
        unknown = unknown or self._unclaimed(scene, title) or self._acronym(scene, title)
        if unknown is not None:
            return replace(unknown, organisation=expanded(unknown.organisation or "", bearings.bodies))
        name, how = bearings.around(title, holder)
        last = self._before_pointer(scene, title) if name is not None else title.last
        return Post(self._words(scene, title, title.core_first, last), name, how)

    def _attached(self, scene: Scene, title: Title, inner: Sequence[Body]) -> list[Body]:
        """The bodies in a complement; of a minister's none that only goes along ("Relations with Parliament")."""
        attached = [b for b in inner if b.first >= title.core_last and not bracketed(scene, b)]
        if attached and all(self._part(scene, b) for b in attached) and self.offices.kind(scene, title) in self.offices.houses:
            return []
        if self.offices.kind(scene, title) != "minister":
            return attached
        return [b for b in attached if not self.companion.covers(scene.tokens, b.first - 1, b.first)]

    def _part(self, scene: Scene, body: Body) -> bool:
        """Whether a body is but a part of an institution, by the noun that it begins with: "Facultad de Artes"."""
        return self.grammar.loose and not body.centre and scene.tokens[body.first].lower in self.grammar.units

    def _without(self, scene: Scene, title: Title, body: Body) -> str:
        """The expression less an institution, its preposition, its article and the acronym behind it."""
        tokens = scene.tokens
        start, end = body.first, body.last
        if end < title.last and tokens[end].text in '»”"':
            end += 1
        if end < title.last and tokens[end].text in "(（":
            end = next((i + 1 for i in range(end, title.last) if tokens[i].text in ")）"), end)
        if end < title.last and tokens[end].lower == "'s":
            kept = self._words(scene, title, title.core_first, start, strip=False)
            if kept.split()[-1].lower() == self.possessive_article:
                return f"{kept} {self._words(scene, title, end + 1, title.last)}"
            return f"{kept} {self.possessive_article} {self._words(scene, title, end + 1, title.last)}"
        if start - 2 >= title.core_last and tokens[start - 1].lower == "'s":
            start -= 2
        start = self._before_noun(scene, title, self._back(scene, start, title.core_last))
        left = self._words(scene, title, title.core_first, start)
        right = "" if self._apposed(scene, end, title.last) else self._words(scene, title, end, title.last)
        return f"{left} {right}".strip(" ,")

    def _apposed(self, scene: Scene, first: int, last: int) -> bool:
        """Where the article is glued: whether definite words behind an institution are the holder's rank ("the Brigadier")."""
        affixes = self.grammar.affixes
        if not affixes or not 0 < last - first <= MOST_RANKS:
            return False
        if any(self.grammar.after.at(scene.tokens, at) is not None for at in range(first, last)):
            return False
        return all(scene.tokens[at].text.startswith(affixes.article) for at in range(first, last))

    def _before_noun(self, scene: Scene, title: Title, at: int) -> int:
        """Index before "of the manufacturer" that ends at a token, where the institution behind is what the noun means."""
        noun = at - 1
        if noun <= title.core_last or scene.tokens[at].text != "," or not self.offices.bodily(scene.tokens[noun].lower):
            return at
        return noun if (start := self._back(scene, noun, title.core_last)) == noun else start

    def _back(self, scene: Scene, at: int, floor: int) -> int:
        """Index before the preposition, articles and comma that lead to an institution."""
        moved = True
        while moved and at > floor:
            moved = False
            for back in range(min(5, at - floor), 0, -1):
                tables = (self.grammar.articles, self.grammar.prepositions, self.grammar.apposed)
                if any(phrases.covers(scene.tokens, at - back, at) for phrases in tables):
                    at, moved = at - back, True
                    break
            if not moved and scene.tokens[at - 1].text in {",", "،", "«", "“", '"', "„"}:
                at, moved = at - 1, True
        return at

    def _words(self, scene: Scene, title: Title, first: int, last: int, *, strip: bool = True) -> str:
        """The text of these tokens, a plural head in the singular."""
        if first >= last:
            return ""
        words = scene.between(first, last)
        inflects = morphology.inflects(self.grammar.language)
        if title.plural and not inflects and first <= title.head_at < last:
            at = scene.tokens[title.head_at]
            head_end = scene.tokens[title.core_last - 1].end if title.core_last > title.head_at else at.end
            begin = at.start - scene.tokens[first].start
            head = title.head.capitalize() if at.is_capital else title.head
            words = words[:begin] + head + words[head_end - scene.tokens[first].start :]
        words = " ".join(words.split())
        if self.grammar.affixes:
            words = self._disowned(scene, title, first, words.replace("اً", "").replace("ًا", "").replace("ً", ""))
        if inflects and first <= title.head_at < last:
            core = " ".join(scene.between(first, min(title.core_last, last)).split())
            bent = morphology.nominative(core, self.grammar.language, singular=title.plural)
            words = bent + words[len(core) :]
        return words.strip(" ,;:") if strip else words

    def _sited(self, bearings: Bearings, title: Title) -> Post | None:
        """The post of a centre told by its town alone: "centre coordinator in Ballina", at the Ballina River Watch Centre."""
        scene = bearings.scene
        found = self.grammar.prepositions.at(scene.tokens, title.core_last)
        if found is None or found.end + 1 != title.last or self.offices.kinds.get(title.head) != "centre":
            return None
        town = scene.tokens[found.end]
        names = {b.name for b in bearings.bodies if b.centre and town.is_capital and town.text in b.name.split()}
        if len(names) != 1:
            return None
        return Post(self._words(scene, title, title.core_first, title.core_last), names.pop(), "pointed")

    def _possessor(self, bearings: Bearings, title: Title) -> Body | None:
        """The body that a noun means before the core: "the college's Principal"."""
        tokens, at = bearings.scene.tokens, title.core_first
        if title.first != at - 2 or tokens[at - 1].lower != "'s":
            return None
        return bearings.references.match([self.offices.key(tokens[title.first].lower)], title.first)

    def _disowned(self, scene: Scene, title: Title, first: int, words: str) -> str:
        """A title without the possessive glued to its head; with the article where its adjective has one."""
        head = scene.tokens[title.head_at]
        if first != title.head_at or head.lower == head.text.lower() or not words.startswith(head.text):
            return words
        rest, article = words[len(head.text) :], self.grammar.affixes.article
        return (article if rest.strip().startswith(article) else "") + head.lower + rest

    def _before_core(self, scene: Scene, title: Title) -> Post | None:
        """An institution by its capitals before the head: "KNU Rector"."""
        if title.first == title.core_first or scene.tokens[title.core_first - 1].lower == "'s":
            return None
        name = scene.between(title.first, title.core_first)
        return Post(self._words(scene, title, title.core_first, title.last), name, "acronym")

    def _acronym(self, scene: Scene, title: Title) -> Post | None:
        """An institution by its capitals at the end: "Director, KNU"."""
        end = title.last - 1
        token = scene.tokens[end]
        if (inner := self._inner_acronym(scene, title)) is not None:
            return inner
        behind = end >= title.core_last if self.grammar.genitive else end > title.core_last
        if not behind or not token.is_all_capitals or token.text in self.grammar.areas:
            return None
        start = self._back(scene, end, title.core_last)
        if start == end and not self.grammar.genitive:
            return None
        return Post(self._words(scene, title, title.core_first, start), token.text, "acronym")

    def _inner_acronym(self, scene: Scene, title: Title) -> Post | None:
        """An acronym in the middle of a complement without prepositions: "советник ректора АТУ по науке"."""
        if not self.grammar.genitive:
            return None
        for at in range(title.core_last, title.last - 1):
            token = scene.tokens[at]
            if token.is_all_capitals and token.text not in self.grammar.areas and at not in scene.places:
                left = self._words(scene, title, title.core_first, at)
                return Post(f"{left} {self._words(scene, title, at + 1, title.last)}", token.text, "acronym")
        return None

    def _housed(self, scene: Scene, title: Title) -> Post | None:
        """An institution that nothing else has found, behind a preposition that leads to one: "manager at Brightwave"."""
        tokens = scene.tokens
        if self.offices.kind(scene, title) == "minister":
            return None
        for at in range(title.core_last, title.last - 1):
            first = self.grammar.skip_articles(tokens, at + 1) if self.housing.covers(tokens, at, at + 1) else title.last
            if first >= title.last or first in scene.places:
                continue
            if tokens[first].is_capital and tokens[first].lower not in self.grammar.units:
                name = scene.between(first, title.last).split(" (")[0].strip('"”»')
                return Post(self._words(scene, title, title.core_first, at), name, "housed")
        return None

    def _unclaimed(self, scene: Scene, title: Title) -> Post | None:
        """An institution that nothing else has found, by a noun that institutions begin or end with."""
        company = self.offices.kinds.get(title.head) == "corporate"
        for at in range(title.core_last, title.last - 1):
            first = self._noun_phrase(scene, title, at)
            if first is not None and self._common(scene, title, first):
                return self._split_off(scene, title, at, first)
            if first is None or not scene.tokens[first].is_capital:
                continue
            if first in scene.places and not self.grammar.names_unit(scene.tokens, first):
                continue
            if company or (first < title.last - 1 and self._names_body(scene.tokens, first, title.last)):
                return self._split_off(scene, title, at, first)
        return None

    def _common(self, scene: Scene, title: Title, first: int) -> bool:
        """Whether a noun in small letters heads a name, where a language writes them so: "du tribunal de Morne"."""
        if not self.grammar.loose or self.offices.kind(scene, title) in {"civic", "minister"}:
            return False
        word = self.offices.key(scene.tokens[first].lower)
        fits = word in self.offices.anaphors and word not in self.grammar.units and scene.tokens[first].text.islower()
        return fits and scene.tokens[title.last - 1].is_capital and title.last - first > 1

    def _noun_phrase(self, scene: Scene, title: Title, at: int) -> int | None:
        """Where the noun phrase begins that a preposition, a comma or a genitive attaches at a token."""
        tokens = scene.tokens
        joined = tokens[title.last - 2].lower in self.grammar.conjunctions
        if tokens[at].text == "," and not joined and {tokens[at + 1].lower, tokens[title.last - 1].lower} & self.grammar.nouns:
            return at + 1
        if self.grammar.genitive and at == title.core_last:
            return at
        found = self.grammar.prepositions.at(tokens, at)
        first = self.grammar.skip_articles(tokens, found.end) if found is not None else title.last
        return first if first < title.last else None

    def _names_body(self, tokens: Sequence[Token], first: int, last: int) -> bool:
        """Whether a phrase begins (or, where modifiers come first, ends) with a noun that names institutions."""
        ends = {self.offices.key(tokens[first].lower)}
        if not (self.grammar.loose or self.grammar.genitive):
            at = first
            while at + 1 < last and tokens[at + 1].is_capital:
                at += 1
            ends |= {tokens[at].lower}
        return any(e in self.offices.anaphors and e not in self.grammar.units for e in ends)

    def _split_off(self, scene: Scene, title: Title, at: int, first: int) -> Post:
        """The institution from `first` on; in a language of cases it ends at a preposition, and is named in the nominative."""
        end = title.last
        if self.grammar.genitive:
            behind = range(first + 1, title.last)
            end = next((i for i in behind if self.grammar.prepositions.at(scene.tokens, i) is not None), title.last)
        written = scene.between(first, end).split(" (")[0].strip(" ,;")
        name = morphology.nominative(written, self.grammar.language)
        left, right = self._words(scene, title, title.core_first, at), self._words(scene, title, end, title.last)
        return Post(f"{left} {right}".strip(), name, "housed")

    def _pointed(self, bearings: Bearings, title: Title) -> Post | None:
        """Words that point to a body named elsewhere: "of the institute", "at the Ministry", "at Maribor's Faculty"."""
        if self.grammar.genitive and (post := self._pointed_by_noun(bearings, title)) is not None:
            return post
        scene = bearings.scene
        for at in range(title.core_last, title.last):
            if scene.tokens[at].lower == "'s" and (body := latest(bearings.bodies, scene.tokens[at - 1].lower, at)) is not None:
                left = self._words(scene, title, title.core_first, at - 1, strip=False)
                right = self._words(scene, title, at + 1, title.last)
                article = "" if left.split()[-1].lower() == self.possessive_article else f" {self.possessive_article}"
                return Post(f"{left}{article} {right}", body.name, "pointed")
            found = self.definite.at(scene.tokens, at)
            if found is None or found.end >= title.last or title.last - found.end > 4:
                continue
            words = self._pointing(scene, found.end, title.last)
            if self.offices.kind(scene, title) == "minister" and not any(w in self.offices.anaphors for w in words):
                continue
            if (body := bearings.references.match(words, at)) is not None:
                start = self._back(scene, at, title.core_last)
                return Post(self._words(scene, title, title.core_first, start), body.name, "pointed")
        return None

    def _before_pointer(self, scene: Scene, title: Title) -> int:
        """Index before "of the association" at the end of a title: it points to a body, though nothing says by what name."""
        noun = title.last - 1
        found = self.definite.at(scene.tokens, noun - 1) if noun - 1 >= title.core_last else None
        definite = found is not None and found.end == noun and scene.tokens[noun].text.islower()
        if not definite and not (self.grammar.genitive and noun == title.core_last and not scene.tokens[noun].is_capital):
            return title.last
        word = self.offices.key(scene.tokens[noun].lower)
        known = word in self.offices.anaphors or word in self.offices.bodies or word in self.offices.generic
        start = self._back(scene, noun - 1, title.core_last) if definite else noun
        return start if known and word not in self.offices.inner else title.last

    def _pointing(self, scene: Scene, first: int, last: int) -> list[str]:
        """The nouns of a phrase that points, less what says only that it is new."""
        while first + 1 < last and (found := self.grammar.dropped.at(scene.tokens, first)) is not None and found.end < last:
            first = found.end
        tokens = [t for t in scene.tokens[first:last] if t.is_word and t.lower not in self.grammar.joiners]
        words = [self.offices.key(t.lower) for t in tokens]
        return words if len(words) < 2 or words[0] not in self.offices.light else words[1:]

    def _pointed_last(self, bearings: Bearings, title: Title) -> Post | None:
        """Where the article is glued: a noun with it that ends a title or stands before a preposition ("head of the board of the agency")."""
        scene = bearings.scene
        for at in range(title.core_last, title.last):
            word = scene.tokens[at].text
            key = self.offices.key(word)
            last = at + 1 == title.last or self.grammar.prepositions.at(scene.tokens, at + 1) is not None
            if (
                not last
                or key not in self.offices.anaphors
                or key in self.grammar.units
                or not self.grammar.affixes.definite(word)
            ):
                continue
            body = bearings.references.match([key], at)
            if body is not None:
                left = self._words(scene, title, title.core_first, self._back(scene, at, title.core_last))
                return Post(f"{left} {self._words(scene, title, at + 1, title.last)}".strip(), body.name, "pointed")
        return None

    def _pointed_by_noun(self, bearings: Bearings, title: Title) -> Post | None:
        """The same without article: "директор института", also with more behind it ("директор института по науке")."""
        scene, at = bearings.scene, title.core_last
        end = title.last
        kind = self.offices.kind(scene, title)
        placed = at < end and (scene.tokens[at].is_capital or any(n in scene.places for n in range(at, end)))
        if kind == "minister" or (kind == "civic" and placed):
            return None
        if at + 1 < end and self.grammar.prepositions.at(scene.tokens, at + 1) is not None:
            end = at + 1
        if not 0 < end - at <= 3:
            return self._pointed_last(bearings, title) if self.grammar.affixes else None
        while (head := self.grammar.heads.at(scene.tokens, at)) is not None and head.end < end:
            at = head.end
        words = [self.offices.key(t.text) for t in scene.tokens[at:end] if t.is_word]
        body = bearings.references.match([w for w in words if self.definite.at(tokenise(w), 0) is None], at)
        if body is None and self.grammar.affixes:
            return self._pointed_last(bearings, title)
        if body is None:
            return None
        left, right = self._words(scene, title, title.core_first, at), self._words(scene, title, end, title.last)
        return Post(f"{left} {right}".strip(), body.name, "pointed")
