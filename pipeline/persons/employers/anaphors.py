"""Nouns with an article that stand for a body the text names elsewhere: "the academy", "the network", "الجامعة"."""

from __future__ import annotations

from dataclasses import replace

from pipeline.lexicon import Lexicon
from pipeline.persons.employers.bodies import Body
from pipeline.persons.employers.offices import Offices
from pipeline.persons.employers.references import References
from pipeline.persons.phrases import Phrases

__all__ = ["definite_of", "with_anaphors"]


def definite_of(lexicon: Lexicon, offices: Offices) -> Phrases:
    """The articles and possessives that make a noun point to a body named elsewhere."""
    return Phrases(
        [*lexicon.list("definite"), *lexicon.list("possessives")], elisions=offices.grammar.elisions, key=offices.grammar.key
    )


def with_anaphors(references: References, definite: Phrases) -> list[Body]:
    """The bodies of a text and the places at which such nouns stand for one of them, in its order. `definite`: what `definite_of` gives."""
    scene, offices = references.scene, references.offices
    found = list(references.bodies)
    covered = {i for b in references.bodies for i in range(b.first, b.last)}
    lone = len({b.name for b in references.bodies if b.kind == "company"}) == 1
    for index in range(len(scene.tokens) - 1):
        at = _definite_noun(references, definite, index)
        if at is None or at in covered or index in scene.quiet:
            continue
        word = offices.key(scene.tokens[at].lower)
        starts = scene.tokens[index].text[0].isupper()
        if (
            references.stands_for(word)
            and ("*" not in offices.anaphors.get(word, ()) or lone)
            and (not starts or scene.tokens[at].text.islower())
        ):
            body = references.match([word], index)
            if body is not None:
                found.append(replace(body, first=at, last=at + 1))
    return sorted(found, key=lambda b: b.first)


def _definite_noun(references: References, definite: Phrases, index: int) -> int | None:
    """Where the noun stands to which an article at this token belongs, be it a word of its own or glued."""
    tokens, affixes = references.scene.tokens, references.offices.grammar.affixes
    article = definite.at(tokens, index)
    if article is not None:
        return article.end if article.end < len(tokens) else None
    return index if affixes and affixes.definite(tokens[index].text) else None
