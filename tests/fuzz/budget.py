"""A pytest plugin (`-p tests.fuzz.budget`): every Hypothesis test goes on with new random input until its time is up.

The tests together take `--minutes`; each gets an equal share of what is left when it begins. Where a test fails,
Hypothesis prints how to reproduce it, and the next run tries the same input first.
"""

from __future__ import annotations

import signal
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.database import DirectoryBasedExampleDatabase
from hypothesis.stateful import RuleBasedStateMachine

PATIENCE = 60
"""Seconds after which an input is said to hang."""


@contextmanager
def no_longer_than(seconds: int) -> Iterator[None]:
    """Fail where what is inside takes longer; on systems without this signal, wait."""
    if not hasattr(signal, "SIGALRM"):
        yield
        return

    def hangs(_number: int, _frame: object) -> None:
        raise AssertionError(f"this input takes longer than {seconds} seconds")

    before = signal.signal(signal.SIGALRM, hangs)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


class TimeIsUp(pytest.skip.Exception):
    """Hypothesis ends a test at once when it is to be skipped; here it counts as passed."""


class Clock:
    """Counts the inputs of the test at hand, and ends it when its share is used and nothing has failed."""

    def __init__(self, seconds: float) -> None:
        self.end = time.monotonic() + seconds
        self.to_come = 0
        self.tried: dict[str, int] = {}
        self.name = ""
        self.until = 0.0
        self.failed = False

    def begin(self, name: str) -> None:
        left = max(0.0, self.end - time.monotonic())
        self.name, self.failed = name, False
        self.tried[name] = 0
        self.until = time.monotonic() + left / max(1, self.to_come)
        self.to_come -= 1

    def one_more(self) -> None:
        if not self.failed and self.tried[self.name] and time.monotonic() > self.until:
            raise TimeIsUp("time is up", _use_item_location=True)
        self.tried[self.name] += 1


def endless(before: settings) -> settings:
    """The settings of a test, but random, and with more examples than there is time for."""
    return settings(
        parent=before,
        max_examples=10**9,
        derandomize=False,
        deadline=None,
        phases=(Phase.explicit, Phase.reuse, Phase.generate),  # to look for a smaller input takes minutes
        report_multiple_bugs=False,
        print_blob=True,
        database=DirectoryBasedExampleDatabase(".hypothesis/examples"),
        suppress_health_check=list(HealthCheck),
    )


def set_for(item: pytest.Item, change: Callable[[settings], settings]) -> bool:
    """Change the settings of a test; False if it is none of Hypothesis."""
    test: Any = getattr(item, "obj", None)
    if getattr(test, "is_hypothesis_test", False) and hasattr(test, "hypothesis"):
        # As Hypothesis' own plugin does: there is no public way to settings that are given twice.
        test = getattr(test, "__func__", test)
        test._hypothesis_internal_use_settings = change(test._hypothesis_internal_use_settings)
        return True
    kind: Any = getattr(item, "cls", None)
    if isinstance(getattr(kind, "settings", None), settings):  # a state machine
        kind.settings = change(kind.settings)
        return True
    return False


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--minutes", type=float, default=10, help="how long all tests together take")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    clock = Clock(60 * config.getoption("--minutes"))
    config.pluginmanager.register(Timed(clock), "xtsviz-timed")
    changed = {id(getattr(item, "function", item)): item for item in items}
    timed = {key for key, item in changed.items() if set_for(item, endless)}
    # What is not random is for `make test`.
    items[:] = [item for item in items if id(getattr(item, "function", item)) in timed]
    clock.to_come = len(items)


class Timed:
    """The hooks that need the clock."""

    def __init__(self, clock: Clock) -> None:
        self.clock = clock
        ended = RuleBasedStateMachine.teardown

        @wraps(ended)
        def end(machine: RuleBasedStateMachine) -> None:
            ended(machine)
            # Hypothesis wants the same draws of the same beginning: a session ends where it has drawn all.
            if sys.exc_info()[0] is None:
                clock.one_more()

        RuleBasedStateMachine.teardown = end  # type: ignore[method-assign]

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_call(self, item: pytest.Item) -> Iterator[None]:
        self.clock.begin(item.nodeid)
        handle = getattr(getattr(item, "obj", None), "hypothesis", None)
        inner = getattr(handle, "inner_test", None)
        if inner is not None:
            handle.inner_test = self.counted(inner)
        try:
            yield
        except TimeIsUp:
            pass
        finally:
            if inner is not None:
                handle.inner_test = inner

    def counted(self, test: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(test)
        def one(*given: Any, **named: Any) -> Any:
            self.clock.one_more()
            try:
                with no_longer_than(PATIENCE):
                    return test(*given, **named)
            except Exception as problem:
                # Hypothesis' own exceptions only say that this input is none.
                self.clock.failed |= not type(problem).__module__.startswith("hypothesis")
                raise

        return one

    def pytest_terminal_summary(self, terminalreporter: Any) -> None:
        terminalreporter.section("inputs tried")
        for name, number in self.clock.tried.items():
            terminalreporter.write_line(f"{number:>9,}  {name}")
        terminalreporter.write_line(f"{sum(self.clock.tried.values()):>9,}  in all")
