"""Files out of the explorer and into it, as JupyterLab and Voila do it: the bytes that a person has in the end."""

import base64
import json
import random
import re
from collections.abc import Callable, Sequence
from pathlib import Path

import nbformat
from nbconvert import HTMLExporter
from playwright.sync_api import Page, expect

import xtsviz as xts
from tests.browser.explorer import SOON, Screen
from tests.browser.fixtures import Servers
from tests.browser.harness import kernel_eval, kernel_run
from xtsviz.view.export.files import KINDS, export

NAME = "../<b>Contoso</b> = 1"
MEMBERS = 2_000
CELL = f"""
import xtsviz as xts
explorer = xts.explore(xts.templates.full_mesh(['Contoso', 'Fabrikam'], members={MEMBERS}).renamed({NAME!r}))
explorer
"""
LARGE = xts.templates.full_mesh(["Contoso", "Fabrikam"], members=MEMBERS).renamed(NAME)
# What a file has whatever the size of its picture: the words of the SVG, the kind of the PNG, the texts of
# the pages without their pictures.
DRAWN: dict[str, Callable[[bytes], object]] = {
    "svg": lambda content: re.findall(rb"<desc[^>]*>.*?</desc>", content, re.DOTALL)[0].partition(b">")[2],
    "png": lambda content: content[:16],
    "report": lambda content: re.sub(rb"<svg.*?</svg>", b"", content, flags=re.DOTALL),
    "interactive": lambda content: content.partition(b"<svg")[0].partition(b"<body")[2],
}
SMALL = xts.templates.user_hub(["Adatum", "Litware"], members=1)


def fetched(screen: Screen, kind: str) -> tuple[str, bytes]:
    """The file that a button of the drawer gives: its name, and its bytes."""
    with screen.page.expect_download(timeout=SOON) as coming:
        screen.press(KINDS[kind].title)
    name = coming.value.suggested_filename
    screen.says("Downloaded", name)
    return name, Path(coming.value.path()).read_bytes()


def hand_in(screen: Screen, label: str, name: str, content: bytes) -> None:
    field = screen.root.get_by_label(label, exact=True)
    field.set_input_files({"name": name, "mimeType": "application/json", "buffer": content})


def whole_way(screen: Screen) -> None:
    """Every button's bytes, then a document that is none, then one that is."""
    screen.press("Export")
    expect(screen.root.get_by_role("button", name="Report (HTML)")).to_be_visible(timeout=SOON)
    flow = xts.user_flow(LARGE)
    for kind in KINDS:
        name, content = fetched(screen, kind)
        expected = export(kind, flow)
        assert name == expected.name
        assert name.startswith("b-Contoso-b-1")
        if kind in DRAWN:  # laid out for the canvas of the page
            assert DRAWN[kind](content) == DRAWN[kind](expected.content), f"{kind} is not what Python makes"
        else:
            assert content == expected.content, f"{kind} is not what Python makes"
    screen.press("Export")
    screen.drawer("Open")
    hand_in(screen, "Open a design", "wrong.json", b'{"tenants": 5}')
    screen.says("wrong.json: this is no xtsviz document", error=True)
    expect(screen.root.get_by_role("heading", level=1)).to_contain_text(NAME)
    hand_in(screen, "Open a design", "small.json", json.dumps(SMALL.to_document()).encode())
    screen.says("Opened small.json")
    screen.shows({"adatum", "litware"}, {"adatum->litware"})


def flood(screen: Screen, label: str, kept: str) -> None:
    """Paste far too much into a field: it is refused, and the field keeps what it had."""
    field = screen.field(label)
    field.fill(kept)
    field.press("Control+a")
    field.press("Control+v")
    screen.says("These are 100,000 characters; a field takes at most", error=True)
    expect(field).to_have_value(kept)
    kernel_run(screen.page, "explorer.controller.set_status('Ready')")
    screen.says("Ready")


def saved_with_its_picture(page: Page, path: Path) -> None:
    """The notebook, saved and converted to HTML, shows the picture, and has it in words."""
    page.evaluate("() => jupyterapp.commands.execute('docmanager:save')")
    html, _ = HTMLExporter().from_notebook_node(nbformat.read(path, as_version=4))
    [drawn] = re.findall(r'<img[^>]* src="data:image/svg\+xml;base64,([^"]+)"', html)
    picture = base64.b64decode(drawn).decode("utf-8")
    assert ">Fabrikam</text>" in picture
    assert f"Contoso → Fabrikam syncs {MEMBERS:,} users." in picture


CODE = f"{LARGE.to_code()}\nxts.explore(design)\n"
LAST_CELL = "() => jupyterapp.shell.currentWidget.content.widgets.at(-1).model.sharedModel.getSource()"


def the_code(screen: Screen) -> None:
    """The drawer shows the code line by line as Python gives it; copied, it is the same."""
    screen.press("Show the code")
    code = CODE
    assert code.count("\n") > 3
    expect(screen.root.locator("pre code")).to_have_text(code, timeout=SOON)
    screen.press("Copy the code")
    screen.says("Copied the code")
    assert screen.page.evaluate("() => navigator.clipboard.readText()") == code
    screen.press("Show the code")


def test_jupyterlab(open_notebook: Callable[..., Page], servers: Servers) -> None:
    screen = Screen(open_notebook([CELL]))
    saved_with_its_picture(screen.page, servers("lab").notebooks / "test.ipynb")
    the_code(screen)
    screen.press("Show the code")
    screen.press("Insert as a cell")
    screen.says("The code is in a new cell below")
    assert screen.page.evaluate(LAST_CELL) == CODE
    screen.press("Show the code")
    screen.page.evaluate("() => navigator.clipboard.writeText('x'.repeat(100_000))")
    screen.open("Tenants")
    flood(screen, "New", "Litware")
    flood(screen, "Name", "Contoso")
    screen.open("Template")
    flood(screen, "Tenants", "Contoso\nFabrikam")
    screen.open("People")
    flood(screen, "Search by name, mail or id", "Adele")
    screen.open("Graph")
    whole_way(screen)

    # What is more than a server lets through at once comes whole in both directions, in pieces.
    note = base64.b64encode(random.Random(0).randbytes(3_400_000)).decode()
    user = {"id": "u", "tenant": "adatum", "attributes": {"note": note}}
    large = SMALL.add_users([user])
    screen.drawer("Open")
    hand_in(screen, "Open a design", "large.json", json.dumps(large.to_document()).encode())
    screen.says("Opened large.json")
    screen.drawer("Export")
    assert kernel_eval(screen.page, "len(explorer.design.users.records()[-1]['attributes']['note'])") == len(
        note
    )
    assert fetched(screen, "document")[1] == export("document", xts.user_flow(large)).content


def test_voila(open_voila: Callable[[Sequence[str]], Page]) -> None:
    whole_way(Screen(open_voila([CELL])))
