"""Rule patterns as one automaton: `a? (b | c d)? e` over classes of tokens. Its states are worked out when first met."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property

from pipeline.errors import LexiconError

# Signs that the pattern language needs itself have names.
_NAMED = {"LPAR": "(", "RPAR": ")", "BAR": "|"}


@dataclass(frozen=True, slots=True, eq=False)
class DateRule:
    """One rule as the engine runs it: what it builds, and which neighbours it wants or refuses. No two are equal.

    `tensed` rules need a verb that looks back or ahead in their sentence ("In summer it is hot" names no summer);
    `told` ones count only where a story is told ("Le 22, il se rendit"); `ahead` ones only where the sentence looks
    ahead ("It opens in three days", but "in three days they walked to the sea").
    """

    id: str
    kind: str
    order: int
    after: frozenset[str] = frozenset()
    before: frozenset[str] = frozenset()
    unless_after: frozenset[str] = frozenset()
    unless_before: frozenset[str] = frozenset()
    confidence: float = 1.0
    tensed: bool = False
    told: bool = False
    ahead: bool = False


@dataclass(slots=True)
class State:
    """A place within patterns: where each class leads, where nothing leads, and which rule ends here."""

    steps: dict[str, list[int]] = field(default_factory=dict)
    free: list[int] = field(default_factory=list)
    rule: DateRule | None = None


class Steps(dict[str, "Node | None"]):
    """Where each class leads from a node, worked out when first asked: a known step costs no call."""

    def __init__(self, automaton: Automaton, states: frozenset[int]) -> None:
        self._automaton, self._states = automaton, states

    def __missing__(self, cls: str) -> Node | None:
        states = self._automaton.states
        node = self._automaton.node(target for state in self._states for target in states[state].steps.get(cls, ()))
        self[cls] = node
        return node


class Node:
    """A set of states reached together: `rules` end here, in the order of the file; `wants` are the classes that go on."""

    __slots__ = ("rules", "states", "steps", "wants")

    def __init__(self, automaton: Automaton, states: frozenset[int]) -> None:
        self.steps = Steps(automaton, states)
        self.states = states
        self.wants = frozenset(cls for state in states for cls in automaton.states[state].steps)
        ends = (automaton.states[s].rule for s in states)
        self.rules = tuple(sorted((rule for rule in ends if rule), key=lambda rule: rule.order))

    def step(self, cls: str) -> Node | None:
        """Where a class leads; None where it leads nowhere."""
        return self.steps[cls]


class Automaton:
    """All rules of a language. First `add` them all, then walk from `root`."""

    def __init__(self) -> None:
        self.states: list[State] = [State()]
        self._nodes: dict[frozenset[int], Node] = {}

    @cached_property
    def classes(self) -> frozenset[str]:
        """Every class that some rule asks for."""
        return frozenset(cls for state in self.states for cls in state.steps)

    @cached_property
    def root(self) -> Node:
        """Where every match begins."""
        node = self.node([0])
        assert node is not None
        return node

    def node(self, states: Iterable[int]) -> Node | None:
        """The node of these states and of all they lead to freely."""
        todo, closed = list(states), set()
        while todo:
            state = todo.pop()
            if state not in closed:
                closed.add(state)
                todo += self.states[state].free
        if not closed:
            return None
        key = frozenset(closed)
        if key not in self._nodes:
            self._nodes[key] = Node(self, key)
        return self._nodes[key]

    def add(self, pattern: str, rule: DateRule) -> None:
        """Take in one pattern; LexiconError where it does not parse."""
        parts = pattern.replace("(", " ( ").replace(")", " ) ").replace("|", " | ").replace(") ?", " )?").split()
        end, position = self._alternatives(parts, 0, 0, rule)
        if position != len(parts):
            raise LexiconError(f"{rule.id}: pattern {pattern!r} closes a bracket that it did not open")
        if end == 0:
            raise LexiconError(f"{rule.id}: pattern {pattern!r} may be empty")
        self.states[end].rule = rule

    def _new(self) -> int:
        self.states.append(State())
        return len(self.states) - 1

    def _alternatives(self, parts: list[str], position: int, start: int, rule: DateRule) -> tuple[int, int]:
        """Build from `start`; the state after the last part, and the position of what was not read."""
        end = self._new()
        at = start
        while position < len(parts) and parts[position] not in (")", ")?"):
            part = parts[position]
            position += 1
            if part == "|":
                self.states[at].free.append(end)
                at = start
            elif part == "(":
                after, position = self._alternatives(parts, position, self._fork(at), rule)
                if position >= len(parts):
                    raise LexiconError(f"{rule.id}: pattern does not close a bracket")
                if parts[position] == ")?":
                    self.states[at].free.append(after)
                position += 1
                at = after
            else:
                at = self._step(part, at)
        self.states[at].free.append(end)
        return end, position

    def _fork(self, at: int) -> int:
        state = self._new()
        self.states[at].free.append(state)
        return state

    def _step(self, part: str, at: int) -> int:
        optional = part.endswith("?") and len(part) > 1
        cls = part.removesuffix("?") if optional else part
        after = self._new()
        self.states[at].steps.setdefault(_NAMED.get(cls, cls), []).append(after)
        if optional:
            self.states[at].free.append(after)
        return after
