"""Content streams: what a page draws, and nothing else that may stand between it.

Known operators with as many operands as they take stay (ISO 32000-2, annex A); comments, unknown
operators, left-over operands and the properties of marked content go.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterable, Sequence
from typing import Any

import pikepdf
from pikepdf import ContentStreamInlineImage, ContentStreamInstruction, Dictionary, Name, Object

Instruction = ContentStreamInstruction | ContentStreamInlineImage

_COUNTS = {
    operator: count
    for count, operators in {
        0: "q Q h S s f F f* B B* b b* n W W* BT ET T*",
        1: "w J j M i ri gs CS cs G g sh Do Tc Tw Tz TL Tr Ts Tj TJ '",
        2: "d l m Td TD Tf d0",
        3: 'RG rg "',
        4: "K k v y re",
        6: "c cm Tm d1",
    }.items()
    for operator in operators.split(" ")
}
_COLOURS = frozenset({"SC", "SCN", "sc", "scn"})  # as many operands as the colour space asks
_MARKS = frozenset({"BDC", "BMC", "EMC", "DP", "MP"})
_INTENTS = frozenset(
    {"/AbsoluteColorimetric", "/RelativeColorimetric", "/Saturation", "/Perceptual"}
)
_INLINE = frozenset(
    {"/BitsPerComponent", "/ColorSpace", "/Decode", "/DecodeParms", "/Filter", "/Height"}
    | {"/ImageMask", "/Intent", "/Interpolate", "/Width", "/Length"}
)
_PAINTS_TEXT_OR_IMAGE = re.compile(rb"(?:^|[\s\])>])(?:Tj|TJ|'|\"|Do|BI)(?=[\s\[(</]|$)")


def instructions(stream: pikepdf.Stream) -> list[Instruction]:
    """The instructions of a stream; one that stops halfway is a fault and not a shorter page."""
    with warnings.catch_warnings():
        warnings.simplefilter("error", UserWarning)
        try:
            return list(pikepdf.parse_content_stream(stream))
        except UserWarning as fault:
            raise ValueError("content stream ends too soon") from fault


def clean_content(
    items: Iterable[Instruction], properties: Object | None = None
) -> list[Instruction]:
    """The instructions that draw. With ``properties``, those of the page, bare marks of content
    stay, without more than their type and number.
    """
    kept: list[Instruction] = []
    open_tags: list[bool] = []
    for item in items:
        if isinstance(item, ContentStreamInlineImage):
            kept.append(_inline(item))
            continue
        operator = str(item.operator)
        if operator in _MARKS:
            tag = _tag(item, operator, open_tags, properties)
            kept += [tag] if tag is not None else []
        else:
            known = _known(item, operator)
            kept += [known] if known is not None else []
    return kept


def _known(item: ContentStreamInstruction, operator: str) -> ContentStreamInstruction | None:
    """An instruction with the operands that it takes; None for one that isn't known."""
    if operator in _COLOURS:
        return item
    count = _COUNTS.get(operator)
    if count is None or (operator == "ri" and str(item.operands[-1]) not in _INTENTS):
        return None
    operands = list(item.operands)
    if len(operands) <= count:
        return item
    return ContentStreamInstruction(operands[len(operands) - count :], item.operator)


def _inline(item: ContentStreamInlineImage) -> ContentStreamInlineImage:
    """An inline image without keys that no image has."""
    entries = item.iimage.obj
    if set(entries.keys()) <= _INLINE:
        return item
    rest = [(key, value) for key, value in entries.items() if key in _INLINE]
    flat = tuple(part for key, value in rest for part in (Name(key), value))
    clean = pikepdf.PdfInlineImage(image_data=item.iimage._data, image_object=flat)
    return ContentStreamInlineImage(clean)  # type: ignore[call-arg]


def _tag(
    item: Any, operator: str, open_tags: list[bool], properties: Object | None
) -> ContentStreamInstruction | None:
    """What stays of an operator that marks content: its type and number, or nothing."""
    if operator == "EMC":
        return item if open_tags and open_tags.pop() else None
    if operator in ("DP", "MP"):
        return None
    operands = list(item.operands)
    number = _number(operands, properties) if properties is not None else None
    artifact = properties is not None and bool(operands) and operands[0] == Name.Artifact
    open_tags.append(artifact or number is not None)
    if artifact:
        return ContentStreamInstruction([Name.Artifact], pikepdf.Operator("BMC"))
    if number is None:
        return None
    return ContentStreamInstruction([operands[0], Dictionary(MCID=number)], pikepdf.Operator("BDC"))


def _number(operands: Sequence[Object], properties: Object | None) -> int | None:
    """The number of marked content, which may stand in the properties of the page."""
    if len(operands) != 2:
        return None
    found = operands[1]
    if isinstance(found, Name) and properties is not None:
        found = properties.get(str(found), Dictionary())
    number: Any = found.get("/MCID") if isinstance(found, Dictionary) else None
    return number if isinstance(number, int) and number >= 0 else None


def paints(stream: pikepdf.Stream) -> bool:
    """True when a stream draws text or pictures, or can't be read."""
    try:
        return bool(_PAINTS_TEXT_OR_IMAGE.search(stream.read_bytes()))
    except pikepdf.PdfError:
        return True
