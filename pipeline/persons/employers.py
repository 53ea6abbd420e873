"""Whose a title is: the institution cut out of its expression, or the one that the text around it says.

The outermost institution of the expression counts; what is left is the title, joined by a space. Without one: the ministry of
a minister, the body that "its" or "the centre" points to, the body of the person's other title, the nearest one before.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from pipeline import morphology
from pipeline.lexicon import Lexicon
from pipeline.persons.holders import Placed
from pipeline.persons.phrases import Found, Phrases
from pipeline.persons.scene import Scene
from pipeline.persons.titles import Title, TitleGrammar
from pipeline.persons.tokens import index_at, tokenise

__all__ = ["Body", "Employers", "Post", "bodies_of"]


@dataclass(frozen=True, slots=True)
class Body:
    """An institution at a place, in tokens; `name` is its fullest form, `kind` as RECORDS.md has it, if known;
    `centre` tells a centre from an organisation.
    """

    first: int
    last: int
    name: str
    kind: str = ""
    centre: bool = False


@dataclass(frozen=True, slots=True)
class Post:
    """A title without its institution, and the institution; `how` it was found out."""

    title: str
    organisation: str | None
    how: str


class Employers:
    """Splits titles and finds their institutions."""

    def __init__(self, lexicon: Lexicon, grammar: TitleGrammar) -> None:
        self.grammar = grammar
        self._keys: dict[int, str] = {}
        self.kinds = {head: kind for kind, heads in lexicon.table("kinds").items() for head in heads}
        self.ministries = tuple(lexicon.list("ministries"))
        self.houses: dict[str, list[str]] = lexicon.table("houses")
        self.seats: dict[str, list[str]] = lexicon.table("seats")
        self.housing_only = Phrases(lexicon.list("companion"))
        self.carriers = frozenset(lexicon.list("carriers"))
        self.housing = Phrases(lexicon.list("housing"))
        self.possessives = frozenset(lexicon.list("possessives"))
        self.fillers = Phrases([*lexicon.list("articles"), *lexicon.list("dropped")], elisions=grammar.elisions)
        self.definite = Phrases([*lexicon.list("definite"), *lexicon.list("possessives")], elisions=grammar.elisions)
        self.possessive_article = str(lexicon.words.get("possessive_article", ""))
        self.anaphors: dict[str, list[str]] = lexicon.table("anaphors")
        self.light = frozenset(self._key(w) for w in lexicon.list("light"))

    def post(
        self,
        scene: Scene,
        title: Title,
        bodies: Sequence[Body],
        titles: Sequence[Title],
        holder: Placed,
        names: Sequence[Placed] = (),
    ) -> Post:
        """Title and institution, for the one who holds it."""
        self._keys = {b.first: self._key(scene.tokens[b.first].lower) for b in bodies}
        inner = [b for b in bodies if title.first <= b.first and b.last <= title.last]
        owner = next((b for b in inner if b.last <= title.core_first), None)
        if (pointed := self._pointed(scene, title, bodies)) is not None and (not inner or inner[-1].last < title.last):
            return pointed
        attached = [b for b in inner if b.first >= title.core_last and not _bracketed(scene, b, inner)]
        if self._kind(scene, title) == "minister":
            attached = [b for b in attached if not self.housing_only.covers(scene.tokens, b.first - 1, b.first)]
        if attached:
            body = next((b for b in attached if b.centre), attached[-1])
            return Post(self._without(scene, title, replace(body, last=attached[-1].last)), body.name, "named")
        if owner is not None:
            return Post(self._words(scene, title, title.core_first, title.last), owner.name, "named")
        if (acronym := self._acronym(scene, title)) is not None:
            return replace(acronym, organisation=expanded(acronym.organisation or "", bodies))
        plain = self._words(scene, title, title.core_first, title.last)
        name, how = self._around(scene, title, bodies, titles, holder, names)
        return Post(plain, name, how)

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
            if kept.split()[-1].lower() in {"the"}:
                return f"{kept} {self._words(scene, title, end + 1, title.last)}"
            return f"{kept} {self.possessive_article} {self._words(scene, title, end + 1, title.last)}"
        if start - 2 >= title.core_last and tokens[start - 1].lower == "'s":
            start -= 2
        start = self._back(scene, start, title.core_last)
        left = self._words(scene, title, title.core_first, start)
        right = self._words(scene, title, end, title.last)
        return f"{left} {right}".strip(" ,")

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
        if title.plural and first <= title.head_at < last:
            at = scene.tokens[title.head_at]
            head_end = scene.tokens[title.core_last - 1].end if title.core_last > title.head_at else at.end
            begin = at.start - scene.tokens[first].start
            head = title.head.capitalize() if at.is_capital else title.head
            words = words[:begin] + head + words[head_end - scene.tokens[first].start :]
        words = " ".join(words.split())
        if self.grammar.affixes:
            words = words.replace("اً", "").replace("ًا", "")
        if first <= title.head_at < last and morphology.inflects(self.grammar.language):
            core = " ".join(scene.between(first, min(title.core_last, last)).split())
            bent = morphology.nominative(core, self.grammar.language, singular=title.plural)
            words = bent + words[len(core) :]
        return words.strip(" ,;:") if strip else words

    def _acronym(self, scene: Scene, title: Title) -> Post | None:
        """An institution that nothing else has claimed, by its capitals: "KNU Rector", "Director, KNU"."""
        tokens = scene.tokens
        if title.first < title.core_first and tokens[title.core_first - 1].lower != "'s":
            name = scene.between(title.first, title.core_first)
            return Post(self._words(scene, title, title.core_first, title.last), name, "acronym")
        end = title.last - 1
        if (housed := self._housed(scene, title) or self._unclaimed(scene, title)) is not None:
            return housed
        if (
            end > title.core_last - (self.grammar.genitive is True)
            and tokens[end].is_all_capitals
            and tokens[end].text not in self.grammar.areas
        ):
            start = self._back(scene, end, title.core_last)
            if start < end or self.grammar.genitive:
                return Post(self._words(scene, title, title.core_first, start), tokens[end].text, "acronym")
        return None

    def _housed(self, scene: Scene, title: Title) -> Post | None:
        """An institution that nothing else has found, behind a preposition that leads to one: "manager at Brightwave"."""
        tokens = scene.tokens
        if self._kind(scene, title) == "minister":
            return None
        for at in range(title.core_last, title.last - 1):
            if not self.housing.covers(tokens, at, at + 1):
                continue
            first = self.grammar.skip_articles(tokens, at + 1)
            if first >= title.last:
                continue
            if tokens[first].is_capital and tokens[first].lower not in self.grammar.units and first not in scene.places:
                name = scene.between(first, title.last).split(" (")[0].strip("\"”»")
                return Post(self._words(scene, title, title.core_first, at), name, "housed")
        return None

    def _unclaimed(self, scene: Scene, title: Title) -> Post | None:
        """An institution that nothing else has found, by a noun that institutions begin or end with."""
        tokens = scene.tokens
        for at in range(title.core_last, title.last - 1):
            comma = tokens[at].text == "," and {tokens[at + 1].lower, tokens[title.last - 1].lower} & self.grammar.nouns
            found = (
                Found(at + 1, ",")
                if comma
                else self.grammar.prepositions.at(tokens, at)
                if not self.grammar.genitive or at > title.core_last
                else None
            )
            first = self.grammar.skip_articles(tokens, found.end) if found is not None else at
            if found is None and not (self.grammar.genitive and at == title.core_last):
                continue
            companies = self.kinds.get(title.head) == "corporate"
            if first >= title.last - (not companies) or not tokens[first].is_capital or first in scene.places:
                continue
            ends = (
                {self._key(tokens[first].lower)}
                if self.grammar.loose or self.grammar.genitive
                else {tokens[first].lower, self._last_capital(scene, first, title.last)}
            )
            if companies or any(e in self.anaphors and e not in self.grammar.units for e in ends):
                return self._split_off(scene, title, at, first)
        return None

    def _split_off(self, scene: Scene, title: Title, at: int, first: int) -> Post:
        """The institution from `first` on; in a language of cases it ends at a preposition, and is named in the nominative."""
        end = title.last
        if self.grammar.genitive:
            behind = range(first + 1, title.last)
            end = next((i for i in behind if self.grammar.prepositions.at(scene.tokens, i) is not None), title.last)
        name = morphology.nominative(scene.between(first, end).strip(" ,;"), self.grammar.language)
        left, right = self._words(scene, title, title.core_first, at), self._words(scene, title, end, title.last)
        return Post(f"{left} {right}".strip(), name, "housed")

    def _last_capital(self, scene: Scene, first: int, last: int) -> str:
        at = first
        while at + 1 < last and scene.tokens[at + 1].is_capital:
            at += 1
        return scene.tokens[at].lower

    def _pointed(self, scene: Scene, title: Title, bodies: Sequence[Body]) -> Post | None:
        """ "of the institute", "at the Ministry", "at Maribor's Faculty": words that point to a body named elsewhere."""
        tokens = scene.tokens
        if self.grammar.genitive and (post := self._pointed_directly(scene, title, bodies)) is not None:
            return post
        if self.grammar.genitive and 0 < title.last - title.core_last <= 3:
            words = [self._key(t.text) for t in tokens[title.core_last : title.last] if t.is_word]
            body = self._match(bodies, [w for w in words if self.definite.at(tokenise(w), 0) is None], title.core_last)
            if body is not None:
                return Post(self._words(scene, title, title.core_first, title.core_last), body.name, "pointed")
        for at in range(title.core_last, title.last):
            if tokens[at].lower == "'s" and tokens[at - 1].is_capital:
                body = _latest(bodies, tokens[at - 1].lower, at)
                if body is not None:
                    left = self._words(scene, title, title.core_first, at - 1, strip=False)
                    right = self._words(scene, title, at + 1, title.last)
                    return Post(f"{left} {self.possessive_article} {right}", body.name, "pointed")
            found = self.definite.at(tokens, at)
            if found is None or found.end >= title.last or title.last - found.end > 4:
                continue
            words = [self._key(t.lower) for t in tokens[found.end : title.last] if t.is_word]
            body = self._match(bodies, words, at)
            if body is not None:
                start = self._back(scene, at, title.core_last)
                return Post(self._words(scene, title, title.core_first, start), body.name, "pointed")
        return None

    def _key(self, word: str) -> str:
        if self.grammar.affixes:
            bare = self.grammar.affixes.bare(word)
            return next((w for w in bare if w in self.anaphors), bare[0])
        return self.grammar.key(word) if self.grammar.key else word

    def _pointed_directly(self, scene: Scene, title: Title, bodies: Sequence[Body]) -> Post | None:
        """ "директор института по науке": the noun behind the head points to a body, and more of the title follows."""
        at = title.core_last
        if at + 1 >= title.last or self.grammar.prepositions.at(scene.tokens, at + 1) is None:
            return None
        word = self._key(scene.tokens[at].text)
        body = self._match(bodies, [word], at) if word in self.anaphors else None
        if body is None:
            return None
        left, right = self._words(scene, title, title.core_first, at), self._words(scene, title, at + 1, title.last)
        return Post(f"{left} {right}", body.name, "pointed")

    def _match(self, bodies: Sequence[Body], words: Sequence[str], at: int) -> Body | None:
        """The latest body whose name has all these words; nouns that may stand for another are data (`anaphors`)."""
        if not words or not any(w in self.anaphors for w in words):
            return None
        named = [b for b in bodies if b.last - b.first == 1 and len(words) == 1 and self._keys.get(b.first) == words[0]]
        if named:
            return named[0]
        before = sorted((b for b in bodies if b.last <= at), key=lambda b: -b.last)
        if any("*" in self.anaphors.get(w, ()) for w in words):
            ranked = [*before, *(b for b in bodies if b.last > at)]
            return next((b for b in ranked if b.kind in {"company", "ngo"}), ranked[0] if ranked else None)
        for body in [*before, *(b for b in bodies if b.last > at)]:
            name = body.name.lower()
            if all(any(alias in name for alias in [w, *self.anaphors.get(w, [])]) for w in words):
                return body
        return None

    def _around(
        self,
        scene: Scene,
        title: Title,
        bodies: Sequence[Body],
        titles: Sequence[Title],
        holder: Placed,
        names: Sequence[Placed],
    ) -> tuple[str | None, str]:
        kind = self._kind(scene, title)
        if (seat := self._named_after(scene, title, bodies)) is not None:
            return seat, "ministry"
        if kind == "minister":
            return self._ministry(scene, title, bodies), "ministry"
        if kind == "civic":
            return None, "civic"
        if (own := self._body_of_name(scene, holder, bodies)) is not None:
            return own.name, "name"
        others = [t for t in titles if t is not title]
        bodies = self._with_anaphors(scene, bodies)
        owned = {own.first for n in names if (own := self._body_of_name(scene, n, bodies)) is not None}
        free = [b for b in bodies if b.first not in owned and not any(t.first <= b.first < t.last for t in others)]
        before = [b for b in free if b.last <= title.first]
        if kind in self.houses:
            before = [b for b in before if self.fits(title, b, kind)] or [
                b for b in bodies if b.last <= title.first and self.fits(title, b, kind)
            ]
            before = before or [b for b in free if b.last <= title.first]
        if (core := self._of_core(scene, title, bodies)) is not None:
            return core.name, "pointed"
        number = scene.sentence(title.first)
        same = [b for b in before if scene.sentence(b.first) == number]
        if same:
            return max(same, key=lambda b: (b.last, b.last - b.first)).name, "sentence"
        if before or bodies:
            return self._salient(scene, title, before or bodies, bodies).name, "discourse"
        return None, "none"

    def _salient(self, scene: Scene, title: Title, before: Sequence[Body], bodies: Sequence[Body]) -> Body:
        """What a text speaks about: for who heads a centre the centre named last, for others the body named most often."""
        centres = [b for b in before if b.centre]
        if centres and self._heads_centre(scene, title):
            return max(centres, key=lambda b: b.last)
        others = [b for b in before if not b.centre] or list(before)
        if self.kinds.get(title.head) in self.houses:
            return max(others, key=lambda b: b.last)
        counts = Counter(b.name for b in bodies)
        return max(others, key=lambda b: (counts[b.name], b.last))

    def _heads_centre(self, scene: Scene, title: Title) -> bool:
        """Whether a title is one that the head of a centre bears: "director", "incoming coordinator", no unit behind it."""
        if self.kinds.get(title.head) != "centre":
            return False
        words = [self._key(t.lower) for t in scene.tokens[title.core_first : title.core_last] if t.is_word]
        head = [self._key(t.lower) for t in tokenise(title.head, self.grammar.elisions) if t.is_word]
        light = all(w in self.light or w in head for w in words)
        return light and not any(self._key(t.lower) in self.grammar.units for t in scene.tokens[title.core_last : title.last])

    def _body_of_name(self, scene: Scene, holder: Placed, bodies: Sequence[Body]) -> Body | None:
        """The body in "Prof. X of the Institute" or "the rector, Prof. X, of the Institute"."""
        at = holder.last
        if at < len(scene.tokens) and scene.tokens[at].text == ",":
            at += 1
        found = self.grammar.prepositions.at(scene.tokens, at)
        if found is None:
            return None
        at = found.end
        while (article := self.grammar.articles.at(scene.tokens, at)) is not None:
            at = article.end
        return next((b for b in bodies if b.first == at), None)

    def fits(self, title: Title, body: Body, kind: str | None = None) -> bool:
        """Whether posts of this kind are held at such a body: deans at universities. True where nothing is known of the kind."""
        houses = self.houses.get(kind or self.kinds.get(title.head, ""), [])
        return not houses or body.kind in houses or any(h in body.name.lower() for h in houses)

    def _of_core(self, scene: Scene, title: Title, bodies: Sequence[Body]) -> Body | None:
        """The body that a modifier names: "Centre Manager"."""
        words = [t.lower for t in scene.tokens[title.core_first : title.head_at] if t.lower in self.anaphors]
        return self._match(bodies, words[:1], title.first)

    def _with_anaphors(self, scene: Scene, bodies: Sequence[Body]) -> list[Body]:
        """The bodies, and the places at which "the academy", "the network" stand for one of them."""
        found = list(bodies)
        covered = {i for b in bodies for i in range(b.first, b.last)}
        for index in range(len(scene.tokens) - 1):
            article = self.definite.at(scene.tokens, index)
            if article is None or article.end >= len(scene.tokens) or article.end in covered or index in scene.quiet:
                continue
            word = self._key(scene.tokens[article.end].lower)
            if word in self.anaphors and "*" not in self.anaphors[word] and not scene.tokens[index].text[0].isupper():
                body = self._match(bodies, [word], index)
                if body is not None:
                    found.append(replace(body, first=article.end, last=article.end + 1))
        return sorted(found, key=lambda b: b.first)

    def _kind(self, scene: Scene, title: Title) -> str | None:
        """The kind of a post; that of a deputy or stand-in is the kind of the post behind it."""
        own = self.kinds.get(title.head)
        if title.head not in self.carriers and own not in {None, "centre"}:
            return own
        for at in range(title.core_last, title.last):
            found = self.grammar.heads.at(scene.tokens, at)
            if found is not None and found.phrase in self.kinds and self.kinds[found.phrase] != "centre":
                return self.kinds[found.phrase]
        return own

    def _named_after(self, scene: Scene, title: Title, bodies: Sequence[Body]) -> str | None:
        """The body called after the post and its field: the Director of Forests and the Directorate of Forests."""
        stems = self.seats.get(title.head, ())
        field = {t.lower for t in scene.tokens[title.core_last : title.last] if t.is_word and len(t.text) > 3}
        names = [b.name for b in bodies if any(s in b.name.lower() for s in stems)]
        return next((n for n in names if field and all(w in n.lower() for w in field)), None)

    def _ministry(self, scene: Scene, title: Title, bodies: Sequence[Body]) -> str | None:
        """The ministry that shares the minister's field; for a bare "Minister" the only one."""
        ministries = list(dict.fromkeys(b.name for b in bodies if any(m in b.name.lower() for m in self.ministries)))
        field = {t.lower for t in scene.tokens[title.core_last : title.last] if t.is_word and len(t.text) > 3}
        if not field:
            return ministries[0] if len(ministries) == 1 else None
        fitting = [m for m in ministries if any(w in m.lower() for w in field)]
        return max(fitting, key=lambda m: sum(w in m.lower() for w in field)) if fitting else None


def bodies_of(scene: Scene, entities: Mapping[str, Mapping[str, Any]]) -> list[Body]:
    """The institutions of a text in its order, each by its fullest name."""
    rows: dict[int, Body] = {}
    for fact in scene.bodies:
        first, last = index_at(scene.tokens, fact.start), index_at(scene.tokens, fact.end - 1) + 1
        fields = entities.get(fact.entity, {})
        name = str(fields.get("name") or scene.text[fact.start : fact.end])
        if first not in rows or rows[first].last < last:
            rows[first] = Body(first, last, name, str(fields.get("kind") or ""), fact.label == "CENTRE")
    return _spelled_out(scene, [rows[first] for first in sorted(rows)])


def _spelled_out(scene: Scene, bodies: list[Body]) -> list[Body]:
    """Bodies known by an acronym only get the full name that the text itself gives, in brackets or by its initials."""
    full = {b.name for b in bodies if " " in b.name}
    long: dict[str, str] = {}
    for left, right in zip(bodies, bodies[1:], strict=False):
        if left.last + 1 == right.first and scene.tokens[left.last].text in "(（" and " " in left.name:
            long[scene.between(right.first, right.last)] = left.name
    for left, right in zip(bodies, bodies[1:], strict=False):
        gap = scene.tokens[left.last : right.first]
        if _is_acronym(left.name) and " " in right.name and 1 <= len(gap) <= 2 and gap[0].text == ",":
            closed = right.last < len(scene.tokens) and scene.tokens[right.last].text in {",", ".", ")"}
            if closed and all(t.text == "," or t.lower in {"the", "la", "le", "el", "l'"} for t in gap):
                long.setdefault(left.name, right.name)
    done: list[Body] = []
    for body in bodies:
        name = long.get(body.name) or next((n for a, n in long.items() if a.endswith(f"-{body.name}")), None)
        if name is None and _is_acronym(body.name):
            fitting = sorted(n for n in full if spells(body.name, n))
            name = fitting[0] if len(fitting) == 1 else None
        done.append(replace(body, name=name or body.name))
    return done


def _is_acronym(name: str) -> bool:
    return 2 <= len(name) <= 8 and " " not in name and name.upper() == name and name.isalpha()


def expanded(name: str, bodies: Sequence[Body]) -> str:
    """The full name of the one body that an acronym spells; the acronym itself where none or several do."""
    fitting = {b.name for b in bodies if " " in b.name and spells(name, b.name)} if _is_acronym(name) else set()
    return fitting.pop() if len(fitting) == 1 else name


def spells(acronym: str, name: str) -> bool:
    """Whether an acronym is made of the initials of a name's longer words, in order, with letters between from the words."""
    letters = acronym.casefold()
    words = [w for w in name.casefold().replace("-", " ").split() if len(w) > 3 and w[0].isalpha()]
    if len(words) < 2:
        return False
    at = 0
    for word in words:
        at = letters.find(word[0], at) + 1
        if at == 0:
            return False
    return letters[0] == words[0][0] and len(letters) <= len(words) + 2


def _latest(bodies: Sequence[Body], word: str, at: int) -> Body | None:
    named = [b for b in bodies if word in b.name.lower()]
    return max((b for b in named if b.last <= at), key=lambda b: b.last, default=named[0] if named else None)


def _bracketed(scene: Scene, body: Body, bodies: Sequence[Body]) -> bool:
    """Whether a body is only the acronym of the one before: "the Agency (AGY)"."""
    opened = body.first > 0 and scene.tokens[body.first - 1].text in "(（"
    return opened and any(b.last == body.first - 1 for b in bodies)
