"""Generated from graphql/ by `make client`: change the documents, not this file."""

from typing import Optional

from ..model import Model
from .fragments import Word


class Provenance(Model):
    profile: Optional["ProvenanceProfile"]


class ProvenanceProfile(Model):
    id: str
    name: Optional["ProvenanceProfileName"]
    email: Optional["ProvenanceProfileEmail"]


ProvenanceProfileName = Word
ProvenanceProfileEmail = Word
Provenance.model_rebuild()
ProvenanceProfile.model_rebuild()
