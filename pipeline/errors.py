"""Every exception that herald raises on purpose.

HeraldError
├─ SourceError      a raw file cannot be read            skip it, count it, report it
│  └─ SourceBusy    … just now                           a flow waits and tries again
├─ LexiconError     words or rules are wrong             refuse to build
├─ ModelError       a model is missing or stale          stop the flow
├─ DatasetError     a table is missing or broken         stop the flow, the dataset stays as it was
│  └─ DatasetBusy   … just now                           a flow waits and tries again
└─ RecordError      a record breaks its contract         our bug: stop
"""

from __future__ import annotations

__all__ = [
    "DatasetBusy",
    "DatasetError",
    "HeraldError",
    "LexiconError",
    "ModelError",
    "RecordError",
    "SourceBusy",
    "SourceError",
]


class HeraldError(Exception):
    """Root of all. The message is one line: what was being read, the bad value, the way out."""


class SourceError(HeraldError):
    """A raw file cannot be read; its neighbours can."""

    def __init__(self, source: str, reason: str, remedy: str = "") -> None:
        self.source = source
        self.reason = reason
        self.remedy = remedy
        super().__init__(f"{source}: {reason}" + (f"; {remedy}" if remedy else ""))

    @property
    def parts(self) -> tuple[SourceError, ...]:
        """The single errors that this one stands for: itself, unless several lines of one file are bad."""
        return (self,)

    def __reduce__(self) -> tuple[type[SourceError], tuple[str, str, str]]:
        """Pickle by the three parts: errors cross process borders on their way to the quarantine."""
        return type(self), (self.source, self.reason, self.remedy)


class SourceBusy(SourceError):  # noqa: N818
    """A raw file cannot be read just now; a later try may succeed."""


class LexiconError(HeraldError):
    """The words or rules of a language are wrong; no model is built from them."""


class ModelError(HeraldError):
    """A model is missing, stale or unfit for the language asked for."""


class DatasetError(HeraldError):
    """A table of the dataset is missing, unreadable or of another version."""


class DatasetBusy(DatasetError):  # noqa: N818
    """Another run is writing the dataset; a later try may succeed."""


class RecordError(HeraldError):
    """A record breaks the contract, for example a span that is not in its text."""
