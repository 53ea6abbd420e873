"""Measure posts on combinations: structures of a sentence filled at random with people, titles and bodies, scored by each of them.

    python tests/measure_combinations.py fr [--seed 1] [--sentences 300] [--errors 20]

What is unseen in an announcement is seldom a word and mostly a new combination; this shows which structure fails with
everything and which title or body fails everywhere. The blocks lie in tests/cases/combinations. It is no test: a share of right
posts that rises on a seed never used before is progress.
"""

from __future__ import annotations

import argparse
import random
import tomllib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pipeline.evaluation import fold
from pipeline.extraction import extract
from pipeline.records import Announcement

CASES = Path(__file__).parent / "cases" / "combinations"
WORST = 12


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence and what it was filled with."""

    text: str
    structure: str
    person: str
    title: str
    body: str


def sentences(language: str, *, seed: int, count: int) -> Iterator[Sentence]:
    """So many sentences of a language, every structure as often as any other."""
    blocks = tomllib.loads((CASES / f"{language}.toml").read_text(encoding="utf-8"))
    chance, structures = random.Random(seed), list(blocks["structures"].items())
    for number in range(count):
        name, structure = structures[number % len(structures)]
        gender = chance.choice("mf")
        person = chance.choice(blocks["people"][gender])
        article, title = chance.choice(blocks["words"]["titles"])["mf".index(gender)].split("|")
        definite, body = chance.choice(blocks["words"]["bodies"]).split("|")
        the = definite if definite != "'" else ""
        filled = structure.format(
            n=person,
            t=title,
            T=title[:1].upper() + title[1:],
            the_t=article + title,
            The_t=(article + title)[:1].upper() + (article + title)[1:],
            B=body,
            of_B=blocks["of"][definite] + body,
            the_B=the + body,
            The_B=(the + body)[:1].upper() + (the + body)[1:],
            poss=blocks.get("possessive", {}).get(article, "") + title,
            **{key: forms["mf".index(gender)] for key, forms in blocks["bent"].items()},
        )
        yield Sentence(filled, name, person, title, body)


def main() -> None:
    """Print the share of posts that are right, and the structures, titles and bodies with most errors."""
    cli = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    cli.add_argument("language", choices=sorted(path.stem for path in CASES.glob("*.toml")))
    cli.add_argument("--seed", type=int, default=1)
    cli.add_argument("--sentences", type=int, default=300)
    cli.add_argument("--errors", type=int, default=0)
    asked = cli.parse_args()
    told = list(sentences(asked.language, seed=asked.seed, count=asked.sentences))
    texts = (Announcement(text=one.text, source=str(n), language=asked.language) for n, one in enumerate(told))
    asked_for, right, wrong = Counter[tuple[str, str]](), Counter[tuple[str, str]](), []
    for one, record in zip(told, extract(texts), strict=True):
        posts = {
            (fold(p.name), fold(q.title), fold(q.organisation) if q.organisation else None)
            for p in record.people
            for q in p.positions
        }
        hit = (fold(one.person), fold(one.title), fold(one.body)) in posts
        for block in (("structure", one.structure), ("title", one.title), ("body", one.body), ("person", one.person)):
            asked_for[block] += 1
            right[block] += hit
        if not hit:
            wrong.append((one, posts))
    print(f"{1 - len(wrong) / len(told):.3f} of {len(told)} posts right")
    for kind in ("structure", "title", "body", "person"):
        shares = sorted((right[block] / asked_for[block], block[1]) for block in asked_for if block[0] == kind)
        print(f"{kind}: " + ", ".join(f"{name} {share:.2f}" for share, name in shares[:WORST] if share < 1))
    for one, posts in wrong[: asked.errors]:
        print(f"- {one.text}\n  {sorted(map(str, posts))}")


if __name__ == "__main__":
    main()
