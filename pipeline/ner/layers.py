"""The layers that a tagger and the second reading share: hashed features, mixed, then convolved over neighbours. Plain numpy."""

from __future__ import annotations

import numpy as np

from pipeline.ner.decode import Floats
from pipeline.ner.features import Numbers
from pipeline.ner.stored import Layout, Weights

SPREAD = 2654435761
"""Knuth's multiplier: a second hash of a hash."""


def rows(layout: Layout, numbers: Numbers, told: Floats, inside: Floats, weights: Weights) -> Floats:
    """What the layers make of each word.

    Reads:   numbers, a row of hashed features a word; told, what is known of it in plain numbers, those of its vector last; inside, 1
             where there is a word and 0 in the gaps between lines.
    """
    found = _embedded(layout, numbers, told, weights) * inside
    for layer, reach in enumerate(layout.reaches):
        found = _convolved(found, weights, layer, reach) * inside
    return found


def alone(layout: Layout, numbers: Numbers, told: Floats, weights: Weights) -> Floats:
    """The same of one line by itself."""
    return rows(layout, numbers, told, np.ones((len(numbers), 1), dtype=np.float32), weights)


def scores(rows_: Floats, weights: Weights) -> Floats:
    """A score for each tag of each word."""
    return np.asarray(rows_ @ weights["out.weight"] + weights["out.bias"], dtype=np.float32)


def _embedded(layout: Layout, numbers: Numbers, told: Floats, weights: Weights) -> Floats:
    parts = []
    for column, size in enumerate(layout.rows):
        table, hashed = weights[f"embed.{column}"], numbers[:, column]
        parts.append(table[hashed % size] + table[(hashed * SPREAD % 2**32 >> 8) % size])
    plain = told.shape[1] - layout.vectors
    known = told[:, :plain] @ weights["listed.weight"] + weights["listed.bias"]
    together = np.concatenate([*parts, np.maximum(known, 0), told[:, plain:]], axis=1)
    return np.asarray(np.tanh(together @ weights["mixed.weight"] + weights["mixed.bias"]), dtype=np.float32)


def _convolved(rows: Floats, weights: Weights, layer: int, reach: int) -> Floats:
    """One layer: each row with two neighbours, gated (Dauphin et al. 2017), added to what it was, and normalised."""
    seen = np.pad(rows, ((reach, reach), (0, 0)))
    wide = np.concatenate([seen[step : step + len(rows)] for step in (0, reach, 2 * reach)], axis=1)
    both = wide @ weights[f"layers.{layer}.weight"] + weights[f"layers.{layer}.bias"]
    value, gate = np.split(both, 2, axis=1)
    rows = rows + value * (0.5 + 0.5 * np.tanh(0.5 * gate))
    rows = rows - rows.mean(axis=1, keepdims=True)
    rows = rows / np.sqrt((rows * rows).mean(axis=1, keepdims=True) + 1e-5)
    return np.asarray(rows * weights[f"norms.{layer}.weight"] + weights[f"norms.{layer}.bias"], dtype=np.float32)
