"""Whose a Chinese title is: the institution that opens its expression, the one that it points to, or the one the text is about."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.lexicon import Lexicon
from pipeline.persons.employers.bodies import Body
from pipeline.persons.employers.wording import Post
from pipeline.persons.han.ends import DOTS
from pipeline.persons.holders.links import Placed
from pipeline.persons.phrases import Found, Phrases
from pipeline.persons.scene import Scene
from pipeline.persons.titles.grammar import Title

__all__ = ["HanEmployers"]

# The longest common noun behind "this", "our".
NOUN = 4
# The longest word before a head that only grades it ("常务").
GRADE = 2
# How far before a post its clause may say who is entrusted with it.
CLAUSE = 40
# What it counts that a centre is named first.
OPENING = 2
# From one title of a list to the next, the holder between them.
LISTED = 8
# From a body to the end of its office's name.
ARM = 12
STOPS = frozenset("。；;，,")


@dataclass(frozen=True, slots=True)
class HanBearings:
    """The text and its bodies; `guests`: those that visit "us" or are visited, where the text speaks as "we"."""

    scene: Scene
    bodies: Sequence[Body]
    titles: Sequence[Title] = ()
    guests: frozenset[str] = frozenset()


class HanEmployers:
    """Splits titles and finds their institutions.

    Words read: dropped, anaphors, pointed, deictics, ours, kinds, houses, seats, boards, parties, suffixes_of_bodies, suffixes_of_arms, suffixes_of_offices, districts, departments, visits,
    calls, commons, grades_of_commons, unit_endings, inner_units, state.
    """

    def __init__(self, lexicon: Lexicon) -> None:
        self.dropped = Phrases(lexicon.list("dropped"))
        self.anaphors: dict[str, list[str]] = lexicon.table("anaphors")
        self.pointers = Phrases(list(self.anaphors))
        self.pointed = frozenset(lexicon.list("pointed"))
        self.deictics = Phrases(lexicon.list("deictics"))
        self.kinds = {head: kind for kind, heads in lexicon.table("kinds").items() for head in heads}
        self.houses: dict[str, list[str]] = lexicon.table("houses")
        self.seats: dict[str, list[str]] = lexicon.table("seats")
        self.boards = tuple(lexicon.list("boards"))
        self.board_posts = frozenset(lexicon.list("board_posts"))
        self.parties = tuple(lexicon.list("parties"))
        self.faculties = tuple(lexicon.list("faculties"))
        self.suffixes = tuple(lexicon.list("suffixes_of_bodies"))
        self.offices = (*self.suffixes, *lexicon.list("suffixes_of_offices"))
        self.departments = tuple(lexicon.list("departments")) or ("\0",)
        self.districts = frozenset(lexicon.list("districts"))
        self.bureaus = tuple(lexicon.list("suffixes_of_offices")) or ("\0",)
        self.seat = str(lexicon.words.get("outermost", "\0"))
        self.arms = tuple(lexicon.list("suffixes_of_arms"))
        self.commons = Phrases(lexicon.list("commons"))
        self.state = Phrases(lexicon.list("state"))
        self.inner_units = frozenset(lexicon.list("inner_units"))
        self.units = frozenset(lexicon.list("unit_endings"))
        self.graded = Phrases(lexicon.list("grades_of_commons"))
        self.separators = frozenset(lexicon.list("separators"))
        self.conjunctions = frozenset(lexicon.list("conjunctions"))
        self.leaving = Phrases(lexicon.list("leaving"))
        self.taking = Phrases(lexicon.list("taking"))
        self.entrusting = Phrases(lexicon.list("entrusting"))
        self.whose = frozenset(lexicon.list("whose"))
        self.ours = frozenset(lexicon.list("ours"))
        self.definite = frozenset(lexicon.list("definite"))
        self.visits = tuple(lexicon.list("visits"))
        self.calls = tuple(lexicon.list("calls"))

    def over(self, scene: Scene, bodies: Sequence[Body], titles: Sequence[Title], names: Sequence[Placed]) -> HanBearings:
        """What the titles of one text are judged by."""
        spoken = any(len(word) > 1 and word in scene.text for word in self.ours)
        return HanBearings(scene, bodies, titles, self._guests(scene, bodies) if spoken else frozenset())

    def _guests(self, scene: Scene, bodies: Sequence[Body]) -> frozenset[str]:
        """The bodies of which a sentence says that they visit or are visited; none where that holds for all."""
        ends = [*scene.sentences[1:], len(scene.tokens)]
        named = set()
        for first, last in zip(scene.sentences, ends, strict=True):
            said, start = scene.between(first, last), scene.tokens[first].start if first < last else 0
            came = max((said.rfind(visit) for visit in self.visits), default=-1)
            went = min((at for call in self.calls if (at := said.find(call)) >= 0), default=len(said))
            inside = [(b.name, scene.tokens[b.first].start - start) for b in bodies if first <= b.first < last]
            named |= {name for name, at in inside if at < came or at > went}
        return frozenset(named) if any(b.name not in named for b in bodies) else frozenset()

    def post(self, bearings: HanBearings, title: Title, holder: Placed) -> Post:
        """Title and institution, for the one who holds it."""
        scene, bodies = bearings.scene, bearings.bodies
        core = self._over(scene, title.core_first, title.head_at)
        body = next((b for b in bodies if b.first == title.first and b.last <= title.core_first), None)
        if body is not None and (cut := self._overrun(scene, title, body)) is not None:
            return cut
        if body is not None and _plain(scene, body.last - 1, body.last + 2) in self.inner_units:
            core, body = body.first, None
        if body is not None:
            return self._named(scene, title, core, body, bodies)
        if self.kinds.get(title.head) == "civic":
            return Post(scene.between(core, title.last), None, "civic")
        found = self._pointed(scene, title, core, bodies) or self._by_tail(scene, title, core, bodies)
        if found is not None:
            return found
        core = self._common(scene, core, title.head_at)
        if (inner := self._of_centre(scene, title, core, bodies)) is not None:
            return Post(scene.between(core, title.last), inner.name, "pointed")
        inferred = self._owning(scene, title, core, bodies)
        inferred = inferred or self._left(scene, title, bodies) or self._entrusted(scene, title, core, bodies)
        foreign = bool(DOTS & set(scene.between(holder.first, holder.last)))
        hosts = [b for b in bodies if foreign or b.name not in bearings.guests]
        inferred = inferred or self._as_before(bearings, title, core, hosts) or self._inferred(scene, title, core, hosts)
        return Post(scene.between(core, title.last), inferred.name if inferred else None, "sentence")

    def fits(self, title: Title, body: Body) -> bool:
        """Whether posts of this kind are held at such a body."""
        needles = self.houses.get(self.kinds.get(title.head, ""), [])
        return not needles or any(n in body.name for n in needles)

    def _pointed(self, scene: Scene, title: Title, core: int, bodies: Sequence[Body]) -> Post | None:
        """A body that "our school", "the centre" or "this bureau" points to."""
        pointer = self.pointers.at(scene.tokens, core)
        if pointer is not None and pointer.end <= title.head_at and self._points(scene, pointer):
            needles = self.anaphors[pointer.phrase]
            if pointer.phrase in self.ours:
                pointed = self._ours(scene, bodies, needles)
            elif pointer.phrase[0] in self.definite:
                pointed = self._latest(bodies, title.first, needles)
            else:
                pointed = self._main(bodies, needles, title.first)
            if pointed is not None:
                return self._behind(scene, title, pointer.end, pointed)
        deictic = self.deictics.at(scene.tokens, core)
        if deictic is None:
            return None
        for end in range(min(deictic.end + NOUN, title.head_at), deictic.end, -1):
            noun = [scene.between(deictic.end, end)]
            fitting = [b for b in bodies if b.name.endswith(noun[0])]
            if fitting:
                ours = deictic.phrase not in self.definite
                pointed = self._ours(scene, fitting, noun) if ours else self._latest(fitting, title.first, noun)
                return self._behind(scene, title, end, pointed) if pointed else None
        return None

    def _behind(self, scene: Scene, title: Title, at: int, body: Body) -> Post:
        return Post(scene.between(self._over(scene, at, title.head_at), title.last), body.name, "pointed")

    def _by_tail(self, scene: Scene, title: Title, core: int, bodies: Sequence[Body]) -> Post | None:
        """An institution called by the last words of its name ("创新中心副主任"), or one that nothing else has found."""
        for end in range(title.head_at, core + 1, -1):
            short = scene.between(core, end)
            body = next((b for b in bodies if b.name.endswith(short) and len(b.name) > len(short)), None)
            if body is not None:
                return self._behind(scene, title, end, body)
        districts = _plain(scene, core, core + 1) in self.districts or core in scene.places or self.state.at(scene.tokens, core)
        ends = range(core + 3 + (not districts), title.head_at + 1)
        for end in reversed(ends) if _plain(scene, core, core + 1) in self.districts else ends:
            if _plain(scene, core, end).endswith(self.offices if districts else self.suffixes):
                return Post(scene.between(end, title.last), scene.between(core, end), "housed")
        return None

    def _overrun(self, scene: Scene, title: Title, body: Body) -> Post | None:
        """The post where a name has been read into the inner unit behind it: 文物局 | 博物馆处 | 副处长, not 文物局博物馆 | 处副处长."""
        at = body.last
        unit = at < title.head_at and scene.tokens[at].lower in self.units
        if not unit or (at + 1 < title.head_at and _plain(scene, at, at + 2) in self.inner_units):
            return None
        for end in range(at - 1, body.first + 2, -1):
            if _plain(scene, body.first, end).endswith(self.offices):
                return Post(scene.between(end, title.last), scene.between(body.first, end), "housed")
        return None

    def _common(self, scene: Scene, core: int, head: int) -> int:
        """Index behind a common noun of a body that opens a title, though no name is known that it points to: 联盟|秘书长."""
        graded = self.graded.at(scene.tokens, core)
        found = self.commons.at(scene.tokens, graded.end if graded else core)
        if found is None or found.end > head or (found.end < head and scene.tokens[found.end].lower in self.units):
            return core
        return self._over(scene, found.end, head)

    def _named(self, scene: Scene, title: Title, core: int, body: Body, bodies: Sequence[Body]) -> Post:
        """The outermost institution: of a body whose name begins with another's, the inner unit belongs to the title."""
        rest = scene.between(core, title.last)
        alone = any(b.name == body.name and not self._arm(scene, b) for b in bodies)
        for end in range(core + 3, title.head_at + 1):
            if alone:
                break
            if _plain(scene, core, end).endswith(self.arms):
                arm = scene.between(body.last, end)
                return Post(scene.between(end, title.last), f"{body.name}{arm}", "named")
        schools = tuple(self.houses.get("academic", ()))
        outer = [b.name for b in bodies if body.name.startswith(b.name) and b.name != body.name and b.name.endswith(schools)]
        head, seat, unit = body.name.partition(self.seat)
        outer = outer or ([head + seat] if unit.endswith(self.bureaus) else [])
        if not outer or body.centre:
            return Post(rest, body.name, "named")
        house = max(outer, key=len)
        written = scene.between(body.first, body.last)
        return Post((written.removeprefix(house) if written.startswith(house) else "") + rest, house, "named")

    def _arm(self, scene: Scene, body: Body) -> bool:
        """Whether a body is told of only by an office of its own: 组织驻雅加达办事处."""
        behind = _plain(scene, body.last, min(body.last + ARM, len(scene.tokens)))
        return any(arm in behind for arm in self.arms)

    def _of_centre(self, scene: Scene, title: Title, core: int, bodies: Sequence[Body]) -> Body | None:
        """The centre whose board, or one of whose sides, a title names."""
        inner, said = _plain(scene, core, title.head_at), _plain(scene, core, title.last)
        party = inner.endswith(self.parties) or title.head.startswith(self.parties)
        if not (party or any(board in said for board in self.boards) or title.head in self.board_posts):
            return None
        return self._main([b for b in bodies if b.centre], (), title.first)

    def _owning(self, scene: Scene, title: Title, core: int, bodies: Sequence[Body]) -> Body | None:
        """The body that 其 before a post means: the one named last, of who heads a centre the centre."""
        at = core - 1
        if at < 0 or scene.tokens[at].lower not in self.whose or not (at == 0 or not scene.tokens[at - 1].is_word):
            return None
        before = [b for b in bodies if b.last <= at and scene.sentence(at) - scene.sentence(b.first) <= 1]
        centres = [b for b in before if b.centre and self.kinds.get(title.head) == "centre"]
        return max(centres or before, key=lambda b: b.last, default=None)

    def _left(self, scene: Scene, title: Title, bodies: Sequence[Body]) -> Body | None:
        """Where a post was held that somebody leaves: at the body that the text speaks of most, centres aside."""
        at = title.first
        if not any(self.leaving.covers(scene.tokens, at - back, at) for back in range(1, min(5, at) + 1)):
            return None
        return self._main([b for b in bodies if not b.centre], (), title.first)

    def _entrusted(self, scene: Scene, title: Title, core: int, bodies: Sequence[Body]) -> Body | None:
        """The centre of 实验室由X兼任主任: the subject that the post is said of."""
        taken = any(self.taking.covers(scene.tokens, core - back, core) for back in range(1, min(4, core) + 1))
        if not taken or core < title.head_at or self.kinds.get(title.head) != "centre":
            return None
        for at in range(core, max(0, core - CLAUSE), -1):
            if scene.sentence(at) != scene.sentence(core):
                return None
            if self.entrusting.at(scene.tokens, at) is None:
                continue
            own = next((b for b in bodies if b.centre and b.last == at), None)
            short = next((p for n in range(2, 5) if at - n >= 0 and (p := self._noun(scene, at - n, at, bodies))), None)
            return own or short
        return None

    def _noun(self, scene: Scene, first: int, last: int, bodies: Sequence[Body]) -> Body | None:
        """The centre that the text speaks of most of those whose names end in the noun between two tokens."""
        noun = scene.between(first, last)
        opens = first == 0 or not scene.tokens[first - 1].is_word
        named = [b for b in bodies if b.centre and b.name.endswith(noun)]
        return self._main(named, (), first) if opens else None

    def _inferred(self, scene: Scene, title: Title, core: int, bodies: Sequence[Body]) -> Body | None:
        """The body of a title that names none: by its inner unit, else by where such a post is held."""
        inner = _plain(scene, core, title.head_at)
        centres = [b for b in bodies if b.centre]
        if self.kinds.get(title.head) == "minister" and not inner.endswith(self.departments):
            return self._main([b for b in bodies if _fits(b, self.houses.get("minister", ()))], (), title.first)
        bare = len(inner) <= GRADE
        if not bare:
            academic = inner.endswith(self.faculties) or title.head.startswith(self.faculties)
            needles = self.houses.get("academic", ()) if academic else ()
            bodies = [b for b in bodies if not b.centre and _fits(b, needles)] or bodies
            return self._near(scene, title, bodies) or self._main(bodies, (), title.first)
        needles = next((n for head, n in self.seats.items() if title.head.endswith(head)), ())
        needles = needles or self.houses.get(self.kinds.get(title.head, ""), ())
        fitting = [b for b in bodies if _fits(b, needles)]
        if fitting and needles:
            spoken = any(b.last <= title.first for b in fitting)
            known = self._near(scene, title, fitting) or (self._main(fitting, (), title.first) if spoken else None)
            return known or self._ours(scene, fitting, needles)
        if self.kinds.get(title.head) == "centre" and centres:
            return self._near(scene, title, bodies) or self._main(centres, (), title.first)
        return self._near(scene, title, bodies) or self._main(bodies, (), title.first)

    def _as_before(self, bearings: HanBearings, title: Title, core: int, bodies: Sequence[Body]) -> Body | None:
        """The body of the title before in a list, for one that is held anywhere: 院长X、总工程师Y."""
        scene = bearings.scene
        seated = self.kinds.get(title.head) is not None or any(title.head.endswith(head) for head in self.seats)
        before = max((t for t in bearings.titles if t.last <= title.first), key=lambda t: t.last, default=None)
        if seated or core < title.head_at or before is None or title.first - before.last > LISTED:
            return None
        gap = scene.tokens[before.last : title.first]
        bare = before.first == before.head_at and any(before.head.endswith(head) for head in self.seats)
        listed = gap and gap[-1].lower in self.separators and not any(t.text in STOPS for t in gap)
        return self._inferred(scene, before, before.first, bodies) if bare and listed else None

    def _near(self, scene: Scene, title: Title, bodies: Sequence[Body]) -> Body | None:
        """The last of these bodies in the sentence, before the title."""
        own = [b for b in bodies if scene.sentence(b.first) == scene.sentence(title.first) and b.last <= title.first]
        return max(own, key=lambda b: b.last, default=None)

    def _main(self, bodies: Sequence[Body], needles: Sequence[str], at: int) -> Body | None:
        """The body that the text speaks of most, a centre before others; of equals the centre named first, the other named last."""
        counts = Counter(b.name for b in bodies)
        fitting = [b for b in bodies if _fits(b, needles)]
        centres = [b for b in fitting if b.centre]
        if centres:
            counts[min(centres, key=lambda b: b.first).name] += OPENING
        elif fitting:
            counts[min(fitting, key=lambda b: b.first).name] += 1
        before = [b for b in fitting if b.last <= at and not b.centre]
        return max(
            fitting, key=lambda b: (b.centre, counts[b.name], b in before, b.last if b in before else -b.first), default=None
        )

    def _points(self, scene: Scene, pointer: Found) -> bool:
        """Whether a pointer of one character is one: "校党委", not "校办"."""
        return len(pointer.phrase) > 1 or scene.tokens[pointer.end].lower in self.pointed

    def _ours(self, scene: Scene, bodies: Sequence[Body], needles: Sequence[str]) -> Body | None:
        """Who speaks as "our university": the one named last, where an announcement signs; never one that "we" meet."""
        met = {b.name for b in bodies if self._met(scene, b)}
        fitting = [b for b in bodies if _fits(b, needles)]
        return max([b for b in fitting if b.name not in met] or fitting, key=lambda b: b.last, default=None)

    def _met(self, scene: Scene, body: Body) -> bool:
        """Whether a body is the other party: 我校与X."""
        tokens, at = scene.tokens, body.first - 1
        met = at > 1 and tokens[at].lower in self.conjunctions
        return met and any(self.pointers.covers(tokens, at - n, at) and scene.between(at - n, at) in self.ours for n in (1, 2))

    def _over(self, scene: Scene, at: int, head: int) -> int:
        """Index behind "首任", "现任" and the like."""
        while (found := self.dropped.at(scene.tokens, at)) is not None and found.end <= head:
            at = found.end
        return at

    def _latest(self, bodies: Sequence[Body], at: int, needles: Sequence[str]) -> Body | None:
        fitting = [b for b in bodies if needles and _fits(b, needles)]
        fitting = fitting or [b for b in bodies if not needles or any(n in b.name for n in needles)]
        return max((b for b in fitting if b.last <= at), key=lambda b: b.last, default=fitting[0] if fitting else None)


def _plain(scene: Scene, first: int, last: int) -> str:
    """The characters between two tokens in their simplified form, as words are listed."""
    return "".join(token.lower for token in scene.tokens[first:last])


def _fits(body: Body, needles: Sequence[str]) -> bool:
    """Whether a body's name ends as one of these nouns; all do where none is asked for."""
    return not needles or body.name.partition("（")[0].endswith(tuple(needles))
