"""Interactions: what passed between a person and us. Calls first."""
