"""What deploy/ says of the service is what the service is."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import kubernetes_validate
import pytest
import yaml

from bot.server.app import create_app
from bot.settings import Settings
from bot.yamlfile import load_yaml
from tests.deploy.nginx import DEPLOY

KUBERNETES = "1.33"
MANIFESTS = sorted((DEPLOY / "kubernetes").glob("*.yaml"))
OBJECTS = [(path.name, thing) for path in MANIFESTS for thing in yaml.safe_load_all(path.read_text())]
COMPOSE = load_yaml(DEPLOY / "compose.yaml")
CONTAINERFILE = (DEPLOY / "Containerfile").read_text()
FILES = [path for path in DEPLOY.rglob("*") if path.is_file()]


def containers() -> Iterator[tuple[str, dict[str, Any], dict[str, Any]]]:
    """Every container with the template it stands in."""
    for name, thing in OBJECTS:
        template = thing.get("spec", {}).get("template", {}).get("spec")
        for container in template["containers"] if template else ():
            yield f"{name}: {container['name']}", container, template


def options() -> set[str]:
    """The variables that the service reads."""
    return {f"SHORTFALL_{name.upper()}" for name in Settings.model_fields}


@pytest.mark.parametrize(("name", "thing"), OBJECTS, ids=[f"{name}-{thing['kind']}" for name, thing in OBJECTS])
def test_a_manifest_is_one_that_kubernetes_takes(name: str, thing: dict[str, Any]) -> None:
    kubernetes_validate.validate(thing, KUBERNETES, strict=True)


@pytest.mark.parametrize("path", FILES, ids=[path.name for path in FILES])
def test_every_setting_that_is_named_exists(path: Path) -> None:
    named = set(re.findall(r"SHORTFALL_[A-Z_]+", path.read_text())) - {"SHORTFALL_"}
    assert named <= options()


def test_every_container_is_limited_and_nobody_in_particular() -> None:
    found = list(containers())
    assert len(found) >= 4
    for name, container, template in found:
        assert template["securityContext"]["runAsNonRoot"], name
        assert not container["securityContext"]["allowPrivilegeEscalation"], name
        assert container["securityContext"]["capabilities"]["drop"] == ["ALL"], name
        assert {"cpu", "memory"} <= container["resources"]["limits"].keys(), name
        if container["image"] == "shortfall":
            assert container["securityContext"]["readOnlyRootFilesystem"], name


def test_probes_ask_for_routes_that_the_service_has() -> None:
    routes = set(create_app(Settings()).openapi()["paths"])
    probes = [
        container[probe]["httpGet"]["path"]
        for _, container, _ in containers()
        if container["image"] == "shortfall"
        for probe in ("startupProbe", "readinessProbe", "livenessProbe")
        if probe in container
    ]
    assert len(probes) == 3
    assert set(probes) <= routes
    assert set(re.findall(r"http://127\.0\.0\.1:8000(/\w+)", CONTAINERFILE)) <= routes


def test_the_image_and_the_composition_are_read_only_and_run_as_nobody() -> None:
    assert re.search(r"^USER 10001", CONTAINERFILE, re.MULTILINE)
    for name in ("ingest", "api"):
        service = COMPOSE["services"][name]
        assert service["read_only"]
        assert service["cap_drop"] == ["ALL"]
    assert COMPOSE["services"]["api"]["deploy"]["replicas"] >= 2
    assert all("127.0.0.1" in port for port in COMPOSE["services"]["nginx"]["ports"])


def test_what_stops_a_replica_waits_for_its_answers() -> None:
    drain = Settings.model_fields["drain_seconds"].default
    api = next(thing for _, thing in OBJECTS if thing["kind"] == "Deployment")
    assert api["spec"]["template"]["spec"]["terminationGracePeriodSeconds"] > drain
    assert int(COMPOSE["services"]["api"]["stop_grace_period"].removesuffix("s")) > drain


def test_nginx_takes_the_bodies_and_waits_the_time_that_the_service_does() -> None:
    conf = (DEPLOY / "nginx" / "shortfall.conf").read_text()
    size = re.search(r"client_max_body_size (\d+)m;", conf)
    wait = re.search(r"proxy_read_timeout (\d+)s;", conf)
    assert size
    assert wait
    fields = Settings.model_fields
    assert int(size[1]) * 1_000_000 >= fields["upload_bytes"].default
    assert int(wait[1]) > fields["answer_seconds"].default


def test_the_chroma_of_the_images_is_the_one_that_is_tested() -> None:
    constraint = re.search(r"^chromadb==(.+)$", (DEPLOY.parent / "constraints.txt").read_text(), re.MULTILINE)
    assert constraint
    images = {image for path in FILES for image in re.findall(r"chromadb/chroma:([\w.]+)", path.read_text())}
    assert images == {constraint[1]}


def test_everything_that_the_image_copies_is_there() -> None:
    copied = [line.split()[1:-1] for line in CONTAINERFILE.splitlines() if re.match(r"COPY (?!--from)", line)]
    names = [name for group in copied for name in group]
    assert {"bot", "ingest", "corpus", "pyproject.toml"} <= set(names)
    ignored = (DEPLOY.parent / ".dockerignore").read_text().splitlines()
    for name in names:
        assert (DEPLOY.parent / name).exists()
        assert name not in ignored
