"""Marks that a tokenizer left on a word: spaCy's Arabic one keeps the full stop behind a bracket or quote.

All keep the strokes between which Russian letters have the name under a signature ("/И. Петров/").
"""

from __future__ import annotations

import re

from spacy.tokens import Doc

from pipeline.spans import split_tokens

# A run of marks is looked at from its first one only: from each of them, time would grow with the square of its length.
LEFT_ON = re.compile(
    r"(?<![)\]}\"»”’])[)\]}\"»”’]+\.|(?<=(?<!\S)/)[^\W\d_]|(?<=[^\W\d_])/(?:\.|(?!\S))|(?<=[\u0621-\u0652]{2})\."
)


def split_marks(doc: Doc) -> Doc:
    """Make tokens of closing marks and of the full stop behind them, so that a name can end before them."""
    offsets = {offset for found in LEFT_ON.finditer(doc.text) for offset in range(found.start(), found.end())}
    if offsets:
        split_tokens(doc, offsets)
    return doc
