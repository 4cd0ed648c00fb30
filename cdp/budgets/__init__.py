"""Budgets: how much a client and each of its actors may still ask for, across all processes."""
