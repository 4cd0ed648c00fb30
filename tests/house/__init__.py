"""The house rules, checked over the tree itself; each check catches a planted fault."""
