"""Who holds a title: the links between titles and the names around them.

A title stands directly before a name, in apposition before or behind it, in a chain with another title of the same
person, behind a verb of holding or appointment, or is shared by several names in the plural.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from pipeline import morphology
from pipeline.lexicon import Lexicon
from pipeline.persons.holders.addresses import Addresses
from pipeline.persons.holders.asides import Asides
from pipeline.persons.holders.between import CELL, DASHES, MARKS, Between
from pipeline.persons.holders.elections import Elections
from pipeline.persons.holders.fits import Fits
from pipeline.persons.holders.links import Link, Placed
from pipeline.persons.holders.lives import Lives
from pipeline.persons.holders.rows import Rows
from pipeline.persons.holders.subjects import Subjects
from pipeline.persons.holders.verbs import Verbs
from pipeline.persons.scene import Scene
from pipeline.persons.titles.grammar import Title, TitleGrammar
from pipeline.persons.titles.noun_phrases import CLOSING, OPENING

__all__ = ["Holders"]

# What stands before the name that opens a row.
ROWS = frozenset("–—-•*·;:|")

# The words of a trade between a comma and a name: "the engineer X", "la ingeniera acústica X".
TRADE = (1, 2, 3)


@dataclass(frozen=True, slots=True)
class Choice:
    """The names on either side of a title.

    `comma`: whether one parts the title from the name behind it. `claimed`: whether the name ahead has its title already,
    `listed`: and that before a comma as well, as in a list of titles with their names.
    """

    title: Title
    ahead: int | None
    behind: int | None
    comma: bool
    claimed: bool
    listed: bool
    following: Title | None


class Holders:
    """Links titles to names: by apposition, else by a row of titles, else by a verb."""

    def __init__(self, lexicon: Lexicon, grammar: TitleGrammar) -> None:
        self.between = Between(lexicon, grammar)
        self.rows = Rows(self.between)
        self.fits = Fits(self.between)
        self.asides, self.addresses = Asides(self.between), Addresses(self.between)
        self.lives = Lives(self.between)
        self.verbs = Verbs(self.between, Subjects(self.between, self.lives))
        self.elections = Elections(self.between)

    def link(self, scene: Scene, titles: Sequence[Title], names: Sequence[Placed]) -> list[Link]:
        """The links of a text; a title may have several where it is plural, none where nobody holds it."""
        links: list[Link] = []
        claimed, listed = set[int](), set[int]()
        own = {t.last: t.first for t in titles if not t.plural}
        titled = [replace(p, begin=own.get(p.begin, p.begin)) for p in names]
        for number, title in enumerate(titles):
            behind = self._name_behind(scene, title, names)
            behind = behind if behind and self.fits.may_hold(scene, title, names[behind[0]], comma=behind[1]) else None
            ahead = self._name_ahead(scene, title, names)
            choice = Choice(
                title,
                ahead,
                behind[0] if behind else None,
                comma=bool(behind and behind[1]),
                claimed=ahead in claimed,
                listed=ahead in listed,
                following=titles[number + 1] if number + 1 < len(titles) else None,
            )
            found = self.verbs.installed(scene, title, names) or self.fits.successor(scene, title, names)
            found = found or self.fits.named_next(scene, title, names)
            found = found or self._apposition(scene, names, choice)
            found = found or self.lives.in_a_line(scene, title, names) or self.rows.entry(scene, title, names)
            if found is None and (named := self.asides.clause(scene, title, names)) is not None:
                found = named, "verb"
            if found is None and not title.plural:
                found = self.rows.chained(scene, titles, number, links)
            if found is None:
                found = self.verbs.by_verb(scene, title, names)
            if found is None:
                continue
            name, how = found
            if self.between.in_contacts(scene, names[name]):
                continue
            if how in {"before", "before_comma"}:
                claimed.add(name)
                listed |= {name} if how == "before_comma" else set()
            sharers = self.rows.sharers(scene, title, found, titled, own=set(own.values()))
            if title.plural and len(sharers) < 2 and how != "verb":
                continue
            links += [Link(number, each, how) for each in sharers]
        paired = self.rows.respective(scene, titles, names) or self.elections.links(scene, titles, names)
        links = paired + [k for k in links if k.title not in {r.title for r in paired}]
        links += self.rows.chained_before(scene, titles, links)
        links += self.fits.resumed(scene, titles, names, links)
        links += self._fronted(scene, titles, names, links)
        return links + list(self.addresses.links(scene, titles, names, {k.title for k in links}))

    def _fronted(self, scene: Scene, titles: Sequence[Title], names: Sequence[Placed], links: Sequence[Link]) -> Iterator[Link]:
        """The links of titles that open a sentence before the bare title of whom they mean."""
        holders = {k.title: k.name for k in links}
        held: dict[str, int] = {}
        for number, title in enumerate(titles):
            if number in holders:
                held[title.head.lower()] = holders[number]
            elif (name := self.asides.fronted(scene, title, held, names)) is not None:
                yield Link(number, name, "onward")

    def _name_behind(self, scene: Scene, title: Title, names: Sequence[Placed]) -> tuple[int, bool] | None:
        """The name that a title introduces, and whether a comma parts them."""
        whose = self.between.whose.at(scene.tokens, title.last)
        at = self.between.over_time(scene, whose.end if whose is not None else title.last)
        at = self.between.over_blank(scene, at)
        comma = self.between.parts(scene, at)
        at = at + 1 if comma else at
        if comma and title.plural and (told := self.between.respective.at(scene.tokens, at)) is not None:
            at = told.end
        begins = {p.begin for p in names} | {p.first for p in names}
        if comma and not title.plural and self.between.of_kin(scene, title.first):
            return None
        while at not in begins and (found := self.between.leading.at(scene.tokens, at)) is not None:
            at = found.end
        # Elsewhere a name may begin with such an adjective.
        affixed = bool(self.between.grammar.affixes)
        glued = affixed or self.between.grammar.loose
        at += glued and at not in begins and at in scene.nationals and at + 1 in begins
        if self._signs(scene, title, at):
            at += 1
        number = next(
            (n for n, p in enumerate(names) if at in {p.begin, p.first} or (affixed and p.begin < at < p.first)), None
        )
        if number is None and comma:
            degree = self.between.honorifics.at(scene.tokens, at)
            if degree is not None and degree.end < len(scene.tokens) and scene.tokens[degree.end].text in MARKS:
                begin = degree.end + 1
                number = next((n for n, p in enumerate(names) if begin in {p.begin, p.first}), None)
            elif self.between.article_before(scene, at):
                ends = (at + n for n in TRADE if at + n in begins and self.between.trade(scene, at, at + n))
                begin = next(ends, at)
                number = next((n for n, p in enumerate(names) if begin in {p.begin, p.first}), None)
        return None if number is None else (number, comma)

    def _name_ahead(self, scene: Scene, title: Title, names: Sequence[Placed]) -> int | None:
        """The name that a title stands behind in apposition."""
        at = self.between.back_over(scene, title.first, self.between.fillers)
        at -= 2 if at > 2 and scene.tokens[at - 1].lower == "'s" and at - 2 in scene.places else 0
        at = self.between.back_over_span(scene, self.between.back_over_time(scene, at))
        at = at if self.between.determined(scene, title.first) else self.between.back_over_trade(scene, at)
        if self.between.juxtaposed and self._indefinite(scene, title) and not any(p.last == at for p in names):
            timed = self.between.back_over_day(scene, at)
            at = timed if any(p.last == timed for p in names) else at
        if self.between.juxtaposed and (near := next((n for n, p in enumerate(names) if p.last == at), None)) is not None:
            return near if at == title.first or scene.tokens[title.first - 1].lower not in self.between.conjunctions else None
        if self.between.invested.covers(scene.tokens, title.first - 1, title.first):
            invested = (n for n, p in enumerate(names) if p.last in {at, title.first - 1})
            if (near := next(invested, None)) is not None:
                return near
        if at and scene.tokens[at - 1].is_break:
            return self._signature(scene, title, at - 1, names)
        if at == title.first and title.head_at + 1 == title.last and scene.tokens[title.head_at].is_all_capitals:
            near = next((n for n, p in enumerate(names) if p.last == at), None)
            if near is not None:
                return near
        if (told := self.asides.ahead(scene, at, names)) is not None:
            return told
        if at < 1 or not (self.between.parts(scene, at - 1) or scene.tokens[at - 1].text in {"(", "（", CELL}):
            return self._row(scene, title, at, names)
        at -= 1
        if (
            at > 2 and scene.tokens[at - 1].text.isdecimal() and scene.tokens[at - 2].text == ","
        ):  # "Ann Poe, 71, former director"
            at -= 2
        if scene.tokens[at - 1].text in ")）":
            opening = next((i for i in range(at - 1, max(0, at - 9), -1) if scene.tokens[i].text in "(（"), at)
            at = opening
        number = next((n for n, p in enumerate(names) if p.last == at), None)
        return number if number is not None else self._name_of_body(scene, at, names)

    def _indefinite(self, scene: Scene, title: Title) -> bool:
        """Where the article is glued, whether a title has none and can be what somebody was at some time: «كانت س حتى العام الماضي مديرة»."""
        affixes = self.between.grammar.affixes
        return bool(affixes) and not affixes.definite(scene.tokens[title.head_at].text)

    def _row(self, scene: Scene, title: Title, at: int, names: Sequence[Placed]) -> int | None:
        """The name that has the beginning of its line for its own, a full stop between it and a title with a capital: "Ann Poe. Director of X"."""
        tokens = scene.tokens
        if at < 1 or at != title.first or tokens[at - 1].text != "." or not tokens[at].is_capital:
            return None
        number = next((n for n, p in enumerate(names) if p.last == at - 1 and p.last - p.first > 1), None)
        begin = 0 if number is None else min(names[number].begin, names[number].first)
        return number if number is not None and (not begin or tokens[begin - 1].is_break) else None

    def _signs(self, scene: Scene, title: Title, at: int) -> bool:
        """Whether a title ends its line at a break, and the line behind is all a name: who signs."""
        tokens = scene.tokens
        if at + 1 >= len(tokens) or not tokens[at].is_break or self._heads_page(scene, title.first, title):
            return False
        first = self.between.back_over(scene, title.first, self.between.articles)
        opens = first == 0 or tokens[first - 1].is_break or tokens[first - 1].text == ","
        end = next((n for n in range(at + 1, len(tokens)) if tokens[n].is_break), len(tokens))
        return opens and all(
            t.is_capital or t.text == "." for t in tokens[at + 1 : end] if t.lower not in self.between.particles
        )

    def _signature(self, scene: Scene, title: Title, at: int, names: Sequence[Placed]) -> int | None:
        """The name that has the line before for its own, where a title has its line too, as under a letter."""
        tokens = scene.tokens
        stopped = title.last < len(tokens) and tokens[title.last].text == "." and not self.between.instrumental
        own = title.last >= len(tokens) or tokens[title.last].is_break or stopped
        at -= tokens[at - 1].text == ","
        closed = tokens[at - 1].text in ")）"  # "(Ann Poe)", as under a public notice
        number = next((n for n, p in enumerate(names) if p.last == at - closed), None)
        if not own or number is None:
            return None
        signed = self.between.back_over(scene, names[number].begin, self.between.signed) < names[number].begin
        bare = names[number].begin == names[number].first and not signed
        if bare and self._heads_page(scene, names[number].first, title):
            return None
        begin = min(names[number].begin, names[number].first)
        begin -= closed and begin > 0 and tokens[begin - 1].text in "(（"
        return number if not begin or tokens[begin - 1].is_break or signed else None

    def _heads_page(self, scene: Scene, at: int, title: Title) -> bool:
        """Whether a line opens the page, where who wrote it stands, with no body in the title or in the line on either side."""
        if scene.sentence(at) != scene.sentence(0):
            return False
        tokens = scene.tokens
        end = next((n for n in range(title.last + 1, len(tokens)) if tokens[n].is_break), len(tokens))
        return not any(first < end for first in scene.institutions)

    def _in_row(self, scene: Scene, comma: int, names: Sequence[Placed]) -> int | None:
        """The name that opens a row before a comma: "– X, Green Hospital, chief medical officer"."""
        number = next((n for n, p in enumerate(names) if p.last == comma and scene.tokens[comma].text == ","), None)
        if number is None:
            return None
        begin = min(names[number].begin, names[number].first)
        before = scene.tokens[begin - 1] if begin else None
        return number if before is None or before.is_break or before.text in ROWS else None

    def _name_of_body(self, scene: Scene, at: int, names: Sequence[Placed]) -> int | None:
        """The name in "X of the Institute," or "X (Institute," that ends here."""
        ends = {last: f for f, last in scene.institutions.items()}
        first = ends.get(at, ends.get(at - 1) if scene.tokens[at - 1].text in CLOSING else None)
        if first is None:
            return None
        first -= scene.tokens[first - 1].text in OPENING
        first = self.between.back_over(scene, first, self.between.grammar.apposed)
        if first and scene.tokens[first - 1].text == "(":
            return next((n for n, p in enumerate(names) if p.last == first - 1), None)
        begin = self.between.back_over(scene, first, self.between.articles)
        if (listed := self._in_row(scene, begin - 1, names)) is not None:
            return listed
        for number, name in enumerate(names):
            if name.last < begin and begin - name.last == 1 and scene.tokens[name.last].text.islower():
                return number
        return None

    def _apposition(self, scene: Scene, names: Sequence[Placed], choice: Choice) -> tuple[int, str] | None:
        if choice.behind is not None and (not choice.comma or self._labelled(scene, names, choice)):
            return choice.behind, "before"
        if choice.ahead is not None and choice.behind is not None and self._prefers_behind(scene, names, choice):
            return choice.behind, "before_comma"
        if choice.ahead is not None and (made := self._made(scene, names, choice.title)) is not None:
            return made
        if choice.ahead is not None:
            return choice.ahead, "after"
        if choice.behind is None and (named := self.verbs.appointed(scene, title=choice.title, names=names)) is not None:
            return named, "verb"
        return (choice.behind, "before_comma") if choice.behind is not None else None

    def _labelled(self, scene: Scene, names: Sequence[Placed], choice: Choice) -> bool:
        """Whether a colon parts a title of a roster from its holder: "Editor: X, photographs: Y"."""
        at, behind = choice.title.last, names[choice.behind or 0]
        colon = at < len(scene.tokens) and scene.tokens[at].text == ":" and at + 1 in {behind.begin, behind.first}
        return colon and (behind.last >= len(scene.tokens) or not scene.tokens[behind.last].is_word)

    def _prefers_behind(self, scene: Scene, names: Sequence[Placed], choice: Choice) -> bool:
        """Between two names: forward where the language says so by an article, or where the name ahead has its title already."""
        title = choice.title
        behind = names[choice.behind or 0]
        if scene.sentence(behind.first) != scene.sentence(title.first):
            return False
        if self.between.instrumental and scene.tokens[behind.begin - 1].text in DASHES and self._held(scene, title):
            return True
        if (
            self.between.postposed
            and title.first
            and self.between.back_over(scene, title.first, self.between.articles) < title.first
        ):
            return True
        following = choice.following
        parted = behind.last < len(scene.tokens) and scene.tokens[behind.last].text not in self.between.conjunctions
        own = parted and following is not None and following.first - behind.last in {1, 2, 3}
        own = own and following is not None and self.between.only_chaining(scene, behind.last, following.first)
        return choice.claimed and (choice.listed or not own)

    def _made(self, scene: Scene, names: Sequence[Placed], title: Title) -> tuple[int, str] | None:
        """Whom the verb behind a title in the case of what somebody becomes puts into it: ", методистом станет X"."""
        said = morphology.cases(scene.tokens[title.head_at].lower, self.between.language)
        made = bool(self.between.instrumental & said) and "n" not in said and not title.plural
        return self.verbs.by_verb(scene, title, names) if made and self.verbs.inverts(scene, title) else None

    def _held(self, scene: Scene, title: Title) -> bool:
        """Whether a title stands in the case of what somebody becomes: ", содиректором — X"."""
        said = morphology.cases(scene.tokens[title.head_at].lower, self.between.language, number="sing")
        return self.between.instrumental <= said and "n" not in said
