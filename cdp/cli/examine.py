"""Examining: checks run one by one, each error of ours a finding, and none hides another."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cdp.errors import CdpError, SchemaUnfit, SettingsInvalid
from cdp.telemetry.finding import Check, Finding
from privacy.errors import PrivacyError

if TYPE_CHECKING:
    from collections.abc import Mapping


async def examine(checks: Mapping[str, Check]) -> list[Finding]:
    """What every check found, in order."""
    findings: list[Finding] = []
    for name, check in checks.items():
        try:
            findings += await check()
        except (CdpError, PrivacyError) as error:
            findings += failed(name, error)
    return findings


def failed(name: str, error: CdpError | PrivacyError) -> list[Finding]:
    """An error as findings: one for each problem that it lists."""
    if isinstance(error, SettingsInvalid | SchemaUnfit):
        return [
            Finding(name=name, ok=False, said="not fit", advice=problem)
            for problem in error.problems
        ]
    return [Finding(name=name, ok=False, said=error.message, advice=str(error))]
