"""What counts as left behind: identifiers and full names anywhere, bare names as a question."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from woo_tool.kinds import Action, Label, MarkState, Role
from woo_tool.model import Box, DecidedMark, Entity, Mark, Redaction
from woo_tool.verify import Term, make_terms, verify_names, verify_plain
from woo_tool.verify.spellings import views
from woo_tool.verify.terms import Search


def redaction(text: str, label: Label = Label.PERSON, entity: str | None = "p1") -> Redaction:
    return Redaction("m1", "0001", 1, 0, len(text), (), ("5.1.2.e",), label, None, entity, text)


def entity(name: str, *forms: str, action: Action = Action.REDACT, key: str = "p1") -> Entity:
    return Entity(key, name, forms, Role.OFFICIAL, action, (), "")


def kinds(terms: tuple[Term, ...]) -> dict[str, str]:
    return {term.text: term.kind for term in terms}


def test_full_name_and_its_parts() -> None:
    terms = kinds(make_terms([redaction("mevrouw Noor van Tasveld")], []))
    assert terms == {
        "mevrouw Noor van Tasveld": "full_name",
        "noor": "part",
        "tasveld": "part",
    }


def test_bare_surname_is_a_question_only() -> None:
    assert kinds(make_terms([redaction("Tasveld")], [])) == {"tasveld": "part"}


@pytest.mark.parametrize(
    ("text", "label", "expected"),
    [
        ("noor.tasveld", Label.EMAIL_ADDRESS, True),
        ("n.t", Label.EMAIL_ADDRESS, False),
        ("06 - 12 34 56 78", Label.PHONE_NUMBER, True),
        ("8912", Label.PHONE_NUMBER, False),
        ("123456782", Label.NL_BSN, True),
        ("een lange mening over het besluit", Label.OPINION, False),
    ],
)
def test_identifiers(text: str, label: Label, expected: bool) -> None:
    terms = kinds(make_terms([redaction(text, label)], []))
    assert (terms.get(text) == "identifier") is expected


def test_other_forms_of_a_removed_person_count() -> None:
    person = entity("Noor Tasveld", "N. Tasveld", "Tasveld")
    terms = kinds(make_terms([redaction("Tasveld")], [person]))
    assert terms["Noor Tasveld"] == "full_name"
    assert terms["N. Tasveld"] == "full_name"


def test_person_who_was_not_removed_gives_no_terms() -> None:
    other = entity("Noor Tasveld", key="p2")
    assert make_terms([], [other]) == ()


def test_name_of_someone_who_stays_is_no_question() -> None:
    stays = entity("Ruud Tasveld", action=Action.KEEP, key="p2")
    terms = kinds(make_terms([redaction("Noor Tasveld")], [stays]))
    assert "tasveld" not in terms
    assert terms["noor"] == "part"


def test_place_that_a_person_kept_is_no_leak() -> None:
    mark = Mark(
        "m2", "0003", 1, 0, 12, "Noor Tasveld", Label.PERSON, Action.REDACT, 0, 12,
        (Box(0, 0, 1, 1),), (), "",
    )  # fmt: skip
    kept = DecidedMark(mark, MarkState.REJECTED, (), "")
    terms = make_terms([redaction("Noor Tasveld")], [], [kept])
    assert not Search(terms, "0003").leaks("met Noor Tasveld")
    assert Search(terms, "0001").leaks("met Noor Tasveld")


@pytest.mark.parametrize(
    "text",
    ["NOOR TASVELD", "noor-tasveld", "N\u00f3\u00f3r  T\u00e1sveld", "noor.tasveld@x.nl",
     "noortasveld",
     "N o o r T a s v e l d", "Noor\u00adTas\u00adveld", "noor_tasveld_2016.pdf", "Noor\nTasveld"],
)  # fmt: skip
def test_full_name_is_seen_in_any_dress(text: str) -> None:
    assert Search([Term("Noor Tasveld", "full_name")]).leaks(text)


@pytest.mark.parametrize("text", ["Noor Tasveldse", "Eleonoor Tasveld", "Noor en Tasveld", ""])
def test_bounded_by_tokens(text: str) -> None:
    assert not Search([Term("Noor Tasveld", "full_name")]).leaks(text)


def test_lee_in_alleen_is_nothing() -> None:
    search = Search([Term("lee", "part")])
    assert search.questions("alleen") == ()
    assert search.questions("de heer Lee kwam") == ("lee",)


def test_number_in_other_notations() -> None:
    search = Search([Term("06-12345678", "identifier")])
    assert search.leaks("+31 6 1234 5678")
    assert not search.leaks("20160612345678")


@settings(deadline=None)
@given(st.text(alphabet="abcdefghij", min_size=4, max_size=9))
def test_every_spelling_of_a_pdf_is_read(word: str) -> None:
    name = f"zus{word}q vos{word}x"
    search = Search([Term(name, "full_name")])
    kerned = "[" + " 3 ".join(f"({c})" for c in name) + "] TJ"
    octal = "(" + "".join(f"\\{ord(c):03o}" for c in name) + ") Tj"
    for data in (
        name.encode(),
        name.encode("utf-16-be"),
        b"x" + name.encode("utf-16-be"),
        name.encode("utf-16-le"),
        f"<{name.encode().hex()}>".encode(),
        f"<feff{name.encode('utf-16-be').hex()}>".encode(),
        kerned.encode(),
        octal.encode(),
    ):
        assert search.leaks_in_bytes(data)
    assert list(views(b"abc"))


def test_file_names() -> None:
    terms = make_terms([redaction("Noor Tasveld")], [])
    assert verify_names(["documenten/0001.pdf"], terms)[0].result == "pass"
    assert verify_names(["documenten/Noor_Tasveld.pdf"], terms)[0].result == "leak"
    assert verify_names(["Tasveld/0001.pdf"], terms)[0].result == "question"


def write(path: Path, text: str) -> None:
    """A published file of any kind with this text in it."""
    kind = path.suffix
    if kind == ".docx":
        from docx import Document

        document = Document()
        paragraph = document.add_paragraph("Besluit: ")
        for start in range(0, len(text), 5):
            paragraph.add_run(text[start : start + 5])
        document.save(str(path))
    elif kind == ".xlsx":
        from openpyxl import Workbook

        book = Workbook()
        book.worksheets[0]["A1"] = text
        book.save(path)
    elif kind == ".json":
        path.write_text(json.dumps({"titel": text}), encoding="utf-8")
    elif kind == ".xml":
        path.write_text(f"<a><b c='{text}'/></a>", encoding="utf-8")
    else:
        path.write_text(text, encoding="utf-8")


@pytest.mark.parametrize("kind", [".docx", ".xlsx", ".json", ".xml", ".csv", ".txt", ".md"])
def test_letter_and_inventory(tmp_path: Path, kind: str) -> None:
    terms = make_terms([redaction("Noor Tasveld")], [])
    path = tmp_path / f"besluit{kind}"
    write(path, "gesprek met Noor Tasveld")
    assert verify_plain(path, terms).result == "leak"
    write(path, "gesprek met een medewerker")
    assert verify_plain(path, terms).result == "pass"
    write(path, "gesprek met Tasveld")
    assert verify_plain(path, terms).result == "question"


@pytest.mark.parametrize("kind", [".docx", ".xlsx", ".pdf", ".xml", ".zip", ".txt"])
def test_what_cannot_be_read_is_refused(tmp_path: Path, kind: str) -> None:
    path = tmp_path / f"besluit{kind}"
    path.write_bytes(b"\xff\xfe\x00kapot")
    assert verify_plain(path, ()).result == "refused"
    assert verify_plain(tmp_path / "weg.txt", ()).result == "refused"


@pytest.mark.parametrize(
    ("text", "leaks"),
    [
        ("gesproken met Roos Bakker", True),
        ("ROOS BAKKER", True),
        ("Bakker, Roos", False),
        ("De roos bakker je niet", False),
        ("Roos bakker je niet", False),
        ("Roosbakker", False),
    ],
)
def test_a_name_of_ordinary_words_is_one_where_it_is_written_as_one(text: str, leaks: bool) -> None:
    search = Search([Term("Roos Bakker", "full_name")])
    assert search.leaks(text) is leaks
    assert search.leaks_in_bytes(text.encode("latin-1")) is leaks


def test_digits_of_two_attributes_are_no_number(tmp_path: Path) -> None:
    path = tmp_path / "lijst.xml"
    path.write_text('<a><b id="3" rgb="0000000" width="12.5"/></a>')
    assert verify_plain(path, [Term("30000000", "identifier")]).result == "pass"
    path.write_text('<a><b id="3" no="30 000 000"/></a>')
    assert verify_plain(path, [Term("30000000", "identifier")]).result == "leak"
