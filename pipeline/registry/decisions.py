"""What analysts decided: law for the registry. A JSON Lines file, one decision a line; a later line overrules an earlier one.

    {"decision": "same", "left": ID, "right": ID, "by": "…", "why": "…"}        one thing
    {"decision": "different", "left": ID, "right": ID, "by": "…", "why": "…"}   two things
    {"decision": "value", "entity": ID, "property": "established_on", "group": "", "value": "2025-11-26", "by": "…"}

What a decision may say is in `law.py`. An ID is that of an entity, or of a subject (`herald why` prints both); to part what one entity holds, name its subjects.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Literal

from pydantic import ConfigDict, Field, PrivateAttr, ValidationError

from pipeline.errors import DatasetError
from pipeline.records import Contract
from pipeline.registry.partition import Partition

__all__ = ["Decision", "read", "write"]


class Decision(Contract):
    """One decision; `left` and `right` for matches, `entity` to `value` for values."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)

    decision: Literal["same", "different", "value"]
    left: str | None = None
    right: str | None = None
    entity: str | None = None
    about: str | None = Field(default=None, alias="property")
    group: str = ""
    value: str | None = None
    by: str = ""
    at: str = ""
    why: str = ""
    _where: str = PrivateAttr(default="a decision")

    @property
    def where(self) -> str:
        """File and line, for messages."""
        return self._where

    def placed(self, where: str) -> Decision:
        """The same, with the place where it stands."""
        self._where = where
        return self

    @property
    def topic(self) -> tuple[str, ...]:
        """What it is about: two decisions on one topic overrule each other."""
        if self.decision == "value":
            return ("value", self.entity or "", self.about or "", self.group)
        return ("match", *sorted((self.left or "", self.right or "")))

    def complete(self) -> bool:
        """Whether the fields that its sort needs are there."""
        if self.decision == "value":
            return bool(self.entity and self.about and self.value is not None)
        return bool(self.left and self.right and self.left != self.right)

    def line(self) -> str:
        """As a line of the file."""
        return json.dumps(self.model_dump(exclude_defaults=True, by_alias=True), ensure_ascii=False, sort_keys=True)


def read(path: Path) -> list[Decision]:
    """The decisions in force, the last on each topic; none where the file is not there.

    Raises DatasetError naming file and line where one cannot be read, or where decisions contradict each other.
    """
    found: dict[tuple[str, ...], Decision] = {}
    if not path.is_file():
        return []
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        if not line.strip():
            continue
        try:
            decision = Decision.model_validate_json(line)
        except ValidationError as error:
            raise DatasetError(f"{path}, line {number}: no decision ({error.errors()[0]['msg']}): {line[:80]}") from error
        if not decision.complete():
            raise DatasetError(
                f"{path}, line {number}: a decision needs left and right, or entity, property and value: {line[:80]}"
            )
        found.pop(decision.topic, None)
        found[decision.topic] = decision.placed(f"{path}, line {number}")
    consistent(found.values(), str(path))
    return sorted(found.values(), key=lambda item: item.topic)


def consistent(decisions: Iterable[Decision], where: str) -> None:
    """Raise DatasetError where things that are the same, directly or by way of others, are said to be different."""
    same = Partition()
    matches = [item for item in decisions if item.left and item.right]
    for item in matches:
        if item.decision == "same":
            same.join(str(item.left), str(item.right))
    for item in matches:
        if item.decision == "different" and same.root(str(item.left)) == same.root(str(item.right)):
            raise DatasetError(
                f"{where}: {item.left} and {item.right} are decided to be different, and by others to be the same"
            )


def write(path: Path, decisions: Iterable[Decision]) -> None:
    """Append decisions to the file, which is made where it is not there."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a", encoding="utf-8") as stream:
        stream.writelines(decision.line() + "\n" for decision in decisions)
