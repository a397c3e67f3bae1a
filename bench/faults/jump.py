"""The clock is set a day ahead and a day back while the service works, and it is killed and started by the wrong clock."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx

from bench.faults.clock import DAY
from bench.faults.people import answers, batch, talking
from bench.faults.place import Place, place
from bench.faults.report import Report


def jumped(here: Place, report: Report) -> None:
    """Turns and batches go on, limits neither open nor lock anybody out, and a turn by an early clock is not hidden."""
    service = here.service
    soon = here.key(datetime.now(UTC) + timedelta(hours=12))
    report.expect(_status(here, soon) == 200, "a key that ends in twelve hours is refused")
    with talking(service, report, people=2) as talk:
        report.expect(talk.go_on(2), "turns are not acknowledged before")
        service.set_clock(DAY)
        with batch(service, report):
            report.expect(talk.go_on(2), "turns are not acknowledged a day ahead")
            report.expect(_status(here, soon) == 401, "a key that has ended is taken")
        # the rate of wrong keys is counted by a clock that does not jump
        wrong = [_status(here, "sf_" + "0" * 12 + "_" + "A" * 43) for _ in range(8)]
        report.expect(429 in wrong, f"wrong keys are not limited: {wrong}")
        service.set_clock(-DAY)
        report.expect(_status(here, "sf_" + "0" * 12 + "_" + "A" * 43) == 429, "a clock set back opened a limit")
        report.expect(answers(service, report), "a clock set back locked a good key out")
        report.expect(_status(here, soon) == 200, "a key is refused before its end")
        with batch(service, report):
            report.expect(talk.go_on(2), "turns are not acknowledged a day behind")
            service.kill()
            service.start()
            report.recovers(lambda: answers(service, report))
            report.expect(talk.go_on(4), "turns are not acknowledged after a start by a clock that is behind")
    _order(here, report)
    service.set_clock(0)
    report.recovers(lambda: answers(service, report))


def clock_jump(folder: Path, report: Report) -> None:
    """`jumped`, with a service of its own."""
    with place(folder) as here:
        jumped(here, report)


def _order(here: Place, report: Report) -> None:
    """Of two conversations the one that was used last stands first, among those that were used by the same clock."""
    with httpx.Client(base_url=here.service.url, headers=here.service.headers, timeout=60) as client:
        told = {"text": "Sold at auction in Texas. Do I owe the rest?"}
        ids = [client.post("/v1/conversations", json={}).json()["id"] for _ in range(2)]
        client.post(f"/v1/conversations/{ids[0]}/turns", json=told)
        found = client.get("/v1/conversations", params={"limit": 50}).json()["conversations"]
        listed = [one["id"] for one in found if one["id"] in ids]
        report.expect(listed == ids, "the conversation that was used last is not before the other one")


def _status(here: Place, key: str) -> int:
    response = httpx.get(f"{here.service.url}/v1/states/OH", headers={"Authorization": f"Bearer {key}"}, timeout=60)
    return response.status_code
