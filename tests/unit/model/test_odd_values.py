"""Whatever a person passes to a design, a template or a reader: an `XtsvizError` with one clear text, or a design."""

from __future__ import annotations

import collections
import datetime
import decimal
import inspect
import json
import types

import networkx as nx
import numpy as np
import pandas as pd
import polars as pl
import pytest

import xtsviz as xts
from xtsviz.errors import XtsvizError

DOCUMENT = {
    "format": "xtsviz-topology",
    "version": 1,
    "tenants": [{"id": "contoso"}, {"id": "fabrikam"}, {"id": "litware"}],
    "arrows": [{"source": "contoso", "target": "fabrikam"}],
    "users": [
        {"id": "a1", "tenant": "contoso"},
        {"id": "x1", "tenant": "fabrikam", "credentials": "external", "home_user": "a1"},
    ],
    "groups": [{"id": "g1", "tenant": "contoso", "members": ["a1"]}],
}
DESIGN = xts.Design.from_document(DOCUMENT)
IN_ITSELF: list = []
IN_ITSELF.append(IN_ITSELF)


def odd_values():
    """Fresh ones each time: some are used up."""
    return [
        *(None, True, 0, -1, 2.5, float("nan"), 2**70, 10**5000, 1e308, 1j, b"contoso", bytearray(b"x")),
        *("", " ", "contoso", "\ud800", "a\udfffb", "\0", "x" * 300, "nobody", "contoso->fabrikam", "=1+3"),
        *(
            [],
            ["contoso"],
            ["contoso", "fabrikam"],
            [None],
            [5, "a1"],
            ["\ud800"],
            [["a1"]],
            [{}],
            (),
            ("a1",),
        ),
        *({}, {"id": "a2", "tenant": "contoso"}, {"id": "\ud800"}, {1: 2}, {None: None}, {"\ud800": 1}),
        *([{"id": "a2", "tenant": "contoso", "attributes": {"\ud800": "\ud800"}}], [{"id": ["a"]}], [{1: 2}]),
        *([{"id": "a2", "tenant": "contoso", "home_user": ["a1"]}], [{"id": "a2", "tenant": {"contoso": 1}}]),
        *(set(), {"a1"}, frozenset({"contoso", "fabrikam"}), (one for one in ["a1"]), iter([{"id": "a2"}])),
        *(range(3), collections.deque(["a1"]), types.MappingProxyType({"id": "a2"}), IN_ITSELF),
        *(
            np.int64(3),
            np.float64(2.5),
            np.str_("contoso"),
            np.array(["a1"]),
            np.array([[1, 2]]),
            np.bool_(True),
        ),
        *(pd.Series(["a1"]), pd.DataFrame({"id": ["a1"]}), pl.Series(["a1"]), pd.NA, pd.NaT),
        *(decimal.Decimal("sNaN"), datetime.date(2024, 1, 2), object(), len, int, DESIGN, DESIGN.tenants[0]),
        *(DESIGN.arrows[0], DESIGN.arrows[0].scope, DESIGN.topology, nx.DiGraph(), nx.Graph()),
    ]


def ours_only(call, *arguments, **options):
    """The result, or None where the call is refused; the refusal is a text that can be printed."""
    try:
        return call(*arguments, **options)
    except XtsvizError as error:
        text = str(error)
        assert text.strip()
        text.encode("utf-8")
        return None


def saved(design):
    """Whatever was made can be saved, and is loaded equal."""
    if isinstance(design, xts.Design):
        assert (
            xts.Design.from_document(json.loads(json.dumps(design.to_document()).encode("utf-8"))) == design
        )


EDITS = {
    "renamed": [[]],
    "add_tenant": [[]],
    "rename_tenant": [[], ["contoso"]],
    "remove_tenant": [[]],
    "update_tenant": [[]],
    "add_arrow": [[], ["contoso"]],
    "update_arrow": [[]],
    "remove_arrow": [[]],
    "add_users": [[]],
    "remove_users": [[]],
    "with_directory": [[], [pd.DataFrame({"id": ["a1", "x1"], "tenant": ["contoso", "fabrikam"]})]],
    "from_document": [[]],
    "from_networkx": [[]],
    "tenant": [[]],
    "arrow": [[]],
}


@pytest.mark.parametrize("name", EDITS)
def test_arguments_of_a_design(name):
    for before in EDITS[name]:
        for value in odd_values():
            rest = ["fabrikam"] if name in {"rename_tenant", "add_arrow"} and not before else []
            saved(ours_only(getattr(DESIGN, name), *before, value, *rest))


TENANT_FIELDS = [*xts.schema()["$defs"]["Tenant"]["properties"]]
ARROW_FIELDS = [*xts.schema()["$defs"]["Arrow"]["properties"], *xts.schema()["$defs"]["Gates"]["properties"]]
ARROW_FIELDS += ["scope_users", "assigned", "filters", "another", "nothing"]


@pytest.mark.parametrize("field", TENANT_FIELDS)
def test_fields_of_a_tenant(field):
    for value in odd_values():
        saved(ours_only(DESIGN.update_tenant, "contoso", **{field: value}))
        tenants = [{"id": "adatum", field: value}, *DOCUMENT["tenants"]]
        saved(ours_only(xts.Design.from_document, {**DOCUMENT, "tenants": tenants}))


@pytest.mark.parametrize("field", ARROW_FIELDS)
def test_fields_of_an_arrow(field):
    for value in odd_values():
        call, arguments = (
            (DESIGN.add_arrow, ["litware", "fabrikam"])
            if field == "another"
            else (DESIGN.update_arrow, ["contoso->fabrikam"])
        )
        saved(ours_only(call, *arguments, **{field: value}))
        arrows = [{"source": "contoso", "target": "litware", field: value}]
        saved(ours_only(xts.Design.from_document, {**DOCUMENT, "arrows": arrows}))


@pytest.mark.parametrize("part", ["tenants", "arrows", "users", "groups"])
def test_parts_of_a_document(part):
    for value in odd_values():
        saved(ours_only(xts.Design.from_document, {**DOCUMENT, part: value}))
        saved(ours_only(xts.Design.from_document, {**DOCUMENT, part: [value]}))
        for field in ("id", "tenant", "members", "attributes", "home_user", "nothing"):
            if part in {"users", "groups"}:
                changed = [{**DOCUMENT[part][0], field: value}, *DOCUMENT[part][1:]]
                ours_only(xts.Design.from_document, {**DOCUMENT, part: changed})


@pytest.mark.parametrize("clause", ["attribute", "operator", "value"])
def test_clauses(clause):
    for value in odd_values():
        for operator in ("REGEX MATCH", "Greater_Than"):
            filters = [[{"attribute": "department", "operator": operator, "value": "1", clause: value}]]
            saved(ours_only(DESIGN.update_arrow, "contoso->fabrikam", filters=filters))


def test_edges_and_nodes_of_graphs():
    for value in odd_values():
        graph = nx.MultiDiGraph()
        graph.add_node("contoso", name=value)
        graph.add_node("fabrikam", position=value)
        graph.add_edge("contoso", "fabrikam", status=value)
        graph.graph["arrow_order"] = value
        saved(ours_only(xts.Design.from_networkx, graph))
        if isinstance(value, (str, int, float, tuple, bytes, frozenset, np.generic)):
            saved(ours_only(xts.Design.from_networkx, nx.DiGraph([("contoso", value)])))


TEMPLATES = [
    "single_source_single_target",
    "user_hub",
    "application_hub",
    "full_mesh",
    "partial_mesh",
    "just_in_time",
]


@pytest.mark.parametrize("name", TEMPLATES)
def test_arguments_of_templates(name):
    template = getattr(xts.templates, name)
    options = ["members", "name", "specials", "external_guest", "disabled", "nothing"]
    if "pairs" in inspect.signature(template).parameters:
        options.append("pairs")
    for value in odd_values():
        saved(ours_only(template, value, members=0))
        for option in options:
            given = {"members": 0, option: value}
            saved(ours_only(template, ["Contoso", "Fabrikam"], **given))


def test_arguments_of_other_functions_of_templates():
    for value in odd_values():
        for call, arguments in (
            (xts.templates.connect, [DESIGN, ["contoso", "litware"], "full_mesh"]),
            (xts.templates.with_members, [DESIGN, "contoso", 1]),
            (xts.templates.sample_people, [DESIGN, "contoso", 1]),
            (xts.templates.find, ["full_mesh"]),
        ):
            for place in range(len(arguments)):
                given = [*arguments]
                given[place] = value
                ours_only(call, *given)


def test_what_is_said_of_users_that_are_no_list():
    for value, message in (
        (None, "users: a list of user objects, such as .* is needed, not NoneType"),
        (5, "is needed, not int"),
        ({"id": "a2"}, "is needed, not dict"),
        ("a2", "is needed, not str"),
        ([5], r"users\[0\]: must be an object"),
    ):
        with pytest.raises(XtsvizError, match=message):
            DESIGN.add_users(value)
    for value, message in ((None, "is needed, not NoneType"), ([5, "a1"], "an id is a text, not int")):
        with pytest.raises(XtsvizError, match=message):
            DESIGN.remove_users(value)
    assert DESIGN.add_users({"id": f"n{n}", "tenant": "contoso"} for n in range(2)).users.known(["n0", "n1"])


def test_what_is_no_list_is_not_passed_over():
    """A set or an iterator would be read as a list, and its references looked up nowhere."""
    for scope in ({"assigned": {"nobody"}}, {"assigned": iter(["nobody"])}, DESIGN.arrows[0].scope):
        with pytest.raises(XtsvizError, match="must be a"):
            xts.Design.from_document(
                {**DOCUMENT, "arrows": [{"source": "contoso", "target": "fabrikam", "scope": scope}]}
            )
