"""Whose a Chinese title is: the institution that opens its expression, the one that it points to, or the one the text is about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pipeline.judge import Judge
from pipeline.lexicon import Lexicon
from pipeline.persons.employers.bodies import Body
from pipeline.persons.employers.shares import Shares
from pipeline.persons.employers.surmised import Surmises
from pipeline.persons.employers.wording import Post
from pipeline.persons.han.bodies import HanBearings, fitting
from pipeline.persons.han.ends import DOTS
from pipeline.persons.han.offices import HanOffices
from pipeline.persons.han.references import HanReferences
from pipeline.persons.han.short import HanShortNames
from pipeline.persons.han.suppositions import HanSuppositions
from pipeline.persons.han.unheard import HanUnheard
from pipeline.persons.holders.links import Placed
from pipeline.persons.phrases import Phrases
from pipeline.persons.scene import Scene
from pipeline.persons.titles.grammar import Title
from pipeline.persons.tokens import simplified

__all__ = ["HanEmployers"]

BRACKETS = frozenset("（(")
# How long the brand is by which a title calls a body, and what may grade the post behind it.
BRANDS = range(2, 4)
GRADE = 4
# From a body to the end of its office's name.
ARM = 12


class HanEmployers:
    """Splits titles and finds their institutions.

    Words read: dropped, not_dropped (新生儿), suffixes_of_bodies, suffixes_of_arms, suffixes_of_offices, outermost, commons, grades_of_commons,
    unit_endings, inner_units, regions (what ends no body before a post: 亚太区), past, both, several, separators, and those of `HanOffices`, `HanReferences`, `HanSuppositions` and `HanUnheard`.
    """

    # Lists of places behind a plural title are of languages with number.
    shares: Shares | None = None

    def __init__(self, lexicon: Lexicon, language: str) -> None:
        self.offices = HanOffices(lexicon)
        self.references = HanReferences(lexicon)
        self.suppositions = HanSuppositions(lexicon, self.offices, self.references, language)
        self.dropped = Phrases(lexicon.list("dropped"))
        self.undropped = Phrases(lexicon.list("not_dropped"))
        self.suffixes = tuple(lexicon.list("suffixes_of_bodies"))
        self.local_suffixes = (*self.suffixes, *lexicon.list("suffixes_of_offices"))
        self.bureaus = tuple(lexicon.list("suffixes_of_offices")) or ("\0",)
        self.arms = tuple(lexicon.list("suffixes_of_arms"))
        self.seat = str(lexicon.words.get("outermost", "\0"))
        self.several = Phrases(lexicon.list("several"))
        self.both = Phrases(lexicon.list("both"))
        self.separators = frozenset(lexicon.list("separators"))
        self.past = frozenset(lexicon.list("past"))
        self.commons = Phrases(lexicon.list("commons"))
        self.graded = Phrases(lexicon.list("grades_of_commons"))
        self.inner_units = frozenset(lexicon.list("inner_units"))
        self.units = frozenset(lexicon.list("unit_endings"))
        self.regions = tuple(lexicon.list("regions"))
        self.short = HanShortNames(lexicon)
        self.unheard = HanUnheard(lexicon, self.offices, self._common)
        self.judge = Judge(lexicon.table("employ"))

    def over(self, scene: Scene, bodies: Sequence[Body], titles: Sequence[Title], names: Sequence[Placed]) -> HanBearings:
        """What the titles of one text are judged by."""
        guests = self.references.guests(scene, bodies)
        surmises = Surmises(scene, bodies, bodies, titles, self.offices.kind, self.offices.fits, guests)
        return HanBearings(scene, bodies, surmises, titles)

    def fits(self, title: Title, body: Body) -> bool:
        """Whether posts of this kind are held at such a body."""
        return self.offices.fits(title, body)

    def post(self, bearings: HanBearings, title: Title, holder: Placed) -> Post:
        """Title and institution, for the one who holds it. To be asked in the order of the text."""
        post = self._post(bearings, title, holder)
        bearings.surmises.give(title, holder, post.organisation)
        return post

    def _post(self, bearings: HanBearings, title: Title, holder: Placed) -> Post:
        scene, bodies = bearings.scene, bearings.bodies
        core = self._over(scene, title.core_first, title.head_at)
        body = next((b for b in bodies if b.first == title.first and b.last <= title.core_first), None)
        body = body or self._counted(scene, title, bodies)
        if body is not None and (cut := self._overrun(scene, title, body)) is not None:
            return cut
        if body is not None and simplified(scene.tokens[body.last - 1 : body.last + 2]) in self.inner_units:
            core, body = body.first, None
        if body is not None:
            return self._left(scene, title, self._named(scene, title, core, body, bodies))
        if self.offices.kind(title) == "civic":
            return Post(scene.between(core, title.last), None, "civic")
        if (own := self._of_both(scene, title, core, bodies, holder=holder)) is not None:
            return own
        bracketed = title.first > 0 and scene.tokens[title.first - 1].text in BRACKETS and core == title.first
        if bracketed and (house := self._affiliated(scene, holder, bodies)) is not None:
            return Post(scene.between(core, title.last), house.name, "pointed")
        if (known := self._pointed(scene, title, core, bodies) or self.unheard.post(scene, title, core)) is not None:
            return known
        core = self._common(scene, core, title.head_at)
        if (centre := self.suppositions.centre(bearings, title, core)) is not None:
            return Post(scene.between(core, title.last), centre.name, "pointed")
        points = {"inferred": self.suppositions.body(bearings, title, core, foreign=_foreign(scene, holder))}
        name, chance = self.judge.decide(bearings.surmises.told(title, holder, points))
        return Post(scene.between(core, title.last), name, "surmised", chance)

    def _affiliated(self, scene: Scene, holder: Placed, bodies: Sequence[Body]) -> Body | None:
        """The body right before the name of a holder whose post stands behind it: 湖畔大学的|N（校长）."""
        at = holder.begin - (holder.begin > 0 and scene.tokens[holder.begin - 1].lower == self.references.of)
        return next((b for b in bodies if b.last == at and b.last > 0), None)

    def _counted(self, scene: Scene, title: Title, bodies: Sequence[Body]) -> Body | None:
        """The body before a word for several persons, whose post follows: X大学|两位|副校长; or before 原."""
        first = next((title.first - n for n in (1, 2) if self.several.covers(scene.tokens, title.first - n, title.first)), None)
        return next((b for b in bodies if b.last == first), None)

    def _left(self, scene: Scene, title: Title, post: Post) -> Post:
        """The post with the word before its body that says it was held once: 原|茶科所|所长 is 原所长."""
        said = scene.tokens[title.first - 1].lower if title.first else ""
        bounded = title.first < 2 or not scene.tokens[title.first - 2].is_han
        return replace(post, title=said + post.title) if said in self.past and bounded else post

    def _of_both(self, scene: Scene, title: Title, core: int, bodies: Sequence[Body], *, holder: Placed) -> Post | None:
        """The post of one of those who head both bodies, who are named in the order of these: 两校校长X、Y."""
        both = self.both.at(scene.tokens, core)
        if both is None or both.end > title.head_at:
            return None
        own = fitting([b for b in bodies if not b.centre], self.references.anaphors.get(both.phrase, ()))
        near = dict.fromkeys(b.name for b in own if b.last <= title.first)
        names = list(near if len(near) > 1 else dict.fromkeys(b.name for b in own))
        number = sum(t.lower in self.separators for t in scene.tokens[title.last : holder.first])
        return Post(scene.between(both.end, title.last), names[number], "pointed") if number < len(names) > 1 else None

    def _pointed(self, scene: Scene, title: Title, core: int, bodies: Sequence[Body]) -> Post | None:
        """The post at a body that a title points to, or calls by the last words of its name ("创新中心副主任")."""
        if (found := self.references.at(scene, title, core, bodies=bodies)) is not None:
            return self._behind(scene, title, *found)
        for end in range(title.head_at, core + 1, -1):
            short = scene.between(core, end)
            body = next((b for b in bodies if b.name.endswith(short) and len(b.name) > len(short)), None)
            body = body or self._branded(scene, core, end, title, bodies) or self.short.body(short, bodies)
            if body is not None:
                return self._behind(scene, title, end, body)
        return None

    def _branded(self, scene: Scene, core: int, end: int, title: Title, bodies: Sequence[Body]) -> Body | None:
        """The body that a title calls by the brand with which its name begins: 锐驰|首席执行官 of 锐驰动力."""
        short = scene.between(core, end)
        placed = core in scene.places or end - core not in BRANDS or (end < title.head_at and title.head_at - end > GRADE)
        said = simplified(scene.tokens[core:end])
        if placed or said in self.inner_units or said.endswith((*self.units, *self.regions)):
            return None
        own = [b for b in bodies if not b.centre and b.name.startswith(short) and len(b.name) > len(short) + 1]
        return own[0] if own and self._common(scene, core, title.head_at) == core and self.offices.seated(title) else None

    def _behind(self, scene: Scene, title: Title, at: int, body: Body) -> Post:
        return Post(scene.between(self._over(scene, at, title.head_at), title.last), body.name, "pointed")

    def _overrun(self, scene: Scene, title: Title, body: Body) -> Post | None:
        """The post where a name has been read into the inner unit behind it: 文物局 | 博物馆处 | 副处长, not 文物局博物馆 | 处副处长."""
        tokens, at = scene.tokens, body.last
        unit = at < title.head_at and tokens[at].lower in self.units
        if not unit or (at + 1 < title.head_at and simplified(tokens[at : at + 2]) in self.inner_units):
            return None
        for end in range(at - 1, body.first + 2, -1):
            if simplified(tokens[body.first : end]).endswith(self.local_suffixes):
                return Post(scene.between(end, title.last), scene.between(body.first, end), "housed")
        return None

    def _common(self, scene: Scene, core: int, head: int) -> int:
        """Index behind a common noun of a body that opens a title, though no name is known that it points to: 联盟|秘书长."""
        graded = self.graded.at(scene.tokens, core)
        found = self.commons.at(scene.tokens, graded.end if graded else core)
        if found is None or found.end > head or (found.end < head and scene.tokens[found.end].lower in self.units):
            return core
        if scene.tokens[found.end : found.end + 1] and scene.tokens[found.end].lower in self.offices.parties:
            return core
        return self._over(scene, found.end, head)

    def _named(self, scene: Scene, title: Title, core: int, body: Body, bodies: Sequence[Body]) -> Post:
        """The outermost institution: of a body whose name begins with another's, the inner unit belongs to the title."""
        if not any(b.name == body.name and not self._has_arm(scene, b) for b in bodies):
            for end in range(core + 3, title.head_at + 1):
                if simplified(scene.tokens[core:end]).endswith(self.arms):
                    return Post(scene.between(end, title.last), body.name + scene.between(body.last, end), "named")
        rest = scene.between(core, title.last)
        house = self._house(body, bodies)
        if not house or body.centre:
            return Post(rest, body.name, "named")
        written = scene.between(body.first, body.last)
        return Post((written.removeprefix(house) if written.startswith(house) else "") + rest, house, "named")

    def _house(self, body: Body, bodies: Sequence[Body]) -> str:
        """The school, or the seat of an office, with which the name of a body begins; empty where there is none."""
        schools = tuple(self.offices.houses.get("academic", ()))
        outer = [b.name for b in bodies if body.name.startswith(b.name) and b.name != body.name and b.name.endswith(schools)]
        head, seat, unit = body.name.partition(self.seat)
        return max(outer, key=len, default=head + seat if unit.endswith(self.bureaus) else "")

    def _has_arm(self, scene: Scene, body: Body) -> bool:
        """Whether a body is told of only by an office of its own: 组织驻雅加达办事处."""
        behind = simplified(scene.tokens[body.last : body.last + ARM])
        return any(arm in behind for arm in self.arms)

    def _over(self, scene: Scene, at: int, head: int) -> int:
        """Index behind "首任", "现任" and the like."""
        while (found := self.dropped.at(scene.tokens, at)) is not None and found.end <= head:
            if self.undropped.at(scene.tokens, at) is not None:
                break
            at = found.end
        return at


def _foreign(scene: Scene, holder: Placed) -> bool:
    """Whether a holder has a foreign name: one with dots, of which this may be the last part, or in other letters."""
    said = scene.between(holder.first, holder.last)
    dotted = bool(DOTS & set(said)) or any(f"{dot}{said}" in scene.text for dot in DOTS)
    return dotted or not scene.tokens[holder.first].is_han
