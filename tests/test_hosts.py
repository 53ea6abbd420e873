"""Who houses a centre: the cues and the body of each, names that are akin, and the judge that weighs the evidence."""

import math

import pytest

from pipeline.centres.housing import Cues, hits
from pipeline.centres.kinship import akin, begins, telling, within
from pipeline.judge import NOBODY, Judge
from pipeline.phrases import Phrases
from pipeline.spans import Fact

CUES = Cues(
    phrases=Phrases(
        [
            ("hosted by", "strong"),
            ("at", "weak"),
            ("within", "within"),
            ("houses", "shelters"),
            ("lends", "lends"),
            ("rooms", "premises"),
            ("owns the building", "giving"),
            ("que", "relatives"),
            ("aloja", "shelters"),
        ],
        cased=False,
    ),
    articles=frozenset({"the", "la"}),
    owners=frozenset({"of"}),
    worldwide=(),
    seated=(),
    cases=False,
    posted=lambda text, at: False,
    elsewhere=lambda words: False,
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The hub is hosted by the BODY.", ["strong next"]),
        ("The hub is hosted by those who know the BODY.", []),
        ("It sits at BODY.", ["weak next"]),
        ("It sits at 9. BODY came.", []),
        ("It lies within the old walls of the BODY.", ["within part"]),
        ("It lies within Ashford Park of the BODY.", []),
        ("BODY houses the hub.", ["shelters verb"]),
        ("BODY (BD), which houses the hub, came.", ["shelters verb"]),
        ("BODY came. It houses the hub.", []),
        ("BODY houses old books.", []),
        ("BODY lends two rooms.", ["lends verb"]),
        ("BODY lends a hand.", []),
        ("BODY still owns the building.", ["giving verb"]),
        ("They own it; BODY came; she owns the building.", []),
        ("El hub que aloja la BODY", ["shelters verb"]),
    ],
)
def test_a_cue_and_its_body(text, expected):
    bodies = [Fact(text.index("BODY"), text.index("BODY") + 4, "ORGANISATION", entity="body")]
    nouns = [(text.index("hub"), text.index("hub") + 3)] if "hub" in text else []
    assert [f"{hit.cue} {hit.manner}" for hit in hits(text, CUES, bodies, nouns)] == expected


@pytest.mark.parametrize(
    ("body", "site", "expected"),
    [
        ("Graz Polytechnic", "Quantum House Graz", True),
        ("Linz Polytechnic", "Quantum House Graz", False),
        ("Ханойский колледж", "Центр практик в Ханое", False),
        ("Ханойский колледж", "Ханойская станция", True),
        ("جامعة الأحساء", "بيت الخط بالأحساء", True),
        ("جامعة الأحساء", "بيت الخط", False),
        ("塔什干大学", "塔什干中心", True),
        ("乌兹大学", "塔什干中心", False),
    ],
)
def test_names_that_are_akin(body, site, expected):
    assert akin(body, telling(body), site, telling(site)) is expected


def test_words_for_countries_tell_nothing():
    assert telling("Turkmen State University") == {"turkmen", "state", "university"}
    assert telling("Turkmen State University", {"turkmenistan"}) == {"state", "university"}


def test_one_name_in_another():
    assert within("SMU", "SMU Fab Lab")
    assert not within("SM", "SMU Fab Lab")
    assert begins("师范大学分校", "北山师范大学")
    assert not begins("中心", "北山师范大学")


class TestJudge:
    judge = Judge({"told": 2.0, "network": -1.0, "nobody": 0.5})

    def test_the_odds_are_probabilities(self):
        odds = self.judge.odds(
            {"a": frozenset({"told"}), "b": frozenset({"network", "never seen"}), NOBODY: frozenset({"nobody"})}
        )
        assert math.isclose(sum(odds.values()), 1.0)
        assert odds["a"] > odds[NOBODY] > odds["b"]

    def test_the_order_of_the_evidence_weighs_nothing(self):
        weights = {f"w{n}": n / 10 for n in range(1, 40)}
        judge = Judge(weights | {"whole": sum(range(1, 40)) / 10})
        odds = judge.odds({"a": frozenset(weights), NOBODY: frozenset({"whole"})})
        assert odds["a"] == odds[NOBODY]

    @pytest.mark.parametrize(("evidence", "host"), [({"told"}, "a"), ({"network"}, None), (set(), None)])
    def test_nobody_is_an_answer(self, evidence, host):
        assert self.judge.likeliest({"a": frozenset(evidence), NOBODY: frozenset({"nobody"})}) == host

    def test_no_bodies_no_host(self):
        assert self.judge.likeliest({}) is None
        assert self.judge.likeliest({NOBODY: frozenset({"nobody"})}) is None
