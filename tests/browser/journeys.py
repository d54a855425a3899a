"""What an architect and an administrator do, from the start view to what they take along; with the time of each click.

`test_journeys.py` walks them in JupyterLab and Voila; ``make bench`` walks them again and prints the times.
"""

import base64
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import expect

import xtsviz as xts
from tests.browser.explorer import SOON, Screen
from tests.browser.harness import click_edge

DATA = Path(__file__).parents[1] / "data" / "lists"
CELL = "import xtsviz as xts\nxts.explore()"
EIGHT = (
    "Contoso",
    "Fabrikam",
    "Litware",
    "Adatum",
    "Northwind Traders",
    "Tailspin Toys",
    "Wingtip Toys",
    "Woodgrove Bank",
)
EVERYONE_WITH_EVERYONE = len(EIGHT) * (len(EIGHT) - 1)

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

# From the last thing that a person did to the frame with the last change on the page; and whether the explorer said
# meanwhile that it works.
WATCH = """(root) => {
    window.clock?.stop();
    const clock = { start: null, last: null, saidBusy: false };
    const begin = () => { clock.start = performance.now(); };
    // What the root notes for itself, such as the number of the last answer, nobody sees.
    const unseen = ({ target, attributeName }) => target === root && attributeName?.startsWith('data-');
    const change = (changes) => {
        if (changes.every(unseen)) return;
        clock.saidBusy ||= root.ariaBusy === 'true';
        requestAnimationFrame(() => requestAnimationFrame(() => { clock.last = performance.now(); }));
    };
    const events = ['click', 'keydown', 'input', 'change', 'drop'];
    for (const name of events) window.addEventListener(name, begin, true);
    const observer = new MutationObserver(change);
    observer.observe(root, { childList: true, subtree: true, attributes: true, characterData: true });
    clock.stop = () => {
        for (const name of events) window.removeEventListener(name, begin, true);
        observer.disconnect();
    };
    window.clock = clock;
}"""
READ = "() => [window.clock.last - window.clock.start, window.clock.saidBusy]"


@dataclass
class Clock:
    """The clicks of a journey, each with the milliseconds until all that it led to was on the screen."""

    screen: Screen
    clicks: list[tuple[str, float, bool]] = field(default_factory=list)

    @contextmanager
    def click(self, name: str) -> Iterator[None]:
        """Measure one click, and note whether the explorer said meanwhile that it works."""
        page = self.screen.page
        page.evaluate(WATCH, self.screen.root.element_handle())
        yield
        self.screen.settle()
        took, said_busy = page.evaluate(READ)
        self.clicks.append((name, took, said_busy))


def lists_of(*tenants: str) -> list[Path]:
    """The user lists of these tenants, one file each."""
    return [DATA / f"{tenant}-users.csv" for tenant in tenants]


def choose_files(screen: Screen, label: str, *files: Path) -> None:
    """Choose files in the dialog behind a button."""
    screen.root.get_by_label(label, exact=True).locator("visible=true").set_input_files(files)


def drop_files(screen: Screen, *files: Path) -> None:
    """Drop files on the explorer."""
    contents = [base64.b64encode(file.read_bytes()).decode() for file in files]
    screen.page.evaluate(DROP, [[file.name for file in files], contents])


def begin(screen: Screen) -> None:
    """The start view is there, and nothing to undo yet."""
    expect(screen.root.get_by_role("button", name="The example", exact=True)).to_be_visible(timeout=SOON)
    expect(screen.root.get_by_role("button", name="Undo")).to_be_hidden()


def architect(screen: Screen, clock: Clock) -> None:
    """A hub of eight becomes a mesh, and the two are compared before anybody touches a tenant."""
    begin(screen)
    with clock.click("A template"):
        screen.press("A template")
    screen.field("Tenants").fill(", ".join(EIGHT))
    screen.field("Tenants").press("Tab")
    with clock.click("the template of a hub"):
        screen.act("template", "single_source_multiple_targets")
    screen.says("Started from", "8 tenants, 7 arrows and 35 externals")

    with clock.click("an arrow"):
        click_edge(screen.page, "arrow:contoso->fabrikam")
    with clock.click("Add a filter"):
        screen.press("Add a filter")
    screen.field("Attribute 1").fill("department")
    screen.field("Value 1").fill("Sales")
    counted = screen.root.locator(".xts-audience:visible")
    expect(counted).to_contain_text("of 5 internal members in scope", timeout=SOON)
    with clock.click("Apply filter"):
        screen.press("Apply filter")
    screen.says("Changed Contoso → Fabrikam")

    with clock.click("Snapshot"):
        screen.drawer("Snapshot")
    with clock.click("the name of a snapshot"):
        screen.write("Name", "The hub")
    screen.says("Took the snapshot The hub")
    with clock.click("Snapshot, again"):
        screen.drawer("Snapshot")

    screen.open("Template")
    with clock.click("the template of a mesh"):
        screen.act("template", "mesh_peer_to_peer")
    asked = screen.root.locator(".xts-prompt")
    expect(asked).to_contain_text(
        "7 arrows (1 with filters or other settings). New: 49 arrows.", timeout=SOON
    )
    with clock.click("Turn into it"):
        screen.press("Turn into it")
    drawn = {f"{a}->{b}" for a in ids() for b in ids() if a != b}
    screen.shows(set(ids()), drawn)
    screen.node("tenant:contoso", "node.label.includes('5 internal')")

    with clock.click("Compare"):
        screen.drawer("Compare")
    with clock.click("a snapshot to compare with"):
        screen.field("Compare with").select_option(label="snapshot The hub")
    screen.says("This design compared with the snapshot The hub: +49 arrows")
    arrows = screen.root.locator(".xts-compared tr").filter(has_text="arrows").first
    expect(arrows).to_contain_text("49", timeout=SOON)
    with clock.click("Turn round"):
        screen.press("Turn round")
    screen.says("−49 arrows")
    with clock.click("Turn round, again"):
        screen.press("Turn round")
    with clock.click("Draw it"):
        screen.press("Draw it")
    with clock.click("Compare, again"):
        screen.drawer("Compare")
    screen.edge("fabrikam->contoso", "edge.classes.includes('is-added')")

    # The arrow that the hub had still has its filter.
    with clock.click("Everyone"):
        screen.overlay("Everyone")
    with clock.click("the arrow with the filter"):
        click_edge(screen.page, "arrow:contoso->fabrikam")
    expect(screen.field("Value 1")).to_have_value("Sales", timeout=SOON)

    with clock.click("Export"):
        screen.drawer("Export")
    with screen.page.expect_download(timeout=SOON) as coming:
        screen.press("Report (HTML)")
    report = Path(coming.value.path()).read_text("utf-8")
    screen.says("Downloaded")
    for words in ("Woodgrove Bank", "The hub", "Compar"):
        assert words in report, f"the report does not speak of {words!r}"


def ids() -> list[str]:
    """The ids of the architect's tenants."""
    return [name.lower().replace(" ", "-") for name in EIGHT]


def administrator(screen: Screen, clock: Clock, open_lists: Callable[[Screen], None]) -> None:
    """An own design and three lists lead to the numbers of the command line, to a person, and to what is to be done.

    Args:
        open_lists: opens the lists of Contoso and Fabrikam; that of Northwind Traders is opened before.
    """
    begin(screen)
    choose_files(screen, "Open a design", *lists_of("contoso"))
    screen.says("contoso-users.csv: this is a list of users (43 users), not a design", error=True)
    with clock.click("Open a design"):
        choose_files(screen, "Open a design", DATA / "acquisition.json")
        screen.says("Opened acquisition.json")

    with clock.click("Open"):
        screen.drawer("Open")
    with clock.click("Open user lists: one"):
        choose_files(screen, "Open user lists", *lists_of("northwind"))
        screen.says("Opened northwind-users.csv")
    with clock.click("Open user lists: two"):
        open_lists(screen)
        screen.says("Opened 2 lists: ")
    for sentence in (
        "25 users: 23 members, 1 guest, 1 external; 1 without department",
        "43 users: 40 members",
    ):
        expect(screen.root.get_by_text(sentence)).to_be_visible(timeout=SOON)
    known = {tenant: DATA / f"{tenant}-users.csv" for tenant in ("contoso", "fabrikam", "northwind")}
    flow = xts.user_flow(xts.load(DATA / "acquisition.json", users=known))
    for arrow, done in flow.by_arrow.items():
        screen.edge(arrow, f"edge.label.includes('{done.carried}')")
    for tenant, people in flow.populations.items():
        screen.node(f"tenant:{tenant}", f"node.label.includes('{people.external} external')")
    with clock.click("Open, again"):
        screen.drawer("Open")

    # Without the accent, and not to the end
    find = screen.root.get_by_placeholder("Find a person")
    with clock.click("a name in the search"):
        find.press_sequentially("sian say")
    found = screen.root.get_by_role("option", name="Siân Sayers")
    expect(found.first).to_be_visible(timeout=SOON)
    with clock.click("a suggestion"):
        find.press("ArrowDown")
        find.press("Enter")
    expect(screen.root.get_by_role("heading", level=2)).to_contain_text("Siân Sayers", timeout=SOON)

    with clock.click("the tab People"):
        screen.open("People")
    with clock.click("Why is somebody not there?"):
        screen.press("Why is somebody not there?")
    why = screen.root.get_by_placeholder("Name, mail or id of a person")
    why.fill("Siân Sayers")
    screen.root.locator(".xts-why select").select_option(label="Northwind Traders")
    with clock.click("Why?"):
        screen.press("Why?")
    answer = screen.root.locator(".xts-why-answer")
    person = flow.design.directory.set_index("display_name").loc["Siân Sayers", "id"]
    expect(answer).to_have_text(flow.why(person, "northwind"), timeout=SOON)

    with clock.click("the tab Findings"):
        screen.open("Findings")
    box = screen.root.get_by_role("checkbox", name="Done:").first
    with clock.click("a tick"):
        box.click()
    expect(box).to_be_checked(timeout=SOON)
    lines = screen.root.get_by_role("button", name="Lines to paste").first
    with clock.click("Lines to paste"):
        lines.click()
    expect(screen.root.get_by_text("Invoke-MgGraphRequest").first).to_be_visible(timeout=SOON)
    with clock.click("the tab Graph"):
        screen.open("Graph")
    with clock.click("Export"):
        screen.drawer("Export")
    with screen.page.expect_download(timeout=SOON) as coming:
        screen.press("Check list (CSV)")
    rows = Path(coming.value.path()).read_text("utf-8-sig").splitlines()
    assert len(rows) > 1
    assert sum("auto-redeem-inbound-missing" in row for row in rows) == 1
