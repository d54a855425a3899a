"""What the monkey can do: random actions of a person, through the controls that are on the page.

To teach it another, write a function that takes the monkey, does one thing and returns it in words (None where it
cannot be done now), and mark it with `action`. What must then be so of the design goes into ``monkey.wants``.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import expect

from tests.browser.explorer import SOON, TABS, Screen
from tests.browser.harness import drag, kernel_eval, point_if_there
from xtsviz import templates
from xtsviz.view.picture.overlays import OVERLAYS

MAX_TENANTS = 5  # so that all people fit into the People overlay
NAMES = ("Adatum", "Tailspin Toys", "<b>Wide World</b> & 'Co'", "東京 支社", 'Proseware "North"', "شركة")

# What the kernel holds, without asking the code that draws it.
KERNEL = """(lambda e, flow: {
    'tenants': [t.id for t in e.design.tenants], 'names': [t.name for t in e.design.tenants],
    'arrows': [(a.id, a.source, a.target) for a in e.design.arrows],
    'people': [tuple(row) for row in flow.presence[['tenant', 'user']].itertuples(index=False)],
    'overlay': e.overlay, 'selection': (e.selection.kind, e.selection.id), 'positions': e.positions,
    'steps': (len(e.controller.view_state.history.past), len(e.controller.view_state.history.future)),
})(explorer, xts.user_flow(explorer.design))"""

# The middle of a handle that can be pressed.
HANDLE = """() => {
    const handle = document.querySelector('.xts-hand-handle[data-side=bottom]');
    const box = handle.getBoundingClientRect();
    const at = [box.left + box.width / 2, box.top + box.height / 2];
    return document.elementFromPoint(...at) === handle ? at : null;
}"""

Action = Callable[["Monkey"], str | None]
ACTIONS: list[tuple[int, Action]] = []


def action(weight: int) -> Callable[[Action], Action]:
    """Let the monkey do this, so often in proportion to the others."""

    def known(do: Action) -> Action:
        ACTIONS.append((weight, do))
        return do

    return known


@dataclass
class Monkey:
    """One who presses at random, and remembers what.

    Attributes:
        before: what the kernel held before the action.
        wants: what must hold of it before and after the action.
    """

    screen: Screen
    chance: random.Random
    done: list[str] = field(default_factory=list)
    before: dict[str, Any] = field(default_factory=dict)
    wants: Callable[[dict[str, Any], dict[str, Any]], bool] | None = None

    def act(self) -> None:
        """Do one thing that can be done, and wait until the kernel has answered."""
        self.before = self.kernel()
        weights = [weight for weight, _do in ACTIONS]
        said = None
        while said is None:
            self.wants = None
            _weight, do = self.chance.choices(ACTIONS, weights)[0]
            self.done.append(f"{do.__name__} …")
            said = do(self)
            self.done.pop()
        self.done.append(said)
        self.screen.settle()

    def kernel(self) -> dict[str, Any]:
        """What the kernel holds."""
        held: dict[str, Any] = kernel_eval(self.screen.page, KERNEL)
        return held

    def pair(self) -> tuple[str, str]:
        """Two tenants."""
        first, second = self.chance.sample(self.before["tenants"], 2)
        return first, second

    def arrow(self) -> str | None:
        """An arrow's id, if there is one."""
        arrows = [id for id, _source, _target in self.before["arrows"]]
        return self.chance.choice(arrows) if arrows else None

    def choose_tenant(self) -> int:
        """Choose a tenant in its panel; its number."""
        self.screen.open("Tenants")
        place = self.chance.randrange(len(self.before["tenants"]))
        self.screen.field("Tenant").select_option(index=place)
        self.screen.settle()
        return place


@action(6)
def toggle_in_the_grid(monkey: Monkey) -> str:
    source, target = monkey.pair()
    monkey.screen.open("Arrows")
    monkey.screen.act("toggle", source, target)
    monkey.wants = lambda before, after: before["arrows"] != after["arrows"]
    return f"toggle {source} -> {target}"


@action(2)
def add_an_arrow_by_lists(monkey: Monkey) -> str:
    source, target = monkey.pair()
    there = any((s, t) == (source, target) for _id, s, t in monkey.before["arrows"])
    screen = monkey.screen
    screen.open("Arrows")
    for label, tenant in (("Source", source), ("Target", target)):
        screen.field(label).select_option(index=monkey.before["tenants"].index(tenant))
    screen.settle()
    screen.press("Add arrow")
    # A second one for a pair is asked about first.
    monkey.wants = lambda before, after: len(after["arrows"]) == len(before["arrows"]) + (not there)
    return f"add arrow {source} -> {target}"


@action(2)
def add_a_tenant(monkey: Monkey) -> str | None:
    if len(monkey.before["tenants"]) >= MAX_TENANTS:
        return None
    name = monkey.chance.choice(NAMES)
    monkey.screen.open("Tenants")
    monkey.screen.field("New").fill(name)
    monkey.screen.settle()
    monkey.screen.press("Add tenant")
    more = [] if name in monkey.before["names"] else [name]  # a name that another tenant has is refused
    monkey.wants = lambda before, after: after["names"] == [*before["names"], *more]
    return f"add tenant {name}"


@action(2)
def rename_a_tenant(monkey: Monkey) -> str:
    place, name = monkey.choose_tenant(), monkey.chance.choice(NAMES)
    others = [*monkey.before["names"][:place], *monkey.before["names"][place + 1 :]]
    monkey.screen.write("Name", name)
    refused = name in others  # it stays in the field, with the reason
    monkey.wants = lambda before, after: (after["names"][place] == name) is not refused
    return f"rename tenant {place} to {name}"


@action(1)
def remove_a_tenant(monkey: Monkey) -> str | None:
    if len(monkey.before["tenants"]) <= 2:
        return None
    place = monkey.choose_tenant()
    monkey.screen.press("Remove tenant")
    gone = monkey.before["tenants"][place]
    monkey.wants = lambda before, after: gone not in after["tenants"]
    return f"remove tenant {gone}"


@action(2)
def change_members(monkey: Monkey) -> str:
    place, count = monkey.choose_tenant(), monkey.chance.randrange(5)
    monkey.screen.write("Members", str(count))
    return f"{count} members in tenant {place}"


@action(4)
def set_a_gate(monkey: Monkey) -> str | None:
    arrow = monkey.arrow()
    if arrow is None:
        return None
    place = [id for id, _source, _target in monkey.before["arrows"]].index(arrow)
    screen = monkey.screen
    screen.open("Selected arrow")
    screen.field("Arrow").select_option(index=place)
    screen.settle()
    gate = monkey.chance.choice(("Inbound sync", "Redeem inbound", "Redeem outbound"))
    state = monkey.chance.choice(("open", "closed", "unknown"))
    screen.choose(gate, state)
    return f"{gate} of {arrow}: {state}"


@action(1)
def start_from_a_template(monkey: Monkey) -> str:
    name = monkey.chance.choice([template.name for template in templates.catalog])
    screen = monkey.screen
    screen.open("Template")
    screen.write("Members each", str(monkey.chance.randrange(5)))
    screen.settle()
    screen.act("template", name)
    return f"template {name}"


@action(5)
def undo_or_redo(monkey: Monkey) -> str | None:
    past, future = monkey.before["steps"]
    ways = ["Undo"] * bool(past) + ["Redo"] * bool(future)
    if not ways:
        return None
    way, by_key = monkey.chance.choice(ways), monkey.chance.random() < 0.5
    if by_key:
        monkey.screen.root.get_by_role("tab", name="Graph", exact=True).focus()
        monkey.screen.page.keyboard.press("Control+z" if way == "Undo" else "Control+y")
    else:
        monkey.screen.press(way)
    step = -1 if way == "Undo" else 1
    wanted = (past + step, future - step)
    monkey.wants = lambda before, after: tuple(after["steps"]) == wanted
    return f"{way} by {'key' if by_key else 'button'}"


@action(1)
def reset(monkey: Monkey) -> str | None:
    if monkey.screen.root.get_by_role("button", name="Reset", exact=True).is_disabled():
        return None
    monkey.screen.press("Reset")
    return "reset"


@action(5)
def look(monkey: Monkey) -> str:
    overlay = monkey.chance.choice(list(OVERLAYS))
    monkey.screen.overlay(OVERLAYS[overlay].title)
    monkey.wants = lambda before, after: after["overlay"] == overlay
    return f"overlay {overlay}"


@action(2)
def edit_behind_another_tab(monkey: Monkey) -> str:
    tab = monkey.chance.choice([tab for tab in TABS if tab != "Graph"])
    monkey.screen.open(tab)
    monkey.screen.settle()
    said = toggle_in_the_grid(monkey)
    monkey.screen.settle()
    monkey.screen.open("Graph")
    return f"tab {tab}, {said}, tab Graph"


@action(2)
def open_a_drawer_and_close_it(monkey: Monkey) -> str:
    drawer = monkey.chance.choice(monkey.screen.drawers())
    monkey.screen.drawer(drawer)
    monkey.screen.drawer(drawer)
    return f"drawer {drawer}"


@action(3)
def press_on_the_canvas(monkey: Monkey) -> str | None:
    arrow, tenant = monkey.arrow(), monkey.chance.choice(monkey.before["tenants"])
    kind, name = ("arrow", arrow) if arrow and monkey.chance.random() < 0.5 else ("tenant", tenant)
    at = point_if_there(monkey.screen.page, f"{kind}:{name}", "edge" if kind == "arrow" else "node")
    if at is None:
        return None
    monkey.screen.page.mouse.click(*at)
    monkey.wants = lambda before, after: tuple(after["selection"]) == (kind, name)
    return f"press {kind} {name}"


@action(3)
def drag_a_tenant(monkey: Monkey) -> str | None:
    tenant = monkey.chance.choice(monkey.before["tenants"])
    page = monkey.screen.page
    at = point_if_there(page, f"tenant:{tenant}", "node")
    canvas = monkey.screen.root.locator(".xtsviz-canvas").bounding_box()
    if at is None or canvas is None:
        return None
    # Towards the middle, or it would leave the canvas one day.
    right = 1 if at[0] < canvas["x"] + canvas["width"] / 2 else -1
    down = 1 if at[1] < canvas["y"] + canvas["height"] / 2 else -1
    dx, dy = right * monkey.chance.randrange(20, 70), down * monkey.chance.randrange(20, 70)
    drag(page, at, (at[0] + dx, at[1] + dy))
    page.mouse.move(canvas["x"] + 3, canvas["y"] + 3)
    monkey.wants = lambda before, after: (
        tenant in after["positions"] and after["positions"][tenant] != before["positions"].get(tenant)
    )
    return f"drag {tenant} by {dx}, {dy}"


@action(3)
def draw_from_a_handle(monkey: Monkey) -> str | None:
    source, target = monkey.pair()
    page = monkey.screen.page
    start, end = (point_if_there(page, f"tenant:{tenant}", "node") for tenant in (source, target))
    if start is None or end is None:
        return None
    page.mouse.move(start[0] + 1, start[1] + 1)  # a mouse that rests does not bring the handles
    page.mouse.move(*start)
    handle = monkey.screen.root.locator(".xts-hand-handle[data-side=bottom]")
    expect(handle).to_be_visible(timeout=SOON)
    at = page.evaluate(HANDLE)
    if at is None:  # outside the canvas, or below something
        page.mouse.move(1, 1)
        return None
    there = any((s, t) == (source, target) for _id, s, t in monkey.before["arrows"])
    drag(page, (at[0], at[1]), end)
    page.mouse.move(1, 1)
    # A second one for a pair is asked about first.
    monkey.wants = lambda before, after: len(after["arrows"]) == len(before["arrows"]) + (not there)
    return f"draw {source} -> {target} by hand"


@action(2)
def group_and_ungroup(monkey: Monkey) -> str | None:
    screen = monkey.screen
    switch = screen.root.get_by_role("button", name="Group alike tenants", exact=True)
    if not switch.is_visible():
        return None
    switch.click()
    screen.settle()
    opened = ""
    for group in [id for id in screen.state()["nodes"] if id.startswith("group:")][:1]:
        at = point_if_there(screen.page, group, "node")
        if at is not None:
            screen.page.mouse.click(*at)
            screen.settle()
            opened = f", press {group}"
    switch.click()
    monkey.wants = lambda before, after: before["arrows"] == after["arrows"]
    return f"group{opened}, ungroup"


@action(2)
def play(monkey: Monkey) -> str | None:
    button = monkey.screen.root.get_by_role("button", name="Play", exact=True)
    if button.is_disabled():
        return None
    button.click()
    monkey.wants = lambda before, after: before["arrows"] == after["arrows"]
    return "play"


@action(1)
def present(monkey: Monkey) -> str:
    page = monkey.screen.page
    monkey.screen.press("Present")
    page.wait_for_function("() => document.fullscreenElement")
    place = monkey.chance.randrange(len(OVERLAYS))
    page.keyboard.press(str(place + 1))
    page.keyboard.press("Escape")
    page.wait_for_function("() => !document.fullscreenElement && !document.querySelector('.xts-presenting')")
    monkey.wants = lambda before, after: after["overlay"] == list(OVERLAYS)[place]
    return f"present, overlay {place + 1}, leave"


@action(1)
def tidy(monkey: Monkey) -> str:
    monkey.screen.press("Tidy")
    monkey.wants = lambda before, after: not after["positions"] and before["arrows"] == after["arrows"]
    return "tidy"
