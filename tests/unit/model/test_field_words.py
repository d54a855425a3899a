"""Words of the portals for values of the document."""

import pytest

import xtsviz as xts
from xtsviz.errors import DocumentError


def refusal(**fields):
    document = {"format": "xtsviz-topology", "version": 1, "tenants": [{"id": "contoso", **fields}]}
    with pytest.raises(DocumentError) as caught:
        xts.Design.from_document(document)
    return str(caught.value)


@pytest.mark.parametrize(
    "word, meant",
    [
        ("GCC", "commercial"),
        ("gcc-high", "usgov"),
        ("DoD", "usgov"),
        ("AzureUSGovernment", "usgov"),
        ("Commercial", "commercial"),
        ("21Vianet", "china"),
    ],
)
def test_a_cloud_by_another_name_is_explained(word, meant):
    assert f'did you mean "{meant}"?' in refusal(cloud=word)


@pytest.mark.parametrize(
    "sentence, meant",
    [
        ("Anyone in the organization can invite guest users including guests and non-admins", "everyone"),
        ("Member users and users assigned to specific admin roles", "adminsGuestInvitersAndAllMembers"),
        ("Only users assigned to specific admin roles can invite guest users", "adminsAndGuestInviters"),
        ("No one in the organization can invite guest users including admins", "none"),
    ],
)
def test_the_portals_choices_about_invitations_are_explained(sentence, meant):
    assert f'did you mean "{meant}"?' in refusal(allow_invites_from=sentence)


def test_an_unknown_word_gets_no_guess():
    assert "did you mean" not in refusal(cloud="moon")


@pytest.mark.parametrize("lists", [{}, {"allow": ["contoso.com"], "block": []}])
def test_a_tenant_has_one_list_of_invitation_domains(lists):
    assert "one list" in refusal(invitation_domains=lists)


def test_notes_and_remarks_are_kept_and_notes_do_not_count():
    document = {
        "format": "xtsviz-topology",
        "version": 1,
        "tenants": [{"id": "contoso", "note": "ask first"}, {"id": "fabrikam"}],
        "arrows": [
            {
                "source": "contoso",
                "target": "fabrikam",
                "note": "since May",
                "mappings": [{"target": "mail", "source": None, "flow": "Always"}],
            }
        ],
        "notes": [{"about": "contoso", "message": "no row says whether the account is enabled"}],
    }
    design = xts.Design.from_document(document)
    again = xts.Design.from_document(design.to_document())
    assert [note.message for note in again.notes] == ["no row says whether the account is enabled"]
    assert (again.tenant("contoso").note, again.arrows[0].note) == ("ask first", "since May")
    assert again.arrows[0].mappings[0].target == "mail"
    assert design == xts.Design.from_document({**document, "notes": []})
    assert "note" not in design.to_document()["tenants"][1]
