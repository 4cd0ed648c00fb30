"""Problem: everything the endpoint itself may refuse, with its status and words in two languages.

The words are constants: nothing of a request is ever repeated in them. `docs/reference/errors.md`
is written from them. Source: RFC 9457; GraphQL over HTTP.
"""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus
from typing import Final

from cdp.errors import CdpError

_PASSING: Final = frozenset(
    (
        HTTPStatus.REQUEST_TIMEOUT,
        HTTPStatus.TOO_MANY_REQUESTS,
        HTTPStatus.SERVICE_UNAVAILABLE,
    )
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One way a request ends before, or instead of, a GraphQL answer."""

    status: HTTPStatus
    code: str
    """Stable; clients may branch on it."""
    en: str
    zh: str
    headers: tuple[tuple[bytes, bytes], ...] = ()

    @property
    def passes(self) -> bool:
        """Whether the same request may succeed a little later."""
        return self.status in _PASSING


class Declined(CdpError):
    """The request cannot be served as it is. `problem` says what to change."""

    def __init__(self, problem: Problem) -> None:
        super().__init__()
        self.problem = problem


METHOD: Final = Problem(
    status=HTTPStatus.METHOD_NOT_ALLOWED,
    code="METHOD_NOT_ALLOWED",
    en="Use POST; or GET or HEAD, for a document that tells of nobody.",
    zh="请使用 POST；不涉及任何个人的文档可使用 GET 或 HEAD。",
    headers=((b"allow", b"GET, HEAD, POST"),),
)
POST_ONLY: Final = Problem(
    status=HTTPStatus.METHOD_NOT_ALLOWED,
    code="METHOD_NOT_ALLOWED",
    en="Use POST: GET and HEAD serve queries that tell of nobody.",
    zh="请使用 POST：GET 和 HEAD 只用于不涉及任何个人的查询。",
    headers=((b"allow", b"POST"),),
)
GET_ONLY: Final = Problem(
    status=HTTPStatus.METHOD_NOT_ALLOWED,
    code="METHOD_NOT_ALLOWED",
    en="Use GET or HEAD.",
    zh="请使用 GET 或 HEAD。",
    headers=((b"allow", b"GET, HEAD"),),
)
NOT_ACCEPTABLE: Final = Problem(
    status=HTTPStatus.NOT_ACCEPTABLE,
    code="NOT_ACCEPTABLE",
    en="Accept application/graphql-response+json or application/json.",
    zh="请接受 application/graphql-response+json 或 application/json。",
)
MEDIA_TYPE: Final = Problem(
    status=HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
    code="UNSUPPORTED_MEDIA_TYPE",
    en="Send application/json in UTF-8, not compressed.",
    zh="请发送未压缩的 UTF-8 编码 application/json。",
)
BODY_TOO_LARGE: Final = Problem(
    status=HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    code="BODY_TOO_LARGE",
    en="Send at most 64 KiB; 1 MiB where the address names a bulk document: ?documentId=….",
    zh="请求体不得超过 64 KiB；地址以 ?documentId=… 指明批量文档时不得超过 1 MiB。",
)
URI_TOO_LONG: Final = Problem(
    status=HTTPStatus.REQUEST_URI_TOO_LONG,
    code="URI_TOO_LONG",
    en="Use POST: the query string is longer than 8 KiB.",
    zh="请使用 POST：查询字符串超过 8 KiB。",
)
TOO_SLOW: Final = Problem(
    status=HTTPStatus.REQUEST_TIMEOUT,
    code="REQUEST_TIMEOUT",
    en="The body did not arrive in time. Send the request again.",
    zh="请求体未在规定时间内送达，请重新发送。",
    headers=((b"connection", b"close"),),
)
MALFORMED: Final = Problem(
    status=HTTPStatus.BAD_REQUEST,
    code="BAD_REQUEST",
    en="The body is not one JSON document in UTF-8.",
    zh="请求体不是单个 UTF-8 编码的 JSON 文档。",
)
NOT_AN_OBJECT: Final = Problem(
    status=HTTPStatus.BAD_REQUEST,
    code="BAD_REQUEST",
    en="Send one JSON object; batches are not served.",
    zh="请发送单个 JSON 对象；不支持批量请求。",
)
PARAMETERS: Final = Problem(
    status=HTTPStatus.BAD_REQUEST,
    code="BAD_REQUEST",
    en="query, documentId and operationName are strings, variables and extensions objects; "
    "each stands once.",
    zh="query、documentId、operationName 须为字符串，variables、extensions 须为对象，"
    "且每个参数只能出现一次。",
)
NO_DOCUMENT: Final = Problem(
    status=HTTPStatus.BAD_REQUEST,
    code="BAD_REQUEST",
    en="Name a document with documentId, or send its text as query.",
    zh="请用 documentId 指明文档，或以 query 发送文档文本。",
)
VARIABLES: Final = Problem(
    status=HTTPStatus.BAD_REQUEST,
    code="BAD_REQUEST",
    en="Variables may nest 8 levels, with lists of 500, objects of 200 and texts of 4096 at most.",
    zh="变量最多嵌套 8 层，列表最多 500 项，对象最多 200 个字段，文本最多 4096 个字符。",
)
PURPOSE_HEADER: Final = Problem(
    status=HTTPStatus.BAD_REQUEST,
    code="BAD_REQUEST",
    en="Processing-Purpose names one purpose, once.",
    zh="Processing-Purpose 只能出现一次，且只能指明一个处理目的。",
)
CASE_HEADER: Final = Problem(
    status=HTTPStatus.BAD_REQUEST,
    code="BAD_REQUEST",
    en="Case-Reference names one ticket, task or case, once, such as TKT-1042.",
    zh="Case-Reference 只能出现一次，且只能指明一个工单、任务或案件，例如 TKT-1042。",
)
NO_HTTP: Final = Problem(
    status=HTTPStatus.BAD_REQUEST,
    code="BAD_REQUEST",
    en="This is no HTTP request, or its head is longer than 64 KiB.",
    zh="这不是 HTTP 请求，或请求头超过 64 KiB。",
)
NOT_FOUND: Final = Problem(
    status=HTTPStatus.NOT_FOUND,
    code="NOT_FOUND",
    en="There is nothing at this address.",
    zh="此地址没有内容。",
)
UNAUTHENTICATED: Final = Problem(
    status=HTTPStatus.UNAUTHORIZED,
    code="UNAUTHENTICATED",
    en="Prove who asks with an access token.",
    zh="请用访问令牌证明身份。",
)
STEP_UP: Final = Problem(
    status=HTTPStatus.UNAUTHORIZED,
    code="STEP_UP_REQUIRED",
    en="Authenticate again, as the challenge says.",
    zh="请按质询要求重新认证。",
)
EXPLORER_CLOSED: Final = Problem(
    status=HTTPStatus.FORBIDDEN,
    code="ROLE_FORBIDDEN",
    en="The explorer is not open to the roles of this token.",
    zh="探索页面不对此令牌的角色开放。",
)
KEYS_UNAVAILABLE: Final = Problem(
    status=HTTPStatus.SERVICE_UNAVAILABLE,
    code="ISSUER_KEYS_UNAVAILABLE",
    en="The token issuer's keys cannot be read. Try again shortly.",
    zh="暂时无法读取令牌签发方的密钥，请稍后重试。",
    headers=((b"retry-after", b"5"),),
)
INTERNAL: Final = Problem(
    status=HTTPStatus.INTERNAL_SERVER_ERROR,
    code="INTERNAL",
    en="Something went wrong here. It was noted under the request's id.",
    zh="服务内部出错，已按请求编号记录。",
)

PROBLEMS: Final = (
    METHOD,
    POST_ONLY,
    GET_ONLY,
    NOT_ACCEPTABLE,
    MEDIA_TYPE,
    BODY_TOO_LARGE,
    URI_TOO_LONG,
    TOO_SLOW,
    MALFORMED,
    NOT_AN_OBJECT,
    PARAMETERS,
    NO_DOCUMENT,
    VARIABLES,
    PURPOSE_HEADER,
    CASE_HEADER,
    NO_HTTP,
    NOT_FOUND,
    UNAUTHENTICATED,
    STEP_UP,
    EXPLORER_CLOSED,
    KEYS_UNAVAILABLE,
    INTERNAL,
)
"""All of them, for the reference page."""
