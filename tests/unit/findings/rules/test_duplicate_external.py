"""Several externals of one user in one tenant."""

from tests.unit.findings.designs import a_design, arrow, found, of, people
from xtsviz import user_flow

CODE = "duplicate-external"
ARROWS = [arrow("contoso", "fabrikam")]


def externals(*states, **fields):
    twice = [
        {
            "id": f"x{n}",
            "tenant": "fabrikam",
            "credentials": "external",
            "user_type": "Guest",
            "home_user": "c1",
            "external_user_state": state,
        }
        for n, state in enumerate(states)
    ]
    return a_design(ARROWS, [*people("contoso", 1, **fields), *twice])


def test_the_redeemed_one_is_matched_and_the_others_keep_their_rows():
    design = externals("PendingAcceptance", "Accepted", None)
    assert "2 more externals" in of(design, CODE)["contoso->fabrikam"]
    rows = user_flow(design).externals("fabrikam").to_dict("records")
    assert [(row["user"], row["home_tenant"], row["origin"]) for row in rows] == [
        ("c1", "contoso", "matched"),
        ("x0", "contoso", "existing"),
        ("x2", "contoso", "existing"),
    ]


def test_one_external_and_users_out_of_scope():
    assert not found(externals("Accepted"), CODE)
    assert not found(externals("Accepted", None, sms_sign_in=True), CODE)
