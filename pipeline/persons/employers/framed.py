"""Institutions that only their place on the page tells: in a roster's brackets, in its heading, before those who speak for them."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline import gazetteer
from pipeline.lexicon import Lexicon
from pipeline.persons.employers.offices import Offices
from pipeline.persons.employers.unheard import Unheard
from pipeline.persons.employers.wording import Post, Wording
from pipeline.persons.holders.between import DASHES
from pipeline.persons.holders.links import Placed
from pipeline.persons.phrases import Phrases
from pipeline.persons.scene import Scene
from pipeline.persons.titles.grammar import Title

__all__ = ["Framed"]

# Tokens of a name, at most.
LONGEST = 12
# What parts a title from the institution in a row.
ROW = {",", *DASHES}
# Capitals of a heading that is a name, at least.
FEWEST = 2
CLAUSE = frozenset('.,;:“"(–—')
# Sentences before that of a post in which its body may be named.
MOST_SENTENCES = 3


class Framed:
    """Names the institution of a post where nothing has found one.

    Words read: venues ("Venue:"), headings ("Minutes of"), members ("Members of"), appointing ("elected"), standing_for ("represented"), joining ("joins") and joined_as ("as"), and those of `Offices` and `Unheard`.
    """

    def __init__(self, lexicon: Lexicon, offices: Offices, wording: Wording, unheard: Unheard) -> None:
        self.grammar, self.offices, self.wording, self.unheard = offices.grammar, offices, wording, unheard
        self.venues = Phrases(lexicon.list("venues"))
        self.joining, self.joined_as = (
            Phrases(lexicon.list(name), elisions=self.grammar.elisions) for name in ("joining", "joined_as")
        )
        self.appointing = Phrases(lexicon.list("appointing"), elisions=self.grammar.elisions)
        self.standing_for = Phrases(lexicon.list("standing_for"))
        self.members = Phrases(lexicon.list("members"))
        self.headings = Phrases(lexicon.list("headings"), elisions=self.grammar.elisions)

    def post(self, scene: Scene, title: Title, holder: Placed, names: Sequence[Placed], *, alone: bool) -> Post | None:
        """The post with what its place on the page names; `alone`: no other institution stands in the text."""
        if not self.unheard.bodied or self.offices.of_state(scene, title):
            return None
        people = {at for n in names for at in range(n.begin, n.last)}
        found = self._listed(scene, title, people) or self._joined(scene, title, holder, people)
        found = found or self._spoken_for(scene, min(title.first, holder.begin), people)
        found = found or self._beside_holder(scene, title, holder, people)
        found = found or self._acting(scene, title, holder, people) or self._of_holder(scene, holder, people)
        if found is None and alone:
            roster = self._in_roster(scene, title, holder)
            found = (roster and (self._heading(scene, people) or self._venue(scene, people))) or None
            owned = title.first > 0 and self.offices.possessives.at(scene.tokens, title.first - 1) is not None
            begin = min(title.first, holder.begin)
            found = (
                found or self._subject(scene, begin, people, owned=owned) or self._resumed(scene, begin, people, owned=owned)
            )
        if found is None:
            return None
        said = self.wording.said(scene, title, title.core_first, title.last)
        return Post(said, scene.between(*found), "housed")

    def _name(self, scene: Scene, first: int, people: set[int], *, whole: str = "") -> int:
        """Index behind a name of capitals and small words; `first` where none begins, or a place or a person does.

        It ends in a capital, or, in a language whose adjectives stand behind, at one of the marks of `whole` or with the line.
        """
        tokens, end, last = scene.tokens, first, first
        if first >= len(tokens) or first in scene.institutions or not self._begins(scene, first):
            return first
        while end < len(tokens) and end - first < LONGEST and end not in people:
            token = tokens[end]
            if token.is_capital and token.is_word:
                last = end + 1
            elif token.text != "&" and not (token.is_word and (self._small(scene, end) or (whole and self.grammar.loose))):
                break
            end += 1
        if (
            whole
            and self.grammar.loose
            and last > first
            and (end >= len(tokens) or tokens[end].is_break or tokens[end].text in whole)
        ):
            last = end
        town = scene.places.get(first) == last or gazetteer.anywhere(scene.between(first, last))
        return first if town or self.unheard.field(tokens, first, last) or end in people else last

    def _begins(self, scene: Scene, first: int) -> bool:
        """Whether a name may begin: with a capital, or where bodies are written small with their noun; no post, no small word."""
        token = scene.tokens[first]
        if self.grammar.heads.at(scene.tokens, first) is not None or token.lower in self.grammar.not_names:
            return False
        small = self.grammar.loose and token.lower in self.offices.anaphors and token.lower not in self.grammar.units
        return token.is_word and (token.is_capital or small)

    def _small(self, scene: Scene, at: int) -> bool:
        """Whether a word may stand in a name in small letters: an article, a preposition."""
        tables = (self.grammar.articles, self.grammar.prepositions)
        return scene.tokens[at].lower in self.grammar.joiners or any(table.at(scene.tokens, at) is not None for table in tables)

    def _listed(self, scene: Scene, title: Title, people: set[int]) -> tuple[int, int] | None:
        """The name between the comma or dash behind a title and what closes its bracket, line or row: "(secretary, Green Pact)"."""
        tokens = scene.tokens
        if title.last + 1 >= len(tokens) or tokens[title.last].text not in ROW | {"("}:
            return None
        first = self.grammar.phrases.skip_articles(tokens, title.last + 1)
        end = scene.institutions.get(first) or self._name(scene, first, people, whole=");.”")
        closed = end >= len(tokens) or tokens[end].is_break or tokens[end].text in {")", ";", ".", "”", '"'}
        return (first, end) if end > first and closed else None

    def _beside_holder(self, scene: Scene, title: Title, holder: Placed, people: set[int]) -> tuple[int, int] | None:
        """The name in brackets between a person and a title, or behind the comma that follows the holder in a roster: "X (Green Pact), director", "Director: X, Green Pact"."""
        tokens, mark = scene.tokens, holder.last
        rostered = title.last < min(len(tokens), holder.first) and tokens[title.last].text == ":"
        opens = "," if rostered else "("
        if mark + 1 >= len(tokens) or tokens[mark].text != opens:
            return None
        first = self.grammar.phrases.skip_articles(tokens, mark + 1)
        end = scene.institutions.get(first, first) if rostered else first
        end = end if end > first else self._name(scene, first, people, whole=");")
        several = end - first >= FEWEST or (end > first and tokens[first].is_all_capitals)
        behind = tokens[end].text if end < len(tokens) else ""
        closed = (end >= len(tokens) or tokens[end].is_break or behind == ";") if rostered else behind == ")"
        return (first, end) if several and closed else None

    def _acting(self, scene: Scene, title: Title, holder: Placed, people: set[int]) -> tuple[int, int] | None:
        """The name that acts upon the holder, or for which the holder acts: "Green Pact elected X director", "X, director, represented Green Pact"."""
        tokens = scene.tokens
        begin = min(holder.begin, holder.first)
        verb = next((n for n in range(max(0, begin - LONGEST), begin) if self._links(scene, n, begin)), begin)
        for first in range(max(0, verb - LONGEST), verb) if begin <= title.first else ():
            opens = tokens[first].is_capital and self._starts(scene, first) and self.members.at(tokens, first) is None
            if opens and self._name(scene, first, people) == verb:
                return (first, verb) if verb - first >= FEWEST or tokens[first].is_all_capitals else None
        found = self.standing_for.at(tokens, title.last + 1) if tokens[title.last : title.last + 1] else None
        if found is None or tokens[title.last].text != ",":
            return None
        first = self.grammar.phrases.skip_articles(tokens, found.end)
        end = self._name(scene, first, people)
        return (first, end) if end > first else None

    def _links(self, scene: Scene, at: int, end: int) -> bool:
        """Whether a verb of appointment stands between a token and the holder."""
        found = self.appointing.at(scene.tokens, at)
        return found is not None and found.end == end

    def _starts(self, scene: Scene, at: int) -> bool:
        """Whether a clause or an article stands before a token."""
        before = scene.tokens[at - 1] if at else None
        return (
            before is None or before.is_break or before.text in CLAUSE or self.grammar.articles.covers(scene.tokens, at - 1, at)
        )

    def _of_holder(self, scene: Scene, holder: Placed, people: set[int]) -> tuple[int, int] | None:
        """The name behind "of" that follows the holder: "says treasurer X of Green Pact"."""
        tokens = scene.tokens
        if holder.last >= len(tokens) or tokens[holder.last].lower not in self.unheard.body_links:
            return None
        first = self.grammar.phrases.skip_articles(tokens, holder.last + 1)
        end = self._name(scene, first, people) if first < len(tokens) else first
        several = end - first >= FEWEST or (end > first and tokens[first].is_all_capitals)
        return (first, end) if several and first not in scene.places else None

    def _joined(self, scene: Scene, title: Title, holder: Placed, people: set[int]) -> tuple[int, int] | None:
        """The name between the verb behind a person and "as": "X joins Green Pact as director"."""
        verb = self.joining.at(scene.tokens, holder.last)
        first = self.grammar.phrases.skip_articles(scene.tokens, verb.end) if verb is not None else title.first
        end = self._name(scene, first, people) if first < title.first else first
        behind = self.joined_as.at(scene.tokens, end) if end > first else None
        led = behind is not None and self.grammar.phrases.skip_articles(scene.tokens, behind.end) == title.first
        return (first, end) if led else None

    def _opening(self, scene: Scene, at: int) -> int:
        """The token with which the sentence of a token begins, or the line in it."""
        while at and scene.sentence(at - 1) == scene.sentence(at) and not scene.tokens[at - 1].is_break:
            at -= 1
        return at

    def _spoken_for(self, scene: Scene, begin: int, people: set[int]) -> tuple[int, int] | None:
        """The name for which somebody speaks who stands behind it: "For Green Pact, the director, X"."""
        opens = self._opening(scene, begin)
        line = scene.line_above(opens) if begin - opens <= 1 else range(0)
        opens = line.start if line else opens
        link = self.offices.representing.at(scene.tokens, opens)
        first = self.grammar.phrases.skip_articles(scene.tokens, link.end) if link is not None else begin
        end = self._name(scene, first, people, whole=",:") if first < begin else first
        if end == first or end >= begin or not (scene.tokens[end].text in {",", ":"} or scene.tokens[end].is_break):
            return None
        if line:
            return (first, end) if end >= line.stop - 1 else None
        small = all(self.grammar.articles.at(scene.tokens, at) is not None for at in range(end + 1, begin))
        return (first, end) if small else None

    def _in_roster(self, scene: Scene, title: Title, holder: Placed) -> bool:
        """Whether a title stands in brackets behind its holder, or before a colon."""
        tokens = scene.tokens
        bracket = title.first > holder.last - 1 and tokens[title.first - 1].text == "("
        return bracket or (title.last < len(tokens) and tokens[title.last].text == ":")

    def _heading(self, scene: Scene, people: set[int]) -> tuple[int, int] | None:
        """The name that is the first line of a text, or stands in it behind "Minutes of"."""
        said = self.headings.at(scene.tokens, 0)
        first = self.grammar.phrases.skip_articles(scene.tokens, said.end if said is not None else 0)
        end = self._name(scene, first, people)
        closed = end < len(scene.tokens) and (
            scene.tokens[end].is_break or (said is not None and scene.tokens[end].text in ",.:")
        )
        several = sum(sum(c.isupper() for c in t.text) for t in scene.tokens[first:end]) >= FEWEST
        return (first, end) if end > first and closed and (several or said is not None) else None

    def _venue(self, scene: Scene, people: set[int]) -> tuple[int, int] | None:
        """The name behind "Venue:" at the beginning of a line."""
        for at in range(len(scene.tokens) - 2):
            opens = not at or scene.tokens[at - 1].is_break
            found = self.venues.at(scene.tokens, at) if opens else None
            if found is None or found.end >= len(scene.tokens) or scene.tokens[found.end].text != ":":
                continue
            first = self.grammar.phrases.skip_articles(scene.tokens, found.end + 1)
            end = self._name(scene, first, people, whole=",;.(")
            return (first, end) if end > first else None
        return None

    def _resumed(self, scene: Scene, begin: int, people: set[int], *, owned: bool) -> tuple[int, int] | None:
        """The capitals with which one of the sentences before begins, of the same paragraph: "Green Pact is ten. Its director, X, spoke"."""
        opens = self._opening(scene, begin)
        for _ in range(MOST_SENTENCES):
            if not opens or scene.tokens[opens - 1].is_break:
                return None
            found = self._subject(scene, opens - 1, people, owned=owned)
            if found is not None:
                return found
            opens = self._opening(scene, opens - 1)
        return None

    def _subject(self, scene: Scene, begin: int, people: set[int], *, owned: bool) -> tuple[int, int] | None:
        """The capitals with which the sentence of a post begins, a verb behind them: "Green Pact was represented by its director, X"; `owned`: whether a possessive stands before the post."""
        opens = self._opening(scene, begin)
        first = self.grammar.phrases.skip_articles(scene.tokens, opens)
        if (members := self.members.at(scene.tokens, first)) is not None:
            first = self.grammar.phrases.skip_articles(scene.tokens, members.end)
        end = self._name(scene, first, people)
        if (
            end == first
            or end >= begin
            or end - first < FEWEST - (owned or first > opens or scene.tokens[first].is_all_capitals)
        ):
            return None
        verb = scene.tokens[end]
        whose = verb.text == "," and end + 1 < begin and self.offices.possessives.at(scene.tokens, end + 1) is not None
        said = verb.text.islower() and verb.is_word and not self._small(scene, end)
        return (first, end) if whose or said else None
