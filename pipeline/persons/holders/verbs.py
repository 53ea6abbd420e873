"""Titles held by a verb: "X was appointed director", "as director will serve X"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline import morphology
from pipeline.persons.holders.between import DASHES, Between
from pipeline.persons.holders.links import Placed
from pipeline.persons.holders.subjects import Subjects
from pipeline.persons.scene import Scene
from pipeline.persons.titles.grammar import Title

__all__ = ["Verbs"]

# The words of a trade before a name, at most.
TRADE = (1, 2, 3)
# Sentences from a person to the verb whose object a pronoun for it is, that of the verb with them.
MOST_BACK = 4
# Words between a title and the name behind its verb, at most.
MOST_AWAY = 8
# Tokens behind a preposition among which a year stands: "between the years 1985".
YEARS = 3
# Tokens between a post and the verb that says who fills it, at most.
AWAY = 6
QUESTIONS = frozenset("?؟")
# The words of a title in a row of appointments, at most, and the appointments of a row.
MOST_ROW = 12
MOST_ROWS = 40


@dataclass(frozen=True, slots=True)
class Verbs:
    """Finds whom a verb gives a title; a holder comes with `how`, which is "verb"."""

    between: Between
    subjects: Subjects

    def appointed(self, scene: Scene, *, title: Title, names: Sequence[Placed]) -> int | None:
        """The name between a verb of appointment and a title: "has appointed X Director"."""
        at = self.between.back_over(scene, title.first, self.between.fillers)
        number = next((n for n, p in enumerate(names) if p.last == at), None)
        if number is None:
            return None
        return number if self._object(scene, names, number) else None

    def _object(self, scene: Scene, names: Sequence[Placed], number: int) -> bool:
        """Whether a verb of appointment has a name for its object, in a row of them too: "appointed X director, Y deputy"."""
        for _ in range(MOST_ROWS):
            begin = self.between.back_over(scene, names[number].begin, self.between.objects)
            verb = self.between.back_over_day(scene, begin)
            if self.between.back_over(scene, verb, self.between.appointing) < verb:
                return True
            marks = begin
            while marks and (scene.tokens[marks - 1].text == "," or scene.tokens[marks - 1].lower in self.between.conjunctions):
                marks -= 1
            before = next((n for n in range(number - 1, -1, -1) if names[n].last < marks), None)
            if marks == begin or before is None or marks - names[before].last > MOST_ROW:
                return False
            if scene.sentence(names[before].first) != scene.sentence(begin):
                return False
            number = before
        return False

    def by_verb(self, scene: Scene, title: Title, names: Sequence[Placed]) -> tuple[int, str] | None:
        """The one who holds a title by a verb: "as director will serve X", "X was appointed director"."""
        equal = self._equated(scene, title, names)
        if (equal := self._asked(scene, title, names) if equal is None else equal) is not None:
            return equal, "verb"
        if self.between.stood_for(scene, title.first):
            return None
        said = title.first if self.subjects.precedes(scene, title) else self._said_of(scene, title)
        if said is not None:
            return self.subjects.of(scene, said, names)
        at = self.between.back_over(scene, title.first, self.between.fillers)
        if (filled := self._filled(scene, title, at, names)) is not None:
            return filled, "verb"
        if (made := self._made_of(scene, at, names)) is not None:
            return made, "verb"
        given = self._entrusted(scene, title, at, names)
        if (given := given if given is not None else self._raised(scene, at, names)) is not None:
            return given, "verb"
        if self.between.back_over(scene, at, self.between.vacant) < at:
            return None
        if (risen := self._promoted(scene, at)) < at:
            return self.subjects.of(scene, risen, names)
        if (verb := self.between.back_over(scene, at, self.between.holding)) == at:
            at = self.between.back_over_day(scene, at)
            verb = self.between.back_over(scene, at, self.between.holding)
        verb = self._once_was(scene, title, at) if verb == at else verb
        appointed = self.between.back_over(scene, at, self.between.appointing) < at
        holds = verb < at and not title.plural and self._made(scene, title, held=not appointed)
        inverted = self._inverted(scene, title, names, reach=2 if holds else MOST_AWAY)
        return self.subjects.of(scene, verb, names) if inverted is None and holds else inverted

    def _once_was(self, scene: Scene, title: Title, at: int) -> int:
        """Index before a "was" that gives a post with the years in which it was held: "was dean | between 1985 and 1992"; `at` itself where none does."""
        tokens = scene.tokens
        body = scene.institutions.get(title.last + 1, title.last) if title.last < len(tokens) else title.last
        years = tokens[body + 1 : body + 1 + YEARS]
        timely = self.between.timed.at(tokens, body) is not None and any(t.text[0].isdigit() for t in years)
        return self.between.back_over(scene, at, self.between.once_was) if timely else at

    def _said_of(self, scene: Scene, title: Title) -> int | None:
        """Where a pronoun stands that is said to be what a title says, without a verb: «теперь | она директор», «она — бывший директор»."""
        tokens, pronouns = scene.tokens, self.between.subject_pronouns
        said = morphology.cases(tokens[title.head_at].lower, self.between.language)
        for at in range(title.first - 1, max(-1, title.first - AWAY), -1) if pronouns and "n" in said else ():
            if tokens[at].lower in pronouns:
                return at
            if tokens[at].text not in DASHES and not self.between.fillers.covers(tokens, at, at + 1):
                break
        return None

    def _filled(self, scene: Scene, title: Title, at: int, names: Sequence[Placed]) -> int | None:
        """Who is said to fill a post: "the post of director will be filled by X"."""
        if self.between.back_over(scene, at, self.between.posts) == at:
            return None
        found = next((f for k in range(AWAY) if (f := self.between.filling.at(scene.tokens, title.last + k))), None)
        begin = found.end if found is not None else -1
        return next((n for n, p in enumerate(names) if begin in {p.begin, p.first}), None)

    def _entrusted(self, scene: Scene, title: Title, at: int, names: Sequence[Placed]) -> int | None:
        """To whom somebody gives a post: "has entrusted the office of treasurer to X"."""
        link = self.between.entrusted_to.at(scene.tokens, title.last)
        verb = self.between.back_over(scene, self.between.back_over(scene, at, self.between.posts), self.between.articles)
        if link is None or self.between.back_over(scene, verb, self.between.entrusting) == verb:
            return None
        return next((n for n, p in enumerate(names) if link.end in {p.begin, p.first}), None)

    def _raised(self, scene: Scene, at: int, names: Sequence[Placed]) -> int | None:
        """Whom somebody raises to a post: "has promoted X to director", "recruited X to the post of director"."""
        link = self.between.back_over(scene, at, self.between.promoted_to)
        number = next((n for n, p in enumerate(names) if p.last == link), None) if link < at else None
        if number is None:
            return None
        begin = min(names[number].begin, names[number].first)
        return number if self.between.back_over(scene, begin, self.between.promoting) < begin else None

    def _promoted(self, scene: Scene, at: int) -> int:
        """Index before a verb that says how somebody rose to a post, with a day between: "ascendió el 3 de mayo a"; `at` itself where none stands."""
        link = self.between.back_over(scene, at, self.between.promoted_to)
        verb = self.between.back_over_day(scene, link)
        begin = self.between.back_over(scene, verb, self.between.promoting) if link < at else verb
        return begin if begin < verb else at

    def _made_of(self, scene: Scene, at: int, names: Sequence[Placed]) -> int | None:
        """Whom a pronoun means of which somebody makes something: "made her its director", "la nombró directora": the person named last."""
        pronouns, tokens = self.between.object_pronouns, scene.tokens
        object_last = at > 0 and tokens[at - 1].lower in pronouns
        begin = at - 1 if object_last else at
        verb = self.between.back_over(scene, begin, self.between.appointing)
        before = [t.lower for t in tokens[max(0, verb - 2) : verb]]
        if verb == begin or not (object_last or pronouns & set(before)):
            return None
        near = [
            n
            for n, p in enumerate(names)
            if 0 <= scene.sentence(verb) - scene.sentence(p.first) <= MOST_BACK and p.last < verb - 1
        ]
        return max(near, key=lambda n: names[n].last, default=None)

    def _equated(self, scene: Scene, title: Title, names: Sequence[Placed]) -> int | None:
        """Who is said to be what a title says: "the director is X", "the director is the botanist X", "директор — переводчик X"."""
        found = self.between.equating.at(scene.tokens, self._over_body(scene, title.last))
        dashed = title.last < len(scene.tokens) and scene.tokens[title.last].text in DASHES
        if title.plural or (found is None and not dashed):
            return None
        at = found.end if found is not None else title.last + 1
        begins = {begin: n for n, p in enumerate(names) for begin in (p.begin, p.first)}
        if at in begins:
            return begins[at] if found is not None else None
        while (led := self.between.leading.at(scene.tokens, at)) is not None:
            at = led.end
        return next((begins[at + n] for n in TRADE if at + n in begins and self.between.trade(scene, at, at + n)), None)

    def _asked(self, scene: Scene, title: Title, names: Sequence[Placed]) -> int | None:
        """Who answers a question for who holds a post: "Who will be the director? | X"."""
        tokens = scene.tokens
        mark = next((n for n in range(title.last, min(title.last + AWAY, len(tokens))) if not tokens[n].is_word), title.last)
        if title.plural or mark + 1 >= len(tokens) or tokens[mark].text not in QUESTIONS:
            return None
        begin = mark + 1 + tokens[mark + 1].is_break
        number = next((n for n, p in enumerate(names) if begin in {p.begin, p.first}), None)
        near = range(title.first - 1, max(-1, title.first - AWAY), -1)
        asked = any(self.between.asking.at(tokens, n) is not None for n in near)
        return number if asked else None

    def _over_body(self, scene: Scene, at: int) -> int:
        """Index behind a body between two commas: "the director of the museum, the Salt Museum, | is X"; `at` itself where none stands."""
        tokens = scene.tokens
        if at + 1 >= len(tokens) or tokens[at].text != ",":
            return at
        end = scene.institutions.get(self.between.grammar.phrases.skip_articles(tokens, at + 1), len(tokens))
        return end + 1 if end < len(tokens) and tokens[end].text == "," else at

    def installed(self, scene: Scene, title: Title, names: Sequence[Placed]) -> tuple[int, str] | None:
        """Who stands behind a title that a verb of appointment governs: "nombró directora a X", "eligió como directora a X", and in a row of them."""
        at = self.between.back_over(scene, title.first, self.between.fillers)
        at = self.between.back_over(scene, at, self.between.joined_as)
        marker = self.between.markers.at(scene.tokens, title.last) if not title.plural else None
        begin = marker.end if marker is not None else title.last
        begin = found.end if marker is not None and (found := self.between.articles.at(scene.tokens, begin)) else begin
        number = next((n for n, p in enumerate(names) if begin in {p.begin, p.first}), None)
        if marker is None or number is None:
            return None
        bare = self.between.back_over(scene, title.first, self.between.articles)
        if any(self.between.back_over(scene, n, self.between.appointing) < n for n in (at, bare)):
            return number, "verb"
        joined = at and (scene.tokens[at - 1].lower in self.between.conjunctions or scene.tokens[at - 1].text == ",")
        before = next((p for p in names if joined and p.last == at - 1), None)
        marked = before is not None and self.between.back_over(scene, before.begin, self.between.objects) < before.begin
        return (number, "verb") if marked else None

    def inverts(self, scene: Scene, title: Title) -> bool:
        """Whether a verb right behind a title leads to its holder."""
        return self.between.inverting.at(scene.tokens, title.last) is not None

    def _inverted(self, scene: Scene, title: Title, names: Sequence[Placed], reach: int) -> tuple[int, str] | None:
        """The name behind a verb that follows a title, at most `reach` tokens away."""
        begin = self._over_body(scene, title.last)
        found = next((f for k in range(5) if (f := self.between.inverting.at(scene.tokens, begin + k))), None)
        if found is None or not self._made(scene, title, held=reach < MOST_AWAY):
            return None
        made = self._over_made(scene, found.end)
        for at in range(made or found.end, made + 1 if made else min(found.end + reach, len(scene.tokens))):
            if scene.sentence(at) != scene.sentence(title.first):
                return None
            number = next((n for n, p in enumerate(names) if at in {p.begin, p.first}), None)
            if number is not None:
                begin = self.between.back_over(scene, at, self.between.articles)
                return None if self.between.agents.covers(scene.tokens, begin - 1, begin) else (number, "verb")
        return None

    def _over_made(self, scene: Scene, at: int) -> int:
        """Index behind the participle of a verb of appointment and the article behind it: "fue | designada la"; 0 where none stands."""
        found = self.between.appointing.at(scene.tokens, at)
        article = self.between.articles.at(scene.tokens, found.end) if found is not None else None
        return article.end if article is not None else found.end if found is not None else 0

    def _made(self, scene: Scene, title: Title, *, held: bool) -> bool:
        """Whether a title may be what somebody becomes; in a language of cases by the instrumental, or by a noun such as "post" (`held`)."""
        said = morphology.cases(scene.tokens[title.head_at].lower, self.between.language, number="" if title.plural else "sing")
        made = not self.between.instrumental or bool(said & self.between.instrumental)
        return made or (held and said != {"g"})
