"""The published contract: the SDL, the trusted documents and their manifest, as data."""

from cdp.contract.changes import Change, Severity, changes_between
from cdp.contract.growth import growth_between
from cdp.contract.published import Contract, Operation, contract_root, load_contract
from cdp.contract.release import changes_since, keep, released, unannounced

__all__ = [
    "Change",
    "Contract",
    "Operation",
    "Severity",
    "changes_between",
    "changes_since",
    "contract_root",
    "growth_between",
    "keep",
    "load_contract",
    "released",
    "unannounced",
]
