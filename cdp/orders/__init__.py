"""Orders: what a person bought."""
