"""Text to language code: script first, then letters, then a model on the body; `und` rather than a guess.

langdetect and py3langid are used nowhere else, and each is loaded only when a text needs it. docs/language.md has the
measurements behind the order.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from pipeline.scripts import scripts

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

__all__ = ["UNDETERMINED", "Detected", "detect", "paragraphs"]

UNDETERMINED: Final = "und"
ENOUGH: Final = 12
SURE: Final = 0.9
SETTLED: Final = 0.99
CERTAIN: Final = 0.999
SAMPLE: Final = 3000
PROSE: Final = 60

LATIN: Final = tuple("af ca cs cy da de en es et fi fr hr hu id it lt lv nl no pl pt ro sk sl so sq sv sw tl tr vi".split())

INVISIBLE: Final = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufe00-\ufe0f]")
NO_PROSE: Final = re.compile(r"https?://\S+|www\.\S+|\S+@\S+|[\w-]+\.(?:jpe?g|png|gif|pdf|docx?|html?|mp4)\b", re.IGNORECASE)
LINE: Final = re.compile(r"[^\n]+")
BLOCK: Final = re.compile(r"\S[^\n]*(?:\n[^\n]*\S[^\n]*)*")
SENTENCE_END: Final = tuple(".!?…。！？؟۔।;；:»”\"')）")


@dataclass(frozen=True, slots=True)
class Detected:
    """A language, ISO 639-1 (or 639-3 where there is no shorter code, `und` if undetermined), and its probability."""

    language: str
    confidence: float


NOTHING: Final = Detected(UNDETERMINED, 0.0)


def detect(text: str, *, hint: str | None = None) -> Detected:
    """The language of the text's body. `hint` is what its metadata claims: it decides what the text leaves open."""
    found = judged(body(clean(text)))
    if hint is None or found.confidence >= SURE:
        return found
    claimed = hint.strip().lower().replace("_", "-").partition("-")[0]
    return Detected(claimed, max(found.confidence, 0.5)) if plausible(claimed, text) else found


def paragraphs(text: str) -> list[tuple[int, int, Detected]]:
    """Each paragraph (lines between blank lines) as start, end and language; offsets count code points of `text`."""
    return [(match.start(), match.end(), judged(clean(match.group()))) for match in BLOCK.finditer(text)]


def clean(text: str) -> str:
    """The text without what no language owns: addresses, file names, characters that cannot be seen."""
    return NO_PROSE.sub(" ", INVISIBLE.sub("", text))


def body(text: str) -> str:
    """The running text: lines that end as sentences do or are long; all lines where there are none."""
    weight = lambda line: sum(scripts().counts(line).values())  # noqa: E731
    lines = [match.group().strip() for match in LINE.finditer(text)]
    prose = [line for line in lines if (size := weight(line)) >= PROSE * 2 or (size >= PROSE and line.endswith(SENTENCE_END))]
    return "\n".join(prose or lines)


def judged(text: str) -> Detected:
    """The language of a text, all of it."""
    known = scripts()
    counts = known.counts(text)
    if sum(counts.values()) < ENOUGH:
        return NOTHING
    script = next(iter(counts))
    if script in {"han", "kana"}:
        kana, han = (counts.get(name, 0) / known.weights.get(name, 1) for name in ("kana", "han"))
        return Detected("ja" if kana >= known.kana * (kana + han) else "zh", SETTLED)
    if script in known.sole:
        return Detected(known.sole[script], SETTLED)
    if script in known.letters:
        language, confidence = known.by_letters(text, script)[0]
        if confidence >= SURE:
            return Detected(language, min(confidence, CERTAIN))
        return arbitrated(text)
    if script == "latin":
        language, confidence = langdetect_says(text[:SAMPLE])
        if confidence >= SURE:
            return Detected(language, min(confidence, CERTAIN))
    return arbitrated(text)


def arbitrated(text: str) -> Detected:
    """What py3langid says."""
    language, confidence = py3langid().classify(text[:SAMPLE])
    return Detected(str(language), float(confidence)) if confidence >= 0.5 else NOTHING


def plausible(language: str, text: str) -> bool:
    """Whether a claimed language can be written as the text is."""
    return re.fullmatch(r"[a-z]{2,3}", language) is not None and bool(text.strip())


@cache
def langdetect_factory() -> Any:
    """langdetect with the languages of Latin script only: ten times faster to load than all."""
    from langdetect import PROFILES_DIRECTORY
    from langdetect.detector_factory import DetectorFactory

    factory = DetectorFactory()
    factory.seed = 0
    factory.load_json_profile([Path(PROFILES_DIRECTORY, name).read_text(encoding="utf-8") for name in LATIN])
    return factory


def langdetect_says(text: str) -> tuple[str, float]:
    """langdetect's best language and its probability; `und` where it finds no feature."""
    from langdetect import LangDetectException

    detector = langdetect_factory().create()
    detector.append(text)
    try:
        ranked = detector.get_probabilities()
    except LangDetectException:
        return UNDETERMINED, 0.0
    return (ranked[0].lang, ranked[0].prob) if ranked else (UNDETERMINED, 0.0)


@cache
def py3langid() -> LanguageIdentifier:
    """py3langid with probabilities."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
