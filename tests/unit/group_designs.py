"""A small design whose arrow synchronizes a group, for tests of everything that shows it."""

from __future__ import annotations

import xtsviz as xts


def group_design(name="Sales", *, members=("a1", "a2", "a3", "inner"), **fields):
    """Contoso's group "sales" is assigned to the arrow to Fabrikam.

    Its copy has Adele and Bert. Cleo is in the group but not in the filter, and Dora only in a nested group.
    """
    people = [("a1", "Adele", "IT"), ("a2", "Bert", "IT"), ("a3", "Cleo", "HR"), ("a4", "Dora", "IT")]
    users = [
        {
            "id": user,
            "tenant": "contoso",
            "display_name": shown,
            "user_principal_name": f"{user}@contoso.com",
            "mail": f"{user}@contoso.com",
            "attributes": {"department": department},
        }
        for user, shown, department in people
    ]
    arrow = {
        "source": "contoso",
        "target": "fabrikam",
        "scope": {
            "users": "assigned",
            "assigned": ["sales"],
            "filters": [[{"attribute": "department", "operator": "EQUALS", "value": "IT"}]],
        },
        "sync_groups": True,
        **fields,
    }
    return xts.Design.from_document(
        {
            "format": "xtsviz-topology",
            "version": 1,
            "tenants": [{"id": "contoso", "name": "Contoso"}, {"id": "fabrikam", "name": "Fabrikam"}],
            "arrows": [arrow],
            "users": users,
            "groups": [
                {"id": "sales", "tenant": "contoso", "name": name, "members": list(members)},
                {"id": "inner", "tenant": "contoso", "name": "Inner", "members": ["a4"]},
            ],
        }
    )


ARROW = "contoso->fabrikam"
