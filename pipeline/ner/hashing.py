"""Words as numbers: one hash on every machine, and how many of them are stored."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from murmurhash.mrmr import hash as murmur  # type: ignore[import-untyped]


def number(text: str) -> int:
    """Hash a text to 32 bits, the same on every machine."""
    return int(murmur(text)) & 0xFFFFFFFF


def pack(numbers: Sequence[int]) -> bytes:
    """Store numbers of 32 bits, sorted."""
    return np.array(sorted(set(numbers)), dtype="<u4").tobytes()


def unpack(stored: bytes) -> list[int]:
    """Read numbers stored by `pack`."""
    return [*np.frombuffer(stored, dtype="<u4").tolist()]
