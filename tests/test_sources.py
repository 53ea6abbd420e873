"""Every format: file in, announcements out."""

from __future__ import annotations

import gzip
import json
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from docx import Document
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.platypus import PageBreak, Paragraph, SimpleDocTemplate, Spacer

from pipeline.records import Announcement
from pipeline.sources import SOURCES, discover, read
from pipeline.sources.html import announcement as page_announcement

CASES = Path(__file__).parent / "cases" / "sources"


def only(path: Path) -> Announcement:
    """The one announcement of a file."""
    (found,) = read(path)
    return found


@pytest.fixture
def write(tmp_path: Path) -> Callable[[str, bytes | str], Path]:
    def file(name: str, content: bytes | str) -> Path:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return file


Write = Callable[[str, bytes | str], Path]


@pytest.mark.parametrize(
    ("content", "text"),
    [
        ("One line", "One line"),
        ("  kept \n\n\n\tas it is \n\n", "  kept \n\n\n\tas it is \n\n"),
        ("old\rMac\r\nWindows\n\rmixed", "old\nMac\nWindows\n\nmixed"),
        ("\ufeffwith a mark", "with a mark"),
        ("a\ufeffb", "a\ufeffb"),
        ("hidden \u200b\u202e\u2066 kept", "hidden \u200b\u202e\u2066 kept"),
        ("emoji 🎓 and \u2028 kept", "emoji 🎓 and \u2028 kept"),
        ("# not a heading here", "# not a heading here"),
        ("<b>tags</b> are text", "<b>tags</b> are text"),
    ],
)
def test_plain_text_is_kept_as_it_is(write: Write, content: str, text: str) -> None:
    path = write("a.txt", content)
    assert only(path) == Announcement(text=text, source=path.as_posix())


def test_source_is_the_path_as_given(write: Write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write("en/001.txt", "Text")
    monkeypatch.chdir(tmp_path)
    assert only(Path("en/001.txt")).source == "en/001.txt"
    assert only(Path("./en/../en/001.txt")).source == "en/../en/001.txt"


@pytest.mark.parametrize(
    ("content", "title", "published", "language"),
    [
        ("# Head of it\n\nText", "Head of it", None, None),
        ("Text\n\n## Part\n# Head #\n", "Head", None, None),
        ('---\ntitle: "Front"\ndate: 2024-03-02\nlang: es-MX\n---\n# Head\n', "Front", "2024-03-02", "es"),
        ("---\ndate: March 2\n---\nText", None, None, None),
        ("Text without any", None, None, None),
        ("#hashtag\n", None, None, None),
    ],
)
def test_markdown(write: Write, content: str, title: str | None, published: str | None, language: str | None) -> None:
    found = only(write("a.md", content))
    assert (found.text, found.title, found.published, found.language) == (content, title, published, language)


def test_page() -> None:
    found = only(CASES / "page.html")
    assert (found.title, found.published, found.language) == ("Un sixième centre national à Kaolinda", "2025-03-14", "fr")
    assert found.text.startswith(
        "Un sixième centre national à Kaolinda\n\nPublié le 14 mars 2025 par la rédaction\n\nMercredi 12 mars"
    )
    for kept in ("Mme Awa Ndombélé, rectrice, a coupé", "(au centre) et M. Paul Lefortier", "Tivalle | mai 2024"):
        assert kept in found.text
    for dropped in ("Accueil", "3 janvier 2024", "Tous droits", "datePublished"):
        assert dropped not in found.text


PROSE = "<p>The University of Orlanda opened its third training centre on the northern coast last Sunday.</p>"


@pytest.mark.parametrize(
    ("head", "body", "title", "published", "language"),
    [
        ("<title>Third centre opens</title>", PROSE, "Third centre opens", None, None),
        ("<title>Third centre opens | Orlanda</title>", PROSE, "Third centre opens", None, None),
        (
            "<title>Third centre opens - Orlanda</title>",
            "<h1>A third centre opens</h1>" + PROSE,
            "A third centre opens",
            None,
            None,
        ),
        ("<title>Third centre opens</title>", "<h1>Orlanda.example</h1>" + PROSE, "Third centre opens", None, None),
        ('<meta name="DC.date.issued" content="2024-04-14">', PROSE, None, "2024-04-14", None),
        ('<meta property="article:published_time" content="20240414T1000Z">', PROSE, None, "2024-04-14", None),
        ('<meta property="article:modified_time" content="2024-04-14">', PROSE, None, None, None),
        ('<meta name="date" content="14 April 2024">', PROSE, None, None, None),
        ('<meta name="date" content="2024">', PROSE, None, None, None),
        ('<script type="application/ld+json">{"datePublished": "2024-02-30"</script>', PROSE, None, None, None),
        ("", '<time itemprop="datePublished" datetime="2024-04-14T08:00">Sunday</time>' + PROSE, None, "2024-04-14", None),
        ("", '<time datetime="2024-04-14T08:00">the event</time>' + PROSE, None, None, None),
        ('<meta http-equiv="Content-Language" content="pt-BR">', PROSE, None, None, "pt"),
        ('<meta property="og:locale" content="ar_EG">', PROSE, None, None, "ar"),
    ],
)
def test_page_metadata(head: str, body: str, title: str | None, published: str | None, language: str | None) -> None:
    found = page_announcement(f"<html><head>{head}</head><body>{body}</body></html>", "a.html")
    assert (found.title, found.published, found.language) == (title, published, language)


def test_page_keeps_what_trafilatura_would_drop() -> None:
    paragraphs = [
        f"Paragraph {number} tells of centre {number} and of its {number + 20} rooms in some detail." for number in range(9)
    ]
    page = (
        "<html><body><form>" + "".join(f"<div><a href='/x'>{text}</a></div>" for text in paragraphs) + "</form></body></html>"
    )
    text = page_announcement(page, "a.html").text
    assert all(paragraph in text for paragraph in paragraphs)


def test_small_pages_lose_their_menus_and_keep_their_names() -> None:
    page = (
        "<html><head><title>В Озёрске открылся центр — Сайт</title></head><body><form><div class='menu'><a href='/'>Главная</a></div>"
        "<div class='page'><h1>В Озёрске открылся центр</h1><span class='date'>15 апреля 2024</span>"
        "<div class='text'>14 апреля в Озёрске открыли третий учебный центр.<br><br>«Мы ждали шесть лет», — сказала ректор "
        "<b>Е. Ю. Щеглова</b>.</div></div><div class='related'><span class='date'>9 апреля 2024</span><a href='/2'>Иное</a></div>"
        "</form></body></html>"
    )
    assert page_announcement(page, "a.html").text == (
        "В Озёрске открылся центр\n\n15 апреля 2024\n\n14 апреля в Озёрске открыли третий учебный центр.\n"
        "«Мы ждали шесть лет», — сказала ректор Е. Ю. Щеглова."
    )


def test_tables_for_layout_are_no_tables() -> None:
    page = (
        "<html><head><title>News</title></head><body><table><tr><td><a href='/'>Home</a></td><td><b>New centre in Orlanda</b>"
        "<p>The University of Orlanda opened its third training centre on Sunday.<p>Prof. Lena Marbury, Rector, spoke.</table>"
    )
    lines = page_announcement(page, "a.html").text.split("\n")
    assert "Prof. Lena Marbury, Rector, spoke." in lines
    assert "News" not in lines


@pytest.mark.parametrize(
    "page", ["<p>Hi there</p>", "<html><body>Bare text<br>of two lines</body></html>", "<table><tr><td>Cell</td></tr></table>"]
)
def test_small_pages_have_text(page: str) -> None:
    assert page_announcement(page, "a.html").text.strip()


BODY = (
    "On 4 March 2024 the University of Orlanda opened its seventh digital hub, in the presence of Prof. Lena Marbury, Rector. "
)


def pdf(path: Path, *parts: Paragraph | Spacer | PageBreak, title: str = "") -> Path:
    SimpleDocTemplate(str(path), title=title).build(list(parts))
    return path


def test_pdf_lines_are_joined_to_paragraphs(tmp_path: Path) -> None:
    style = getSampleStyleSheet()
    path = pdf(
        tmp_path / "a.pdf",
        Paragraph("Seventh hub opens in Orlanda", style["Title"]),
        Paragraph(BODY * 3, style["Normal"]),
        Spacer(1, 20),
        Paragraph("Short line.", style["Normal"]),
        Paragraph("Another one.", style["Normal"]),
        PageBreak(),
        Paragraph("Second page. " + BODY, style["Normal"]),
        title="Seventh hub opens in Orlanda",
    )
    found = only(path)
    lines = [line for line in found.text.split("\n") if line]
    assert lines == [
        "Seventh hub opens in Orlanda",
        (BODY * 3).strip(),
        "Short line.",
        "Another one.",
        ("Second page. " + BODY).strip(),
    ]
    assert found.title == "Seventh hub opens in Orlanda"
    assert found.published is None


def test_pdf_title_must_stand_in_the_text(tmp_path: Path) -> None:
    path = pdf(tmp_path / "a.pdf", Paragraph(BODY, getSampleStyleSheet()["Normal"]), title="Template of 2009")
    assert only(path).title is None


def test_docx(tmp_path: Path) -> None:
    document = Document()
    document.add_heading("Seventh hub opens", 0)
    document.add_paragraph("First\tparagraph.")
    table = document.add_table(2, 2)
    for cell, text in zip([cell for row in table.rows for cell in row.cells], ["Town", "Rooms", "Orlanda", "20"], strict=True):
        cell.text = text
    document.add_paragraph("After the table.")
    document.core_properties.title = "Template of 2009"
    document.core_properties.language = "en-GB"
    document.save(str(tmp_path / "a.docx"))
    found = only(tmp_path / "a.docx")
    assert found.text == "Seventh hub opens\nFirst\tparagraph.\nTown | Rooms\nOrlanda | 20\nAfter the table."
    assert (found.title, found.published, found.language) == ("Seventh hub opens", None, "en")


def test_docx_reads_as_with_all_changes_accepted(tmp_path: Path) -> None:
    from lxml import etree

    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    document = Document()
    paragraph = document.add_paragraph("It opened in ")
    for markup in ("<w:ins><w:r><w:t>March</w:t></w:r></w:ins>", "<w:del><w:r><w:delText>April</w:delText></w:r></w:del>"):
        paragraph._p.append(etree.fromstring(markup.replace(">", f' xmlns:w="{space}">', 1)))
    control = f'<w:sdt xmlns:w="{space}"><w:sdtContent><w:p><w:r><w:t>In a control.</w:t></w:r></w:p></w:sdtContent></w:sdt>'
    document.element.body.insert(1, etree.fromstring(control))
    document.save(str(tmp_path / "a.docx"))
    assert only(tmp_path / "a.docx").text == "It opened in March\nIn a control."


def test_message() -> None:
    found = only(CASES / "message.eml")
    assert found.text == (
        "On Sunday 14 April 2024 the University of Orlanda opened its third training centre – with a café.\n\n"
        "The rector thanked the town."
    )
    assert (found.title, found.published, found.language) == ("Third centre opens – café included", "2024-04-14", "en")


MAIL = "Subject: News\nContent-Type: {kind}; charset={charset}\nContent-Transfer-Encoding: 8bit\n\n"


@pytest.mark.parametrize(
    ("head", "body", "text"),
    [
        (MAIL.format(kind="text/plain", charset="utf-8"), "Открыт центр".encode(), "Открыт центр"),
        (MAIL.format(kind="text/plain", charset="koi8-r"), "Открыт центр".encode("koi8-r"), "Открыт центр"),
        (
            MAIL.format(kind="text/plain", charset="bogus"),
            "Открыт новый учебный центр".encode("cp1251"),
            "Открыт новый учебный центр",
        ),
        (
            MAIL.format(kind="text/html", charset="utf-8"),
            b"<html><body><p>The centre opened.</p></body></html>",
            "The centre opened.",
        ),
    ],
)
def test_message_bodies(write: Write, head: str, body: bytes, text: str) -> None:
    assert only(write("a.eml", head.encode() + body)).text == text


@pytest.mark.parametrize(
    ("subject", "title"),
    [
        (b"Plain subject", "Plain subject"),
        ("Сырой заголовок письма".encode(), "Сырой заголовок письма"),
        (b"Re: =?iso-8859-1?Q?caf=E9?=", "Re: café"),
        (b"=?bogus?B?aGVsbG8=?=", "hello"),
        (b"=?utf-8?Q?caf=C3=A9?=\n folded after it", "café folded after it"),
        (b"folded\n subject", "folded subject"),
    ],
)
def test_message_subjects(write: Write, subject: bytes, title: str) -> None:
    assert only(write("a.eml", b"Subject: " + subject + b"\nDate: nonsense\n\nText of it")).title == title


def test_message_without_a_readable_date_has_none(write: Write) -> None:
    assert only(write("a.eml", "Subject: x\nDate: 31 Foo 2024\n\nText")).published is None


def test_json_lines(write: Write) -> None:
    rows = [
        {
            "text": "First",
            "title": "One",
            "published": "2024-04-14T10:00:00+02:00",
            "language": "en",
            "url": "https://orlanda.example/1",
        },
        {"text": "Second\r\nline", "published": "2024-04"},
        {"text": "Third", "title": " ", "unknown": [1]},
    ]
    path = write("a.jsonl", "\ufeff" + "\n\n".join(json.dumps(row) for row in rows))
    source = path.as_posix()
    kind = "application/jsonl"
    assert list(read(path)) == [
        Announcement(text="First", source=f"{source}#1", title="One", published="2024-04-14", language="en", media_type=kind),
        Announcement(text="Second\nline", source=f"{source}#3", published="2024-04", media_type=kind),
        Announcement(text="Third", source=f"{source}#5", media_type=kind),
    ]


@pytest.mark.parametrize("suffix", [".txt", ".md", ".html", ".jsonl", ".eml"])
def test_gz_reads_as_the_file_itself(write: Write, suffix: str) -> None:
    content = {
        ".jsonl": '{"text": "A centre opened."}',
        ".html": "<p>A centre opened.</p>",
        ".eml": "Subject: x\n\nA centre opened.",
    }.get(suffix, "A centre opened.")
    plain, packed = write("a" + suffix, content), write(f"b{suffix.upper()}.GZ", gzip.compress(content.encode()))
    one, other = only(plain), only(packed)
    assert one.text == other.text
    assert one.media_type == other.media_type


def test_every_format_has_a_reader() -> None:
    assert set(SOURCES) == {".txt", ".md", ".html", ".htm", ".pdf", ".docx", ".eml", ".jsonl"}


def test_discover(write: Write, tmp_path: Path) -> None:
    for name in ("b.txt", "a/z.md", "a/b.xyz", ".hidden.txt", ".git/x.txt", "a/~$lock.docx", "old.txt~", "a.TXT"):
        write(name, "x")
    names = [path.relative_to(tmp_path).as_posix() for path in discover(tmp_path)]
    assert names == ["a/b.xyz", "a/z.md", "a.TXT", "b.txt"]
    assert discover(tmp_path / "b.txt") == [tmp_path / "b.txt"]
    assert discover(tmp_path / "missing") == [tmp_path / "missing"]
    assert discover(tmp_path / ".hidden.txt") == [tmp_path / ".hidden.txt"]


def test_reading_needs_no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("a reader opened a socket")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    assert only(CASES / "page.html").text


def test_readers_are_loaded_when_needed() -> None:
    code = "import sys, pipeline.sources; print(sorted({'trafilatura', 'pypdfium2', 'docx', 'charset_normalizer'} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip() == "[]"


def test_pdf_in_chinese_keeps_indented_paragraphs_apart(tmp_path: Path) -> None:
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont

    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    style = ParagraphStyle("body", fontName="STSong-Light", fontSize=12, leading=18, wordWrap="CJK", firstLineIndent=24)
    text = (CASES / "encodings" / "zh.txt").read_text(encoding="utf-8").splitlines()
    path = pdf(tmp_path / "a.pdf", *(Paragraph(line, style) for line in text if line))
    assert only(path).text.split("\n") == [line for line in text if line]


def test_pdf_in_two_columns(tmp_path: Path) -> None:
    from reportlab.platypus import BaseDocTemplate, Frame, FrameBreak, PageTemplate

    style = getSampleStyleSheet()["Normal"]
    document = BaseDocTemplate(str(tmp_path / "a.pdf"))
    frames = [Frame(50 + 260 * column, 100, 240, 600) for column in range(2)]
    document.addPageTemplates(PageTemplate(frames=frames))
    document.build([Paragraph(BODY * 2, style), FrameBreak(), Paragraph("Second column. " + BODY, style)])
    lines = [line for line in only(tmp_path / "a.pdf").text.split("\n") if line]
    assert lines == [(BODY * 2).strip(), ("Second column. " + BODY).strip()]


def test_docx_tables_within_tables_are_read_once(tmp_path: Path) -> None:
    document = Document()
    outer = document.add_table(1, 2)
    outer.cell(0, 0).text = "Outer"
    inner = outer.cell(0, 1).add_table(1, 1)
    inner.cell(0, 0).text = "Inner"
    document.save(str(tmp_path / "a.docx"))
    assert only(tmp_path / "a.docx").text.count("Inner") == 1
