"""Reasons: what each code means, what to do about it, and whether the same request may succeed.

The one place of these texts: answers, the schema and docs/reference/errors.md take them from here.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum, unique
from typing import TYPE_CHECKING, Final

from privacy.terms.decision import ReasonCode
from privacy.terms.words import Words

if TYPE_CHECKING:
    from collections.abc import Mapping


@unique
class Retry(StrEnum):
    """Whether sending the same request again helps."""

    NO = "no"
    """The answer stays the same until the request, the token or the record is another."""
    LATER = "later"
    """It may pass by itself: wait as long as the answer says, or a moment longer each time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """One code, for people."""

    meaning: Words
    advice: Words
    retry: Retry = Retry.NO


def _reason(en: str, zh: str, do_en: str, do_zh: str, retry: Retry = Retry.NO) -> Reason:
    return Reason(meaning=Words(en=en, zh=zh), advice=Words(en=do_en, zh=do_zh), retry=retry)


_ASK_HER: Final = ("Ask the person, and record what she says.", "请征求本人意见并记录。")
_LEAVE_HER: Final = (
    "Respect it; ask again only when she brings it up herself.",
    "请尊重本人意愿；除非本人主动提出，不再询问。",
)
_BY_THE_DESK: Final = (
    "Leave it to the privacy desk; no right of this token changes it.",
    "请交由个人信息保护专员处理；任何令牌权限都不能改变。",
)

REASONS: Final[Mapping[ReasonCode, Reason]] = {
    ReasonCode.UNAUTHENTICATED: _reason(
        "The caller did not prove who it is.",
        "未能确认调用方身份。",
        "Send an access token that is valid now.",
        "请携带当前有效的访问令牌。",
    ),
    ReasonCode.NO_PURPOSE: _reason(
        "No purpose was declared.",
        "未声明处理目的。",
        "Name one purpose in the document, as a literal: @purpose(is: …).",
        "请在文档中以字面值写明一个处理目的：@purpose(is: …)。",
    ),
    ReasonCode.PURPOSE_NOT_IN_CEILING: _reason(
        "The purpose lies outside the token, the client or the policy.",
        "目的超出令牌、应用登记或策略的范围。",
        "The token or its client may not use this purpose.",
        "该令牌或其应用不得使用此目的，请换用合适的令牌。",
    ),
    ReasonCode.PURPOSE_CATEGORY_MISMATCH: _reason(
        "This purpose does not need this category, or not whole.",
        "该目的不需要这类信息，或不需要其全部内容。",
        "This purpose does not reach this kind of data.",
        "此目的不涉及这类信息；请去掉该字段，或在适用时换用其他目的。",
    ),
    ReasonCode.ROLE_FORBIDDEN: _reason(
        "No role of the caller may act for this purpose.",
        "该角色不得为此目的处理。",
        "No role of this token may do this for this purpose.",
        "此令牌的角色均不得为此目的执行该操作。",
    ),
    ReasonCode.CLIENT_ENDED: _reason(
        "The client is not registered, or its term is over.",
        "应用未登记或合同已到期。",
        "The client is not registered, or its term has ended.",
        "请登记该应用，或延长其登记期限。",
    ),
    ReasonCode.NO_LAWFUL_BASIS: _reason(
        "No ground holds for this person now.",
        "目前对此人没有合法性基础。",
        "Find out what she wants, and record the ground: a contract, a request or a consent.",
        "请了解本人需求，并登记合同、请求或同意等合法性基础。",
    ),
    ReasonCode.CONSENT_MISSING: _reason(
        "The person has not been asked, or has not answered.",
        "尚未取得同意。",
        *_ASK_HER,
    ),
    ReasonCode.CONSENT_REFUSED: _reason("The person said no.", "本人已拒绝。", *_LEAVE_HER),
    ReasonCode.CONSENT_WITHDRAWN: _reason(
        "The person withdrew consent.", "本人已撤回同意。", *_LEAVE_HER
    ),
    ReasonCode.CONSENT_EXPIRED: _reason("The consent has run out.", "同意已到期。", *_ASK_HER),
    ReasonCode.CONSENT_INVALIDATED: _reason(
        "The consent no longer holds and must be asked anew.",
        "同意已失效，须重新取得。",
        *_ASK_HER,
    ),
    ReasonCode.GUARDIAN_CONSENT_MISSING: _reason(
        "A child under fourteen: no guardian consented.",
        "不满十四周岁，缺少监护人同意。",
        "Have a parent or guardian consent.",
        "请取得父母或其他监护人的同意。",
    ),
    ReasonCode.SUBJECT_RESTRICTED: _reason(
        "Processing is restricted to storage and protection.",
        "已限制处理，仅可存储和保护。",
        *_BY_THE_DESK,
    ),
    ReasonCode.SUBJECT_ERASED: _reason(
        "The person is being erased.", "正在删除或已删除。", *_BY_THE_DESK
    ),
    ReasonCode.MINOR: _reason(
        "A minor is not contacted for marketing.",
        "未成年人，不得为营销而联系。",
        "Do not contact this person.",
        "请勿联系此人。",
    ),
    ReasonCode.DO_NOT_CONTACT: _reason(
        "The person refused marketing by this channel.",
        "本人已明确拒绝此渠道的营销联系。",
        *_LEAVE_HER,
    ),
    ReasonCode.NUMBER_UNUSABLE: _reason(
        "No number or address by which this channel reaches her.",
        "没有可用于此渠道的号码或地址。",
        "Use another channel, or confirm her number with her.",
        "请使用其他渠道，或与本人核实号码。",
    ),
    ReasonCode.OPEN_COMPLAINT: _reason(
        "A complaint of hers is open: marketing waits.",
        "有未结投诉，暂停营销。",
        "Have the complaint resolved first.",
        "请先解决投诉。",
        Retry.LATER,
    ),
    ReasonCode.QUIET_HOURS: _reason(
        "Marketing waits until the quiet hours end.",
        "免打扰时段，营销须待时段结束。",
        "Wait until `nextAllowedAt`.",
        "请等到 `nextAllowedAt` 所示时间。",
        Retry.LATER,
    ),
    ReasonCode.CASE_REF_REQUIRED: _reason(
        "A task or case reference is needed.",
        "须提供任务号、工单号或案号。",
        "Give the task or case that this is for.",
        "请提供此操作所依据的任务、工单或案件编号。",
    ),
    ReasonCode.STEP_UP_REQUIRED: _reason(
        "This needs a fresher or stronger authentication.",
        "须重新进行更强的身份验证。",
        "Authenticate anew, more strongly, and send this again.",
        "请以更强的方式重新验证身份，然后重新发送。",
    ),
    ReasonCode.APPROVAL_REQUIRED: _reason(
        "A second person must approve.",
        "须由第二人审批。",
        "Have somebody else approve it.",
        "请由另一人审批。",
    ),
    ReasonCode.UNCLASSIFIED: _reason(
        "The field has no classification.",
        "字段未分类，不予处理。",
        "Leave the field out, and report it to us: nothing is served unclassified.",
        "请去掉该字段并告知我们：未分类的字段不予提供。",
    ),
    ReasonCode.LITERAL_NOT_ALLOWED: _reason(
        "A personal value stands in the document's text.",
        "个人信息写在了文档文本中。",
        "Pass personal arguments as variables: a document is kept, its variables are not.",
        "请以变量传入个人信息：文档会被保存，变量不会。",
    ),
    ReasonCode.NOT_AVAILABLE: _reason(
        "Nothing to show; which of many reasons is not said.",
        "不可用，不说明原因。",
        "There is nobody here for this purpose.",
        "在此目的下没有可提供的对象。",
    ),
    ReasonCode.INVALID_INPUT: _reason(
        "A value does not have the form that its field asks for.",
        "输入不符合要求。",
        "Correct the field that is named, as the message says.",
        "请按提示更正所指明的字段。",
    ),
    ReasonCode.CONFLICT: _reason(
        "It contradicts what is recorded, or another writer came first.",
        "与现有记录冲突，或已被他人先行修改。",
        "Read the record again, and decide anew.",
        "请重新读取记录后再作决定。",
    ),
    ReasonCode.IDEMPOTENCY_KEY_REUSED: _reason(
        "This idempotency key was used for another request.",
        "该幂等键已用于另一请求。",
        "Send a new key with every new act; under the old one send only what was sent before.",
        "每次新操作请使用新的幂等键；原幂等键只能用于重发原请求。",
    ),
    ReasonCode.PROVENANCE_MISSING: _reason(
        "The record's source cannot show that it may come here.",
        "来源或同意凭证缺失。",
        "Leave the record out, or have its source show on which ground it was collected.",
        "请去掉该记录，或由来源提供收集的合法凭证。",
    ),
    ReasonCode.RATE_LIMITED: _reason(
        "The budget of the client or of the actor is used up.",
        "应用或操作人的配额已用完。",
        "Wait as long as Retry-After says.",
        "请按 Retry-After 所示时间等待。",
        Retry.LATER,
    ),
    ReasonCode.COST_EXCEEDED: _reason(
        "The operation asks for too much at once.",
        "查询成本过高。",
        "Ask for fewer fields or shorter lists.",
        "请减少字段或缩短列表。",
    ),
    ReasonCode.LIMIT_EXCEEDED: _reason(
        "The document is larger than is allowed.",
        "文档超出允许的规模。",
        "Make the document smaller, as the message says.",
        "请按提示缩小文档。",
    ),
    ReasonCode.TIMEOUT: _reason(
        "The operation took too long and was given up.",
        "操作超时，已放弃。",
        "Ask for less at once, or try again shortly.",
        "请减少一次请求的内容，或稍后重试。",
        Retry.LATER,
    ),
    ReasonCode.ACCESS_LOG_UNAVAILABLE: _reason(
        "The access could not be written down, so nothing was shown or changed.",
        "访问日志不可用，未提供或更改任何数据。",
        "The access log cannot be written. Try again shortly.",
        "暂时无法写入访问日志，请稍后重试。",
        Retry.LATER,
    ),
    ReasonCode.DOCUMENT_UNKNOWN: _reason(
        "The document is not published here.",
        "查询文档未登记。",
        "Publish the operation, or send its current id.",
        "请登记该操作，或发送其当前编号。",
    ),
    ReasonCode.DOCUMENT_INVALID: _reason(
        "The document cannot be executed.",
        "查询文档无效。",
        "Validate the document against graphql/schema.graphql.",
        "请对照 graphql/schema.graphql 校验文档。",
    ),
    ReasonCode.BAD_REQUEST: _reason(
        "The request is not well formed.",
        "请求格式错误。",
        "Correct the request, as the message says.",
        "请按提示更正请求。",
    ),
    ReasonCode.TRY_AGAIN: _reason(
        "Nothing was done; the same request may succeed.",
        "未执行任何操作，同一请求可能成功。",
        "The service is recovering. Try again shortly.",
        "服务正在恢复，请稍后重试。",
        Retry.LATER,
    ),
    ReasonCode.INTERNAL: _reason(
        "Something failed here; the request's id finds it in our logs.",
        "内部错误，可凭请求编号在日志中查找。",
        "Something went wrong here. It was noted under the request's id.",
        "服务内部出错，已按请求编号记录。",
    ),
}
"""Every code. Total over `ReasonCode`: a test compares."""
