"""The tag tree of a redacted file: usable, in reading order, and silent about what went."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from tests.redact.hostile_pdfs import CASES, SCANS, Cast, Raw, Sheet, body, show
from tests.redact.reading import drawn, read_pages, redactions_of
from tests.redact.test_hostile import ocr_page
from woo_tool.kinds import PageSource
from woo_tool.model import Box
from woo_tool.redact import OutputInfo, redact_pdf
from woo_tool.verify import Expectation, make_terms, verify_document

CAST = Cast("Kuremut Tudubolur", "Korupor Kerovatar")
INFO = OutputInfo("Document 0001", None)
SPOKEN = "gelakt: 5.1.2.e"
ELEMENT = {"/Type", "/S", "/P", "/K", "/A", "/Lang", "/Alt", "/ActualText"}


def redact(folder: Path, data: bytes, name: str = CAST.gone) -> Path:
    source, target = folder / "in.pdf", folder / "out.pdf"
    source.write_bytes(data)
    pages = read_pages(source)
    if pages[0].source is PageSource.NONE:
        pages = (ocr_page(CAST, 0),)
    redactions = redactions_of(pages, name)
    redact_pdf(source, target, pages, redactions, INFO)
    report = verify_document(
        Expectation("0001", target, source, pages, redactions), make_terms(redactions, [])
    )
    assert report.result == "pass", [c for c in report.checks if c.result != "pass"]
    return target


def outline(path: Path) -> list[Any]:
    """The tree as nested lists: type, then kids; marked content as its number. It is checked."""
    with pikepdf.open(path) as pdf:
        tree = pdf.Root.StructTreeRoot
        assert pdf.Root.MarkInfo.Marked
        assert set(tree.keys()) == {"/Type", "/K", "/ParentTree", "/ParentTreeNextKey"}
        parents = dict(zip(*[iter(tree.ParentTree.Nums.as_list())] * 2, strict=True))
        seen: list[tuple[int, int]] = []
        found = _walk(tree.K[0], parents, seen)
        assert len(seen) == len(set(seen))
        for page in pdf.pages:
            assert page.obj.Tabs == pikepdf.Name.S
            numbers = sorted(_numbers(page))
            assert numbers == sorted({n for key, n in seen if key == page.obj.StructParents})
            assert len(numbers) == len(set(numbers))
        return found


def _walk(element: Any, parents: dict[Any, Any], seen: list[tuple[int, int]]) -> list[Any]:
    assert set(element.keys()) <= ELEMENT
    found: list[Any] = [str(element.S)[1:]]
    if "/Alt" in element:
        found[0] += f" ({element.Alt})"
    for kid in element.K.as_list():
        kind = kid.get("/Type")
        if kind == pikepdf.Name.MCR:
            key = int(kid.Pg.StructParents)
            assert parents[key][int(kid.MCID)].objgen == element.objgen
            seen.append((key, int(kid.MCID)))
            found.append(int(kid.MCID))
        elif kind == pikepdf.Name.OBJR:
            assert parents[int(kid.Obj.StructParent)].objgen == element.objgen
            found.append("link")
        else:
            assert kid.P.objgen == element.objgen
            found.append(_walk(kid, parents, seen))
    return found


def _numbers(page: pikepdf.Page) -> Iterator[int]:
    """The numbers in a content stream, which has to nest marks and text objects properly."""
    stack: list[str] = []
    for item in pikepdf.parse_content_stream(page):
        operator = str(item.operator)
        if operator in ("BT", "BDC", "BMC"):
            stack.append(operator[0])
        elif operator in ("ET", "EMC"):
            assert (stack.pop() == "B") is True
        if operator == "BDC":
            assert set(item.operands[1].keys()) == {"/MCID"}
            yield int(item.operands[1].MCID)
    assert stack == []


def spoken(path: Path) -> str:
    """What pdfinfo makes of the tree."""
    done = subprocess.run(["pdfinfo", "-struct-text", path], capture_output=True, check=True)
    return " ".join(done.stdout.decode().split())


def tagged(cast: Cast, tree: str, content: str, page: str = "") -> bytes:
    """A page with this content and the kids of its Document; PAGE stands for the page."""
    catalog = (
        "/StructTreeRoot << /Type /StructTreeRoot /RoleMap << /Kop /H1 /Lus /Lus >> "
        f"/ClassMap << /{cast.gone.split()[1]} << /O /Layout >> >> /K << /Type /StructElem "
        f"/S /Document /K [{tree}] >> >> /MarkInfo << /Marked true >>"
    )
    return Sheet(content, catalog=catalog, page=f"/StructParents 0 {page}").close(Raw())


def elem(kind: str, kids: str, extra: str = "") -> str:
    return f"<< /Type /StructElem /S /{kind} /Pg PAGE /K [{kids}] {extra} >>"


def mark(number: int, content: str, kind: str = "P") -> str:
    return f"/{kind} << /MCID {number} >> BDC\n{content}EMC\n"


def test_box_is_read_where_it_stands(tmp_path: Path) -> None:
    content = mark(0, show("Kop van het stuk", 40, 260), "Kop") + mark(
        1, show(f"Aanwezig: {CAST.gone}, directie.", 40, 230)
    )
    path = redact(tmp_path, tagged(CAST, elem("Kop", "0") + elem("P", "1"), content))
    assert outline(path) == ["Document", ["H1", 1], ["P", 2, [f"Span ({SPOKEN})", 0], 3]]
    assert 'H1 (block) "Kop van het stuk"' in spoken(path)
    assert '"Aanwezig: " Span (inline) "5.1.2.e" ", directie."' in spoken(path)


def test_cell_of_which_all_goes_keeps_its_box(tmp_path: Path) -> None:
    content = (
        mark(0, show("Taak", 200, 260))
        + mark(1, show(CAST.gone, 40, 230))
        + mark(2, show("Voorzitter", 240, 230))
    )
    rows = elem("TR", elem("TH", "0", "/A << /O /Table /Scope /Column /Summary (x) >>")) + elem(
        "TR", elem("TD", "1") + elem("TD", "2", "/A [<< /O /Layout /BBox [0 0 9 9] >>]")
    )
    path = redact(tmp_path, tagged(CAST, elem("Table", rows), content))
    cells = outline(path)[1][2]
    assert cells == ["TR", ["TD", 2, [f"Span ({SPOKEN})", 0]], ["TD", 3]]
    with pikepdf.open(path) as pdf:
        header = pdf.Root.StructTreeRoot.K[0].K[0].K[0].K[0]
        assert dict(header.A[0]) == {"/O": pikepdf.Name.Table, "/Scope": pikepdf.Name.Column}


def test_nothing_said_of_what_went(tmp_path: Path) -> None:
    """Texts, types, ids, classes and languages of the original can all hold a name."""
    gone, plain = CAST.gone, CAST.gone.replace(" ", "")
    content = mark(0, show(f"Foto van {gone} hier", 40, 230)) + mark(1, show("Ja", 40, 200))
    tree = elem(
        plain,
        elem("Span", "0", f"/ActualText ({gone}) /E ({gone}) /T ({gone}) /ID ({gone})")
        + elem("Figure", "1", f"/Alt (Portret van {gone}) /Lang ({gone}) /C /{plain}"),
    )
    path = redact(tmp_path, tagged(CAST, tree, content))
    assert outline(path) == [
        "Document",
        ["NonStruct", ["Span", 1, [f"Span ({SPOKEN})", 0], 2], ["Figure", 3]],
    ]


def test_alternative_of_a_picture_stays_without_names(tmp_path: Path) -> None:
    content = mark(0, show(f"Met {CAST.gone}", 40, 230)) + mark(1, show("Ja", 40, 200))
    tree = elem("P", "0") + elem("Figure", "1", "/Alt (Het stadhuis) /Lang (nl-NL)")
    path = redact(tmp_path, tagged(CAST, tree, content.replace(CAST.gone, f"{CAST.gone} er")))
    assert outline(path)[2] == ["Figure (Het stadhuis)", 3]


def test_box_in_a_picture_is_read_behind_it(tmp_path: Path) -> None:
    """A reader says the alternative text of a picture and nothing below it."""
    content = mark(0, show(f"Schema van {CAST.gone} met lijnen", 40, 230))
    path = redact(tmp_path, tagged(CAST, elem("Figure", "0", "/Alt (Schema)"), content))
    assert outline(path) == ["Document", ["Figure (Schema)", 1, 2], [f"Span ({SPOKEN})", 0]]


def test_file_without_tags_gets_a_paragraph(tmp_path: Path) -> None:
    path = redact(tmp_path, Sheet(body(CAST)).close(Raw()))
    assert outline(path) == ["Document", ["P", 1, [f"Span ({SPOKEN})", 0], 2]]


def test_page_without_boxes_is_tagged_too(tmp_path: Path) -> None:
    path = redact(tmp_path, Sheet(body(CAST)).close(Raw()), "Niemand")
    assert outline(path) == ["Document", ["P", 0]]


def test_page_that_became_an_image_is_read_by_its_words(tmp_path: Path) -> None:
    path = redact(tmp_path, CASES["type3_font"](CAST))
    assert outline(path) == ["Document", ["P", 1, [f"Span ({SPOKEN})", 0], 2]]
    assert 'Aanwezig: " Span (inline) "5.1.2.e" ", directie' in spoken(path)


def test_scan_is_read_by_its_words(tmp_path: Path) -> None:
    source = SCANS["scan"](CAST)
    path = redact(tmp_path, source, CAST.gone.split()[1])
    assert outline(path) == ["Document", ["P", 1, [f"Span ({SPOKEN})", 0], 2]]
    assert "Verslag" in spoken(path)


def test_links_are_found_in_the_tree(tmp_path: Path) -> None:
    raw = Raw()
    link = "/Type /Annot /Subtype /Link /Rect [40 180 100 200] /A << /S /URI /URI ({}) >>"
    one = raw.add(f"<< {link.format('https://voorbeeld.nl/a')} >>")
    two = raw.add(f"<< {link.format('https://voorbeeld.nl/b')} >>".replace("[40", "[10"))
    content = mark(0, body(CAST))
    tree = elem("P", f"0 << /Type /StructElem /S /Link /K << /Type /OBJR /Obj {one} 0 R >> >>")
    data = Sheet(
        content,
        page=f"/Annots [{one} 0 R {two} 0 R]",
        catalog=f"/StructTreeRoot << /K [{tree}] >>",
    ).close(raw)
    tree_found = outline(redact(tmp_path, data))
    assert tree_found[1][-1] == ["Link", "link"]
    assert tree_found[2] == ["Link", "link"]


def test_number_used_twice_and_number_in_properties(tmp_path: Path) -> None:
    content = mark(0, show("Een", 40, 260)) + mark(0, show("Twee", 40, 230))
    content += f"/P /Pr0 BDC {show('Drie', 40, 200)} EMC\n/Artifact << /Type /Pagination >> BDC "
    content += show("4", 40, 20) + "EMC\n"
    data = tagged(CAST, elem("P", "0") + elem("P", "1"), content)
    wanted = b"/XObject <<"
    data = data.replace(wanted, b"/Properties << /Pr0 << /MCID 1 /Alt (x) >> >> " + wanted)
    assert outline(redact(tmp_path, data)) == ["Document", ["P", 0, 1], ["P", 2]]


@pytest.mark.parametrize("boxes", [0, 1])
def test_form_with_marks_of_its_own_is_still_read(tmp_path: Path, boxes: int) -> None:
    raw = Raw()
    font = raw.add("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>")
    form = raw.stream(
        "/Type /XObject /Subtype /Form /BBox [0 0 400 300] /StructParents 1 "
        f"/Resources << /Font << /F1 {font} 0 R >> >>",
        mark(0, show("Briefhoofd", 40, 280)).encode(),
    )
    kid = f"<< /Type /MCR /Pg PAGE /Stm {form} 0 R /MCID 0 >>"
    data = Sheet(
        "/Fm0 Do\n" + mark(0, body(CAST)),
        xobjects=f"/Fm0 {form} 0 R",
        catalog=f"/StructTreeRoot << /K [{elem('P', kid)} {elem('P', '0')}] >>",
    ).close(raw)
    path = redact(tmp_path, data, CAST.gone if boxes else "Niemand")
    assert "Briefhoofd" in spoken(path)
    assert outline(path)


def test_broken_trees_do_no_harm(tmp_path: Path) -> None:
    raw = Raw()
    loop = len(raw.objects) + 1
    raw.add(f"<< /Type /StructElem /S /P /K [{loop} 0 R 0 -5 99999 (x) << /Type /MCR >>] >>")
    data = Sheet(
        mark(0, body(CAST)), catalog=f"/StructTreeRoot << /K [{loop} 0 R 7 null] /RoleMap 3 >>"
    ).close(raw)
    assert outline(redact(tmp_path, data))[0] == "Document"


def test_drawn_box_comes_behind_the_words_above_it(tmp_path: Path) -> None:
    source, target = tmp_path / "in.pdf", tmp_path / "out.pdf"
    source.write_bytes(Sheet(body(CAST)).close(Raw()))
    pages = read_pages(source)
    redact_pdf(source, target, pages, (drawn(1, Box(40, 76, 60, 88)),), INFO)
    text = spoken(target)
    assert text.index("Aanwezig") < text.index("5.1.2.e") < text.index("planning")


def test_extracted_text_holds_each_code_once(tmp_path: Path) -> None:
    path = redact(tmp_path, Sheet(body(CAST)).close(Raw()))
    done = subprocess.run(["pdftotext", path, "-"], capture_output=True, check=True)
    assert done.stdout.decode().count("5.1.2.e") == 1
    assert "gelakt" not in done.stdout.decode()
