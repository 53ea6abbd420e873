"""The tables of the curated dataset: columns, types, units. One table, one Arrow schema; docs/dataset.md follows from it.

Offsets count Unicode code points of `announcements.text`, end exclusive. EDTF dates are strings; `earliest` and `latest` beside
them are the first and the last day that they cover, both included, null where the interval is open.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import pyarrow as pa

from pipeline.dataset.columns import TIME, column

__all__ = ["BOOKS", "CHILDREN", "RUN_COLUMNS", "TABLES", "Row", "columns"]

Row = dict[str, Any]

# What differs between two runs that say the same; never compared.
RUN_COLUMNS: Final = frozenset({"run_id", "written_at", "first_run", "first_seen"})


def _words(name: str, meaning: str, *, null: bool = True) -> pa.Field:
    return column(name, pa.string(), meaning, null=null)


def _days(subject: str) -> list[pa.Field]:
    return [
        column("earliest", pa.date32(), f"first day of {subject}; null if open or unknown"),
        column("latest", pa.date32(), f"last day of {subject}, included; null if open or unknown"),
    ]


_MENTION: Final = pa.struct(
    [
        pa.field("text", pa.string(), nullable=False),
        pa.field("start", pa.int64(), nullable=False),
        pa.field("end", pa.int64(), nullable=False),
    ]
)
_ORIGIN: Final = pa.struct(
    [
        pa.field("root", pa.string(), nullable=False),
        pa.field("file", pa.string(), nullable=False),
        pa.field("source", pa.string(), nullable=False),
        pa.field("title", pa.string()),
        pa.field("published", pa.string()),
        pa.field("language", pa.string()),
        pa.field("media_type", pa.string(), nullable=False),
    ]
)

_KEY: Final = [
    _words("id", "stable key: a hash of announcement, table, offsets and value", null=False),
    _words("announcement_id", "`announcements.id`", null=False),
]
_SPAN: Final = [
    _words("text", "the characters as they stand in the announcement", null=False),
    column("start", pa.int64(), "offset of the first character, in code points", null=False),
    column("end", pa.int64(), "offset after the last character, in code points", null=False),
]
_MENTIONS: Final = [column("mentions", pa.list_(_MENTION), "every mention, in the order of the text", null=False)]
_FACT: Final = pa.struct(
    [
        pa.field("field", pa.string(), nullable=False),
        pa.field("value", pa.string(), nullable=False),
        *_MENTION,
        pa.field("confidence", pa.float64(), nullable=False),
        pa.field("rule", pa.string(), nullable=False),
    ]
)
_EVIDENCE: Final = [
    column("confidence", pa.float64(), "probability that the value is right, 0 to 1", null=False),
    _words("rule", "id of the rule that found it", null=False),
]
_RUN: Final = [
    _words("model", "name and version of the model that read the announcement", null=False),
    _words("run_id", "the run that wrote the row as it is", null=False),
    column("written_at", TIME, "start of that run, UTC", null=False),
]


def _child(*fields: pa.Field) -> pa.Schema:
    return pa.schema([*_KEY, *_SPAN, *fields, *_EVIDENCE, *_RUN])


CHILDREN: Final[Mapping[str, pa.Schema]] = {
    "dates": _child(
        _words("value", "EDTF, never more precise than the text", null=False),
        _words("modifier", "early, mid, late, circa, before, after, since, until"),
        column("relative", pa.bool_(), "whether another date was needed to resolve it", null=False),
        *_days("the value"),
    ),
    "centre_numbers": _child(
        _words("kind", "ordinal or count", null=False),
        column("value", pa.int64(), "the number, in units of `unit`", null=False),
        _words("comparator", "= > >= < <= ~", null=False),
        _words("unit", "what is counted, singular, lower case, English"),
        _words("scope", "UN M49 code or ISO 3166 alpha-2"),
        _words("scope_text", "the scope as written"),
        _words("centre", "full name of the centre that bears an ordinal"),
    ),
    "people": _child(
        _words("name", "fullest form in the text, without honorific", null=False),
        _words("family", "family name, where it can be told"),
        _words("given", "given name, where it can be told"),
        _words("honorific", "as written"),
        *_MENTIONS,
    ),
    "positions": _child(
        _words("person_id", "`people.id`", null=False),
        _words("person", "`people.name`", null=False),
        _words("title", "the office, without the organisation", null=False),
        _words("organisation", "fullest form in the announcement"),
    ),
    "organisations": _child(
        _words("name", "fullest form in the text", null=False),
        _words("acronym", "as the text gives it"),
        _words("kind", "university, ministry, igo, ngo, company, institute, school, government, network"),
        _words("country", "ISO 3166 alpha-2"),
        *_MENTIONS,
        column("facts", pa.list_(_FACT), "what tells the country: value, characters, confidence, rule"),
    ),
    "centres": _child(
        _words("name", "name, or the description that is unmistakable", null=False),
        _words("kind", "what sort of centre, singular, lower case, English"),
        _words("country", "ISO 3166 alpha-2"),
        _words("host", "the institution that houses it"),
        _words("status", "planned, agreed, established, launched, operating, closed"),
        _words("date", "EDTF, of the status"),
        *_days("the date"),
        *_MENTIONS,
        column(
            "facts", pa.list_(_FACT), "what tells country, host, status and date, one each: value, characters, confidence, rule"
        ),
    ),
    "events": _child(
        _words("type", "establishment, signing, launch, visit, meeting, workshop, …", null=False),
        _words("date", "EDTF"),
        *_days("the date"),
        _words("place", "as written"),
        _words("centre", "name of the centre concerned"),
        column("attendance", pa.int64(), "how many took part, in persons"),
        _words("attendance_comparator", "= > >= < <= ~"),
        _words("attendance_text", "the attendance as written"),
    ),
}

_ANNOUNCEMENTS: Final = pa.schema(
    [
        _words("id", "sha256 of the text, hex", null=False),
        _words("source", "the source whose metadata is used: path under the raw folder", null=False),
        _words("title", "headline"),
        _words("published", "EDTF date of publication"),
        *_days("the date of publication"),
        _words("language", "ISO 639-1, or und", null=False),
        column("language_confidence", pa.float64(), "probability that the language is right, 0 to 1", null=False),
        _words("text", "the announcement as read; every offset counts its code points", null=False),
        column("characters", pa.int64(), "length of the text, in code points", null=False),
        column("sources", pa.list_(_ORIGIN), "every place that says this text, and what it says of itself", null=False),
        _words("extractor", "version of everything that decides what is extracted", null=False),
        *_RUN,
    ]
)

_FILE: Final = [
    _words("id", "stable key: a hash of the places below", null=False),
    _words("root", "the raw folder, seen from the folder that holds the dataset", null=False),
    _words("file", "path under the raw folder", null=False),
]

BOOKS: Final[Mapping[str, pa.Schema]] = {
    "quarantine": pa.schema(
        [
            *_FILE,
            _words("file_id", "`files.id`", null=False),
            _words("source", "the file, or the line of it, that cannot be read", null=False),
            _words("content", "sha256 of the file's bytes, hex, or why they cannot be had", null=False),
            _words("reason", "what is wrong", null=False),
            _words("remedy", "what to do", null=False),
            column("tries", pa.int64(), "how many contents and versions of herald failed", null=False),
            _words("extractor", "version of herald that tried last", null=False),
            _words("first_run", "the run that saw it first", null=False),
            column("first_seen", TIME, "start of that run, UTC", null=False),
            _words("run_id", "the run that tried last", null=False),
            column("written_at", TIME, "start of that run, UTC", null=False),
        ]
    ),
    "files": pa.schema(
        [
            *_FILE,
            _words("content", "sha256 of the file's bytes, hex, or why they cannot be had", null=False),
            column("announcements", pa.int64(), "announcements in it, counting repeated ones", null=False),
            column("errors", pa.int64(), "parts of it in quarantine", null=False),
            _words("extractor", "version of herald that read it", null=False),
            _words("run_id", "the run that read it", null=False),
            column("written_at", TIME, "start of that run, UTC", null=False),
        ]
    ),
}

# In the order in which they are written: `announcements` marks a text as done, `files` a file.
TABLES: Final[Mapping[str, pa.Schema]] = {**CHILDREN, "announcements": _ANNOUNCEMENTS, **BOOKS}


def columns(table: str) -> dict[str, str]:
    """Column → meaning, in order. Raises KeyError for a table that does not exist."""
    return {field.name: field.metadata[b"comment"].decode() for field in TABLES[table]}
