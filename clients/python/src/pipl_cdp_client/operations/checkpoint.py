"""Generated from graphql/ by `make client`: change the documents, not this file."""

from datetime import datetime
from typing import Optional

from ..model import Model


class Checkpoint(Model):
    checkpoint: Optional["CheckpointCheckpoint"]


class CheckpointCheckpoint(Model):
    size: str
    root: str
    note: str
    at: datetime


Checkpoint.model_rebuild()
