"""The published contract: the SDL, the trusted documents and their manifest, as data."""

from cdp.contract.published import Contract, Operation, load_contract

__all__ = ["Contract", "Operation", "load_contract"]
