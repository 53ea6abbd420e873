"""Text to language code: script first, then letters, then models on the body; `und` rather than a guess.

A script that one language owns settles it. Else witnesses are heard in turn, the cheapest first, until one language is
beyond doubt: the letters, langdetect (only the profiles of the script, seeded), py3langid. Each shifts the odds that
languages have before anything is read, and none may shift them without bound. docs/language.md has the measurements.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from pipeline.scripts import scripts

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

__all__ = ["UNDETERMINED", "Detected", "detect"]

UNDETERMINED: Final = "und"
ENOUGH: Final = 7
"""Letters, each at its script's weight, below which nothing is said: 12 in Latin, 7 in Cyrillic, 4 in Chinese."""

LIKELY: Final = 0.6
SETTLED: Final = 0.95
CERTAIN: Final = 0.999
"""Probabilities from which a language is named, from which no further witness is heard, and that none exceeds."""

HINT: Final = 20.0
"""The odds that metadata name the right language, not that of a template; and that an announcement has one language."""

STRANGER: Final = 0.1
"""The probability of a language that langdetect does not know, in a short text; a seventh of it in a long one."""

FIRST: Final = 1.25
"""What the script of the first line of running text counts more: a summary in another language stands below."""

PROSE: Final = 40
CHUNK: Final = 300
CHUNKS: Final = 5

INVISIBLE: Final = re.compile("[\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufe00-\ufe0f]")
NO_PROSE: Final = re.compile(
    r"https?://\S+|www\.\S+|[\w.+-]{1,64}@\S+|[\w-]{1,100}\.(?:jpe?g|png|gif|pdf|docx?|xlsx?|pptx?|html?|mp4)\b", re.IGNORECASE
)
SENTENCE_END: Final = tuple(".!?…。！？؟۔।;；:»”\"')）")
CODE: Final = re.compile(r"[a-z]{2}")


@dataclass(frozen=True, slots=True)
class Detected:
    """A language, ISO 639-1 or `und`, and the probability that it is right (0.0 for `und`)."""

    language: str
    confidence: float


NOTHING: Final = Detected(UNDETERMINED, 0.0)


def detect(text: str, *, hint: str | None = None) -> Detected:
    """The language of the text's body. `hint` is what its metadata claims: one witness among others."""
    claimed = code(hint)
    found: list[tuple[Detected, int]] = []
    for chunk in sorted(chunks(body(clean(text))), key=len, reverse=True):
        before = found[0][0].language if found else None
        one = judged(chunk, claimed, before)
        found += [(one, len(chunk))] if one.language != UNDETERMINED else []
    if not found:
        return judged(clean(text)[:CHUNK], claimed)
    weights: dict[str, float] = {}
    for one, size in found:
        weights[one.language] = weights.get(one.language, 0.0) + size
    language = max(weights, key=lambda name: weights[name])
    surest = max(one.confidence for one, _ in found if one.language == language)
    return Detected(language, round(surest * weights[language] / sum(weights.values()), 4))


def code(hint: str | None) -> str | None:
    """The language of a tag like "zh-Hans" or "en_GB", None if it is no tag."""
    primary = re.split(r"[-_]", (hint or "").strip().lower())[0]
    known = scripts().alias.get(primary, primary)
    return known if CODE.fullmatch(known) else None


def clean(text: str) -> str:
    """The text without what no language owns: addresses, file names, characters that cannot be seen."""
    return NO_PROSE.sub(" ", INVISIBLE.sub("", text))


def body(text: str) -> list[str]:
    """The lines of running text: those that are long, or end as sentences do; all lines where there are none.

    Only lines in the script that most of it is written in are kept. Inside a line Latin letters count less, since foreign names
    stand in every language; between lines all scripts are equal, but that what comes first has some more weight.
    """
    known = scripts()
    lines = [(line, counts) for line in text.split("\n") if (counts := known.counts(line))]
    prose = [(line, counts) for line, counts in lines if is_prose(line, sum(counts.values()))] or lines
    total: dict[str, float] = {}
    for _, counts in prose:
        name, number = next(iter(counts.items()))
        total[name] = total.get(name, 0.0) + number / min(1.0, known.weights.get(name, 1.0))
    total |= {name: FIRST * number for name, number in list(total.items())[:1]}
    main = max(total, key=lambda name: (total[name], name), default="")
    group = JAPANESE if main in JAPANESE else {main}
    return [line for line, counts in prose if next(iter(counts)) in group]


JAPANESE: Final = frozenset({"han", "kana"})


def is_prose(line: str, letters: float) -> bool:
    """Whether a line of so many letters is running text rather than a heading, a menu or a caption."""
    return letters >= 2 * PROSE or (letters >= PROSE and line.rstrip().endswith(SENTENCE_END))


def chunks(lines: list[str]) -> list[str]:
    """At most five stretches of some hundred characters, spread evenly over the lines."""
    whole: list[str] = []
    for line in lines:
        pieces = [line[start : start + CHUNK] for start in range(0, len(line), CHUNK)]
        for piece in pieces:
            if whole and (len(whole[-1]) + len(piece) <= CHUNK or len(piece) < PROSE):
                whole[-1] += "\n" + piece
            else:
                whole.append(piece)
    if len(whole) <= CHUNKS:
        return whole
    return [whole[place * (len(whole) - 1) // (CHUNKS - 1)] for place in range(CHUNKS)]


def judged(text: str, hint: str | None = None, before: str | None = None) -> Detected:
    """The language of a text, all of it; the hint alone where there is too little. `before` is that of its neighbour."""
    known = scripts()
    counts = known.counts(text)
    script = next(iter(counts), None)
    if script in JAPANESE:
        kana, han = (counts.get(name, 0) / known.weights.get(name, 1) for name in ("kana", "han"))
        own = "ja" if kana >= known.kana * (kana + han) else "zh"
    else:
        own = known.sole.get(script or "", "")
    if sum(counts.values()) < ENOUGH or script is None:
        fits = hint is not None and (script is None or hint == own or hint in known.shared.get(script, ()))
        return Detected(hint, 0.8) if hint is not None and fits else NOTHING
    if own:
        return Detected(own, CERTAIN)
    if script not in known.shared:
        return NOTHING
    alone = known.only(text, script)
    return heard(alone.lower() if alone.isupper() else alone, script, (hint, before))


def heard(text: str, script: str, hints: Iterable[str | None]) -> Detected:
    """The language after as many witnesses as it takes."""
    known = scripts()
    odds = {name: math.log(known.prior.get(name, 1.0)) for name in known.shared[script]}
    for hint in set(odds).intersection(hints):
        odds[hint] += math.log(HINT)
    language, confidence = UNDETERMINED, 0.0
    for witness in WITNESSES:
        said = witness(text, script)
        if not said:
            continue
        odds = {name: odd + said.get(name, 0.0) for name, odd in odds.items()}
        language, confidence = best(odds)
        if confidence >= SETTLED:
            break
    return Detected(language, round(min(confidence, CERTAIN), 4)) if confidence >= LIKELY else NOTHING


def best(odds: Mapping[str, float]) -> tuple[str, float]:
    """The likeliest language and its probability; the first by code among equals."""
    language = min(odds, key=lambda name: (-odds[name], name))
    return language, 1.0 / sum(math.exp(odd - odds[language]) for odd in odds.values())


def letters_say(text: str, script: str) -> dict[str, float]:
    """Log-likelihoods by letters, empty where the script's languages share theirs."""
    return scripts().by_letters(text, script)


def langdetect_says(text: str, script: str) -> dict[str, float]:
    """What langdetect says: log-probabilities, bounded by the length of the text: it is sure of itself on short strings."""
    from langdetect import LangDetectException

    known = scripts()
    if script not in known.profiles:
        return {}
    detector = langdetect_factory(script).create()
    detector.append(text)
    try:
        ranked = {found.lang: float(found.prob) for found in detector.get_probabilities()}
    except LangDetectException:
        return {}
    stranger = STRANGER * math.exp(-min(len(text), CHUNK) / (CHUNK / 2))
    strangers = dict.fromkeys(set(known.shared[script]) - set(known.profiles[script]), stranger)
    return bounded(strangers | ranked, text, script)


def py3langid_says(text: str, script: str) -> dict[str, float]:
    """What py3langid says: log-probabilities, bounded likewise."""
    ranked: dict[str, float] = {}
    for label, probability in py3langid().rank(text):
        name = scripts().alias.get(label, label)
        ranked[name] = ranked.get(name, 0.0) + float(probability)
    return bounded(ranked, text, script)


def bounded(ranked: Mapping[str, float], text: str, script: str) -> dict[str, float]:
    """Log-probabilities for all languages of a script, with a floor that falls from 1:20 to 1:10,000 as the text grows."""
    floor = 0.05 * math.exp(-min(len(text), CHUNK) / 50)
    return {name: math.log(ranked.get(name, 0.0) + floor) for name in scripts().shared[script]}


WITNESSES: Final[tuple[Callable[[str, str], dict[str, float]], ...]] = (letters_say, langdetect_says, py3langid_says)


@cache
def langdetect_factory(script: str) -> Any:
    """A langdetect with the languages of one script: its profiles load ten times faster than all."""
    from langdetect import PROFILES_DIRECTORY
    from langdetect.detector_factory import DetectorFactory

    factory = DetectorFactory()
    factory.seed = 0
    names = scripts().profiles[script]
    factory.load_json_profile([Path(PROFILES_DIRECTORY, name).read_text(encoding="utf-8") for name in names])
    return factory


@cache
def py3langid() -> LanguageIdentifier:
    """The py3langid model, with probabilities."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
