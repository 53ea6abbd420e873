"""Compare language identifiers on annotated announcements: whole, first 200 characters, single sentences.

    python docs/compare_languages.py FOLDER...        each with gold files (*.json with `text` and `language`)

Measured are herald's own identifier, langdetect and py3langid as they come, and lingua where it is installed (it is no
dependency of herald). The sentences of tests/cases/languages.toml, 42 languages, are measured beside them.
"""

from __future__ import annotations

import json
import re
import sys
import time
import tomllib
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

SENTENCE = re.compile(r"[^\n.!?。！？]+[.!?。！？]?")
SHORTEST = {"zh": 12}
Identify = Callable[[str], tuple[str, float]]


def samples(folders: list[Path]) -> Iterator[tuple[str, str, str]]:
    """(what, language, text): the texts to identify."""
    for path in sorted(file for folder in folders for file in folder.rglob("*.json")):
        gold = json.loads(path.read_text(encoding="utf-8"))
        text, language = gold["text"], gold["language"]
        yield "whole", language, text
        yield "200 characters", language, text[:200]
        sentences = (match.group().strip() for match in SENTENCE.finditer(text))
        for sentence in [one for one in sentences if len(one) >= SHORTEST.get(language, 30)][:12]:
            yield "sentence", language, sentence
    cases = Path(__file__).parent.parent / "tests" / "cases" / "languages.toml"
    for language, kinds in tomllib.loads(cases.read_text(encoding="utf-8")).items():
        for several in kinds.values():
            for text in several:
                yield "42 languages", language, text


def herald() -> Identify:
    """Herald's own: script, letters, models."""
    from pipeline.language import detect

    def identify(text: str) -> tuple[str, float]:
        found = detect(text)
        return found.language, found.confidence

    return identify


def langdetect() -> Identify:
    """All 55 languages, seeded."""
    from langdetect import DetectorFactory, LangDetectException, detect_langs

    DetectorFactory.seed = 0

    def identify(text: str) -> tuple[str, float]:
        try:
            best = detect_langs(text)[0]
        except LangDetectException:
            return "und", 0.0
        return best.lang.partition("-")[0], best.prob

    return identify


def py3langid() -> Identify:
    """All languages, with probabilities."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)

    def identify(text: str) -> tuple[str, float]:
        language, confidence = identifier.classify(text)
        return str(language), float(confidence)

    return identify


def lingua() -> Identify:
    """All 75 languages, loaded at once."""
    from lingua import LanguageDetectorBuilder

    detector = LanguageDetectorBuilder.from_all_languages().with_preloaded_language_models().build()

    def identify(text: str) -> tuple[str, float]:
        values = detector.compute_language_confidence_values(text)
        if not values or values[0].value == 0:
            return "und", 0.0
        return values[0].language.iso_code_639_1.name.lower(), values[0].value

    return identify


def main(folders: list[Path]) -> None:
    """Print one line per identifier: share right by kind of text, wrong answers that claimed 0.95 and more, time."""
    texts = list(samples(folders))
    kinds = list(dict.fromkeys(what for what, _, _ in texts))
    totals = Counter(what for what, _, _ in texts)
    print("| | " + " | ".join(f"{kind} ({totals[kind]})" for kind in kinds) + " | und | wrong at >= .95 | load s | ms a text |")
    print("|---" * (len(kinds) + 5) + "|")
    for make in (herald, langdetect, py3langid, lingua):
        begin = time.perf_counter()
        try:
            identify = make()
            identify("The centre opened on Sunday.")
        except ImportError:
            continue
        loaded = time.perf_counter() - begin
        right: Counter[str] = Counter()
        unsure = wrong = 0
        begin = time.perf_counter()
        for what, language, text in texts:
            found, confidence = identify(text)
            right[what] += found == language
            unsure += found == "und"
            wrong += found not in {language, "und"} and confidence >= 0.95
        each = 1000 * (time.perf_counter() - begin) / len(texts)
        shares = " | ".join(f"{right[kind] / totals[kind]:.3f}" for kind in kinds)
        print(f"| {make.__name__} | {shares} | {unsure} | {wrong} | {loaded:.2f} | {each:.2f} |")


if __name__ == "__main__":
    main([Path(name) for name in sys.argv[1:]])
