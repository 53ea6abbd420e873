"""Write docs/quality.md: scores on the announcements and miniatures that are held out, per language, and calibration.

    python tests/report_quality.py

Every table is that of `herald evaluate records ... --markdown`; it takes a minute or two.
"""

from __future__ import annotations

import contextlib
import io
import sys
from pathlib import Path

import marked

from pipeline.cli import evaluate

HERE = Path(__file__).parent
PAGE = HERE.parent / "docs" / "quality.md"
LANGUAGES = ("en", "fr", "es", "ru", "zh", "ar")

HEAD = """# Quality

Measured on texts that were written for this purpose by somebody who knew neither rules nor lexicons, and to which no rule was
tuned (marked up in `tests/cases/marked`). Eight announcements a language say what to expect of announcements like them; a hundred miniatures
a language, texts of one to four sentences each of which says a thing in another way, say what to expect of phrasings
never met. What is open to tuning scores higher; real announcements of
other networks may do better or worse. The page is made by `python tests/report_quality.py`; each of its tables is printed by

    herald evaluate records tests/cases/gold/held_out/announcements --reliability --markdown

after `python tests/marked.py`, and the same with `/en.jsonl` for a language, and with `miniatures`. "Centre+host" and the like ask for
centre and fact together. A small set moves by some points from one writer to the next. The second table of each part compares
confidence with the share that is right, in bins of equal size.
"""

TAIL = """## What is wrong most often

On the open announcements and miniatures, by `herald evaluate records tests/cases/gold/announcements --errors 100`:

1. The body of a post that the text does not name beside it: the centre, its host, or the network.
2. Centres told by a noun that no lexicon knows and that no ordinal counts; with them their numbers and posts.
3. The host of a centre, where no phrase of housing stands between the two.
4. Status: a centre that is at work against one that was opened, and plans told in the words of wishes.
5. The bearer of an ordinal among sister centres, when the sentence names none.
6. The date of a status that stands in another sentence, or in another centre's.
7. Ends of names: towns, fields and possessives that belong to a name or do not.
8. Country of a centre by a town with namesakes.
9. Titles in the middle of which a body stands; fields and durations behind them.
10. Persons whose names no list has, in Chinese and Arabic above all.
"""


def table(gold: Path, *, reliability: bool = True) -> str:
    """What `herald evaluate records` prints of some gold."""
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        evaluate.records(gold, reliability=reliability, errors=0, ner=None, markdown=True)
    return printed.getvalue()


def page() -> str:
    """The whole page."""
    held_out = marked.GOLD / "held_out"
    parts = [HEAD, "## Announcements, all six languages\n", table(held_out / "announcements")]
    for language in LANGUAGES:
        parts += [f"## Announcements: {language}\n", table(held_out / "announcements" / f"{language}.jsonl")]
    for language in LANGUAGES:
        parts += [f"## Miniatures: {language}\n", table(held_out / "miniatures" / f"{language}.jsonl", reliability=False)]
    return "\n".join([*parts, TAIL]).replace("\n\n\n", "\n\n")


if __name__ == "__main__":
    marked.build()
    PAGE.write_text(page(), encoding="utf-8")
    print(f"wrote {PAGE}", file=sys.stderr)
