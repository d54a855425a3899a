"""Who plays in generated exercises: fictional companies, and people who are at home in the same company each time."""

from __future__ import annotations

from typing import Any

from xtsviz.training.course import sample_design

COMPANIES = {
    **sample_design.COMPANIES,
    "adatum": "Adatum",
    "woodgrove": "Woodgrove Bank",
    "tailspin": "Tailspin Toys",
    "proseware": "Proseware",
}
"""Names of tenants by id."""

_MORE_PEOPLE = {
    "contoso": {"megan": "Megan Bowen", "alex": "Alex Wilber"},
    "fabrikam": {
        "nestor": "Nestor Wilke",
        "isaiah": "Isaiah Langer",
        "patti": "Patti Fernandez",
        "lidia": "Lidia Holloway",
    },
    "litware": {
        "joni": "Joni Sherman",
        "lynne": "Lynne Robbins",
        "henrietta": "Henrietta Mueller",
        "pradeep": "Pradeep Gupta",
    },
    "northwind": {
        "lee": "Lee Gu",
        "miriam": "Miriam Graham",
        "grady": "Grady Archie",
        "christie": "Christie Cline",
    },
    "adatum": {
        "debra": "Debra Berger",
        "allan": "Allan Deyoung",
        "irvin": "Irvin Sayers",
        "johanna": "Johanna Lorenz",
        "raul": "Raul Razo",
        "emily": "Emily Braun",
    },
    "woodgrove": {
        "enrico": "Enrico Cattaneo",
        "delia": "Delia Dennis",
        "gerhart": "Gerhart Moller",
        "ben": "Ben Walters",
        "brian": "Brian Johnson",
        "ellen": "Ellen Adams",
    },
    "tailspin": {
        "cameron": "Cameron White",
        "sanjay": "Sanjay Shah",
        "molly": "Molly Dempsey",
        "tony": "Tony Krijnen",
        "lisa": "Lisa Andrews",
        "jeff": "Jeff Hay",
    },
    "proseware": {
        "kim": "Kim Akers",
        "peter": "Peter Krebs",
        "terry": "Terry Adams",
        "dan": "Dan Park",
        "karen": "Karen Berg",
        "eva": "Eva Corets",
    },
}
PEOPLE = {tenant: sample_design.PEOPLE.get(tenant, {}) | more for tenant, more in _MORE_PEOPLE.items()}
"""Six names of people by user id, for each tenant."""

NAMES = {user: name for people in PEOPLE.values() for user, name in people.items()}
"""Names of people by user id."""

VISITORS = {
    "robin": "Robin Costa",
    "sasha": "Sasha Demir",
    "noor": "Noor Petrov",
    "jules": "Jules Kim",
}
"""People of a company without a tenant in the design, by user id."""

GROUPS = {
    "aurora": "Aurora",
    "contractors": "Contractors",
    "harbor": "Harbor",
    "staff": "Project staff",
}
"""Names of groups by id."""


def possessive(tenant: str) -> str:
    """The name of a company in the genitive: “Contoso's”, “Tailspin Toys'”."""
    name = COMPANIES[tenant]
    return f"{name}'" if name.endswith("s") else f"{name}'s"


def person(tenant: str, user: str, **fields: Any) -> dict[str, Any]:
    """An internal member as a user record of the document; `fields` replace or add values."""
    name = NAMES.get(user) or VISITORS[user]
    return sample_design.person(tenant, user, name, **fields)
