"""Whom a life is told of, where its sentences or lines have no subject: who opens the paragraph."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline import morphology
from pipeline.persons.holders.between import DASHES, Between
from pipeline.persons.holders.links import Placed
from pipeline.persons.scene import Scene
from pipeline.persons.titles.grammar import Title

__all__ = ["Lives"]


@dataclass(frozen=True, slots=True)
class Lives:
    """Finds whose a life is that is told sentence by sentence or line by line. Words read, by `between`: fillers, asides, and those that only say when."""

    between: Between

    def in_a_line(self, scene: Scene, title: Title, names: Sequence[Placed]) -> tuple[int, str] | None:
        """Whom a line of a life means that says only when and what: "In 2004–2011 — keeper of the archive, since 2012 — director"."""
        at = self.between.back_over(scene, title.first, self.between.fillers)
        if not at or scene.tokens[at - 1].text not in DASHES:
            return None
        begin = at - 1
        aside = self.between.back_over(scene, begin, self.between.asides)
        if aside < begin and (not aside or scene.sentence(aside - 1) != scene.sentence(aside)):
            return self._who_opens(scene, aside, names)
        while (
            begin
            and scene.tokens[begin - 1].text != ","
            and not scene.tokens[begin - 1].is_break
            and self.between.no_subject(scene, begin - 1)
        ):
            begin -= 1
        dated = any(t.text[:1].isdigit() for t in scene.tokens[begin : at - 1])
        return self._who_opens(scene, begin, names) if dated else None

    def told_of(self, scene: Scene, verb: int, names: Sequence[Placed]) -> tuple[int, str] | None:
        """Whom a life is told of, where a sentence of it has no subject ("From 2004 to 2011 she was"): who opens the paragraph."""
        at = verb
        while at and scene.sentence(at - 1) == scene.sentence(verb) and self.between.no_subject(scene, at - 1):
            at -= 1
        if at and scene.sentence(at - 1) == scene.sentence(verb) and not self._subjectless(scene, verb):
            return None
        return self._who_opens(scene, at, names)

    def _subjectless(self, scene: Scene, verb: int) -> bool:
        """In a language of cases, whether no noun or pronoun of a sentence can be the subject of a verb: "Трудилась в банке, где была …"."""
        first = next(n for n in range(verb, -1, -1) if not n or scene.sentence(n - 1) != scene.sentence(verb))
        words = (scene.tokens[n].lower for n in range(first, verb) if n not in scene.inside and scene.tokens[n].is_word)
        return bool(self.between.instrumental) and not any(morphology.may_act(word, self.between.language) for word in words)

    def _who_opens(self, scene: Scene, at: int, names: Sequence[Placed]) -> tuple[int, str] | None:
        """The name that opens the paragraph in which a token stands, or the nearest one before that."""
        before = [n for n, p in enumerate(names) if p.last <= at]
        if not before:
            return None
        last = names[max(before, key=lambda n: names[n].last)].first
        opens = next((i + 1 for i in range(last, 0, -1) if scene.tokens[i].is_break), 0)
        return min((n for n in before if names[n].first >= opens), key=lambda n: names[n].first), "verb"
