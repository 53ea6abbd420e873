"""What is known of posts: at which sort of body they are held, and which nouns point back to a body."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from pipeline import lexicon as lexicons
from pipeline import morphology, phrases, units
from pipeline.lexicon import Lexicon
from pipeline.persons.employers.bodies import Body
from pipeline.persons.phrases import Phrases
from pipeline.persons.scene import Scene
from pipeline.persons.titles.grammar import Title, TitleGrammar
from pipeline.persons.tokens import tokenise

__all__ = ["Offices"]

LONG_STEM = 7
# Kinds of bodies that are called after those which they unite or rule.
LEAGUES = {"network", "ngo", "igo", "ministry", "government"}


class Offices:
    """Posts by kind.

    Words read: kinds, houses, seats, bishoprics (what a bishop heads), carriers, fielded, light, possessives, first_person, ministries, halls (whose mayors are),
    anaphors, projects (that are no bodies), committees (of projects), whose («которого», behind a title), where (behind a body, of a clause that says what somebody was there), thereof (pronouns with their verbs for the body of a post), generic, bodies, districts (of which a body may be told: «администрация области»), public,
    visitors (who comes from another body), leading (from these to one of them), representing (before the body that somebody speaks for), there,
    public_fields, civil, placed, unhoused (nouns before a name at which no post is held: "project"), stationed (words of a post that is held away from its body's seat), territories (nouns of places: what a village, not what an institution has), lands (whose public service needs no body).
    """

    def __init__(self, lexicon: Lexicon, grammar: TitleGrammar) -> None:
        self.grammar = grammar
        self.kinds = {head: kind for kind, heads in lexicon.table("kinds").items() for head in heads}
        self.houses: dict[str, list[str]] = lexicon.table("houses")
        self.seats: dict[str, list[str]] = lexicon.table("seats")
        self.bishoprics: dict[str, list[str]] = lexicon.table("bishoprics")
        nouns: dict[str, list[str]] = lexicon.table("anaphors")
        # Where letters are folded, as the words of a text are.
        self.anaphors = {phrases.fold(noun): names for noun, names in nouns.items()} if grammar.affixes else nouns
        self.halls = tuple(lexicon.list("halls"))
        self.ministries = tuple(lexicon.list("ministries"))
        self.carriers = frozenset(lexicon.list("carriers"))
        self.fielded = frozenset(lexicon.list("fielded"))
        self.possessives = Phrases(lexicon.list("possessives"), elisions=grammar.elisions, key=grammar.key)
        self.first_person = Phrases(lexicon.list("first_person"), elisions=grammar.elisions, key=grammar.key)
        self.public = frozenset(lexicon.list("public"))
        self.public_fields = Phrases(lexicon.list("public_fields"), elisions=grammar.elisions, key=grammar.key)
        self.placed = frozenset(lexicon.list("placed"))
        self.stationed = frozenset(self.key(w) for w in lexicon.list("stationed"))
        self.unhoused = frozenset(self.key(w) for w in lexicon.list("unhoused"))
        self.civil = Phrases(lexicon.list("civil"), elisions=grammar.elisions, key=grammar.key)
        self.light = frozenset(self.key(w) for w in lexicon.list("light"))
        self.territories = frozenset(self.key(w) for w in lexicon.list("territories"))
        self.lands = frozenset(self.key(w) for w in lexicon.list("lands"))
        self.projects, self.committees = (
            frozenset(self.key(w) for w in lexicon.list(name)) for name in ("projects", "committees")
        )
        self.inner_fields = Phrases(lexicon.list("inner_fields"), elisions=grammar.elisions, key=grammar.key)
        self.visitors, self.leading, self.representing, self.there = (
            Phrases(lexicon.list(name), elisions=grammar.elisions, key=grammar.key)
            for name in ("visitors", "leading", "representing", "there")
        )
        self.whose = Phrases(lexicon.list("whose"), elisions=grammar.elisions, key=grammar.key)
        self.where = Phrases(lexicon.list("where"), elisions=grammar.elisions)
        self.thereof = Phrases(lexicon.list("thereof"), elisions=grammar.elisions)
        self.body_links = frozenset(lexicon.list("body_links"))
        self.fresh = frozenset(lexicon.list("fresh"))
        self.generic = frozenset(self.key(w) for w in lexicon.list("generic"))
        self.bodies = frozenset(self.key(w) for w in lexicon.list("bodies"))
        self.districts = frozenset(self.key(w) for w in lexicon.list("districts"))
        self.inner = frozenset(self.key(u) for u in grammar.units)

    def key(self, word: str) -> str:
        """A word in the form in which the lexicon writes it."""
        if self.grammar.affixes:
            bare = self.grammar.affixes.bare(word)
            return next((w for w in bare if w in self.anaphors), next((w for w in bare[1:] if self.sorts(w)), bare[0]))
        return self.grammar.key(word) if self.grammar.key else word

    def sorts(self, word: str) -> frozenset[str]:
        """The sorts of centre that a noun names, in English; none in a language whose units are unknown."""
        known = self.grammar.language in units.languages()
        return frozenset(units.heads(word, self.grammar.language)) if known else frozenset()

    def body_kind(self, word: str) -> str:
        """What kind of body a noun names ("ngo" of "association"); empty where nothing is known."""
        return _kinds_of_bodies(self.grammar.language).get(word, "")

    def bodily(self, word: str) -> bool:
        """Whether a noun in small letters says what an institution is: "manufacturer", "university"."""
        word = self.key(word)
        return word in self.bodies or word in self.anaphors or word in self.generic or bool(self.sorts(word))

    def kind(self, scene: Scene, title: Title) -> str | None:
        """The kind of a post; that of a deputy or stand-in is the kind of the post behind it."""
        own = self.kinds.get(title.head)
        if title.head in self.fielded and self._field(scene, title):
            return None if self._inner_field(scene, title) else "minister"
        carried = title.head in self.carriers or (bool(self.grammar.affixes) and title.head.split()[0] in self.carriers)
        if not carried and own not in {None, "centre"}:
            return own
        if self._public(scene, title):
            return "civic"
        for at in range(title.head_at + 1 if self.grammar.affixes else title.core_last, title.last):
            found = self.grammar.heads.at(scene.tokens, at)
            if found is not None and found.phrase in self.kinds and self.kinds[found.phrase] != "centre":
                return self.kinds[found.phrase]
            if found is not None and carried and own == "civic":
                own = self.kinds.get(found.phrase)
        return own

    def of_state(self, scene: Scene, title: Title) -> bool:
        """Whether a post is a minister's or one of the public service, of which no body need be named."""
        return self.kind(scene, title) in {"minister", "civic"}

    def _public(self, scene: Scene, title: Title) -> bool:
        """Whether a post is one of the public service, of which no body need be named: "directeur régional de la santé"."""
        tokens = scene.tokens
        if any(self.civil.at(tokens, at) is not None for at in range(title.core_last, title.last)):
            return True
        found = self.grammar.prepositions.at(tokens, title.core_last)
        if (
            found is not None
            and title.head in self.placed
            and found.end + 1 == title.last
            and found.end not in scene.institutions
        ):
            return tokens[found.end].is_capital
        if not any(t.lower in self.public for t in tokens[title.head_at : title.core_last]):
            return False
        field = self.grammar.phrases.skip_articles(tokens, found.end) if found is not None else title.last
        return field < title.last and self.public_fields.at(tokens, field) is not None

    def of_place(self, scene: Scene, title: Title) -> bool:
        """Whether a post is that of a place by what stands right behind its last noun: a territory («атаман станицы»), in a language of cases a place («глава Тобольска»)."""
        at = title.core_last
        while at < title.last and (head := self.grammar.heads.at(scene.tokens, at)) is not None:
            at = head.end
        free = bool(self.territories) and at < title.last and at not in scene.inside
        if free and not scene.tokens[at].is_capital and self.key(scene.tokens[at].lower) in self.territories:
            return True
        if self._of_land(scene, title) or self._of_district(scene, title):
            return True
        if (
            title.head in self.grammar.placed_bare
            and title.last == title.core_last + 1
            and scene.tokens[title.core_last].is_capital
        ):
            return True  # "Deputy Commissioner Vehari"
        held = self.grammar.genitive and at < title.last and at not in scene.inside and scene.tokens[at].is_capital
        if held and at not in scene.places and self._only_qualifies(scene, title, at):
            return False
        return held and (at in scene.places or "g" in morphology.place_cases(scene.tokens[at].text, self.grammar.language))

    def _only_qualifies(self, scene: Scene, title: Title, at: int) -> bool:
        """In a language of cases, whether a capital is but the adjective of a noun that is no territory: «Ташкентского управления», not «Омской области»."""
        language = self.grammar.language
        noun = at
        while noun + 1 < title.last and morphology.is_adjective(scene.tokens[noun].text, language):
            noun += 1
        key = self.key(scene.tokens[noun].lower)
        known = key in self.territories or key in self.lands or key in self.districts
        common = (
            morphology.name_kind(scene.tokens[noun].text, language) is morphology.NameKind.WORD and noun not in scene.places
        )
        return noun > at and (scene.tokens[noun].text.islower() or common) and not known

    def _of_district(self, scene: Scene, title: Title) -> bool:
        """Whether a territory in small letters owns a post: "the state's | Commissioner for Power"; not "the town's | librarian"."""
        tokens, at = scene.tokens, title.core_first
        owned = at > 1 and tokens[at - 1].lower == "'s" and tokens[at - 2].text in self.districts
        return owned and (title.last > title.core_last or self.kinds.get(title.head) != "centre")

    def _of_land(self, scene: Scene, title: Title) -> bool:
        """Whether a post is one of the public service of a land by the noun it ends in, no body in it: «председателя правительства области», "مدير التربية بمحافظة كذا"."""
        inside = any(at in scene.inside for at in range(title.core_last, title.last))
        if inside or not self.lands:
            return False
        if self.grammar.affixes:
            bare = (self.grammar.affixes.bare(t.text) for t in scene.tokens[title.core_last : title.last])
            return any(not self.lands.isdisjoint(words) for words in bare)
        last = scene.tokens[title.last - 1]
        return title.last > title.core_last + 1 and not last.is_capital and self.key(last.lower) in self.lands

    def _inner_field(self, scene: Scene, title: Title) -> bool:
        """Whether a field is one of universities and associations more than of a government: "secretaria de Extensión"."""
        found = self.grammar.prepositions.at(scene.tokens, title.core_last)
        return found is not None and self.inner_fields.at(scene.tokens, found.end) is not None

    def hall(self, scene: Scene, title: Title, bodies: Sequence[Body]) -> str | None:
        """The one town hall or the like that a text names, for a bare "mayor"; for a bare "bishop" the one diocese."""
        heads = [self.grammar.heads.at(scene.tokens, at) for at in range(title.core_last, title.last)]
        halls = self.bishoprics.get(title.head) or self.halls
        names = {b.name for b in bodies if any(hall in b.name.lower() for hall in halls)}
        return names.pop() if len(names) == 1 and all(heads) else None

    def _field(self, scene: Scene, title: Title) -> bool:
        """Whether a field follows a post, no body and no noun that points to one: "secretaria de Cultura"."""
        found = self.grammar.prepositions.at(scene.tokens, title.core_last)
        first = found.end if found is not None else title.last
        return (
            first < title.last
            and scene.tokens[first].is_capital
            and first not in scene.institutions
            and first not in scene.places
        )

    def fits(self, title: Title, body: Body, kind: str | None = None) -> bool:
        """Whether posts of this kind are held at such a body: deans at universities. True where nothing is known of the kind."""
        houses = self.houses.get(kind or self.kinds.get(title.head, ""), [])
        return not houses or body.kind in houses or self._called(body, houses)

    def houses_by_name(self, body: Body, kind: str | None) -> bool:
        """Whether a body is of the first sort of house for posts of a kind, or has the noun of one in its name."""
        houses = self.houses.get(kind or "", [])
        return bool(houses) and (body.kind == houses[0] or self._called(body, houses))

    def _called(self, body: Body, houses: Sequence[str]) -> bool:
        """Whether a body has the noun of a house in its name, and is no league of such houses: "Union of Music Schools"."""
        return body.kind not in LEAGUES and any(house in body.name.lower() for house in houses)

    def heads_centre(self, scene: Scene, title: Title) -> bool:
        """Whether a title is one that the head of a centre bears: "director", "incoming coordinator", no field behind it."""
        if self.kinds.get(title.head) != "centre" or title.last > title.core_last:
            return False
        words = [self.key(t.lower) for t in scene.tokens[title.core_first : title.core_last] if t.is_word]
        if self.kinds.get(" ".join(words)) == "centre":
            return True
        head = [self.key(t.lower) for t in tokenise(title.head, self.grammar.elisions) if t.is_word]
        return all(w in self.light or w in head or (not self.grammar.loose and bool(self.sorts(w))) for w in words)

    def named_after(self, scene: Scene, title: Title, bodies: Sequence[Body]) -> str | None:
        """The body called after the post and its field: the Director of Forests and the Directorate of Forests.

        Where no field is said, the one body that is called like the post itself: a public defender's is the Public Defence, a
        trustee's the Trust.
        """
        stems = self.seats.get(title.head, ())
        field = {t.lower for t in scene.tokens[title.core_last : title.last] if t.is_word and len(t.text) > 3}
        names = [b.name for b in bodies if any(s in b.name.lower() for s in stems)]
        if field or title.head in self.kinds or title.last > title.core_last:
            return next((n for n in names if field and all(w in n.lower() for w in field)), None)
        if stems and len(set(names)) == 1:
            return names[0]
        stem = title.head.split()[0].lower()[:LONG_STEM]
        like = {b.name for b in bodies if len(stem) == LONG_STEM and b.name.lower().startswith(stem)}
        return like.pop() if len(like) == 1 else None

    def ministry(self, scene: Scene, title: Title, bodies: Sequence[Body]) -> str | None:
        """The ministry that shares the minister's field; for a bare "Minister" the only one."""
        ministries = list(dict.fromkeys(b.name for b in bodies if any(m in b.name.lower() for m in self.ministries)))
        field = {t.lower for t in scene.tokens[title.core_last : title.last] if t.is_word and len(t.text) > 3}
        if not field:
            return ministries[0] if len(ministries) == 1 else None
        fitting = [m for m in ministries if any(w in m.lower() for w in field)]
        return max(fitting, key=lambda m: sum(w in m.lower() for w in field)) if fitting else None


@cache
def _kinds_of_bodies(language: str) -> dict[str, str]:
    """Head nouns of institutions with their kinds; read only where a text points to a body in words that no name has."""
    words = lexicons.read(language, "institutions")
    return {**words.table("last"), **words.table("first")}
