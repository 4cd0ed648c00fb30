"""A published file speaks of the project, never of the machine or the network it was written on."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.house.checks import traces
from tests.house.checks.source import ROOT, Fault, plant, told

CHECKS = [traces.foreign_hosts, traces.machine_paths, traces.signatures, traces.loose_pins]


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_no_published_file_carries_a_trace(check: Callable[[Path], list[Fault]]) -> None:
    """Every file that git would publish, text or not."""
    assert told(check(ROOT)) == ""


@pytest.mark.parametrize("scheme", ["https", "http", "git+ssh", "postgresql"])
def test_a_foreign_host_is_found(scheme: str, tmp_path: Path) -> None:
    """Whatever is spoken with it, and behind credentials too."""
    plant(tmp_path, "docs/page.md", f"see\n{scheme}://name:word@packages.corp-registry.io/simple\n")
    assert [fault.line for fault in traces.foreign_hosts(tmp_path)] == [2]


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1:8000/graphql",
        "https://id.example.com/jwks",
        "postgresql://cdp_app@db/cdp",
        "https://issuer.test/",
    ],
)
def test_the_service_itself_and_reserved_names_are_no_foreign_hosts(
    url: str, tmp_path: Path
) -> None:
    """Examples need names, and the standards keep some for them."""
    assert traces.foreign_hosts(plant(tmp_path, "docs/page.md", url)) == []


@pytest.mark.parametrize("place", ["home/ana/cdp", "Users/ana/cdp", "root/.cache", "work/tree"])
def test_a_machine_path_is_found(place: str, tmp_path: Path) -> None:
    """The usual homes of working copies."""
    plant(tmp_path, "bench/page.md", f"ran in {'/' + place} today\n")
    assert [fault.path for fault in traces.machine_paths(tmp_path)] == ["bench/page.md"]


def test_a_relative_path_and_an_address_path_are_no_machine_paths(tmp_path: Path) -> None:
    """Both mean the same on every machine."""
    plant(tmp_path, "docs/page.md", "docs/work/keys and https://a.example/home/x\n")
    assert traces.machine_paths(tmp_path) == []


def test_a_signature_is_found(tmp_path: Path) -> None:
    """Also behind a comment sign."""
    plant(tmp_path, "cdp/x.py", "# Generated" + " by some program\n")
    assert [fault.path for fault in traces.signatures(tmp_path)] == ["cdp/x.py"]


@pytest.mark.parametrize(
    "line", ["asyncpg>=0.32", "--extra-index-url somewhere", "asyncpg @ file:///wheels/a.whl"]
)
def test_a_loose_pin_is_found(line: str, tmp_path: Path) -> None:
    """A range, an index, a file: none of them says which bytes are installed."""
    plant(tmp_path, "requirements/runtime.txt", f"# pins\n{line}\n")
    assert [fault.line for fault in traces.loose_pins(tmp_path)] == [2]
