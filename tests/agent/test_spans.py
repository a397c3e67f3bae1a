"""Spans over the parts of a turn: what they are called, how they nest, what they tell, and that nobody's words are in them."""

import subprocess
import sys
from collections.abc import Iterator
from datetime import date

import pytest
from opentelemetry import trace
from opentelemetry.sdk.trace import ReadableSpan, TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from opentelemetry.trace import StatusCode

from bot.agent.spans import span
from bot.conversation.shortfall import Shortfall
from bot.conversation.work import Work
from bot.settings import Settings
from tests.agent.scripted import Scripted, scripted_server

TYPED = (
    "My name is Maria Lopez, 12 Elm Street, call 602-555-0142. My house in Arizona was sold at a trustee's sale for $255,000 and I "
    "owed $318,000. Can the lender still come after me?"
)
PRIVATE = (
    "Maria",
    "Lopez",
    "Elm",
    "602",
    "0142",
    "Arizona",
    "255",
    "318",
    "63,000",
    "63000",
    "trustee",
    "lender",
    "33-814",
)
COUNTS = {"number", "characters", "act", "states", "draft", "faults"}


@pytest.fixture(scope="module")
def server() -> Iterator[Scripted]:
    with scripted_server() as running:
        yield running


@pytest.fixture(scope="module")
def built_in() -> Shortfall:
    return Shortfall(Settings(today=date(2026, 3, 1), model=""))


@pytest.fixture
def exported(monkeypatch: pytest.MonkeyPatch) -> InMemorySpanExporter:
    """What a host program records that has set a provider of its own."""
    exporter, provider = InMemorySpanExporter(), TracerProvider()
    provider.add_span_processor(SimpleSpanProcessor(exporter))
    monkeypatch.setattr(trace, "_TRACER_PROVIDER", provider)  # it can be set once in a process
    return exporter


def asked(built_in: Shortfall, server: Scripted, behaviour: str) -> Shortfall:
    settings = built_in.settings.model_copy(update={"model": f"openai:{behaviour}", "model_base_url": server.url})
    return Shortfall(settings.model_copy(update={"model_retries": 0}), built_in.index)


def tree(spans: tuple[ReadableSpan, ...]) -> list[tuple[str, str | None]]:
    """Each span with its parent, in the order in which they began."""
    names = {one.context.span_id: one.name for one in spans if one.context}
    begun = sorted(spans, key=lambda one: one.start_time or 0)
    return [(one.name, names[one.parent.span_id] if one.parent else None) for one in begun]


def told(spans: tuple[ReadableSpan, ...]) -> str:
    """Everything that leaves with the spans but for their own ids and times."""
    return " ".join(str((s.name, dict(s.attributes or {}), s.status.description, [(e.name, dict(e.attributes or {})) for e in s.events])) for s in spans)  # fmt: skip


def assert_silent(spans: tuple[ReadableSpan, ...], *more: str) -> None:
    said = told(spans)
    for word in (*PRIVATE, *more):
        assert word not in said, word
    for one in spans:
        assert not one.events
        assert {key.removeprefix("shortfall.") for key in one.attributes or {}} <= {*COUNTS, "error.type"}


def test_a_turn_of_the_built_in_engine_is_three_spans(built_in: Shortfall, exported: InMemorySpanExporter) -> None:
    built_in.ask(TYPED)
    spans = exported.get_finished_spans()
    assert tree(spans) == [
        ("shortfall.turn", None),
        ("shortfall.understand", "shortfall.turn"),
        ("shortfall.tools", "shortfall.turn"),
    ]
    attributes = {one.name: dict(one.attributes or {}) for one in spans}
    assert attributes["shortfall.turn"] == {"shortfall.number": 1}
    assert attributes["shortfall.understand"] == {"shortfall.characters": len(TYPED)}
    assert attributes["shortfall.tools"] == {"shortfall.act": "answer", "shortfall.states": 0}
    assert_silent(spans)


def test_each_draft_of_a_model_and_its_check_are_spans_of_the_turn(
    built_in: Shortfall, server: Scripted, exported: InMemorySpanExporter
) -> None:
    answer = asked(built_in, server, "hallucinated-number").ask(TYPED)
    assert answer.model
    assert answer.model.drafts == 2
    spans = exported.get_finished_spans()
    drafts = [("shortfall.model", 1), ("shortfall.verify", 1), ("shortfall.model", 2), ("shortfall.verify", 2)]
    begun = sorted(spans, key=lambda one: one.start_time or 0)
    assert [(s.name, (s.attributes or {}).get("shortfall.draft")) for s in begun][3:] == drafts
    assert {parent for _, parent in tree(spans)[1:]} == {"shortfall.turn"}
    assert all((s.attributes or {})["shortfall.faults"] for s in spans if s.name == "shortfall.verify")
    assert_silent(spans, "87,654", "87654")


def test_a_model_that_fails_marks_its_span_with_the_class_of_the_error_alone(
    built_in: Shortfall, server: Scripted, exported: InMemorySpanExporter
) -> None:
    asked(built_in, server, "http-401").ask(TYPED)
    (failed,) = [one for one in exported.get_finished_spans() if one.name == "shortfall.model"]
    assert failed.status.status_code is StatusCode.ERROR
    assert str((failed.attributes or {})["error.type"]).endswith("Error")
    assert_silent(exported.get_finished_spans(), "SECRET", "key")


@pytest.mark.parametrize("part", ["understand", "tools"])
def test_a_step_that_raises_with_what_was_typed_tells_nothing_of_it(
    part: str, built_in: Shortfall, exported: InMemorySpanExporter, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(work: Work) -> Work:
        raise ValueError(f"cannot read {work.text}")

    monkeypatch.setattr(built_in.steps, f"_{part}", broken)
    with pytest.raises(ValueError, match="Maria"):
        built_in.ask(TYPED)
    spans = {one.name: one for one in exported.get_finished_spans()}
    for name in (f"shortfall.{part}", "shortfall.turn"):
        assert spans[name].status.status_code is StatusCode.ERROR
        assert (spans[name].attributes or {})["error.type"] == "ValueError"
    assert_silent(tuple(spans.values()))


def test_what_is_noted_inside_stands_in_the_span(exported: InMemorySpanExporter) -> None:
    with span("part", draft=1) as note:
        note(faults=3)
    (one,) = exported.get_finished_spans()
    assert dict(one.attributes or {}) == {"shortfall.draft": 1, "shortfall.faults": 3}


RUN = "import sys\nfrom bot.agent.spans import span\nwith span('part', draft=1) as note:\n    note(faults=2)\n"
LOADED = "print(sorted(m for m in sys.modules if m.startswith(('opentelemetry', 'grpc'))))"


def in_a_process(code: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=environment)


@pytest.mark.parametrize("environment", [{}, {"OTEL_TRACES_EXPORTER": "none", "OTEL_EXPORTER_OTLP_ENDPOINT": "http://127.0.0.1:9"}, {"OTEL_SDK_DISABLED": "true", "OTEL_EXPORTER_OTLP_ENDPOINT": "http://127.0.0.1:9"}])  # fmt: skip
def test_without_a_setting_nothing_is_recorded_and_nothing_loaded(environment: dict[str, str]) -> None:
    assert in_a_process(RUN + LOADED, **environment).stdout.strip() == "[]"


def test_an_exporter_of_the_environment_gets_the_spans() -> None:
    done = in_a_process(RUN, OTEL_TRACES_EXPORTER="console", OTEL_SERVICE_NAME="here")
    for part in ('"name": "shortfall.part"', '"shortfall.draft": 1', '"shortfall.faults": 2', '"service.name": "here"'):
        assert part in done.stdout, part


def test_an_endpoint_takes_the_installed_otlp_exporter() -> None:
    show = "from opentelemetry import trace\np = trace.get_tracer_provider()._active_span_processor._span_processors\n"
    show += (
        "print(type(p[0].span_exporter).__name__, len(p))\nimport os; os._exit(0 if sys.stdout.flush() is None else 1)"
    )
    assert in_a_process(RUN + show, OTEL_EXPORTER_OTLP_ENDPOINT="http://127.0.0.1:9").stdout.split() == [
        "OTLPSpanExporter",
        "1",
    ]


def test_an_exporter_that_is_not_installed_is_told_and_stops_nothing() -> None:
    done = in_a_process(RUN + "print('went on')", OTEL_TRACES_EXPORTER="smoke-signals")
    assert done.stdout.strip() == "went on"
    assert "no exporter smoke-signals is installed" in done.stderr
