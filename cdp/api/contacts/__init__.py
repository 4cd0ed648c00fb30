"""Contacts on the surface: what each source says of a person."""
