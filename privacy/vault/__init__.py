"""Keys and ciphertext: what a Grant opens, and what erasing a key makes unreadable.

    root key ── wraps ──> KEK of an epoch ── wraps ──> data key (person, category, version)
       └── derives ──> index key                           └── seals ──> field value

Start with `keyring` for keys, `sealed` for values, `facts` and `cells` for the rows that hold
them, `envelope` for the bytes.
"""

from privacy.vault.blind_index import IndexKey
from privacy.vault.cells import (
    ChosenCell,
    DerivedCell,
    GuardedCell,
    Readable,
    SealedCell,
    derived,
    nothing,
)
from privacy.vault.commitment import commit_row
from privacy.vault.facts import Cells, ClearCell, Facts, KeyedFacts, RowsCell
from privacy.vault.key_row import KekRow, KeyRow, KeyStore
from privacy.vault.keyring import Keyring
from privacy.vault.pseudonym import pseudonym
from privacy.vault.root_file import FileRootKey
from privacy.vault.rootkey import MasterKey, RootKey, RootUse
from privacy.vault.sealed import Guarded, Sealed
from privacy.vault.sheet import Sheet
from privacy.vault.suite import AES_GCM_SHA256, SM4_GCM_SM3, SUITES, Suite, suite_named

__all__ = [
    "AES_GCM_SHA256",
    "SM4_GCM_SM3",
    "SUITES",
    "Cells",
    "ChosenCell",
    "ClearCell",
    "DerivedCell",
    "Facts",
    "FileRootKey",
    "Guarded",
    "GuardedCell",
    "IndexKey",
    "KekRow",
    "KeyRow",
    "KeyStore",
    "KeyedFacts",
    "Keyring",
    "MasterKey",
    "Readable",
    "RootKey",
    "RootUse",
    "RowsCell",
    "Sealed",
    "SealedCell",
    "Sheet",
    "Suite",
    "commit_row",
    "derived",
    "nothing",
    "pseudonym",
    "suite_named",
]
