"""Scopes and their clauses: what each operator says of each kind of value, and what is refused."""

from __future__ import annotations

import numpy as np
import pytest
from pydantic import ValidationError

import xtsviz as xts
from xtsviz.errors import InputError
from xtsviz.flow import clause_tests
from xtsviz.model.scope import OPERATORS, OPERATORS_WITHOUT_VALUE, Clause, Scope, whole_number


def holds(operator, value, wanted=None):
    return clause_tests.clause_test(Clause(attribute="a", operator=operator, value=wanted))(value)


def refusal(**fields):
    design = xts.templates.user_hub(["Contoso", "Fabrikam"], members=0)
    with pytest.raises(InputError) as caught:
        design.update_arrow("contoso->fabrikam", filters=[[fields]])
    return str(caught.value)


def test_the_operators_are_those_of_the_admin_center():
    assert set(OPERATORS) == {
        "EQUALS",
        "NOT EQUALS",
        "REGEX MATCH",
        "NOT REGEX MATCH",
        "IS NULL",
        "IS NOT NULL",
        "IS TRUE",
        "IS FALSE",
        "ENDS_WITH",
        "Includes",
        "Greater_Than",
        "Greater_Than_OR_EQUALS",
    }


@pytest.mark.parametrize(
    "operator, wanted, yes, no",
    [
        ("EQUALS", "IT", ["IT"], ["it", "It", " IT", "IT ", "ITX", "I", "ＩＴ"]),
        ("EQUALS", "42", [42, "42", 42.0], [41, "042", 42.5, True]),
        ("EQUALS", "true", [True, "true"], [False, "True", 1]),
        ("EQUALS", "é", ["é"], ["e\u0301", "É"]),
        ("NOT EQUALS", "IT", ["it", "HR", 5, False], ["IT"]),
        ("REGEX MATCH", "IT|HR", ["IT", "HR"], ["ITX", "XIT", "it", "IT\n", "ITHR"]),
        ("REGEX MATCH", "(?i)it", ["it", "IT"], ["itx"]),
        ("REGEX MATCH", ".*", ["x", "x y", 5, True], ["a\nb"]),
        ("REGEX MATCH", "(?s).*", ["a\nb"], []),
        ("REGEX MATCH", "^IT$", ["IT"], ["ITX", "IT\n"]),
        ("REGEX MATCH", r"\d+", ["42", 42], ["٣", "４２", "4 2", ""]),
        ("REGEX MATCH", r"\w+", ["Ab_9"], ["é", "a b", "日本"]),
        ("REGEX MATCH", r"\S+", ["é", "ab"], ["a b"]),
        ("REGEX MATCH", "(a|aa)+b", ["a" * 5000 + "b"], ["a" * 5000]),
        ("REGEX MATCH", "", [], ["x"]),
        ("REGEX MATCH", r"\p{Hebrew}+", ["שלום"], ["abc"]),
        ("NOT REGEX MATCH", "IT|HR", ["ITX", "it", 5], ["IT", "HR"]),
        ("IS TRUE", None, [True, "true", "TRUE", np.True_], [False, "yes", 1, "1"]),
        ("IS FALSE", None, [False, "false", "False"], [True, "no", 0, "0"]),
        ("ENDS_WITH", "@contoso.com", ["a@contoso.com", "@contoso.com"], ["a@Contoso.com", "a@contoso.com "]),
        ("ENDS_WITH", "", ["x"], []),
        ("Includes", "T", ["IT", "T", "xTy"], ["it", "x"]),
        (
            "Greater_Than",
            "41",
            [42, "42", "0042", "+42", 42.0, 10**30],
            [41, "41", "42.5", "x", True, -42, "٤٢"],
        ),
        ("Greater_Than", "-8", [-7, "-7", 0], [-8, "-9"]),
        ("Greater_Than_OR_EQUALS", "41", [41, "41", 42], [40, "x"]),
        ("Greater_Than_OR_EQUALS", "9" * 30, ["9" * 30], ["9" * 29]),
    ],
)
def test_what_an_operator_says(operator, wanted, yes, no):
    assert [value for value in yes if not holds(operator, value, wanted)] == []
    assert [value for value in no if holds(operator, value, wanted)] == []


@pytest.mark.parametrize("operator", OPERATORS)
@pytest.mark.parametrize("empty", [None, ""])
def test_a_clause_on_nothing_is_false_but_for_is_null(operator, empty):
    wanted = None if operator in OPERATORS_WITHOUT_VALUE else "1"
    assert holds(operator, empty, wanted) == (operator == "IS NULL")
    if operator in {"EQUALS", "ENDS_WITH", "Includes", "REGEX MATCH"}:
        assert not holds(operator, empty, "")


@pytest.mark.parametrize("value", ["x", " ", 0, False, "false", 0.0])
def test_what_is_something_is_not_null(value):
    assert holds("IS NOT NULL", value)
    assert not holds("IS NULL", value)


@pytest.mark.parametrize(
    "pattern",
    [
        "(?=x)",
        "(?!x)y",
        "(?<=x)y",
        "(?<!x)y",
        r"(a)\1",
        r"(?P<n>a)(?P=n)",
        "(?>a)",
        "a++",
        "a{2000}",
    ],
)
@pytest.mark.parametrize("operator", ["REGEX MATCH", "NOT REGEX MATCH"])
def test_an_expression_that_only_other_engines_know_makes_the_scope_unknown(operator, pattern):
    scope = Scope.model_validate({"filters": [[{"attribute": "a", "operator": operator, "value": pattern}]]})
    assert not scope.is_known
    assert "RE2 cannot evaluate" in scope.not_evaluated


@pytest.mark.parametrize("operator, meant", [("&", ""), ("!&", ""), ("StartsWith", ""), ("equals", "EQUALS")])
def test_an_operator_that_is_not_known_is_kept_and_makes_the_scope_unknown(operator, meant):
    clause = Clause(attribute="a", operator=operator, value=None)
    scope = Scope(filters=((clause,),))
    assert clause.operator == operator
    assert not scope.is_known
    assert f'"{operator}"' in scope.not_evaluated
    assert f'did you mean "{meant}"?' in scope.not_evaluated or not meant


@pytest.mark.parametrize("pattern", ["(", "[z-a]", "*", "\\"])
@pytest.mark.parametrize("operator", ["REGEX MATCH", "NOT REGEX MATCH"])
def test_broken_expressions_are_refused(operator, pattern):
    told = refusal(attribute="a", operator=operator, value=pattern)
    assert "scope.filters[0][0]" in told
    assert "is refused" in told
    assert "RE2 syntax: no look-around, no back-references" in told


@pytest.mark.parametrize("operator", ["Greater_Than", "Greater_Than_OR_EQUALS"])
@pytest.mark.parametrize("value", ["", "x", "1.5", "1e3", "٣", "0x1F", "1 000", "--1", "9" * 500])
def test_bounds_that_are_no_whole_numbers(operator, value):
    assert f"{operator} compares whole numbers" in refusal(attribute="a", operator=operator, value=value)


@pytest.mark.parametrize("operator", [o for o in OPERATORS if o not in OPERATORS_WITHOUT_VALUE])
def test_a_comparison_needs_a_value(operator):
    assert f"{operator} needs a value" in refusal(attribute="a", operator=operator)


@pytest.mark.parametrize(
    "fields, word",
    [
        ({"operator": "EQUALS", "value": "x"}, "attribute: is required"),
        ({"attribute": "", "operator": "EQUALS", "value": "x"}, "attribute: must not be empty"),
        ({"attribute": "a", "operator": "", "value": "x"}, "operator: must not be empty"),
        ({"attribute": "a", "operator": "EQUALS", "value": ["x"]}, "value: must be text"),
        ({"attribute": "a", "operator": "EQUALS", "value": 1.5}, "value: must be text"),
    ],
)
def test_spoiled_clauses(fields, word):
    assert word in refusal(**fields)


@pytest.mark.parametrize("value, text", [(5, "5"), (-5, "-5"), (True, "true"), (False, "false"), ("x", "x")])
def test_values_are_kept_as_text(value, text):
    assert Clause(attribute="a", operator="EQUALS", value=value).value == text


def test_a_valueless_operator_passes_over_a_value():
    assert holds("IS NULL", None, "whatever")


@pytest.mark.parametrize(
    "text, number",
    [
        ("42", 42),
        (" 42 ", 42),
        ("+7", 7),
        ("-7", -7),
        ("007", 7),
        ("", None),
        ("-", None),
        ("1_000", None),
        ("٣", None),
    ],
)
def test_whole_number(text, number):
    assert whole_number(text) == number


def test_records_are_frozen_and_strict():
    clause = Clause(attribute="a", operator="IS NULL")
    with pytest.raises(ValidationError, match="frozen"):
        clause.attribute = "b"
    with pytest.raises(ValidationError, match="Extra"):
        Scope(everybody=True)


def test_scopes_in_words():
    scope = Scope(
        users="assigned",
        assigned=("a1", "g1"),
        filters=(
            (
                Clause(attribute="department", operator="EQUALS", value="IT"),
                Clause(attribute="country", operator="IS NOT NULL"),
            ),
            (Clause(attribute="level", operator="Greater_Than", value=3),),
        ),
    )
    assert str(scope) == (
        '2 assigned, where department EQUALS "IT" and country IS NOT NULL or level Greater_Than "3"'
    )
    assert [str(Scope()), Scope().everybody, scope.everybody] == ["all users", True, False]
    assert str(Scope(users="unknown")) == "scope unknown"


# -- over whole tables -------------------------------------------------------------------------------------


def carried(*filters, **arrow):
    values = {"u1": "IT", "u2": "it", "u3": "", "u4": None, "u5": "HR"}
    users = [
        {
            "id": id,
            "tenant": "contoso",
            "mail": f"{id}@contoso.com",
            "attributes": {"department": v} if v is not None else {},
        }
        for id, v in values.items()
    ]
    design = xts.templates.user_hub(["Contoso", "Fabrikam"], members=0).add_users(users)
    flow = xts.user_flow(design.update_arrow("contoso->fabrikam", filters=filters, **arrow))
    return list(flow.externals("fabrikam")["user"])


def clause(operator, value=None, attribute="department"):
    return {"attribute": attribute, "operator": operator, "value": value}


def test_groups_are_an_or_of_ands():
    assert carried() == ["u1", "u2", "u3", "u4", "u5"]
    assert carried([clause("EQUALS", "IT")], [clause("EQUALS", "HR")]) == ["u1", "u5"]
    assert carried([clause("NOT EQUALS", "IT"), clause("NOT EQUALS", "HR")]) == ["u2"]
    assert carried([clause("EQUALS", "IT"), clause("EQUALS", "HR")]) == []
    assert carried([clause("IS NULL")], [clause("EQUALS", "it")]) == ["u2", "u3", "u4"]
    assert carried([]) == ["u1", "u2", "u3", "u4", "u5"]


def test_clauses_on_what_nobody_has():
    assert carried([clause("IS NULL", attribute="country")]) == ["u1", "u2", "u3", "u4", "u5"]
    assert carried([clause("NOT EQUALS", "DE", attribute="country")]) == []


def test_clauses_on_fields_of_the_user():
    assert carried([clause("ENDS_WITH", "1@contoso.com", attribute="mail")]) == ["u1"]
    assert carried([clause("EQUALS", "u2", attribute="displayName")]) == ["u2"]
    assert carried([clause("IS FALSE", attribute="accountEnabled")]) == []
    assert len(carried([clause("EQUALS", "true", attribute="accountEnabled")])) == 5
    assert len(carried([clause("IS NULL", attribute="userPrincipalName")])) == 5


def test_assignment_and_filters_both_count():
    assert carried([clause("EQUALS", "IT")], scope_users="assigned", assigned=["u1", "u5"]) == ["u1"]
    assert carried(scope_users="assigned", assigned=[]) == []
    assert carried(scope_users="unknown") == []
