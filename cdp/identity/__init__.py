"""Identity: whose number is this, at that time."""
