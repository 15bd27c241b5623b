"""The anonymised case overview: from a case register to tables and rows, as PDF and XLSX."""

from woo_tool.overview.build import Overview, build_overview
from woo_tool.overview.register import CaseEntry, read_register, write_template
from woo_tool.overview.render_pdf import overview_pdf
from woo_tool.overview.render_xlsx import overview_xlsx
from woo_tool.overview.style import Style, load_style

__all__ = [
    "CaseEntry",
    "Overview",
    "Style",
    "build_overview",
    "load_style",
    "overview_pdf",
    "overview_xlsx",
    "read_register",
    "write_template",
]
