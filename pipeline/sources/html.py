"""HTML: headline and body, as trafilatura finds them, checked against the paragraphs that the page has."""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator
from configparser import ConfigParser
from functools import cache
from typing import Final

from lxml import etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring

from pipeline.errors import SourceError
from pipeline.records import Announcement
from pipeline.sources import page
from pipeline.sources.encoding import decode
from pipeline.sources.raw import Raw

__all__ = ["announcement", "read"]

HEAD: Final = 4096
CHARSET: Final = re.compile(
    rb"""<(?:meta\b[^>]{0,200}?charset|\?xml\b[^>]{0,100}?encoding)\s*=\s*["']?\s*([\w.:-]{2,30})""", re.IGNORECASE
)
DOCTYPE: Final = re.compile(r"\s*<!doctype[^>\[]{0,500}(?:\[[^\]]{0,10000}\])?[^>]{0,500}>", re.IGNORECASE)
TAG: Final = re.compile(r"<(?:!doctype|!--|\?xml|/?[a-z][a-z0-9]*[\s/>])", re.IGNORECASE)
OPENING: Final = re.compile(r"""<[a-z](?:[^>"']|"[^"]*"|'[^']*')*""", re.IGNORECASE)
QUOTED: Final = re.compile(r""""[^"]*"|'[^']*'""")
ATTRIBUTES: Final = 1000
"""Attributes that an element may have; the parser takes time that grows with their square."""

KEPT_SHARE: Final = 0.6
"""Share of the page's long paragraphs that trafilatura must have kept; below, all blocks of the page are taken."""


def read(raw: Raw) -> Iterator[Announcement]:
    """One announcement: headline, visible date line and body; title, date and language as the page's metadata has them.

    Raises SourceError for what is no HTML and for pages nested or swollen beyond what the parser takes.
    """
    data = raw.data()
    declared = CHARSET.search(data[:HEAD])
    source = decode(data, raw.source, declared=declared.group(1).decode("ascii") if declared else None)
    if not TAG.search(source):
        raise SourceError(raw.source, "holds no HTML tag", "rename it to .txt if it is plain text")
    yield announcement(source, raw.source)


def announcement(markup: str, source: str) -> Announcement:
    """The announcement on a page, given its decoded markup."""
    tree = parsed(markup, source)
    title, published = page.title(tree), page.published(tree)
    visible, dateline = {flat(line) for line in page.blocks(tree)}, page.dateline(tree)
    return Announcement(
        text=headed(body(tree), title if title and flat(title) in visible else None, dateline),
        source=source,
        title=title,
        published=published,
        language=page.language(tree),
        media_type="text/html",
    )


def headed(text: str, title: str | None, dateline: str | None) -> str:
    """The body under its headline and date line, which stand outside of it on most pages."""
    lines = text.split("\n")
    place = next((number + 1 for number, line in enumerate(lines) if title and flat(title) in flat(line)), 0)
    header = [title] if title and not place else []
    if dateline and flat(dateline) not in flat(text):
        header.append(dateline)
    lines[place:place] = [part for line in header for part in (line, "")] if header else []
    return "\n".join(lines)


def parsed(markup: str, source: str) -> HtmlElement:
    """The tree. Raises SourceError where the parser gave up, for what lies behind that point would be lost in silence."""
    if any(len(QUOTED.sub("", tag).split()) > ATTRIBUTES for tag in OPENING.findall(markup) if len(tag) > ATTRIBUTES):
        raise bloated(source, f"has an element with more than {ATTRIBUTES} attributes")
    doctype = DOCTYPE.match(markup)
    parser = HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    try:
        tree = document_fromstring(markup[doctype.end() if doctype else 0 :].encode("utf-8"), parser=parser)
    except etree.ParserError:
        raise SourceError(source, "is an HTML page without content", "fetch it again or remove it") from None
    for entry in parser.error_log:
        if entry.type_name == "ERR_RESOURCE_LIMIT":
            deep = "is nested too deeply to be read" if "depth" in entry.message else "has an element of more than 10 MB"
            raise bloated(source, f"{deep} (line {entry.line})")
    return tree


def bloated(source: str, reason: str) -> SourceError:
    """The error for pages made, by mistake or malice, to break whoever reads them."""
    return SourceError(source, reason, "save the announcement alone, as text or simpler HTML")


def body(tree: HtmlElement) -> str:
    """The running text of a page, a block a line."""
    from trafilatura import bare_extraction

    page.simplify(tree)
    whole = page.blocks(tree)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", FutureWarning)
        found = bare_extraction(tree, include_comments=False, favor_recall=True, config=settings())
    text = getattr(found, "text", None) or ""
    long = [flat(line) for line in whole if page.is_paragraph(line)]
    kept, lines = flat(text), {flat(line) for line in text.split("\n")}
    if not text.strip() or sum(line in lines or line in kept for line in long) < KEPT_SHARE * len(long):
        return "\n".join(whole)
    return text


@cache
def settings() -> ConfigParser:
    """What trafilatura is told, its defaults but one: a short announcement is a body too, for which it would take the whole page."""
    from trafilatura.settings import use_config

    config: ConfigParser = use_config()
    config.set("DEFAULT", "MIN_EXTRACTED_SIZE", "1")
    return config


def flat(text: str) -> str:
    """The text without white space, for comparison."""
    return "".join(text.split())
