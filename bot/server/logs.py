"""The log of the service: one JSON object a line on stderr, without what anybody typed.

Who logs need not think of it: a value leaves this process only under a name of `FIELDS` and only in a plain form, and of a
message of another library only its fixed part. An exception is told by its kind and place; its words may repeat a question.
With SHORTFALL_LOG_TEXT the rest is logged too, after names, addresses and numbers were taken out.
"""

import contextlib
import hashlib
import logging
import re
import sys
import traceback
from collections.abc import Mapping, MutableMapping
from pathlib import Path
from typing import Any, TextIO

import structlog

from bot.settings import ROOT, Settings

# route templates, methods, statuses, kinds of errors, places in the code, names of builds, ids of keys and requests
FIELDS = frozenset(
    """addr address build conversation count error event exception field host job key kind level lines logger method ms name owner
    package path_kind pid place port reason request route scope seconds signal state status time took url version whole worker
    workers""".split()
)
# no spaces: nobody types a question without any, and no names are known that are logged with any
_PLAIN = re.compile(r"[A-Za-z0-9_.:/{}@+#\-\[\]]{0,120}")
_HEX = re.compile(r"[0-9a-f]{32}")
_LIBRARIES = ("uvicorn.access",)  # said better by our own line
_OWN = ("bot.", "uvicorn.error")  # whose messages are written as a fixed text and its arguments
_SITE = "site-packages/"


def short(id: str) -> str:
    """What stands for a conversation, a batch or an owner in the log: the same each time, and not the thing itself.

    >>> short("0123456789abcdef0123456789abcdef")
    '#3eb1bd4399'
    """
    return f"#{hashlib.sha256(id.encode('utf-8', 'replace')).hexdigest()[:10]}"


def setup_logs(settings: Settings, stream: TextIO | None = None) -> None:
    """Make structlog, and every library that uses `logging`, write to `stream` (stderr) as this module says."""
    out: Any = _Lossy(stream or sys.stderr)
    level = getattr(logging, settings.log_level.upper())
    shared: list[Any] = [
        structlog.contextvars.merge_contextvars,
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True, key="time"),
        _Private(settings.log_text),
    ]
    structlog.configure(
        processors=[*shared, structlog.processors.JSONRenderer()],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=structlog.WriteLoggerFactory(out),
        cache_logger_on_first_use=False,
    )
    handler = logging.StreamHandler(out)
    handler.setFormatter(_Library(settings.log_text, shared))
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(max(level, logging.INFO))
    for name in list(logging.root.manager.loggerDict):
        logger = logging.getLogger(name)
        logger.handlers[:] = []
        logger.propagate = name not in _LIBRARIES
    for name in _LIBRARIES:
        logging.getLogger(name).disabled = True
    # a warning shows the line of code it stands on, and with it what a caller passed
    logging.captureWarnings(True)


class _Lossy:
    """A stream that loses what it cannot write: on a full disk a line of the log goes, and not an answer or a thread."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def write(self, text: str) -> None:
        """Write, or do not."""
        with contextlib.suppress(OSError):
            self._stream.write(text)

    def flush(self) -> None:
        """Pass on what was written, or do not."""
        with contextlib.suppress(OSError):
            self._stream.flush()


class _Private:
    """The processor through which every event passes last."""

    def __init__(self, text: bool) -> None:
        self._text = text

    def __call__(self, logger: Any, method: str, event: MutableMapping[str, Any]) -> Mapping[str, Any]:
        """The event with what may be logged of it."""
        error = event.pop("exc_info", None)
        event.pop("stack_info", None)
        kept: dict[str, Any] = {}
        for name in ("time", "level", "event", *sorted(event)):
            if name in event and name not in kept and (shown := self._shown(name, event[name])) is not None:
                kept[name] = shown
        if error:
            kept["exception"] = told(_of(error), text=self._text)
        return kept

    def _shown(self, name: str, value: Any) -> Any:
        if value is None or isinstance(value, bool | int | float):
            return value if name in FIELDS or self._text else None
        if isinstance(value, _Fixed):
            return str(value)
        written = str(value)
        if name in FIELDS and _PLAIN.fullmatch(written):
            # ids of conversations and batches open them
            return _HEX.sub(lambda id: short(id[0]), written)
        if self._text:
            return redacted(written)
        return "…" if name in FIELDS else None


class _Fixed(str):
    """Words that stand in a program."""


class _Library(logging.Formatter):
    """A record of `logging` as an event. Its message without arguments is a line of a program; the arguments are anything."""

    def __init__(self, text: bool, processors: list[Any]) -> None:
        super().__init__()
        self._text, self._processors = text, processors

    def format(self, record: logging.LogRecord) -> str:
        """The record as one JSON line."""
        event: dict[str, Any] = {"event": "library", "logger": record.name, "place": f"{record.module}:{record.lineno}"}
        if self._text:
            event["message"] = record.getMessage()
        elif record.name.startswith(_OWN):
            event["message"] = _Fixed(_template(record))
        if record.exc_info:
            event["exc_info"] = record.exc_info
        for processor in self._processors:
            event = processor(None, record.levelname.lower(), event)
        return str(structlog.processors.JSONRenderer()(None, "", event))


def _template(record: logging.LogRecord) -> str:
    """The fixed part of a message, with those of its arguments that are numbers."""
    given = record.args if isinstance(record.args, tuple) else (record.args,) if record.args else ()
    try:
        return str(record.msg) % tuple(value if isinstance(value, int | float) else "…" for value in given)
    except (TypeError, ValueError):
        return str(record.msg)


def told(error: BaseException | None, *, text: bool = False) -> list[str]:
    """An exception and what led to it, each as its kind and the places it went through; the innermost last.

    text: with its words, redacted.
    """
    lines: list[str] = []
    while error is not None and len(lines) < 10:
        places = [f"{_place(frame.filename)}:{frame.lineno}" for frame in traceback.extract_tb(error.__traceback__)]
        words = f" {redacted(str(error))}" if text else ""
        lines.append(f"{type(error).__name__}{words} at {' > '.join(places[-6:]) or 'unknown'}")
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    return lines


def redacted(text: str) -> str:
    """The text without names, street addresses and numbers that tell who somebody is, and without line breaks."""
    from bot.agent.privacy.redactor import Redactor  # noqa: PLC0415 (its lists of names take a while to load)

    return " ".join(Redactor().redact(text[:2_000]).split())


def _of(error: Any) -> BaseException | None:
    if error is True:
        return sys.exc_info()[1]
    if isinstance(error, tuple):
        return error[1] if isinstance(error[1], BaseException) else None
    return error if isinstance(error, BaseException) else None


def _place(filename: str) -> str:
    """A source file without the folders of the machine."""
    path = Path(filename)
    if path.is_relative_to(ROOT) and _SITE not in filename:
        return path.relative_to(ROOT).as_posix()
    return filename.rpartition(_SITE)[2] if _SITE in filename else path.name
