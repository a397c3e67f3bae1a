import subprocess
import sys
from pathlib import Path

from bot.settings import ROOT

# every name look-up and every connection but to this machine ends the process's work with an error that is printed
CODE = """
import sys, pathlib

tried = []
def watch(event, args):
    if event == "socket.getaddrinfo" and args[0] not in (None, "localhost", "127.0.0.1", "::1"):
        tried.append(args[0])
        raise OSError("the network cable is pulled")
    if event in ("socket.connect", "socket.sendto"):
        address = args[1]
        if isinstance(address, tuple) and address[0] not in ("127.0.0.1", "::1"):
            tried.append(address[0])
            raise OSError("the network cable is pulled")
sys.addaudithook(watch)

if sys.argv[3] == "probe":
    import socket
    try:
        socket.create_connection(("example.org", 80), timeout=1)
    except OSError:
        pass
else:
    from bot.retrieval.embedder import Embedder
    from bot.retrieval.search import Index
    from ingest.pipeline import ingest

    corpus, index = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
    report = ingest(corpus, index)
    hits = Index.open(index, Embedder).search("will they garnish my paycheck", state="AZ")
    print(report.embedded > 0, [hit.passage.id for hit in hits][0])
print(tried)
"""


def run(corpus: Path, index: Path, what: str) -> list[str]:
    command = [sys.executable, "-c", CODE, str(corpus), str(index), what]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


def test_a_whole_ingestion_and_a_search_never_touch_the_network(corpus: Path, tmp_path: Path) -> None:
    assert run(corpus, tmp_path / "index", "all") == ["True federal/wages#limit", "[]"]


def test_the_watch_sees_an_attempt(corpus: Path, tmp_path: Path) -> None:
    assert run(corpus, tmp_path, "probe") == ["['example.org']"]
