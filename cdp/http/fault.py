"""TokenFault: what can be wrong with an access token, and what to do about it, in two languages.

A fault names a rule, never what the token says. Faults after `SIGNATURE` are only told of tokens
that the issuer did sign.
"""

from __future__ import annotations

from enum import StrEnum, unique
from typing import TYPE_CHECKING, Final

from privacy.terms import Words

if TYPE_CHECKING:
    from collections.abc import Mapping


@unique
class TokenFault(StrEnum):
    """The first rule of RFC 9068 section 4 and RFC 8725 section 3 that a token breaks."""

    MISSING = "missing"
    MALFORMED = "malformed"
    TYPE = "type"
    ALGORITHM = "algorithm"
    HEADER = "header"
    ISSUER = "issuer"
    KEY = "key"
    SIGNATURE = "signature"
    AUDIENCE = "audience"
    EXPIRED = "expired"
    NOT_YET_VALID = "not_yet_valid"
    LIFETIME = "lifetime"
    CLAIMS = "claims"


ADVICE: Final[Mapping[TokenFault, Words]] = {
    TokenFault.MISSING: Words(
        en="Send an access token: `Authorization: Bearer …`.",
        zh="请携带访问令牌：`Authorization: Bearer …`。",
    ),
    TokenFault.MALFORMED: Words(
        en="Send one signed token in compact form: three parts of base64url without padding.",
        zh="请发送一个紧凑格式的签名令牌：三段不带填充的 base64url。",
    ),
    TokenFault.TYPE: Words(
        en="Send an access token: its header must say `typ: at+jwt`.",
        zh="请发送访问令牌：其头部的 `typ` 必须是 `at+jwt`。",
    ),
    TokenFault.ALGORITHM: Words(
        en="Have the token signed with ES256, EdDSA, PS256 or RS256, as its key allows.",
        zh="令牌须以其密钥允许的 ES256、EdDSA、PS256 或 RS256 签名。",
    ),
    TokenFault.HEADER: Words(
        en="Keys come from the issuer alone: leave out crit, b64, jku, jwk, x5c, x5u and zip.",
        zh="密钥只取自签发方：头部不得包含 crit、b64、jku、jwk、x5c、x5u 或 zip。",
    ),
    TokenFault.ISSUER: Words(
        en="Get a token from the issuer that this service trusts.",
        zh="请向本服务信任的签发方获取令牌。",
    ),
    TokenFault.KEY: Words(
        en="Name in `kid` a key that the issuer publishes now.",
        zh="`kid` 须指向签发方当前公布的密钥。",
    ),
    TokenFault.SIGNATURE: Words(
        en="The signature does not verify. Get a new token.",
        zh="签名验证失败，请重新获取令牌。",
    ),
    TokenFault.AUDIENCE: Words(
        en="Get a token whose audience is this service.",
        zh="请获取受众为本服务的令牌。",
    ),
    TokenFault.EXPIRED: Words(en="Get a new token.", zh="令牌已过期，请重新获取。"),
    TokenFault.NOT_YET_VALID: Words(
        en="The token is not valid yet. Check the clocks of issuer and service.",
        zh="令牌尚未生效，请核对签发方与本服务的时钟。",
    ),
    TokenFault.LIFETIME: Words(
        en="Have tokens issued for a day at most.",
        zh="令牌有效期不得超过一天。",
    ),
    TokenFault.CLAIMS: Words(
        en="A claim is missing, has another form, or names a role or purpose that is unknown.",
        zh="令牌缺少声明、声明格式不符，或包含未知的角色或处理目的。",
    ),
}
"""What the caller's developer can do about each fault."""
