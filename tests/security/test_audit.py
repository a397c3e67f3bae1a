"""`make audit`: the code is clean, and the packages are looked up where a database of vulnerabilities can be reached."""

import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
SCRIPT = ROOT / "scripts" / "audit.sh"
BANDIT = [sys.executable, "-m", "bandit", "-q", "-c", str(ROOT / "pyproject.toml"), "-f", "json"]


def test_the_code_has_no_finding_that_was_not_looked_at() -> None:
    done = subprocess.run(
        [*BANDIT, "-r", "bot", "ingest", "app.py"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    told = json.loads(done.stdout)
    assert [f"{one['filename']}:{one['line_number']} {one['issue_text']}" for one in told["results"]] == []
    assert told["errors"] == []
    assert done.returncode == 0


def test_a_finding_is_found(tmp_path: Path) -> None:
    (tmp_path / "bad.py").write_text("import subprocess\nsubprocess.run(input(), shell=True)\n")
    assert subprocess.run([*BANDIT, str(tmp_path / "bad.py")], capture_output=True, check=False).returncode == 1


def test_every_accepted_finding_has_its_reason() -> None:
    marked = [
        line
        for folder in ("bot", "ingest")
        for path in (ROOT / folder).rglob("*.py")
        for line in path.read_text("utf-8").splitlines()
        if "# nosec" in line
    ]
    assert len(marked) > 20
    assert [line for line in marked if len(line.partition("# nosec ")[2].partition(" # ")[2].split()) < 2] == []


class _Database(BaseHTTPRequestHandler):
    """A database of vulnerabilities, in OSV's form, that knows what its server was told."""

    def do_POST(self) -> None:
        body = json.dumps({"vulns": self.server.known}).encode()  # type: ignore[attr-defined]
        self.rfile.read(int(self.headers["Content-Length"]))
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Nothing is logged."""


@pytest.fixture
def database() -> Iterator[ThreadingHTTPServer]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Database)
    server.known = []  # type: ignore[attr-defined]
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield server
    server.shutdown()
    server.server_close()
    thread.join()


def audit(folder: Path, address: str) -> "subprocess.CompletedProcess[str]":
    """`make audit` for one package, asking a database at an address of this machine."""
    (folder / "one.txt").write_text("jinja2==2.4.1\n")
    environment = {**os.environ, "BIN": str(Path(sys.executable).parent), "AUDIT_CODE": "no", "NO_PROXY": "127.0.0.1"}
    options = ["-r", str(folder / "one.txt"), "--no-deps", "--disable-pip", "-s", "osv", "--osv-url", address]
    options += ["--cache-dir", str(folder / "cache")]
    return subprocess.run(
        ["bash", str(SCRIPT), *options], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )


def test_a_known_vulnerability_fails_the_audit(tmp_path: Path, database: ThreadingHTTPServer) -> None:
    affected = {
        "package": {"name": "jinja2", "ecosystem": "PyPI"},
        "ranges": [{"type": "ECOSYSTEM", "events": [{"introduced": "0"}, {"fixed": "2.7.2"}]}],
        "versions": ["2.4.1"],
    }
    database.known = [{"id": "PYSEC-0000-1", "summary": "x", "affected": [affected]}]  # type: ignore[attr-defined]
    done = audit(tmp_path, f"http://127.0.0.1:{database.server_address[1]}/query")
    assert done.returncode == 1, done.stdout
    assert "PYSEC-0000-1" in done.stderr


def test_packages_without_any_pass(tmp_path: Path, database: ThreadingHTTPServer) -> None:
    done = audit(tmp_path, f"http://127.0.0.1:{database.server_address[1]}/query")
    assert done.returncode == 0, done.stderr
    assert "No known vulnerabilities" in done.stdout


def test_without_a_database_it_says_so_and_succeeds(tmp_path: Path, database: ThreadingHTTPServer) -> None:
    address = f"http://127.0.0.1:{database.server_address[1]}/query"
    database.shutdown()
    database.server_close()
    done = audit(tmp_path, address)
    assert done.returncode == 0, done.stderr
    assert "SKIPPED" in done.stdout


def test_another_fault_is_no_missing_database() -> None:
    environment = {**os.environ, "BIN": str(Path(sys.executable).parent), "AUDIT_CODE": "no"}
    command = ["bash", str(SCRIPT), "--no-such-option"]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "no-such-option" in done.stderr
