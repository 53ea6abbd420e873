"""What a function makes of a word or some words, remembered: those of a language come back all the time."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

K = TypeVar("K", bound="str | tuple[str, ...]")
T = TypeVar("T")

# Longer ones are rare, and would fill the memory.
_LONGEST = 40


class Memo(dict[K, T], Generic[K, T]):
    """A table that asks `make` for what it does not know; what is known costs no call. Emptied when it holds `most`."""

    def __init__(self, make: Callable[[K], T], most: int = 20_000) -> None:
        super().__init__()
        self._make, self._most = make, most

    def __missing__(self, key: K) -> T:
        value = self._make(key)
        if len(key) <= _LONGEST:
            if len(self) >= self._most:
                self.clear()
            self[key] = value
        return value
