"""Who houses a centre: the cues and the body of each, names that are akin, and the judge that weighs the evidence."""

import math

import pytest

from pipeline.centres.housing import Cues, Hit, hits
from pipeline.centres.kinship import akin, begins, telling, within
from pipeline.centres.listed import in_order, rows
from pipeline.centres.reach import Reach
from pipeline.centres.resumed import Calls, resumed
from pipeline.centres.sites import Site
from pipeline.judge import NOBODY, Judge
from pipeline.phrases import Phrases
from pipeline.spans import Fact

OFFICES = {"rector of": "leader", "lecturer at": "post"}


def officer(text: str, start: int, end: int) -> str:
    return next((kind for words, kind in OFFICES.items() if text[:start].endswith(f"{words} ")), "")


def cues(*, inverts: bool = False, owners: frozenset[str] = frozenset({"of"})) -> Cues:
    """A language of few words."""
    phrases = {
        "strong": ["hosted by"],
        "settled": ["lies"],
        "kept": ["run by"],
        "founded": ["opened by"],
        "weak": ["at", "في", "ب"],
        "within": ["within"],
        "outside": ["opposite", "taught at"],
        "parties": ["agreement with"],
        "shelters": ["houses", "aloja"],
        "runs": ["operates"],
        "founds": ["opened"],
        "lends": ["lends"],
        "premises": ["rooms", "cellar", "طابق"],
        "pronouns": ["it"],
        "clitics": ["lo"],
        "giving": ["owns the building"],
        "aloof": ["visited"],
        "relatives": ["que"],
        "signing": ["signed"],
        "housing": ["roof"],
        "owner": sorted(owners),
    }
    return Cues(
        phrases=Phrases([(cue, kind) for kind, rows in phrases.items() for cue in rows], cased=False),
        articles=frozenset({"the", "la", "near"}),
        owners=owners,
        worldwide=(),
        seated=(),
        cases=False,
        inverts=inverts,
        officer=officer,
        elsewhere=lambda words: False,
        appositives=frozenset({"our", "partner"}),
    )


def heard(text: str, words: Cues) -> list[str]:
    bodies = [
        Fact(text.index(name), text.index(name) + 4, "ORGANISATION", entity="body") for name in ("BODY", "جامع") if name in text
    ]
    nouns = [(text.index("hub"), text.index("hub") + 3)] if "hub" in text else []
    return [f"{hit.cue} {hit.manner}" for hit in hits(text, words, bodies, nouns, [(0, len(text))])]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The hub is hosted by the BODY.", ["strong next"]),
        ("The hub is hosted by those who know the BODY.", ["loose near"]),
        ("Hosted by: BODY", ["strong next"]),
        ("It sits at BODY.", ["weak next"]),
        ("It sits at 9. BODY came.", []),
        ("It lies near BODY.", ["strong next"]),
        ("It sits at our partner BODY.", ["weak next"]),
        ("It sits at our oldest partner BODY.", []),
        ("It lies BODY.", []),
        ("It is run by BODY, opened by others.", ["kept next"]),
        ("It was opened by BODY.", ["founded next"]),
        ("It lies within the old walls of the BODY.", ["within part", "owner next"]),
        ("It lies within the cellar of the BODY.", ["within room", "room next", "owner next"]),
        ("It stands in BODY's old cellar.", ["room next"]),
        ("It stands in BODY and an old cellar.", []),
        ("It lies within Ashford Park of the BODY.", ["owner next"]),
        ("It stands opposite the BODY.", ["outside next"]),
        ("She taught at BODY.", ["outside next"]),
        ("An agreement with BODY came.", ["parties next"]),
        ("The rector of BODY spoke.", ["leader next"]),
        ("A lecturer at BODY spoke.", ["post next"]),
        ("It was signed on Monday at BODY.", ["signed next"]),
        ("It was signed and is hosted by BODY.", ["strong next"]),
        ("BODY houses the hub.", ["shelters verb"]),
        ("BODY operates the hub.", ["runs verb"]),
        ("BODY opened the hub.", ["founds verb"]),
        ("BODY (BD), which houses the hub, came.", ["shelters verb"]),
        ("BODY came. It houses the hub.", ["loose near"]),
        ("BODY houses old books.", ["loose near"]),
        ("BODY lends two rooms.", ["lends verb"]),
        ("BODY lends a hand.", ["loose near"]),
        ("BODY still owns the building.", ["giving verb"]),
        ("BODY visited the hub.", ["aloof verb"]),
        ("They own it; BODY came; she owns the building.", ["loose near"]),
        ("El hub que aloja la BODY", ["shelters verb"]),
        ("Under the roof there is BODY.", ["loose near"]),
        ("Under the trees there is BODY.", []),
    ],
)
def test_a_cue_and_its_body(text: str, expected: list[str]) -> None:
    assert heard(text, cues()) == expected


@pytest.mark.parametrize(
    ("text", "inverts", "expected"),
    [
        ("Lo aloja BODY.", True, ["shelters verb"]),
        ("Lo aloja BODY.", False, ["loose near"]),
        ("Aloja BODY hub viejo.", True, ["shelters verb"]),
        ("Aloja BODY cosas.", True, ["loose near"]),
    ],
)
def test_a_subject_behind_its_verb(text: str, inverts: bool, expected: list[str]) -> None:
    assert heard(text, cues(inverts=inverts)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("هو بجامعة", ["weak next"]),
        ("هو وجامعة", []),
        ("هو في طابق من جامعة", ["weak room"]),
        ("هو في 3 مارس جامعة", []),
    ],
)
def test_letters_written_to_a_body_and_rooms_without_a_word_for_of(text: str, expected: list[str]) -> None:
    assert heard(text, cues(owners=frozenset())) == expected


def test_a_common_noun_takes_up_the_body_last_named() -> None:
    text = "Osh College and Osh Bank came. The college paid, our bank too; colleges sleep, the house as well."
    bodies = [Fact(0, 11, "ORGANISATION", entity="college"), Fact(16, 24, "ORGANISATION", entity="bank")]
    general = Phrases([("our bank", "own"), ("the house", "body")], cased=False)
    found = resumed(text, bodies, [], Calls({"college", "bank"}, general))
    assert [(text[f.start : f.end], f.entity) for f in found] == [
        ("college", "college"),
        ("our bank", "college"),
        ("bank", "bank"),
        ("colleges", "college"),
        ("the house", "bank"),
    ]
    assert not resumed(text, bodies, [(35, 42), (49, 57), (63, 71), (79, 88)], Calls({"college", "bank"}, Phrases([])))


LIST = "Aral Hub - Osh College\nOsh Hub - Aral College\nAll open."


def test_rows_and_orders_of_a_list() -> None:
    sites = [[(0, 8)], [(23, 30)]]
    bodies = [Fact(11, 22, "ORGANISATION", entity="osh"), Fact(33, 45, "ORGANISATION", entity="aral")]
    assert rows(LIST, sites, bodies) == {(0, "osh"), (1, "aral")}
    assert rows(LIST.replace("\n", " "), sites, bodies) == set()
    assert rows(LIST, sites, bodies[:1]) == set()
    assert in_order(sites, bodies, [(0, len(LIST))]) == {(0, "osh"), (1, "aral")}
    assert in_order(sites, bodies, [(0, 23), (23, len(LIST))]) == set()


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
    assert telling("Kestrel Flying School", heads={"school"}) == {"kestrel", "flying"}


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


REACHED = "The Ayr Hub opened. It is the third after the Dee Hub. It sits at BODY."


@pytest.mark.parametrize(
    ("text", "hints", "expected"),
    [
        (REACHED, [], ["last", None]),
        (REACHED.replace("It is", "This is"), [], [None, "last"]),
        (REACHED.replace("It is", "This is").replace("It sits", "Ayr chose what sits"), ["Ayr chose"], [None, None]),
        ("The Dee Hub and the Ayr Hub opened. It sits at BODY.", [], ["last", None]),
    ],
)
def test_what_a_pronoun_takes_up(text, hints, expected):
    sites = [
        Site(name, "hub", 1.0, {(text.index(name), text.index(name) + 7): ""})
        for name in ("Ayr Hub", "Dee Hub")
        if name in text
    ]
    sites += [Site("Dee Hub", "hub", 1.0, {(0, 1): ""})] if len(sites) == 1 else []
    ends = [n + 1 for n, c in enumerate(text) if c == "."]
    sentences = list(zip([0, *(end + 1 for end in ends)], ends, strict=False))
    meant = [(text.index(hint), text.index(hint) + 3, 0) for hint in hints]
    reach = Reach(text, sentences, sites, [[], []], ("it",), meant)
    hit = Hit(text.index("sits"), "weak", "body", "next", text.index("BODY"))
    assert [reach.of(hit, own) for own in (0, 1)] == expected
