"""An administrator begins: the start view, a design, three lists in an odd order, and what is asked on the way."""

import base64
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.browser.explorer import SOON, Screen

DATA = Path(__file__).parents[1] / "data" / "lists"
ARROWS = {"fabrikam->contoso", "northwind->contoso", "contoso->fabrikam", "contoso->northwind"}
TENANTS = {"contoso", "fabrikam", "northwind"}

DROP = """([names, contents]) => {
    const data = new DataTransfer();
    for (const [n, name] of names.entries()) {
        data.items.add(new File([Uint8Array.from(atob(contents[n]), (c) => c.charCodeAt())], name));
    }
    const place = [...document.querySelectorAll('[data-xts-drop]')].find((one) => one.offsetWidth);
    for (const kind of ['dragover', 'drop']) {
        place.dispatchEvent(new DragEvent(kind, { bubbles: true, cancelable: true, dataTransfer: data }));
    }
}"""


def users(*tenants: str) -> list[Path]:
    return [DATA / f"{tenant}-users.csv" for tenant in tenants]


def choose(screen: Screen, label: str, *files: Path) -> None:
    screen.root.get_by_label(label, exact=True).locator("visible=true").set_input_files(files)


def dropped(screen: Screen, *files: Path) -> None:
    contents = [base64.b64encode(file.read_bytes()).decode() for file in files]
    screen.page.evaluate(DROP, [[file.name for file in files], contents])


def administrator(screen: Screen, *, drop: bool) -> None:
    """From the start view to the numbers of the command line: 22 synced, 34 externals in Contoso, 8 in Fabrikam."""
    button = screen.root.get_by_role("button", name="The example", exact=True)
    expect(button).to_be_visible(timeout=SOON)
    expect(screen.root.get_by_role("button", name="Undo")).to_be_hidden()
    choose(screen, "Open a design", *users("contoso"))
    screen.says("contoso-users.csv: this is a list of users (43 users), not a design", error=True)
    choose(screen, "Open a design", DATA / "acquisition.json")
    screen.says("Opened acquisition.json")
    screen.shows(TENANTS, ARROWS)

    screen.drawer("Open")
    choose(screen, "Open user lists", *users("northwind"))
    screen.says("Opened northwind-users.csv")
    if drop:
        dropped(screen, *users("fabrikam", "contoso"))
    else:
        choose(screen, "Open user lists", *users("fabrikam", "contoso"))
    screen.says("Opened 2 lists: ")
    for sentence in (
        "25 users: 23 members, 1 guest, 1 external; 1 without department",
        "43 users: 40 members",
    ):
        expect(screen.root.get_by_text(sentence)).to_be_visible(timeout=SOON)
    screen.edge("fabrikam->contoso", "edge.label.includes('22')")
    screen.node("tenant:contoso", "node.label.includes('34 external')")
    screen.node("tenant:fabrikam", "node.label.includes('8 external')")


def test_jupyterlab(open_notebook: Callable[..., Page]) -> None:
    screen = Screen(open_notebook(["import xtsviz as xts\nxts.explore()"]))
    administrator(screen, drop=True)

    # A tenant without the domain at which its users sign in: the list is refused, and the domain is a button.
    screen.open("Tenants")
    screen.choose("Tenant", "3. Northwind Traders")
    screen.settle()
    screen.field("Verified domains").fill("")
    screen.field("Initial domain").fill("nw.onmicrosoft.com")
    screen.field("Initial domain").press("Tab")
    screen.says("Changed the domains of Northwind Traders")
    screen.settle()
    choose(screen, "Open user lists", *users("northwind"))
    screen.says("everybody signs in at", error=True)
    screen.root.get_by_role("button", name="Add northwind.onmicrosoft.com to Northwind Traders").press(
        "Enter"
    )
    screen.says("Added northwind.onmicrosoft.com to Northwind Traders, and opened northwind-users.csv")
