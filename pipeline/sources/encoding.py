"""Bytes to text: which encoding, and what to say where there is none.

In this order: byte-order mark, UTF-16 without one, UTF-8, what the file declares, what charset-normalizer proposes and
`likelihood` confirms. docs/language.md has the measurements.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from typing import Final

from pipeline.errors import SourceError
from pipeline.sources.plausibility import likelihood

__all__ = ["decode", "newlines"]

BOMS: Final[tuple[tuple[bytes, str], ...]] = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
WIDE: Final = ("utf-16-le", "utf-16-be")
LEGACY: Final = ("cp1251", "cp1252", "cp1256", "gb18030", "big5", "koi8-r")
"""What is tried where nothing is declared; the encodings of the six languages."""

SUPERSETS: Final = {"ascii": "cp1252", "iso8859-1": "cp1252", "gb2312": "gb18030", "gbk": "gb18030"}
DECLARABLE: Final = re.compile(
    r"utf-8|utf-16(?:-[lb]e)?|cp(?:125\d|866|949|950|932)|iso8859-\d+|koi8-[rut]|gb18030|big5(?:hkscs)?"
    r"|euc_(?:jp|kr)|shift_jis|mac-cyrillic"
)
PRINTABLE: Final = re.compile(rb"[\t\n\r -~]")
CONTROL: Final = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")

DECLARED_BONUS: Final = 1.5
PROPOSED_BONUS: Final = 0.25
NO_TEXT: Final = -6.0
WIDE_TEXT: Final = -5.0
RULED_OUT: Final = -99.0
PLAIN_SHARE: Final = 0.85
BROKEN_SHARE: Final = 0.2
SAMPLE: Final = 65_536


def decode(data: bytes, source: str, *, declared: str | None = None) -> str:
    """The text of `data`, newlines as LF, without a byte-order mark.

    `declared` is the encoding that the file or its envelope names. Raises SourceError naming `source` where the bytes
    are broken or in no encoding that herald knows.
    """
    for mark, encoding in BOMS:
        if data.startswith(mark):
            return newlines(strict(data[len(mark) :], encoding, source))
    if CONTROL.search(data) and (unmarked := wide(data)):
        return newlines(strict(data, unmarked, source))
    try:
        return newlines(data.decode("utf-8"))
    except UnicodeDecodeError as error:
        if broken(data):
            raise damaged(source, "utf-8", error) from None
    return newlines(strict(data, legacy(data, source, codec(declared)), source))


def newlines(text: str) -> str:
    """The same text with LF for every CR LF and CR."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def strict(data: bytes, encoding: str, source: str) -> str:
    """The text, without forgiveness."""
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise damaged(source, encoding, error) from None


def damaged(source: str, encoding: str, error: UnicodeDecodeError) -> SourceError:
    """The error for bytes that are in an encoding, but for some."""
    reason = f"is {encoding.upper()}, but broken at byte {error.start} ({error.object[error.start]:#04x})"
    return SourceError(source, reason, "repair it, or save it as UTF-8 again")


def wide(data: bytes) -> str | None:
    """Which UTF-16 the bytes are in without saying so, None if in neither."""
    sample = data[:SAMPLE]
    if len(PRINTABLE.findall(sample)) > PLAIN_SHARE * len(sample):
        return None
    scored = [(score, name) for name in WIDE if (score := wide_plausibility(data, name)) > WIDE_TEXT]
    return max(scored)[1] if scored else None


def wide_plausibility(data: bytes, encoding: str) -> float:
    """The likelihood a byte of bytes read as UTF-16, where ASCII letters and spaces are proof as well."""
    try:
        text = data.decode(encoding)[:SAMPLE]
    except UnicodeDecodeError:
        return RULED_OUT
    if "\0" in text:
        return RULED_OUT
    plain = sum(" " <= character <= "~" or character in "\t\r\n" for character in text)
    return (likelihood(text) - plain) / (2 * len(text))


def broken(data: bytes) -> bool:
    """Whether bytes are UTF-8 but for a few, rather than something else."""
    text = data.decode("utf-8", "replace")
    bad = text.count("\ufffd")
    good = sum(character > "\x7f" for character in text) - bad
    return good >= 3 and bad <= BROKEN_SHARE * good


def codec(declared: str | None) -> str | None:
    """The codec that a declared name means, as browsers read it; None for names that no text is written in."""
    try:
        name = codecs.lookup((declared or "").strip()).name
    except (LookupError, ValueError):
        return None
    name = SUPERSETS.get(name, name)
    return name if DECLARABLE.fullmatch(name) else None


def legacy(data: bytes, source: str, declared: str | None) -> str:
    """The one-byte or Chinese encoding in which the bytes read best. Raises SourceError if they read well in none."""
    scored = sorted(candidates(data, declared), reverse=True)
    if scored and scored[0][0] > NO_TEXT:
        return scored[0][1]
    tried = ", ".join(("UTF-8", "UTF-16", *LEGACY))
    kind = "is binary" if CONTROL.search(data[:SAMPLE]) else "is in no encoding that herald knows"
    raise SourceError(source, f"{kind} (tried {tried})", "convert it to UTF-8 text, or remove it")


def candidates(data: bytes, declared: str | None) -> Iterator[tuple[float, str]]:
    """Encodings that decode all bytes, with the plausibility of what they give."""
    from charset_normalizer import from_bytes

    sample = data[:SAMPLE]
    witnesses = sum(byte > 0x7F for byte in sample)
    best = from_bytes(sample, cp_isolation=list(LEGACY)).best()
    proposed = codec(best.encoding) if best is not None else None
    for name in dict.fromkeys((*LEGACY, declared)):
        if name is None:
            continue
        try:
            text = data.decode(name)
        except UnicodeDecodeError:
            continue
        bonus = DECLARED_BONUS * (name == declared) + PROPOSED_BONUS * (name == proposed)
        yield likelihood(text) / max(witnesses, 1) + bonus, name
