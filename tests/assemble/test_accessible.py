"""Letters and inventory for who can't see them, and the check that says so."""

from __future__ import annotations

import io

import pikepdf
import pytest

from tests import accessible
from tests.assemble.dossiers import (
    REPORTING,
    assembled,
    document,
    files,
    mixed,
    redaction,
    request,
    state,
)
from woo_tool.kinds import Law


@pytest.mark.parametrize("law", Law)
def test_every_pdf_can_be_read_by_who_cannot_see_it(law: Law) -> None:
    """Letters (a draft too) and inventory: everything is content of an element or furniture."""
    boxes = [redaction("0001", (REPORTING[law],), None)]
    draft = assembled(request(law), state(law, [document("0001")], boxes))
    final = assembled(request(law), mixed(law), "Overzicht")
    for path, data in (*files(final).items(), *files(draft).items()):
        if path.endswith(".pdf"):
            assert accessible.faults(data) == [], path
            found = set(accessible.kinds(data))
            assert {"Document", "H1", "P", "Table", "TR", "TH", "TD"} <= found
            assert "besluit" not in path or {"H2", "L", "LI", "Lbl", "LBody"} <= found


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (b"/MCID 3>>", b"/MCID 9>>", "no element holds"),
        (b"/P <</MCID 3>> BDC", b"                   ", "outside content"),
        (b"/Scope", b"/Scupe", "header cell"),
        (b"/S /H1", b"/S /H3", "after a heading of level"),
        (b"/S /TD", b"/S /P ", "holds what it may not"),
        (b"(nl-NL)", b"(en-GB)", "language"),
        (b"/Tabs /S", b"/Tabs /R", "tab order"),
        (b"/Marked true", b"/Morked true", "tagged"),
    ],
)
def test_what_would_shut_readers_out_is_found(old: bytes, new: bytes, said: str) -> None:
    """The check itself: each fault that a change could bring in fails it."""
    plain_file = io.BytesIO()
    with pikepdf.open(io.BytesIO(files(assembled(request(), mixed(Law.WOO)))[BESLUIT])) as pdf:
        pdf.save(
            plain_file,
            object_stream_mode=pikepdf.ObjectStreamMode.disable,
            stream_decode_level=pikepdf.StreamDecodeLevel.generalized,
            compress_streams=False,
        )
    data = plain_file.getvalue()
    assert accessible.faults(data) == []
    assert old in data
    broken = io.BytesIO()
    with pikepdf.open(io.BytesIO(data.replace(old, new))) as pdf:
        pdf.save(broken)
    assert any(said in fault for fault in accessible.faults(broken.getvalue()))


BESLUIT = "te-publiceren/besluit.pdf"


def test_a_table_over_pages_has_its_header_once() -> None:
    dossier = state(Law.WOO, [document(f"{number:04}") for number in range(1, 90)])
    data = files(assembled(request(), dossier))["te-publiceren/inventarislijst.pdf"]
    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert len(pdf.pages) > 2
    found = accessible.kinds(data)
    assert (found.count("TH"), found.count("TR")) == (9, 90)
    assert accessible.faults(data) == []
