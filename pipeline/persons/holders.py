"""Who holds a title: the links between titles and the names around them.

A title stands directly before a name, in apposition before or behind it, in a chain with another title of the same
person, behind a verb of holding or appointment, or is shared by several names in the plural.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline import morphology
from pipeline.lexicon import Lexicon
from pipeline.persons.phrases import Phrases
from pipeline.persons.scene import Scene
from pipeline.persons.titles import Title, TitleGrammar

__all__ = ["Holders", "Link", "Placed"]

DASHES = frozenset("–—-")
# The words of a date, at most.
MOST_DAY = 8
MARKS = frozenset({",", ":", "،", "，"}) | DASHES


@dataclass(frozen=True, slots=True)
class Placed:
    """A name in tokens, half-open; `begin` is where its honorific begins."""

    begin: int
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Link:
    """Title number `title` is held by name number `name`; `how` the text says so is also the rule."""

    title: int
    name: int
    how: str


@dataclass(frozen=True, slots=True)
class Choice:
    """The names on either side of a title.

    `comma`: whether one parts the title from the name behind it. `claimed`: whether the name ahead has its title already.
    """

    title: Title
    ahead: int | None
    behind: int | None
    comma: bool
    claimed: bool
    following: Title | None


class Holders:
    """Links titles to names. Words read: articles, dropped, chaining, holding, appointing, inverting, when, conjunctions."""

    def __init__(self, lexicon: Lexicon, grammar: TitleGrammar) -> None:
        def phrases(*names: str) -> Phrases:
            return Phrases([w for n in names for w in lexicon.list(n)], elisions=grammar.elisions, key=grammar.key)

        self.articles = phrases("articles")
        self.fillers = phrases("articles", "dropped")
        self.chaining = phrases("chaining", "conjunctions", "dropped", "articles")
        self.holding = phrases("holding", "appointing")
        self.appointing = phrases("appointing")
        self.honorifics = phrases("honorifics")
        self.months = phrases("months")
        self.adverbials = phrases("adverbials")
        self.when = phrases("when")
        self.inverting = phrases("inverting")
        self.timed = phrases("timed")
        self.respective = phrases("respectively")
        self.equating = phrases("equating")
        self.subordinates = phrases("subordinates")
        self.conjunctions = frozenset(lexicon.list("conjunctions"))
        self.juxtaposed = bool(lexicon.words.get("juxtaposed", False))
        self.language = grammar.language
        self.instrumental = frozenset("i") if morphology.inflects(grammar.language) else frozenset()
        self.postposed = bool(lexicon.words.get("article_before_name", False))

    def link(self, scene: Scene, titles: Sequence[Title], names: Sequence[Placed]) -> list[Link]:
        """The links of a text; a title may have several where it is plural, none where nobody holds it."""
        links: list[Link] = []
        claimed: set[int] = set()
        for number, title in enumerate(titles):
            behind = self._name_behind(scene, title, names)
            ahead = self._name_ahead(scene, title, names)
            choice = Choice(
                title,
                ahead,
                behind[0] if behind else None,
                comma=bool(behind and behind[1]),
                claimed=ahead in claimed,
                following=titles[number + 1] if number + 1 < len(titles) else None,
            )
            found = self._apposition(scene, names, choice) or self._career(scene, title, names)
            if found is None and not title.plural:
                found = self._chain(scene, titles, number, links)
            if found is None:
                found = self._verb(scene, title, names)
            if found is None:
                continue
            name, how = found
            if how in {"before", "before_comma"}:
                claimed.add(name)
            sharers = self._all(scene, title, name, how, names)
            if title.plural and len(sharers) < 2 and how != "verb":
                continue
            links += [Link(number, each, how) for each in sharers]
        paired = self._respective(scene, titles, names)
        links = paired + [k for k in links if k.title not in {r.title for r in paired}]
        return links + self._chained_before(scene, titles, links)

    def _respective(self, scene: Scene, titles: Sequence[Title], names: Sequence[Placed]) -> list[Link]:
        """As many titles as names, in their order: "X et Y, respectivement directeur et rédactrice de Z"."""
        links: list[Link] = []
        for number, title in enumerate(titles):
            last = number
            while last + 1 < len(titles) and self._only_chaining(scene, titles[last].last, titles[last + 1].first):
                last += 1
            at = self._back_over(scene, title.first, self.fillers)
            start = self._back_over(scene, at, self.respective)
            after = titles[last].last
            after += after < len(scene.tokens) and scene.tokens[after].text in MARKS
            if last == number or (start == at and self.respective.at(scene.tokens, after) is None):
                continue
            run = self._run_before(scene, start, names)
            if len(run) == last + 1 - number:
                links += [Link(number + n, name, "after") for n, name in enumerate(run)]
        return links

    def _run_before(self, scene: Scene, at: int, names: Sequence[Placed]) -> list[int]:
        """The names joined by commas and "and" that end at a token, a comma aside, in their order."""
        at -= at > 0 and scene.tokens[at - 1].text in MARKS
        run: list[int] = []
        while (name := next((n for n, p in enumerate(names) if p.last == at), None)) is not None:
            run.insert(0, name)
            begin = min(names[name].begin, names[name].first)
            before = [p.last for p in names if p.last < begin]
            if not before or not self._only_chaining(scene, max(before), begin):
                break
            at = max(before)
        return run

    def _name_behind(self, scene: Scene, title: Title, names: Sequence[Placed]) -> tuple[int, bool] | None:
        """The name that a title introduces, and whether a comma parts them."""
        at = self._over_time(scene, title.last)
        comma = at < len(scene.tokens) and scene.tokens[at].text in MARKS
        at = at + 1 if comma else at
        begins = {p.begin for p in names} | {p.first for p in names}
        while at not in begins and (found := self.articles.at(scene.tokens, at)) is not None:
            at = found.end
        number = next((n for n, p in enumerate(names) if at in {p.begin, p.first}), None)
        if number is None and comma:
            degree = self.honorifics.at(scene.tokens, at)
            if degree is not None and degree.end < len(scene.tokens) and scene.tokens[degree.end].text in MARKS:
                begin = degree.end + 1
                number = next((n for n, p in enumerate(names) if begin in {p.begin, p.first}), None)
        return None if number is None else (number, comma)

    def _over_time(self, scene: Scene, at: int) -> int:
        """Index of the comma behind "in March", "en mars 2021"; `at` itself where something else follows."""
        for end in range(at + 1, min(at + 5, len(scene.tokens))):
            if scene.tokens[end].text in MARKS:
                return (
                    end if any(t.text.isdigit() for t in scene.tokens[at:end]) or self.months.at(scene.tokens, end - 1) else at
                )
            if not scene.tokens[end].is_word:
                break
        return at

    def _name_ahead(self, scene: Scene, title: Title, names: Sequence[Placed]) -> int | None:
        """The name that a title stands behind in apposition."""
        at = self._back_over(scene, title.first, self.fillers)
        at = self._back_over_time(scene, at)
        if self.juxtaposed and (near := next((n for n, p in enumerate(names) if p.last == at), None)) is not None:
            return near
        if at < 1 or scene.tokens[at - 1].text not in MARKS | {"(", "（"}:
            return None
        at -= 1
        if scene.tokens[at - 1].text in ")）":
            opening = next((i for i in range(at - 1, max(0, at - 9), -1) if scene.tokens[i].text in "(（"), at)
            at = opening
        number = next((n for n, p in enumerate(names) if p.last == at), None)
        return number if number is not None else self._name_of_body(scene, at, names)

    def _name_of_body(self, scene: Scene, at: int, names: Sequence[Placed]) -> int | None:
        """The name in "X of the Institute," that ends here."""
        first = next((f for f, last in scene.institutions.items() if last == at and f < at), None)
        if first is None:
            return None
        begin = self._back_over(scene, first, self.articles)
        for number, name in enumerate(names):
            if name.last < begin and begin - name.last == 1 and scene.tokens[name.last].text.islower():
                return number
        return None

    def _back_over(self, scene: Scene, at: int, phrases: Phrases) -> int:
        """Index before any of these phrases that end at `at`."""
        moved = True
        while moved:
            moved = False
            for back in range(min(5, at), 0, -1):
                if phrases.covers(scene.tokens, at - back, at):
                    at, moved = at - back, True
                    break
        return at

    def _back_over_time(self, scene: Scene, at: int) -> int:
        """Index before "until May", "since 2019", "formerly" that say when the title was held."""
        for back in range(1, min(5, at) + 1):
            found = self.adverbials.at(scene.tokens, at - back)
            if found is not None and scene.tokens[at - back - 1].text in MARKS:
                return at - back
        return at

    def _apposition(self, scene: Scene, names: Sequence[Placed], choice: Choice) -> tuple[int, str] | None:
        if choice.behind is not None and not choice.comma:
            return choice.behind, "before"
        if choice.ahead is not None and choice.behind is not None and self._prefers_behind(scene, names, choice):
            return choice.behind, "before_comma"
        if choice.ahead is not None:
            return choice.ahead, "after"
        if choice.behind is None and (named := self._appointed(scene, title=choice.title, names=names)) is not None:
            return named, "verb"
        return (choice.behind, "before_comma") if choice.behind is not None else None

    def _appointed(self, scene: Scene, *, title: Title, names: Sequence[Placed]) -> int | None:
        """The name between a verb of appointment and a title: "has appointed X Director"."""
        at = self._back_over(scene, title.first, self.fillers)
        number = next((n for n, p in enumerate(names) if p.last == at), None)
        if number is None:
            return None
        begin = names[number].begin
        return number if self._back_over(scene, begin, self.appointing) < begin else None

    def _prefers_behind(self, scene: Scene, names: Sequence[Placed], choice: Choice) -> bool:
        """Between two names: forward where the language says so by an article, or where the name ahead has its title already."""
        title = choice.title
        behind = names[choice.behind or 0]
        if scene.sentence(behind.first) != scene.sentence(title.first):
            return False
        if self.instrumental and scene.tokens[behind.begin - 1].text in DASHES and self._held(scene, title):
            return True
        if self.postposed and title.first and self._back_over(scene, title.first, self.articles) < title.first:
            return True
        following = choice.following
        parted = behind.last < len(scene.tokens) and scene.tokens[behind.last].text not in self.conjunctions
        own = parted and following is not None and following.first - behind.last in {1, 2, 3}
        own = own and following is not None and self._only_chaining(scene, behind.last, following.first)
        return choice.claimed and not own

    def _held(self, scene: Scene, title: Title) -> bool:
        """Whether a title stands in the case of what somebody becomes: ", содиректором — X"."""
        return morphology.cases(scene.tokens[title.head_at].lower, self.language) == self.instrumental

    def _chain(self, scene: Scene, titles: Sequence[Title], number: int, links: Sequence[Link]) -> tuple[int, str] | None:
        """The holder of the title just before, where only "and", "&" and the like stand between."""
        if number == 0:
            return None
        before = titles[number - 1]
        holder = next((k for k in reversed(links) if k.title == number - 1 and k.how not in {"before", "before_comma"}), None)
        if holder is None or not self._only_chaining(scene, before.last, titles[number].first):
            return None
        return holder.name, "chain"

    def _only_chaining(self, scene: Scene, at: int, end: int) -> bool:
        while at < end:
            found = self.chaining.at(scene.tokens, at)
            if found is not None and found.end <= end:
                at = found.end
            elif scene.tokens[at].text in {",", "&", "/", "،", ";"}:
                at += 1
            else:
                return False
        return True

    def _chained_before(self, scene: Scene, titles: Sequence[Title], links: Sequence[Link]) -> list[Link]:
        """Titles without holder that run into a title before a name: "director and editor X"."""
        more: list[Link] = []
        for number in range(len(titles) - 2, -1, -1):
            if any(k.title == number for k in [*links, *more]):
                continue
            holders = [
                k for k in [*links, *more] if k.title == number + 1 and k.how in {"before", "before_comma", "chain_before"}
            ]
            adjacent = self._only_chaining(scene, titles[number].last, titles[number + 1].first)
            if holders and adjacent and not titles[number].plural:
                more += [Link(number, k.name, "chain_before") for k in holders]
        return more

    def _verb(self, scene: Scene, title: Title, names: Sequence[Placed]) -> tuple[int, str] | None:
        """The one who holds a title by a verb: "as director will serve X", "X was appointed director"."""
        if (equal := self.equating.at(scene.tokens, title.last)) is not None and not title.plural:
            number = next((n for n, p in enumerate(names) if equal.end in {p.begin, p.first}), None)
            if number is not None:
                return number, "verb"
        at = self._back_over(scene, title.first, self.fillers)
        if (verb := self._back_over(scene, at, self.holding)) == at:
            at = self._back_over_day(scene, at)
            verb = self._back_over(scene, at, self.holding)
        holds = verb < at and not title.plural
        inverted = self._inverted(scene, title, names, reach=2 if holds else 8)
        return self._subject(scene, verb, names) if inverted is None and holds else inverted

    def _back_over_day(self, scene: Scene, at: int) -> int:
        """Index before the day of an appointment, between its verb and the title: "a été nommée hier", "le 1er mai,"."""
        back = at
        while back > max(0, at - MOST_DAY):
            step = self._back_over(scene, back, self.timed)
            token = scene.tokens[back - 1]
            if step == back and (token.text[0].isdigit() or token.text == "," or self.months.at(scene.tokens, back - 1)):
                step = back - 1
            if step == back:
                break
            back = self._back_over(scene, step, self.articles)
        return back

    def _inverted(self, scene: Scene, title: Title, names: Sequence[Placed], reach: int) -> tuple[int, str] | None:
        """The name behind a verb that follows a title, at most `reach` tokens away."""
        found = next((f for k in range(5) if (f := self.inverting.at(scene.tokens, title.last + k))), None)
        if found is None:
            return None
        for at in range(found.end, min(found.end + reach, len(scene.tokens))):
            if scene.sentence(at) != scene.sentence(title.first):
                return None
            number = next((n for n, p in enumerate(names) if at in {p.begin, p.first}), None)
            if number is not None:
                return number, "verb"
        return None

    def _subject(self, scene: Scene, verb: int, names: Sequence[Placed]) -> tuple[int, str] | None:
        """The nearest person before a verb: of its sentence, else of the sentence before, for "she was"."""
        own = scene.sentence(verb)
        for back in (0, 1):
            near = [n for n, p in enumerate(names) if p.last <= verb and scene.sentence(p.first) == own - back]
            if near:
                return max(near, key=lambda n: names[n].last), "verb"
        return self._told_of(scene, verb, names)

    def _told_of(self, scene: Scene, verb: int, names: Sequence[Placed]) -> tuple[int, str] | None:
        """Whom a life is told of, where a sentence of it has no subject ("From 2004 to 2011 she was"): who opens the paragraph."""
        at = verb
        while at and scene.sentence(at - 1) == scene.sentence(verb) and self._no_subject(scene, at - 1):
            at -= 1
        if at and scene.sentence(at - 1) == scene.sentence(verb):
            return None
        return self._who_opens(scene, at, names)

    def _who_opens(self, scene: Scene, at: int, names: Sequence[Placed]) -> tuple[int, str] | None:
        """The name that opens the paragraph in which a token stands, or the nearest one before that."""
        before = [n for n, p in enumerate(names) if p.last <= at]
        if not before:
            return None
        last = names[max(before, key=lambda n: names[n].last)].first
        opens = next((i + 1 for i in range(last, 0, -1) if scene.tokens[i].is_break), 0)
        return min((n for n in before if names[n].first >= opens), key=lambda n: names[n].first), "verb"

    def _career(self, scene: Scene, title: Title, names: Sequence[Placed]) -> tuple[int, str] | None:
        """Whom a line of a life means that says only when and what: "In 2004–2011 — keeper of the archive, since 2012 — director"."""
        at = self._back_over(scene, title.first, self.fillers)
        if not at or scene.tokens[at - 1].text not in DASHES:
            return None
        begin = at - 1
        while (
            begin
            and scene.tokens[begin - 1].text != ","
            and not scene.tokens[begin - 1].is_break
            and self._no_subject(scene, begin - 1)
        ):
            begin -= 1
        dated = any(t.text[:1].isdigit() for t in scene.tokens[begin : at - 1])
        return self._who_opens(scene, begin, names) if dated else None

    def _no_subject(self, scene: Scene, at: int) -> bool:
        """Whether a token only says when: a figure, a month, a little word."""
        token = scene.tokens[at]
        if not token.is_word or token.text[0].isdigit() or token.lower in self.conjunctions:
            return True
        return any(table.at(scene.tokens, at) for table in (self.months, self.adverbials, self.when, self.fillers))

    def _all(self, scene: Scene, title: Title, name: int, how: str, names: Sequence[Placed]) -> list[int]:
        """All the names that share a plural title: "X, Y and Z"."""
        if not title.plural:
            return [name]
        found = [name]
        order = sorted(range(len(names)), key=lambda n: names[n].first)
        step = -1 if how == "after" else 1
        at = order.index(name) + step
        while 0 <= at < len(order):
            left, right = sorted((found[-1], order[at]), key=lambda n: names[n].first)
            if not self._only_chaining(scene, names[left].last, names[right].begin):
                break
            found.append(order[at])
            at += step
        return found
