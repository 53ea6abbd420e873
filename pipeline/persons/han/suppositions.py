"""Where a Chinese post may be held of which its title names no body: by the words around it, by its kind, or by what the text is about."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline import places
from pipeline.lexicon import Lexicon
from pipeline.persons.employers.bodies import Body
from pipeline.persons.han.bodies import HanBearings, fitting, foremost, nearest
from pipeline.persons.han.offices import HanOffices
from pipeline.persons.han.references import HanReferences
from pipeline.persons.phrases import Phrases
from pipeline.persons.scene import Scene
from pipeline.persons.titles.grammar import Title
from pipeline.persons.tokens import simplified

__all__ = ["HanSuppositions"]

# The longest word before a head that only grades it ("常务").
GRADE = 2
# How far before a post its clause may say who is entrusted with it.
CLAUSE = 40
# From one title of a list to the next, the holder between them.
LISTED = 8
# The longest words for leaving and for taking a post.
LONGEST_LEAVING, LONGEST_TAKING = 5, 4
# Characters of a noun by which a centre is called again.
LONGEST_NOUN = 6
STOPS = frozenset("。；;，,")
REGION = places.PlaceKind.REGION


class HanSuppositions:
    """Chooses among the bodies of a text; `core` is where a title begins that names none of them.

    Words read: leaving, taking, entrusting, whose, separators, homelands (where people have names like these), and those of `HanOffices` and `HanReferences`.
    """

    def __init__(self, lexicon: Lexicon, offices: HanOffices, references: HanReferences, language: str) -> None:
        self.offices, self.references, self.language = offices, references, language
        self.leaving = Phrases(lexicon.list("leaving"))
        self.taking = Phrases(lexicon.list("taking"))
        self.entrusting = Phrases(lexicon.list("entrusting"))
        self.whose = frozenset(lexicon.list("whose"))
        self.homelands = frozenset(lexicon.list("homelands"))
        self.separators = frozenset(lexicon.list("separators"))

    def centre(self, bearings: HanBearings, title: Title, core: int) -> Body | None:
        """The centre whose board, or one of whose sides, a title names."""
        tokens = bearings.scene.tokens
        inner, said = simplified(tokens[core : title.head_at]), simplified(tokens[core : title.last])
        if not self.offices.of_centre(title, inner=inner, said=said):
            return None
        centres = [b for b in bearings.bodies if self.offices.is_site(b)]
        told = [b for b in centres if b.first < title.first]
        if not told and nearest(bearings.scene, title, bearings.bodies) is not None:
            return None
        return foremost(told or centres, title.first)

    def body(self, bearings: HanBearings, title: Title, core: int, *, foreign: bool) -> Body | None:
        """The body that a post may be of. `foreign`: whether its holder has a foreign name, and so may belong to a guest."""
        scene, bodies = bearings.scene, bearings.bodies
        said = self._owning(scene, title, core, bodies) or self._left(scene, title, bodies)
        said = said or self._entrusted(scene, title, core, bodies)
        if said is not None:
            return said
        hosts = [b for b in bodies if foreign or b.name not in bearings.surmises.guests]
        hosts = hosts if foreign else [b for b in hosts if b.centre or not self._abroad(b)] or hosts
        return self._as_before(bearings, title, core, hosts) or self._inferred(bearings, title, core, hosts)

    def _abroad(self, body: Body) -> bool:
        """Whether the name of a body says that it is where people have other names: 斐济渔业部."""
        lands = {place.code for place in places.find(body.name, self.language) if place.kind is not REGION}
        return bool(lands) and lands.isdisjoint(self.homelands)

    def _owning(self, scene: Scene, title: Title, core: int, bodies: Sequence[Body]) -> Body | None:
        """The body that 其 before a post means: the one named last, of who heads a centre the centre."""
        at = core - 1
        joined = at > 0 and scene.tokens[at - 1].lower in self.separators
        if at < 0 or scene.tokens[at].lower not in self.whose or not (at == 0 or joined or not scene.tokens[at - 1].is_word):
            return None
        before = [b for b in bodies if b.last <= at and scene.sentence(at) - scene.sentence(b.first) <= 1]
        centres = [b for b in before if b.centre and self.offices.kind(title) == "centre"]
        return max(centres or before, key=lambda b: b.last, default=None)

    def _left(self, scene: Scene, title: Title, bodies: Sequence[Body]) -> Body | None:
        """Where a post was held that somebody leaves: at the body that the text speaks of most, centres aside."""
        if not _behind(scene, title.first, self.leaving, longest=LONGEST_LEAVING):
            return None
        return foremost([b for b in bodies if not b.centre], title.first)

    def _entrusted(self, scene: Scene, title: Title, core: int, bodies: Sequence[Body]) -> Body | None:
        """The centre of 实验室由X兼任主任: the subject that the post is said of."""
        taken = _behind(scene, core, self.taking, longest=LONGEST_TAKING)
        if not taken or core < title.head_at or self.offices.kind(title) != "centre":
            return None
        for at in range(core, max(0, core - CLAUSE), -1):
            if scene.sentence(at) != scene.sentence(core):
                return None
            if self.entrusting.at(scene.tokens, at) is None:
                continue
            own = next((b for b in bodies if b.centre and b.last == at), None)
            short = next((p for n in range(2, 5) if at - n >= 0 and (p := self._subject(scene, at - n, at, bodies))), None)
            return own or short or self._opening(scene, core, bodies)
        return None

    def _opening(self, scene: Scene, at: int, bodies: Sequence[Body]) -> Body | None:
        """The centre by whose noun the sentence of a token begins: 联络处|有三名职员，由X担任主任."""
        first = scene.sentences[scene.sentence(at) - 1]
        ends = range(min(first + LONGEST_NOUN, at), first + 1, -1)
        return next((body for end in ends if (body := self._subject(scene, first, end, bodies)) is not None), None)

    def _subject(self, scene: Scene, first: int, last: int, bodies: Sequence[Body]) -> Body | None:
        """The centre that the text speaks of most of those whose names end in the noun between two tokens."""
        noun = scene.between(first, last)
        opens = first == 0 or not scene.tokens[first - 1].is_word
        return foremost([b for b in bodies if b.centre and b.name.endswith(noun)], first) if opens else None

    def _as_before(self, bearings: HanBearings, title: Title, core: int, bodies: Sequence[Body]) -> Body | None:
        """The body of the title before in a list, for one that is held anywhere: 院长X、总工程师Y."""
        scene, offices = bearings.scene, self.offices
        homes = offices.homes(title)
        seated = (offices.kind(title) is not None or offices.seated(title)) and (not homes or bool(fitting(bodies, homes)))
        before = max((t for t in bearings.titles if t.last <= title.first), key=lambda t: t.last, default=None)
        if seated or core < title.head_at or before is None or title.first - before.last > LISTED:
            return None
        gap = scene.tokens[before.last : title.first]
        bare = before.first == before.head_at and offices.seated(before)
        listed = gap and gap[-1].lower in self.separators and not any(t.text in STOPS for t in gap)
        return self._inferred(bearings, before, before.first, bodies) if bare and listed else None

    def _ahead(self, scene: Scene, title: Title, bodies: Sequence[Body]) -> Body | None:
        """The first of these bodies in the sentence of a title, behind it: 在院长X的主持下，Y学院…."""
        here = scene.sentence(title.first)
        return min(
            (b for b in bodies if b.first >= title.last and scene.sentence(b.first) == here),
            key=lambda b: b.first,
            default=None,
        )

    def _inferred(self, bearings: HanBearings, title: Title, core: int, bodies: Sequence[Body]) -> Body | None:
        """The body of a title that names none: by its inner unit, else by where such a post is held."""
        scene, heads = bearings.scene, {t.first for t in bearings.titles}
        inner = simplified(scene.tokens[core : title.head_at])
        if self.offices.ministerial(title, inner):
            return foremost(fitting(bodies, self.offices.houses.get("minister", ())), title.first)
        if len(inner) > GRADE:
            return self._of_unit(scene, title, inner, bodies)
        homes = self.offices.homes(title)
        housing = fitting(bodies, homes)
        if self.offices.kind(title) == "centre" and (topic := self._topic(scene, title, bodies)) in housing:
            return topic
        if self.offices.kind(title) == "centre" and (short := self._opening(scene, title.first, bodies)) in housing:
            return short
        if housing and homes:
            housing = self._wholes(housing)
            spoken = any(b.last <= title.first for b in housing)
            known = nearest(scene, title, housing) or self._in_paragraph(scene, title, housing)
            known = known or (foremost(housing, title.first) if spoken else None)
            known = known or self._ahead(scene, title, [b for b in housing if b.first not in heads])
            return known or self.references.speaker(scene, housing, homes)
        centres = [b for b in bodies if b.centre and self.offices.kind(title) == "centre"]
        told = nearest(scene, title, bodies) or self._in_paragraph(scene, title, centres)
        return told or foremost(centres or bodies, title.first)

    def _wholes(self, housing: list[Body]) -> list[Body]:
        """The only whole among these bodies, without branches of it that are named later: the head of a library beside those of its branches."""
        branches = fitting(housing, self.offices.branches)
        wholes = [b for b in housing if b not in branches]
        one = len({b.name for b in wholes}) == 1 and branches
        return wholes if one and min(b.first for b in wholes) <= min(b.first for b in branches) else housing

    def _in_paragraph(self, scene: Scene, title: Title, bodies: Sequence[Body]) -> Body | None:
        """The only centre among these that the paragraph of a post names before it."""
        here = scene.paragraph(title.first)
        told = [b for b in bodies if b.centre and b.last <= title.first and scene.paragraph(b.first) == here]
        return told[-1] if len({b.name for b in told}) == 1 and self.offices.kind(title) == "centre" else None

    def _topic(self, scene: Scene, title: Title, bodies: Sequence[Body]) -> Body | None:
        """The centre that the sentence of a title begins with, or its clause: X工坊|设在Y大学，N任负责人."""
        here = [b for b in bodies if scene.sentence(b.first) == scene.sentence(title.first) and b.last <= title.first]
        first = min(here, key=lambda b: b.first, default=None)
        if first is None or not self.offices.is_site(first):
            return None
        return first if first.first == 0 or not scene.tokens[first.first - 1].is_word else None

    def _of_unit(self, scene: Scene, title: Title, inner: str, bodies: Sequence[Body]) -> Body | None:
        """The body that has the inner unit of a post: no centre where there are others, a school where the unit is academic."""
        nouns = self.offices.houses.get("academic", ()) if self.offices.academic(title, inner) else ()
        having = fitting([b for b in bodies if not b.centre], nouns) or bodies
        return nearest(scene, title, having) or foremost(having, title.first)


def _behind(scene: Scene, at: int, words: Phrases, *, longest: int) -> bool:
    """Whether one of these words stands right before a token."""
    return any(words.covers(scene.tokens, at - back, at) for back in range(1, min(longest, at) + 1))
