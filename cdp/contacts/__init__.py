"""Contacts: what one source says of a person."""
