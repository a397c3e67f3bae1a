"""How often a key or an address may ask: a moving window over the time just past, kept in each process.

The rates are those of the whole service; a process allows its share, the rate divided by the number of workers. With
several machines, divide the settings by their number, or limit at the proxy.
"""

import math
import threading
import time
from collections import OrderedDict, deque

from limits import RateLimitItem, parse
from limits.storage import MovingWindowSupport, Storage
from limits.strategies import MovingWindowRateLimiter

from bot.errors import ShortfallError

MOST_REMEMBERED = 20_000  # addresses and keys; the one that was quiet longest is forgotten first


class Window(Storage, MovingWindowSupport):
    """The moments of past requests, by a clock that never jumps and in bounded memory.

    The library's own memory storage tells the time by the wall clock, so that a clock set back locks people out, and
    keeps an entry for every address that ever asked.
    """

    STORAGE_SCHEME = None

    def __init__(self, most: int = MOST_REMEMBERED) -> None:
        super().__init__()
        self._most = most
        self._moments: OrderedDict[str, deque[float]] = OrderedDict()
        self._lock = threading.Lock()

    def acquire_entry(self, key: str, limit: int, expiry: int, amount: int = 1) -> bool:
        """Count `amount` requests now, unless there would be more than `limit` in `expiry` seconds."""
        now = time.monotonic()
        with self._lock:
            moments = self._moments.setdefault(key, deque())
            self._moments.move_to_end(key)
            while moments and moments[0] <= now - expiry:
                moments.popleft()
            allowed = len(moments) + amount <= limit
            if allowed:
                moments.extend([now] * amount)
            while len(self._moments) > self._most:
                self._moments.popitem(last=False)
        return allowed

    def get_moving_window(self, key: str, limit: int, expiry: int) -> tuple[float, int]:
        """When the oldest request in the window came, by the monotonic clock, and how many are in it."""
        now = time.monotonic()
        with self._lock:
            inside = [moment for moment in self._moments.get(key, ()) if moment > now - expiry]
        return (inside[0] if inside else now), len(inside)

    @property
    def base_exceptions(self) -> type[Exception]:
        """What the library is to wrap; nothing here fails."""
        return ValueError

    def reset(self) -> int | None:
        """Forget everything."""
        with self._lock:
            known = len(self._moments)
            self._moments.clear()
        return known

    def clear(self, key: str) -> None:
        """Forget one."""
        with self._lock:
            self._moments.pop(key, None)

    def check(self) -> bool:
        """Whether the storage works."""
        return True

    def incr(self, key: str, expiry: float, amount: int = 1) -> int:
        """Not for this strategy."""
        raise NotImplementedError

    def get(self, key: str) -> int:
        """Not for this strategy."""
        raise NotImplementedError

    def get_expiry(self, key: str) -> float:
        """Not for this strategy."""
        raise NotImplementedError


class Limit:
    """One rate, for many names."""

    def __init__(self, setting: str, rate: str, workers: int = 1) -> None:
        """setting: its name, for the error. rate: "600/minute", "10 per second". workers: processes that share it.

        Raises ShortfallError for a rate that cannot be read.
        """
        try:
            whole: RateLimitItem = parse(rate)
        except ValueError:
            raise ShortfallError(
                f"{setting} cannot be read: write a number of requests and a time, such as 600/minute or 10/second."
            ) from None
        share = max(1, math.ceil(whole.amount / workers))
        self._rate = type(whole)(share, whole.multiples)
        self._window = Window()
        self._limiter = MovingWindowRateLimiter(self._window)

    def hit(self, name: str) -> int:
        """Count a request; 0 where it is allowed, otherwise the seconds until one will be."""
        return 0 if self._limiter.hit(self._rate, name) else self._seconds(name)

    def spent(self, name: str) -> int:
        """0 where another request would be allowed, otherwise the seconds until one will be. Counts nothing."""
        return 0 if self._limiter.test(self._rate, name) else self._seconds(name)

    def _seconds(self, name: str) -> int:
        reset: float = self._limiter.get_window_stats(self._rate, name).reset_time
        return max(1, math.ceil(reset - time.monotonic()))
