"""Words for people: what a category and a persona are called, and why a document is refused.

`docs/reference/policy.md` explains each category at length; a test compares the two.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from cdp.http.explorer.desk import Named
from privacy.terms import DataCategory, ReasonCode

_CATEGORIES: Final[Mapping[DataCategory, tuple[str, str]]] = {
    DataCategory.IDENTITY_NAME: ("姓名", "name"),
    DataCategory.IDENTITY_GOVERNMENT_ID: ("身份证件号码", "identity document"),
    DataCategory.CONTACT_PHONE: ("电话号码", "telephone number"),
    DataCategory.CONTACT_EMAIL: ("电子邮箱", "e-mail address"),
    DataCategory.CONTACT_ADDRESS: ("地址", "postal address"),
    DataCategory.CONTACT_IM_HANDLE: ("即时通讯账号", "messenger account"),
    DataCategory.CONTACT_CALL_RECORD: ("通话记录", "record of calls"),
    DataCategory.CONTACT_CALL_OUTCOME: ("通话结果", "outcome of calls"),
    DataCategory.CONTACT_CALL_CONTENT: ("通话内容", "content of calls"),
    DataCategory.ACQUISITION_SOURCE: ("来源", "where the person came from"),
    DataCategory.DERIVED_STAGE: ("阶段与等级", "stage and tier"),
    DataCategory.DERIVED_SCORE: ("评分", "score"),
    DataCategory.DERIVED_SEGMENT: ("人群", "segment"),
    DataCategory.DERIVED_TAG: ("标签", "tag"),
    DataCategory.DERIVED_ATTRIBUTION: ("归因", "attribution"),
    DataCategory.STAFF_ACTIVITY: ("员工活动", "what staff did"),
    DataCategory.DEMOGRAPHIC_BASIC: ("基本资料", "basic particulars"),
    DataCategory.DEMOGRAPHIC_BIRTHDATE: ("出生日期", "date of birth"),
    DataCategory.COMMERCIAL_ORDER: ("订单", "orders"),
    DataCategory.COMMERCIAL_PAYMENT: ("支付", "payments"),
    DataCategory.COMMERCIAL_INVOICE: ("发票", "invoices"),
    DataCategory.SERVICE_CASE: ("服务工单", "service cases"),
    DataCategory.SERVICE_FEEDBACK: ("满意度", "satisfaction"),
    DataCategory.BEHAVIOUR_VISIT: ("浏览", "visits"),
    DataCategory.BEHAVIOUR_CAMPAIGN_TOUCH: ("活动响应", "responses to campaigns"),
    DataCategory.LOCATION_COARSE: ("大致位置", "coarse location"),
    DataCategory.LOCATION_PRECISE: ("精确位置", "precise location"),
    DataCategory.DEVICE_IDENTIFIER: ("设备标识", "device identifier"),
    DataCategory.MINOR_ANY: ("未成年人信息", "data of a minor"),
    DataCategory.CONSENT_RECORD: ("同意记录", "record of consents"),
    DataCategory.RIGHTS_CASE: ("权利请求", "requests about own data"),
    DataCategory.FREETEXT_CALL: ("通话与工单的文字记录", "notes of calls and cases"),
    DataCategory.FREETEXT_FORM: ("线索与表单的文字内容", "words of leads and forms"),
    DataCategory.PSEUDONYM_KEY: ("假名密钥", "key of a pseudonym"),
}

_PERSONAS: Final[Mapping[str, tuple[str, str]]] = {
    "agent": ("坐席与客服", "agents"),
    "auditor": ("审计员", "auditors"),
    "integration": ("系统集成", "services"),
    "marketing": ("营销", "marketing"),
    "officer": ("个人信息保护", "privacy desk"),
    "sales": ("销售", "sales"),
}

_REFUSED: Final[Mapping[ReasonCode, str]] = {
    ReasonCode.NO_PURPOSE: "请在文档中以字面值声明一个处理目的：@purpose(is: …)。",
    ReasonCode.PURPOSE_NOT_IN_CEILING: "目的不存在，或超出令牌、应用登记或策略的范围。",
    ReasonCode.ROLE_FORBIDDEN: "令牌中的角色不得为此目的处理。",
    ReasonCode.CLIENT_ENDED: "应用未登记或合同已到期。",
    ReasonCode.LITERAL_NOT_ALLOWED: "个人信息只能以变量传入，不得写在文档中。",
    ReasonCode.COST_EXCEEDED: "文档成本超出限额，请少取一些。",
    ReasonCode.LIMIT_EXCEEDED: "文档超出规模限制，请缩小后再试。",
    ReasonCode.DOCUMENT_INVALID: "文档无效，或有无法计算影响范围的写法。",
}


def category(of: DataCategory) -> Named:
    """What a category is called."""
    zh, en = _CATEGORIES[of]
    return Named(code=of.value, zh=zh, en=en)


def persona(of: str) -> Named:
    """What the people of a folder of documents are called; one that is new, by its folder."""
    zh, en = _PERSONAS.get(of, (of, of))
    return Named(code=of, zh=zh, en=en)


def refused_zh(reason: ReasonCode) -> str:
    """Why a document is refused, in Chinese; its code where nothing more is said."""
    return _REFUSED.get(reason, reason.value)
