"""What leaves the program: the bytes of each kind of file, and its name."""

import csv
import io
import json
import unicodedata
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import xtsviz as xts
from tests.unit.view.samples import nasty
from xtsviz.errors import FileError, MissingLibraryError, PictureError
from xtsviz.io import from_bytes
from xtsviz.io.csv_output import csv_text
from xtsviz.view.export.files import KINDS, ExportFile, export, file_stem
from xtsviz.view.picture.resolve import resolve

FORMULAS = "=+-@\t\r\n"


@pytest.fixture(scope="module")
def flow():
    return xts.user_flow(xts.examples.acquisition())


@pytest.fixture(scope="module")
def hostile():
    """A design whose names, ids and people would be computed by a spreadsheet."""
    design = xts.Design.from_document(
        {
            "format": "xtsviz-topology",
            "version": 1,
            "name": '=HYPERLINK("http://x")',
            "tenants": [{"id": "=a"}, {"id": "home"}, {"id": "-b"}],
            "arrows": [{"source": "=a", "target": "home"}, {"source": "=a", "target": "-b"}],
            "users": [
                {"id": "+1", "tenant": "=a", "display_name": "=1+1"},
                {"id": "u", "tenant": "=a", "display_name": "@SUM(1)"},
            ],
        }
    )
    return xts.user_flow(design)


def rows(file):
    assert file.media_type == "text/csv;charset=utf-8"
    assert file.content.startswith(b"\xef\xbb\xbf"), "spreadsheets would not take it for UTF-8"
    return list(csv.reader(io.StringIO(file.content.decode("utf-8-sig"), newline="")))


def test_the_document_is_the_design(flow):
    file = export("document", flow)
    assert file.name == "Contoso-after-two-acquisitions.json"
    assert from_bytes(file.content) == flow.design
    assert json.loads(file.content) == flow.design.to_document()


def test_people_are_what_the_command_line_prints(flow):
    file = export("people", flow)
    assert file.content.decode("utf-8-sig") == csv_text(flow.presence)
    assert len(rows(file)) == len(flow.presence) + 1


def test_arrows_and_counts(flow):
    head, *arrows = rows(export("arrows", flow))
    assert head == list(flow.arrows.columns)
    blocked = dict(zip(head, arrows[-1], strict=True))
    assert (blocked["state"], blocked["codes"]) == ("blocked", "auto-redeem-inbound-missing")
    counts = flow.counts()
    table = rows(export("counts", flow))
    assert table[0] == ["home", *counts.columns]
    assert [[int(n) for n in row[1:]] for row in table[1:]] == counts.to_numpy().tolist()


def test_no_cell_and_no_column_is_a_formula(hostile):
    for kind in ("people", "arrows", "counts"):
        cells = [cell for row in rows(export(kind, hostile)) for cell in row]
        assert not [cell for cell in cells if cell.startswith(tuple(FORMULAS))]
        assert any(cell.startswith("'=") for cell in cells)
    assert rows(export("counts", hostile))[0] == ["home_", "'=a", "home", "'-b"]


@settings(max_examples=25)
@given(st.text(FORMULAS + "＝a,'\";", min_size=1, max_size=6))
def test_any_name_comes_out_as_text(name):
    users = [{"id": f"{name}1", "tenant": "contoso", "display_name": name}]
    design = xts.templates.user_hub(["Contoso", "Fabrikam"], members=0).add_users(users)
    cells = [cell for row in rows(export("people", xts.user_flow(design))) for cell in row]
    assert not [cell for cell in cells if cell.startswith((*FORMULAS, "＝"))]
    assert {name, f"'{name}"} & set(cells)


def test_pictures_are_of_the_overlay_that_is_given(flow):
    health = resolve(flow.design, flow, overlay="health")
    file = export("svg", flow, picture=health)
    assert file.name == "Contoso-after-two-acquisitions-health.svg"
    assert ElementTree.fromstring(file.content).tag == "{http://www.w3.org/2000/svg}svg"
    assert "is blocked and syncs nobody" in file.content.decode()
    assert export("svg", flow).name.endswith("-everyone.svg")
    small, large = (export("png", flow, scale=scale).content for scale in (1.0, 2.0))
    assert small.startswith(b"\x89PNG")
    assert abs(2 * int.from_bytes(small[16:20], "big") - int.from_bytes(large[16:20], "big")) <= 2


def test_a_person_s_positions_are_in_the_picture(flow):
    places = {"contoso": (900.0, 700.0)}
    assert export("svg", flow, positions=places).content != export("svg", flow).content


def test_a_dark_picture_is_dark_in_both_forms(flow):
    pictures = [resolve(flow.design, flow, dark=dark) for dark in (False, True)]
    for kind in ("svg", "png"):
        light, dark = (export(kind, flow, picture=picture).content for picture in pictures)
        assert light != dark


def test_the_report_begins_with_the_picture_and_follows_its_reader(flow):
    first = resolve(flow.design, flow, overlay="health", dark=True)
    text = export("report", flow, picture=first).content.decode()
    assert text.startswith("<!DOCTYPE html>")
    assert text.index("<h3>Health") < text.index("<h3>Everyone")
    assert (
        text == export("report", flow, picture=resolve(flow.design, flow, overlay="health")).content.decode()
    )


def test_every_kind_of_a_design_with_hostile_names():
    flow = xts.user_flow(nasty())
    for kind in KINDS:
        file = export(kind, flow)
        assert file.content
        plain = ("document", "people", "counts", "arrows", "groups", "checks", "checks-text")
        assert b"<script>alert" not in file.content or kind in plain
        assert b"<script" not in file.content or kind in (*plain, "interactive")


def test_another_kind_is_refused_with_what_there_is(flow):
    with pytest.raises(PictureError, match=r'"reprt".*svg, png.*did you mean "report"'):
        export("reprt", flow)


def test_without_the_renderer_the_error_says_what_to_install(flow, monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "resvg_py", None)
    with pytest.raises(MissingLibraryError, match=r'pip install "xtsviz\[export\]"'):
        export("png", flow)


# --------------------------------------------------------------------------------------------------- names, saving


@pytest.mark.parametrize(
    "name, stem",
    [
        ("Contoso buys Fabrikam", "Contoso-buys-Fabrikam"),
        ("", "design"),
        ("...", "design"),
        ("../../etc/passwd", "etc-passwd"),
        ("C:\\Windows\\x", "C-Windows-x"),
        ("a\x00\n\tb\u202ecod.exe", "a-b-cod-exe"),
        ("CON", "CON-design"),
        ("lpt1", "lpt1-design"),
        ("-rf", "rf"),
        ("Søren & दिल्ली 東京", "Søren-दिल्ली-東京"),
    ],
)
def test_the_name_of_a_file(name, stem):
    assert file_stem(name) == stem


@given(st.text(max_size=300))
def test_any_name_makes_a_file(name):
    stem = file_stem(name)
    assert stem
    assert len(stem.encode()) <= 200
    assert not set(stem) & set('/\\:*?"<>|. ')
    assert all(c == "-" or unicodedata.category(c)[0] in "LNM" for c in stem)
    assert stem[0] != "-"
    assert file_stem(stem) == stem or stem.endswith("-design")


def test_a_file_is_saved_under_its_name_or_another(tmp_path):
    file = ExportFile("a.csv", "text/csv", b"1\r\n")
    assert file.save(tmp_path) == tmp_path / "a.csv"
    assert file.save(tmp_path / "b.csv").read_bytes() == b"1\r\n"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.csv", "b.csv"]
    with pytest.raises(FileError):
        file.save(tmp_path / "nowhere" / "x.csv")
