"""OpenTelemetry spans around the parts of a turn: off unless OpenTelemetry is configured, and without anybody's words."""

from collections.abc import Iterator
from contextlib import contextmanager

Value = str | int | float | bool


@contextmanager
def span(name: str, **attributes: Value) -> Iterator[None]:
    """A span `shortfall.<name>` with counts and names as attributes; nothing where OpenTelemetry is not installed.

    Without a configured provider OpenTelemetry itself records nothing. Never give it what a person typed or was told.
    """
    try:
        from opentelemetry import trace  # noqa: PLC0415 (it is there only with Chroma or an exporter)
    except ImportError:
        yield
        return
    with trace.get_tracer("shortfall").start_as_current_span(
        f"shortfall.{name}",
        attributes={f"shortfall.{key}": value for key, value in attributes.items()},
        record_exception=False,  # a message may hold what was typed
    ):
        yield
