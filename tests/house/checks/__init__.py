"""Checks over a tree: each takes a root, so that a planted tree is judged like the real one."""
