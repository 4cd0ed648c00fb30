"""Leads: one expression of interest each, and how far it has come."""
