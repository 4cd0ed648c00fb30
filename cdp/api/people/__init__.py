"""People on the surface: one profile, under her numbers, as far as the decision allows."""
