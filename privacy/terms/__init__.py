"""The vocabulary: every word that a policy, a token, a leaf or a label may use.

Values are dotted lower case (`service.support`), as in TOML, tokens and leaves; GraphQL alone
writes them in upper snake case. The lists are closed: an unknown word denies.
"""

from privacy.terms.actor import Actor
from privacy.terms.category import KEY_OF, DataCategory, KeyCategory, StorageClass
from privacy.terms.consent import Channel, ConsentKind, ConsentMethod, ConsentState, GivenBy
from privacy.terms.decision import Effect, ReasonCode
from privacy.terms.names import CATEGORY_NAMES
from privacy.terms.processing import Action, LegalBasis, Purpose, Role
from privacy.terms.reasons import REASONS, Reason, Retry
from privacy.terms.record import AgeBand, LeafKind, LineType, NumberStatus, SubjectState
from privacy.terms.words import Words

__all__ = [
    "CATEGORY_NAMES",
    "KEY_OF",
    "REASONS",
    "Action",
    "Actor",
    "AgeBand",
    "Channel",
    "ConsentKind",
    "ConsentMethod",
    "ConsentState",
    "DataCategory",
    "Effect",
    "GivenBy",
    "KeyCategory",
    "LeafKind",
    "LegalBasis",
    "LineType",
    "NumberStatus",
    "Purpose",
    "Reason",
    "ReasonCode",
    "Retry",
    "Role",
    "StorageClass",
    "SubjectState",
    "Words",
]
