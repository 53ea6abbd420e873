"""Turn marked announcements into gold with computed offsets.

    python tests/marked.py

Reads `tests/cases/marked/<language>/announcements.marked`, `miniatures.marked` and `lessons.marked.xz`, many texts each, every one behind a line
`=== NNN`; writes their gold, one record of the contract a line, to `tests/cases/gold/announcements/<language>.jsonl`, `miniatures/<language>.jsonl`
and `lessons/<language>.jsonl`, what is held out to the same under `tests/cases/gold/held_out`. Doubts go to standard error; exits 1 on a contradiction. The mark-up is described in
`tests/cases/README.md`. Tests build the gold themselves; it is not kept. Standard library only.
"""

from __future__ import annotations

import hashlib
import json
import lzma
import os
import re
import sys
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

CASES = Path(__file__).resolve().parent / "cases"
GOLD = CASES / "gold"
HELD_OUT = {"announcements": 960, "miniatures": 200}
"""What has a higher number is held out: scored, never read by those who write rules."""
NUMBER = re.compile(r"(?P<kind>[oc])(?P<comparator><=|>=|=|<|>|~)(?P<value>\d+)\Z")
EDTF = re.compile(r"\d{3}X\Z|\d{4}(-\d\d(-\d\d)?)?(/(\d{4}(-\d\d(-\d\d)?)?|\.\.))?\Z")
MODIFIERS = {"early", "mid", "late", "circa", "before", "after", "since", "until"}
ORGANISATIONS = {"university", "ministry", "igo", "ngo", "company", "institute", "school", "government", "network", None}
STATUSES = {"planned", "agreed", "established", "launched", "operating", "closed"}
EVENTS = {
    "establishment",
    "signing",
    "launch",
    "visit",
    "meeting",
    "workshop",
    "conference",
    "ceremony",
    "appointment",
    "other",
}
M49 = {
    "001",
    "002",
    "005",
    "009",
    "011",
    "013",
    "014",
    "015",
    "017",
    "018",
    "019",
    "021",
    "029",
    "030",
    "034",
    "035",
    "039",
    "053",
}
M49 |= {"054", "057", "061", "142", "143", "145", "150", "151", "154", "155", "202", "419"}
DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩０１２３４５６７８９〇一二三四五六七八九", "012345678901234567890123456789")


@dataclass(slots=True)
class Case:
    """One marked announcement: its language and number, its head lines by letter, its plain text and the spans of every key."""

    language: str
    number: str
    file: str
    head: list[list[str | None]]
    text: str = ""
    spans: list[tuple[str, int, int]] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        return f"{self.language}/{self.number}"

    def rows(self, letter: str) -> list[list[str | None]]:
        """Head lines that begin with `letter`, without it."""
        return [row[1:] for row in self.head if row[0] == letter]

    def at(self, key: str) -> list[dict[str, Any]]:
        """Spans marked with `key`, in the order of the text."""
        found = [(start, end) for name, start, end in self.spans if name == key]
        return [self.span(start, end) for start, end in sorted(found)]

    def span(self, start: int, end: int) -> dict[str, Any]:
        """What lies between two offsets, as a grounded value."""
        return {"text": self.text[start:end], "start": start, "end": end}

    def one(self, key: str) -> dict[str, Any]:
        """The only span of `key`; a problem is noted where there is none or more than one."""
        found = self.at(key)
        if len(found) != 1:
            self.problems.append(f"{key} is marked {len(found)} times, expected once")
        return found[0] if found else {"text": "", "start": 0, "end": 0}


def cells(line: str) -> list[str | None]:
    """Split a head line at its bars; an empty cell or `-` is None. The letter and the key are parted by a space."""
    first, *rest = [cell.strip() for cell in line.split("|")]
    return [cell if cell not in ("", "-") else None for cell in [*first.split(" "), *rest]]


def marked(path: Path) -> Iterator[Case]:
    """The cases of a marked file."""
    language, kind = path.parent.name, path.name.partition(".")[0]
    packed = path.suffix == ".xz"
    text = lzma.decompress(path.read_bytes()).decode() if packed else path.read_text(encoding="utf-8")
    parts = re.split(r"^=== (\d{3,4})\n", text, flags=re.MULTILINE)
    for number, part in zip(parts[1::2], parts[2::2], strict=True):
        folder = f"held_out/{kind}" if int(number) > HELD_OUT.get(kind, int(number)) else kind
        yield read(part.rstrip("\n") + "\n", Case(language, number, f"{folder}/{language}.jsonl", []))


def read(marked: str, case: Case) -> Case:
    """Read marked text into a case. Raises ValueError on braces that do not match."""
    head, _, body = marked.partition("\n---\n")
    case.head = [cells(line) for line in head.splitlines() if line.strip()]
    out: list[str] = []
    length, stack = 0, []
    for piece in re.split(r"(\{[^{}|]+\||\})", body):
        if piece.startswith("{"):
            stack.append((piece[1:-1], length))
        elif piece == "}":
            if not stack:
                raise ValueError(f"{case}: a brace too many after {''.join(out)[-40:]!r}")
            keys, start = stack.pop()
            case.spans += [(key, start, length) for key in keys.split("+")]
        else:
            out.append(piece)
            length += len(piece)
    if stack:
        raise ValueError(f"{case}: {stack[-1][0]} is never closed")
    case.text = "".join(out)
    return case


def dates(case: Case) -> list[dict[str, Any]]:
    """Spans `d=VALUE;modifier*` (the star: relative)."""
    found = []
    for key, start, end in sorted(case.spans, key=lambda span: span[1]):
        if key.startswith("d="):
            value, _, modifier = key[2:].rstrip("*").partition(";")
            row = case.span(start, end) | {"value": value, "modifier": modifier or None, "relative": key.endswith("*")}
            check_date(case, row)
            found.append(row)
    return found


def check_date(case: Case, row: dict[str, Any]) -> None:
    """Note a value that is no EDTF, a day that does not exist, and a year that is not where `relative` says it is."""
    value, shown = row["value"], row["text"].translate(DIGITS)
    if not EDTF.match(value) or (row["modifier"] or "early") not in MODIFIERS:
        case.problems.append(f"date {row['text']!r}: {value} {row['modifier']}")
    for day in re.findall(r"\d{4}-\d\d-\d\d", value):
        date.fromisoformat(day)
    stated = bool(re.search(r"\d{4}|\d{3}X", value)) and value[2:4].rstrip("X") in shown
    if stated == row["relative"]:
        case.doubts.append(f"date {row['text']!r} = {value}: relative={row['relative']}")


def names(case: Case) -> dict[str, str]:
    """Key to name, of people, organisations and centres."""
    return {str(row[0]): str(row[1]) for letter in "POC" for row in case.rows(letter)}


def numbers(case: Case) -> list[dict[str, Any]]:
    """Spans `n=o=15;unit;scope;scope text;centre key`."""
    known, found = names(case), []
    for key, start, end in sorted(case.spans, key=lambda span: span[1]):
        if not key.startswith("n="):
            continue
        first, unit, scope, scope_text, centre = (cell or None for cell in key[2:].split(";"))
        match = NUMBER.match(first or "")
        if match is None or unit is None or not re.fullmatch(r"[a-z0-9 -]+", unit):
            raise ValueError(f"{case}: {key}")
        if scope and not (scope in M49 or re.fullmatch("[A-Z]{2}", scope)):
            case.problems.append(f"{key}: no such scope")
        if scope_text and scope_text not in case.text:
            case.problems.append(f"{key}: {scope_text!r} is not in the text")
        row = {
            "kind": "ordinal" if match["kind"] == "o" else "count",
            "value": int(match["value"]),
            "comparator": match["comparator"],
        }
        row |= {"unit": unit, "scope": scope, "scope_text": scope_text, "centre": known[centre] if centre else None}
        found.append(case.span(start, end) | row)
    return found


def people(case: Case) -> list[dict[str, Any]]:
    """Lines `P key | name | family | given | honorific` and `Q key person | title | organisation`."""
    known, held, found = names(case), defaultdict(list), []
    for key, person, title, organisation in case.rows("Q"):
        span = case.one(str(key))
        held[person].append({"title": title, "organisation": known.get(str(organisation), organisation)} | span)
        missing = [word for word in str(title).split() if word.casefold() not in span["text"].casefold()]
        if missing and case.language not in ("ru", "ar"):
            case.doubts.append(f"{key}: {missing} of {title!r} not in {span['text']!r}")
    for key, name, family, given, honorific in case.rows("P"):
        mentions = mentioned(case, str(key), str(name))
        for part in (family, given):
            if part and part not in str(name):
                case.problems.append(f"{key}: {part!r} is no part of {name!r}")
        if honorific and honorific not in case.text:
            case.problems.append(f"{key}: {honorific!r} is not in the text")
        row = {"name": name, "family": family, "given": given, "honorific": honorific, "mentions": mentions}
        found.append(row | {"positions": held.pop(key, [])})
    case.problems += [f"positions of {key}, who is nobody" for key in held]
    return found


def mentioned(case: Case, key: str, name: str) -> list[dict[str, Any]]:
    """The mentions of `key`; in doubt where the full name is never marked or stands unmarked somewhere."""
    found = case.at(key)
    if not found:
        case.problems.append(f"{key} ({name}) is never mentioned")
    if name not in [row["text"] for row in found] and case.language != "ru":
        case.doubts.append(f"{key}: {name!r} is not among its mentions")
    marked = [(start, end) for _, start, end in case.spans]
    for match in re.finditer(re.escape(name), case.text):
        if not any(start <= match.start() and match.end() <= end for start, end in marked):
            case.doubts.append(
                f"{key}: unmarked at {match.start()}: {case.text[max(0, match.start() - 15) : match.end() + 15]!r}"
            )
    return found


def organisations(case: Case) -> list[dict[str, Any]]:
    """Lines `O key | name | acronym | kind | country`."""
    found = []
    for key, name, acronym, kind, country in case.rows("O"):
        mentions = mentioned(case, str(key), str(name))
        if kind not in ORGANISATIONS or (acronym and acronym not in [row["text"] for row in mentions]):
            case.problems.append(f"{key}: {kind} {acronym}")
        found.append({"name": name, "acronym": acronym, "kind": kind, "country": country, "mentions": mentions})
    return found


def centres(case: Case, stated: set[str]) -> list[dict[str, Any]]:
    """Lines `C key | name | kind | country | host | status | date`."""
    known, found = names(case), []
    for key, name, kind, country, host, status, day in case.rows("C"):
        if status not in STATUSES or (day and day not in stated) or not kind:
            case.problems.append(f"{key}: {status} {day} {kind}")
        row = {
            "name": name,
            "kind": kind,
            "country": country,
            "host": known.get(str(host), host),
            "status": status,
            "date": day,
        }
        found.append(row | {"mentions": mentioned(case, str(key), str(name))})
    return found


def events(case: Case, stated: set[str]) -> list[dict[str, Any]]:
    """Lines `E key | type | date | place | centre | attendance`, the last as `>420` with the span under `key.a`."""
    known, found = names(case), []
    for key, kind, day, place, centre, attendance in case.rows("E"):
        if kind not in EVENTS or (day and day not in stated) or (place and case.language != "ru" and place not in case.text):
            case.problems.append(f"{key}: {kind} {day} {place}")
        present = None
        if attendance:
            match = NUMBER.match("c" + attendance)
            if match is None:
                raise ValueError(f"{case}: {attendance}")
            present = {"value": int(match["value"]), "comparator": match["comparator"], "text": case.one(f"{key}.a")["text"]}
        row = {"type": kind, "date": day, "place": place, "centre": known[centre] if centre else None, "attendance": present}
        found.append(row | case.one(str(key)))
    return found


def gold(case: Case) -> dict[str, Any]:
    """The whole record of a case."""
    ((title, published),) = case.rows("T")
    days = dates(case)
    stated = {row["value"] for row in days}
    if (title and title not in case.text) or (published and published not in stated):
        case.problems.append(f"title or date of publication is not in the text: {published}")
    known = {row[0] for letter in "PQOCE" for row in case.rows(letter)}
    strays = {key for key, _, _ in case.spans if key[:2] not in ("d=", "n=") and key.removesuffix(".a") not in known}
    case.problems += [f"{key} is marked, but no line tells what it is" for key in sorted(strays)]
    return {
        "id": hashlib.sha256(case.text.encode()).hexdigest(),
        "source": f"{case.file}#{case.number}",
        "title": title,
        "published": published,
        "language": case.language,
        "text": case.text,
        "dates": days,
        "centre_numbers": numbers(case),
        "people": people(case),
        "organisations": organisations(case),
        "centres": centres(case, stated),
        "events": events(case, stated),
    }


def records() -> Iterator[tuple[Case, dict[str, Any]]]:
    """Every case and its record; what is wrong with it is in `problems`, what may be in `doubts`."""
    for path in sorted(CASES.glob("marked/*/*.marked*")):
        for case in marked(path):
            yield case, gold(case)


def build() -> tuple[Path, list[Case]]:
    """Write the gold, a file a language and kind, each at once (readers see the old or the new); its folder, and the cases."""
    files: dict[Path, str] = defaultdict(str)
    done = []
    for case, record in records():
        done.append(case)
        files[GOLD / case.file] += json.dumps(record, ensure_ascii=False) + "\n"
    for file, content in files.items():
        file.parent.mkdir(parents=True, exist_ok=True)
        fresh = file.with_suffix(f".{os.getpid()}")
        fresh.write_text(content, encoding="utf-8")
        fresh.replace(file)
    return GOLD, done


def main() -> int:
    """Build every case; returns the exit status."""
    _, done = build()
    for case in done:
        for kind, lines in (("wrong", case.problems), ("doubt", case.doubts)):
            for line in lines:
                print(f"{case}: {kind}: {line}", file=sys.stderr)
    return 1 if any(case.problems for case in done) else 0


if __name__ == "__main__":
    sys.exit(main())
