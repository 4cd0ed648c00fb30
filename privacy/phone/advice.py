"""What to send instead: one sentence a fault, none of which repeats the input."""

from __future__ import annotations

from enum import StrEnum, unique


@unique
class Advice(StrEnum):
    """Why a text is no number that can stand for a person, and what to send."""

    EMPTY = "The number is empty: send the person's own number."
    NOT_TEXT = "The number is not text: send it as a string."
    TOO_LONG = "The text is too long for one number: send one number, 64 characters at most."
    CHARACTERS = "The text has control or broken characters: send digits, spaces and dashes."
    MASKED = "The number is masked: send all its digits."
    SPREADSHEET = "A spreadsheet rounded the number: format the column as text and export again."
    SEVERAL = "There is more than one number here: send one at a time."
    WORDS = "The text is not a number: send digits, and an extension after 'ext.' or '转'."
    SERVICE_LINE = "This is a service or message line: send the person's own number."
    AREA_CODE = "The area code is missing or unclear: send it with its 0, as 010-…."
    COUNTRY = "The country is unclear: send the number with + and its country code."
    INVALID = "No such number can be allocated: check the digits and the country code."
