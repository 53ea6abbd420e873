"""Any order, any split into runs, a rerun, a kill in the middle: the same registry with the same ids."""

from __future__ import annotations

import itertools
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from registry_story import AT, Story, build, opening_in_naryn, snapshot

from pipeline.records import Record
from pipeline.registry.ledger import Ledger

ROOT = Path(__file__).parent.parent
NAMES = [
    ("Lanhe Normal University", "en", "university", "CN", None),
    ("兰河师范大学", "zh", "university", "CN", None),
    ("Lanhe University", "en", "university", "CN", "LNU"),
    ("LNU", "en", "university", None, None),
    ("Liwonde National University", "en", "university", "MW", "LNU"),
    ("Ministry of Education", "en", "ministry", None, None),
    ("Ministry of Education", "en", "ministry", "MW", None),
]
PEOPLE = ["FENG Qiuyan", "冯秋雁", "Фэн Цюянь", "F. Qiuyan", "Feng", "Wang Lei", "LEI Wang"]
CENTRES = [("OHLA Malawi National Centre", "MW"), ("Malawi National Centre", "MW"), ("OHLA China National Centre", "CN")]


@cache
def expected() -> dict[str, object]:
    """The registry of the story, in one run."""
    with tempfile.TemporaryDirectory() as folder:
        return snapshot(build(Path(folder), [opening_in_naryn()]))


@settings(max_examples=8)
@given(order=st.permutations(range(8)), cuts=st.sets(st.integers(1, 7)), again=st.sets(st.integers(0, 7)))
def test_order_and_runs_do_not_matter(order: list[int], cuts: set[int], again: set[int]) -> None:
    records = opening_in_naryn()
    edges = [0, *sorted(cuts), 8]
    runs = [[records[at] for at in order[a:b]] for a, b in itertools.pairwise(edges)]
    with tempfile.TemporaryDirectory() as folder:
        assert snapshot(build(Path(folder), [*runs, [records[at] for at in sorted(again)]])) == expected()


@st.composite
def announcements(draw: st.DrawFn) -> list[Record]:
    """Announcements drawn from names that are easily confused; dates may lack, texts may be reprints."""
    found: dict[str, Record] = {}
    for number in range(draw(st.integers(2, 6))):
        story = Story(f"Text {number} of the day.", published=draw(st.sampled_from([None, "2030", "2030-01", "2030-01-02"])))
        for name, language, kind, country, acronym in draw(
            st.lists(st.sampled_from(NAMES), max_size=3, unique_by=lambda n: n[0])
        ):
            story.language = language
            story.organisation(name, kind=kind, country=country, acronym=acronym)
        for name, country in draw(st.lists(st.sampled_from(CENTRES), max_size=2, unique=True)):
            number_of = draw(st.sampled_from([None, 3, 4]))
            story.centre(name, kind="national centre", country=country, number=number_of, status="established", date="2030-01")
        for name in draw(st.lists(st.sampled_from(PEOPLE), max_size=3, unique=True)):
            employer = draw(st.sampled_from([None, *[body[0] for body in NAMES[:3]]]))
            story.person(name, ("Director", employer)) if employer else story.person(name)
        found[story.record.id] = story.record
    return list(found.values())


@settings(max_examples=15)
@given(records=announcements(), seed=st.integers(0, 2**16))
def test_whatever_is_said_order_does_not_matter(records: list[Record], seed: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        one = build(Path(folder) / "one", [records])
        shuffled = random.Random(seed).sample(records, len(records))
        other = build(Path(folder) / "other", [[record] for record in shuffled])
        assert snapshot(one) == snapshot(other)


CHILD = """
import sys
from pathlib import Path
from registry_story import build, opening_in_naryn
print("ready", flush=True)
build(Path(sys.argv[1]), [[record] for record in opening_in_naryn()])
"""


@pytest.mark.parametrize("seed", range(4))
def test_a_kill_in_the_middle_loses_nothing(tmp_path: Path, seed: int) -> None:
    """The child is killed after a while that differs; what it left is read, and completed by a run after it."""
    environment = {**os.environ, "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'tests'}"}
    child = subprocess.Popen(
        [sys.executable, "-c", CHILD, str(tmp_path)], cwd=ROOT, env=environment, stdout=subprocess.PIPE, start_new_session=True
    )
    assert child.stdout is not None
    child.stdout.readline()
    time.sleep(random.Random(seed).uniform(0.05, 0.8))
    os.kill(child.pid, signal.SIGKILL)
    child.wait()
    child.stdout.close()
    build(tmp_path, [opening_in_naryn()])
    assert snapshot(tmp_path) == expected()
    ledger = Ledger(tmp_path / "registry")
    seqs = [change.seq for change in ledger.changes()]
    assert seqs == list(range(1, len(seqs) + 1))
    said = sorted(row[0] for row in ledger.open_statements())
    assert said == expected()["statements"]


def test_a_commit_that_was_made_is_not_made_twice(tmp_path: Path) -> None:
    """A kill between the commit to Delta and the note of it in the store."""
    build(tmp_path, [opening_in_naryn()[:2]])
    ledger = Ledger(tmp_path / "registry")
    before = sorted(ledger.open_statements())
    from pipeline.registry.store import Store

    store = Store(tmp_path / "registry", write=True)
    with store.transaction():
        store.run("insert into outbox select subject, id, first_seen, 0 from statements")
        store.remember("flush", ledger.flushes() - 1)
    ledger.flush(store)
    store.close()
    assert sorted(ledger.open_statements()) == before
    assert build(tmp_path, [opening_in_naryn()], at=AT)
