"""Encodings: the texts of six languages, written in what is found in the wild, read back as they were."""

from __future__ import annotations

import codecs
from itertools import product
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.errors import SourceError
from pipeline.sources.encoding import decode

TEXTS = {
    path.stem: path.read_text(encoding="utf-8")
    for path in (Path(__file__).parent / "cases" / "sources" / "encodings").glob("*.txt")
}

UNICODE = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "gb18030")
LEGACY = {
    "en": ("cp1252",),
    "es": ("cp1252",),
    "fr": ("cp1252",),
    "ru": ("cp1251", "koi8-r"),
    "ar": ("cp1256",),
    "zh": ("gb18030",),
    "zh-Hant": ("big5",),
}


def writable(language: str, encoding: str) -> str:
    """The text in so far as an encoding has its letters."""
    return TEXTS[language].encode(encoding, "ignore").decode(encoding)


@pytest.mark.parametrize(
    ("language", "encoding"),
    [*product(TEXTS, UNICODE[:5]), *[(language, name) for language, names in LEGACY.items() for name in names]],
)
@pytest.mark.parametrize("size", [None, 200, 80])
def test_texts_are_read_back(language: str, encoding: str, size: int | None) -> None:
    text = writable(language, encoding)[:size]
    assert decode(text.encode(encoding), "a.txt") == text


@pytest.mark.parametrize("language", LEGACY)
def test_every_stretch_of_sixty_characters_is_read_back(language: str) -> None:
    for encoding in LEGACY[language]:
        text = writable(language, encoding)
        stretches = [text[start : start + 60] for start in range(0, len(text) - 60, 20)]
        wrong = [(encoding, piece) for piece in stretches if decode(piece.encode(encoding), "a.txt") != piece]
        assert not wrong


@pytest.mark.parametrize(("mark", "encoding"), [(codecs.BOM_UTF32_BE, "utf-32-be"), (codecs.BOM_UTF16_BE, "utf-16-be")])
def test_marks_name_the_encoding(mark: bytes, encoding: str) -> None:
    assert decode(mark + "Ректор".encode(encoding), "a.txt") == "Ректор"


@pytest.mark.parametrize(
    ("declared", "encoding", "text"),
    [
        ("windows-1251", "cp1251", "Да"),
        ("KOI8-R", "koi8-r", "Да"),
        ("iso-8859-2", "iso8859-2", "Łódź"),
        ("windows-1254", "cp1254", "açıldı"),
        ("gb2312", "gb18030", "林镕讲话"),
        ("latin1", "cp1252", "“€ 5”"),
        ("iso-8859-1", "cp1251", TEXTS["ru"][:200]),
        ("utf-7", "cp1252", "la rectrice a été élue"),
        ("no such thing", "cp1252", "la rectrice a été élue"),
        ("\0", "cp1252", "la rectrice a été élue"),
        ("big5", "utf-8", "云岭大学"),
    ],
)
def test_declarations_are_believed_if_plausible(declared: str, encoding: str, text: str) -> None:
    assert decode(text.encode(encoding), "a.html", declared=declared) == text


@pytest.mark.parametrize(
    ("data", "says"),
    [
        ("Ректор открыл центр. ".encode() + b"\xff" + "Конец".encode(), "is UTF-8, but broken at byte 38 (0xff)"),
        ("Ректор открыл центр".encode()[:-1], "is UTF-8, but broken"),
        ("\ufeffРектор".encode("utf-16-le")[:-1], "is UTF-16-LE, but broken"),
        (bytes(range(128, 256)) * 9, "is in no encoding that herald knows"),
        (bytes(range(256)) * 9, "is binary"),
    ],
)
def test_broken_bytes_are_an_error(data: bytes, says: str) -> None:
    with pytest.raises(SourceError, match=r"a\.txt: ") as caught:
        decode(data, "a.txt")
    assert says in caught.value.reason
    assert caught.value.remedy


def test_nul_characters_are_not_taken_for_utf_16() -> None:
    assert decode(b"A centre\0 opened in Orlanda on Sunday.", "a.txt").startswith("A centre\0")


@given(st.text(st.characters(blacklist_categories=["Cs", "Cc"]), min_size=1))
def test_utf_8_is_never_taken_for_anything_else(text: str) -> None:
    assert decode(text.encode("utf-8-sig"), "a.txt") == text
    assert decode(text.removeprefix("\ufeff").encode(), "a.txt") == text.removeprefix("\ufeff")


@given(st.binary(max_size=300))
def test_any_bytes_are_text_or_one_error(data: bytes) -> None:
    try:
        decode(data, "a.txt").encode()
    except SourceError as error:
        assert str(error).startswith("a.txt: ")  # noqa: PT017 - either outcome is right
        assert "\n" not in str(error)  # noqa: PT017
