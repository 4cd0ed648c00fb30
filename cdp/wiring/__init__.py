"""Wiring: the one place that knows everything, and hands each part what it needs."""

from cdp.wiring.keys import Keys, keys_of
from cdp.wiring.service import Service, now, service

__all__ = ["Keys", "Service", "keys_of", "now", "service"]
