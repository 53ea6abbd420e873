"""Sets of names that are the same by way of others."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from pipeline.registry.partition import Partition

NAMES = st.sampled_from("abcdef")


@given(st.lists(st.tuples(NAMES, NAMES)))
def test_joined_names_share_the_least_of_them_whatever_the_order(pairs: list[tuple[str, str]]) -> None:
    one, other = Partition(), Partition()
    for pair in pairs:
        one.join(*pair)
    for left, right in reversed(pairs):
        other.join(right, left)
    assert all(one.root(left) == one.root(right) <= min(left, right) for left, right in pairs)
    assert {name: one.root(name) for name in "abcdef"} == {name: other.root(name) for name in "abcdef"}
    assert one.root("never joined") == "never joined"
