"""The anonymised case overview: from a case register to tables, rows and a figure, checked."""

from woo_tool.overview.build import build_overview, plain_texts
from woo_tool.overview.check import Discrepancy, check
from woo_tool.overview.data import Overview
from woo_tool.overview.facts import check_register
from woo_tool.overview.generalise import Change, generalise, role_name
from woo_tool.overview.readback import read_published
from woo_tool.overview.register import CaseEntry, read_register
from woo_tool.overview.render_docx import overview_docx
from woo_tool.overview.render_pdf import overview_pdf
from woo_tool.overview.render_xlsx import overview_xlsx
from woo_tool.overview.reported import Reported, read_reported
from woo_tool.overview.statement import changes_xlsx, statement
from woo_tool.overview.style import TEXT_FIELDS, Style, load_style
from woo_tool.overview.template import write_template
from woo_tool.overview.trace import Trace, trace, trace_published

__all__ = [
    "TEXT_FIELDS",
    "CaseEntry",
    "Change",
    "Discrepancy",
    "Overview",
    "Reported",
    "Style",
    "Trace",
    "build_overview",
    "changes_xlsx",
    "check",
    "check_register",
    "generalise",
    "load_style",
    "overview_docx",
    "overview_pdf",
    "overview_xlsx",
    "plain_texts",
    "read_published",
    "read_register",
    "read_reported",
    "role_name",
    "statement",
    "trace",
    "trace_published",
    "write_template",
]
