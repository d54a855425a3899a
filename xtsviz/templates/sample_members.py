"""Sample people of a tenant. Each call makes the same people, and a higher number only adds people at the end."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from numbers import Integral
from operator import index
from typing import Any

from xtsviz.errors import TemplateError
from xtsviz.model.ids import slug, slugs
from xtsviz.templates.sample_names import (
    DEPARTMENTS,
    FIRST_NAMES,
    JOBS,
    LAST_NAMES,
    OFFICE_ORDER,
    OFFICES,
    PARTNER_COMPANY,
    SPECIAL_FIRST_NAMES,
)

SPECIAL_KINDS = tuple(SPECIAL_FIRST_NAMES)
"""The kinds of special people, named as the options."""

MAX_PEOPLE = 200_000
"""The limit for sample people of one design. Bigger directories come from `Design.with_directory`."""

_MAX_DOMAIN_LABEL = 58
"""A part of a domain name has at most 63 characters; the rest is for a number that makes it unique."""
_NAME_COUNT = len(FIRST_NAMES) * len(LAST_NAMES)
_NAME_STEP = 197  # no common divisor with _NAME_COUNT, so each tenant starts with another name
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
    """The values of a tenant that its sample people need.

    Attributes:
        index: its 0-based index among the tenants; it decides on names and offices.
        tenant: its id.
        name: its name.
        domain: the domain of user principal names and addresses.
        initial_domain: the domain at the end of the user principal names of externals.
    """

    index: int
    tenant: str
    name: str
    domain: str
    initial_domain: str

    def office(self, office: int) -> tuple[str, str]:
        """Country and city of one of its three offices (0 is the main office)."""
        return OFFICES[(self.index + office) % len(OFFICES)]


def member_columns(company: Company, count: int, first: int = 0) -> dict[str, list[Any]]:
    """Internal members as columns: the document's user keys, and attributes by their Graph names.

    Args:
        company: their company.
        count: number of members.
        first: the 0-based number of the first member.
    """
    numbers = range(first, first + count)
    name_indexes = [company.index * _NAME_STEP + number for number in numbers]
    first_names = [FIRST_NAMES[name_index % len(FIRST_NAMES)] for name_index in name_indexes]
    last_names = [LAST_NAMES[name_index % len(LAST_NAMES)] for name_index in name_indexes]
    mail = [
        # Names repeat only after all of them are used; then addresses get a number.
        f"{_ascii(a)}.{_ascii(b)}{number // _NAME_COUNT + 1 if number >= _NAME_COUNT else ''}@{company.domain}"
        for a, b, number in zip(first_names, last_names, numbers, strict=True)
    ]
    departments = [DEPARTMENTS[number % len(DEPARTMENTS)] for number in numbers]
    offices = [company.office(OFFICE_ORDER[number % len(OFFICE_ORDER)]) for number in numbers]
    return {
        "id": [f"{company.tenant}-{number + 1:03}" for number in numbers],
        "tenant": [company.tenant] * count,
        "display_name": [f"{a} {b}" for a, b in zip(first_names, last_names, strict=True)],
        "user_principal_name": mail,
        "mail": mail,
        "credentials": ["internal"] * count,
        "user_type": ["Member"] * count,
        "account_enabled": [True] * count,
        "sms_sign_in": [False] * count,
        "external_user_state": [None] * count,
        "givenName": first_names,
        "surname": last_names,
        "department": departments,
        "jobTitle": [
            JOBS[department][number // len(JOBS) % len(JOBS[department])]
            for department, number in zip(departments, numbers, strict=True)
        ],
        "country": [country for country, _ in offices],
        "city": [city for _, city in offices],
        "companyName": [company.name] * count,
    }


def special_person(company: Company, kind: str, partner_domain: str) -> dict[str, Any]:
    """One special person as a row with the columns of `member_columns`.

    Args:
        kind: one of `SPECIAL_KINDS`.
        partner_domain: the domain of an external guest's home company.
    """
    external = kind == "external_guest"
    first = SPECIAL_FIRST_NAMES[kind][company.index % len(SPECIAL_FIRST_NAMES[kind])]
    last = LAST_NAMES[(company.index * 7 + SPECIAL_KINDS.index(kind) * 3 + 1) % len(LAST_NAMES)]
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
        "companyName": PARTNER_COMPANY if external else company.name,
    }


def people_columns(companies: Sequence[Company], count: int, kinds: Sequence[str]) -> dict[str, list[Any]]:
    """The sample people of all companies as columns, tenant by tenant; special people come after the members."""
    partner = partner_domain([company.domain for company in companies])
    columns: dict[str, list[Any]] = {}
    for company in companies:
        rows = [special_person(company, kind, partner) for kind in kinds]
        for name, values in member_columns(company, count).items():
            columns.setdefault(name, []).extend([*values, *(row[name] for row in rows)])
    return columns


def sample_domains(tenants: Iterable[str]) -> list[str]:
    """The domains of the mail addresses of sample people: ``<id>.com``, for each tenant id another one."""
    return [f"{label}.com" for label in slugs(tenant[:_MAX_DOMAIN_LABEL] for tenant in tenants)]


def partner_domain(domains: Sequence[str]) -> str:
    """A domain of the partner company that no tenant has."""
    taken = [domain.removesuffix(".com") for domain in domains]
    return f"{slugs([PARTNER_COMPANY], taken)[0]}.com"


def check_members(count: Any, tenants: int = 1) -> int:
    """The number of members per tenant as an int.

    Raises:
        TemplateError: it is no whole number, it is negative, or there are too many people in all tenants together.
    """
    try:
        if isinstance(count, bool) or not isinstance(count, Integral):  # numpy's bool is none either
            raise TypeError
        number = index(count)
    except TypeError:
        raise TemplateError(f"members: a whole number is needed, not {type(count).__name__}") from None
    if number < 0:
        number = max(number, -(10**15))
        raise TemplateError(f"members: {number} is negative; 0 or more are possible")
    if number * tenants > MAX_PEOPLE:
        number = min(number, 10**15)  # for the message only
        each = f"{tenants:,} tenants with {number:,} members each" if tenants > 1 else f"{number:,} members"
        raise TemplateError(
            f"members: {each} are too many; the limit for sample people is {MAX_PEOPLE:,}. "
            "Ask for fewer, or give a table of your own with Design.with_directory"
        )
    return number


@cache
def _ascii(name: str) -> str:
    return slug(name).replace("-", "")
