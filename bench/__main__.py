"""`make bench`: speed and memory, each beside its limit and beside a stock retrieval in the same run.

Prints a table and writes bench/results/bench.json. Machines are shared, so ratios within one run say more than seconds.
"""

import json
import platform
import re
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median, quantiles

from rich.console import Console
from rich.table import Table

from bench.conversation import long_conversation, memory_cost
from bench.page import page_times
from bench.questions import CHAT_QUESTIONS, QUESTIONS
from bench.readers import slowest_reading
from bench.stock import StockRetrieval
from bot.conversation.shortfall import Shortfall
from bot.settings import get_settings
from tests.ui.server import chat_server, chromium
from tests.ui.visit import rests

RESULTS = Path(__file__).parent / "results" / "bench.json"
OPENINGS = (
    "hi, ",
    "please: ",
    "ok so ",
    "hello, ",
    "quick one: ",
)  # a question that was seen before is not embedded again
COLD_QUESTION = "Arizona trustee's sale, owed 212k, sold for 150k"


def milliseconds(call: Callable[[str], object]) -> list[float]:
    """How long each question takes, warm, in milliseconds."""
    for question in QUESTIONS:
        call(question)
    times = []
    for opening in OPENINGS:
        for question in QUESTIONS:
            began = time.perf_counter()
            call(opening + question)
            times.append((time.perf_counter() - began) * 1000)
    return times


def cold_ask() -> tuple[float, bool]:
    """Seconds of a first `shortfall ask` that needs no search, best of three, and whether it imported torch."""
    code = (
        "import sys; from bot.cli import app; app(['ask', sys.argv[1]], standalone_mode=False); "
        "print('torch' in sys.modules, file=sys.stderr)"
    )
    runs = []
    for _ in range(3):
        began = time.perf_counter()
        done = subprocess.run([sys.executable, "-c", code, COLD_QUESTION], capture_output=True, text=True, check=True)
        runs.append(time.perf_counter() - began)
    return min(runs), done.stderr.strip().endswith("True")


def cold_ingestion() -> float:
    """Seconds to build the index from nothing."""
    with tempfile.TemporaryDirectory() as folder:
        began = time.perf_counter()
        subprocess.run(
            [Path(sys.executable).parent / "shortfall", "ingest", "--index", folder], check=True, capture_output=True
        )
        return time.perf_counter() - began


def unchanged_ingestion() -> float:
    """Seconds of an ingestion that has nothing to do."""
    began = time.perf_counter()
    subprocess.run([Path(sys.executable).parent / "shortfall", "ingest"], check=True, capture_output=True)
    return time.perf_counter() - began


def chat_memory() -> float:
    """Megabytes the chat's server holds at most, after three questions typed in a browser."""
    with chat_server() as server, chromium() as browser:
        page = browser.new_page()
        page.goto(server.address)
        for number, question in enumerate(CHAT_QUESTIONS, start=1):
            box = page.get_by_test_id("stChatInputTextArea")
            box.wait_for(timeout=90_000)
            rests(page)  # a page that is still being drawn may draw its box anew, and empty
            box.fill(question, timeout=90_000)
            box.press("Enter")
            page.get_by_test_id("stChatMessage").nth(2 * number - 1).get_by_test_id("stPopover").first.wait_for(
                timeout=90_000
            )
        status = Path(f"/proc/{server.pid}/status").read_text("ascii")
        return int(re.findall(r"VmHWM:\s+(\d+)", status)[0]) / 1024


def main() -> None:
    """Measure, print, write."""
    settings = get_settings()
    engine = Shortfall(settings)
    engine.index.load()  # as the page does in the background when it starts
    ours = milliseconds(engine.ask)
    stock = StockRetrieval(engine.index)
    theirs = milliseconds(stock.search)
    more, _ = memory_cost(engine)
    late = long_conversation(engine)
    slowest, where = slowest_reading()
    print(f"slowest reading: {where}")
    cold, torch_seen = cold_ask()
    ours_page, bare_page = page_times()
    paint, usable, answered = ours_page.medians()
    bare_paint, bare_usable, bare_answered = bare_page.medians()
    rows: list[tuple[str, float, float | None, str]] = [
        ("warm answer, median", median(ours), 30, "ms"),
        ("warm answer, p95", quantiles(ours, n=20)[-1], 60, "ms"),
        ("stock retrieval alone, median", median(theirs), None, "ms"),
        ("answer / stock retrieval", median(ours) / median(theirs), 4 / 3, "x"),
        ("memory: more than a single answer, median", more, 15, "ms"),
        ("turn 200 / turn 1 of a conversation", late, 1.2, "x"),
        ("one reader on 8,000 characters, worst", slowest, 100, "ms"),
        ("cold ask without a search", cold, 1.5, "s"),
        ("cold ask imports torch", float(torch_seen), 0, ""),
        ("full ingestion", cold_ingestion(), 60, "s"),
        ("unchanged ingestion", unchanged_ingestion(), 2, "s"),
        ("chat memory", chat_memory(), 1024, "MB"),
        ("page: first paint on a warm server", paint, 2, "s"),
        ("page: first paint / a bare Streamlit page", paint / bare_paint, None, "x"),
        ("page: until a question can be typed", usable, None, "s"),
        ("page: until typing / a bare Streamlit page", usable / bare_usable, None, "x"),
        ("page: answer after Enter", answered, 300, "ms"),
        ("page: answer / an echo on a bare page", answered / bare_answered, None, "x"),
    ]
    table = Table("measure", "value", "limit", "within", title="Shortfall benchmark")
    for name, value, limit, unit in rows:
        within = "" if limit is None else "yes" if value <= limit else "NO"
        table.add_row(name, f"{value:.2f} {unit}", "" if limit is None else f"{limit:.2f} {unit}", within)
    Console().print(table)
    RESULTS.parent.mkdir(exist_ok=True)
    data = {
        "machine": f"{platform.machine()}, Python {platform.python_version()}",
        "questions": len(QUESTIONS),
        "rounds": len(OPENINGS),
        "bench_memory_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        "measures": [{"name": n, "value": v, "limit": limit, "unit": u} for n, v, limit, u in rows],
    }
    RESULTS.write_text(json.dumps(data, indent=2) + "\n", "utf-8")
    print(f"written to {RESULTS.relative_to(Path.cwd())}")


if __name__ == "__main__":
    main()
