"""Budgets, without a database."""
