"""Of matching: how fields agree, what rules do, and where suggestions stand."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

MEANINGS: Final[Mapping[str, Mapping[str, str]]] = {
    "MatchAgreement": {
        "DIFFERENT": "Both say something, and not the same.",
        "MISSING": "One of the two says nothing of it, which proves nothing.",
        "SAME": "The same value.",
        "SIMILAR": "A name of the same sound, a mailbox of the same name, or the same city.",
        "WEAK": "A name of the same initials.",
    },
    "MatchFeature": {
        "ADDRESS": "The street, or else the city.",
        "BIRTHDAY": "Month and day of birth.",
        "COMPANY": "The company.",
        "EMAIL": "The e-mail address, or else its local part.",
        "NAME": "The name: as it is written, how it sounds, or its initials.",
    },
    "MatchIdentifier": {
        "EMAIL": "An e-mail address.",
        "PHONE": "A telephone number that both answer.",
    },
    "MatchRuleAction": {
        "MERGE": "They are one person, where both are verified enough; else it is suggested.",
        "SUGGEST": "A steward is asked.",
    },
    "MatchSecondKey": {
        "BIRTHDAY": "Month and day of birth.",
        "COMPANY": "The company.",
        "NAME": "The name as it is written.",
        "NAME_SOUND": "How the name sounds.",
        "STREET": "The street.",
    },
    "MatchSuggestionState": {
        "ACCEPTED": "They are one person.",
        "OPEN": "Nobody has said anything yet.",
        "REJECTED": "They are two: it is not suggested again.",
        "SUPERSEDED": "What it rested on no longer holds.",
    },
    "MatchVerdict": {
        "ACCEPT": "They are one person: they are merged.",
        "ALWAYS_LINK": "They are merged, and nothing parts them while that stands.",
        "NEVER_LINK": "They are two, and nothing merges them while that stands.",
        "REJECT": "They are two, as far as these records say.",
    },
    "Verification": {
        "CALL_ANSWERED": "She answered a call, or confirmed it when she was asked.",
        "DECLARED": "A source says so.",
        "DOCUMENT": "A document was checked.",
        "NONE": "Nothing is known.",
        "OPERATOR_CHECK": "The telephone operator confirmed it.",
        "PAYMENT": "She paid.",
        "SMS_OTP": "She gave a code that was sent there.",
    },
}
