"""Of identities: who is one person, and by which decision."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

MEANINGS: Final[Mapping[str, Mapping[str, str]]] = {
    "LinkKind": {
        "ALWAYS_LINK": "Always one person: merged at once, and not parted while it stands.",
        "NEVER_LINK": "Never one person: nothing merges them while it stands.",
    },
    "MergeEvidence": {
        "CALL_ANSWERED": "She answered a call under the number.",
        "COMPARED_RECORDS": "Somebody compared the records.",
        "DOCUMENT": "A document was checked.",
        "OPERATOR_CHECK": "The telephone operator confirmed it.",
        "PAYMENT": "She paid.",
        "PERSON_SAID": "The person said so.",
        "SAME_IDENTIFIER": "The records share an identifier that is one person's.",
        "SMS_OTP": "She gave a code that was sent to the number.",
    },
    "MergeKind": {
        "MERGE": "Records were taken together.",
        "MOVE_FACTS": "Facts were moved from one record to another.",
        "REASSIGN_PHONE": "A number was given to another record.",
        "SPLIT": "Records were parted from the rest of a profile.",
        "UNMERGE": "A merge was taken back.",
    },
    "MergeObstacle": {
        "NEVER_LINKED": "Somebody decided that they are never one person.",
        "ONE_PERSON_ALREADY": "They are one person already.",
        "TOO_MANY_RECORDS": "Together they are more records than one person is taken to have.",
    },
    "MergeReason": {
        "ALWAYS_LINKED": "A constraint says that they are always one person.",
        "DIFFERENT_PEOPLE": "They are two people.",
        "MADE_IN_ERROR": "The merge was a mistake.",
        "NUMBER_CHANGED_HANDS": "The number is somebody else's now.",
        "PERSON_ASKED": "The person asked for it.",
        "RULE_MATCHED": "A rule found them to match.",
        "SAME_PERSON": "They are one person.",
        "SHARED_NUMBER": "Several people answer the number.",
    },
    "MergeWarning": {
        "CONSENT_SET_ASIDE": "A no of the one sets a yes of the other aside.",
        "DIFFERENT_BIRTHDAYS": "They give different days of birth.",
        "DIFFERENT_NAMES": "They give different names.",
        "SHARED_NUMBER": "Several people may answer a number of theirs.",
    },
    "MergeSideOf": {
        "ABSORBED": "The newer end of a merge.",
        "BESIDE": "In either profile, and no end of the merge.",
        "PARTED": "Left the profile's oldest record.",
        "STAYED": "Stayed with the profile's oldest record.",
        "SURVIVOR": "The older end of a merge.",
    },
    "PictureLanguage": {
        "EN": "English.",
        "ZH": "Chinese (中文).",
    },
}
