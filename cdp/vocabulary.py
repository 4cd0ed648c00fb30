"""Words that more than one noun says. A noun imports no other noun; what they share stands here."""

from __future__ import annotations

from enum import StrEnum, unique


@unique
class Channel(StrEnum):
    """By what means a person and we meet. What a consent covers is a `ConsentChannel`."""

    PHONE = "PHONE"
    SMS = "SMS"
    EMAIL = "EMAIL"
    WECHAT = "WECHAT"
    WECOM = "WECOM"
    APP_PUSH = "APP_PUSH"
    WEB = "WEB"
    SOCIAL = "SOCIAL"
    STORE = "STORE"
    EVENT = "EVENT"
    POST = "POST"
