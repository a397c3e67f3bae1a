"""`python -m bench.faults [name…]`: what goes wrong on purpose, and what was lost by it (nothing).

Each fault has a service of its own, a real process on loopback. Exits with 1 where anything acknowledged was lost or taken
twice, an error was not a clear one, or the service did not recover by itself.
"""

import argparse
import sys
import tempfile
import traceback
from collections.abc import Callable, Mapping
from pathlib import Path

from bench.faults import connections, disk, index, jump, kills
from bench.faults.report import Report

FAULTS: Mapping[str, Callable[[Path, Report], None]] = {
    "api-killed": kills.api,
    "postgres-killed": kills.postgres,
    "chroma-killed": kills.chroma,
    "disk-limit": disk.limit,
    "disk-full": disk.full,
    "index-damaged": index.damage,
    "index-replaced": index.replace,
    "ingestion": index.ingestion,
    "clock-jump": jump.clock_jump,
    "slow-clients": connections.slow_clients,
    "idle-connections": connections.idle_connections,
    "crowded": connections.crowded,
}


def main() -> None:
    """Run them one after the other and tell."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", choices=[*FAULTS, []], metavar="name", help=", ".join(FAULTS))
    names = parser.parse_args().names or list(FAULTS)
    fine = True
    for name in names:
        report = Report(name)
        with tempfile.TemporaryDirectory(prefix="shortfall-fault-", ignore_cleanup_errors=True) as folder:
            try:
                FAULTS[name](Path(folder), report)
            except Exception:
                report.broken.append(f"the run ended with\n{traceback.format_exc()}")
        print(report, flush=True)
        fine = fine and report.fine
    sys.exit(0 if fine else 1)


if __name__ == "__main__":
    main()
