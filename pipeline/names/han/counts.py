"""Numbers with their measure word in Chinese ("三所", "这座"), behind which a name may begin and across which none goes."""

from __future__ import annotations

import re

from pipeline.names.han.bounds import Bounds

__all__ = ["Counts"]


class Counts:
    """Finds the number and the measure word that end at a character. Words read: counting, measures."""

    def __init__(self, bounds: Bounds) -> None:
        measures = "".join(bounds.measures)
        self._pattern = re.compile(rf"[{bounds.counting}0-9][{measures}]") if measures else re.compile(r"(?!)")

    def ends(self, text: str, at: int) -> bool:
        """Whether a number with its measure word ends at `at`."""
        return self._pattern.fullmatch(text, max(0, at - 2), at) is not None
