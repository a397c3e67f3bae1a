"""The report of an evaluation: its figures, what changed, and that nothing in it runs or loads."""

import datetime as dt
import re
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest

from evals.measures import LABELS
from evals.reply import Reply
from evals.report import write_report
from evals.report.diff import diff
from evals.report.tiles import COLUMNS, PLACES, ROWS, tiles
from evals.report.turns import WORST, faulty
from evals.report.view import build, scores
from evals.score import About, Result
from evals.summary import measure_figures, missed, read_thresholds
from tests.evals.page import Page, result, wrong

RUN = About(
    target="built-in", fingerprint="built-in 0123", when=dt.datetime(2026, 11, 23, 9, 30, tzinfo=dt.UTC), seconds=75.0
)
HOSTILE = '<script>alert("x")</script><img src="https://evil.test/a.png" onerror="alert(1)">'


RESULTS = [
    result("right"),
    wrong("wrong"),
    result(
        "failed",
        group="limits",
        kind="out-of-scope",
        state=None,
        held_out=True,
        expected={"declined": True},
        reply=Reply.failed("the target did not answer in time"),
        scores={"Abstention": 0.0},
        reasons={"Abstention": "no answer: the target did not answer in time"},
    ),
    wrong(
        "from-text",
        state="CA",
        expected={"state": "CA", "outcome": ["barred", "limited"], "facts": [{"says": ["580b", "one action"]}]},
        reply=Reply.of_text("Under § 580b the lender may collect $5,000.", ("can they?",), 900.0),
    ),
    wrong(
        "hostile",
        turns=("first", HOSTILE),
        why=HOSTILE,
        source={"cite": HOSTILE, "url": "javascript:alert(1)"},
        reasons={"OutcomeAccuracy": HOSTILE},
        reply=Reply.model_validate(
            {
                "text": HOSTILE,
                "citations": [{"n": 1, "cite": HOSTILE, "url": "javascript:alert(2)", "quote": HOSTILE}],
                "case": [{"name": HOSTILE, "value": HOSTILE, "status": "known", "raw": HOSTILE, "how": HOSTILE}],
                "tools": [HOSTILE],
                "reason": HOSTILE,
                "declined": True,
            }
        ),
    ),
]


Written = Callable[..., Page]


@pytest.fixture
def written(tmp_path: Path) -> Written:
    def write(results: list[Result] = RESULTS, earlier: list[Result] | None = None) -> Page:
        write_report(results, RUN, tmp_path / "report.html", earlier or [])
        return Page((tmp_path / "report.html").read_text("utf-8"))

    return write


def test_the_head_says_how_many_are_right_and_which_thresholds_are_missed(written: Written) -> None:
    page = written()
    assert page.texts("p", **{"class": "lead"}) == [
        "20 % of the answers are without any fault: 1 of 5 turns; 4 have at least one. 1 turn got no answer at all."
    ]
    wanted = missed(measure_figures(RESULTS), read_thresholds())
    assert [text for text in page.texts("h2") if "missed" in text] == [f"✗ {len(wanted)} of 4 thresholds missed"]
    assert "outcome: 25 %, wanted at least 99 %" in page.texts("li")
    assert "1 min 15 s, answers kept from before not counted" in page.texts("dd")


def test_a_run_that_reaches_every_threshold_says_so(written: Written) -> None:
    assert "✓ Every threshold is reached" in written([result("right")]).texts("h2")


def test_a_share_that_is_not_full_never_reads_as_full(written: Written) -> None:
    page = written([wrong("wrong"), *(result(f"right {n}") for n in range(1999))])
    assert page.row("Every measure", "outcome")[0].startswith("99.9 %")
    assert page.row("Turns without a fault in each", "Arizona") == ["1999", "99.9 %", "2000"]


def test_tuned_and_held_out_figures_stand_apart(written: Written) -> None:
    page = written([result("right"), wrong("wrong", held_out=True)])
    _, _, n, tuned, tuned_n, held, held_n, wanted, reached = page.row("Every measure", "outcome")
    assert (n, tuned.split(" %")[0], tuned_n, held.split(" %")[0], held_n) == ("2", "100", "1", "0", "1")
    assert (wanted, reached) == ("at least 99 %", "✗ missed")


def test_the_bar_shows_value_interval_and_threshold() -> None:
    found = next(s for s in scores([result("a"), result("b"), result("c"), wrong("d")]) if s.measure == "outcome")
    assert (found.bar.value, found.bar.wanted) == (150.0, 198.0)
    assert found.bar.low < found.bar.value <= found.bar.high
    assert "wanted at least 99 %" in found.bar.says


def test_a_measure_that_nothing_judged_is_named_and_not_missed(written: Written) -> None:
    page = written([result("right")])
    text = next(text for text in page.texts("p") if text.startswith("Not judged"))
    assert LABELS["AmountExact"] in text
    assert LABELS["OutcomeAccuracy"] not in text


def test_every_jurisdiction_is_a_tile_of_its_own() -> None:
    assert len(PLACES) == 51
    assert len(set(PLACES.values())) == 51
    assert all(row < ROWS and column < COLUMNS for row, column in PLACES.values())
    assert len({(tile.x, tile.y) for tile in tiles({})}) == 51


def test_a_tile_shows_its_figure_and_says_it(written: Written) -> None:
    page = written()
    shown = {attrs["data-state"]: attrs for tag, attrs, _ in page.elements if tag == "g" and "data-state" in attrs}
    assert shown.keys() == PLACES.keys()
    assert shown["AZ"]["aria-label"] == "Arizona: 1 of 3 turns without a fault (33.3 %)"
    assert page.texts("g", data_state="AZ")[0].endswith("AZ 33")
    assert page.texts("g", data_state="WY")[0].endswith("Wyoming: not asked WY –")
    assert any(text.endswith("Of no state, and so not shown here: 1.") for text in page.texts("p"))


def test_groups_and_kinds_have_their_figures(written: Written) -> None:
    page = written()
    assert page.row("Main measures of each group", "state-rules") == [
        "25 %n 4",
        "–not judged",
        "–not judged",
        "–not judged",
        "25 %1 of 4",
        "4",
    ]
    assert page.row("Main measures of each kind", "limits: out-of-scope")[-1] == "1"


def test_what_was_declined_stands_against_what_should_have_been(written: Written) -> None:
    declined = {"expected": {"declined": True}, "reply": Reply(text="I cannot.", declined=True)}
    page = written([*RESULTS, result("rightly declined", **declined)])
    caption = "What was declined"
    assert page.row(caption, "should be declined") == ["✓ 1", "0", "✗ 1"]
    assert page.row(caption, "should be answered") == ["✗ 1", "✓ 3", "0"]
    assert "50 % of 2 declined" in page.texts("dd")
    assert "50 % of 2 to be declined" in page.texts("dd")


def test_expected_outcome_stands_against_the_given_one(written: Written) -> None:
    none = result("no outcome", expected={"outcome": [None]}, reply=Reply(text="Hello."))
    either = result("either", expected={"outcome": ["barred", "limited"]}, reply=Reply(text="Some.", outcome="limited"))
    lost = result("lost", expected={"outcome": ["depends"]}, reply=Reply.failed("gone"))
    page = written([*RESULTS, none, either, lost])
    caption = "Expected outcome"
    assert page.row(caption, "barred") == ["✓ 1", "0", "✗ 1", "0", "0", "✗ 1", "0", "3"]
    assert page.row(caption, "barred or limited") == ["0", "✓ 1", "✗ 1", "0", "0", "0", "0", "2"]
    assert page.row(caption, "none") == ["0", "0", "0", "0", "0", "✓ 1", "0", "1"]
    assert page.row(caption, "depends") == ["0", "0", "0", "0", "0", "0", "✗ 1", "1"]


def test_percentiles_of_latency(written: Written) -> None:
    many = [result(f"r{n}", scores={"Latency": float(n)}) for n in range(1, 102)]
    assert written(many).row("Percentiles", "latency, ms") == ["51", "91", "96", "100", "101", "101"]


def test_every_faulty_turn_is_told_in_full(written: Written) -> None:
    page = written()
    told = page.texts("details", **{"class": "turn"})
    assert len(told) == 4
    failed = next(text for text in told if text.startswith("failed"))
    assert "No answer: the target did not answer in time" in failed
    read = next(text for text in told if text.startswith("from-text"))
    assert "Only text was given" in read
    assert "“580b” / “one action”" in read
    assert "barred or limited" in read
    judged = next(text for text in told if text.startswith("wrong"))
    for part in ("what about wrong?", "Yes.", "expected barred, got allowed", "The statute says so.", "A.R.S. 33-814"):
        assert part in judged


def test_the_most_faults_come_first_and_the_many_are_folded() -> None:
    both = wrong("both", scores={"OutcomeAccuracy": 0.0, "StateAccuracy": 0.0})
    found = faulty([*(wrong(f"w{n}") for n in range(WORST + 2)), both])
    (group,) = found.groups
    assert found.total == WORST + 3
    assert group.worst[0].name == "both"
    assert (len(group.worst), len(group.others)) == (WORST, 3)
    assert found.counts == [("outcome", WORST + 3), ("right state", 1)]


def test_what_got_better_and_worse_is_listed_by_measure(written: Written) -> None:
    earlier = [wrong("mended"), result("broken"), result("same"), result("gone")]
    page = written([result("mended"), wrong("broken"), result("same"), result("new")], earlier)
    (worse,), (better,) = page.texts("div", data_moved="worse"), page.texts("div", data_moved="better")
    assert "outcome: 1" in worse
    assert "broken: 100 % then, 0 % now; expected barred, got allowed" in worse
    assert "mended" not in worse
    assert "mended: 0 % then, 100 % now" in better
    assert "broken" not in better
    assert page.texts("details", data_names="new") == ["1 newly asked new"]
    assert page.texts("details", data_names="gone") == ["1 no longer asked gone"]
    assert page.row("Figures then and now", "outcome") == ["66.6 %", "66.6 %", "same", "▲ 1", "▼ 1", "3"]


def test_the_change_of_a_figure_counts_only_what_both_runs_asked(written: Written) -> None:
    page = written([result("a"), wrong("b"), wrong("new")], [result("a"), result("b"), wrong("gone")])
    assert page.row("Figures then and now", "outcome") == ["100 %", "50 %", "-50 points", "0", "▼ 1", "2"]


def test_another_expectation_under_the_same_name_is_told() -> None:
    before = result("a", expected={"outcome": ["allowed"]})
    assert diff([wrong("a")], [before], {}).restated == ["a"]
    assert diff([wrong("a")], [result("a")], {}).restated == []


def test_without_an_earlier_run_nothing_is_compared(written: Written) -> None:
    assert not [text for text in written().texts("h2") if "earlier" in text]


def test_links_of_the_diff_lead_to_turns_of_the_page(written: Written) -> None:
    page = written([*RESULTS, wrong("broken")], [result("broken")])
    ids = {attrs.get("id") for _, attrs, _ in page.elements}
    inner = [str(attrs["href"])[1:] for tag, attrs, _ in page.elements if tag == "a" and str(attrs["href"])[0] == "#"]
    assert "turn-5" in inner
    assert set(inner) <= ids


def test_text_of_results_stays_text(written: Written, tmp_path: Path) -> None:
    names = [result(HOSTILE, group=HOSTILE, kind=HOSTILE, state=HOSTILE), wrong(HOSTILE, group=HOSTILE, kind=HOSTILE)]
    page = written([*RESULTS, *names], [wrong(HOSTILE, turns=(HOSTILE,)), result("hostile", turns=(HOSTILE,))])
    raw = (tmp_path / "report.html").read_text("utf-8")
    assert raw.count("<script") == 1
    assert not [attrs for _, attrs, _ in page.elements if any(name.startswith("on") for name in attrs)]
    assert not [tag for tag, _, _ in page.elements if tag in ("img", "iframe", "object", "link")]
    assert HOSTILE in page.texts("li")
    assert page.unclosed == []


def test_nothing_is_loaded_from_elsewhere(written: Written, tmp_path: Path) -> None:
    page = written()
    links = [(tag, key, value or "") for tag, attrs, _ in page.elements for key, value in attrs.items()]
    assert not [link for link in links if link[1] in ("src", "srcset", "data", "action", "style", "xlink:href")]
    outside = [link for link in links if link[1] == "href" and not link[2].startswith("#")]
    assert {tag for tag, _, _ in outside} == {"a"}
    assert all(value.startswith(("https://", "http://")) for _, _, value in outside)
    (style,) = page.texts("style")
    assert not re.search(r"url\(|@import", style)
    policy = next(value for _, key, value in links if key == "content" and "default-src" in value)
    assert policy.startswith("default-src 'none'; style-src 'sha256-")


def test_tables_have_captions_and_their_headings_a_scope(written: Written) -> None:
    page = written(earlier=[result("right")])
    tags = [tag for tag, _, _ in page.elements]
    assert tags.count("table") == tags.count("caption") > 8
    assert all(attrs.get("scope") for tag, attrs, _ in page.elements if tag == "th")
    levels = [int(tag[1]) for tag in tags if re.fullmatch(r"h[1-6]", tag)]
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_a_run_without_any_turn_is_a_report_too() -> None:
    report = build([], RUN, [])
    assert report.head.sentence == "Nothing was asked."
    assert report.scores == []
