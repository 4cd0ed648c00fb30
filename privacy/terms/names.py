"""Names of categories, for whoever reviews what an operation touches.

A notice has names of its own: it speaks to the person, and of what is collected from her alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from privacy.terms.category import DataCategory
from privacy.terms.words import Words

if TYPE_CHECKING:
    from collections.abc import Mapping

CATEGORY_NAMES: Final[Mapping[DataCategory, Words]] = {
    DataCategory.IDENTITY_NAME: Words(en="name", zh="姓名"),
    DataCategory.IDENTITY_GOVERNMENT_ID: Words(
        en="number of an identity document", zh="身份证件号码"
    ),
    DataCategory.CONTACT_PHONE: Words(en="telephone number", zh="电话号码"),
    DataCategory.CONTACT_EMAIL: Words(en="e-mail address", zh="电子邮箱"),
    DataCategory.CONTACT_ADDRESS: Words(en="address", zh="地址"),
    DataCategory.CONTACT_IM_HANDLE: Words(en="instant messaging account", zh="即时通讯账号"),
    DataCategory.CONTACT_CALL_RECORD: Words(en="record of a call", zh="通话记录"),
    DataCategory.CONTACT_CALL_OUTCOME: Words(en="outcome of a call", zh="通话结果"),
    DataCategory.CONTACT_CALL_CONTENT: Words(en="recording of a call", zh="通话内容"),
    DataCategory.ACQUISITION_SOURCE: Words(en="source", zh="来源"),
    DataCategory.DERIVED_STAGE: Words(en="stage and tier", zh="阶段与等级"),
    DataCategory.DERIVED_SCORE: Words(en="score", zh="评分"),
    DataCategory.DERIVED_SEGMENT: Words(en="segment", zh="人群"),
    DataCategory.DERIVED_TAG: Words(en="tag", zh="标签"),
    DataCategory.DERIVED_ATTRIBUTION: Words(en="attribution", zh="归因"),
    DataCategory.STAFF_ACTIVITY: Words(en="activity of staff", zh="员工活动"),
    DataCategory.DEMOGRAPHIC_BASIC: Words(en="basic facts, such as gender", zh="基本资料"),
    DataCategory.DEMOGRAPHIC_BIRTHDATE: Words(en="date of birth", zh="出生日期"),
    DataCategory.COMMERCIAL_ORDER: Words(en="order", zh="订单"),
    DataCategory.COMMERCIAL_PAYMENT: Words(en="payment", zh="支付"),
    DataCategory.COMMERCIAL_INVOICE: Words(en="invoice", zh="发票"),
    DataCategory.SERVICE_CASE: Words(en="service case", zh="服务工单"),
    DataCategory.SERVICE_FEEDBACK: Words(en="satisfaction", zh="满意度"),
    DataCategory.BEHAVIOUR_VISIT: Words(en="visit", zh="浏览"),
    DataCategory.BEHAVIOUR_CAMPAIGN_TOUCH: Words(en="response to a campaign", zh="活动响应"),
    DataCategory.LOCATION_COARSE: Words(en="coarse location", zh="大致位置"),
    DataCategory.LOCATION_PRECISE: Words(en="precise location", zh="精确位置"),
    DataCategory.DEVICE_IDENTIFIER: Words(en="device identifier", zh="设备标识"),
    DataCategory.MINOR_ANY: Words(en="data of a minor", zh="未成年人信息"),
    DataCategory.CONSENT_RECORD: Words(en="record of consent", zh="同意记录"),
    DataCategory.RIGHTS_CASE: Words(en="request of the person", zh="权利请求"),
    DataCategory.FREETEXT_CALL: Words(en="notes of calls and cases", zh="通话与工单的文字记录"),
    DataCategory.FREETEXT_FORM: Words(en="text of leads and forms", zh="线索与表单的文字内容"),
    DataCategory.PSEUDONYM_KEY: Words(en="key of a pseudonym", zh="假名密钥"),
}
"""What each category is called. Total over `DataCategory`: a test compares."""
