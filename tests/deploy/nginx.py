"""A real nginx with the project's own configuration, on loopback."""

import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from bot.settings import ROOT

DEPLOY = ROOT / "deploy"
NGINX = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
_MAIN = """
daemon off;
master_process on;
worker_processes 1;
pid {folder}/nginx.pid;
error_log {folder}/error.log;
events {{ worker_connections 1024; }}
http {{
    access_log off;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    include {folder}/shortfall.conf;
}}
"""


@contextmanager
def nginx(folder: Path, replicas: Sequence[str]) -> Iterator[str]:
    """nginx in front of replicas (their addresses); its own address, until the block ends.

    Without nginx on the machine the tests that need it are skipped, or fail where CI=true.
    """
    if NGINX is None:
        reason = "left out: no nginx here; run scripts/install.sh nginx to test replicas behind it"
        if os.environ.get("CI") == "true":
            pytest.fail(reason, pytrace=False)
        pytest.skip(reason)
    folder.mkdir()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    ours = (DEPLOY / "nginx" / "shortfall.conf").read_text()
    assert "listen 8080;" in ours
    (folder / "shortfall.conf").write_text(ours.replace("listen 8080;", f"listen 127.0.0.1:{port};"))
    servers = (f"server {replica.removeprefix('http://')} max_fails=2 fail_timeout=5s;" for replica in replicas)
    (folder / "replicas.conf").write_text("\n".join(servers) + "\n")
    (folder / "nginx.conf").write_text(_MAIN.format(folder=folder))
    command = [NGINX, "-p", str(folder), "-c", str(folder / "nginx.conf"), "-e", str(folder / "error.log")]
    with (folder / "out").open("wb") as out:
        process = subprocess.Popen(command, stdout=out, stderr=out)
    url = f"http://127.0.0.1:{port}"
    try:
        deadline = time.monotonic() + 20
        while not _answers(url):
            assert process.poll() is None and time.monotonic() < deadline, (folder / "error.log").read_text()
            time.sleep(0.05)
        yield url
    finally:
        process.terminate()
        process.wait(timeout=20)


def _answers(url: str) -> bool:
    try:
        return httpx.get(f"{url}/healthz", timeout=2).status_code == 200
    except httpx.TransportError:
        return False
