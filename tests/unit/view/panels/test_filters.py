"""A filter while it is written: what each condition means, what is missing, what speaks against it."""

import pytest

from xtsviz.model.scope import OPERATORS, REGEX_OPERATORS
from xtsviz.view.filter_operators import EMPTY_NEVER_MEETS, MEANINGS, attribute_warning, operator_meaning
from xtsviz.view.panels.filters import FilterDraft, condition_note, condition_problem

KNOWN = ("department", "country", "mail")


def written(attribute="department", operator="EQUALS", value="IT"):
    return {"attribute": attribute, "operator": operator, "value": value}


def test_every_operator_is_explained_and_what_an_empty_attribute_does():
    assert set(MEANINGS) == set(OPERATORS)
    assert len({operator_meaning(operator) for operator in OPERATORS}) == len(OPERATORS)
    for operator in OPERATORS:
        assert (EMPTY_NEVER_MEETS in operator_meaning(operator)) == (operator != "IS NULL")
        assert ("whole" in MEANINGS[operator] and "RE2" in MEANINGS[operator]) == (
            operator in REGEX_OPERATORS
        )


@pytest.mark.parametrize(
    "attribute, said",
    [
        ("userType", "does not filter on userType"),
        ("manager", "does not filter on manager"),
        ("appRoleAssignments", "appRoleAssignments"),
        ("isMemberOf", "group membership"),
        ("proxyAddresses", "several values"),
        ("employeeHireDate", "dates"),
        ("createdDateTime", "dates"),
        ("Department", 'did you mean "department"?'),
        ("costCentre", "empty for everybody."),
    ],
)
def test_attributes_that_a_filter_cannot_use(attribute, said):
    assert said in attribute_warning(attribute, KNOWN)


def test_usable_attributes_have_no_warning():
    assert [attribute_warning(name, KNOWN) for name in KNOWN] == ["", "", ""]


@pytest.mark.parametrize(
    "condition, said",
    [
        (written(attribute=""), "name an attribute"),
        (written(operator="REGEX MATCH", value="("), "regular expression"),
        (written(operator="Greater_Than", value="many"), "whole numbers"),
        (written(value="\ud800"), ""),
    ],
)
def test_what_is_missing_or_wrong(condition, said):
    assert said in condition_problem(condition)
    assert condition_problem(condition)
    assert FilterDraft.of([[written(), condition]]).clauses is None
    assert FilterDraft.of([[condition], [condition]]).problems == 2


def test_an_expression_that_other_engines_know_is_kept_with_a_warning():
    condition = written(operator="REGEX MATCH", value="(?=a)")
    assert condition_problem(condition) == ""
    assert "the scope of the arrow counts as unknown" in condition_note(condition, KNOWN)
    assert "unknown" not in condition_note(written(operator="REGEX MATCH", value="a.*"), KNOWN)


def test_what_can_be_read():
    draft = FilterDraft.of([[written(), written(operator="IS NULL", value=None)], [written(value="")]])
    assert draft.problems == 0
    assert draft.clauses is not None
    assert [[str(clause) for clause in group] for group in draft.clauses] == [
        ['department EQUALS "IT"', "department IS NULL"],
        ['department EQUALS ""'],
    ]
