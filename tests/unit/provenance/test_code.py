"""Designs as Python: what stands there, where the users come from, and what cannot be written."""

import json
import os
import pickle
import subprocess
import sys
from pathlib import Path

import duckdb
import pandas as pd
import polars as pl
import pytest

import xtsviz as xts
from xtsviz.provenance.python_source import text

IT = [[{"attribute": "department", "operator": "EQUALS", "value": "IT"}]]
HUB = xts.templates.user_hub(["Contoso", "Fabrikam", "Litware"], members=3)
LEAD = "import xtsviz as xts\n\n"
BEGIN = 'design = xts.templates.user_hub(["Contoso", "Fabrikam", "Litware"], members=3)\n'
ISSUED = "id,displayName,userPrincipalName,userType,accountEnabled\n"


def rebuilt(design):
    space = {}
    exec(design.to_code(), space)
    return space["design"]


def edits(design):
    """The lines after the call that the design began with."""
    assert rebuilt(design) == design
    code = design.to_code()
    assert code.startswith(LEAD + BEGIN)
    return code.removeprefix(LEAD + BEGIN)


def people(count):
    return pd.DataFrame({"id": [f"u{n}" for n in range(count)], "tenant": ["contoso"] * count})


def test_a_template_is_its_call():
    assert edits(HUB) == ""


@pytest.mark.parametrize("entry", xts.templates.catalog, ids=lambda entry: entry.name)
def test_every_template(entry):
    design = entry.build(None, 2, specials=True, name='A "design"')
    assert rebuilt(design) == design
    names = {entry.name, *entry.aliases}
    call = design.to_code().removeprefix(LEAD).partition("(")[0]
    assert call.removeprefix("design = xts.templates.") in names
    assert len(design.to_code().split("design")) == 3


def test_chosen_pairs_and_options():
    design = xts.templates.full_mesh(
        ["A", "B", "C"], iter([("A", "C")]), members=0, disabled=True, specials=False
    )
    assert design.to_code() == (
        LEAD
        + 'design = xts.templates.mesh_peer_to_peer(\n    ["A", "B", "C"], [("a", "c")], members=0, disabled=True\n)\n'
    )
    assert rebuilt(design) == design


def test_one_line_for_each_edit():
    design = (
        HUB.add_arrow("Fabrikam", "Contoso", filters=IT, outbound_auto_redeem=None)
        .update_arrow("contoso->litware", status="paused", scope_users="assigned", assigned=["contoso-001"])
        .add_tenant("Adatum", cloud="usgov", position=(1, 2))
        .rename_tenant("litware", "Litware's")
        .update_tenant("contoso", division="Head office")
        .renamed("Mine")
        .remove_arrow("contoso->fabrikam")
    )
    assert edits(design) == (
        'design = design.renamed("Mine")\n'
        'design = design.update_tenant("contoso", division="Head office")\n'
        'design = design.rename_tenant("litware", "Litware\'s")\n'
        'design = design.add_tenant("Adatum", cloud="usgov", position=(1.0, 2.0))\n'
        'design = design.remove_arrow("contoso->fabrikam")\n'
        "design = design.update_arrow(\n"
        '    "contoso->litware",\n'
        '    status="paused",\n'
        '    scope_users="assigned",\n'
        '    assigned=["contoso-001"],\n'
        ")\n"
        "design = design.add_arrow(\n"
        '    "fabrikam",\n'
        '    "contoso",\n'
        '    filters=[[{"attribute": "department", "operator": "EQUALS", "value": "IT"}]],\n'
        "    outbound_auto_redeem=None,\n"
        ")\n"
    )


@pytest.mark.parametrize(
    "passing",
    [
        lambda d: d.add_arrow("fabrikam", "litware").remove_arrow("fabrikam->litware"),
        lambda d: d.add_tenant("Adatum").add_arrow("adatum", "contoso").remove_tenant("adatum"),
        lambda d: d.rename_tenant("contoso", "C").rename_tenant("contoso", "Contoso"),
        lambda d: d.update_arrow("contoso->litware", status="paused").update_arrow(
            "contoso->litware", status="active"
        ),
        lambda d: d.renamed("x").renamed(d.name),
        lambda d: d.remove_arrow("contoso->litware").add_arrow("contoso", "litware"),
        lambda d: xts.templates.with_members(d, "contoso", 3),
    ],
)
def test_what_was_undone_leaves_no_trace(passing):
    assert edits(passing(HUB)) == ""


def test_an_arrow_that_was_added_again_keeps_its_later_place():
    design = HUB.remove_arrow("contoso->fabrikam").add_arrow("contoso", "fabrikam")
    assert [arrow.id for arrow in design.arrows] == ["contoso->litware", "contoso->fabrikam"]
    assert edits(design) == (
        'design = design.remove_arrow("contoso->fabrikam")\ndesign = design.add_arrow("contoso", "fabrikam")\n'
    )


def test_ids_that_do_not_follow_from_names_are_reported():
    two = HUB.add_arrow("contoso", "fabrikam", another=True)
    assert edits(two) == 'design = design.add_arrow("contoso", "fabrikam", another=True)\n'
    assert edits(two.remove_arrow("contoso->fabrikam")) == (
        'design = design.remove_arrow("contoso->fabrikam")\n'
        'design = design.add_arrow("contoso", "fabrikam", id="contoso->fabrikam#2")\n'
    )
    renamed = HUB.add_tenant("Adatum").rename_tenant("adatum", "Relecloud")
    assert edits(renamed) == 'design = design.add_tenant("Relecloud", id="adatum")\n'


def test_edits_of_users_stay_in_their_order():
    design = (
        HUB.remove_users(["contoso-001"])
        .add_tenant("Adatum")
        .add_users([{"id": "z", "tenant": "adatum", "display_name": "Z", "attributes": {"department": "IT"}}])
        .add_arrow("adatum", "contoso", scope_users="assigned", assigned=["z"])
        .remove_users(["z"])
        .remove_tenant("litware")
    )
    assert edits(design) == (
        'design = design.remove_users(["contoso-001"])\n'
        'design = design.add_tenant("Adatum")\n'
        "design = design.add_users(\n"
        "    [\n"
        "        {\n"
        '            "id": "z",\n'
        '            "tenant": "adatum",\n'
        '            "display_name": "Z",\n'
        '            "attributes": {"department": "IT"},\n'
        "        },\n"
        "    ]\n"
        ")\n"
        'design = design.add_arrow("adatum", "contoso", scope_users="assigned", assigned=["z"])\n'
        'design = design.remove_users(["z"])\n'
        'design = design.remove_tenant("litware")\n'
    )


@pytest.mark.parametrize(
    "numbers, told",
    [
        ([4, 6, 9], [9]),
        ([9, 6, 4], [4]),
        ([2, 1, 0], [0]),
        ([9, 2], [2]),
        ([1, 5], [5]),
        ([5, 3], [3]),
        ([9, 1, 5, 6], [6]),
    ],
)
def test_a_number_of_members_that_slid_there(numbers, told):
    design = HUB
    for number in numbers:
        design = xts.templates.with_members(design, "Contoso", number)
    lines = edits(design).splitlines()
    assert lines == [f'design = xts.templates.with_members(design, "contoso", {n})' for n in told]


def test_members_of_another_tenant_or_edits_between_are_kept_apart():
    design = xts.templates.with_members(HUB, "contoso", 4)
    design = xts.templates.with_members(design, "fabrikam", 4)
    assert len(edits(design).splitlines()) == 2
    design = xts.templates.with_members(design.rename_tenant("fabrikam", "F"), "fabrikam", 5)
    assert len(edits(design).splitlines()) == 4


def test_the_code_says_nothing_of_equality():
    literal = xts.Design.from_document(HUB.to_document())
    assert literal == HUB
    assert literal.to_code() != HUB.to_code()


def test_the_recipe_keeps_no_users_and_does_not_grow_with_edits():
    design = HUB
    for _ in range(50):
        design = design.add_arrow("fabrikam", "contoso").remove_arrow("fabrikam->contoso")
    assert design.provenance is HUB.provenance
    assert design.users is HUB.users


# From files


def test_a_file_is_loaded_with_its_lists(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    HUB.save("de'sign.json")
    Path("users.csv").write_text(ISSUED + "a1,Adele,adele@contoso.com,Member,True\n", "utf-8")
    plain = xts.load("de'sign.json")
    assert plain.to_code() == LEAD + 'design = xts.load("de\'sign.json")\n'
    design = xts.load(Path("de'sign.json"), users={"Contoso": Path("users.csv")})
    assert design.to_code() == (LEAD + 'design = xts.load("de\'sign.json", users={"Contoso": "users.csv"})\n')
    assert rebuilt(design) == design
    assert rebuilt(plain) == plain


def test_lists_that_are_tables_have_no_name(tmp_path):
    HUB.save(tmp_path / "d.json")
    table = pd.DataFrame({"id": ["a1"], "userPrincipalName": ["adele@contoso.com"]})
    design = xts.load(tmp_path / "d.json", users={"contoso": table})
    assert design.to_code().startswith(LEAD + "design = xts.Design.from_document(")
    assert rebuilt(design) == design


def test_the_example():
    design = xts.examples.acquisition()
    assert design.to_code() == LEAD + "design = xts.examples.acquisition()\n"
    assert rebuilt(design) == design


# From nowhere


def test_a_document_without_its_defaults():
    document = {
        "format": "xtsviz-topology",
        "version": 1,
        "tenants": [{"id": "contoso", "name": "Contoso"}, {"id": "fabrikam"}],
        "arrows": [
            {"source": "contoso", "target": "fabrikam", "gates": {"inbound_auto_redeem": None}},
            {"id": "mine", "source": "contoso", "target": "fabrikam", "scope": {"filters": IT}},
        ],
        "users": [{"id": "a", "tenant": "contoso"}, {"id": "b", "tenant": "contoso", "user_type": "Guest"}],
        "groups": [{"id": "g", "tenant": "contoso", "members": ["a"]}],
        "options": {"internal_guests": "include"},
    }
    design = xts.Design.from_document(document)
    code = design.to_code()
    space = {}
    exec(code.replace("xts.Design.from_document", "dict"), space)
    assert space["design"] == document
    assert rebuilt(design) == design
    edited = design.remove_users(["b"]).add_arrow("fabrikam", "contoso")
    assert rebuilt(edited) == edited
    assert edited.to_code().count("design = ") == 1


def test_a_graph():
    design = xts.Design.from_networkx(HUB.to_networkx())
    assert rebuilt(design) == design == HUB


def test_too_many_users_are_loaded_from_where_they_were_saved(tmp_path):
    design = HUB.with_directory(people(203))
    with pytest.raises(xts.XtsvizError, match=r"origin of its 203 users.*design\.save\(\"design\.json\"\)"):
        design.to_code()
    design.save(tmp_path / "big.json")
    edited = design.add_arrow("fabrikam", "contoso").remove_users(["u0"])
    for one in (design, edited):
        assert one.to_code().startswith(LEAD + "design = xts.load(")
        assert rebuilt(one) == one
    assert edited.to_code().endswith(
        'design = design.add_arrow("fabrikam", "contoso")\ndesign = design.remove_users(["u0"])\n'
    )


def test_saving_changes_nothing_in_a_design(tmp_path):
    design = HUB.with_directory(people(203))
    before = design.provenance
    design.save(tmp_path / "big.json")
    assert design.provenance is before


def test_a_saved_file_counts_for_other_designs_with_the_same_users_if_it_leads_to_them(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    first = HUB.with_directory(people(203))
    later = first.rename_tenant("litware", "L").add_tenant("Adatum")
    first.save("first.json")
    assert later.to_code().splitlines()[2:] == [
        'design = xts.load("first.json")',
        'design = design.rename_tenant("litware", "L")',
        'design = design.add_tenant("Adatum")',
    ]
    later.save("later.json")
    assert "later.json" in later.to_code()
    assert "first.json" in first.to_code()
    without = first.remove_tenant("litware")
    assert rebuilt(without) == without
    other = type(first)(first.topology.replace(tenants=first.tenants[:1], arrows=()), first.users)
    with pytest.raises(xts.XtsvizError, match="cannot be written as code"):
        other.to_code()


def test_the_latest_of_several_files_is_loaded(tmp_path):
    design = HUB.with_directory(people(203))
    for name in ("a.json", "b.json", "a.json"):
        design.save(tmp_path / name)
    assert "a.json" in design.to_code()


def test_a_file_that_holds_another_design_now_is_not_loaded(tmp_path):
    first, second = (HUB.with_directory(people(count)) for count in (203, 204))
    first.save(tmp_path / "one.json")
    second.save(tmp_path / "one.json")
    assert rebuilt(second) == second
    with pytest.raises(xts.XtsvizError, match="cannot be written as code"):
        first.to_code()


def test_a_pickled_design_knows_the_file_it_was_saved_to(tmp_path):
    design = HUB.with_directory(people(203))
    design.save(tmp_path / "big.json")
    again = pickle.loads(pickle.dumps(design))
    assert again.to_code() == design.to_code()


@pytest.mark.skipif(not Path("/dev/null").is_char_device(), reason="needs devices")
def test_a_device_a_pipe_or_an_open_file_is_not_loaded_from(tmp_path):
    fcntl = pytest.importorskip("fcntl")
    design = HUB.with_directory(people(203))
    os.mkfifo(tmp_path / "pipe")
    reader = os.open(tmp_path / "pipe", os.O_RDONLY | os.O_NONBLOCK)
    fcntl.fcntl(reader, fcntl.F_SETPIPE_SZ, 1_000_000)  # so that nobody has to read
    try:
        design.save(tmp_path / "pipe")
    finally:
        os.close(reader)
    with (tmp_path / "open.json").open("wb") as plain:
        for name in ("/dev/null", f"/dev/fd/{plain.fileno()}"):
            design.save(name)
    with pytest.raises(xts.XtsvizError, match="cannot be written as code"):
        design.to_code()


def test_few_users_stand_in_the_code_even_if_they_were_saved(tmp_path):
    design = HUB.with_directory(people(200))
    design.save(tmp_path / "small.json")
    assert "xts.load" not in design.to_code()
    assert rebuilt(design) == design


def test_where_a_design_comes_from_is_not_overwritten_by_where_it_went(tmp_path):
    HUB.save(tmp_path / "d.json")
    assert edits(HUB) == ""


def test_many_users_added_or_removed_at_once_are_not_spelled_out(tmp_path):
    more = [{"id": f"u{n}", "tenant": "contoso"} for n in range(201)]
    design = HUB.add_users(more)
    with pytest.raises(xts.XtsvizError, match="210 users"):
        design.to_code()
    fewer = design.remove_users([user["id"] for user in more])
    assert rebuilt(fewer) == fewer
    assert xts.templates.with_members(HUB, "contoso", 900).to_code().count("\n") == 4


@pytest.mark.parametrize(
    "lazy",
    [lambda t: pl.from_pandas(t).lazy(), lambda t: duckdb.from_arrow(pl.from_pandas(t).to_arrow())],
)
def test_a_lazy_table(tmp_path, lazy):
    design = HUB.with_directory(lazy(people(3)))
    with pytest.raises(xts.XtsvizError, match="in a lazy table"):
        design.to_code()
    design.save(tmp_path / "lazy.json")
    again = rebuilt(design)
    assert again.topology == design.topology
    assert json.loads((tmp_path / "lazy.json").read_text("utf-8"))["users"] == again.to_document()["users"]


def test_memberships_in_a_table():
    memberships = pd.DataFrame({"group": ["g"], "member": ["u0"]})
    design = HUB.with_directory(people(2), memberships)
    assert rebuilt(design) == design
    assert design.topology.group_by_id["g"].tenant == "contoso"


# Texts


@pytest.mark.parametrize(
    "value, source",
    [
        ("plain", '"plain"'),
        ("it's", '"it\'s"'),
        ('say "hi"', "'say \"hi\"'"),
        ("'\"", '"\'\\""'),
        ("a\nb\x00\\", '"a\\nb\\x00\\\\"'),
        ("\u202e\u200d😀é", '"\\u202e\\u200d😀é"'),
        ("", '""'),
    ],
)
def test_text(value, source):
    assert text(value) == source
    assert eval(source) == value


def test_in_a_fresh_python(tmp_path):
    """Designs as the explorer makes them, rebuilt where nothing has been imported or done before."""
    hub = xts.templates.user_hub(["Contoso", "Fab\"rik'am\n"], members=3)
    mesh = xts.templates.full_mesh(["Contoso", "Litware"], members=2)
    designs = [
        xts.examples.acquisition().rename_tenant("contoso", "two\nlines").remove_arrow("contoso->fabrikam"),
        xts.templates.with_members(hub.add_tenant("=Adatum\\"), "adatum", 4).add_arrow("adatum", "contoso"),
        xts.templates.connect(mesh.add_tenant("東京"), ["Contoso", "Litware", "東京"]).remove_tenant(
            "contoso"
        ),
        xts.Design.from_document(hub.to_document()),
    ]
    for number, design in enumerate(designs):
        (tmp_path / f"{number}.py").write_text(design.to_code(), encoding="utf-8")
    script = (
        "import json, runpy, sys\n"
        "for path in sys.argv[1:]: print(json.dumps(runpy.run_path(path)['design'].to_document()))"
    )
    paths = [str(tmp_path / f"{number}.py") for number in range(len(designs))]
    done = subprocess.run(
        [sys.executable, "-c", script, *paths], capture_output=True, text=True, cwd=tmp_path, check=True
    )
    assert [json.loads(line) for line in done.stdout.splitlines()] == [d.to_document() for d in designs]


def test_notes_that_come_and_go():
    plain = xts.templates.user_hub(["A", "B"], members=1)
    noted = plain.update_tenant("a", note="x").update_arrow("a->b", note="y")
    assert 'update_tenant("a", note="x")' in noted.to_code()
    assert 'update_arrow("a->b", note="y")' in noted.to_code()
    for before, after in (
        (plain, noted),
        (noted, noted.update_tenant("a", note=None).update_arrow("a->b", note=None)),
    ):
        assert rebuilt(after) == after
        assert list(xts.diff(before, after).tenants["field"]) == ["note"]
        assert list(xts.diff(before, after).arrows["field"]) == ["note"]


def test_detours_leave_no_trace():
    four = xts.templates.with_members(HUB.add_tenant("Adatum"), "adatum", 3)
    assert edits(four.remove_tenant("adatum")) == ""
    # Arrows that were drawn before people were changed, and removed after it.
    there = xts.templates.with_members(HUB.add_arrow("fabrikam", "contoso").renamed("X"), "fabrikam", 5)
    back = there.remove_arrow("fabrikam->contoso").renamed(HUB.name)
    assert edits(back) == 'design = xts.templates.with_members(design, "fabrikam", 5)\n'
    # The last number of members of each tenant is enough.
    numbers = HUB
    for tenant, members in (("fabrikam", 4), ("litware", 2), ("fabrikam", 6)):
        numbers = xts.templates.with_members(numbers, tenant, members)
    assert edits(numbers).count("with_members") == 2


def test_what_people_depend_on_is_no_detour():
    # Who is added to a tenant depends on its place, so the tenant before it must have been there.
    design = HUB
    for name in ("Adatum", "Wingtip"):
        design = xts.templates.with_members(design.add_tenant(name), name.lower(), 3)
    design = design.remove_tenant("adatum")
    assert rebuilt(design) == design
    # Members that were removed and added again are others.
    again = xts.templates.with_members(HUB.remove_users(["fabrikam-002"]), "fabrikam", 3)
    assert rebuilt(again) == again
    # A tenant that was removed, and another one under its id.
    new = HUB.remove_tenant("litware").add_tenant("Litware")
    assert rebuilt(new) == new
    # An arrow whose assigned user is removed.
    assigned = HUB.update_arrow("contoso->litware", scope_users="assigned", assigned=["contoso-001"])
    without = assigned.remove_users(["contoso-001"])
    assert rebuilt(without) == without
