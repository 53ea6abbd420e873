"""A run in a process of its own, to be killed: `python kill_child.py RAW PROCESSED`; says "ready" when the imports are done."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path

from fake_extraction import installed

from pipeline.dataset import ingest
from pipeline.dataset.plan import Job

if __name__ == "__main__":
    with installed():
        print("ready", flush=True)
        ingest.run(Job(Path(sys.argv[1]), Path(sys.argv[2]), batch=2), started=datetime.now(UTC))
