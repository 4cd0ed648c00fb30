"""Matching: who may be one person, found by keyed tokens of what sources say. Nothing is opened."""
