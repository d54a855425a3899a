"""Every field of tenants and arrows has words."""

import pytest

from xtsviz.compare.changes import record_fields
from xtsviz.compare.setting_words import ARROW_FIELDS, TENANT_FIELDS, change_words, value_words
from xtsviz.model.topology import Arrow, Tenant


def test_each_field_has_words():
    arrow = Arrow.model_validate({"id": "a", "source": "s", "target": "t"})
    tenant = Tenant.model_validate({"id": "t"})
    assert record_fields(arrow).keys() - {"id"} <= ARROW_FIELDS.keys()
    assert record_fields(tenant).keys() - {"id"} <= TENANT_FIELDS.keys()


@pytest.mark.parametrize(
    "field, before, after, words",
    [
        ("gates.inbound_sync_allowed", True, None, "Inbound sync: on → not known"),
        ("scope.users", "all", "assigned", "scope: all users → only assigned users and groups"),
        ("scope.assigned", ["a"], ["b", "c"], "assigned users and groups: 2 more and 1 fewer"),
        ("actions", ["Add", "Update"], ["Add"], "actions: Add, Update → Add"),
        ("sync_groups", False, True, "group sync: off → on"),
        ("place", 2, 1, "place among the arrows of the pair: 2 → 1"),
        ("object_quota", 50_000, 300_000, "quota of objects: 50,000 → 300,000"),
        ("allow_invites_from", None, "none", "who may invite guests: not known → nobody"),
        (
            "invitation_domains",
            None,
            {"block": ["a.com"], "allow": []},
            "allowed or blocked domains of invitations: none → block a.com",
        ),
        ("position", None, [1.0, 2.0], "position in the picture: none → 1, 2"),
        (
            "mappings",
            [],
            [{"target": "title", "source": None, "flow": "Always"}],
            "attribute mappings: none → title removed",
        ),
        ("note", None, "x" * 500, f"note: none → {'x' * 119}…"),
        ("note", "x" * 500, "x" * 501, "note: changed"),
    ],
)
def test_words(field, before, after, words):
    assert change_words(field, before, after) == words


def test_filters_are_sentences_and_not_json():
    filters = [
        [{"attribute": "department", "operator": "IS NULL", "value": None}],
        [
            {"attribute": "country", "operator": "EQUALS", "value": "DE"},
            {"attribute": "mail", "operator": "ENDS_WITH", "value": "x"},
        ],
    ]
    assert value_words("scope.filters", filters) == (
        'department IS NULL or country EQUALS "DE" and mail ENDS_WITH "x"'
    )
