"""What a function makes of a string, remembered: the words of a language come back all the time."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

T = TypeVar("T")

# Longer ones are rare, and would fill the memory.
_LONGEST = 40


class Memo(dict[str, T], Generic[T]):
    """A table that asks `make` for what it does not know; a known string costs no call. Emptied when it holds `most`."""

    def __init__(self, make: Callable[[str], T], most: int = 20_000) -> None:
        super().__init__()
        self._make, self._most = make, most

    def __missing__(self, text: str) -> T:
        value = self._make(text)
        if len(text) <= _LONGEST:
            if len(self) >= self._most:
                self.clear()
            self[text] = value
        return value
