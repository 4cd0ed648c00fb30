"""What keeps numbers true, made of its parts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from cdp.acts.ground import Ground
from cdp.http.number_status import NumberStatusService
from cdp.identity.provider import NumberStatusProvider
from cdp.jobs.belonging import BelongingCheck
from cdp.jobs.numbers import NumberRefresher, Terms
from cdp.settings import Settings
from privacy.store.statement import Runner


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberDesk:
    """Whoever asks what became of numbers, and whoever looks whether all facts belong."""

    refresher: NumberRefresher
    check: BelongingCheck


def number_desk(settings: Settings, ground: Ground, data: Runner) -> NumberDesk:
    """The desk, with the provider that the settings name, or with none."""
    terms = Terms(
        mobile=timedelta(days=settings.number_stale_mobile_days),
        other=timedelta(days=settings.number_stale_other_days),
    )
    provider = _provider(settings, ground)
    return NumberDesk(
        refresher=NumberRefresher(ground=ground, data=data, terms=terms, provider=provider),
        check=BelongingCheck(data=data),
    )


def _provider(settings: Settings, ground: Ground) -> NumberStatusProvider | None:
    url, secret = settings.number_status_url, settings.number_status_secret
    if url is None or secret is None:
        return None
    return NumberStatusService(
        url=url,
        secret=secret.get_secret_value(),
        name=settings.number_status_name,
        clock=ground.clock,
    )
