"""Copies and near-copies of one text: a MinHash sketch of each announcement, and which sketches are near.

Whether two are copies depends on the two texts alone; a translation is no copy. Text that a record marks as clutter is left
out, so that two sites that print one release are found, and two releases of one site are not.
"""

from __future__ import annotations

import zlib
from functools import cache
from typing import Final

import numpy as np
from datasketch import MinHash

from pipeline.records import Record
from pipeline.transcription.letters import is_han

__all__ = ["NEAR", "bands", "near", "sketch"]

PERMUTATIONS: Final = 64
BANDS: Final = 16
"""Bands of four: two texts that share half their shingles meet with probability .64, those that share .8 with .9998."""

NEAR: Final = 0.7
"""Estimated share of common shingles from which two texts are copies."""

SHINGLE_WORDS: Final = 4
SHINGLE_CHARACTERS: Final = 6


def sketch(record: Record) -> bytes:
    """The sketch of an announcement's text, 256 bytes; empty for a text too short to have one."""
    found = _shingles(_body(record))
    if not found:
        return b""
    made = _blank().copy()
    made.update_batch(found)
    return bytes(np.asarray(made.hashvalues, dtype=np.uint32).tobytes())


@cache
def _blank() -> MinHash:
    """A sketch of nothing; its permutations are drawn once."""
    return MinHash(num_perm=PERMUTATIONS, seed=1, hashfunc=zlib.crc32)


def bands(sketched: bytes) -> list[int]:
    """The blocking keys of a sketch: copies share at least one, with near certainty."""
    size = len(sketched) // BANDS
    cut = (bytes([at]) + sketched[at * size : (at + 1) * size] for at in range(BANDS))
    return [(part[0] << 32) | zlib.crc32(part) for part in cut] if sketched else []


def near(one: bytes, other: bytes) -> bool:
    """Are the texts behind two sketches copies of one?"""
    if not one or not other:
        return False
    equal = np.frombuffer(one, dtype=np.uint32) == np.frombuffer(other, dtype=np.uint32)
    return float(equal.mean()) >= NEAR


def _body(record: Record) -> str:
    kept: list[str] = []
    at = 0
    for span in sorted(record.clutter, key=lambda item: (item.start, item.end)):
        kept.append(record.text[at : max(at, span.start)])
        at = max(at, span.end)
    return " ".join([*kept, record.text[at:]]).casefold()


def _shingles(text: str) -> list[bytes]:
    units = list(text.replace(" ", "")) if is_han(text) else text.split()
    size = SHINGLE_CHARACTERS if is_han(text) else SHINGLE_WORDS
    joiner = "" if is_han(text) else " "
    return sorted({joiner.join(units[at : at + size]).encode() for at in range(len(units) - size + 1)})
