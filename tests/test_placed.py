"""Nouns of Chinese sites told by the place, or the words in quotation marks, that their names begin with; near-misses beside them."""

from __future__ import annotations

import pytest

from pipeline import phrases, placed

HITS = [
    ("奥什急救演练点由天山学会设立。", "点"),
    ("伊卢利萨特冰川观测点建于2022年。", "点"),
    ("山上的圣克拉拉剪纸舱照常开放。", "舱"),
    ("“石与灰”修复库下月关门。", "库"),
    ("喀山刺绣坊停业。", "坊"),
]
MISSES = [
    "急救演练点由学会设立。",
    "他说奥什的观点很新。",
    "奥什公司经营不善。",
    "撒马尔罕火车站重新开放。",
    "阿拉木图语料库已有百万字。",
    "奥什急救演练点长说明了情况。",
]


def coins(text: str) -> list[str]:
    return [unit.unit for unit in placed.coin(text, phrases.split(text), "zh")]


@pytest.mark.parametrize(("text", "end"), HITS)
def test_a_noun_behind_a_place_is_a_unit(text: str, end: str) -> None:
    assert [unit for unit in coins(text) if unit.endswith(end)]


@pytest.mark.parametrize("text", MISSES)
def test_what_no_place_opens_or_what_is_no_site_is_none(text: str) -> None:
    assert coins(text) == []
