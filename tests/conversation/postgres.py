"""A real Postgres server of its own on loopback, in a folder that is gone with it."""

import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

import pytest

# where Debian keeps the newest server, which is not on the path; elsewhere the one that is
_INSTALLED = sorted(Path("/usr/lib/postgresql").glob("*/bin/postgres"), key=lambda path: int(path.parts[-3]))
_ON_PATH = shutil.which("postgres")
POSTGRES = _INSTALLED[-1] if _INSTALLED else (Path(_ON_PATH) if _ON_PATH else None)
# Postgres refuses to run as root; Debian's package makes this account for it
_ACCOUNT = "postgres" if os.geteuid() == 0 else None
_READY_SECONDS = 20.0


class PostgresServer:
    """A server over one data folder, which can be killed and started again."""

    def __init__(self, folder: Path) -> None:
        self._data = folder / "data"
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self._process: subprocess.Popen[str] | None = None
        self._databases = 0
        # --no-sync spares only the making of the folder: the server itself syncs what it acknowledges
        self._run("initdb", "--auth=trust", "--username=shortfall", "--encoding=UTF8", "--locale=C", "--no-sync", "-D")

    def url(self, name: str = "postgres", password: str = "") -> str:
        """The address of one of its databases."""
        secret = f":{password}" if password else ""
        return f"postgresql://shortfall{secret}@127.0.0.1:{self.port}/{name}"

    def new_database(self) -> str:
        """Make an empty database; its name."""
        self._databases += 1
        name = f"kept{self._databases}"
        self.execute("postgres", f"CREATE DATABASE {name}")
        return name

    def execute(self, name: str, statement: str) -> None:
        """Run one statement in the database `name`."""
        import psycopg  # noqa: PLC0415  # the other tests run without it

        with psycopg.connect(self.url(name), autocommit=True) as connection:
            connection.execute(statement.encode())

    def start(self) -> None:
        """Start it and wait until it answers; after a kill that is once its old helpers have noticed and ended."""
        deadline = time.monotonic() + _READY_SECONDS
        while not self._ready():
            if time.monotonic() > deadline:
                raise TimeoutError("Postgres does not start")
            time.sleep(0.05)

    def kill(self) -> None:
        """End it in mid-work, as a crash does."""
        self._end(signal.SIGKILL)

    def stop(self) -> None:
        """End it and its helpers at once; nothing where it is down. The folder is thrown away, so nothing is tidied."""
        self._end(signal.SIGQUIT)

    def _ready(self) -> bool:
        options = ["-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories=", "-c", "fsync=on"]
        self._process = subprocess.Popen(
            [str(self._program("postgres")), "-D", str(self._data), "-p", str(self.port), *options],
            cwd=self._data.parent,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
            env={"LC_ALL": "C", "PATH": os.environ.get("PATH", "")},
            user=_ACCOUNT,
            group=_ACCOUNT,
            extra_groups=[] if _ACCOUNT else None,
        )
        assert self._process.stderr is not None
        for line in self._process.stderr:
            if "ready to accept connections" in line:
                # read on, or the server would stop at a full pipe
                threading.Thread(target=_drain, args=(self._process.stderr,), daemon=True).start()
                return True
        self._process.wait()
        return False

    def _end(self, how: signal.Signals) -> None:
        if self._process is None:
            return
        self._process.send_signal(how)
        self._process.wait(timeout=_READY_SECONDS)
        self._process = None

    def _run(self, program: str, *options: str) -> None:
        subprocess.run(
            [str(self._program(program)), *options, str(self._data)],
            cwd=self._data.parent,
            check=True,
            capture_output=True,
            user=_ACCOUNT,
            group=_ACCOUNT,
            extra_groups=[] if _ACCOUNT else None,
        )

    @staticmethod
    def _program(name: str) -> Path:
        assert POSTGRES is not None
        return POSTGRES.with_name(name)


@contextmanager
def postgres_server() -> Iterator[PostgresServer]:
    """A running server until the block ends.

    Without Postgres on the machine the tests that need it are skipped, or fail where CI=true.
    """
    if POSTGRES is None:
        reason = "left out: no Postgres here; run scripts/install.sh postgres to test conversations kept in it"
        if os.environ.get("CI") == "true":
            pytest.fail(reason, pytrace=False)
        pytest.skip(reason)
    folder = Path(tempfile.mkdtemp(prefix="shortfall-postgres-"))
    try:
        if _ACCOUNT:
            owner = pwd.getpwnam(_ACCOUNT)
            os.chown(folder, owner.pw_uid, owner.pw_gid)
        server = PostgresServer(folder)
        server.start()
        try:
            yield server
        finally:
            server.stop()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _drain(stream: IO[str]) -> None:
    for _ in stream:
        pass
