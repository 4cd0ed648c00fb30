"""The published contract: the SDL, the trusted documents and their manifest, as data."""

from cdp.contract.published import Contract, Operation, contract_root, load_contract

__all__ = ["Contract", "Operation", "contract_root", "load_contract"]
