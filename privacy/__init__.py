"""Policy, consent, keys and the access ledger: what must hold before personal data is seen.

This package stands on its own: no web, no GraphQL, nothing of `cdp`. It imports nothing here,
so that the verifier can be loaded on a machine that has only the standard library and
`cryptography`.
"""
