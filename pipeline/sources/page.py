"""What a web page says of itself: title, date of publication, language; and its blocks of text."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any, Final

from lxml.html import HtmlElement

__all__ = ["blocks", "dateline", "is_paragraph", "language", "published", "simplify", "title"]

PARAGRAPH: Final = 60
DATELINE: Final = 120
LONGEST: Final = 1000
"""Characters of a line of text, of a date line, and of a value in the metadata."""

PUBLISHED: Final = (
    "article:published_time",
    "og:published_time",
    "og:article:published_time",
    "datepublished",
    "article.published",
    "parsely-pub-date",
    "sailthru.date",
    "publishdate",
    "publish-date",
    "publish_date",
    "pubdate",
    "publication_date",
    "citation_publication_date",
    "dc.date.issued",
    "dcterms.issued",
    "dc.date",
    "dcterms.date",
    "dcterms.created",
    "date",
)
"""Names of metadata that hold the date of publication, the surest first."""

TITLE: Final = ("og:title", "twitter:title", "dc.title", "dcterms.title", "headline")
LANGUAGE: Final = ("content-language", "og:locale", "dc.language", "dcterms.language", "language")

ISO_DATE: Final = re.compile(r"\s*(\d{4})[-/.]?(0[1-9]|1[0-2])[-/.]?(0[1-9]|[12]\d|3[01])(?![\d])")
YEAR: Final = re.compile(r"\d{4}|[٠-٩]{4}|[〇零一二三四五六七八九]{4}")
DATED: Final = re.compile(r"date|time|publi|posted|meta|byline|info|source", re.IGNORECASE)
SITE: Final = re.compile(r"\s+[|–—·«»-]\s+|\s*[|_]\s*")

OUTSIDE: Final = frozenset({"nav", "aside", "footer", "script", "style", "noscript", "template", "button", "select"})
INVISIBLE: Final = frozenset({"script", "style", "noscript", "template", "head", "svg", "math", "object", "iframe"})
BLOCKS: Final = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "br",
        "caption",
        "dd",
        "details",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "li",
        "main",
        "nav",
        "ol",
        "option",
        "p",
        "pre",
        "section",
        "summary",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
    ]
)


def simplify(tree: HtmlElement) -> None:
    """Make paragraphs of captions, which are text, and blocks of tables that serve for layout."""
    for element in list(tree.iter("figcaption", "figure")):
        element.tag = "p" if element.tag == "figcaption" else "div"
    for table in list(tree.iter("table")):
        if next(table.iter("p", "div", "ul", "ol", "br", "h1", "h2", "h3", "h4"), None) is not None:
            for element in list(table.iter("table", "thead", "tbody", "tfoot", "tr", "td", "th")):
                element.tag = "div"


def is_paragraph(line: str) -> bool:
    """Whether a line is so long that it must be running text; in Chinese that is sooner."""
    return len(line) >= PARAGRAPH or (
        len(line) >= PARAGRAPH // 3 and sum("\u3040" <= one <= "\u9fff" for one in line) > len(line) / 2
    )


def metadata(tree: HtmlElement) -> dict[str, str]:
    """`meta` elements by lower-case name, property, itemprop or http-equiv; the first of each."""
    found: dict[str, str] = {}
    for meta in tree.iter("meta"):
        for key in ("property", "name", "itemprop", "http-equiv"):
            content = (meta.get("content") or "")[: LONGEST + 1]
            if (name := meta.get(key)) and content.strip() and len(content) <= LONGEST:
                found.setdefault(name.strip().lower(), " ".join(content.split()))
    return found


def title(tree: HtmlElement) -> str | None:
    """The headline: the `h1` or block that the page's title repeats, else that title less the site's name, else any `h1`."""
    meta = metadata(tree)
    claimed = next((meta[name] for name in TITLE if name in meta), None) or first(tree, "title")
    heads = [text for element in tree.iter("h1") if (text := line(element))]
    if claimed is None:
        return heads[0] if heads else None
    best = max(heads, key=lambda head: shared(head, claimed), default=None)
    if best is not None and shared(best, claimed) >= 0.5:
        return best
    repeated = [text for text in blocks(tree) if len(text) >= 0.4 * len(claimed) and squeezed(text) in squeezed(claimed)]
    longest = max(repeated or SITE.split(claimed), key=len)
    return " ".join(longest.split()) or None


def squeezed(text: str) -> str:
    """The text without white space and case, for comparison."""
    return "".join(text.casefold().split())


def shared(head: str, claimed: str) -> float:
    """The share of a headline's words (of its characters, without spaces) that a title repeats."""
    words = head.casefold().split()
    if len(words) == 1:
        return float(words[0] in claimed.casefold())
    return sum(word in claimed.casefold() for word in words) / len(words)


def published(tree: HtmlElement) -> str | None:
    """The day of publication in the metadata, as EDTF; never a guess from the text or the address."""
    meta = metadata(tree)
    claims = [meta[name] for name in PUBLISHED if name in meta]
    claims += [value for script in tree.iter("script") if "ld+json" in (script.get("type") or "") for value in linked(script)]
    for element in tree.iter("time", "span", "div", "p"):
        if (element.get("itemprop") or "").lower() == "datepublished" or element.get("pubdate") is not None:
            claims.append(element.get("datetime") or element.get("content") or "")
    return next((day for claim in claims if (day := iso_day(claim))), None)


def linked(script: HtmlElement) -> Iterator[str]:
    """The values of `datePublished` in a JSON-LD script."""
    try:
        pending: list[Any] = [json.loads(script.text or "")]
    except (ValueError, RecursionError):
        return
    while pending:
        value = pending.pop(0)
        if isinstance(value, dict):
            if isinstance(day := value.get("datePublished"), str):
                yield day
            pending += value.values()
        elif isinstance(value, list):
            pending += value


def iso_day(claim: str) -> str | None:
    """The day of an ISO 8601 time stamp, None for any other way to write a date."""
    match = ISO_DATE.match(claim)
    return "-".join(match.groups()) if match else None


def dateline(tree: HtmlElement) -> str | None:
    """The line near the headline that shows the date: short, marked as date or byline, and not part of a list of links."""
    for element in tree.iter("time", "span", "div", "p", "em", "small", "li"):
        marks = " ".join((element.get("class") or "", element.get("id") or "", element.get("itemprop") or ""))
        if element.tag != "time" and not DATED.search(marks):
            continue
        text = line(element)
        inside = {ancestor.tag for ancestor in element.iterancestors()}
        if text and len(text) <= DATELINE and YEAR.search(text) and not inside & (OUTSIDE | {"a"}):
            return text
    return None


def language(tree: HtmlElement) -> str | None:
    """The language that the page claims, as ISO 639; a hint, since templates claim what they like."""
    meta = metadata(tree)
    claims = [element.get("lang") or "" for element in tree.iter("html")] + [meta[name] for name in LANGUAGE if name in meta]
    codes = (re.match(r"\s*([a-z]{2,3})(?![a-z])", claim.lower()) for claim in claims)
    return next((code.group(1) for code in codes if code), None)


def first(tree: HtmlElement, tag: str) -> str | None:
    """The text of the first element of a tag."""
    return next((text for element in tree.iter(tag) if (text := line(element))), None)


def line(element: HtmlElement) -> str:
    """All text of an element on one line."""
    return " ".join(str(element.text_content()).split())


def blocks(tree: HtmlElement) -> list[str]:
    """The visible blocks of text outside menus, side columns and footers, in order, a line each."""
    lines: list[list[str]] = [[]]
    pending: list[tuple[HtmlElement, bool]] = [(tree, False)]
    while pending:
        element, left = pending.pop()
        if left or not isinstance(element.tag, str):
            if left and element.tag in BLOCKS:
                lines.append([])
            lines[-1].append(element.tail or "")
            continue
        if element.tag in OUTSIDE | INVISIBLE:
            lines.append([element.tail or ""])
            continue
        if element.tag in BLOCKS:
            lines.append([])
        lines[-1].append(element.text or "")
        pending.append((element, True))
        pending += [(child, False) for child in reversed(element)]
    joined = (" ".join("".join(parts).split()) for parts in lines)
    return [text for text in joined if text]
