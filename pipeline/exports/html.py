"""A self-contained page: every announcement with its values highlighted where the text says them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape
from itertools import pairwise
from typing import TextIO

from pipeline.exports.values import Value, values
from pipeline.records import Record

STYLE = """
:root{--page:#f6f5f1;--paper:#fff;--ink:#22242a;--soft:#6b6f7a;--line:#e2e0d8;--date:#bfe3ee;--centre-number:#ffc9b8;
--person:#c9ebc5;--position:#e3f0b0;--organisation:#cfdcfa;--centre:#ead0f3;--event:#fde9a9}
@media (prefers-color-scheme:dark){:root{--page:#16181c;--paper:#1f2228;--ink:#e8e6e0;--soft:#9ba0ab;--line:#33373f;
--date:#1d5363;--centre-number:#7a3521;--person:#27552a;--position:#4d5a14;--organisation:#2b407c;--centre:#5a3068;
--event:#665012}}
*{box-sizing:border-box}body{margin:0;background:var(--page);color:var(--ink);font:16px/1.65 system-ui,"Noto Sans",sans-serif}
header.page{padding:1.2rem 2rem .4rem;max-width:1500px;margin:auto}header.page h1{font-size:1.05rem;margin:0 0 .5rem}
.legend{display:flex;flex-wrap:wrap;gap:.4rem;padding:0;margin:0;list-style:none;font-size:.85rem}
.legend li,.kind{padding:.05rem .55rem;border-radius:1rem}
article{max-width:1500px;margin:1rem auto;padding:0 2rem;display:grid;grid-template-columns:minmax(0,3fr) minmax(22rem,2fr);
gap:1.2rem;align-items:start}
.text,aside{background:var(--paper);border:1px solid var(--line);border-radius:.6rem;padding:1.2rem 1.5rem}
h2{font-size:1.15rem;line-height:1.35;margin:0}.about{color:var(--soft);font-size:.82rem;margin:.2rem 0 1rem;word-break:break-all}
.text p{margin:0 0 .8rem;white-space:pre-wrap;overflow-wrap:anywhere}
mark{color:inherit;border-radius:.2rem;padding:.08em 0;scroll-margin-top:5rem}mark:target{outline:2px solid currentColor}
.clutter{color:var(--soft);opacity:.65;text-decoration:line-through;text-decoration-color:var(--line)}
aside{position:sticky;top:1rem;max-height:calc(100vh - 2rem);overflow:auto;font-size:.86rem;padding:.8rem 1rem}
table{border-collapse:collapse;width:100%}td{padding:.28rem .4rem;vertical-align:top;border-bottom:1px solid var(--line)}
tr:last-child td{border:0}td a{color:inherit}.kind{white-space:nowrap;font-size:.78rem}.rule{color:var(--soft);font-size:.76rem}
.p{text-align:right;font-variant-numeric:tabular-nums}
.date{background:var(--date)}.centre-number{background:var(--centre-number)}.person{background:var(--person)}
.position{background:var(--position)}.organisation{background:var(--organisation)}.centre{background:var(--centre)}
.event{background:var(--event)}
@media (max-width:900px){article{grid-template-columns:1fr}aside{position:static;max-height:none}}
@media print{aside{position:static;max-height:none}article{display:block}}
"""
KINDS = ("date", "centre number", "person", "position", "organisation", "centre", "event")


def write(records: Iterable[Record], stream: TextIO) -> None:
    """Write one page with all records; it needs nothing from outside and runs no script."""
    legend = "".join(f'<li class="{_css(kind)}">{kind}</li>' for kind in KINDS)
    stream.write(
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>herald: what the text says</title>'
        f'<meta name="viewport" content="width=device-width,initial-scale=1"><style>{STYLE}</style></head><body>'
        f'<header class="page"><h1>herald · what the text says, and where</h1><ul class="legend">{legend}'
        '<li class="clutter">passed over</li></ul></header>\n'
    )
    for number, record in enumerate(records):
        stream.writelines(_article(record, f"a{number}"))
    stream.write("</body></html>\n")


def _article(record: Record, prefix: str) -> Iterator[str]:
    about = " · ".join(filter(None, [record.source, record.language, record.published and f"published {record.published}"]))
    found = values(record)
    title = escape(record.title or "untitled")
    yield f'<article><section class="text" lang="{escape(record.language)}"><h2 dir="auto">{title}</h2>'
    yield f'<p class="about">{escape(about)}</p>'
    yield from _paragraphs(record, found, prefix)
    yield '</section><aside aria-label="values"><table>'
    for value in found:
        if value.leading:
            yield _row(value, prefix)
    yield "</table></aside></article>\n"


def _row(value: Value, prefix: str) -> str:
    return (
        f'<tr><td><span class="kind {_css(value.kind)}">{value.kind}</span></td>'
        f'<td dir="auto"><a href="#{prefix}-{value.key}">{escape(value.value)}</a><div class="rule" dir="ltr">'
        f"{value.mention.start}–{value.mention.end} · {escape(value.rule)}</div></td>"
        f'<td class="p">{value.confidence:.2f}</td></tr>'
    )


def _paragraphs(record: Record, found: list[Value], prefix: str) -> Iterator[str]:
    """The text line by line, each line a paragraph with its own direction."""
    at = 0
    for line in record.text.split("\n"):
        end = at + len(line)
        if line.strip():
            inside = "".join(_marked(record, s, e, over, prefix) for s, e, over in _pieces(record, found, at, end))
            yield f'<p dir="auto">{inside}</p>\n'
        at = end + 1


def _pieces(record: Record, found: list[Value], begin: int, end: int) -> Iterator[tuple[int, int, list[Value]]]:
    """Cut a stretch wherever a value or clutter begins or ends; each piece with the values that lie over it."""
    here = [v for v in found if v.mention.start < end and v.mention.end > begin]
    mentions = [*(v.mention for v in here), *record.clutter]
    edges = {begin, end, *(e for m in mentions for e in (m.start, m.end) if begin < e < end)}
    for s, e in pairwise(sorted(edges)):
        yield s, e, [v for v in here if v.mention.start <= s and e <= v.mention.end]


def _marked(record: Record, start: int, end: int, over: list[Value], prefix: str) -> str:
    html = escape(record.text[start:end])
    for value in sorted(over, key=lambda v: v.mention.end - v.mention.start):
        anchor = f' id="{prefix}-{value.key}"' if value.leading and value.mention.start == start else ""
        note = escape(f"{value.kind}: {value.value} (p {value.confidence:.2f}, {value.rule})", quote=True)
        html = f'<mark class="{_css(value.kind)}"{anchor} title="{note}">{html}</mark>'
    if any(c.start <= start and end <= c.end for c in record.clutter):
        html = f'<span class="clutter">{html}</span>'
    return html


def _css(kind: str) -> str:
    return kind.replace(" ", "-")
