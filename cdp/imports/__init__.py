"""Imports: runs of files, how far each came, and what it refused. No person's record is in here."""
