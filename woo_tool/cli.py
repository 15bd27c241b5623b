"""The ``woo`` command. Only click is imported here; a command imports what it needs when it runs,
so that ``woo --help`` is instant."""

from __future__ import annotations

import io
import os
import sys
from pathlib import Path

os.environ.setdefault("LANGUAGE", "nl")

import click

from woo_tool.errors import WooError

_LOCALE = Path(__file__).with_name("locale")
DOSSIER = click.Path(path_type=Path, file_okay=False)
FILE = click.Path(path_type=Path)
WORKERS = click.option(
    "--workers",
    type=click.IntRange(1, 64),
    help="Aantal processen; standaard zoveel als de computer en het werk toelaten.",
)
SUGGESTIONS = click.Choice(["redact", "keep"])


def _dutch() -> None:
    """click's own words in Dutch (woo_tool/locale)."""
    import gettext

    gettext.bindtextdomain("messages", str(_LOCALE))


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="woo-tool", message="woo %(version)s")
def woo() -> None:
    """Van Woo-verzoek tot openbaar besluit: vinden, lakken, controleren, motiveren.

    Afsluitcodes: 0 klaar; 1 klaar, maar er is nog iets voor een mens; 2 verkeerde invoer, er is
    niets geschreven; 3 een veiligheidscontrole weigert; 4 de omgeving werkt niet mee.
    """


@woo.command()
@click.option(
    "--out", type=DOSSIER, default=Path("demo"), show_default=True, help="Map voor het dossier."
)
def demo(out: Path) -> int:
    """Doet de hele weg op het meegeleverde voorbeelddossier."""
    from woo_tool.commands import dossier

    return dossier.demo(out)


@woo.command()
@click.argument("dossier", type=DOSSIER)
@click.option(
    "--request", "request_file", type=FILE, required=True, help="Het verzoek (request.yaml)."
)
def new(dossier: Path, request_file: Path) -> int:
    """Maakt een dossier aan voor een verzoek."""
    from woo_tool.commands import dossier as commands

    return commands.new(dossier, request_file)


@woo.command()
@click.argument("dossier", type=DOSSIER)
@click.argument("paths", type=FILE, nargs=-1, required=True, metavar="PAD...")
@WORKERS
def add(dossier: Path, paths: tuple[Path, ...], workers: int | None) -> int:
    """Neemt bestanden, mappen en mail met bijlagen in en leest de tekst."""
    from woo_tool.commands import dossier as commands

    return commands.add(dossier, paths, workers)


@woo.command()
@click.argument("dossier", type=DOSSIER)
@WORKERS
def detect(dossier: Path, workers: int | None) -> int:
    """Zoekt namen en gegevens in alle stukken."""
    from woo_tool.commands import dossier as commands

    return commands.detect(dossier, workers)


@woo.command()
@click.argument("dossier", type=DOSSIER)
@click.option("--json", "as_json", is_flag=True, help="Als JSON.")
def status(dossier: Path, as_json: bool) -> int:
    """Laat zien hoe het dossier ervoor staat en wat nog open is."""
    from woo_tool.commands import dossier as commands

    return commands.status(dossier, as_json)


@woo.command()
@click.argument("dossier", type=DOSSIER)
@click.option("--port", type=click.IntRange(1024, 65535), help="Poort; standaard een vrije poort.")
@click.option("--user", help="Naam van de beoordelaar; standaard uw gebruikersnaam.")
@click.option(
    "--behind-proxy",
    metavar="HOST",
    help="Achter een proxy op deze computer: de naam die browsers gebruiken.",
)
@click.option(
    "--user-header",
    default="x-forwarded-user",
    show_default=True,
    help="Achter een proxy: de kop waarin de naam van de beoordelaar staat.",
)
@click.option(
    "--proxy-secret",
    type=FILE,
    metavar="BESTAND",
    help="Achter een proxy: bestand met het geheim dat alleen de proxy kent.",
)
def review(
    dossier: Path,
    port: int | None,
    user: str | None,
    behind_proxy: str | None,
    user_header: str,
    proxy_secret: Path | None,
) -> int:
    """Opent de beoordelingspagina (alleen op deze computer)."""
    from woo_tool.commands import dossier as commands

    return commands.review(dossier, port, user, behind_proxy, user_header, proxy_secret)


@woo.command()
@click.argument("dossier", type=DOSSIER)
@click.option("--as", "name", required=True, metavar="NAAM", help="Wie beslist.")
@click.option("--documents", metavar="NR,NR", help="Alleen deze stukken, bijvoorbeeld 0001,0003a.")
@click.option("--all", "everything", is_flag=True, help="Alle stukken.")
@click.option(
    "--suggestions", type=SUGGESTIONS, help="Beslis ook over suggesties: lakken of laten staan."
)
def approve(
    dossier: Path, name: str, documents: str | None, everything: bool, suggestions: str | None
) -> int:
    """Keurt markeringen en pagina's in één keer goed; bij twijfel wordt gelakt."""
    from woo_tool.commands import dossier as commands

    return commands.approve(dossier, name, documents, everything, suggestions)


@woo.command()
@click.argument("dossier", type=DOSSIER)
@click.option("--draft", is_flag=True, help="Een concept: doorzichtige vakken, watermerk CONCEPT.")
@click.option(
    "--third-party",
    metavar="NAAM",
    help="Met --draft: alleen de passages van deze derde; al het andere gaat er echt uit.",
)
@click.option("--as", "name", metavar="NAAM", help="Wie dat concept maakt, voor het logboek.")
@WORKERS
def redact(
    dossier: Path, draft: bool, third_party: str | None, name: str | None, workers: int | None
) -> int:
    """Lakt de stukken zoals is besloten."""
    from woo_tool.commands import dossier as commands

    return commands.redact(dossier, draft, workers, third_party, name)


@woo.command()
@click.argument("paths", type=FILE, nargs=-1, required=True, metavar="DOSSIER | BESTAND.pdf...")
@click.option("--against", type=FILE, help="Het origineel waarmee wordt vergeleken.")
@click.option("--terms", type=FILE, help="Tekstbestand met wat weg moest zijn, één per regel.")
@click.option("--json", "as_json", is_flag=True, help="Als JSON.")
@WORKERS
def verify(
    paths: tuple[Path, ...],
    against: Path | None,
    terms: Path | None,
    as_json: bool,
    workers: int | None,
) -> int:
    """Controleert of wat weg moest, weg is; in een dossier of in losse PDF-bestanden."""
    from woo_tool.commands import verify as commands

    return commands.verify(paths, against, terms, as_json, workers)


@woo.command()
@click.argument("dossier", type=DOSSIER)
@click.option("--letter", type=FILE, metavar="BRIEF.docx", help="De brief, afgemaakt in Word.")
def decide(dossier: Path, letter: Path | None) -> int:
    """Maakt het besluit met inventarislijst en bijlagen, controleert alles en maakt het pakket."""
    from woo_tool.commands import dossier as commands

    return commands.decide(dossier, letter)


@woo.command()
@click.argument("request_file", type=FILE, metavar="request.yaml")
@click.argument("paths", type=FILE, nargs=-1, required=True, metavar="PAD...")
@click.option("--out", type=DOSSIER, required=True, help="Map voor het dossier.")
@click.option(
    "--approve-as", required=True, metavar="NAAM", help="Wie alles in één keer goedkeurt."
)
@click.option("--suggestions", type=SUGGESTIONS, help="Beslis ook over suggesties.")
@click.option(
    "--people", type=FILE, help="Wie is wie (people.yaml), of een personeelslijst (.csv)."
)
@click.option("--cases", type=FILE, help="Zaakregister voor het overzicht.")
@WORKERS
def run(
    request_file: Path,
    paths: tuple[Path, ...],
    out: Path,
    approve_as: str,
    suggestions: str | None,
    people: Path | None,
    cases: Path | None,
    workers: int | None,
) -> int:
    """Doet alles: van verzoek en stapel bestanden tot pakket."""
    from woo_tool.commands import dossier as commands

    return commands.run(
        request_file,
        paths,
        out,
        approve_as=approve_as,
        suggestions=suggestions,
        people=people,
        cases=cases,
        workers=workers,
    )


@woo.command()
@click.argument("paths", type=FILE, nargs=-1, required=True, metavar="PAD...")
@click.option(
    "--law", type=click.Choice(["wob", "woo"]), default="woo", show_default=True, help="De wet."
)
@click.option(
    "--people", type=FILE, help="Wie is wie (people.yaml), of een personeelslijst (.csv)."
)
@click.option("--jsonl", is_flag=True, help="Eén JSON-object per regel.")
@click.option("--text", "as_text", is_flag=True, help="Alleen de gelezen tekst, per pagina.")
@click.option("--explain", is_flag=True, help="Laat zien welke regels elke vondst maakten.")
def scan(
    paths: tuple[Path, ...],
    law: str,
    people: Path | None,
    jsonl: bool,
    as_text: bool,
    explain: bool,
) -> int:
    """Zoekt namen en gegevens zonder iets te schrijven."""
    from woo_tool.commands import scan as commands

    return commands.scan(paths, law, people, jsonl=jsonl, as_text=as_text, explain=explain)


@woo.command()
@click.argument("register", type=FILE, required=False)
@click.option("--style", help="Vorm: bzk, bz, gemeente, of een eigen YAML-bestand.")
@click.option("--from", "from_", type=click.DateTime(["%Y-%m-%d"]), help="Eerste dag.")
@click.option("--until", type=click.DateTime(["%Y-%m-%d"]), help="Laatste dag.")
@click.option("--out", type=FILE, help="Map voor het overzicht; bij --draft: een .xlsx.")
@click.option(
    "--previous", type=FILE, multiple=True, help="Register van een eerder jaar, om te vergelijken."
)
@click.option("--template", type=FILE, help="Schrijf een leeg register naar dit bestand.")
@click.option(
    "--draft", type=DOSSIER, help="Stel uit de stukken van dit dossier een register voor."
)
@click.option("--check-file", type=FILE, help="Controleer een gepubliceerd overzicht.")
def overview(
    register: Path | None,
    style: str | None,
    from_: object,
    until: object,
    out: Path | None,
    previous: tuple[Path, ...],
    template: Path | None,
    draft: Path | None,
    check_file: Path | None,
) -> int:
    """Maakt het geanonimiseerde overzicht van integriteitszaken uit een zaakregister."""
    from woo_tool.commands import overview as commands

    if check_file is not None:
        return commands.check_file(check_file, style)
    if template is not None:
        return commands.template(template, style)
    if draft is not None:
        return commands.draft(draft, out, style)
    return commands.overview(register, style, from_, until, out, previous)


@woo.command()
@click.argument("request_file", type=FILE, metavar="request.yaml")
@click.option("--json", "as_json", is_flag=True, help="Als JSON.")
def deadlines(request_file: Path, as_json: bool) -> int:
    """Rekent alle termijnen uit, met het artikel waaruit ze volgen."""
    from woo_tool.commands import law as commands

    return commands.deadlines(request_file, as_json)


@woo.command()
@click.argument("codes", nargs=-1, metavar="[CODE...]")
@click.option("--law", type=click.Choice(["wob", "woo"]), help="Alleen deze wet.")
def grounds(codes: tuple[str, ...], law: str | None) -> int:
    """Toont de weigeringsgronden, hun tekst en wat een motivering moet bevatten."""
    from woo_tool.commands import law as commands

    return commands.grounds(codes, law)


@woo.command()
@click.argument("dossier", type=DOSSIER)
@click.option("--verify", "check", is_flag=True, help="Loopt de keten van controlegetallen na.")
def log(dossier: Path, check: bool) -> int:
    """Toont het logboek van beslissingen."""
    from woo_tool.commands import dossier as commands

    return commands.show_log(dossier, check)


@woo.command()
def doctor() -> int:
    """Laat zien wat is geïnstalleerd, wat ontbreekt en hoe u daaraan komt."""
    from woo_tool.commands import doctor as commands

    return commands.doctor()


def main() -> None:
    """Runs ``woo``; every error becomes a Dutch message and the contract's exit code.

    A fault of our own is exit 4, never Python's 1, which would say that the work was done.
    """
    _dutch()
    for stream in (sys.stdout, sys.stderr):  # a name that the terminal can't show stops nothing
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    try:
        code = woo.main(standalone_mode=False, prog_name="woo")
    except WooError as fault:
        _fail(fault.message, fault.exit_code)
    except click.exceptions.Abort:
        _fail("afgebroken.", 130)
    except click.ClickException as fault:
        fault.show()
        sys.exit(2)
    except OSError as fault:
        from woo_tool.files import disk_fault

        _fail(disk_fault(fault).message, 4)
    except MemoryError:
        _fail("er is te weinig geheugen.", 4)
    except Exception as fault:
        if os.environ.get("WOO_TRACEBACK"):
            raise
        _fail(
            f"onverwachte fout in het programma ({type(fault).__name__}).\n"
            "Er is niets openbaar gemaakt. Meld deze fout; de details staan op het scherm met: "
            "WOO_TRACEBACK=1 woo ...",
            4,
        )
    sys.exit(code if isinstance(code, int) else 0)


def _fail(message: str, code: int) -> None:
    click.echo(f"woo: {message}", err=True)
    sys.exit(code)
