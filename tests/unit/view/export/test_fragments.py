"""Small pictures and the bare report, as snapshots; `pytest --snapshot-update` writes them anew."""

import re

import pytest

import xtsviz as xts
from tests.unit.view.samples import picture, small
from xtsviz.view.export import svg
from xtsviz.view.export.report import report
from xtsviz.view.picture.types import Selection


def test_svg_of_two_tenants_and_an_arrow(svg_snapshot):
    design = xts.templates.user_hub(["Contoso", "Fabrikam"], members=2)
    assert svg.render(picture(design), dark=False) == svg_snapshot


def test_svg_with_people(svg_snapshot):
    assert svg.render(picture(small(), "people"), dark=True) == svg_snapshot


@pytest.mark.parametrize(
    "overlay, selection",
    [("people", None), ("health", None), ("user", Selection("user", "contoso-001"))],
    ids=["people", "health", "user"],
)
def test_picture_in_words(overlay, selection, text_snapshot):
    drawn = picture(small(), overlay, selection)
    legend = "\n".join(f"- {entry.text}" for entry in drawn.legend)
    assert f"{drawn.text}\n\n{legend}" == text_snapshot


def test_report_of_next_to_nothing(html_snapshot):
    """The skeleton of the page: its style sheet, its drawings and all overlays but one have tests of their own."""
    document = {"format": "xtsviz-topology", "version": 1, "tenants": [{"id": "a", "name": "Contoso"}]}
    page = report(xts.Design.from_document(document))
    page = re.sub("(<style>).*?(</style>)", r"\1…\2", page, flags=re.DOTALL)
    page = re.sub("(<h2>Pictures</h2>.*?</figure>).*?(</section>)", r"\1\2", page, flags=re.DOTALL)
    assert re.sub("<svg.*?</svg>", "<svg></svg>", page, flags=re.DOTALL) == html_snapshot
