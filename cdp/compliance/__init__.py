"""Compliance: what the schema says of people, and what follows from it for their requests."""
