"""Targets that block the sign-in of those who are synchronized."""

import pytest

from tests.unit.findings.designs import a_design, arrow, found, people

CODE = "cannot-sign-in"


def design(value):
    return a_design(
        [arrow("contoso", "fabrikam", gates={"inbound_b2b_allowed": value})], people("contoso", 1)
    )


def test_inbound_collaboration_is_blocked():
    assert found(design(False), CODE) == ["contoso->fabrikam"]


@pytest.mark.parametrize("value", [True, None])
def test_it_is_allowed_or_not_known(value):
    assert not found(design(value), CODE)
