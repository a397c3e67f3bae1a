"""One evaluation from questions to report."""

import datetime as dt
import hashlib
import re
import shutil
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.conversation.shortfall import Shortfall
from bot.settings import ROOT
from evals.cases import Probe
from evals.collect import collect
from evals.judge import Library
from evals.report import write_report
from evals.score import About, Result, read_about, read_results, score, write_results
from evals.speaking import read_price, speaking
from evals.targets import choose_target

RESULTS = ROOT / "evals" / "results"
ANSWERS, JUDGED, EARLIER, RUN, REPORT = "answers.jsonl", "results.jsonl", "earlier.jsonl", "run.json", "report.html"


@dataclass(frozen=True)
class Done:
    """A finished run. earlier: the results that it was compared with, empty where there are none."""

    results: list[Result]
    run: About
    earlier: list[Result]


def evaluate(
    probes: Sequence[Probe],
    target_name: str,
    folder: Path | None = None,
    *,
    workers: int = 1,
    resume: bool = False,
    against: Path | None = None,
    about: dict[str, object] | None = None,
    progress: Callable[[int, int], None] = lambda done, total: None,
) -> Done:
    """Ask, judge and write `results.jsonl`, `run.json` and `report.html` into a folder of the target.

    folder: by default evals/results/<target>. against: the results to compare with; by default those of the last run.
    about: what is told of the run beside target and time. Raises ShortfallError where the target, the index, the folder,
    the results to compare with or SHORTFALL_EVAL_PRICE cannot be used.
    """
    began = time.perf_counter()
    price = read_price()
    # read first: nothing is asked for a comparison that cannot be made
    compared = read_results(against) if against else []
    target = choose_target(target_name)
    folder = folder or RESULTS / slug(target_name)
    replies = collect(probes, target, folder / ANSWERS, workers=workers, resume=resume, progress=progress)
    results = score(probes, replies, Library(Shortfall().index))
    if (folder / JUDGED).exists():
        shutil.copyfile(folder / JUDGED, folder / EARLIER)
    if not against and (folder / EARLIER).exists():
        compared = read_results(folder / EARLIER)
    run = About.model_validate(
        {
            "target": target_name,
            "fingerprint": target.fingerprint,
            "when": dt.datetime.now().astimezone(),
            "seconds": round(time.perf_counter() - began, 1),
            "against": _target_of(against) if against else "",
            "model": speaking(replies.values(), price),
            **(about or {}),
        }
    )
    write_results(results, folder / JUDGED)
    (folder / RUN).write_text(run.model_dump_json(indent=2) + "\n", "utf-8")
    write_report(results, run, folder / REPORT, compared)
    return Done(results, run, compared)


def _target_of(results: Path) -> str:
    """Whose results they are, as the run beside them tells; else the name of their folder."""
    beside = results.with_name(RUN)
    return read_about(beside).target if beside.exists() else results.resolve().parent.name


def slug(target: str) -> str:
    """A folder's name for a target.

    >>> slug("http://127.0.0.1:8000/v1/answers")
    'http-127-0-0-1-8000-v1-answers'
    """
    return re.sub(r"[^a-z0-9]+", "-", target.lower()).strip("-")


def chosen(probes: Sequence[Probe], limit: int | None) -> list[Probe]:
    """At most so many probes, the same ones each time and spread over all, a paraphrase with the question that it says again."""
    if limit is None or limit >= len(probes):
        return list(probes)
    order = sorted(probes, key=lambda probe: hashlib.sha256(f"limit {probe.name}".encode()).digest())
    names = {probe.name for probe in probes}
    taken: set[str] = set()
    for probe in order:
        # a paraphrase without its question could not be compared with it
        wanted = ({probe.name, probe.expected.same_as or probe.name} & names) - taken
        if len(taken) + len(wanted) <= limit:
            taken |= wanted
    return [probe for probe in probes if probe.name in taken]
