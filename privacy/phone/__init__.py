"""Telephone numbers: from what people type to the one text that an identity is keyed by."""

from privacy.phone.advice import Advice
from privacy.phone.number import METADATA, Phone
from privacy.phone.rendering import LONGEST

__all__ = ["LONGEST", "METADATA", "Advice", "Phone"]
