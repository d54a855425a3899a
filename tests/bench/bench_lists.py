"""Lists of 100,000 users of each kind: how long reading takes, and how much memory the process needs at most.

Each list is read in a process of its own, because the peak of memory belongs to a process. Memory contains Python and
pandas themselves; time is that of reading alone.
"""

import csv
import io
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pandas as pd
import pytest

ROWS = 100_000
RUNS = 3  # the fastest counts, for a busy machine disturbs
LIMITS = {"default": (3.0, 500), "workbook": (8.0, 900)}
"""Seconds and megabytes."""

READ = """
import pathlib, resource, sys, time, warnings
warnings.simplefilter("ignore")
import pandas, pyarrow.parquet
import xtsviz as xts
from xtsviz.io.lists import reading
begin = time.perf_counter()
users = xts.read_users(sys.argv[1])
seconds = time.perf_counter() - begin
try:  # the other figure is that of the parent process where this process was forked from a larger one
    peak = float(pathlib.Path("/proc/self/status").read_text().split("VmHWM:")[1].split()[0])
except (OSError, IndexError):
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
print(len(users), seconds, peak / 1000)
"""


def names(text: str) -> list[str]:
    return text.split(";")


ADMIN_CENTER = names(
    "userPrincipalName;displayName;surname;mail;givenName;id;userType;jobTitle;department;accountEnabled;usageLocation;"
    "streetAddress;state;country;officeLocation;city;postalCode;telephoneNumber;mobilePhone;alternateEmailAddress;"
    "ageGroup;consentProvidedForMinor;legalAgeGroupClassification;companyName;creationType;directorySynced;"
    "invitationState;identityIssuer;createdDateTime"
)
M365 = names(
    "Block credential;City;Country/Region;Department;DirSyncEnabled;Display name;Fax;First name;Last dirsync time;"
    "Last name;Last password change time stamp;License assignment details;Licenses;Mobile Phone;Oath token meta data;"
    "Object Id;Office;Password never expires;Phone number;Postal code;Preferred data location;Preferred language;"
    "Proxy addresses;Release track;Soft deletion time stamp;State;Street address;Strong password required;Title;"
    "Usage location;User principal name;When created"
)


def admin_center(n: int) -> dict[str, str]:
    return {
        **dict.fromkeys(ADMIN_CENTER, ""),
        "userPrincipalName": f"user.{n}@contoso.com",
        "displayName": f"User Number {n}",
        "surname": f"Number {n}",
        "mail": f"user.{n}@contoso.com",
        "givenName": "User",
        "id": f"8201d6e7-858a-43a6-8263-{n:012x}",
        "userType": "Member",
        "jobTitle": "Controller",
        "department": ("Finance", "IT", "Sales")[n % 3],
        "accountEnabled": str(n % 7 != 0),
        "usageLocation": "US",
        "country": "US",
        "companyName": "Contoso",
        "directorySynced": "True",
        "identityIssuer": "contoso.onmicrosoft.com",
        "createdDateTime": "5/10/2024 11:26:24 PM",
    }


def m365(n: int) -> dict[str, str]:
    return {
        **dict.fromkeys(M365, ""),
        "Block credential": str(n % 7 == 0),
        "Department": ("Finance", "IT", "Sales")[n % 3],
        "Display name": f"User Number {n}",
        "Licenses": "Microsoft 365 E5+Power BI Pro",
        "Object Id": f"8201d6e7-858a-43a6-8263-{n:012x}",
        "Proxy addresses": f"SMTP:user.{n}@contoso.com+smtp:u{n}@contoso.onmicrosoft.com",
        "Title": "Controller",
        "Usage location": "US",
        "User principal name": f"user.{n}@contoso.com",
        "When created": "2024-05-10 23:26:24Z",
    }


def powershell(n: int) -> dict[str, str]:
    return {
        "AccountEnabled": "",
        "BusinessPhones": "System.String[]",
        **{name[0].upper() + name[1:]: value for name, value in admin_center(n).items()},
    }


def graph(n: int) -> dict[str, object]:
    row = admin_center(n)
    return {
        **{name: row[name] or None for name in ADMIN_CENTER if name != "identityIssuer"},
        "accountEnabled": n % 7 != 0,
        "businessPhones": ["+1 425 555 0100"],
        "identities": [
            {"signInType": "userPrincipalName", "issuer": "contoso.onmicrosoft.com", "issuerAssignedId": "x"}
        ],
    }


def as_csv(row: Callable[[int], dict[str, str]], **style: object) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, list(row(0)), **style)  # type: ignore[arg-type]
    writer.writeheader()
    writer.writerows(row(n) for n in range(ROWS))
    return text.getvalue().encode()


def write_workbook(path: Path) -> None:
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("Users")
    sheet.append(ADMIN_CENTER)
    for n in range(ROWS):
        sheet.append([value or None for value in admin_center(n).values()])
    book.save(path)


WRITE: dict[str, Callable[[Path], object]] = {
    "admin center CSV": lambda path: path.write_bytes(as_csv(admin_center)),
    "Microsoft 365 CSV": lambda path: path.write_bytes(as_csv(m365)),
    "PowerShell CSV": lambda path: path.write_bytes(
        ("#TYPE Microsoft.Graph\r\n" + as_csv(powershell, quoting=csv.QUOTE_ALL).decode()).encode("utf-16")
    ),
    "Graph JSON": lambda path: path.write_text(json.dumps({"value": [graph(n) for n in range(ROWS)]})),
    "Parquet": lambda path: pd.DataFrame([admin_center(n) for n in range(ROWS)]).to_parquet(path),
    "workbook": write_workbook,
}


def measured(path: Path) -> list[float]:
    """Rows, seconds and megabytes of one process that reads a list."""
    ran = subprocess.run([sys.executable, "-c", READ, str(path)], capture_output=True, text=True, check=True)
    return [float(figure) for figure in ran.stdout.split()]


@pytest.mark.parametrize("kind", list(WRITE))
def test_a_list_of_100_000_users(kind: str, tmp_path: Path) -> None:
    path = tmp_path / "list"
    WRITE[kind](path)
    runs = [measured(path) for _ in range(RUNS)]
    rows, seconds, megabytes = runs[0][0], min(run[1] for run in runs), max(run[2] for run in runs)
    most_seconds, most_megabytes = LIMITS.get(kind, LIMITS["default"])
    size = path.stat().st_size / 1e6
    print(
        f"\n{kind}, {ROWS:,} users ({size:.0f} MB): {seconds:.2f} s (at most {most_seconds:.0f}), "
        f"{megabytes:.0f} MB (at most {most_megabytes})"
    )
    assert rows == ROWS
    assert seconds <= most_seconds
    assert megabytes <= most_megabytes
