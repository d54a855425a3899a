"""The JSON Schema says what the loader says, as far as a schema can."""

from __future__ import annotations

import copy
import json
from importlib.resources import files
from pathlib import Path

import jsonschema
import pytest

import xtsviz as xts
from tests.unit.flow.topologies import CASES
from xtsviz.errors import DocumentError

ORACLE = sorted((Path(__file__).parents[2] / "data" / "oracle").glob("T*.json"))


@pytest.fixture(scope="module")
def check():
    schema = xts.schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema).validate


def test_it_is_json_and_says_what_it_is():
    schema = xts.schema()
    assert json.loads(json.dumps(schema)) == schema
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert schema["properties"]["format"]["const"] == "xtsviz-topology"
    assert schema["required"] == ["tenants", "format", "version"]
    required = {name: sorted(record.get("required", [])) for name, record in schema["$defs"].items()}
    assert required["Tenant"] == ["id"]
    assert required["Arrow"] == ["source", "target"]
    assert required["User"] == ["id", "tenant"]
    assert required["Group"] == ["id", "tenant"]
    xts.schema()["$defs"].clear()
    assert xts.schema() == schema


@pytest.mark.parametrize("path", ORACLE, ids=lambda path: path.stem)
def test_it_accepts_the_known_topologies(check, path):
    document = json.loads(path.read_text("utf-8"))["document"]
    check(document)
    check(xts.Design.from_document(document).to_document())


@pytest.mark.parametrize("name", CASES)
def test_it_accepts_what_the_flow_is_tested_on(check, name):
    document = CASES[name][0]
    check(document)
    check(xts.Design.from_document(document).to_document())


def test_it_accepts_the_example(check):
    check(json.loads((files("xtsviz.examples") / "data" / "acquisition.json").read_bytes()))
    check(xts.examples.acquisition().to_document())


TEMPLATES = [
    xts.templates.single_source_single_target(["Contoso", "Fabrikam"]),
    xts.templates.user_hub(["Contoso", "Fabrikam", "東京 😀"], members=3),
    xts.templates.application_hub(["Contoso", "Fabrikam", "Litware"], members=1),
    xts.templates.full_mesh(["Contoso", "Contoso", "Contoso"]),
    xts.templates.partial_mesh(["Contoso", "Fabrikam", "Litware"], [("Contoso", "Litware")]),
    xts.templates.just_in_time(["Contoso", "Fabrikam"]),
]


@pytest.mark.parametrize("design", TEMPLATES, ids=repr)
def test_it_accepts_the_templates(check, design):
    check(design.to_document())


WHOLE = xts.Design.from_document(
    {
        "format": "xtsviz-topology",
        "version": 1,
        "tenants": [{"id": "a", "position": [1, 2.5], "color": "teal"}, {"id": "b"}],
        "arrows": [
            {
                "source": "a",
                "target": "b",
                "scope": {"filters": [[{"attribute": "x", "operator": "Greater_Than", "value": 3}]]},
                "gates": {"inbound_sync_allowed": None},
            }
        ],
        "users": [
            {"id": "u", "tenant": "a", "attributes": {"level": 3, "remote": True, "x": None, "y": "z"}}
        ],
        "groups": [{"id": "g", "tenant": "a", "members": ["u"]}],
        "multi_tenant_organization": {"name": "All", "tenants": ["a"]},
        "connected_organizations": [{"resource_tenant": "a", "partner_tenant": "b"}],
    }
).to_document()


def test_it_accepts_all_that_can_be_said(check):
    check(WHOLE)


@pytest.mark.parametrize("value", ["IT", 5, True])
def test_values_of_clauses_are_what_the_loader_takes(check, value):
    document = copy.deepcopy(WHOLE)
    document["arrows"][0]["scope"]["filters"][0][0] |= {"operator": "EQUALS", "value": value}
    check(document)
    xts.Design.from_document(document)


BROKEN = {
    "format": lambda d: d.update(format="other"),
    "no version": lambda d: d.pop("version"),
    "newer": lambda d: d.update(version=2),
    "version true": lambda d: d.update(version=True),
    "no tenants": lambda d: d.pop("tenants"),
    "unknown key": lambda d: d.update(colour="red"),
    "unknown key of a tenant": lambda d: d["tenants"][0].update(Name="A"),
    "tenant without id": lambda d: d["tenants"][0].pop("id"),
    "empty name": lambda d: d["tenants"][0].update(name=""),
    "long name": lambda d: d["tenants"][0].update(name="x" * 257),
    "cloud": lambda d: d["tenants"][0].update(cloud="moon"),
    "colour": lambda d: d["tenants"][0].update(color="red;"),
    "position": lambda d: d["tenants"][0].update(position=[1, 2, 3]),
    "quota": lambda d: d["tenants"][0].update(object_quota=-1),
    "invites": lambda d: d["tenants"][0].update(allow_invites_from="all"),
    "arrow without target": lambda d: d["arrows"][0].pop("target"),
    "status": lambda d: d["arrows"][0].update(status="on"),
    "gate": lambda d: d["arrows"][0]["gates"].update(inbound_auto_redeem="yes"),
    "action": lambda d: d["arrows"][0].update(actions=["Create"]),
    "operator": lambda d: d["arrows"][0]["scope"]["filters"][0][0].update(operator=""),
    "value": lambda d: d["arrows"][0]["scope"]["filters"][0][0].update(value=["x"]),
    "user without tenant": lambda d: d["users"][0].pop("tenant"),
    "enabled": lambda d: d["users"][0].update(account_enabled="true"),
    "attribute": lambda d: d["users"][0]["attributes"].update(level=[1]),
    "state": lambda d: d["users"][0].update(external_user_state="Pending"),
    "guests": lambda d: d["options"].update(internal_guests="some"),
}


@pytest.mark.parametrize("spoil", BROKEN.values(), ids=BROKEN)
def test_it_refuses_what_the_loader_refuses(check, spoil):
    document = copy.deepcopy(WHOLE)
    spoil(document)
    with pytest.raises(jsonschema.ValidationError):
        check(document)
    with pytest.raises(DocumentError):
        xts.Design.from_document(document)
