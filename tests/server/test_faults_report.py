"""The report of a fault is not content where something was lost, done twice, or not said clearly."""

import httpx
import pytest

from bench.faults.report import Report, unclear
from bot.server.errors import INSIDE, UNUSABLE, ServiceError, body_of

AWAY = ServiceError(503, "unavailable", UNUSABLE, {"Retry-After": "10"})
PROBLEM = "application/problem+json"


def response(error: ServiceError, media: str = PROBLEM, **changed: object) -> httpx.Response:
    headers = {**error.headers, "Content-Type": media}
    return httpx.Response(error.status, json={**body_of(error), **changed}, headers=headers)


def recovered(acknowledged: int, kept: int) -> Report:
    report = Report("test", acknowledged, kept)
    report.recovers(lambda: True)
    return report


def test_a_problem_with_a_sentence_is_clear() -> None:
    assert unclear(response(AWAY)) == ""


@pytest.mark.parametrize(
    ("given", "lacks"),
    [
        (httpx.Response(500, text="Internal Server Error"), "no JSON"),
        (response(AWAY, "application/json"), "as application/json"),
        (response(AWAY, status=500), "parts of a problem"),
        (response(AWAY, detail="unavailable"), "sentence"),
        (response(AWAY, detail="The file /srv/kept.db cannot be read."), "path"),
        (response(ServiceError(500, "internal", INSIDE)), "did not know"),
        (response(ServiceError(503, "unavailable", UNUSABLE)), "Retry-After"),
    ],
)
def test_what_an_error_lacks_is_told(given: httpx.Response, lacks: str) -> None:
    report = recovered(1, 1)
    assert report.fine
    assert not report.took(given)
    assert lacks in report.unclear[0]
    assert not report.fine
    assert "NOT CLEAR" in str(report)


def test_what_was_lost_taken_twice_or_promised_in_vain_is_not_fine() -> None:
    assert recovered(3, 3).fine
    lost = recovered(3, 2)
    assert (lost.fine, lost.lost) == (False, 1)
    assert "lost 1" in str(lost)
    twice, broken = recovered(3, 3), recovered(3, 3)
    twice.twice = 1
    broken.expect(False, "it stays up")
    assert not twice.fine
    assert not broken.fine
    assert not recovered(0, 0).fine, "a fault during which nothing was acknowledged shows nothing"


def test_what_does_not_recover_is_told() -> None:
    report = Report("test", 1, 1)
    assert not report.fine
    report.recovers(lambda: False, seconds=0.01)
    assert "did not recover" in str(report)
    assert not report.fine
