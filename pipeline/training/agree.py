"""Make a cleaner corpus from an automatic one: keep the sentences whose names a second recogniser finds just so.

The second opinion for Russian is slovnet (MIT), whose weights and word vectors (navec) lie inside the package natasha; that
package itself is not imported.
"""

from __future__ import annotations

import gzip
import importlib.util
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from pipeline.errors import ModelError
from pipeline.training.corpus import LABELS, Mention, read

Finder = Callable[[Iterable[str]], Iterator[list[Mention]]]


def agree(source: Path, target: Path, find: Finder) -> tuple[int, int]:
    """Copy the lines of a corpus on which the finder agrees; give how many there were and how many were kept.

    Raises:  SourceError, if the corpus cannot be read.
    """
    sentences = read(source)
    kept = 0
    target.parent.mkdir(parents=True, exist_ok=True)
    found = find(sentence.text for sentence in sentences)
    with gzip.open(source, "rt", encoding="utf-8") as lines, gzip.open(target, "wt", encoding="utf-8") as out:
        for line, sentence, mentions in zip(lines, sentences, found, strict=True):
            if set(sentence.mentions) == set(mentions):
                out.write(line)
                kept += 1
    return len(sentences), kept


def slovnet() -> Finder:
    """Open slovnet's recogniser of Russian news.

    Raises:  ModelError, if slovnet, navec or natasha are not installed.
    """
    natasha = importlib.util.find_spec("natasha")
    try:
        from navec import Navec
        from slovnet import NER
    except ImportError as error:
        raise ModelError(f"the second opinion needs {error.name}: pip install natasha") from error
    if natasha is None or natasha.origin is None:
        raise ModelError("the second opinion needs the weights in natasha: pip install natasha")
    data = Path(natasha.origin).parent / "data"
    recogniser = NER.load(next(data.glob("model/slovnet_ner*.tar")))
    recogniser.navec(Navec.load(next(data.glob("emb/navec_news*.tar"))))

    def find(texts: Iterable[str]) -> Iterator[list[Mention]]:
        for markup in recogniser.map(texts):
            yield [Mention(span.start, span.stop, span.type) for span in markup.spans if span.type in LABELS]

    return find
