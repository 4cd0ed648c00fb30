"""Of contacts, orders and service cases."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

MEANINGS: Final[Mapping[str, Mapping[str, str]]] = {
    "AddressKind": {
        "BILLING": "Where invoices go.",
        "DELIVERY": "Where goods go.",
        "HOME": "Where she lives.",
        "WORK": "Where she works.",
    },
    "ContactField": {
        "ADDRESS": "The main address.",
        "BIRTHDAY": "The date of birth.",
        "COMPANY": "The company that she acts for.",
        "EMAIL": "The e-mail address.",
        "GENDER": "The gender.",
        "LOCALE": "The language that she likes to be spoken to in.",
        "NAME": "The name.",
        "TITLE": "The title or position.",
    },
    "ContactKind": {
        "BUSINESS": "Acts for a company.",
        "INDIVIDUAL": "Stands for herself.",
    },
    "ContactRole": {
        "BOT": "A machine, not a person.",
        "CUSTOMER": "Has bought.",
        "EMPLOYEE": "Works for us.",
        "MEMBER": "Belongs to a programme of ours.",
        "PARTNER": "Works with us.",
        "PROSPECT": "May buy.",
        "SUPPLIER": "Sells to us.",
        "TEST": "A test record.",
    },
    "DayPart": {
        "AFTERNOON": "In the afternoon.",
        "ANY": "At any time of the day.",
        "EVENING": "In the evening.",
        "MORNING": "In the morning.",
    },
    "Gender": {
        "FEMALE": "Female.",
        "MALE": "Male.",
        "OTHER": "Neither of these.",
        "UNDISCLOSED": "She would rather not say.",
    },
    "ProfileOrder": {
        "NEWEST": "Whoever came last stands first.",
        "OLDEST": "Whoever came first stands first.",
    },
    "OrderStatus": {
        "CANCELLED": "Called off before it was paid or sent.",
        "COMPLETED": "Done: the contract's term runs from here.",
        "DRAFT": "Not placed yet.",
        "FULFILLED": "Delivered.",
        "PAID": "Paid.",
        "PARTLY_REFUNDED": "Part of the money went back.",
        "PENDING_PAYMENT": "Placed, and not paid yet.",
        "REFUNDED": "All of the money went back.",
    },
    "PaymentMethod": {
        "ALIPAY": "Alipay (支付宝).",
        "BANK_TRANSFER": "A bank transfer.",
        "CARD": "A card other than UnionPay.",
        "CASH": "Cash.",
        "OTHER": "Another way.",
        "UNIONPAY": "UnionPay (银联).",
        "WECHAT_PAY": "WeChat Pay (微信支付).",
    },
    "ConfirmationKind": {
        "DELIVERY": "That it arrived.",
        "ONE_TIME_CODE": "Who ordered, by a code that was sent.",
        "ORDER": "What was ordered.",
        "PAYMENT_LINK": "How to pay, by a link that was sent.",
    },
    "CaseKind": {
        "COMPLAINT": "A complaint: marketing waits until it is resolved.",
        "CONSULTATION": "A question.",
        "FAULT": "Something does not work.",
        "ORDER": "Something about an order.",
        "OTHER": "Anything else.",
        "PRIVACY_REQUEST": "A request about her own data: the privacy desk answers it.",
        "REFUND": "Money back.",
    },
    "CaseStatus": {
        "CLOSED": "Ended.",
        "NEW": "Nobody has looked at it yet.",
        "ON_HOLD": "Waits for somebody of ours.",
        "OPEN": "Being worked on.",
        "PENDING_CUSTOMER": "Waits for the person.",
        "REOPENED": "Came back after it was resolved.",
        "RESOLVED": "Solved.",
    },
    "Priority": {
        "HIGH": "Soon.",
        "LOW": "When there is time.",
        "NORMAL": "In its turn.",
        "URGENT": "Now.",
    },
    "RootCause": {
        "BILLING": "A bill or payment was wrong.",
        "DATA_ERROR": "What was on record was wrong.",
        "DELIVERY": "Delivery was late, wrong or damaged.",
        "PEOPLE": "Somebody of ours behaved or advised badly.",
        "PRIVACY": "Data was used as it should not be.",
        "PROCESS": "How we work was at fault.",
        "PRODUCT": "The product was at fault.",
        "UNKNOWN": "Not found out.",
    },
}
