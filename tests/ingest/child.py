"""A process of its own for tests: ingest a corpus, and do at a named stage what the test asks for.

Usage: child.py CORPUS INDEX STAGE COUNT ACTION; the action is taken the COUNTth time the stage is reported.
Actions: kill (SIGKILL to itself), wait (tell the parent by a file `reached` beside the corpus, then wait for its death),
full (no file may grow beyond 20 kB from the start, as on a full disk), none.
"""

import os
import resource
import runpy
import signal
import sys
import time
from pathlib import Path

from bot.errors import ShortfallError
from ingest.pipeline import ingest
from ingest.progress import Step

FAKES = Path(__file__).with_name("fakes.py")


def main(corpus: str, index: str, stage: str, count: str, action: str) -> None:
    """Ingest; see above."""
    left = int(count)

    def watch(step: Step) -> None:
        nonlocal left
        if step.stage != stage:
            return
        left -= 1
        if left:
            return
        if action == "kill":
            os.kill(os.getpid(), signal.SIGKILL)
        if action == "wait":
            (Path(corpus).parent / "reached").touch()
            time.sleep(60)
        if action == "full":
            resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))

    try:
        embedder = runpy.run_path(str(FAKES))["FakeEmbedder"]
        report = ingest(Path(corpus), Path(index), progress=watch, embedder_factory=embedder)
    except ShortfallError as error:
        sys.exit(f"{type(error).__name__}: {error}")
    print(report.build)


if __name__ == "__main__":
    main(*sys.argv[1:])
