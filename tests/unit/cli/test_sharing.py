"""The commands share and pseudonymise."""

import json
import stat

import pytest

import xtsviz as xts

DESIGN = xts.templates.user_hub(["Zorg", "Blatt"], members=2)


@pytest.fixture
def document(tmp_path):
    DESIGN.save(tmp_path / "d.json")
    return "d.json"


def test_a_shared_text_stands_in_the_place_of_a_document(run, document):
    done = run("share", document)
    assert done.status == 0
    assert "holds all names in readable form" in done.err
    assert xts.from_share_text(done.out) == DESIGN
    flow = run("flow", document, "--format", "json").out
    assert run("flow", done.out.strip(), "--format", "json").out == flow
    assert run("flow", "-", "--format", "json", stdin=done.out.encode()).out == flow
    assert "Nothing differs" in run("diff", document, done.out.strip()).out


def test_a_cut_text_is_refused(run):
    done = run("flow", DESIGN.share_text()[:-9])
    assert (done.status, done.out) == (2, "")
    assert "is cut" in done.err


def test_pseudonymise_writes_the_same_flow_and_says_what_it_replaced(run, document, tmp_path):
    done = run("pseudonymise", document, "-o", "out.json")
    assert done.status == 0
    assert done.err.splitlines() == [
        "Replaced by invented names: 2 tenants, 4 users, 4 domains and 18 attribute values."
    ]
    hidden = xts.load(tmp_path / "out.json")
    assert hidden == DESIGN.pseudonymised()
    assert "zorg" not in (tmp_path / "out.json").read_text().casefold()
    assert not (tmp_path / "key.json").exists()


def test_the_key_is_written_only_if_asked_for_and_for_its_owner(run, document, tmp_path):
    done = run("pseudonymise", document, "-o", "-", "--seed", "5", "--key", "key.json")
    assert xts.Design.from_document(json.loads(done.out)) == DESIGN.pseudonymised(5)
    key = tmp_path / "key.json"
    assert stat.S_IMODE(key.stat().st_mode) == 0o600
    names = json.loads(key.read_text())
    assert set(names["tenant_name"].values()) == {"Zorg", "Blatt"}
    assert names["seed"] == 5


@pytest.mark.parametrize(
    "key, reason",
    [("-", "a file of its own"), ("out.json", "different files"), ("d.json", "exists already")],
)
def test_a_key_that_others_could_see_or_that_replaces_a_file_is_refused(run, document, tmp_path, key, reason):
    done = run("pseudonymise", document, "-o", "out.json", "--key", key)
    assert done.status == 2
    assert reason in done.err
    assert not (tmp_path / "out.json").exists()


def test_lists_of_users_get_invented_names_too(run, document, tmp_path):
    (tmp_path / "u.csv").write_text("id,userPrincipalName,displayName\nzz1,zora@zorg.com,Zora Quint\n")
    done = run("pseudonymise", document, "--users", "zorg=u.csv", "-o", "-")
    assert done.status == 0
    assert "zora" not in done.out.casefold()
    assert len(json.loads(done.out)["users"]) == 3


def test_a_wrong_seed_is_refused(run, document):
    assert run("pseudonymise", document, "-o", "-", "--seed", "-3").status == 2
