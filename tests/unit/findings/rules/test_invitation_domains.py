"""Lists of domains for invitations that refuse users in scope."""

import pytest

from tests.unit.findings.designs import a_design, arrow, found, of

CODE = "invitation-domain-blocked"
MAILS = [
    "a@contoso.com",
    "b@Contoso.com",
    "c@sub.contoso.com",
    "d@x@litware.com",
    "no-domain",
    "",
    None,
    "e@",
]
USERS = [{"id": f"c{n}", "tenant": "contoso", "mail": mail} for n, mail in enumerate(MAILS)]


def design(lists, **fields):
    target = {"id": "fabrikam", "name": "Fabrikam", "invitation_domains": lists}
    return a_design([arrow("contoso", "fabrikam", **fields)], USERS, [{"id": "contoso"}, target])


@pytest.mark.parametrize(
    "lists, people, which, domains",
    [
        (
            {"allow": ["CONTOSO.com"]},
            "2 users",
            "not on the allow list",
            '"litware.com" and "sub.contoso.com"',
        ),
        ({"block": ["contoso.com"]}, "2 users", "on the block list", '"contoso.com"'),
        (
            {"allow": []},
            "4 users",
            "not on the allow list",
            '"contoso.com", "litware.com" and "sub.contoso.com"',
        ),
    ],
)
def test_the_list_of_the_target_refuses_users(lists, people, which, domains):
    (message,) = of(design(lists), CODE).values()
    assert message.startswith(
        f"contoso → Fabrikam has {people} in scope whose mail domain is {which} of Fabrikam for invitations: {domains}."
    )
    assert "not documented" in message


@pytest.mark.parametrize(
    "lists",
    [
        None,
        {"block": []},
        {"block": ["fabrikam.com"]},
        {"allow": ["contoso.com", "sub.contoso.com", "litware.com"]},
    ],
)
def test_it_refuses_nobody(lists):
    assert not found(design(lists), CODE)


def test_only_users_in_scope_count():
    refusing = {"block": ["contoso.com"]}
    assert not found(design(refusing, scope={"users": "assigned", "assigned": ["c2"]}), CODE)
    assert not found(design(refusing, scope={"users": "unknown"}), CODE)
    assert found(design(refusing, status="paused"), CODE)
