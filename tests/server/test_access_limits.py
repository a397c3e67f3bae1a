"""How often somebody may ask, by a clock that does not jump and in bounded memory; and whose address counts."""

import time
from ipaddress import ip_address

import pytest

from bot.errors import ShortfallError
from bot.server.access.address import Proxies, counted_as, from_this_machine, parsed
from bot.server.access.limits import Limit, Window


class Clock:
    """The monotonic clock of the limits, turned by hand."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.now = 1000.0
        monkeypatch.setattr("bot.server.access.limits.time.monotonic", lambda: self.now)


def test_a_window_moves_and_says_when_the_next_is_allowed(monkeypatch: pytest.MonkeyPatch) -> None:
    clock, limit = Clock(monkeypatch), Limit("X", "3/minute")
    for step in (0, 10, 20):
        clock.now = 1000.0 + step
        assert limit.hit("a") == 0
    assert limit.spent("a") == 40 and limit.hit("a") == 40 and limit.hit("b") == 0
    clock.now = 1059.5
    assert limit.hit("a") == 1
    clock.now = 1060.0
    assert limit.hit("a") == 0
    assert limit.hit("a") == 10, "the refused ones did not count"


def test_a_wall_clock_that_jumps_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    limit = Limit("X", "2/minute")
    assert limit.hit("a") == limit.hit("a") == 0
    real = time.time
    for jump in (-86_400, 86_400):
        monkeypatch.setattr(time, "time", lambda jump=jump: real() + jump)
        assert 50 < limit.hit("a") <= 60


def test_the_workers_share_a_rate() -> None:
    halves = [Limit("X", "5/minute", workers=2) for _ in range(2)]
    allowed = [sum(not half.hit("a") for _ in range(10)) for half in halves]
    assert allowed == [3, 3]
    least = Limit("X", "1/minute", workers=8)
    assert sum(not least.hit("a") for _ in range(3)) == 1


def test_memory_stays_bounded_and_the_quietest_is_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    clock, window = Clock(monkeypatch), Window(most=100)
    for step in range(5_000):
        clock.now += 0.001
        assert window.acquire_entry(str(step), 2, 60)
        window.acquire_entry("busy", 2, 60)
    assert len(window._moments) == 100
    assert not window.acquire_entry("busy", 2, 60)
    assert all(len(moments) <= 2 for moments in window._moments.values())


@pytest.mark.parametrize("rate", ["", "many", "0x3/minute", "5/fortnight", "-1/minute"])
def test_a_rate_that_cannot_be_read_names_its_setting(rate: str) -> None:
    with pytest.raises(ShortfallError, match="SHORTFALL_KEY_RATE cannot be read: write"):
        Limit("SHORTFALL_KEY_RATE", rate)


@pytest.mark.parametrize(
    ("peer", "forwarded", "client"),
    [
        ("203.0.113.9", [], "203.0.113.9"),
        ("203.0.113.9", ["198.51.100.1"], "203.0.113.9"),  # not trusted: what it says is not believed
        ("10.0.0.5", [], "10.0.0.5"),
        ("10.0.0.5", ["198.51.100.1"], "198.51.100.1"),
        ("10.0.0.5", ["1.1.1.1, 198.51.100.1"], "198.51.100.1"),  # the left one was written by the client
        ("10.0.0.5", ["1.1.1.1, 198.51.100.1, 192.168.7.7"], "198.51.100.1"),  # two proxies of ours
        ("10.0.0.5", ["1.1.1.1", "198.51.100.1"], "198.51.100.1"),
        ("10.0.0.5", ["198.51.100.1:5566"], "198.51.100.1"),
        ("10.0.0.5", ["[2001:db8::1]:443"], "2001:db8::1"),
        ("::ffff:10.0.0.5", ["198.51.100.1"], "198.51.100.1"),
        ("10.0.0.5", ["nonsense"], "10.0.0.5"),
        ("10.0.0.5", ["1.1.1.1, nonsense"], "10.0.0.5"),
        ("10.0.0.5", [""], "10.0.0.5"),
    ],
)
def test_only_trusted_proxies_are_believed(peer: str, forwarded: list[str], client: str) -> None:
    headers = [(b"x-forwarded-for", value.encode()) for value in forwarded]
    assert Proxies("10.0.0.5, 192.168.0.0/16").client((peer, 1), headers) == ip_address(client)


def test_a_proxy_that_is_no_address_names_the_setting() -> None:
    with pytest.raises(ShortfallError, match="SHORTFALL_TRUSTED_PROXIES cannot be read"):
        Proxies("nginx")


def test_one_household_counts_once() -> None:
    assert counted_as(parsed("2001:db8:1:2::1")) == counted_as(parsed("2001:db8:1:2:ffff::9")) == "2001:db8:1:2::/64"
    assert counted_as(parsed("2001:db8:1:3::1")) != counted_as(parsed("2001:db8:1:2::1"))
    assert counted_as(parsed("::ffff:203.0.113.9")) == counted_as(parsed("203.0.113.9")) == "203.0.113.9"
    assert counted_as(None) == counted_as(parsed("unix:")) == "unknown"


@pytest.mark.parametrize(
    ("peer", "headers", "local"),
    [
        ("127.0.0.1", {"host": "127.0.0.1:8000"}, True),
        ("::1", {"host": "[::1]:8000"}, True),
        ("127.0.0.1", {"host": "localhost"}, True),
        ("127.0.0.1", {"host": "evil.example"}, False),  # a page's own name that leads here
        ("127.0.0.1", {"host": "evil.example:8000"}, False),
        ("127.0.0.1", {"host": "127.0.0.1.evil.example"}, False),
        ("127.0.0.1", {"host": "localhost", "x-forwarded-for": "127.0.0.1"}, False),
        ("127.0.0.1", {"host": "localhost", "forwarded": "for=1.1.1.1"}, False),
        ("203.0.113.9", {"host": "localhost"}, False),
        ("", {"host": "localhost"}, False),
    ],
)
def test_who_counts_as_sitting_at_this_machine(peer: str, headers: dict[str, str], local: bool) -> None:
    raw = [(name.encode(), value.encode()) for name, value in headers.items()]
    assert from_this_machine((peer, 1) if peer else None, raw) is local
