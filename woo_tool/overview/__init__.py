"""The anonymised case overview: from a case register to tables, rows and a figure, checked."""

from woo_tool.overview.build import build_overview, plain_texts
from woo_tool.overview.check import Discrepancy, check
from woo_tool.overview.count import select
from woo_tool.overview.data import Overview, Row
from woo_tool.overview.draft import DraftRow, FilePage, draft_row
from woo_tool.overview.draft_xlsx import draft_xlsx
from woo_tool.overview.facts import check_register
from woo_tool.overview.generalise import Change, generalise, role_name
from woo_tool.overview.readback import read_published
from woo_tool.overview.register import CaseEntry, read_register, unconfirmed_rows
from woo_tool.overview.render_docx import overview_docx
from woo_tool.overview.render_pdf import overview_pdf
from woo_tool.overview.render_xlsx import overview_xlsx
from woo_tool.overview.reported import Printed, read_reported
from woo_tool.overview.statement import changes_xlsx, statement
from woo_tool.overview.style import TEXT_FIELDS, Style, load_style
from woo_tool.overview.template import write_template
from woo_tool.overview.trace import Trace, trace, trace_published

__all__ = [
    "TEXT_FIELDS",
    "CaseEntry",
    "Change",
    "Discrepancy",
    "DraftRow",
    "FilePage",
    "Overview",
    "Printed",
    "Row",
    "Style",
    "Trace",
    "build_overview",
    "changes_xlsx",
    "check",
    "check_register",
    "draft_row",
    "draft_xlsx",
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
    "select",
    "statement",
    "trace",
    "trace_published",
    "unconfirmed_rows",
    "write_template",
]
