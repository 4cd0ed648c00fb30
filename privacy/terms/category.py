"""What kind of personal data a column or field holds, and which key seals it."""

from __future__ import annotations

from enum import StrEnum, unique
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping


@unique
class KeyCategory(StrEnum):
    """A column of a subject's key row: what can be shredded apart from the rest."""

    IDENTITY = "identity"
    CONTACT = "contact"
    SERVICE = "service"
    TRANSACTION = "transaction"
    MARKETING = "marketing"
    AUDIT = "audit"
    RECORD = "record"


@unique
class DataCategory(StrEnum):
    """What kind of personal data a column or field holds. Source: GB/T 35273-2020 annex A."""

    IDENTITY_NAME = "identity.name"
    IDENTITY_GOVERNMENT_ID = "identity.government_id"
    CONTACT_PHONE = "contact.phone"
    CONTACT_EMAIL = "contact.email"
    CONTACT_ADDRESS = "contact.address"
    CONTACT_IM_HANDLE = "contact.im_handle"
    CONTACT_CALL_RECORD = "contact.call_record"
    CONTACT_CALL_OUTCOME = "contact.call_outcome"
    CONTACT_CALL_CONTENT = "contact.call_content"
    ACQUISITION_SOURCE = "acquisition.source"
    DERIVED_STAGE = "derived.stage"
    DERIVED_SCORE = "derived.score"
    DERIVED_SEGMENT = "derived.segment"
    DERIVED_TAG = "derived.tag"
    DERIVED_ATTRIBUTION = "derived.attribution"
    STAFF_ACTIVITY = "staff.activity"
    DEMOGRAPHIC_BASIC = "demographic.basic"
    DEMOGRAPHIC_BIRTHDATE = "demographic.birthdate"
    COMMERCIAL_ORDER = "commercial.order"
    COMMERCIAL_PAYMENT = "commercial.payment"
    COMMERCIAL_INVOICE = "commercial.invoice"
    SERVICE_CASE = "service.case"
    SERVICE_FEEDBACK = "service.feedback"
    BEHAVIOUR_VISIT = "behaviour.visit"
    BEHAVIOUR_CAMPAIGN_TOUCH = "behaviour.campaign_touch"
    LOCATION_COARSE = "location.coarse"
    LOCATION_PRECISE = "location.precise"
    DEVICE_IDENTIFIER = "device.identifier"
    MINOR_ANY = "minor.any"
    CONSENT_RECORD = "consent.record"
    RIGHTS_CASE = "rights.case"
    FREETEXT_CALL = "freetext.call"
    FREETEXT_FORM = "freetext.form"
    PSEUDONYM_KEY = "pseudonym.key"


KEY_OF: Final[Mapping[DataCategory, KeyCategory]] = {
    DataCategory.IDENTITY_NAME: KeyCategory.IDENTITY,
    DataCategory.IDENTITY_GOVERNMENT_ID: KeyCategory.IDENTITY,
    DataCategory.DEMOGRAPHIC_BASIC: KeyCategory.IDENTITY,
    DataCategory.DEMOGRAPHIC_BIRTHDATE: KeyCategory.IDENTITY,
    DataCategory.MINOR_ANY: KeyCategory.IDENTITY,
    DataCategory.CONTACT_PHONE: KeyCategory.CONTACT,
    DataCategory.CONTACT_EMAIL: KeyCategory.CONTACT,
    DataCategory.CONTACT_ADDRESS: KeyCategory.CONTACT,
    DataCategory.CONTACT_IM_HANDLE: KeyCategory.CONTACT,
    DataCategory.CONTACT_CALL_RECORD: KeyCategory.SERVICE,
    DataCategory.CONTACT_CALL_OUTCOME: KeyCategory.SERVICE,
    DataCategory.CONTACT_CALL_CONTENT: KeyCategory.SERVICE,
    DataCategory.SERVICE_CASE: KeyCategory.SERVICE,
    DataCategory.SERVICE_FEEDBACK: KeyCategory.SERVICE,
    DataCategory.FREETEXT_CALL: KeyCategory.SERVICE,
    DataCategory.STAFF_ACTIVITY: KeyCategory.SERVICE,
    DataCategory.COMMERCIAL_ORDER: KeyCategory.TRANSACTION,
    DataCategory.COMMERCIAL_PAYMENT: KeyCategory.TRANSACTION,
    DataCategory.COMMERCIAL_INVOICE: KeyCategory.TRANSACTION,
    DataCategory.ACQUISITION_SOURCE: KeyCategory.MARKETING,
    DataCategory.BEHAVIOUR_VISIT: KeyCategory.MARKETING,
    DataCategory.BEHAVIOUR_CAMPAIGN_TOUCH: KeyCategory.MARKETING,
    DataCategory.LOCATION_COARSE: KeyCategory.MARKETING,
    DataCategory.LOCATION_PRECISE: KeyCategory.MARKETING,
    DataCategory.DEVICE_IDENTIFIER: KeyCategory.MARKETING,
    DataCategory.DERIVED_STAGE: KeyCategory.MARKETING,
    DataCategory.DERIVED_SCORE: KeyCategory.MARKETING,
    DataCategory.DERIVED_SEGMENT: KeyCategory.MARKETING,
    DataCategory.DERIVED_TAG: KeyCategory.MARKETING,
    DataCategory.DERIVED_ATTRIBUTION: KeyCategory.MARKETING,
    DataCategory.FREETEXT_FORM: KeyCategory.MARKETING,
    DataCategory.CONSENT_RECORD: KeyCategory.RECORD,
    DataCategory.RIGHTS_CASE: KeyCategory.RECORD,
    DataCategory.PSEUDONYM_KEY: KeyCategory.AUDIT,
}
"""Which data key seals a category. Total over `DataCategory`: a house test compares."""


@unique
class StorageClass(StrEnum):
    """How a column is kept: as ciphertext, clear under a Grant, or clear with nobody in it."""

    SEALED = "sealed"
    GUARDED = "guarded"
    OPEN = "open"
