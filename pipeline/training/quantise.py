"""Product quantisation (Jégou et al. 2011): vectors cut into parts, of each part the nearest of 256 samples."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from pipeline.ner.vectors import SAMPLES, Vectors

ROUNDS = 12
"""How often the samples are moved to the middle of what is nearest to them (Lloyd 1982)."""
CHUNK = 20_000
DRAWN = 60_000
"""How many vectors are looked at to find the samples."""

Floats = NDArray[np.float32]


def quantised(words: NDArray[np.uint32], vectors: Floats, parts: int, seed: int) -> Vectors:
    """Quantise vectors, turned first so that each part holds as much of what tells them apart as any other."""
    turned = np.asarray((vectors - vectors.mean(axis=0)) @ _balanced(vectors, parts), dtype=np.float32)
    chance = np.random.default_rng(seed)
    drawn = np.sort(chance.choice(len(turned), min(DRAWN, len(turned)), replace=False))
    codes, samples = [], []
    for part in np.split(turned, parts, axis=1):
        middles = _middles(part[drawn], chance)
        codes.append(_nearest(part, middles))
        samples.append(middles)
    return Vectors(words, np.stack(codes, axis=1).astype(np.uint8), np.stack(samples).astype(np.float16).astype(np.float32))


def _balanced(vectors: Floats, parts: int) -> Floats:
    """Turn to the main axes, and deal these out so that the product of the spreads of each part is alike (Ge et al. 2013)."""
    spread, axes = np.linalg.eigh(np.cov(vectors.T.astype(np.float64)))
    worth = np.log(np.maximum(spread, 1e-9) / max(spread.min(), 1e-9))
    each = vectors.shape[1] // parts
    held: list[list[int]] = [[] for _ in range(parts)]
    for axis in np.argsort(-spread):
        free = [one for one in range(parts) if len(held[one]) < each]
        held[min(free, key=lambda one: (worth[held[one]].sum(), len(held[one]), one))].append(int(axis))
    return np.asarray(axes[:, [axis for one in held for axis in one]], dtype=np.float32)


def _middles(part: Floats, chance: np.random.Generator) -> Floats:
    middles = part[np.sort(chance.choice(len(part), SAMPLES, replace=len(part) < SAMPLES))]
    for _ in range(ROUNDS):
        near = _nearest(part, middles)
        count = np.bincount(near, minlength=SAMPLES)
        sums = np.stack([np.bincount(near, weights=column, minlength=SAMPLES) for column in part.T], axis=1)
        middles = np.where(count[:, None] > 0, sums / np.maximum(count, 1)[:, None], middles).astype(np.float32)
    return middles


def _nearest(part: Floats, middles: Floats) -> NDArray[np.int64]:
    lengths = (middles * middles).sum(axis=1) / 2
    return np.concatenate([(part[at : at + CHUNK] @ middles.T - lengths).argmax(axis=1) for at in range(0, len(part), CHUNK)])
