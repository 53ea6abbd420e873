"""Bodies as the second reading tells them: bounds corrected, what is no body let go, what no rule found taken in."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass

from pipeline.names.gather import Bodies, Body, fold
from pipeline.names.joined import Joining, Possession
from pipeline.told import Stretch, alike

__all__ = ["RULE", "Retelling"]

RULE = "organisations.second_reading"

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Retelling:
    """The bodies of a text told anew.

    `kind`: the sort of body that a name tells; `named`: a name in the nominative; `possession`: how the language says whose one is.
    """

    text: str
    bodies: Bodies
    kind: Callable[[str], str | None]
    named: Callable[[str], str]
    possession: Possession

    def retell(self, names: Sequence[Stretch]) -> None:
        """Let the bodies have the mentions that the second reading tells, and no other."""
        before = {span: body for body in self.bodies.all for span in body.mentions}
        rules = {span: body.mentions[span] for span, body in before.items()}
        spans = {(name.start, name.end): name.chance for name in sorted(names, key=lambda n: (n.start - n.end, n.start))}
        same = {span: next((old for old in before if alike(self.text, old, span)), None) for span in spans}
        sure = {id(before[old]) for old in same.values() if old is not None and self._names(before[old], old)}
        kept: dict[int, dict[Span, tuple[str, float]]] = {}
        for span, old in same.items():
            body = before[old] if old else self._moved(span, before, sure) or self._meant(span)
            kept.setdefault(id(body), {})[old or span] = rules[old] if old else RULE, spans[span]
        for body in self.bodies.all:
            self._settle(body, kept.get(id(body), {}))
        self.bodies.all = [body for body in self.bodies.all if body.mentions]
        Joining(self.text, self.bodies, self.possession).join()

    def _names(self, body: Body, span: Span) -> bool:
        """Whether a mention is the name of a body, no short form."""
        return fold(body.name) in {fold(self.text[slice(*span)]), fold(self._called(span))}

    def _moved(self, span: Span, before: Mapping[Span, Body], sure: Collection[int]) -> Body | None:
        """The body whose name the rules bounded otherwise here, inside the span or around it, and nowhere as it stands."""
        for (start, end), body in before.items():
            around = (start <= span[0] and span[1] <= end) or (span[0] <= start and end <= span[1])
            if around and id(body) not in sure and self._names(body, (start, end)):
                return body
        return None

    def _settle(self, body: Body, mentions: dict[Span, tuple[str, float]]) -> None:
        """Give a body its mentions; it is called by one of them where what named it is none."""
        lost = set(body.mentions) - set(mentions)
        body.mentions = {span: rule for span, (rule, _) in sorted(mentions.items())}
        body.confidence = max((chance for _, chance in mentions.values()), default=0.0)
        forms = [self._called(span) for span in mentions]
        said = {fold(self.text[slice(*span)]) for span in lost} | {fold(self._called(span)) for span in lost}
        if forms and fold(body.name) in said - {fold(form) for form in forms}:
            body.name = max(forms, key=len)
        if body.short and mentions:
            # "Pan-Aral Reading Alliance (PARA) Osh Office" is told as an office; what PARA stands for is told by its beginning.
            body.name = body.name.partition(f" ({body.short})")[0]

    def _meant(self, span: Span) -> Body:
        """The body of a name that no rule bounds so: one of that name, the one whose name it begins or ends, or a new one."""
        name, bodies = self._called(span), self.bodies
        known = bodies.named(name) or bodies.named(self.text[slice(*span)]) or bodies.ending(name) or bodies.beginning(name)
        return known or bodies.take(name, kind=self.kind(name))

    def _called(self, span: Span) -> str:
        return self.bodies.unbound(self.named(self.text[slice(*span)]))
