"""Sample people of a tenant: the same ones each time, and who is there stays when more come."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from numbers import Integral
from operator import index
from typing import Any

from xtsviz.errors import TemplateError
from xtsviz.model.ids import slug, slugs
from xtsviz.templates.company import (
    DEPARTMENTS,
    DESKS,
    FIRST_NAMES,
    JOBS,
    LAST_NAMES,
    OFFICES,
    PARTNER,
    SPECIAL_FIRST_NAMES,
)

SPECIALS = tuple(SPECIAL_FIRST_NAMES)
"""Special people by the option that asks for them."""

MAX_PEOPLE = 200_000
"""Sample members of one design. A bigger directory is somebody's own table, for `Design.with_directory`."""

_LAP = len(FIRST_NAMES) * len(LAST_NAMES)
_STEP = 197  # prime to _LAP, so that each tenant starts with a person of its own
_SPECIAL_IDS = {
    "external_guest": "external-guest",
    "internal_guest": "internal-guest",
    "disabled": "disabled",
    "sms_sign_in": "sms-sign-in",
}
_SPECIAL_JOBS = {
    "external_guest": ("Engineering", "Consultant"),
    "internal_guest": ("Operations", "Contractor"),
    "disabled": ("Finance", "Accountant"),
    "sms_sign_in": ("Operations", "Warehouse associate"),
}


@dataclass(frozen=True)
class Company:
    """A tenant as its sample people need it.

    Attributes:
        place: its place among the tenants, from 0; decides on names and offices.
        domain: of user principal names and addresses.
        initial_domain: what the names of externals in it end with.
    """

    place: int
    tenant: str
    name: str
    domain: str
    initial_domain: str

    def office(self, desk: int) -> tuple[str, str]:
        """Country and city of one of its three offices (0 is the main one)."""
        return OFFICES[(self.place + desk) % len(OFFICES)]


def members(company: Company, count: int, first: int = 0) -> dict[str, list[Any]]:
    """Internal members as columns: the document's user keys, and attributes by their Graph names.

    Args:
        count: how many.
        first: the number (from 0) of the first of them.
    """
    numbers = range(first, first + count)
    people = [company.place * _STEP + number for number in numbers]
    given = [FIRST_NAMES[person % len(FIRST_NAMES)] for person in people]
    family = [LAST_NAMES[person % len(LAST_NAMES)] for person in people]
    mail = [
        # Only after a whole lap through the names does somebody share one, and gets a number.
        f"{_ascii(a)}.{_ascii(b)}{number // _LAP + 1 if number >= _LAP else ''}@{company.domain}"
        for a, b, number in zip(given, family, numbers, strict=True)
    ]
    departments = [DEPARTMENTS[number % len(DEPARTMENTS)] for number in numbers]
    offices = [company.office(DESKS[number % len(DESKS)]) for number in numbers]
    return {
        "id": [f"{company.tenant}-{number + 1:03}" for number in numbers],
        "tenant": [company.tenant] * count,
        "display_name": [f"{a} {b}" for a, b in zip(given, family, strict=True)],
        "user_principal_name": mail,
        "mail": mail,
        "credentials": ["internal"] * count,
        "user_type": ["Member"] * count,
        "account_enabled": [True] * count,
        "sms_sign_in": [False] * count,
        "external_user_state": [None] * count,
        "givenName": given,
        "surname": family,
        "department": departments,
        "jobTitle": [
            JOBS[department][number // len(JOBS) % len(JOBS[department])]
            for department, number in zip(departments, numbers, strict=True)
        ],
        "country": [country for country, _ in offices],
        "city": [city for _, city in offices],
        "companyName": [company.name] * count,
    }


def special(company: Company, kind: str, partner_domain: str) -> dict[str, Any]:
    """One special person as a row with the columns of `members`.

    Args:
        kind: one of `SPECIALS`.
        partner_domain: where an external guest is at home.
    """
    external = kind == "external_guest"
    first = SPECIAL_FIRST_NAMES[kind][company.place % len(SPECIAL_FIRST_NAMES[kind])]
    last = LAST_NAMES[(company.place * 7 + SPECIALS.index(kind) * 3 + 1) % len(LAST_NAMES)]
    local = f"{_ascii(first)}.{_ascii(last)}"
    mail = f"{local}@{partner_domain if external else company.domain}"
    department, job = _SPECIAL_JOBS[kind]
    country, city = company.office(1 if external else 0)
    return {
        "id": f"{company.tenant}-{_SPECIAL_IDS[kind]}",
        "tenant": company.tenant,
        "display_name": f"{first} {last}",
        "user_principal_name": (
            f"{local}_{partner_domain}#EXT#@{company.initial_domain}" if external else mail
        ),
        "mail": mail,
        "credentials": "external" if external else "internal",
        "user_type": "Guest" if kind in ("external_guest", "internal_guest") else "Member",
        "account_enabled": kind != "disabled",
        "sms_sign_in": kind == "sms_sign_in",
        "external_user_state": "Accepted" if external else None,
        "givenName": first,
        "surname": last,
        "department": department,
        "jobTitle": job,
        "country": country,
        "city": city,
        "companyName": PARTNER if external else company.name,
    }


def everyone(companies: Sequence[Company], count: int, kinds: Sequence[str]) -> dict[str, list[Any]]:
    """The sample people of all companies as columns, tenant by tenant; special people after the members."""
    partner = partner_domain([company.domain for company in companies])
    columns: dict[str, list[Any]] = {}
    for company in companies:
        rows = [special(company, kind, partner) for kind in kinds]
        for name, values in members(company, count).items():
            columns.setdefault(name, []).extend([*values, *(row[name] for row in rows)])
    return columns


def partner_domain(domains: Sequence[str]) -> str:
    """A domain of the partner company that no tenant has."""
    taken = [domain.removesuffix(".com") for domain in domains]
    return f"{slugs([PARTNER], taken)[0]}.com"


def check_members(count: Any, tenants: int = 1) -> int:
    """A number of members per tenant as an int.

    Raises:
        TemplateError: no whole number, a negative one, or too many people altogether.
    """
    try:
        if isinstance(count, bool) or not isinstance(count, Integral):  # numpy's bool is none either
            raise TypeError
        number = index(count)
    except TypeError:
        raise TemplateError(f"members: a whole number is needed, not {type(count).__name__}") from None
    if number < 0:
        number = max(number, -(10**15))
        raise TemplateError(f"members: {number} is negative; 0 or more people can be in a tenant")
    if number * tenants > MAX_PEOPLE:
        number = min(number, 10**15)  # only to be told
        each = f"{tenants:,} tenants with {number:,} members each" if tenants > 1 else f"{number:,} members"
        raise TemplateError(
            f"members: {each} are too many; samples go to {MAX_PEOPLE:,} people. "
            "Ask for fewer, or give a table of your own with Design.with_directory"
        )
    return number


@cache
def _ascii(name: str) -> str:
    return slug(name).replace("-", "")
