"""The page of `herald explain` in a real browser: the text stays whole, marks lie where the values are, links lead to them."""

from __future__ import annotations

import re
import shutil
import subprocess
from html import unescape
from pathlib import Path

import pytest

from pipeline import extraction, sources
from pipeline.exports import html

ROOT = Path(__file__).parent.parent
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
QUIET = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
SAMPLES = [ROOT / "raw/en", ROOT / "raw/ar", ROOT / "raw/zh"]


@pytest.fixture(scope="module")
def dom(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The page of some samples as the browser understands it."""
    if CHROMIUM is None:
        pytest.skip("needs Chromium (Debian: apt-get install chromium)")
    folder = tmp_path_factory.mktemp("page")
    page = folder / "page.html"
    with page.open("w", encoding="utf-8") as stream:
        html.write(extraction.extract(announcements()), stream)
    command = [CHROMIUM, *QUIET, "--disable-component-update", "--disable-sync", f"--user-data-dir={folder / 'profile'}"]
    done = subprocess.run([*command, "--dump-dom", page.as_uri()], capture_output=True, check=True, timeout=120)
    return done.stdout.decode()


def announcements() -> list[sources.Announcement]:
    return [item for folder in SAMPLES for path in sources.discover(folder) for item in sources.read(path)]


def test_the_browser_shows_every_line_of_every_text(dom: str) -> None:
    shown = "\n".join(unescape(re.sub(r"<[^>]*>", "", part)) for part in re.findall(r'<p dir="auto">.*?</p>', dom, re.DOTALL))
    for announcement in announcements():
        for line in filter(str.strip, announcement.text.split("\n")):
            assert line in shown


def test_every_value_is_linked_to_a_mark(dom: str) -> None:
    targets = set(re.findall(r'<mark[^>]* id="([^"]+)"', dom))
    links = re.findall(r'<a href="#([^"]+)"', dom)
    assert len(links) > 100
    assert set(links) <= targets


def test_marks_are_nested_as_written(dom: str) -> None:
    assert dom.count("<mark") == dom.count("</mark>")
    assert not re.search(r"<mark[^>]*></mark>", dom)


def test_the_page_asks_for_nothing_from_outside(dom: str) -> None:
    assert not re.search(r'(?:src|href)="(?!#)', dom)
