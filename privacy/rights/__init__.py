"""A person's requests: where one stands, who asked, what is planned, what was done and proven.

`case` is the state machine, `verification` who asks, `plan` what goes and what stays, and
`certificate` what is handed over at the end; `verify` checks one with the public key alone. Only
deletion is carried out so far; the vocabulary is whole.
"""
