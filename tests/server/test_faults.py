"""The cheap faults of `python -m bench.faults`, one after the other on one real process, which the last one kills."""

from collections.abc import Iterator

import pytest

from bench.faults import connections, disk, index, jump
from bench.faults.place import Place, place
from bench.faults.report import Report


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    with place(tmp_path_factory.mktemp("faults")) as made:
        yield made


def test_a_full_disk_loses_nothing_and_is_over_when_there_is_room(here: Place) -> None:
    report = Report("disk")
    disk.limited(here, report)
    assert report.fine, report


def test_slow_clients_hold_nobody_up_and_are_let_go(here: Place) -> None:
    report = Report("slow")
    connections.slow(here, report)
    assert report.fine, report
    assert report.errors[408] == 2 * connections.SLOW


def test_idle_connections_cost_little_and_silent_ones_are_let_go(here: Place) -> None:
    report = Report("idle")
    connections.idle(here, report, 300)
    assert report.fine, report
    assert not report.errors


def test_answers_that_stream_while_the_index_is_replaced_come_to_their_end(here: Place) -> None:
    report = Report("replaced")
    index.replaced(here, report)
    assert report.fine, report
    assert not report.errors


def test_a_damaged_index_is_not_taken_up_and_a_whole_one_mends_it(here: Place) -> None:
    report = Report("damaged")
    index.damaged(here, report)
    assert report.fine, report


@pytest.mark.thorough
def test_a_clock_that_jumps_and_a_kill_in_mid_request_lose_nothing(here: Place) -> None:
    report = Report("clock")
    jump.jumped(here, report)
    assert report.fine, report
    assert report.cut, "nothing was under way when it was killed"
