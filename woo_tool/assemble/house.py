"""The house style of rules/house_style.yaml, ready for reportlab: fonts, styles, marked-up runs."""

from __future__ import annotations

from functools import cache
from xml.sax.saxutils import escape

from reportlab.lib.colors import Color, HexColor
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFError, TTFont

from woo_tool.assemble.blocks import Line, Run, RunKind
from woo_tool.errors import RulesError
from woo_tool.resources import data_path
from woo_tool.rules import Rule, rules


class HouseStyle(Rule):
    """rules/house_style.yaml: sizes in millimetres, type in points."""

    logo: str
    logo_height: float
    colours: dict[str, str]
    fonts: dict[str, str]
    text: dict[str, float]
    page: dict[str, float]
    first: dict[str, float]
    column: dict[str, float]
    annex: dict[str, float]
    language: str
    page_number: str
    inventory_title: str
    inventory_columns: dict[str, str]
    inventory_extra_columns: dict[str, str]
    sender: str
    recipient: str
    no_date: str
    no_judgement: str

    def colour(self, name: str) -> Color:
        """A colour by its name in the file."""
        return HexColor(self.colours[name])


@cache
def house() -> HouseStyle:
    """The house style."""
    file: HouseStyle = rules("house_style.yaml", HouseStyle)
    return file


FONT = "House"
BOLD = "House-Bold"
ITALIC = "House-Italic"


@cache
def register_fonts() -> None:
    """Makes the embedded fonts known to reportlab. Raises RulesError when one can't be read."""
    names = {FONT: "regular", BOLD: "bold", ITALIC: "italic", "House-BoldItalic": "bold_italic"}
    for name, key in names.items():
        path = data_path("rules", "fonts", house().fonts[key])
        try:
            pdfmetrics.registerFont(TTFont(name, str(path)))
        except (TTFError, OSError) as fault:
            raise RulesError(
                f"dit lettertype kan niet worden gelezen ({fault})", where=str(path)
            ) from fault
    pdfmetrics.registerFontFamily(FONT, FONT, BOLD, ITALIC, "House-BoldItalic")


@cache
def style(name: str) -> ParagraphStyle:
    """A paragraph style: body, keep, h1, h2, small, column, cell, head, item<depth>."""
    register_fonts()
    text, colour = house().text, house().colour
    base = ParagraphStyle(
        "body",
        fontName=FONT,
        fontSize=text["size"],
        leading=text["leading"],
        textColor=colour("text"),
        spaceAfter=6,
        allowWidows=0,
        allowOrphans=0,
    )
    small: dict[str, object] = {
        "fontSize": text["small"],
        "leading": text["small_leading"],
        "spaceAfter": 0,
    }
    heading: dict[str, object] = {"fontName": BOLD, "keepWithNext": 1}
    changes: dict[str, dict[str, object]] = {
        "body": {},
        "keep": {"keepWithNext": 1},
        "h1": {**heading, "fontSize": 11, "leading": 14, "spaceBefore": 10, "spaceAfter": 3},
        "h2": {**heading, "spaceBefore": 5, "spaceAfter": 2},
        "title": {**heading, "fontSize": 14, "leading": 18, "spaceAfter": 8},
        "line": {"spaceAfter": 0},
        "line-keep": {"spaceAfter": 0, "keepWithNext": 1},
        "small": small,
        "cell": small,
        "head": {**small, "fontName": BOLD},
        "quiet": {**small, "textColor": colour("quiet")},
    }
    if name.startswith("item"):
        number, _, keep = name[4:].partition("-")
        depth = int(number)
        indent = 12 + 14 * depth
        changes[name] = {"keepWithNext": int(bool(keep))}
        changes[name] |= {"leftIndent": indent, "bulletIndent": indent - 12, "spaceAfter": 2}
        changes[name] |= {"bulletFontName": FONT, "bulletFontSize": text["size"]}
    return ParagraphStyle(name, parent=base, **changes[name])


def markup(runs: Line) -> str:
    """The runs as reportlab paragraph markup; a box is white on black, of one width per ground."""
    return "".join(_marked(run) for run in runs)


def _marked(run: Run) -> str:
    text = escape(run.text).replace("\n", "<br/>")
    colours = house().colours
    if run.kind is RunKind.BOX:
        box = colours["box"]
        return f'<font backColor="{box}" color="#ffffff" size="6.5">&nbsp;{text}&nbsp;</font>'
    if run.kind is RunKind.QUESTION:
        return f'<font backColor="{colours["question"]}">{text}</font>'
    tags = {RunKind.BOLD: "b", RunKind.ITALIC: "i"}
    tag = tags.get(run.kind)
    return f"<{tag}>{text}</{tag}>" if tag else text


MM = float(mm)
"""Points in a millimetre."""


def page_number(page: int, pages: int) -> str:
    """ "Pagina 2 van 6"."""
    return house().page_number.format(page=page, pages=pages)
