"""Intake: files of any kind in, parts with a PDF beside the original out.

Nothing is changed or dropped: what can't be read is a part with the reason.
"""

from __future__ import annotations

from woo_tool.intake.files import collect, left_out
from woo_tool.intake.office import office_program
from woo_tool.intake.parts import Part, SourceFile
from woo_tool.intake.reader import read_bytes, read_file

__all__ = ["Part", "SourceFile", "collect", "left_out", "office_program", "read_bytes", "read_file"]
