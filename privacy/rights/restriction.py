"""Restriction: a person's data stay, and nobody processes them but for exempt purposes.

Source: PIPL 47(2), which lets storage and necessary security measures go on and stops all else.
"""

from __future__ import annotations

from enum import StrEnum, unique


@unique
class RestrictionReason(StrEnum):
    """Why processing is stopped. Source: PIPL 44, 46, 47(2); Network Data Regulations 21, 24."""

    REQUESTED = "REQUESTED"
    ACCURACY_CONTESTED = "ACCURACY_CONTESTED"
    TERM_NOT_OVER = "TERM_NOT_OVER"
    DELETION_INFEASIBLE = "DELETION_INFEASIBLE"
    LEGAL_CLAIM = "LEGAL_CLAIM"
