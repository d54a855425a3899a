"""An overlay is one module: a new one appears in every place, and nothing else has to know it."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import xtsviz

NEW_OVERLAY = '''
"""The overlay *Outgoing*: how many arrows leave each tenant."""

from xtsviz.view.picture.overlays.overlay import Overlay
from xtsviz.view.picture.overlays.result import OverlayResult


def _resolve(context, selection):
    leaving = [flow.arrow.source for flow in context.by_arrow.values()]
    return OverlayResult(
        "Outgoing: how many arrows leave each tenant",
        {tenant: f"{leaving.count(tenant)} arrows leave" for tenant in context.tenant_index},
    )


OVERLAY = Overlay("outgoing", "Outgoing", 7, _resolve, in_report=True)
'''

USE_IT = """
import json, sys
import ipywidgets
import xtsviz
from xtsviz.flow import user_flow
from xtsviz.view.export.files import export

design = xtsviz.templates.user_hub(["Contoso", "Fabrikam", "Litware"], members=2)
design.save("design.json")
explorer = xtsviz.Explorer(design)


def below(widget):
    yield widget
    for child in getattr(widget, "children", ()):
        yield from below(child)


buttons = [dict(w.options) for w in below(explorer) if isinstance(w, ipywidgets.ToggleButtons)]
overlays = next(options for options in buttons if "Everyone" in options)
explorer.overlay = "outgoing"
print(json.dumps({
    "code": xtsviz.__file__,
    "buttons": overlays,
    "explorer": any("2 arrows leave" in str(getattr(w, "value", "")) for w in below(explorer)),
    "report": export("report", user_flow(design)).content.decode(),
}))
"""


@pytest.fixture(scope="module")
def with_new_overlay(tmp_path_factory):
    """Run Python on a copy of the package that has one more file."""
    folder = tmp_path_factory.mktemp("copy")
    shutil.copytree(
        Path(xtsviz.__file__).parent, folder / "xtsviz", ignore=shutil.ignore_patterns("__pycache__")
    )
    (folder / "xtsviz/view/picture/overlays/outgoing.py").write_text(NEW_OVERLAY, "utf-8")

    def run(*arguments):
        given = {**os.environ, "PYTHONPATH": str(folder), "PYTHONUTF8": "1"}
        done = subprocess.run(
            [sys.executable, *arguments],
            cwd=folder,
            env=given,
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    found = json.loads(run("-c", USE_IT))
    assert Path(found["code"]).is_relative_to(folder)
    return found, run


def test_a_new_overlay_has_a_button_in_the_explorer(with_new_overlay):
    found, _ = with_new_overlay
    assert list(found["buttons"].items())[-1] == ("Outgoing", "outgoing")
    assert found["explorer"]


def test_a_new_overlay_is_in_the_report(with_new_overlay):
    found, _ = with_new_overlay
    assert "<h3>Outgoing</h3>" in found["report"]
    assert "2 arrows leave" in found["report"]


def test_a_new_overlay_can_be_drawn_on_the_command_line(with_new_overlay):
    _, run = with_new_overlay
    drawn = run("-m", "xtsviz.cli", "render", "design.json", "--overlay", "outgoing", "-o", "-")
    assert drawn.startswith("<svg")
    assert "2 arrows leave" in drawn
    assert "outgoing" in run("-m", "xtsviz.cli", "render", "--help")
