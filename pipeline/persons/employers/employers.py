"""Whose a title is: the institution cut out of its expression, or the one that the text around it says.

The outermost institution of the expression counts; what is left is the title, joined by a space. Without one: the ministry of
a minister, the body that "its" or "the centre" points to, the body of the person's other title, the nearest one before.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pipeline import gazetteer, morphology, subdivisions
from pipeline.judge import Judge
from pipeline.lexicon import Lexicon
from pipeline.persons.employers.anaphors import definite_of
from pipeline.persons.employers.bearings import Bearings
from pipeline.persons.employers.bodies import Body, bracketed, expanded
from pipeline.persons.employers.framed import Framed
from pipeline.persons.employers.offices import Offices
from pipeline.persons.employers.pointing import Pointing
from pipeline.persons.employers.shares import Shares
from pipeline.persons.employers.strays import Strays
from pipeline.persons.employers.surmised import LIST
from pipeline.persons.employers.wording import Post, Wording
from pipeline.persons.holders.links import Placed
from pipeline.persons.phrases import Phrases
from pipeline.persons.scene import Scene
from pipeline.persons.titles.grammar import Title, TitleGrammar
from pipeline.persons.titles.noun_phrases import OPENING

__all__ = ["Employers"]

# What a body is that is called a service or an office and has an acronym of its own: no part of another.
AGENCY = "government"
# Ways to find an institution that no words of the post say.
SUPPOSED = {"surmised"}


class Employers:
    """Splits titles and finds their institutions. Words read: companion, parts (nouns of what is never a whole institution), and those of `Offices`, `Wording` and `Strays`."""

    def __init__(self, lexicon: Lexicon, grammar: TitleGrammar) -> None:
        self.grammar = grammar
        self.offices = Offices(lexicon, grammar)
        self.definite = definite_of(lexicon, self.offices)
        self.parts = frozenset(self.offices.key(w) for w in lexicon.list("parts"))
        self.companion = Phrases(lexicon.list("companion"))
        self.wording = Wording(lexicon, self.offices)
        self.pointing = Pointing(self.offices, self.definite, self.wording)
        self.shares = Shares(lexicon, self.offices)
        self.strays = Strays(lexicon, self.offices, self.wording)
        self.framed = Framed(lexicon, self.offices, self.wording, self.strays.unheard)
        self.inner_units = frozenset(lexicon.list("inner_units"))
        self.judge = Judge(lexicon.table("employ"))

    def over(self, scene: Scene, bodies: Sequence[Body], titles: Sequence[Title], names: Sequence[Placed]) -> Bearings:
        """What the titles of one text are judged by."""
        outer = [b for b in bodies if not self._fielded_unit(scene, b)]
        bodies = outer or bodies
        return Bearings(scene, bodies, titles, names, pointers=(self.offices, self.definite))

    def fits(self, title: Title, body: Body) -> bool:
        """Whether posts of this kind are held at such a body."""
        return self.offices.fits(title, body)

    def post(self, bearings: Bearings, title: Title, holder: Placed) -> Post:
        """Title and institution, for the one who holds it. To be asked in the order of the text: a list goes on with the same institution."""
        post = self._outermost(bearings, self._post(bearings, title, holder))
        bearings.surmises.give(title, holder, post.organisation)
        return post

    def _post(self, bearings: Bearings, title: Title, holder: Placed) -> Post:
        scene = bearings.scene
        inner = [b for b in bearings.bodies if title.first <= b.first and b.last <= title.last]
        own = self._headed(scene, title, inner)
        pointed = own or self.pointing.post(bearings, title)
        if pointed is not None and (own or not inner or inner[-1].last < title.last):
            return pointed
        whole = [b for b in bearings.bodies if not self._part(scene, b)]
        if attached := self._attached(scene, title, inner, whole):
            return self._named(bearings, title, attached)
        owner = next((b for b in inner if b.last <= title.core_first), None) or self._in_bracket(bearings, title)
        if owner is not None:
            return Post(self.wording.said(scene, title, title.core_first, title.last), owner.name, "named")
        if (possessor := self.pointing.possessor(bearings, title)) is not None:
            return Post(self.wording.said(scene, title, title.core_first, title.last), possessor.name, "pointed")
        signed = self.strays.signed(scene, title, holder, () if inner else bearings.bodies)
        if (sited := self.pointing.sited(bearings, title) or signed) is not None:
            return sited
        if (unknown := self.strays.post(scene, title)) is not None:
            return replace(unknown, organisation=expanded(unknown.organisation or "", bearings.bodies))
        last = self.pointing.before(scene, title)
        if self.pointing.adrift(bearings, title) or self.pointing.elsewhere(bearings, title):
            return Post(self.wording.said(scene, title, title.core_first, last), None, "none")
        alone = all(not b.last for b in bearings.bodies)
        if (framed := self.framed.post(scene, title, holder, bearings.names, alone=alone)) is not None:
            said = self.wording.said(scene, title, title.core_first, last)
            return replace(framed, title=said, organisation=expanded(framed.organisation or "", bearings.bodies))
        post = self._elsewhere(bearings, title, holder, self.wording.said(scene, title, title.core_first, last), bare=not inner)
        part = post.organisation in {b.name for b in inner if self._inner_part(scene, b)}
        return replace(post, organisation=None) if part else post

    def _elsewhere(self, bearings: Bearings, title: Title, holder: Placed, said: str, *, bare: bool) -> Post:
        """The post at the body that the text around its expression tells, else at the likeliest. `bare`: whether no body stands in the expression."""
        if (found := bearings.told(title, holder)) is not None:
            return Post(self._without_land(bearings.scene, title, said, body=found[0]), *found)
        points = bearings.points(title, holder)
        pointing = {body.name for way, body in points.items() if way != LIST}
        if bare and not pointing and (centre := self.pointing.compounded(bearings, title)) is not None:
            return Post(said, centre.name, "pointed")
        name, chance = self.judge.decide(bearings.surmises.told(title, holder, points))
        return Post(said, name, "pointed" if name in pointing else "surmised" if name else "none", chance)

    def _without_land(self, scene: Scene, title: Title, said: str, *, body: str | None) -> str:
        """The words of a post without a bare place at its end that the name of its body has: "Minister of Education | Ruritania"."""
        at = next((at for at, end in scene.places.items() if end == title.last and at > title.core_last), title.last)
        linked = any(t.covers(scene.tokens, at - 1, at) for t in (self.grammar.prepositions, self.grammar.articles))
        bare = at < title.last and not linked and scene.tokens[at - 1].is_word
        bare = bare and not (self.grammar.loose or self.grammar.genitive)
        named = bare and body is not None and scene.between(at, title.last) in body
        return self.wording.said(scene, title, title.core_first, at) if named else said

    def _in_bracket(self, bearings: Bearings, title: Title) -> Body | None:
        """The body that alone fills the bracket right behind a title: "X, director | (the Institute)"."""
        tokens, at = bearings.scene.tokens, title.last
        if at >= len(tokens) or tokens[at].text != "(":
            return None
        first = self.grammar.phrases.skip_articles(tokens, at + 1)
        body = next((b for b in bearings.bodies if b.last and b.first in {at + 1, first}), None)
        return body if body is not None and body.last < len(tokens) and tokens[body.last].text == ")" else None

    def _named(self, bearings: Bearings, title: Title, attached: Sequence[Body]) -> Post:
        """The title and the body that its complement names: a centre before what houses it, else the last."""
        scene = bearings.scene
        body = self._entitled(scene, title, next((b for b in attached if b.centre), attached[-1]))
        if (branch := self._branch(bearings, title, attached[0])) is not None:
            return Post(self.wording.said(scene, title, title.core_first, title.core_last), branch.name, "named")
        if len(attached) == 1 and (outer := self._outer(bearings, body)) is not None:
            return Post(self.wording.without(scene, title, outer), outer.name, "named")
        if len(attached) == 1 and (post := self._of_inner(scene, title, body)) is not None:
            return post
        if len(attached) == 1 and (whole := self._called_after(scene, title, body) or self._called_barely(scene, title, body)):
            body = whole
        return Post(
            self.wording.without(scene, title, replace(body, last=max(body.last, attached[-1].last))), body.name, "named"
        )

    def _entitled(self, scene: Scene, title: Title, body: Body) -> Body:
        """In a language of cases, a body with the capitals before it up to a comma: "директор, | Западное отделение РАН"; else itself."""
        first = body.first
        while first > title.core_last and scene.tokens[first - 1].is_word:
            first -= 1
        led = first > title.core_last and scene.tokens[first - 1].text == "," and scene.tokens[first].is_capital
        if not led or first == body.first or not morphology.inflects(self.grammar.language):
            return body
        return replace(body, first=first, name=scene.between(first, body.last))

    def _called_after(self, scene: Scene, title: Title, body: Body) -> Body | None:
        """In a language of cases, a body of one noun with the name of somebody behind it: "Института | Пастера"; None where no capital follows."""
        tokens, at = scene.tokens, body.last
        if body.centre or not morphology.inflects(self.grammar.language) or body.last - body.first > 1 or at >= title.last:
            return None
        while at < title.last and tokens[at].is_capital and at not in scene.places:
            at += 1
        name = f"{body.name} {scene.between(body.last, at)}"
        return replace(body, last=at, name=name) if at > body.last else None

    def _called_barely(self, scene: Scene, title: Title, body: Body) -> Body | None:
        """Where the article is glued, a body whose name goes on with bare words that belong to no title: "وكيل مؤسسة ألف | حلم"; None where it does not."""
        tokens, affixes, at = scene.tokens, self.grammar.affixes, body.last
        while affixes and at < title.last and tokens[at].is_word and tokens[at].lower not in self.grammar.conjunctions:
            led = tokens[at].text.startswith(affixes.governing) or self.grammar.prepositions.at(tokens, at) is not None
            if led or affixes.definite(tokens[at].text) or self.grammar.after.at(tokens, at) is not None:
                break
            at += 1
        closed = affixes and (
            body.centre or affixes.definite(tokens[body.last - 1].text) or body.last - 1 in scene.places.values()
        )
        if at == body.last or closed:
            return None
        return replace(body, last=at, name=f"{body.name} {scene.between(body.last, at)}")

    def _of_inner(self, scene: Scene, title: Title, body: Body) -> Post | None:
        """Where the article is glued, a post at a unit inside an institution of no known noun: "عميد كلية الزراعة في | محمية الأرز"."""
        tokens, affixes = scene.tokens, self.grammar.affixes
        if not affixes or body.centre or self.offices.key(tokens[body.first].lower) not in self.offices.inner:
            return None
        found = self.grammar.housed.at(tokens, body.last) if body.last < title.last else None
        at = "" if found is not None or body.last >= title.last else tokens[body.last].text
        glued = next((p for p in affixes.housing if at.startswith(p)), "")
        first = found.end if found is not None else body.last if glued else title.last
        if first + 1 >= title.last or first in scene.places or not tokens[first].is_word:
            return None
        if self.offices.key(tokens[first].lower) in self.offices.districts | self.offices.inner:
            return None
        said = self.wording.said(scene, title, title.core_first, body.last)
        return Post(said, scene.between(first, title.last).removeprefix(glued), "housed")

    def _headed(self, scene: Scene, title: Title, inner: Sequence[Body]) -> Post | None:
        """The post at a centre of whose name the title itself has the noun: "заведующий Кафедрой воды"."""
        centre = next((b for b in inner if b.centre and title.head_at < b.first < title.core_last), None)
        if (
            centre is not None and self.grammar.loose and scene.tokens[centre.first].text.islower()
        ):  # "jefa de | taller en Oruro"
            return Post(self.wording.said(scene, title, title.core_first, title.core_last), centre.name, "named")
        return Post(self.wording.without(scene, title, centre), centre.name, "named") if centre is not None else None

    def _attached(self, scene: Scene, title: Title, inner: Sequence[Body], whole: Sequence[Body]) -> list[Body]:
        """The bodies in a complement; of a minister's none that only goes along ("Relations with Parliament").

        A faculty is none where one of the `whole` bodies of the text is the house of such posts.
        """
        attached = [b for b in inner if b.first >= title.core_last and not bracketed(scene, b) and not self._of_unit(scene, b)]
        kind = self.offices.kind(scene, title)
        if attached and all(self._inner_part(scene, b) for b in attached):
            return []
        parts = attached and all(self._part(scene, b) for b in attached)
        if parts and kind in self.offices.houses and any(self.offices.houses_by_name(b, kind) for b in whole):
            return []
        if kind != "minister":
            return attached
        return [b for b in attached if not self.companion.covers(scene.tokens, b.first - 1, b.first)]

    def _branch(self, bearings: Bearings, title: Title, body: Body) -> Body | None:
        """In a language of cases, the centre told in full between a post and whose it is: "директор Томского филиала Академии"."""
        words = bearings.scene.tokens[title.core_last : body.first]
        if body.centre or not self.grammar.genitive or len(words) < 2 or not words[0].is_capital:
            return None
        found = bearings.references.match([self.offices.key(t.lower) for t in words if t.is_word], title.core_last)
        return found if found is not None and found.centre else None

    def _outermost(self, bearings: Bearings, post: Post) -> Post:
        """A post that is supposed to be at an inner unit, at the institution that the unit's name ends with."""
        body = next((b for b in bearings.bodies if b.name == post.organisation and post.how in SUPPOSED and b.last), None)
        outer = self._outer(bearings, body) if body is not None else None
        return post if outer is None else replace(post, organisation=outer.name)

    def _outer(self, bearings: Bearings, body: Body) -> Body | None:
        """The institution that the name of an inner unit ends with: "Laboratoire d'hydraulique | de l'Université du Lac"; an acronym where the text spells it out."""
        tokens = bearings.scene.tokens
        if self.inner_units and not body.centre:
            return self._outer_behind(bearings, body)
        if body.centre or not self.grammar.loose or self.offices.key(tokens[body.first].lower) not in self.offices.inner:
            return None
        for at in range(body.first + 1, body.last - 1):
            found = self.grammar.prepositions.at(tokens, at) if tokens[at].lower in self.grammar.joiners else None
            first = self.grammar.phrases.skip_articles(tokens, found.end) if found is not None else body.last
            if first >= body.last or not tokens[first].is_capital:
                continue
            word = self.offices.key(tokens[first].lower)
            written = bearings.scene.between(first, body.last)
            meant = bearings.references.match([word], first) if first == body.last - 1 else None
            name = meant.name if meant is not None else expanded(written, bearings.bodies)
            spelled = first == body.last - 1 and written not in name.split() and self._branded(bearings.scene, first)
            if name != body.name and ((word in self.offices.anaphors and word not in self.offices.inner) or spelled):
                return Body(first, body.last, name, body.kind)
        return None

    def _branded(self, scene: Scene, at: int) -> bool:
        """Whether one capital is that of a body, an acronym or a brand: no field, no place."""
        token, unheard = scene.tokens[at], self.strays.unheard
        plain = at not in scene.places and not unheard.field(scene.tokens, at, at + 1) and not gazetteer.anywhere(token.text)
        return token.is_all_capitals or (unheard.single_names and plain)

    def _of_unit(self, scene: Scene, body: Body) -> bool:
        """In a language of cases, whether a body begins with the noun of an inner unit in small letters, and what that is a unit of follows: "отдел кадров | завода «Луч»"."""
        tokens, language = scene.tokens, self.grammar.language
        if body.centre or not morphology.inflects(language) or not tokens[body.first].text.islower():
            return False
        at = body.first
        while at + 1 < body.last and morphology.is_adjective(tokens[at].text, language):
            at += 1
        whole = any(t.is_capital or t.text in OPENING for t in tokens[at + 2 : body.last])
        whole = whole and tokens[at + 1].text.islower()
        lands = self.offices.lands | self.offices.districts | self.offices.territories
        if any(self.offices.key(t.lower) in lands for t in tokens[body.last - 2 : body.last]):
            return False  # a department of the land's government: "управление культуры Омской области"
        return whole and self.offices.key(tokens[at].lower) in self.offices.inner

    def _outer_behind(self, bearings: Bearings, body: Body) -> Body | None:
        """Where modifiers come first, the institution behind a field or the unit of one that its name begins with: "Herbarium of the | Ulster Society", "Textiles of | Kano Museum"."""
        tokens = bearings.scene.tokens
        for at in range(body.first + 1, body.last - 1):
            if tokens[at].lower not in self.strays.unheard.body_links:
                continue
            first = self.grammar.phrases.skip_articles(tokens, at + 1)
            place = bearings.scene.places.get(first, first)
            if first >= body.last or not tokens[first].is_capital or place == body.last:
                continue
            noun = self.strays.unheard.noun(tokens[: body.last], first)
            national = self.offices.key(tokens[body.first].lower) in self.strays.genitives.national
            if national or body.first in bearings.scene.nationals:  # "the African Council of Gardens"
                continue
            whole = noun in self.offices.anaphors or tokens[first].is_all_capitals
            unit = tokens[at - 1].lower in self.inner_units or tokens[body.first].lower in self.inner_units
            if at - 1 == body.first and noun.endswith("s") and first == at + 1:  # "Council of Baltic Choirs", no part of one
                continue
            # "Cartography Department of | Readwell"
            fielded = body.first < at - 1 and self.strays.unheard.field(tokens, body.first, at - 1)
            whole = whole or (fielded and noun not in self.offices.anaphors)
            if self.strays.unheard.field(tokens, body.first, at) or (unit and whole):
                others = [b for b in bearings.bodies if b.name != body.name]
                return Body(first, body.last, expanded(bearings.scene.between(first, body.last), others), body.kind)
        return None

    def _inner_part(self, scene: Scene, body: Body) -> bool:
        """Whether a body is what only a part of an institution is called, none of them named in it: "Departamento de Suelos"."""
        named = [t.lower for t in scene.tokens[body.first + 1 : body.last]]
        whole = any(
            self.offices.key(t) in self.offices.anaphors and self.offices.key(t) not in self.offices.inner for t in named
        )
        whole = whole or any(at in scene.places for at in range(body.first, body.last))
        whole = whole or self.strays.unheard.whole(scene.tokens, body.first, body.last)
        whole = whole or (bool(named) and self.offices.key(named[0]) in self.strays.genitives.national)
        whole = whole or (body.kind == AGENCY and (body.short or self._seated(scene, body)))
        return not body.centre and self.offices.key(scene.tokens[body.first].lower) in self.parts and not whole

    def _seated(self, scene: Scene, body: Body) -> bool:
        """Whether the name of a body holds a town or a province that is no field: "Servicio de Aguas de | Loja", no "Servicio de | Salud"."""
        for at in range(body.first + 1, body.last):
            word = scene.tokens[at].text
            placed = gazetteer.known(word) or bool(subdivisions.countries(word))
            if placed and word[0].isupper() and not self.strays.unheard.field(scene.tokens, at, at + 1):
                return True
        return False

    def _fielded_unit(self, scene: Scene, body: Body) -> bool:
        """Where modifiers come first, whether a body is called a unit and its field, no more: "the Language Service"."""
        last = body.last - 1
        unit = (
            body.last > 0 and not (self.grammar.loose or self.grammar.genitive) and scene.tokens[last].lower in self.inner_units
        )
        plain = unit and last > body.first and all(t.is_capital for t in scene.tokens[body.first : last])
        plain = plain and scene.tokens[body.first].lower not in self.strays.genitives.national
        return plain and not body.centre and self.strays.unheard.field(scene.tokens, body.first, last)

    def _part(self, scene: Scene, body: Body) -> bool:
        """Whether a body is but a part of an institution, by the noun that it begins with: "Facultad de Artes"."""
        return self.grammar.loose and not body.centre and scene.tokens[body.first].lower in self.grammar.units
