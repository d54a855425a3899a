"""Several arrows of one pair."""

from tests.unit.findings.designs import a_design, arrow, found

CODE = "multiple-configurations-per-pair"


def test_two_arrows_of_one_pair_are_one_finding_about_the_first():
    two = [arrow("contoso", "fabrikam", id="one"), arrow("contoso", "fabrikam", id="two")]
    assert found(a_design(two), CODE) == ["one"]


def test_an_arrow_each_way():
    assert not found(a_design([arrow("contoso", "fabrikam"), arrow("fabrikam", "contoso")]), CODE)
