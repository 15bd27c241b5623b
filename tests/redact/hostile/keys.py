"""Names in keys and dictionaries that no page shows: whatever a program may leave in a file."""

from __future__ import annotations

from collections.abc import Callable

from tests.redact.hostile.writer import CASES, HEIGHT, WIDTH, Builder, Cast, Raw, Sheet, body, show


def _joined(cast: Cast) -> str:
    """The name as a PDF name can hold it."""
    return cast.gone.replace(" ", "")


def _catalog(make: Callable[[Cast], str]) -> Builder:
    return lambda cast: Sheet(body(cast), catalog=make(cast)).close(Raw())


def _page(make: Callable[[Cast], str]) -> Builder:
    return lambda cast: Sheet(body(cast), page=make(cast)).close(Raw())


def _annotation(make: Callable[[Cast], str]) -> Builder:
    def build(cast: Cast) -> bytes:
        raw = Raw()
        annot = raw.add(f"<< /Type /Annot /Rect [300 20 340 40] {make(cast)} >>")
        return Sheet(body(cast), page=f"/Annots [{annot} 0 R]").close(raw)

    return build


CASES |= {
    "portfolio": _catalog(
        lambda c: (
            f"/Collection << /Schema << /naam << /Subtype /S /N ({c.gone}) >> >> /D ({c.gone}) >>"
        )
    ),
    "threads": _catalog(
        lambda c: f"/Threads [<< /I << /Title ({c.gone}) /Author ({c.gone}) >> >>]"
    ),
    "web_capture": _catalog(
        lambda c: (
            f"/SpiderInfo << /V 1.0 /C [<< /URL ({c.gone}) >>] >> /Names << /URLS << /Names "
            f"[({c.gone}) << /Type /SpiderContentSet /S /SPS /ID (x) /O [] >>] >> >>"
        )
    ),
    "output_intent": _catalog(
        lambda c: (
            f"/OutputIntents [<< /S /GTS_PDFA1 /OutputConditionIdentifier ({c.gone}) "
            f"/Info ({c.gone}) >>]"
        )
    ),
    "base_address": _catalog(lambda c: f"/URI << /Base (https://x.nl/{_joined(c)}) >>"),
    "extensions": _catalog(
        lambda c: (
            f"/Extensions << /{_joined(c)} << /BaseVersion /1.7 /ExtensionLevel 3 >> >> "
            f"/Requirements [<< /S /{_joined(c)} >>] /Legal << /Attestation ({c.gone}) >>"
        )
    ),
    "signature": _catalog(
        lambda c: (
            "/Perms << /DocMDP << /Type /Sig /Filter /Adobe.PPKLite "
            f"/Name ({c.gone}) /Reason ({c.gone}) /Contents <00> >> >> /DSS << /VRI ({c.gone}) >>"
        )
    ),
    "layer_of_nothing": _catalog(
        lambda c: f"/OCProperties << /OCGs [] /D << /Name ({c.gone}) /Creator ({c.gone}) >> >>"
    ),
    "article_beads": _page(lambda c: f"/B [<< /T << /I << /Title ({c.gone}) >> >> >>]"),
    "measure": _page(
        lambda c: (
            f"/VP [<< /Type /Viewport /BBox [0 0 9 9] /Name ({c.gone}) /Measure << /Subtype /RL "
            f"/R ({c.gone}) >> >>]"
        )
    ),
    "page_files": _page(lambda c: f"/AF [<< /Type /Filespec /F ({c.gone}) /Desc ({c.gone}) >>]"),
    "page_group": _page(lambda c: f"/Group << /S /Transparency /CS /DeviceRGB /Naam ({c.gone}) >>"),
    "page_separation": _page(
        lambda c: (
            f"/SeparationInfo << /DeviceColorant ({c.gone}) >> /ID ({c.gone}) /Naam ({c.gone})"
        )
    ),
    "redact_annotation": _annotation(
        lambda c: f"/Subtype /Redact /OverlayText ({c.gone}) /Contents ({c.gone}) /Repeat true"
    ),
    "file_annotation": _annotation(
        lambda c: f"/Subtype /FileAttachment /FS << /F ({c.gone}) >> /Contents ({c.gone})"
    ),
    "movie_annotation": _annotation(
        lambda c: f"/Subtype /Movie /T ({c.gone}) /Movie << /F ({c.gone}) >>"
    ),
    "media_annotation": _annotation(
        lambda c: (
            f"/Subtype /RichMedia /RichMediaContent << /Configurations [<< /Name ({c.gone}) >>] >>"
        )
    ),
    "solid_annotation": _annotation(
        lambda c: f"/Subtype /3D /3DV << /XN ({c.gone}) /IN ({c.gone}) >>"
    ),
    "sound_annotation": _annotation(
        lambda c: f"/Subtype /Sound /Contents ({c.gone}) /NM ({c.gone})"
    ),
    "launch_link": _annotation(
        lambda c: f"/Subtype /Link /A << /S /Launch /F ({c.gone}.exe) >> /Contents ({c.gone})"
    ),
    "remote_link": _annotation(
        lambda c: f"/Subtype /Link /A << /S /GoToR /F ({c.gone}.pdf) /D ({c.gone}) >>"
    ),
    "named_link": _annotation(lambda c: f"/Subtype /Link /Dest ({c.gone}) /NM ({c.gone})"),
    "hidden_annotation": _annotation(
        lambda c: f"/Subtype /Square /F 2 /T ({c.gone}) /RC ({c.gone})"
    ),
}


def case(build: Builder) -> Builder:
    CASES[build.__name__] = build
    return build


@case
def rich_note(cast: Cast) -> bytes:
    raw = Raw()
    look = raw.stream(
        "/Type /XObject /Subtype /Form /BBox [0 0 200 20]", b"0 0 1 rg 2 2 30 10 re f"
    )
    annot = raw.add(
        "<< /Type /Annot /Subtype /FreeText /Rect [40 100 240 120] /F 4 /DA (/F1 11 Tf) "
        f"/RC (<p>{cast.gone}</p>) /DS (font: {cast.gone}) /Contents ({cast.gone}) "
        f"/AP << /N {look} 0 R >> >>"
    )
    return Sheet(body(cast), page=f"/Annots [{annot} 0 R]").close(raw)


@case
def stamp(cast: Cast) -> bytes:
    raw = Raw()
    font = raw.add("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>")
    look = raw.stream(
        f"/Type /XObject /Subtype /Form /BBox [0 0 200 20] /Name /{_joined(cast)} "
        f"/Resources << /Font << /F1 {font} 0 R >> >>",
        show(f"akkoord {cast.gone} ja", 2, 5).encode(),
    )
    annot = raw.add(
        f"<< /Type /Annot /Subtype /Stamp /Rect [40 100 240 120] /F 4 /Name /{_joined(cast)} "
        f"/AP << /N {look} 0 R >> >>"
    )
    return Sheet(body(cast), page=f"/Annots [{annot} 0 R]").close(raw)


@case
def submit_button(cast: Cast) -> bytes:
    raw = Raw()
    look = raw.stream("/Type /XObject /Subtype /Form /BBox [0 0 90 20]", b"0.8 g 0 0 90 20 re f")
    other = raw.stream(
        "/Type /XObject /Subtype /Form /BBox [0 0 90 20] /Resources << /Font << /F1 << /Type /Font "
        "/Subtype /Type1 /BaseFont /Helvetica >> >> >>",
        show(cast.gone, 2, 5).encode(),
    )
    field = raw.add(
        "<< /Type /Annot /Subtype /Widget /FT /Btn /Ff 65536 /Rect [40 100 130 120] /F 4 /T (knop) "
        f"/MK << /CA ({cast.gone}) >> /A << /S /SubmitForm /F << /FS /URL /F (https://x.nl/"
        f"{_joined(cast)}) >> >> /AP << /N {look} 0 R /D {other} 0 R /R {other} 0 R >> "
        f"/Opt [({cast.gone})] /AA << /U << /S /JavaScript /JS ({cast.gone}) >> >> >>"
    )
    return Sheet(
        body(cast), page=f"/Annots [{field} 0 R]", catalog=f"/AcroForm << /Fields [{field} 0 R] >>"
    ).close(raw)


@case
def tree_of_pages(cast: Cast) -> bytes:
    data = Sheet(body(cast)).close(Raw())
    return data.replace(b"/Count 1 >>", f"/Count 1 /Naam ({cast.gone}) >>".encode())


@case
def trailer_keys(cast: Cast) -> bytes:
    return Sheet(
        body(cast), trailer=f"/Naam ({cast.gone}) /ID [({cast.gone}) ({cast.gone})]"
    ).close(Raw())


@case
def bytes_between_objects(cast: Cast) -> bytes:
    raw = Raw()
    raw.add(f"null\n% {cast.gone}\n")
    return Sheet(body(cast)).close(raw)


@case
def font_names(cast: Cast) -> bytes:
    fonts = (
        f"/F2 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Name /{_joined(cast)} "
        "/Encoding << /Type /Encoding /BaseEncoding /WinAnsiEncoding /Differences [97 /a] "
        f"/Naam ({cast.gone}) >> >>"
    )
    line = "BT /F2 11 Tf 1 0 0 1 40 150 Tm (a) Tj ET\n"
    return Sheet(body(cast) + line, fonts=fonts).close(Raw())


@case
def resource_names(cast: Cast) -> bytes:
    raw, name = Raw(), _joined(cast)
    form = raw.stream("/Type /XObject /Subtype /Form /BBox [0 0 9 9]", b"0 0 5 5 re f")
    font = f"/{name} << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"
    content = f"/{name}X Do /{name}G gs BT /{name} 11 Tf 1 0 0 1 40 150 Tm (anders) Tj ET\n"
    return Sheet(
        body(cast) + content,
        xobjects=f"/{name}X {form} 0 R",
        fonts=font,
        resources=f"/ExtGState << /{name}G << /LW 1 >> >>",
    ).close(raw)


@case
def glyph_names(cast: Cast) -> bytes:
    """Two glyphs of which the names say who; on a second page, where nothing is redacted."""
    raw, name = Raw(), _joined(cast)
    one, two = (raw.stream("", f"600 0 d0 0 0 {w} 700 re f".encode()) for w in (200, 400))
    font = raw.add(
        "<< /Type /Font /Subtype /Type3 /FontBBox [0 0 600 900] /FontMatrix [0.001 0 0 0.001 0 0] "
        f"/CharProcs << /{name}a {one} 0 R /{name}b {two} 0 R >> /Encoding << /Type /Encoding "
        f"/Differences [97 /{name}a /{name}b] >> /FirstChar 97 /LastChar 98 /Widths [600 600] >>"
    )
    content = raw.stream("", b"BT /T3 40 Tf 1 0 0 1 40 150 Tm (ab) Tj ET")
    page = raw.add(
        f"<< /Type /Page /MediaBox [0 0 {WIDTH} {HEIGHT}] /Contents {content} 0 R "
        f"/Resources << /Font << /T3 {font} 0 R >> >> /Parent 9 0 R >>"
    )
    data = Sheet(body(cast)).close(raw)
    return data.replace(b"0 R] /Count 1", f"0 R {page} 0 R] /Count 2".encode())


@case
def colorant(cast: Cast) -> bytes:
    spaces = (
        f"/ColorSpace << /C0 [/Separation /{_joined(cast)} /DeviceGray << /FunctionType 2 /Domain "
        f"[0 1] /C0 [1] /C1 [0] /N 1 /Naam ({cast.gone}) >>] >>"
    )
    line = "/C0 cs 1 scn " + show("in een steunkleur", 40, 150) + "0 g\n"
    return Sheet(body(cast) + line, resources=spaces).close(Raw())


@case
def shading_keys(cast: Cast) -> bytes:
    shading = (
        "/Shading << /S0 << /ShadingType 2 /ColorSpace /DeviceGray /Coords [0 0 9 9] "
        f"/Naam ({cast.gone}) /Function << /FunctionType 2 /Domain [0 1] /C0 [0] /C1 [1] "
        "/N 1 >> >> >>"
    )
    return Sheet(body(cast) + "q 300 20 30 30 re W n /S0 sh Q\n", resources=shading).close(Raw())


@case
def state_keys(cast: Cast) -> bytes:
    state = (
        f"/ExtGState << /G0 << /LW 1 /HT << /HalftoneType 1 /HalftoneName ({cast.gone}) /Frequency "
        "60 /Angle 45 /SpotFunction /Round >> >> >>"
    )
    return Sheet(body(cast) + "/G0 gs\n", resources=state).close(Raw())
