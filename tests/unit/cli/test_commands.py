"""The command line: what it prints, where, and with which status."""

import csv
import io
import json
import os
import pty
import re
import select
import subprocess
import sys
import time
from pathlib import Path
from xml.etree import ElementTree

import pandas as pd
import pytest

import xtsviz as xts
from xtsviz.cli.terminal import printable
from xtsviz.view.picture.overlays import OVERLAYS

DOCUMENT = {
    "format": "xtsviz-topology",
    "version": 1,
    "tenants": [
        {"id": "contoso", "name": "[bold]Contoso[/bold]", "verified_domains": ["contoso.com"]},
        {"id": "fabrikam", "name": "\u202eFabrikam\x1b[31m"},
    ],
    "arrows": [
        {"source": "contoso", "target": "fabrikam"},
        {"source": "fabrikam", "target": "contoso", "scope": {"users": "unknown"}},
    ],
    "users": [
        {"id": "c1", "tenant": "contoso", "display_name": "=1+3 <b>Bold</b>", "mail": "same@contoso.com"},
        {"id": "c2", "tenant": "contoso", "display_name": "Adele", "mail": "same@contoso.com"},
        {"id": "c3", "tenant": "contoso", "display_name": "Adele"},
    ],
}
PRESENCE = [
    *("user", "display_name", "home_tenant", "tenant", "relation", "user_type", "user_principal_name"),
    *("account_enabled", "arrow", "origin"),
]
ARROW = ["arrow", "source", "target", "state", "codes", "eligible", "carried"]
ROOT = Path(__file__).parents[3]


@pytest.fixture
def doc(run, tmp_path):
    path = tmp_path / "design.json"
    path.write_text(json.dumps(DOCUMENT), "utf-8")
    return path


@pytest.fixture
def example():
    data = Path(__file__).parents[2] / "data" / "lists"
    lists = [f"--users={name}={data / f'{name}-users.csv'}" for name in ("contoso", "fabrikam", "northwind")]
    return [data / "acquisition.json", *lists]


def process(*arguments, **options):
    command = [sys.executable, "-m", "xtsviz.cli", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, check=False, timeout=120, cwd=ROOT, **options)


# template


def test_template_prints_a_document(run):
    done = run("template", "user-hub", "--tenants", "Contoso,Northwind Traders", "--members", "3")
    design = xts.Design.from_document(json.loads(done.out))
    assert (done.status, done.err) == (0, "")
    assert design == xts.templates.user_hub(["Contoso", "Northwind Traders"], members=3)
    assert (
        run("template", "user_hub", "--tenants", "Contoso,Northwind Traders", "--members=3").out == done.out
    )


def test_template_writes_a_document(run, tmp_path):
    done = run(
        "template", "full_mesh", "--tenants", '"Contoso, Ltd.", Fabrikam', "--members", "0", "-o", "d.json"
    )
    assert (done.status, done.out) == (0, "")
    assert [t.name for t in xts.load(tmp_path / "d.json").tenants] == ["Contoso, Ltd.", "Fabrikam"]


def test_template_with_pairs(run):
    done = run(
        "template", "partial_mesh", "--tenants=A,B,C", "--pair", "A,B", "--pair", "C,A", "--format", "json"
    )
    assert [arrow["id"] for arrow in json.loads(done.out)["arrows"]] == ["a->b", "c->a"]


def test_template_with_groups(run):
    made = json.loads(run("template", "user-hub", "--tenants=A,B", "--members=2", "--groups").out)
    assert xts.Design.from_document(made) == xts.templates.user_hub(["A", "B"], members=2, groups=True)
    assert made["groups"]


@pytest.mark.parametrize(
    "arguments",
    [
        ["no-such-template"],
        ["user-hub", "--tenants", "Contoso"],
        ["user-hub", "--tenants", ""],
        ["user-hub", "--tenants", "A,,B"],
        ["user-hub", "--tenants", '"A,B'],
        ["user-hub", "--tenants", "A," + "x" * 300],
        ["user-hub", "--members", "-1"],
        ["user-hub", "--members", "many"],
        ["full-mesh", "--tenants", ",".join(f"T{n}" for n in range(10_000))],
        ["user-hub", "--pair", "contoso,fabrikam"],
        ["partial-mesh", "--pair", "contoso"],
        ["user-hub", "--format", "csv"],
        ["user-hub", "-o", "nowhere/d.json"],
        [],
    ],
)
def test_template_refuses(run, tmp_path, arguments):
    done = run("template", *arguments)
    assert (done.status, done.out) == (2, "")
    assert done.err.strip()
    assert not list(tmp_path.iterdir())


# flow


def test_flow_as_json_has_the_promised_shape(run, doc):
    done = run("flow", doc, "--format", "json")
    result = json.loads(done.out, parse_constant=pytest.fail)
    assert list(result) == ["presence", "arrows", "merged", "groups", "findings"]
    assert all(list(row) == PRESENCE for row in result["presence"])
    assert [list(row) for row in result["arrows"]] == [ARROW, ARROW]
    assert [list(row.values()) for row in result["arrows"]] == [
        ["contoso->fabrikam", "contoso", "fabrikam", "open", [], 2, 2],
        ["fabrikam->contoso", "fabrikam", "contoso", "unknown", ["scope-unknown"], None, 0],
    ]
    assert result["merged"] == [{"user": "c2", "into": "c1", "tenant": "fabrikam"}]
    assert {"scope-unknown", "shared-mail"} <= {finding["code"] for finding in result["findings"]}
    assert all(list(finding) == ["code", "severity", "subject", "message"] for finding in result["findings"])
    assert result["presence"][0]["arrow"] is None
    assert result["presence"][0]["account_enabled"] is True


def test_flow_as_csv_is_presence_and_no_formula(run, doc):
    text = run("flow", doc, "--format", "csv").out
    rows = list(csv.DictReader(io.StringIO(text)))
    presence = xts.user_flow(xts.load(doc)).presence
    assert list(rows[0]) == PRESENCE == list(presence.columns)
    assert [row["user"] for row in rows] == presence["user"].tolist()
    assert rows[0]["display_name"] == "'=1+3 <b>Bold</b>"


def test_flow_as_table_is_plain_and_shows_names_as_they_are(run, doc):
    done = run("flow", doc)
    assert "[bold]Contoso[/bold]" in done.out
    assert r"\u202eFabrikam\x1b[31m" in done.out
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f\u202a-\u202e\u2500-\u257f]", done.out)
    assert re.search(r"contoso->fabrikam +open +2 +2\n", done.out)
    assert "shared-mail" in done.out


@pytest.mark.parametrize("tenants, left_out", [(500, False), (501, True)])
def test_flow_leaves_the_table_of_counts_out_above_500_tenants(run, tmp_path, monkeypatch, tenants, left_out):
    document = {
        "format": "xtsviz-topology",
        "version": 1,
        "tenants": [{"id": f"t{n}"} for n in range(tenants)],
    }
    (tmp_path / "many.json").write_text(json.dumps(document))
    if left_out:
        monkeypatch.setattr("xtsviz.flow.Flow.counts", lambda self: pytest.fail("the table was made"))
    out = run("flow", tmp_path / "many.json").out
    assert ("Not shown: 501 tenants would need 251,001 cells" in out) is left_out
    assert ("--format csv lists who is where" in out) is left_out
    assert ("from t499" in out) is not left_out


def test_piped_lines_are_as_long_as_they_need_to_be(run, doc, monkeypatch):
    monkeypatch.setenv("COLUMNS", "40")
    remedies = [finding.remedy for finding in xts.review(xts.load(doc)) if finding.remedy]
    assert remedies
    out = run("flow", doc).out
    assert all(printable(remedy) in out for remedy in remedies)


def test_flow_with_users_of_the_admin_center(run, example):
    result = json.loads(run("flow", *example, "--format=json").out)
    carried = {arrow["arrow"]: arrow["carried"] for arrow in result["arrows"]}
    assert (carried["fabrikam->contoso"], carried["northwind->contoso"]) == (22, 11)
    assert "=1+3 <b>Bold</b>" in {row["display_name"] for row in result["presence"]}


@pytest.mark.parametrize("format", ["table", "json", "csv"])
def test_flow_into_a_file_is_what_would_be_printed(run, doc, tmp_path, format):
    printed = run("flow", doc, "--format", format).out
    done = run("flow", doc, "--format", format, "-o", "out.txt")
    assert (done.status, done.out, done.err) == (0, "", "")
    assert (tmp_path / "out.txt").read_bytes().decode("utf-8") == printed


def test_documents_from_standard_input(run, doc):
    assert (
        run("flow", "-", "--format=json", stdin=doc.read_bytes()).out == run("flow", doc, "--format=json").out
    )
    done = run("flow", "-", stdin=b"")
    assert done.status == 2
    assert "standard input: the file is empty" in done.err


def test_all_problems_at_once_on_standard_error(run, doc):
    spoiled = json.loads(doc.read_text("utf-8"))
    spoiled["arrows"][0]["target"] = "fabrikm"
    spoiled["tenants"][0]["cloud"] = "moon"
    doc.write_text(json.dumps(spoiled), "utf-8")
    done = run("flow", doc)
    assert (done.status, done.out) == (2, "")
    assert 'arrows[0].target: no tenant "fabrikm"; did you mean "fabrikam"?' in done.err
    assert "tenants[0].cloud" in done.err


def test_what_was_assumed_of_a_list_is_a_line_each_on_standard_error(run, doc, tmp_path):
    (tmp_path / "list.csv").write_bytes(b"id,userPrincipalName,E-Post\n1,a@contoso.com,x@contoso.com\n")
    done = run("flow", doc, "--users", "contoso=list.csv", "--column", "mail=E-Post", "--format=json")
    assert done.status == 0
    assert done.err.splitlines() == [
        'list.csv: these columns were used: mail from "E-Post"',
        "list.csv: no row says whether the account is enabled: taken as enabled; export with -Property accountEnabled",
        "list.csv: no row says the user type: taken as Member; export with -Property userType",
        "list.csv: no row has a display name: the id is shown instead",
    ]


@pytest.mark.parametrize(
    "columns, word",
    [
        (["mail"], "FIELD=NAME"),
        (["=E-Post"], "FIELD=NAME"),
        (["mail=a", "mail=b"], "two columns"),
        (["mial=E-Post"], 'did you mean "mail"?'),
        (["mail=E-Pots"], 'did you mean "E-Post"?'),
    ],
)
def test_columns_that_do_not_work(run, doc, tmp_path, columns, word):
    (tmp_path / "list.csv").write_bytes(b"id,userPrincipalName,E-Post\n1,a@contoso.com,x@contoso.com\n")
    given = [f"--column={one}" for one in columns]
    done = run("flow", doc, "--users=contoso=list.csv", *given)
    assert (done.status, done.out) == (2, "")
    assert word in done.err
    assert run("flow", doc, *given).status == 2


@pytest.mark.parametrize(
    "users, word",
    [
        (["contoso"], "TENANT=FILE"),
        (["=x.csv"], "TENANT=FILE"),
        (["contoso="], "TENANT=FILE"),
        (["contoso=nowhere.csv"], "nowhere.csv"),
        (["contso=empty.csv"], "empty"),
        (["contso=good.csv"], 'did you mean "contoso"'),
        (["contoso=good.csv", "contoso=good.csv"], "two lists"),
        (["contoso=bad.csv"], "bad.csv: line 1: byte 0 is not UTF-8"),
    ],
)
def test_users_that_do_not_work(run, doc, tmp_path, users, word):
    (tmp_path / "empty.csv").write_bytes(b"")
    (tmp_path / "good.csv").write_bytes(b"id,userPrincipalName\n1,a@contoso.com\n")
    (tmp_path / "bad.csv").write_bytes(b"\xe4,\n")
    done = run("flow", doc, *(f"--users={one}" for one in users), "-o", "out.txt")
    assert (done.status, done.out) == (2, "")
    assert word in done.err
    assert not (tmp_path / "out.txt").exists()


@pytest.mark.parametrize(
    "content",
    [b"", b"\x00\xff", b'{"value": []}', b"[1]", "{}".encode("utf-16"), b'{"format": "xtsviz-topology"}'],
)
@pytest.mark.parametrize("command", ["flow", "trace", "render"])
def test_a_spoiled_document(run, tmp_path, command, content):
    (tmp_path / "spoiled.json").write_bytes(content)
    more = {"flow": [], "trace": ["adele"], "render": ["-o", "x.svg"]}[command]
    done = run(command, "spoiled.json", *more)
    assert (done.status, done.out) == (2, "")
    assert done.err.startswith("xtsviz: spoiled.json: ")
    assert not (tmp_path / "x.svg").exists()


# trace


@pytest.mark.parametrize("named", ["c1", "=1+3 <b>Bold</b>"])
def test_trace(run, doc, named):
    rows = json.loads(run("trace", doc, named, "--format", "json").out)
    assert [list(row) for row in rows] == [
        ["arrow", "source", "target", "carried", "reason", "explanation"]
    ] * 2
    assert [(row["arrow"], row["carried"], row["reason"]) for row in rows] == [
        ("contoso->fabrikam", True, "carried"),
        ("fabrikam->contoso", False, "external-in-source"),
    ]
    table = run("trace", doc, named).out
    assert re.search(r"^contoso->fabrikam +yes +carried ", table, re.MULTILINE)
    assert re.search(r"^fabrikam->contoso +no +external-in-source ", table, re.MULTILINE)


def test_trace_of_a_name_that_several_have(run, doc):
    done = run("trace", doc, "Adele")
    assert (done.status, done.out) == (2, "")
    assert '"c2"' in done.err
    assert '"c3"' in done.err
    assert run("trace", doc, "nobody").status == 2


def test_trace_takes_a_part_of_a_name(run, doc):
    assert run("trace", doc, "<B>bold").out == run("trace", doc, "c1").out
    several = run("trace", doc, "adel")
    assert (several.status, several.out) == (2, "")
    assert 'Adele ([bold]Contoso[/bold], id "c2")' in several.err


def test_trace_without_users(run, doc):
    document = {**json.loads(doc.read_text("utf-8")), "users": [], "groups": []}
    doc.write_text(json.dumps(document), "utf-8")
    for command in (["trace", doc, "adele"], ["why", doc, "adele", "fabrikam"]):
        done = run(*command)
        assert (done.status, done.out) == (2, "")
        assert done.err.startswith("xtsviz: this design has no users")
        assert "--users TENANT=FILE" in done.err


# why


def test_why(run, doc):
    sentence = run("why", doc, "c1", "fabrikam").out
    assert sentence.startswith("=1+3 <b>Bold</b> is in ")
    assert "Fabrikam" in sentence
    assert ", as external member: [bold]Contoso[/bold] → " in sentence
    assert sentence.endswith(".\n")
    assert sentence.count("\n") == 1
    assert run("why", doc, "bold", "FABRIKAM.onmicrosoft.com").out == sentence
    answer = json.loads(run("why", doc, "bold", "fabrikam", "--format", "json").out)
    assert answer == {"user": "c1", "tenant": "fabrikam", "why": sentence.strip()}
    assert run("why", doc, "c1", "fabrikam", "-o", "why.txt").out == ""


@pytest.mark.parametrize(
    "user, tenant, said",
    [("adel", "fabrikam", 'have "adel" in their names'), ("c1", "fabrikan", 'did you mean "fabrikam"?')],
)
def test_why_with_names_that_nobody_has(run, doc, user, tenant, said):
    done = run("why", doc, user, tenant)
    assert (done.status, done.out) == (2, "")
    assert said in done.err


# lists of users in the place of a document, and the other way round

LIST = b"id,userPrincipalName,displayName\n1,lidia@contoso.com,Lidia\n2,alex@contoso.com,Alex\n"


@pytest.mark.parametrize(
    "content, number",
    [
        (LIST, "2 users"),
        (LIST.replace(b",", b";"), "2 users"),
        (LIST.decode().encode("utf-16"), "2 users"),
        (b'{"value": [{"id": "1", "userPrincipalName": "lidia@contoso.com"}]}', "1 user"),
        (b'[{"id": "1", "userPrincipalName": "lidia@contoso.com"}]', "1 user"),
    ],
)
def test_a_list_of_users_as_document(run, tmp_path, content, number):
    (tmp_path / "users.csv").write_bytes(content)
    done = run("flow", "users.csv")
    assert (done.status, done.out) == (2, "")
    assert done.err.startswith(f"xtsviz: users.csv: this is a list of users ({number}), not a design; ")
    assert "--users TENANT=users.csv" in done.err
    piped = run("trace", "-", "lidia", stdin=content)
    assert piped.err.startswith("xtsviz: standard input: this is a list of users")


def test_a_document_as_list_of_users(run, doc):
    done = run("flow", doc, "--users", f"contoso={doc}")
    assert (done.status, done.out) == (2, "")
    assert "this is a design, not a list of users; open it as a document" in done.err


def test_a_design_with_a_mistake_is_no_list(run, tmp_path):
    (tmp_path / "design.json").write_text(
        '{"tenants": [], "users": [{"id": "1", "userPrincipalName": "a@b.c"}]}'
    )
    assert "this is no xtsviz document: it has no format" in run("flow", "design.json").err


# render


@pytest.mark.parametrize(
    "options",
    [
        [],
        ["--overlay", "everyone"],
        ["--overlay", "people"],
        ["--overlay", "health"],
        ["--overlay", "user", "--user", "c3"],
        ["--user", "c3", "--dark"],
        ["--tenant", "fabrikam"],
    ],
)
def test_render_svg(run, doc, tmp_path, options):
    done = run("render", doc, "-o", "picture.SVG", *options)
    assert (done.status, done.out, done.err) == (0, "", "")
    root = ElementTree.fromstring((tmp_path / "picture.SVG").read_bytes())
    assert root.tag == "{http://www.w3.org/2000/svg}svg"


@pytest.mark.parametrize("options", [[], ["--overlay", "compare"]])
def test_render_what_changed(run, doc, tmp_path, options):
    xts.load(doc).add_tenant("Adatum").remove_arrow("contoso->fabrikam").renamed("<b>").save("other.json")
    for output in ("x.svg", "x.html"):
        done = run("render", doc, "-o", output, *options, "--against", "other.json")
        assert (done.status, done.out, done.err) == (0, "", "")
        drawn = (tmp_path / output).read_text("utf-8")
        assert "This design compared with &lt;b&gt;: " in drawn
        assert "tenant removed" in drawn
    assert re.search(r"<h3>(.*?)</h3><figure><svg", drawn).group(1) == "Compare"


def test_overlays_differ(run, doc, tmp_path):
    drawn = set()
    for overlay in ("everyone", "people", "health"):
        run("render", doc, "-o", "x.svg", "--overlay", overlay)
        drawn.add((tmp_path / "x.svg").read_bytes())
    assert len(drawn) == 3


def test_render_png(run, doc, tmp_path):
    def size(*options):
        assert run("render", doc, "-o", "x.png", *options).status == 0
        data = (tmp_path / "x.png").read_bytes()
        assert data[:8] == b"\x89PNG\r\n\x1a\n"
        return int.from_bytes(data[16:20], "big"), int.from_bytes(data[20:24], "big")

    normal, half = size(), size("--scale", "1")
    assert abs(normal[0] - 2 * half[0]) <= 2
    assert abs(normal[1] - 2 * half[1]) <= 2


def test_render_interactive(run, doc, tmp_path):
    assert run("render", doc, "-o", "design.html", "--interactive").status == 0
    page = (tmp_path / "design.html").read_text("utf-8")
    assert "script-src &#39;sha256-" in page
    assert "<b>Bold</b>" not in page
    assert run("render", doc, "-o", "-", "--interactive").out == page


@pytest.mark.parametrize(
    "options, first",
    [
        ([], "Everyone"),
        (["--overlay", "health"], "Health"),
        (["--user", "c3"], "One user"),
        (["--overlay", "tenant", "--tenant", "fabrikam"], "One tenant"),
    ],
)
def test_render_html(run, doc, tmp_path, options, first):
    done = run("render", doc, "-o", "report.html", *options)
    assert (done.status, done.out, done.err) == (0, "", "")
    text = (tmp_path / "report.html").read_bytes().decode("utf-8")
    assert text.startswith("<!DOCTYPE html>")
    shown = re.findall(r"<h3>(.*?)</h3><figure><svg", text)
    assert shown[0] == first
    assert sorted(shown) == sorted({first} | {one.title for one in OVERLAYS.values() if one.in_report})
    assert text.count("<svg") == len(shown)


@pytest.mark.parametrize(
    "arguments",
    [
        ["-o", "x.htm"],
        ["-o", "x.svg", "--interactive"],
        ["-o", "x.html", "--interactive", "--overlay", "people"],
        ["-o", "x.html", "--interactive", "--user", "c1"],
        ["-o", "x.html", "--dark"],
        ["-o", "x.html", "--overlay", "tenant"],
        ["-o", "x.html", "--user", "nobody"],
        ["-o", "nowhere/x.html"],
        ["-o", "x"],
        ["-o", "nowhere/x.svg"],
        ["-o", "x.svg", "--overlay", "evryone"],
        ["-o", "x.svg", "--overlay", "user"],
        ["-o", "x.svg", "--overlay", "tenant"],
        ["-o", "x.svg", "--overlay", "compare"],
        ["-o", "x.svg", "--against", "nowhere.json"],
        ["-o", "x.svg", "--overlay", "health", "--against", "nowhere.json"],
        ["-o", "x.svg", "--user", "nobody"],
        ["-o", "x.svg", "--tenant", "nowhere"],
        ["-o", "x.svg", "--user", "c1", "--tenant", "contoso"],
        ["-o", "x.png", "--scale", "1000"],
        [],
    ],
)
def test_render_refuses(run, doc, tmp_path, arguments):
    done = run("render", doc, *arguments)
    assert (done.status, done.out) == (2, "")
    assert done.err.strip()
    assert list(tmp_path.iterdir()) == [doc]


# diff


@pytest.fixture
def edited(doc, tmp_path):
    """The same design with one arrow less and one tenant more."""
    path = tmp_path / "edited.json"
    xts.load(doc).remove_arrow("contoso->fabrikam").add_tenant("\x1b[2J<i>").save(path)
    return path


def test_diff_as_json(run, doc, edited):
    done = run("diff", doc, edited, "--format", "json")
    result = json.loads(done.out, parse_constant=pytest.fail)
    assert (done.status, done.err) == (0, "")
    tables = ["tenants", "arrows", "other", "appear", "disappear", "changed_people", "groups", "totals"]
    assert list(result) == ["summary", *tables]
    assert result["summary"] == ("+1 tenant, −1 arrow, 2 fewer external objects, 3 fewer P1 licences")
    found = xts.diff(xts.load(doc), xts.load(edited))
    for name in tables:
        assert len(result[name]) == len(getattr(found, name))
        assert all(list(row) == list(getattr(found, name).columns) for row in result[name])
    assert list(result["disappear"][0]) == PRESENCE
    assert [row["user"] for row in result["disappear"]] == ["c1", "c3"]
    assert result["arrows"] == [
        {
            "arrow": "contoso->fabrikam",
            "source": "contoso",
            "target": "fabrikam",
            "change": "removed",
            "field": None,
            "before": None,
            "after": None,
        }
    ]


def test_diff_of_three_designs(run, doc, edited, tmp_path):
    third = tmp_path / "third.json"
    xts.load(doc).add_arrow("fabrikam", "contoso", another=True).renamed("Third").save(third)
    done = run("diff", doc, edited, third, "--format", "json")
    result = json.loads(done.out, parse_constant=pytest.fail)
    assert (done.status, done.err) == (0, "")
    assert list(result) == ["totals", "diffs"]
    assert [one["summary"].split(",")[0] for one in result["diffs"]] == ["+1 tenant", "+1 arrow"]
    done = run("diff", doc, edited, third)
    assert re.search("^Arrows +[0-9]+ +[0-9]+ +−1 +[0-9]+ +[+]1$", done.out, re.MULTILINE)
    assert "Arrows: third.json" in done.out
    assert run("diff", "-", doc, "-").status == 2


def test_diff_as_table_is_plain_and_shows_names_as_they_are(run, doc, edited):
    done = run("diff", doc, edited)
    assert (done.status, done.err) == (0, "")
    assert done.out.startswith("Summary\nedited.json has 1 arrow fewer than ")
    assert re.search("^External objects +[0-9]+ +[0-9]+ +−2$", done.out, re.MULTILINE)
    assert "␛[2J<i> added" in done.out
    assert "=1+3 <b>Bold</b>" in done.out
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f\u202a-\u202e\u2500-\u257f]", done.out)
    assert re.search(r"^.*Contoso.* → .*Fabrikam.* removed$", done.out, re.MULTILINE)
    assert re.search(r"^Entra ID P1 licences +3 +0 +−3$", done.out, re.MULTILINE)
    headings = re.findall(r"^(?:Tenants whose.*|Tenants|Arrows|Other|People)$", done.out, re.M)
    assert headings == ["Tenants whose numbers differ", "Arrows", "Tenants", "People"]


def test_diff_of_a_design_and_itself(run, doc):
    done = run("diff", doc, doc)
    assert (done.status, done.out, done.err) == (0, "Summary\nNothing differs.\n", "")


def test_diff_shows_settings_in_words(run, doc, tmp_path):
    clause = {"attribute": "department", "operator": "EQUALS", "value": "IT"}
    arrow = "contoso->fabrikam"
    xts.load(doc).update_arrow(arrow, filters=[[clause]], actions=["Add"], sync_groups=True).save(
        "other.json"
    )
    out = run("diff", doc, "other.json").out
    assert 'filters: none → department EQUALS "IT"' in out
    assert "actions: Add, Update, Delete → Add" in out
    assert "group sync: off → on" in out


@pytest.mark.parametrize("place", [0, 1])
def test_one_side_of_diff_from_standard_input(run, doc, edited, place):
    paths = [doc, edited]
    given = ["-" if place == n else path for n, path in enumerate(paths)]
    done = run("diff", *given, stdin=paths[place].read_bytes())
    both = run("diff", doc, edited).out.replace(paths[place].name, "standard input")
    assert done.status == 0
    assert done.out.split() == both.replace("\nstandard", "\nStandard", 1).split()


def test_diff_into_a_file_is_what_would_be_printed(run, doc, edited, tmp_path):
    printed = run("diff", doc, edited, "--format", "json").out
    done = run("diff", doc, edited, "--format", "json", "-o", "out.json")
    assert (done.status, done.out, done.err) == (0, "", "")
    assert (tmp_path / "out.json").read_bytes().decode("utf-8") == printed


@pytest.mark.parametrize(
    "arguments, word",
    [
        (["-", "-"], "only one of the two"),
        (["design.json"], "Missing argument"),
        (["design.json", "nowhere.json"], "nowhere.json"),
        (["spoiled.json", "design.json"], "spoiled.json: "),
        (["design.json", "spoiled.json", "-o", "out.txt"], "spoiled.json: "),
        (["design.json", "design.json", "--format", "csv"], "csv"),
        (["design.json", "design.json", "-o", "nowhere/out.txt"], "nowhere"),
    ],
)
def test_diff_refuses(run, doc, tmp_path, arguments, word):
    (tmp_path / "spoiled.json").write_text("{}", "utf-8")
    done = run("diff", *arguments)
    assert (done.status, done.out) == (2, "")
    assert word in done.err
    assert sorted(path.name for path in tmp_path.iterdir()) == ["design.json", "spoiled.json"]


# the rest


def test_schema(run):
    assert json.loads(run("schema").out) == xts.schema()
    assert json.loads(run("schema", "--format", "json").out) == xts.schema()


def test_version(run):
    assert run("--version").out == f"xtsviz {xts.__version__}\n"


def test_help_names_what_there_is(run):
    out = run("--help").out
    for command in (
        "explore",
        "practice",
        "template",
        "flow",
        "trace",
        "why",
        "review",
        "diff",
        "render",
        "schema",
    ):
        assert re.search(rf"^  {command} ", out, re.MULTILINE)


@pytest.mark.parametrize(
    "arguments",
    [
        ["nonsense"],
        ["flow"],
        ["flow", "--nonsense"],
        ["flow", "x", "--format", "x"],
        ["explore", "--users", "a=b"],
        ["explore", "x.json", "--example"],
        ["explore", "--folder", "work"],
        ["explore", "--lab", "--visitors", "5"],
        ["explore", "--lab", "--listen", "127.0.0.1"],
        ["explore", "--visitors", "0"],
        ["practice", "--visitors", "many"],
        ["practice", "--listen", "192.0.2.1", "--no-browser"],
        ["practice", "--visitors", "100000", "--no-browser"],
    ],
)
def test_wrong_usage(run, arguments):
    done = run(*arguments)
    assert (done.status, done.out) == (2, "")
    assert done.err.strip()


def test_explore_reads_its_document_before_it_serves(run, doc):
    doc.write_text("{}", "utf-8")
    done = run("explore", doc, "--no-browser")
    assert done.status == 2
    assert "design.json" in done.err


# as a process of its own


def test_as_a_process(doc):
    done = process("flow", "-", "--format", "csv", input=doc.read_bytes(), env={**os.environ, "LANG": "C"})
    assert (done.returncode, done.stderr) == (0, b"")
    assert pd.read_csv(io.BytesIO(done.stdout)).shape == (5, len(PRESENCE))
    assert process("flow", "nowhere.json").returncode == 2


def test_names_that_the_terminal_cannot_write(doc):
    doc.write_text(doc.read_text("utf-8").replace("Adele", "Zoë 🦊"), "utf-8")
    environment = {**os.environ, "LANG": "C", "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONIOENCODING": "ascii"}
    done = process("flow", doc, "--format", "csv", env=environment)
    assert done.returncode == 0
    assert "Zoë 🦊" in done.stdout.decode("utf-8")


@pytest.mark.skipif(sys.platform == "win32", reason="pipes end differently there")
def test_a_reader_that_has_seen_enough():
    command = f"{sys.executable} -m xtsviz.cli template full-mesh --members 200 | head -n 1"
    done = subprocess.run(
        ["bash", "-o", "pipefail", "-c", command], capture_output=True, check=False, timeout=120
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, b"{\n", b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_a_full_disk(doc):
    with Path("/dev/full").open("wb") as full:
        command = [sys.executable, "-m", "xtsviz.cli", "flow", str(doc)]
        done = subprocess.run(
            command, stdout=full, stderr=subprocess.PIPE, check=False, timeout=120, cwd=ROOT
        )
    assert done.returncode == 2
    assert b"cannot write to standard output" in done.stderr
    assert b"Traceback" not in done.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
def test_a_terminal_gets_colour_and_lines(doc):
    ours, theirs = pty.openpty()
    environment = {**os.environ, "TERM": "xterm-256color", "COLUMNS": "120"}
    environment.pop("NO_COLOR", None)
    command = [sys.executable, "-m", "xtsviz.cli", "flow", str(doc)]
    with subprocess.Popen(
        command, stdout=theirs, stderr=subprocess.PIPE, env=environment, cwd=ROOT
    ) as running:
        os.close(theirs)
        text, deadline = b"", time.monotonic() + 60
        while time.monotonic() < deadline and select.select([ours], [], [], 60)[0]:
            try:
                chunk = os.read(ours, 65536)
            except OSError:  # the other side is closed
                break
            if not chunk:
                break
            text += chunk
        assert running.wait(60) == 0
    os.close(ours)
    shown = text.decode("utf-8")
    assert "\x1b[" in shown
    assert "─" in shown
    assert "[bold]Contoso[/bold]" in shown
    assert "\u202e" not in shown


def test_it_starts_without_widgets_and_pictures():
    code = (
        "import sys; from xtsviz.cli import main; sys.argv = ['xtsviz', '--version']\n"
        "try: main()\nfinally: print(*sys.modules)"
    )
    command = [sys.executable, "-c", code]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT)
    loaded = set(done.stdout.split())
    assert "xtsviz.cli.app" in loaded
    assert loaded.isdisjoint({"ipywidgets", "plotly", "networkx", "voila", "IPython", "resvg_py"})
