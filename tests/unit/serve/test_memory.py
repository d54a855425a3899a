"""How many visitors fit into the memory, and what to do if not all do."""

import psutil
import pytest

from xtsviz.errors import ServeError
from xtsviz.serve import memory


def test_visitors_who_fit_are_not_refused():
    memory.check_fit(40, 0, memory.needed_mb(40, 0))


def test_those_who_do_not_fit_are_told_how_many_do():
    with pytest.raises(ServeError) as told:
        memory.check_fit(40, 0, memory.needed_mb(22, 0))
    assert "22 fit: give --visitors 22" in str(told.value)
    assert f"{memory.needed_mb(40, 0):,} MB" in str(told.value)


def test_not_even_one():
    with pytest.raises(ServeError, match="not one fits"):
        memory.check_fit(3, 0, 10)


def test_a_large_directory_counts_for_each_visitor():
    assert memory.needed_mb(10, 100_000) > memory.needed_mb(10, 0) + 10 * 50


@pytest.mark.parametrize("visitors, spare", [(1, 2), (16, 2), (40, 5), (41, 6)])
def test_places_for_those_who_reload(visitors, spare):
    assert memory.spare_places(visitors) == spare


def test_what_a_process_holds():
    ended = psutil.Process()
    assert 5 < memory.held_mb([ended]) < 100_000
    assert memory.held_mb([]) == 0
    assert 0 < memory.available_mb() <= psutil.virtual_memory().total // 2**20


def test_the_limit_of_a_container_counts(tmp_path, monkeypatch):
    limit, used = tmp_path / "max", tmp_path / "current"
    limit.write_text(f"{300 * 2**20}\n")
    used.write_text(f"{100 * 2**20}\n")
    monkeypatch.setattr(memory, "CGROUPS", ((limit, used),))
    assert memory.available_mb() <= 200
    limit.write_text("max\n")
    assert memory.available_mb() > 0
