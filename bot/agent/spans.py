"""OpenTelemetry spans around the parts of a turn: off unless OpenTelemetry is configured, and without anybody's words.

They are recorded where the program that holds Shortfall has set a tracer provider, or where the environment names an exporter
(OTEL_EXPORTER_OTLP_ENDPOINT or OTEL_TRACES_EXPORTER). In every other case nothing of OpenTelemetry is loaded.
"""

import logging
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from functools import cache
from importlib.metadata import entry_points
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from opentelemetry.trace import Tracer

Value = str | int | float | bool
Note = Callable[..., None]
"""Adds attributes to a span that is open: `note(faults=2)`."""

_ENDPOINTS = ("OTEL_EXPORTER_OTLP_ENDPOINT", "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT")
_EXPORTER = "OTEL_TRACES_EXPORTER"
_FORMS = {"otlp": ("otlp_proto_grpc", "otlp_proto_http", "otlp")}  # as the packages of the exporter call themselves
log = logging.getLogger(__name__)


def span(name: str, **attributes: Value) -> AbstractContextManager[Note]:
    """A span `shortfall.<name>` with counts and names as attributes; nothing where OpenTelemetry is not configured.

    An error inside is marked with the name of its class alone, because its message may hold what was typed.
    Never give it what a person typed or was told.
    """
    tracer = _tracer()
    return nullcontext(_silent) if tracer is None else _span(tracer, name, attributes)


@contextmanager
def _span(tracer: "Tracer", name: str, attributes: dict[str, Value]) -> Iterator[Note]:
    from opentelemetry.trace import Status, StatusCode  # noqa: PLC0415 (loaded already where there is a tracer)

    with tracer.start_as_current_span(
        f"shortfall.{name}", record_exception=False, set_status_on_exception=False
    ) as one:

        def note(**more: Value) -> None:
            one.set_attributes({f"shortfall.{key}": value for key, value in more.items()})

        note(**attributes)
        try:
            yield note
        except BaseException as error:
            one.set_attribute("error.type", type(error).__name__)
            one.set_status(Status(StatusCode.ERROR))
            raise


def _silent(**_: Value) -> None:
    """Notes nothing."""


def _tracer() -> "Tracer | None":
    if _named() is None and "opentelemetry.sdk.trace" not in sys.modules:
        return None  # neither the environment nor a program around us can have set a provider
    _configure()
    trace: Any = sys.modules.get("opentelemetry.trace")
    if trace is None or isinstance(trace.get_tracer_provider(), trace.ProxyTracerProvider):
        return None
    tracer: Tracer = trace.get_tracer("shortfall")
    return tracer


def _named() -> str | None:
    """The exporter that the environment names; None where it names none, or OpenTelemetry is switched off."""
    if os.environ.get("OTEL_SDK_DISABLED", "").strip().lower() == "true":
        return None
    name = os.environ.get(_EXPORTER, "").strip().lower()
    if name == "none":
        return None
    return name or ("otlp" if any(os.environ.get(one, "").strip() for one in _ENDPOINTS) else None)


@cache
def _configure() -> None:
    """Set a provider with the exporter that the environment names, once, unless a program around us has set one."""
    wanted = _named()
    if wanted is None:
        return
    try:
        from opentelemetry import trace  # noqa: PLC0415 (loaded only where it is wanted)
        from opentelemetry.sdk.resources import SERVICE_NAME, Resource  # noqa: PLC0415
        from opentelemetry.sdk.trace import TracerProvider  # noqa: PLC0415
        from opentelemetry.sdk.trace.export import BatchSpanProcessor  # noqa: PLC0415
    except ImportError:
        log.warning(
            "No traces are recorded: OpenTelemetry is not installed. Install opentelemetry-sdk and an exporter."
        )
        return
    if not isinstance(trace.get_tracer_provider(), trace.ProxyTracerProvider):
        return
    found = {one.name: one for one in entry_points(group="opentelemetry_traces_exporter")}
    exporter = next((found[name] for name in _forms(wanted) if name in found), None)
    if exporter is None:
        log.warning(
            "No traces are recorded: no exporter %s is installed. There are: %s.", wanted, ", ".join(sorted(found))
        )
        return
    resource = Resource.create({SERVICE_NAME: os.environ.get("OTEL_SERVICE_NAME", "").strip() or "shortfall"})
    provider = TracerProvider(resource=resource)
    provider.add_span_processor(BatchSpanProcessor(exporter.load()()))
    trace.set_tracer_provider(provider)


def _forms(name: str) -> tuple[str, ...]:
    """The names under which an exporter may be installed, the wanted form first."""
    forms = _FORMS.get(name, (name,))
    protocol = os.environ.get("OTEL_EXPORTER_OTLP_TRACES_PROTOCOL") or os.environ.get("OTEL_EXPORTER_OTLP_PROTOCOL", "")
    return tuple(sorted(forms, key=lambda form: not (protocol.startswith("http") and form.endswith("http"))))
