"""How a tagger is trained."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from pipeline.training.augment import Chances


@dataclass(frozen=True, slots=True, kw_only=True)
class TaggerSettings:
    """How a tagger is trained; `network` overrides the defaults of `Layout`.

    `vectors`: of how many of the most frequent words, and of all rarer names, word vectors are given; they are stored in so many
    `parts`, narrowed to what a first network finds in them in `narrowing` epochs.
    `hidden`: the share of words whose identity is hidden. `longest`: texts are cut to so many words. `average`: how much of the
    averaged weights stays at each step. `members`: how many networks are trained, each with the next seed, to score together. `least`: how often the corpora must have a word for it to keep its identity.
    `pretraining`: for how many epochs a network guesses hidden words first. `variants`: how many times the corpora are varied and made into numbers; later epochs read the same again. `peoples`: the
    corpora that take peoples for persons. `teachers`: how many networks are trained first, with the seeds after the members', whose
    joint opinion the members learn from: for the share `trust`, and softened by `heat`, a temperature. `teacher`: the weights of a
    transformer that they learn from in the same way, instead; `alone`: that from which word vectors are taken, where the language has
    none of its own. `threads`: sums are in another order, and so rounded otherwise, on another number of them.
    """

    seed: int = 1
    members: int = 1
    epochs: int = 14
    learning_rate: float = 0.002
    dropout: float = 0.4
    hidden: float = 0.1
    decay: float = 0.01
    average: float = 0.998
    batch_words: int = 1600
    longest: int = 120
    threads: int = 1
    least: int = 2
    invented: int = 0
    vectors: int = 0
    parts: int = 16
    narrowing: int = 6
    variants: int = 0
    pretraining: int = 0
    peoples: tuple[str, ...] = ()
    teachers: int = 0
    teacher: str = ""
    alone: str = ""
    trust: float = 0.5
    heat: float = 1.5
    lists: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()
    weights: Mapping[str, float] = field(default_factory=dict)
    chances: Chances = field(default_factory=Chances)
    network: Mapping[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Raises:  ValueError, if there are teachers and nothing is held for them to judge, or of both kinds."""
        if (self.teachers or self.teacher) and not self.variants:
            raise ValueError("teachers judge texts that are held: variants must be 1 or more")
        if self.teachers and self.teacher:
            raise ValueError("networks are taught by a transformer or by networks trained first: teacher or teachers")
