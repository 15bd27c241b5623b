"""The verifier: proof that what had to go is gone, by other means than the redactor's.

It never imports PyMuPDF or anything of woo_tool.redact: a fault there must not hide itself here.
"""

from __future__ import annotations

from woo_tool.verify.document import verify_document
from woo_tool.verify.placing import placing
from woo_tool.verify.plain import verify_names, verify_plain
from woo_tool.verify.renditions import verify_rendition
from woo_tool.verify.report import Check, Expectation, FileReport, Term, report_json, worst
from woo_tool.verify.single import verify_single
from woo_tool.verify.terms import make_terms
from woo_tool.verify.watched import watched_document, watched_single

__all__ = [
    "Check",
    "Expectation",
    "FileReport",
    "Term",
    "make_terms",
    "placing",
    "report_json",
    "verify_document",
    "verify_names",
    "verify_plain",
    "verify_rendition",
    "verify_single",
    "watched_document",
    "watched_single",
    "worst",
]
