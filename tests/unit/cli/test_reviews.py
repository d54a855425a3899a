"""`xtsviz review`: what it prints, and with which status it ends."""

import json
from dataclasses import astuple
from importlib.resources import as_file, files

import pytest

import xtsviz as xts
from xtsviz.findings.rules import RULES

FIELDS = ["code", "severity", "subject", "message", "remedy", "source"]


@pytest.fixture
def write(tmp_path):
    """Writes a document with one arrow and three people; what it takes says what differs."""

    def call(quota=300_000, **arrow):
        document = {
            "format": "xtsviz-topology",
            "version": 1,
            "tenants": [
                {"id": "contoso", "name": "Contoso"},
                {"id": "fabrikam", "name": "Fabrikam", "object_quota": quota},
            ],
            "arrows": [{"source": "contoso", "target": "fabrikam", **arrow}],
            "users": [{"id": f"c{n}", "tenant": "contoso"} for n in range(3)],
        }
        path = tmp_path / "design.json"
        path.write_text(json.dumps(document), "utf-8")
        return path

    return call


def test_json_is_a_list_of_the_findings(run, write):
    path = write(quota=2)
    done = run("review", path, "--format", "json")
    found = json.loads(done.out)
    assert done.status == 0
    assert all(list(one) == FIELDS for one in found)
    assert [list(one.values()) for one in found] == xts.review(xts.load(path)).to_frame().to_numpy().tolist()
    assert found[0]["code"] == "object-quota-exceeded"


def test_the_table_has_one_row_for_each_finding(run, write):
    path = write(quota=2)
    head, *rows = run("review", path).out.splitlines()
    assert head.split() == ["severity", "code", "subject", "message", "remedy"]
    found = xts.review(xts.load(path))
    assert [row.split()[:3] for row in rows] == [[f.severity, f.code, f.subject] for f in found]


@pytest.mark.parametrize(
    "fields, fail_on, status",
    [
        ({"quota": 2}, None, 0),
        ({"quota": 2}, "error", 1),
        ({"quota": 2}, "warning", 1),
        ({"status": "paused"}, None, 0),
        ({"status": "paused"}, "error", 0),
        ({"status": "paused"}, "warning", 1),
        ({}, "warning", 0),
    ],
)
@pytest.mark.parametrize("format", ["table", "json"])
def test_the_status_is_1_for_what_counts_as_a_failure(run, write, fields, fail_on, status, format):
    asked = [] if fail_on is None else ["--fail-on", fail_on]
    done = run("review", write(**fields), "--format", format, *asked)
    assert (done.status, done.err) == (status, "")
    assert done.out  # what was found is printed all the same


def test_a_file_is_written_before_the_status_says_failure(run, write, tmp_path):
    done = run("review", write(quota=2), "--fail-on", "error", "--format", "json", "-o", "found.json")
    assert (done.status, done.out) == (1, "")
    assert json.loads((tmp_path / "found.json").read_text("utf-8"))[0]["severity"] == "error"


def test_a_document_from_standard_input(run, write):
    document = write(quota=2).read_bytes()
    assert json.loads(run("review", "-", "--format", "json", stdin=document).out) == json.loads(
        run("review", "design.json", "--format", "json").out
    )


@pytest.mark.parametrize(
    "format, part", [("csv", "done,tenant,who,severity"), ("markdown", "# Check list: ")]
)
def test_a_check_list(run, write, format, part):
    path = write(gates={"inbound_auto_redeem": False})
    done = run("review", path, "--format", format, "--fail-on", "error")
    assert (done.status, done.err) == (1, "")
    assert part in done.out
    assert "Security Administrator" in done.out
    assert "Invoke-MgGraphRequest -Method PATCH" in done.out


def test_users_from_lists(run):
    with as_file(files("xtsviz.examples") / "data") as data:
        names = ("contoso", "fabrikam", "northwind")
        lists = [f"--users={name}={data / f'{name}-users.csv'}" for name in names]
        done = run("review", data / "acquisition.json", *lists, "--format", "json")
    expected = xts.review(xts.examples.acquisition())
    assert [tuple(one.values()) for one in json.loads(done.out)] == [astuple(one) for one in expected]


def test_all_rules_are_listed_without_a_document(run):
    listed = json.loads(run("review", "--list", "--format", "json").out)
    assert all(list(one) == ["code", "severity", "question"] for one in listed)
    assert {one["code"]: (one["severity"], one["question"]) for one in listed} == {
        rule.code: (rule.severity, rule.question) for rule in RULES
    }
    text = run("review", "--list").out
    assert all(rule.code in text and rule.question in text for rule in RULES)


@pytest.mark.parametrize(
    "arguments, told",
    [
        ([], "give a document or --list"),
        (["--list", "design.json"], "takes no DOC"),
        (["--list", "--fail-on", "error"], "takes no DOC"),
        (["design.json", "--fail-on", "info"], "--fail-on"),
        (["--list", "--format", "markdown"], "table and json"),
        (["nowhere.json"], "nowhere.json"),
    ],
)
def test_wrong_usage_is_status_2(run, arguments, told):
    done = run("review", *arguments)
    assert (done.status, done.out) == (2, "")
    assert told in done.err
