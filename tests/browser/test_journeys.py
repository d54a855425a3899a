"""Three people, from the beginning to the end: the architect and the administrator here.

The one who is interrupted is in `test_interrupted.py`; the administrator under Voila is in `test_explore_command.py`.
"""

from collections.abc import Callable

from playwright.sync_api import Page

from tests.browser.explorer import Screen
from tests.browser.journeys import (
    CELL,
    Clock,
    administrator,
    architect,
    choose_files,
    drop_files,
    lists_of,
)


def test_the_architect_in_jupyterlab(open_notebook: Callable[..., Page]) -> None:
    screen = Screen(open_notebook([CELL]))
    architect(screen, Clock(screen))


def test_the_architect_in_voila(open_voila: Callable[..., Page]) -> None:
    screen = Screen(open_voila([CELL]))
    architect(screen, Clock(screen))


def test_the_administrator_in_jupyterlab(open_notebook: Callable[..., Page]) -> None:
    screen = Screen(open_notebook([CELL]))
    administrator(screen, Clock(screen), lambda screen: drop_files(screen, *lists_of("fabrikam", "contoso")))

    # A tenant without the domain at which its users sign in: the list is refused, and the domain is a button.
    screen.drawer("Export")
    screen.open("Tenants")
    screen.choose("Tenant", "3. Northwind Traders")
    screen.settle()
    screen.field("Verified domains").fill("")
    screen.field("Initial domain").fill("nw.onmicrosoft.com")
    screen.field("Initial domain").press("Tab")
    screen.says("Changed the domains of Northwind Traders")
    screen.settle()
    screen.drawer("Open")
    choose_files(screen, "Open user lists", *lists_of("northwind"))
    screen.says("everybody signs in at", error=True)
    screen.root.get_by_role("button", name="Add northwind.onmicrosoft.com to Northwind Traders").press(
        "Enter"
    )
    screen.says("Added northwind.onmicrosoft.com to Northwind Traders, and opened northwind-users.csv")
