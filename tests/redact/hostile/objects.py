"""Text that hides beside the pages: annotations, forms, names, attachments, structure."""

from __future__ import annotations

import zlib
from collections.abc import Callable

from tests.redact.hostile.writer import (
    CASES,
    Builder,
    Cast,
    Raw,
    Sheet,
    body,
    case,
    raster_case,
    show,
)


def _annotated(make: Callable[[Cast], str]) -> Builder:
    def build(cast: Cast) -> bytes:
        raw = Raw()
        annot = raw.add(make(cast))
        return Sheet(body(cast), page=f"/Annots [{annot} 0 R]").close(raw)

    return build


_MAIL = "mailto:{}@minvoorbeeld.nl"
CASES |= {
    "text_note": _annotated(
        lambda c: f"<< /Type /Annot /Subtype /Text /Rect [300 20 320 40] /Contents ({c.gone}) >>"
    ),
    "highlight_note": _annotated(
        lambda c: (
            "<< /Type /Annot /Subtype /Highlight /Rect [40 205 200 222] /QuadPoints "
            f"[40 222 200 222 40 205 200 205] /C [1 1 0] /T ({c.gone}) /Contents ({c.gone}) >>"
        )
    ),
    "mailto_link": _annotated(
        lambda c: (
            "<< /Type /Annot /Subtype /Link /Rect [300 20 400 40] /A << /S /URI /URI "
            f"({_MAIL.format(c.gone.replace(' ', '.').lower())}) >> >>"
        )
    ),
    "web_link": _annotated(
        lambda c: (
            "<< /Type /Annot /Subtype /Link /Rect [300 20 400 40] /A << /S /URI /URI "
            f"(https://voorbeeld.nl/{c.gone.replace(' ', '%20')}) >> >>"
        )
    ),
    "script_action": _annotated(
        lambda c: (
            "<< /Type /Annot /Subtype /Link /Rect [300 20 400 40] /A << /S /JavaScript /JS "
            f"(app.alert\\('{c.gone}'\\)) >> >>"
        )
    ),
}


@case
def free_text(cast: Cast) -> bytes:
    raw = Raw()
    look = raw.stream(
        "/Type /XObject /Subtype /Form /BBox [0 0 200 20] /Resources << /Font << /F1 << "
        "/Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >>",
        show(f"noot {cast.gone} klaar", 2, 5).encode(),
    )
    annot = raw.add(
        "<< /Type /Annot /Subtype /FreeText /Rect [40 100 240 120] /DA (/F1 11 Tf) "
        f"/Contents (noot {cast.gone} klaar) /AP << /N {look} 0 R >> /F 4 >>"
    )
    return Sheet(body(cast), page=f"/Annots [{annot} 0 R]").close(raw)


@case
def form_field(cast: Cast) -> bytes:
    raw = Raw()
    look = raw.stream(
        "/Type /XObject /Subtype /Form /BBox [0 0 200 20] /Resources << /Font << /F1 << "
        "/Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >>",
        f"/Tx BMC {show(cast.gone, 2, 5)} EMC".encode(),
    )
    field = raw.add(
        "<< /Type /Annot /Subtype /Widget /FT /Tx /Rect [40 100 240 120] /F 4 /DA (/F1 11 Tf) "
        f"/T (naam) /TU ({cast.gone}) /V ({cast.gone}) /DV ({cast.gone}) /AP << /N {look} 0 R >> >>"
    )
    return Sheet(
        body(cast),
        page=f"/Annots [{field} 0 R]",
        catalog=f"/AcroForm << /Fields [{field} 0 R] /XFA ({cast.gone}) >>",
    ).close(raw)


def _outline(cast: Cast, title: str) -> bytes:
    raw = Raw()
    outlines = len(raw.objects) + 1
    raw.add(f"<< /Type /Outlines /First {outlines + 1} 0 R /Last {outlines + 1} 0 R /Count 1 >>")
    raw.add(f"<< /Title ({title}) /Parent {outlines} 0 R /Dest (een) >>")
    return Sheet(
        body(cast),
        catalog=f"/Outlines {outlines} 0 R /Names << /Dests << /Names [(een) [PAGE /Fit]] >> >>",
    ).close(raw)


@case
def outline_title(cast: Cast) -> bytes:
    return _outline(cast, f"Verslag van {cast.gone}")


@case
def outline_title_broken(cast: Cast) -> bytes:
    return _outline(cast, f"Verslag van {cast.gone[:3]}-{cast.gone[3:-3]}-{cast.gone[-3:]}")


@case
def named_destination(cast: Cast) -> bytes:
    names = f"/Names << /Dests << /Names [({cast.gone}) [PAGE /Fit]] >> >>"
    return Sheet(body(cast), catalog=names).close(Raw())


@case
def page_label(cast: Cast) -> bytes:
    labels = f"/PageLabels << /Nums [0 << /S /D /P ({cast.gone}) >>] >>"
    return Sheet(body(cast), catalog=labels).close(Raw())


@case
def attachment(cast: Cast) -> bytes:
    raw = Raw()
    file = raw.stream("/Type /EmbeddedFile", f"Notitie van {cast.gone}".encode())
    spec = f"<< /Type /Filespec /F ({cast.gone}.txt) /EF << /F {file} 0 R >> >>"
    return Sheet(
        body(cast), catalog=f"/Names << /EmbeddedFiles << /Names [(a) {spec}] >> >> /AF [{spec}]"
    ).close(raw)


@case
def document_script(cast: Cast) -> bytes:
    script = f"<< /S /JavaScript /JS (var x = '{cast.gone}') >>"
    catalog = f"/OpenAction {script} /Names << /JavaScript << /Names [(a) {script}] >> >>"
    return Sheet(body(cast), catalog=catalog, page=f"/AA << /O {script} >>").close(Raw())


@case
def metadata(cast: Cast) -> bytes:
    raw = Raw()
    info = raw.add(
        f"<< /Title ({cast.gone}) /Author ({cast.gone}) /Keywords ({cast.gone}) "
        f"/Eigen ({cast.gone}) >>"
    )
    xmp = raw.stream("/Type /Metadata /Subtype /XML", f"<x>{cast.gone}</x>".encode(), pack=False)
    piece = f"/PieceInfo << /App << /Private ({cast.gone}) >> >> /Metadata {xmp} 0 R"
    return Sheet(
        body(cast), trailer=f"/Info {info} 0 R", catalog=f"/Metadata {xmp} 0 R", page=piece
    ).close(raw)


@case
def actual_text(cast: Cast) -> bytes:
    marked = f"/Span << /ActualText ({cast.gone}) >> BDC {show('een ander woord', 40, 160)} EMC\n"
    return Sheet(body(cast) + marked).close(Raw())


@case
def actual_text_property(cast: Cast) -> bytes:
    wide = cast.gone.encode("utf-16-be").hex()
    marked = f"/Span /MC0 BDC {show('een ander woord', 40, 160)} EMC\n"
    return Sheet(
        body(cast) + marked, resources=f"/Properties << /MC0 << /ActualText <feff{wide}> >> >>"
    ).close(Raw())


@case
def structure_tree(cast: Cast) -> bytes:
    tree = (
        "/StructTreeRoot << /Type /StructTreeRoot /K << /Type /StructElem /S /P "
        f"/Alt ({cast.gone}) /E ({cast.gone}) /T ({cast.gone}) /Pg PAGE /K 0 >> >> "
        "/MarkInfo << /Marked true >>"
    )
    content = "/P << /MCID 0 >> BDC\n" + body(cast) + "EMC\n"
    return Sheet(content, catalog=tree, page="/StructParents 0").close(Raw())


@raster_case
def hidden_layer(cast: Cast) -> bytes:
    raw = Raw()
    layer = raw.add(f"<< /Type /OCG /Name ({cast.gone}) >>")
    hidden = f"/OC /L1 BDC {show(cast.gone, 40, 120)} EMC\n"
    return Sheet(
        body(cast) + hidden,
        resources=f"/Properties << /L1 {layer} 0 R >>",
        catalog=f"/OCProperties << /OCGs [{layer} 0 R] /D << /OFF [{layer} 0 R] >> >>",
    ).close(raw)


@case
def visible_layer(cast: Cast) -> bytes:
    raw = Raw()
    layer = raw.add(f"<< /Type /OCG /Name ({cast.gone}) >>")
    shown = f"/OC /L1 BDC {show(f'In de laag: {cast.gone} ook', 40, 120)} EMC\n"
    return Sheet(
        body(cast) + shown,
        resources=f"/Properties << /L1 {layer} 0 R >>",
        catalog=f"/OCProperties << /OCGs [{layer} 0 R] /D << /ON [{layer} 0 R] >> >>",
    ).close(raw)


@case
def earlier_revision(cast: Cast) -> bytes:
    raw = Raw()
    first = Sheet(body(Cast(cast.gone, cast.gone))).close(raw)
    place = len(first)
    content = zlib.compress(body(cast).encode())
    number = next(i for i, item in enumerate(raw.objects, 1) if b"stream" in item)
    update = f"{number} 0 obj\n<< /Filter /FlateDecode /Length {len(content)} >>\nstream\n".encode()
    update += content + b"\nendstream\nendobj\n"
    start = place + len(update)
    previous = int(first.rsplit(b"startxref\n", 1)[1].split()[0])
    tail = (
        f"xref\n{number} 1\n{place:010} 00000 n \ntrailer << /Size {len(raw.objects) + 1} "
        f"/Root {len(raw.objects)} 0 R /Prev {previous} >>\nstartxref\n{start}\n%%EOF\n"
    )
    return first + update + tail.encode()


@case
def trailing_bytes(cast: Cast) -> bytes:
    return Sheet(body(cast)).close(Raw(), tail=f"\n{cast.gone}\n".encode())


@case
def orphan_object(cast: Cast) -> bytes:
    raw = Raw()
    raw.add(f"({cast.gone})")
    raw.stream("", cast.gone.encode())
    return Sheet(body(cast)).close(raw)


@case
def content_comment(cast: Cast) -> bytes:
    return Sheet(f"% {cast.gone}\n" + body(cast)).close(Raw())


@case
def unused_form(cast: Cast) -> bytes:
    raw = Raw()
    form = raw.stream(
        "/Type /XObject /Subtype /Form /BBox [0 0 400 300]", show(cast.gone, 40, 100).encode()
    )
    return Sheet(body(cast), xobjects=f"/Unused {form} 0 R").close(raw)
