"""A real Chroma server, a process on loopback."""

import socket
import subprocess
import sys
import time
from pathlib import Path

import httpx


class ChromaServer:
    """A Chroma server over a folder, which may be killed and started again on the same port."""

    def __init__(self, folder: Path) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.folder, self.url = folder, f"http://127.0.0.1:{self.port}"
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it and wait until it answers."""
        command = [Path(sys.executable).with_name("chroma"), "run", "--host", "127.0.0.1", "--port", str(self.port)]
        self.process = subprocess.Popen(
            [*command, "--path", str(self.folder)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        for _ in range(150):
            try:
                if httpx.get(f"{self.url}/api/v2/heartbeat").is_success:
                    return
            except httpx.TransportError:
                time.sleep(0.1)
        raise RuntimeError("Chroma's server did not start")

    def kill(self) -> None:
        """End it in mid-work; nothing where it is down."""
        if self.process:
            self.process.kill()
            self.process.wait()
            self.process = None
