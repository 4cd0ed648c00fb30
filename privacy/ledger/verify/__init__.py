"""Check an exported access log. Needs the standard library and `cryptography`, nothing of ours.

    python -m privacy.ledger.verify DIR [--since OLDER_CHECKPOINT] [--policy FILE]

This folder imports nothing outside itself: copied to an auditor's machine it runs there as
`python -m verify`. Read it in this order: `merkle` (the tree), `note` (what the log signed),
`receipt` (what an answer carried), `directory` (the whole log, and what is wrong with it), `kept`
(receipts held against the log).
"""
