"""Generated from graphql/ by `make client`: change the documents, not this file."""

from typing import Optional

from pydantic import Field

from ..model import Model


class AccessProof(Model):
    access_proof: Optional["AccessProofAccessProof"] = Field(alias="accessProof")


class AccessProofAccessProof(Model):
    index: str
    leaf: str
    leaf_hash: str = Field(alias="leafHash")
    path: list[str]
    checkpoint: str
    text: str


AccessProof.model_rebuild()
