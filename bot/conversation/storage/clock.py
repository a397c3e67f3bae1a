"""Times as the tables keep them: whole microseconds since 1970, in UTC."""

import time
from datetime import UTC, datetime, timedelta

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def now() -> int:
    """The time by this machine's clock, in microseconds."""
    return time.time_ns() // 1000


def moment(micros: int) -> datetime:
    """A time of a table as an aware one, in UTC.

    >>> moment(86_400_000_001).isoformat()
    '1970-01-02T00:00:00.000001+00:00'
    """
    return _EPOCH + timedelta(microseconds=micros)


def micros(when: datetime) -> int:
    """An aware time as a table keeps it.

    >>> micros(moment(1_764_000_000_000_001))
    1764000000000001
    """
    return (when - _EPOCH) // timedelta(microseconds=1)
