"""The service keeps to its OpenAPI description, for requests that fit it and for those that do not."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from jsonschema import Draft202012Validator

from bot.server.describe import EXAMPLES
from bot.yamlfile import load_yaml
from tests.server.running import Running

HERE = Path(__file__).parent
# with many fields or a long history there are thousands of cases: every value of these is tried by `make thorough`
LARGE = "^/v1/(calculate|assess|answers|chat/completions|conversations/.id./case)$"
RUNS = [
    pytest.param(("--exclude-path-regex", LARGE, "--phases", "examples,coverage,fuzzing"), id="operations"),
    pytest.param(("--include-path-regex", LARGE, "--phases", "examples,fuzzing"), id="large"),
    pytest.param(
        ("--include-path-regex", LARGE, "--phases", "coverage"), id="large-every-value", marks=pytest.mark.thorough
    ),
]


@pytest.mark.parametrize("options", RUNS)
def test_schemathesis_finds_no_failure(server: Running, tmp_path: Path, options: tuple[str, ...]) -> None:
    command = [
        *(sys.executable, "-m", "schemathesis.cli", "--config-file", str(HERE / "schemathesis.toml")),
        *("run", f"{server.url}/openapi.json", "--header", f"Authorization: Bearer {server.key}"),
        # the deterministic mode makes the same requests each time, as a seed would
        *("--generation-deterministic", "--max-examples", "3", "--no-shrink"),
        *(
            "--no-color",
            "--continue-on-failure",
            "--report",
            "junit",
            "--report-junit-path",
            str(tmp_path / "report.xml"),
        ),
        *options,
    ]
    hooks = {"SCHEMATHESIS_HOOKS": "tests.server.schemathesis_forms", "PYTHONPATH": str(HERE.parent.parent)}
    environment = {**os.environ, **hooks}
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-20_000:] + done.stderr[-2_000:]
    assert re.search(r"\b[1-9]\d+ generated", done.stdout), done.stdout


@pytest.fixture(scope="module")
def api(server: Running) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=server.url, headers=server.headers, timeout=60) as client:
        yield client


def operations(api: httpx.Client) -> list[tuple[str, str, dict[str, Any]]]:
    paths = api.get("/openapi.json").json()["paths"]
    return [(method, path, operation) for path, item in paths.items() for method, operation in item.items()]


def test_every_operation_has_a_summary_a_tag_an_example_and_its_errors(api: httpx.Client) -> None:
    for method, path, operation in operations(api):
        where = f"{method} {path}"
        assert operation["description"], where
        assert len(operation["tags"]) == 1, where
        good = {status: told for status, told in operation["responses"].items() if status.startswith("2")}
        assert good, where
        for status, told in good.items():
            for media, content in told.get("content", {}).items():
                assert media == "text/plain" or "example" in content or "itemSchema" in content, (where, status, media)
        for content in operation.get("requestBody", {}).get("content", {}).values():
            assert {"example", "examples"} & set(content) or path == "/v1/documents", where
        errors = {"401", "422", "429", "503"} | ({"404"} if "{" in path else set())
        assert errors <= set(operation["responses"]), where
        problems = operation["responses"]["422"]["content"]["application/problem+json"]
        assert problems["schema"] == {"$ref": "#/components/schemas/Problem"}


def test_every_example_of_a_response_fits_its_schema(api: httpx.Client) -> None:
    described = api.get("/openapi.json").json()
    checked = 0
    for method, path, operation in operations(api):
        for told in operation["responses"].values():
            content = told.get("content", {}).get("application/json", {})
            if "schema" in content and "example" in content:
                schema = {**content["schema"], "components": described["components"]}
                faults = [fault.message for fault in Draft202012Validator(schema).iter_errors(content["example"])]
                assert faults == [], f"{method} {path}"
                checked += 1
    assert checked >= 20


def test_every_example_of_a_request_is_answered(api: httpx.Client) -> None:
    conversation = api.post("/v1/conversations").json()["id"]
    sent = 0
    routes = {
        "answers": ("POST", "/v1/answers"),
        "conversation": ("POST", "/v1/conversations"),
        "turn": ("POST", f"/v1/conversations/{conversation}/turns"),
        "edits": ("PATCH", f"/v1/conversations/{conversation}/case"),
        "feedback": ("PUT", f"/v1/conversations/{conversation}/turns/1/feedback"),
        "rename": ("PATCH", f"/v1/conversations/{conversation}"),
        "batch": ("POST", "/v1/batches"),
        "assess": ("POST", "/v1/assess"),
        "calculate": ("POST", "/v1/calculate"),
        "completion": ("POST", "/v1/chat/completions"),
    }
    examples = load_yaml(EXAMPLES)
    for name in sorted(routes, key=lambda name: name != "turn"):  # the others change what a turn has told
        for summary, body in examples[name]["requests"].items():
            given = api.request(*routes[name], json=body)
            assert given.is_success, (name, summary, given.text)
            sent += 1
    assert sent == sum(len(one.get("requests", ())) for one in examples.values())


def test_the_description_names_no_path_of_this_machine(api: httpx.Client) -> None:
    assert str(HERE.parent.parent) not in json.dumps(api.get("/openapi.json").json())
