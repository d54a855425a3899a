"""The example that the demo opens."""

import pandas as pd

import xtsviz as xts
from xtsviz.examples import acquisition


def test_users_come_from_the_lists():
    table = acquisition().directory
    counted = table.groupby(["tenant", "credentials", "user_type"]).size().to_dict()
    assert counted == {
        ("contoso", "external", "Guest"): 2,
        ("contoso", "internal", "Guest"): 1,
        ("contoso", "internal", "Member"): 40,
        ("fabrikam", "external", "Guest"): 1,
        ("fabrikam", "internal", "Guest"): 1,
        ("fabrikam", "internal", "Member"): 23,
        ("northwind", "internal", "Guest"): 1,
        ("northwind", "internal", "Member"): 11,
    }


def test_every_external_is_known_at_home():
    table = acquisition().directory
    externals = table[table["credentials"] == "external"]
    at_home = externals["home_user"].map(table.set_index("id")["mail"])
    assert at_home.tolist() == externals["mail"].tolist()


def test_the_flow():
    flow = xts.user_flow(acquisition())
    arrows = flow.arrows.set_index("arrow")
    assert arrows["carried"].to_dict() == {
        "fabrikam->contoso": 22,
        "northwind->contoso": 11,
        "contoso->fabrikam": arrows.loc["contoso->fabrikam", "eligible"],
        "contoso->northwind": 0,
    }
    assert arrows.loc["contoso->northwind", "state"] == "blocked"
    assert list(arrows.loc["contoso->northwind", "codes"]) == ["auto-redeem-inbound-missing"]
    assert flow.counts().loc["northwind", "contoso"] == 11


def test_guests_who_were_there_before():
    presence = xts.user_flow(acquisition()).presence
    before = presence[presence["origin"].isin(["matched", "existing"])].set_index("display_name")
    assert before["origin"].to_dict() == {
        "Rory Fernandez": "matched",
        "Lidia Muñoz": "existing",
        "Joni Cline": "matched",
    }
    assert set(before["user_type"]) == {"Guest"}
    assert before.loc["Rory Fernandez", "arrow"] == "fabrikam->contoso"
    assert pd.isna(before.loc["Lidia Muñoz", "arrow"])


def test_its_people_have_usual_names():
    names = acquisition().directory["display_name"]
    assert all(name.replace(" ", "").replace("'", "").replace("-", "").isalpha() for name in names)
