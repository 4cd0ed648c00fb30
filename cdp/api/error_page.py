"""The page of errors: every code that a caller can meet, from the tables that answers use."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from cdp.api.carriers import carriers_of, status_of
from cdp.http.fault import ADVICE
from cdp.http.problem import PROBLEMS
from privacy.policy import default_document, load
from privacy.terms import REASONS, ReasonCode, Retry

PAGE: Final = "docs/reference/errors.md"

_HEAD: Final = """\
# Errors · 错误

<!-- Written by `cdp operations publish` from the code. Change the texts there. -->

Whatever is refused says so by a code that stays the same, with advice in both languages.
Clients branch on codes; texts may be improved at any time. No message repeats what was sent.

凡被拒绝的请求都会给出稳定的代码和中英文处理办法。客户端应依据代码判断；文字可能随时改进。
任何提示都不会复述所发送的内容。
"""

_PLACES: Final = (
    (
        "`errors`",
        "`message`; `code`, `messageZh`, `requestId`, `field`, `article`, `fault` in `extensions`",
    ),
    (
        "`InvalidInput` and the other types of a mutation's payload",
        "`code`, `message`, `path`: data, with status 200",
    ),
    (
        "`FieldDecision`, and `extensions.privacy`",
        "why a field is masked or null beside others that are shown",
    ),
    (
        "`ContactDecision`",
        "`reasons`: why somebody may not be contacted ([contactability](contactability.md))",
    ),
    (
        "`AccessEntry`",
        "what the access log says; a caller without the right to a reason reads `NOT_AVAILABLE`",
    ),
    ("`cdp import`", "the report of an imported file ([import](import.md))"),
)

_TAIL: Final = """
`requestId` is also the header `X-Request-Id` of every answer: whoever reports an error by it has
named our log line. A request error has the status below as `application/graphql-response+json`;
as `application/json` a 400 of GraphQL is answered with 200, as GraphQL over HTTP asks.

`requestId` 同时是每个应答的 `X-Request-Id` 响应头：凭它报告错误，即可在我们的日志中定位。
"""

_COLUMNS: Final = (
    "Code",
    "含义",
    "Meaning",
    "处理办法",
    "What to do",
    "Retry",
    "Status",
    "Stands in",
    "Article",
)

_RETRY: Final = {Retry.NO: "no · 无用", Retry.LATER: "later · 稍后可"}


def error_page() -> str:
    """The page, as Markdown."""
    return "\n".join(
        [_HEAD, *_places(), _TAIL, *_reasons(), "", *_problems(), "", *_faults(), ""],
    )


def _places() -> Iterator[str]:
    yield from _head("Where · 位置", "What stands there · 内容")
    yield from (_row(*place) for place in _PLACES)


def _reasons() -> Iterator[str]:
    yield "## Reason codes · 原因代码\n"
    yield "`ReasonCode` of the schema. The article is that of the shipped policy.\n"
    yield from _head(
        "Code",
        "含义",
        "Meaning",
        "处理办法",
        "What to do",
        "Retry",
        "Status",
        "Stands in",
        "Article",
    )
    articles = load(default_document()).articles
    for code in ReasonCode:
        reason = REASONS[code]
        yield _row(
            f"`{code.value}`",
            reason.meaning.zh,
            reason.meaning.en,
            reason.advice.zh,
            reason.advice.en,
            _RETRY[reason.retry],
            status_of(code),
            ", ".join(f"`{carrier}`" for carrier in carriers_of(code)),
            articles.get(code, "–"),
        )


def _problems() -> Iterator[str]:
    yield "## What the endpoint refuses · 端点拒绝的请求\n"
    yield (
        "Before, or instead of, a GraphQL answer: `errors[0].extensions.code` and, in problem "
        "documents, `code`.\n"
    )
    yield from _head("Status", "Code", "English", "中文", "Retry")
    for problem in PROBLEMS:
        yield _row(
            str(problem.status.value),
            f"`{problem.code}`",
            problem.en,
            problem.zh,
            _RETRY[Retry.LATER if problem.passes else Retry.NO],
        )


def _faults() -> Iterator[str]:
    yield "## What can be wrong with a token · 令牌的问题\n"
    yield (
        "`fault` beside `UNAUTHENTICATED`, status 401. A request without a token is told no fault "
        "in its challenge.\n"
    )
    yield from _head("Fault", "English", "中文")
    for fault, words in ADVICE.items():
        yield _row(f"`{fault.value}`", words.en, words.zh)


def _head(*names: str) -> Iterable[str]:
    return (_row(*names), "|" + "---|" * len(names))


def _row(*cells: str) -> str:
    return f"| {' | '.join(cells)} |"
