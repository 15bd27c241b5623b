"""What things can be: the law, what a finding is about, who somebody is, what became of a mark."""

from __future__ import annotations

from enum import StrEnum


class Law(StrEnum):
    """The statute that governs a decision; chosen by the date of the decision (grounds.yaml)."""

    WOB = "wob"
    WOO = "woo"


class Label(StrEnum):
    """What a finding is about. The last six are suggestions that only a person can apply."""

    PERSON = "PERSON"
    EMAIL_ADDRESS = "EMAIL_ADDRESS"
    PHONE_NUMBER = "PHONE_NUMBER"
    ADDRESS = "ADDRESS"
    POSTCODE = "POSTCODE"
    DATE_OF_BIRTH = "DATE_OF_BIRTH"
    NL_BSN = "NL_BSN"
    IBAN_CODE = "IBAN_CODE"
    NL_LICENSE_PLATE = "NL_LICENSE_PLATE"
    PERSONNEL_NUMBER = "PERSONNEL_NUMBER"
    DOCUMENT_NUMBER = "DOCUMENT_NUMBER"
    CASE_NUMBER = "CASE_NUMBER"
    HANDLE = "HANDLE"
    IP_ADDRESS = "IP_ADDRESS"
    SIGNATURE = "SIGNATURE"
    OPINION = "OPINION"
    SPECIAL_CATEGORY = "SPECIAL_CATEGORY"
    TRACEABLE = "TRACEABLE"
    BUSINESS = "BUSINESS"
    STATE_SECURITY = "STATE_SECURITY"
    INSPECTION = "INSPECTION"

    @property
    def is_suggestion(self) -> bool:
        """True for what is never applied without a person's judgement."""
        return self in _SUGGESTIONS


_SUGGESTIONS = frozenset(
    {
        Label.OPINION,
        Label.SPECIAL_CATEGORY,
        Label.TRACEABLE,
        Label.BUSINESS,
        Label.STATE_SECURITY,
        Label.INSPECTION,
    }
)


class Action(StrEnum):
    """What the policy proposes for a finding."""

    REDACT = "redact"
    KEEP = "keep"
    ASK = "ask"


class Role(StrEnum):
    """Who a person is in the dossier; decides, with the kind, what the policy proposes."""

    OFFICE_HOLDER = "office_holder"
    TOP_OFFICIAL = "top_official"
    DIRECTOR = "director"
    SPOKESPERSON = "spokesperson"
    SIGNATORY = "signatory"
    OFFICIAL = "official"
    REQUESTER = "requester"
    REPORTER = "reporter"
    ACCUSED = "accused"
    WITNESS = "witness"
    THIRD_PARTY = "third_party"
    COMPANY_CONTACT = "company_contact"
    ADVISER = "adviser"
    PUBLIC_FIGURE = "public_figure"
    UNKNOWN = "unknown"


class Status(StrEnum):
    """What intake could make of a file."""

    OK = "ok"
    OCR = "ocr"
    UNREADABLE = "unreadable"
    ENCRYPTED = "encrypted"
    EMPTY = "empty"
    UNSUPPORTED = "unsupported"

    @property
    def readable(self) -> bool:
        """True when the document has pages that the tool can read."""
        return self in (Status.OK, Status.OCR)


class Judgement(StrEnum):
    """The decision about one document, in the words of the contract."""

    OPENBAAR = "Openbaar"
    DEELS = "Deels openbaar"
    NIET = "Niet openbaar"
    REEDS = "Reeds openbaar"
    DUBBEL = "Dubbel"
    BUITEN = "Valt buiten reikwijdte"

    @property
    def published(self) -> bool:
        """True when the document itself goes into the publication."""
        return self in (Judgement.OPENBAAR, Judgement.DEELS)


class MarkState(StrEnum):
    """State of a mark, derived from the decisions and never stored."""

    PROPOSED = "proposed"
    APPROVED = "approved"
    REJECTED = "rejected"
    ASK = "ask"
    KEPT = "kept"


class PageSource(StrEnum):
    """Where the words of a page come from."""

    TEXT = "text"
    OCR = "ocr"
    NONE = "none"
