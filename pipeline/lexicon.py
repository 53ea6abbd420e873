"""What herald knows of one language for one extractor: words and rules, read from `languages/<code>/<extractor>.toml`.

A lexicon file has `[words]` (lists and tables, free in shape, checked by the extractor that reads them) and `[[rules]]`,
each with its proof: sentences in which it must fire (`yes`) and near-misses in which it must not (`no`). What holds
in any language lies in `languages/xx/` and is merged under the language's own words.
"""

from __future__ import annotations

import json
import tomllib
from dataclasses import dataclass, field
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from pipeline.errors import LexiconError

LANGUAGES = Path(__file__).parent / "languages"
ANY = "xx"


@dataclass(frozen=True, slots=True)
class Rule:
    """One pattern of an extractor, with its proofs.

    `pattern` is whatever the extractor makes of it; `yes` sentences mark the expected span as `[text|value]`.
    """

    id: str
    pattern: Any = None
    why: str = ""
    yes: tuple[str, ...] = ()
    no: tuple[str, ...] = ()
    options: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, eq=False)
class Lexicon:
    """Words and rules of one extractor in one language; like no other, so that what is made of it can be kept by it."""

    language: str
    extractor: str
    words: dict[str, Any]
    rules: tuple[Rule, ...] = ()

    def list(self, name: str) -> list[str]:
        """The words under `name`, in the order of the file; empty where the language has none."""
        found = self.words.get(name, [])
        if not isinstance(found, list):
            raise LexiconError(f"{self.language}/{self.extractor}.toml: words.{name} must be a list, not {found!r}")
        return found

    def table(self, name: str) -> dict[str, Any]:
        """The table under `name`; empty where the language has none."""
        found = self.words.get(name, {})
        if not isinstance(found, dict):
            raise LexiconError(f"{self.language}/{self.extractor}.toml: words.{name} must be a table, not {found!r}")
        return found

    def names(self, name: str) -> tuple[str, ...]:
        """The words under `name`, be they a list or the keys of a table."""
        return tuple(self.words.get(name, ()))

    def dumps(self) -> str:
        """As JSON, so that a model carries its knowledge."""
        rules = [{"id": r.id, "pattern": r.pattern, **r.options} for r in self.rules]
        return json.dumps([self.language, self.extractor, self.words, rules], ensure_ascii=False)


@lru_cache(maxsize=2)
def loads(dumped: str) -> Lexicon:
    """The lexicon that `Lexicon.dumps` wrote; proofs stay in the sources. Components one after the other may share one."""
    language, extractor, words, rules = json.loads(dumped)
    return Lexicon(language, extractor, words, tuple(_rule(r, f"{language}/{extractor}") for r in rules))


@cache
def read(language: str, *names: str) -> Lexicon:
    """The lexicon of an extractor in a language: the files of these names, over what holds in any language.

    Raises LexiconError where a name has no file at all, or a file is not TOML or has tables other than `words` and `rules`.
    """
    words: dict[str, Any] = {}
    rules: list[Rule] = []
    for name in names:
        files = [(code, _parse(LANGUAGES / code / f"{name}.toml")) for code in (ANY, language)]
        if all(content is None for _, content in files):
            raise LexiconError(f"languages/{language}/{name}.toml does not exist; languages: {', '.join(codes())}")
        for code, content in files:
            _add(content, f"{code}/{name}.toml", words, rules)
    return Lexicon(language, "+".join(names), words, tuple(rules))


def union(name: str) -> Lexicon:
    """The words of all languages at once, for what does not depend on the language of a text."""
    words: dict[str, Any] = {}
    rules: list[Rule] = []
    for code in (ANY, *codes()):
        _add(_parse(LANGUAGES / code / f"{name}.toml"), f"{code}/{name}.toml", words, rules)
    return Lexicon(ANY, name, words, tuple(rules))


def codes() -> list[str]:
    """The languages that have a folder, without `xx`."""
    return sorted(p.name for p in LANGUAGES.iterdir() if p.is_dir() and p.name != ANY and not p.name.startswith("_"))


def _parse(path: Path) -> dict[str, Any] | None:
    if not path.exists():
        return None
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise LexiconError(f"{path}: {error}") from error
    if unknown := sorted(set(content) - {"words", "rules"}):
        raise LexiconError(f"{path}: unknown tables {unknown}; known: words, rules")
    return content


def _add(content: dict[str, Any] | None, where: str, words: dict[str, Any], rules: list[Rule]) -> None:
    """Put the words and rules of one file over those read so far."""
    _merge(words, (content or {}).get("words", {}))
    rules.extend(_rule(row, where) for row in (content or {}).get("rules", []))


def _merge(under: dict[str, Any], over: dict[str, Any]) -> None:
    """Lists are joined, tables merged, anything else replaced."""
    for key, value in over.items():
        if isinstance(value, dict) and isinstance(under.get(key), dict):
            _merge(under[key], value)
        elif isinstance(value, list) and isinstance(under.get(key), list):
            under[key] = [*under[key], *(v for v in value if v not in under[key])]
        else:
            under[key] = json.loads(json.dumps(value)) if isinstance(value, (dict, list)) else value


def _rule(row: dict[str, Any], where: str) -> Rule:
    options = {k: v for k, v in row.items() if k not in {"id", "pattern", "why", "yes", "no"}}
    if not row.get("id"):
        raise LexiconError(f"{where}: a rule without id: {row!r}")
    return Rule(row["id"], row.get("pattern"), row.get("why", ""), tuple(row.get("yes", ())), tuple(row.get("no", ())), options)
