"""Why, on what ground, by whom and how personal data is processed."""

from __future__ import annotations

from enum import StrEnum, unique


@unique
class Purpose(StrEnum):
    """Why personal data is processed: one a request. Source: PIPL 6 (purpose limitation)."""

    LEAD_CONTACT_REQUESTED = "lead.contact_requested"
    SALES_FOLLOW_UP = "sales.follow_up"
    ORDER_FULFILMENT = "order.fulfilment"
    SERVICE_SUPPORT = "service.support"
    MARKETING_DIRECT_CALL = "marketing.direct.call"
    MARKETING_DIRECT_SMS = "marketing.direct.sms"
    MARKETING_DIRECT_EMAIL = "marketing.direct.email"
    MARKETING_DIRECT_IM = "marketing.direct.im"
    MARKETING_PERSONALISED = "marketing.personalised"
    ANALYTICS_AGGREGATE = "analytics.aggregate"
    ANALYTICS_ATTRIBUTION = "analytics.attribution"
    PROFILING_SCORING = "profiling.scoring"
    DATA_QUALITY_MAINTENANCE = "data_quality.maintenance"
    IDENTITY_RESOLUTION = "identity.resolution"
    SHARING_THIRD_PARTY = "sharing.third_party"
    CROSSBORDER_TRANSFER = "crossborder.transfer"
    LEGAL_RETENTION = "legal.retention"
    LEGAL_CLAIM = "legal.claim"
    SECURITY_FRAUD_PREVENTION = "security.fraud_prevention"
    RIGHTS_FULFILMENT = "rights.fulfilment"
    STAFF_PERFORMANCE = "staff.performance"
    COMPLIANCE_AUDIT = "compliance.audit"


@unique
class LegalBasis(StrEnum):
    """Ground of lawfulness; no legitimate interests. Source: PIPL 13(1), 14, 23, 29, 31."""

    CONSENT = "consent"
    SEPARATE_CONSENT = "separate_consent"
    WRITTEN_CONSENT = "written_consent"
    GUARDIAN_CONSENT = "guardian_consent"
    CONTRACT = "contract"
    LEGAL_DUTY = "legal_duty"
    EMERGENCY = "emergency"
    NEWS = "news"
    PUBLICLY_DISCLOSED = "publicly_disclosed"
    OTHER_LAW = "other_law"


@unique
class Role(StrEnum):
    """What a person, service or job is here for; a token may carry several."""

    FRONTEND_AGENT = "frontend_agent"
    SALES = "sales"
    SALES_LEAD = "sales_lead"
    SERVICE = "service"
    JOB = "job"
    MARKETING = "marketing"
    ANALYST = "analyst"
    STEWARD = "steward"
    INTEGRATION = "integration"
    PRIVACY_OFFICER = "privacy_officer"
    PRIVACY_OPERATOR = "privacy_operator"
    APPROVER = "approver"
    AUDITOR = "auditor"
    KEY_CUSTODIAN = "key_custodian"
    ADMIN = "admin"
    SUBJECT = "subject"
    PROCESSOR = "processor"
    REGULATOR = "regulator"


@unique
class Action(StrEnum):
    """What is asked: to see, change, see a full number, hand one over, or read the ledger."""

    READ = "read"
    WRITE = "write"
    REVEAL = "reveal"
    ENTRUST = "entrust"
    AUDIT = "audit"
