"""Redaction: real removal from PDF and text, with the ground in every box."""

from __future__ import annotations

from woo_tool.redact.metadata import OutputInfo
from woo_tool.redact.pdf import RedactResult, redact_pdf

__all__ = ["OutputInfo", "RedactResult", "redact_pdf"]
