"""Events in sentences with type, date, centre and attendance; what is denied is no event."""

import bodies
import pytest

from pipeline import spans


def said(fact):
    """An event as the case files write it."""
    value = fact.value
    attendance = value["attendance"]
    number = f"{attendance['comparator']}{attendance['value']}" if attendance else "-"
    return " | ".join([fact.label.lower(), value["date"] or "-", value["centre"] or "-", number])


@pytest.mark.parametrize(("language", "case"), bodies.cases("events"))
def test_events(language, case):
    doc = bodies.read(case["text"], language, case["published"])
    assert [said(fact) for fact in spans.read(doc, spans.EVENTS)] == case["events"]
