"""Office files as PDF, by LibreOffice without a screen, macros, links or a network."""

from __future__ import annotations

import io
import os
import shutil
import signal
import subprocess
import tempfile
import zipfile
from dataclasses import replace
from pathlib import Path

import pikepdf
import pymupdf
from defusedxml import ElementTree
from defusedxml.common import DefusedXmlException

from woo_tool.intake import sheets, unseen
from woo_tool.intake.describe import date_of, kind_of
from woo_tool.intake.paged import PDF_FAULTS
from woo_tool.intake.parts import Part, clean, limits, refused
from woo_tool.kinds import Status

_TITLE = "{http://purl.org/dc/elements/1.1/}title"
_ENCRYPTED_OLE = "EncryptedPackage".encode("utf-16-le")
_META_BYTES = 1_000_000
_SHEETS = frozenset({".xlsx", ".xls", ".ods"})

# Settings of the private profile: no macros, no active content, no links followed, no proxy out.
_SETTINGS = (
    ("Office.Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("Office.Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("Office.Common/Security/Scripting", "DisableActiveContent", "true"),
    ("Office.Writer/Content/Update", "Link", "2"),
    ("Office.Calc/Content/Update", "Link", "2"),
    ("Inet/Settings", "ooInetProxyType", "1"),
    ("Inet/Settings", "ooInetHTTPProxyName", "127.0.0.1"),
    ("Inet/Settings", "ooInetHTTPProxyPort", "9"),
    ("Inet/Settings", "ooInetHTTPSProxyName", "127.0.0.1"),
    ("Inet/Settings", "ooInetHTTPSProxyPort", "9"),
)


def read_office(part: Part) -> Part:
    """An Office file with its PDF; encrypted, broken and oversized ones get the reason, and so
    does every one where LibreOffice is missing."""
    problem = _problem(part)
    if problem is not None:
        return refused(part, *problem)
    program = office_program()
    if program is None:
        reason = "LibreOffice is niet geïnstalleerd; installeer libreoffice en voeg opnieuw toe"
        return refused(part, Status.UNREADABLE, reason)
    converted = _converted(program, part.data, part.suffix)
    if isinstance(converted, str):
        return refused(part, Status.UNREADABLE, converted)
    pdf, first = converted
    return replace(
        part,
        pdf=pdf,
        reason=_unseen(part.data),
        title=_core_title(part.data) or part.title,
        date=part.date or date_of(part.name, first),
        kind=kind_of(part.name, first, default=_usual_kind(part)),
    )


def _unseen(data: bytes) -> str:
    if not data.startswith(b"PK"):
        return ""
    try:
        return unseen.unseen(data)
    except unseen.FAULTS:
        return "of dit bestand verborgen tekst of opmerkingen heeft, kon niet worden nagegaan"


def office_program() -> str | None:
    """Where LibreOffice is, or None."""
    return shutil.which("soffice") or shutil.which("libreoffice")


def _usual_kind(part: Part) -> str:
    return "presentatie" if part.suffix in (".pptx", ".ppt", ".odp") else part.kind


def _problem(part: Part) -> tuple[Status, str] | None:
    """What stands in the way before anything is opened: encryption, a zip bomb, a broken zip."""
    if _ENCRYPTED_OLE in part.data[:1_000_000]:
        return Status.ENCRYPTED, "dit Office-bestand is met een wachtwoord beveiligd"
    if not part.data.startswith(b"PK"):
        return None
    try:
        with zipfile.ZipFile(io.BytesIO(part.data)) as archive:
            entries = archive.infolist()
            manifest = _small(archive, "META-INF/manifest.xml")
    except (zipfile.BadZipFile, OSError, ValueError, RuntimeError, NotImplementedError):
        return Status.UNREADABLE, "dit Office-bestand is beschadigd en kan niet worden gelezen"
    size = sum(entry.file_size for entry in entries)
    bound = limits()
    if size > bound.unpacked_bytes or size > bound.unpacked_ratio * max(len(part.data), 50_000):
        return Status.UNREADABLE, (
            f"dit Office-bestand is uitgepakt verdacht groot ({size // 1_000_000} MB) "
            "en is niet geopend"
        )
    if b"encryption-data" in manifest or any(entry.flag_bits & 1 for entry in entries):
        return Status.ENCRYPTED, "dit Office-bestand is met een wachtwoord beveiligd"
    return None


def _small(archive: zipfile.ZipFile, name: str) -> bytes:
    if name not in archive.namelist():
        return b""
    with archive.open(name) as entry:
        return entry.read(_META_BYTES)


def _core_title(data: bytes) -> str:
    """The title in the properties of the file; empty when there is none."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            xml = _small(archive, "docProps/core.xml") or _small(archive, "meta.xml")
        found = ElementTree.fromstring(xml).iter(_TITLE) if xml else iter(())
        return clean(next((item.text or "" for item in found), ""))[:200]
    except (
        zipfile.BadZipFile,
        ElementTree.ParseError,
        DefusedXmlException,
        OSError,
        ValueError,
        RuntimeError,
        NotImplementedError,
    ):
        return ""


def _converted(program: str, data: bytes, suffix: str) -> tuple[bytes, str] | str:
    """The PDF with the same bytes each time and the text of its first page, or what went wrong."""
    with tempfile.TemporaryDirectory(prefix="woo-office-") as folder:
        home = Path(folder)
        source = home / f"document{suffix}"
        source.write_bytes(data)
        _write_profile(home / "profile")
        fault = _as_wide_sheets(program, source, home) if suffix in _SHEETS else ""
        fault = fault or _run(program, source.with_suffix(_wide(suffix)), home, "pdf")
        result = home / "out" / "document.pdf"
        if fault or not result.is_file():
            return fault or "LibreOffice kon dit bestand niet omzetten naar PDF"
        try:
            pdf = _same_bytes(result.read_bytes())
            with pymupdf.open(stream=pdf, filetype="pdf") as file:
                return pdf, file[0].get_text("text")
        except (pikepdf.PdfError, *PDF_FAULTS) as broken:
            return f"LibreOffice maakte geen leesbare PDF ({broken})"


def _wide(suffix: str) -> str:
    return ".xlsx" if suffix in _SHEETS else suffix


def _as_wide_sheets(program: str, source: Path, home: Path) -> str:
    """Lays a spreadsheet out, as XLSX beside ``source``; gives what went wrong, or nothing."""
    wide = source.with_suffix(".xlsx")
    if source != wide:
        if fault := _run(program, source, home, "xlsx"):
            return fault
        source = home / "out" / wide.name
    try:
        wide.write_bytes(sheets.spread_out(source.read_bytes()))
    except sheets.FAULTS as fault:
        return f"dit rekenblad kan niet worden gelezen ({type(fault).__name__})"
    return ""


def _write_profile(profile: Path) -> None:
    items = "".join(
        f'<item oor:path="/org.openoffice.{path}"><prop oor:name="{name}" oor:op="fuse">'
        f"<value>{value}</value></prop></item>"
        for path, name, value in _SETTINGS
    )
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<oor:items xmlns:oor="http://openoffice.org/2001/registry" '
        'xmlns:xs="http://www.w3.org/2001/XMLSchema" '
        f'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">{items}</oor:items>\n',
        encoding="utf-8",
    )


def _run(program: str, source: Path, home: Path, kind: str) -> str:
    """Convert; gives what went wrong, in Dutch, or nothing. Ends everything it started."""
    command = [
        program,
        f"-env:UserInstallation={(home / 'profile').as_uri()}",
        *("--headless", "--norestore", "--nologo", "--nodefault", "--nolockcheck"),
        *("--convert-to", kind, "--outdir", str(home / "out"), str(source)),
    ]
    closed = "http://127.0.0.1:9"
    environment = {
        **os.environ,
        **dict.fromkeys(("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY"), closed),
        "HOME": str(home),
        "TMPDIR": str(home),
        "SOURCE_DATE_EPOCH": "0",
        "SAL_USE_VCLPLUGIN": "svp",
    }
    try:
        process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env=environment,
            start_new_session=True,
        )
    except OSError as fault:
        return f"LibreOffice kan niet worden gestart ({fault.strerror})"
    seconds = limits().office_seconds
    try:
        process.wait(timeout=seconds)
    except subprocess.TimeoutExpired:
        return f"LibreOffice was na {seconds} seconden niet klaar met dit bestand"
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
    return ""


def _same_bytes(pdf: bytes) -> bytes:
    """The PDF without what differs from run to run: dates, ids, the program's own metadata."""
    buffer = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as file:
        for key in ("/Info", "/DocChecksum", "/ID"):
            if key in file.trailer:
                del file.trailer[key]
        if pikepdf.Name.Metadata in file.Root:
            del file.Root[pikepdf.Name.Metadata]
        file.save(buffer, deterministic_id=True)
    return buffer.getvalue()
