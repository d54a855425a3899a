"""Lists and tables of users: rows, columns, tenants with lists, and what is wrong in them."""

import contextlib
import io
import json
from collections.abc import Callable, Iterable

import pandas as pd

import xtsviz as xts
from tests.bench.growth.case import Case, Work
from xtsviz.io.files import from_bytes

COLUMNS = [
    *("userPrincipalName", "displayName", "surname", "mail", "givenName", "id", "userType", "jobTitle"),
    *("department", "accountEnabled", "usageLocation", "streetAddress", "state", "country", "officeLocation"),
    *("city", "postalCode", "telephoneNumber", "mobilePhone", "alternateEmailAddress", "ageGroup"),
    *("consentProvidedForMinor", "legalAgeGroupClassification", "companyName", "creationType"),
    *("directorySynced", "invitationState", "identityIssuer", "createdDateTime"),
]


def document(tenants: int) -> bytes:
    parts = {"name": "growth", "tenants": [{"id": f"t{n}"} for n in range(tenants)]}
    return json.dumps({"format": "xtsviz-topology", "version": 1, **parts}).encode()


def csv(header: Iterable[str], rows: Iterable[Iterable[str]]) -> bytes:
    return "\r\n".join(",".join(cells) for cells in [header, *rows]).encode()


def read(lists: dict[str, bytes]) -> Work:
    given = document(len(lists))
    return lambda: from_bytes(given, lists)


def refused(work: Work) -> Work:
    def tried() -> None:
        with contextlib.suppress(xts.XtsvizError):
            work()

    return tried


def full(row: int) -> list[str]:
    """The cells of somebody in an export: half of them are empty."""
    cells = {
        "id": f"00000000-0000-0000-0000-{row:012d}",
        "userPrincipalName": f"user{row}@t0.onmicrosoft.com",
        "displayName": f"User Number {row}",
        "surname": f"Number {row % 1000}",
        "mail": f"user{row}@t0.onmicrosoft.com",
        "userType": "Member",
        "department": f"Department {row % 40}",
        "accountEnabled": "True",
        "usageLocation": "DE",
        "companyName": "Contoso",
        "createdDateTime": "5/10/2024 11:26:24 PM",
    }
    return [cells.get(name, "") for name in COLUMNS]


def rows(size: int) -> Work:
    return read({"t0": csv(COLUMNS, (full(n) for n in range(size)))})


def quoted_rows(size: int) -> Work:
    header = ("id", "userPrincipalName", "displayName")
    return read({"t0": csv(header, ((f"{n}", f"u{n}@contoso.com", f'"{n}, User"') for n in range(size)))})


def columns(size: int) -> Work:
    header = ["id", "userPrincipalName", *(f"c{n}" for n in range(size))]
    return read({"t0": csv(header, ([f"{n}", *("x" * (size + 1))] for n in range(200)))})


def too_many_columns(size: int) -> Work:
    header = ["id", "userPrincipalName", *(f"c{n}" for n in range(size))]
    return refused(read({"t0": csv(header, ([f"{n}", *("x" * (size + 1))] for n in range(3)))}))


def tenants(size: int) -> Work:
    """Lists of many tenants; in each, a third are externals from ten other ones."""
    header = ("id", "userPrincipalName", "userType", "invitationState")
    lists = {}
    for t in range(size):
        own = [(f"{t}i{n}", f"u{n}@t{t}.onmicrosoft.com", "", "") for n in range(20)]
        homes = [(t + n + 1) % size for n in range(10)]
        here = [f"u{n}_t{home}.onmicrosoft.com#EXT#@t{t}.onmicrosoft.com" for n, home in enumerate(homes)]
        externals = [(f"{t}e{n}", name, "Guest", "Accepted") for n, name in enumerate(here)]
        lists[f"t{t}"] = csv(header, [*own, *externals])
    return read(lists)


def externals(size: int) -> Work:
    """Two big lists, with the users of one external in the other."""
    header = ("id", "userPrincipalName")
    own = [(f"i{n}", f"u_{n}@t1.onmicrosoft.com") for n in range(size)]
    guests = [(f"e{n}", f"u_{n}_t1.onmicrosoft.com#EXT#@t0.onmicrosoft.com") for n in range(size)]
    return read({"t0": csv(header, guests), "t1": csv(header, own)})


def one_mail(size: int) -> Work:
    """Lists of three tenants in which everybody has the same mail address."""
    header = ("id", "userPrincipalName", "mail")
    lists = {}
    for t in range(3):
        own = [(f"{t}i{n}", f"u_{n}@t{t}.onmicrosoft.com", "info@contoso.com") for n in range(size)]
        name = f"t{(t + 1) % 3}.onmicrosoft.com#EXT#@t{t}.onmicrosoft.com"
        guests = [(f"{t}e{n}", f"u_{n}_{name}", "Info@Contoso.com") for n in range(size)]
        lists[f"t{t}"] = csv(header, [*own, *guests])
    return read(lists)


def ragged(size: int) -> Work:
    return refused(read({"t0": csv(("id", "userPrincipalName"), (["1"] for _ in range(size)))}))


def wrong_cells(size: int) -> Work:
    header = ("id", "userPrincipalName", "accountEnabled", "userType")
    return refused(read({"t0": csv(header, (("", "a", f"maybe{n}", f"type{n}") for n in range(size)))}))


def same_ids(size: int) -> Work:
    content = csv(("id", "userPrincipalName"), ((f"{n}", "a@b.c") for n in range(size)))
    return refused(read({"t0": content, "t1": content}))


def list_table(size: int) -> Work:
    given = document(1)
    table = pd.read_csv(io.BytesIO(csv(COLUMNS, (full(n) for n in range(size)))), dtype=str)
    return lambda: from_bytes(given, {"t0": table})


def attributes(size: int) -> Work:
    """A document whose users have an attribute each, of a thousand different ones."""
    users = [{"id": f"u{n}", "tenant": "t0", "attributes": {f"a{n % 1000}": "x"}} for n in range(size)]
    content = json.dumps({**json.loads(document(1)), "users": users}).encode()
    return lambda: from_bytes(content)


def given_table(change: Callable[[int], dict[str, list[str]]]) -> Callable[[int], Work]:
    def prepare(size: int) -> Work:
        design = from_bytes(document(100))
        table = pd.DataFrame(
            {"id": [f"u{n}" for n in range(size)], "tenant": ["t0"] * size, **change(size)}, dtype="str"
        )
        return refused(lambda: design.with_directory(table))

    return prepare


CASES = [
    Case("list: rows of an export", rows, 60_000),
    Case("list: rows with quotation marks", quoted_rows, 300_000),
    Case("list: columns", columns, 400),
    Case("list: more columns than possible", too_many_columns, 400_000),
    Case("lists: tenants with externals", tenants, 40),
    Case("lists: externals of a big tenant", externals, 60_000),
    Case("lists: everybody with one mail address", one_mail, 20_000),
    Case("list as a table: rows", list_table, 60_000),
    Case("list: ragged lines", ragged, 1_500_000),
    Case("list: wrong cells", wrong_cells, 150_000),
    Case("lists: the same ids", same_ids, 300_000),
    Case("document: users with an attribute each", attributes, 3_000),
    Case("table: rows", given_table(lambda size: {}), 1_500_000),
    Case("table: unknown tenants", given_table(lambda n: {"tenant": [f"x{k}" for k in range(n)]}), 100_000),
    Case("table: unknown words", given_table(lambda n: {"user_type": [f"x{k}" for k in range(n)]}), 100_000),
    Case("table: home users", given_table(lambda n: {"home_user": [f"u{k}" for k in range(n)]}), 200_000),
]
