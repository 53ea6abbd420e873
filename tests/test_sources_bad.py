"""What bad input gets: one error that names the file and says what to do, and no lost neighbour."""

from __future__ import annotations

import errno
import gzip
import os
import pickle
import random
import socket
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from reportlab.pdfgen.canvas import Canvas

from pipeline.errors import SourceBusy, SourceError
from pipeline.sources import discover, raw, read
from pipeline.sources.jsonl import BadLines

CASES = Path(__file__).parent / "cases" / "sources"
NOISE = random.Random(7).randbytes(5000)
CYRILLIC = "Ректор открыл центр. ".encode()


def document(**parts: bytes) -> Callable[[Path], object]:
    """A maker of ZIP archives; `__` in a name stands for a slash."""

    def make(path: Path) -> None:
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, content in parts.items():
                archive.writestr(name.replace("__", "/") + ".xml", content)

    return make


def sparse(path: Path) -> None:
    """A file of 200 MB that takes no room."""
    path.touch()
    os.truncate(path, 200 * 1024 * 1024)


def protected(path: Path) -> None:
    canvas = Canvas(str(path), encrypt="secret")
    canvas.drawString(100, 100, "Hidden")
    canvas.save()


def scanned(path: Path) -> None:
    canvas = Canvas(str(path))
    canvas.rect(100, 100, 50, 50, fill=1)
    canvas.save()


def listening(path: Path) -> None:
    server = socket.socket(socket.AF_UNIX)
    server.bind(str(path))
    server.close()


BAD: list[tuple[str, bytes | Callable[[Path], object], str]] = [
    ("empty.txt", b"", "is empty"),
    ("empty.txt.gz", gzip.compress(b""), "is empty"),
    ("empty.jsonl", b"\n\n", "is empty"),
    ("blank.txt", b" \n\t\n", "holds no text"),
    ("invisible.txt", "\u200b\ufeff\u202e".encode(), "holds no text"),
    ("noise.txt", NOISE, "is binary"),
    ("noise.html", NOISE, "is binary"),
    ("noise.eml", NOISE, "is binary"),
    ("noise.pdf", NOISE, "does not hold what .pdf promises"),
    ("noise.docx", NOISE, "does not hold what .docx promises"),
    ("controls.txt", b"\x01\x02centre\x03\x04", "control characters"),
    ("nul.txt", b"A centre\0 opened in Orlanda", "holds a NUL character at 8"),
    ("nuls.md", b"\0" * 500, "NUL"),
    ("pdf.txt", b"%PDF-1.7\n...", "holds a PDF document"),
    ("packed.txt", gzip.compress(b"text"), "add .gz to its name"),
    ("picture.md", b"\x89PNG\r\n\x1a\n" + NOISE, "holds a picture"),
    ("page.txt", b"\n<!DOCTYPE html><html><body>x</body></html>", "rename it to .html"),
    ("page.eml", b"<html><body>x</body></html>", "rename it to .html"),
    ("old.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + NOISE, "password-protected Office document"),
    ("text.pdf", b"Plain text", "does not hold what .pdf promises"),
    ("text.html", b"Plain text, 3 < 4", "holds no HTML tag"),
    ("text.eml", b"Plain text\n\nwithout a header", "has no e-mail header"),
    ("word.doc", b"x", "unknown suffix '.doc'; herald reads .txt"),
    ("nosuffix", b"x", "has no suffix; herald reads .txt"),
    ("inner.xyz.gz", gzip.compress(b"x"), "herald reads .txt"),
    ("broken.txt", CYRILLIC * 3 + b"\xff\xfe" + CYRILLIC, "is UTF-8, but broken at byte"),
    ("cut.txt", CYRILLIC[:-3], "is UTF-8, but broken at byte"),
    (
        "large.txt",
        sparse,
        "is 200.0 MB large, over the limit of 32.0 MB; split it into its announcements, or raise the limit: set HERALD_LIMIT_MB",
    ),
    ("large.pdf", sparse, "raise the limit"),
    ("large.jsonl", sparse, "is a line longer than the limit"),
    ("long.txt", b"word " * 300_000, "has 1,500,000 characters"),
    ("deep.html", b"<div>" * 5000 + b"x" + b"</div>" * 5000, "is nested too deeply"),
    ("deep2.html", b"<html><ul><li>" * 100_000, "is nested too deeply"),
    ("wide.html", b"<p " + b" ".join(b"a%d=''" % number for number in range(50_000)) + b">x", "more than 1000 attributes"),
    ("thick.html", b"<p title='" + b"x" * 11_000_000 + b"'>x</p>", "of more than 10 MB"),
    ("void.html", b"<!-- nothing -->", "without content"),
    ("bomb.txt.gz", gzip.compress(b"a" * 50_000_000), "unpacks to more than the limit"),
    ("bomb.jsonl.gz", gzip.compress(b"a" * 50_000_000), "gzip bomb"),
    ("blanks.jsonl.gz", gzip.compress(b"\n" * 500_000), "empty lines"),
    ("cut.txt.gz", gzip.compress(NOISE)[:-100], "is a damaged gzip file"),
    ("sum.txt.gz", gzip.compress(b"A centre")[:-8] + b"abcdefgh", "is a damaged gzip file"),
    ("noise.txt.gz", NOISE, "is a damaged gzip file"),
    ("broken.pdf", b"%PDF-1.7\n" + NOISE, "is a broken PDF"),
    ("protected.pdf", protected, "is protected by a password"),
    ("scan.pdf", scanned, "run text recognition"),
    ("zip.docx", document(a=b"x"), "is a ZIP archive, but no Word document"),
    ("bomb.docx", document(word__document=b"a" * 50_000_000), "unpacks to 47.7 MB, over the limit"),
    ("hollow.docx", document(word__document=b"<x/>"), "is a broken Word document"),
    ("cut.docx", b"PK\x03\x04" + NOISE, "is a broken Word document"),
    ("attached.eml", b"Subject: x\nContent-Type: application/pdf\n\nAAAA", "has no text part"),
    (
        "deep.eml",
        b"Subject: x\n" + b"".join(b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n) for n in range(3000)),
        "nests its parts too deeply",
    ),
    ("array.jsonl", b'[\n{"text": "x"}\n]', "holds a JSON array"),
    ("folder.txt", Path.mkdir, "is a folder, not a file"),
    ("pipe.txt", os.mkfifo, "is a named pipe, not a file"),
    ("socket.txt", listening, "is a socket, not a file"),
    ("loop.txt", lambda path: path.symlink_to(path), "leads back to itself"),
    ("dangling.txt", lambda path: path.symlink_to("nowhere.txt"), "is not there"),
    ("outside.txt", lambda path: path.symlink_to(CASES / "page.html"), "leads out of"),
    ("outside", lambda path: path.symlink_to(CASES), "leads out of"),
    ("circle", lambda path: path.symlink_to("."), "is a symbolic link to a folder"),
]


def make(path: Path, content: bytes | Callable[[Path], object]) -> None:
    """A file of these bytes, or whatever the maker makes."""
    if callable(content):
        content(path)
    else:
        path.write_bytes(content)


@pytest.mark.parametrize(("name", "content", "says"), [pytest.param(*case, id=case[0]) for case in BAD])
def test_bad_input_is_one_error_beside_good_neighbours(
    tmp_path: Path, name: str, content: bytes | Callable[[Path], object], says: str
) -> None:
    for neighbour in ("aaa.txt", "zzz.txt"):
        (tmp_path / neighbour).write_text("A good neighbour.")
    bad = tmp_path / name
    make(bad, content)
    texts, errors = [], []
    for path in [*discover(tmp_path), *([bad] if bad.is_dir() and not bad.is_symlink() else [])]:
        try:
            texts += [announcement.text for announcement in read(path, root=tmp_path)]
        except SourceError as error:
            errors += error.parts
    assert texts == ["A good neighbour."] * 2
    assert len(errors) == 1
    (error,) = errors
    message = str(error)
    assert says in message
    assert message.startswith(bad.as_posix())
    assert error.remedy
    assert "\n" not in message


def test_the_list_names_each_kind_once() -> None:
    names = [name for name, _, _ in BAD]
    assert len(names) == len(set(names))


def test_a_device_is_not_read() -> None:
    with pytest.raises(SourceError, match="is a device, not a file"):
        list(read(Path("/dev/zero").with_name("zero")))


def test_good_lines_survive_bad_ones(tmp_path: Path) -> None:
    lines = [
        b'{"text": "first good line"}',
        b"not json",
        b'{"text": "half a character \\ud800"}',
        b'{"text": 5}',
        b'{"title": "no text"}',
        b'["list"]',
        b"[" * 100_000,
        b'{"text": "' + b"x" * 3000 + b'"}',
        b'{"text": "caf\xe9"}',
        b'{"text": "x", "published": "14 April"}',
        b'{"text": "x", "title": 4}',
        b'{"text": "nul \\u0000"}',
        b'{"text": "   "}',
        b'{"text": "x", "n": ' + b"1" * 5000 + b"}",
        b'{"text": "last good line", "title": "half \\ud800"}',
    ]
    path = tmp_path / "a.jsonl"
    path.write_bytes(b"\n".join(lines))
    good = []
    with pytest.raises(BadLines) as caught:
        good.extend(read(path, limit=2000))
    assert [(one.source.rpartition("#")[2], one.text) for one in good] == [("1", "first good line"), ("15", "last good line")]
    assert good[1].title == "half ?"
    parts = caught.value.parts
    assert [part.source.rpartition("#")[2] for part in parts] == [str(number) for number in range(2, 15)]
    assert all(part.reason and part.remedy and "\n" not in str(part) for part in parts)
    again = pickle.loads(pickle.dumps(caught.value))
    assert [str(part) for part in again.parts] == [str(part) for part in parts]


def test_many_bad_lines_are_counted(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text("bad\n" * 1500)
    with pytest.raises(BadLines) as caught:
        list(read(path))
    assert len(caught.value.parts) == 1001
    assert "500 further lines" in str(caught.value.parts[-1])


def test_json_lines_may_be_longer_than_the_limit_for_one(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text('{"text": "A centre opened."}\n' * 200)
    assert len(list(read(path, limit=100))) == 200


@pytest.mark.parametrize("limit", [9, 10])
def test_the_limit_counts_bytes(tmp_path: Path, limit: int) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"0123456789")
    if limit < 10:
        with pytest.raises(SourceError, match="over the limit of 9 bytes"):
            list(read(path, limit=limit))
    else:
        assert len(list(read(path, limit=limit))) == 1


def test_the_environment_raises_the_limit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"0123456789")
    monkeypatch.setenv(raw.LIMIT_VARIABLE, "1")
    assert len(list(read(path, limit=9))) == 1
    monkeypatch.setenv(raw.LIMIT_VARIABLE, "much")
    with pytest.raises(SourceError, match="HERALD_LIMIT_MB is 'much'; set it to whole megabytes"):
        list(read(path))


def test_links_inside_the_root_are_read(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("A centre opened.")
    (tmp_path / "b.txt").symlink_to("a.txt")
    assert [one.text for one in read(tmp_path / "b.txt", root=tmp_path)] == ["A centre opened."]


def test_a_sibling_with_the_same_beginning_is_outside(tmp_path: Path) -> None:
    (tmp_path / "raw").mkdir()
    (tmp_path / "raw2").mkdir()
    (tmp_path / "raw2" / "a.txt").write_text("x")
    with pytest.raises(SourceError, match="leads out of"):
        list(read(tmp_path / "raw" / ".." / "raw2" / "a.txt", root=tmp_path / "raw"))


def test_without_permission(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.txt"
    path.write_text("A centre opened.")
    path.chmod(0)
    if os.geteuid() == 0:  # root may read everything: let the system call say what it would say to others
        monkeypatch.setattr(
            raw.os, "open", lambda name, _: (_ for _ in ()).throw(PermissionError(errno.EACCES, "denied", name))
        )
    with pytest.raises(SourceError, match=r"a\.txt: may not be read by this user; give read permission"):
        list(read(path))


def test_a_folder_that_cannot_be_listed_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "good.txt").write_text("x")
    closed = tmp_path / "closed"
    closed.mkdir()
    scan = os.scandir

    def scandir(path: str) -> object:
        if Path(path) == closed:
            raise PermissionError(errno.EACCES, "denied", str(path))
        return scan(path)

    monkeypatch.setattr(os, "scandir", scandir)
    assert discover(tmp_path) == [closed, tmp_path / "good.txt"]


def test_a_file_that_cannot_be_read_from_the_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.txt"
    path.write_text("x")
    with raw.opened(path, root=None, limit=10) as opened:

        def fail() -> bytes:
            raise OSError(errno.EIO, "Input/output error")

        with pytest.raises(SourceError, match="cannot be read \\(input/output error\\)"):
            opened.take(fail)


@pytest.mark.parametrize("name", ["a.txt", "a.jsonl", "a.txt.gz"])
def test_a_file_that_changes_while_it_is_read_is_busy(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    content = b'{"text": "A centre opened."}\n' * 3
    path.write_bytes(gzip.compress(content) if name.endswith(".gz") else content)
    with raw.opened(path, root=None, limit=10_000) as opened:
        os.utime(path, ns=(1, 1))
        with pytest.raises(SourceBusy, match="changed while it was read; try again"):
            list(opened.lines()) if name.endswith(".jsonl") else opened.data()


def test_a_line_half_written_is_busy_not_bad(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text('{"text": "whole"}\n{"text": "ha')
    found = read(path)
    assert next(found).text == "whole"
    with path.open("a") as file:
        file.write("lf")
    with pytest.raises(SourceBusy):
        next(found)


@pytest.mark.parametrize("name", ["line\nbreak.txt", "bell\x07.xyz", os.fsdecode(b"caf\xe9.xyz")])
def test_odd_names_stay_on_one_line(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(b"")
    with pytest.raises(SourceError) as caught:
        list(read(path))
    str(caught.value).encode("utf-8")
    assert "\n" not in str(caught.value)


def test_a_name_with_a_nul_is_an_error() -> None:
    with pytest.raises(SourceError, match="holds a NUL"):
        list(read(Path("a\0b.txt")))


@pytest.mark.parametrize("suffix", [".txt", ".md", ".html", ".pdf", ".docx", ".eml", ".jsonl", ".txt.gz"])
def test_damaged_files_are_read_or_one_error(tmp_path: Path, suffix: str) -> None:
    """Bytes changed, cut and added at random: nothing but SourceError may come out."""
    rng = random.Random(suffix)
    whole = specimen(tmp_path, suffix)
    path = tmp_path / f"damaged{suffix}"
    for _ in range(60):
        data = bytearray(whole)
        for _ in range(rng.choice((1, 5, 50))):
            place = rng.randrange(len(data))
            data[place : place + rng.randrange(4)] = rng.randbytes(rng.randrange(4))
        path.write_bytes(data or b"x")
        try:
            for one in read(path):
                one.text.encode()
        except SourceError as error:
            assert all("\n" not in str(part) for part in error.parts)  # noqa: PT017 - either outcome is right


def specimen(folder: Path, suffix: str) -> bytes:
    """A good file of a format."""
    if suffix == ".docx":
        from docx import Document

        made = Document()
        made.add_paragraph("A centre opened.")
        made.save(str(folder / "good.docx"))
        return (folder / "good.docx").read_bytes()
    if suffix == ".pdf":
        canvas = Canvas(str(folder / "good.pdf"))
        canvas.drawString(100, 100, "A centre opened.")
        canvas.save()
        return (folder / "good.pdf").read_bytes()
    return {
        ".html": (CASES / "page.html").read_bytes(),
        ".eml": (CASES / "message.eml").read_bytes(),
        ".jsonl": b'{"text": "A centre opened.", "published": "2024-04-14"}\n' * 3,
        ".txt.gz": gzip.compress(CYRILLIC * 20),
        ".md": b"---\ntitle: x\ndate: 2024-04-14\n---\n# Head\n\nText",
        ".txt": CYRILLIC,
    }[suffix]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.html", "<p>" + " " * 600_000 + "x"),
        ("a.html", "<html>" + "<b>'</b>\"" * 100_000),
        ("a.html", "<meta name='date' content='" + " " * 600_000 + "x'><p>x"),
        ("a.md", "# " + "#" * 600_000 + "x"),
        ("a.md", "---\ntitle:" + " " * 600_000 + "x\n---\n"),
        ("a.eml", "Subject: x\nContent-Type: text/plain; format=flowed\n\n" + "word \n" * 150_000),
        ("a.eml", "Subject: " + "=?utf-8?q?a?= " * 30_000 + "\n\ntext"),
    ],
)
def test_time_grows_with_the_text_alone(tmp_path: Path, name: str, content: str) -> None:
    """Where it grew with the square of the text, each of these would take hours."""
    path = tmp_path / name
    path.write_text(content)
    assert all(one.text for one in read(path))
