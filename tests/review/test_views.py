"""What the review page shows of a dossier, and what it does with a wrong address."""

from __future__ import annotations

from pathlib import Path

import pytest

import woo_tool.review.render as render
from tests.review.fake import EVIL, FakeBackend, ask, get, last, start
from woo_tool.errors import InputError
from woo_tool.review.render import PageImages


@pytest.fixture
def backend(tmp_path: Path) -> FakeBackend:
    return FakeBackend(tmp_path)


def test_names_from_documents_are_never_markup(tmp_path: Path) -> None:
    backend = FakeBackend(tmp_path, extra_title="</script><script>alert(1)</script>" + EVIL)
    for path in ("/", "/d/0002/1", "/personen"):
        text = last(backend, get(path)).text
        assert "<img src=x" not in text
        assert "<script>alert" not in text
        assert " style=" not in text
        assert " onclick=" not in text


def test_the_dossier_view_says_what_is_open(backend: FakeBackend) -> None:
    text = last(backend, get("/")).text
    assert "0 van 3 pagina" in text
    assert "Dit bestand is beschadigd." in text
    assert "geen tekst gelezen" in text


def test_the_person_view_counts_places(backend: FakeBackend) -> None:
    text = last(backend, get("/personen")).text
    assert text.index("Wessel Hoogkarspel") < text.index("Farida Ouladzahra")
    rows = {row["name"]: row for row in last(backend, get("/api/people")).json()["people"]}
    wessel = rows["Wessel Hoogkarspel"]
    assert (wessel["forms"], wessel["places"], wessel["open"]) == (["Hoogkarspel"], 2, 2)


def test_marks_come_in_reading_order_with_their_context(backend: FakeBackend) -> None:
    page = last(backend, get("/api/page/0001/1")).json()
    assert [mark["text"][:6] for mark in page["marks"]] == [
        "Ilse B", "Farida", "j.terp", "Wessel", "is het", "91 22",
    ]  # fmt: skip
    address = page["marks"][2]
    assert (address["goes"], address["after"][:5]) == ("j.terpstra", "\nDatu")
    assert page["next"] == "/d/0001/2"


def test_a_turned_page_is_shown_turned(tmp_path: Path) -> None:
    backend = FakeBackend(tmp_path, rotation=90)
    page = last(backend, get("/api/page/0001/1")).json()
    assert (page["width"], page["height"]) == (842, 595)
    for mark in page["marks"]:
        for x0, y0, x1, y1 in mark["boxes"]:
            assert 0 < x0 < x1 < 842
            assert 0 < y0 < y1 < 595


def test_a_page_is_drawn_and_the_next_one_made_ready(
    backend: FakeBackend, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn: list[int] = []
    draw = render._draw

    def counted(path: Path, page: int, scale: int) -> bytes:
        drawn.append(page)
        return draw(path, page, scale)

    monkeypatch.setattr(render, "_draw", counted)
    answers = ask(backend, start(), get("/p/0001/1.png"), get("/p/0001/2.png"))
    for answer in answers[1:]:
        assert answer.headers["content-type"] == "image/png"
        assert answer.content.startswith(b"\x89PNG")
    assert drawn == [1, 2, 1]  # page 2 ahead of its request, then document 0002


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/d/9999/1", 404),
        ("/d/0001/3", 404),
        ("/d/0001/0", 404),
        ("/d/0003/1", 404),
        ("/p/0001/9.png", 404),
        ("/p/..%2f..%2fetc/1.png", 404),
        ("/p/0001/1.png?s=99", 400),
        ("/p/0001/1.png?s=x", 400),
        ("/static/..%2fapp.py", 404),
        ("/static/%2fetc%2fpasswd", 404),
        ("/static/../app.py", 404),
        ("/api/page/0001/99999999999999999999", 404),
        ("/api/choices", 405),
        ("/nergens", 404),
    ],
)
def test_an_address_that_is_not_there(backend: FakeBackend, path: str, status: int) -> None:
    answer = last(backend, get(path))
    assert answer.status_code == status
    assert "Traceback" not in answer.text
    assert answer.text.strip()


def test_a_pdf_that_cannot_be_drawn_is_said_so(backend: FakeBackend) -> None:
    backend.page_pdf("0001").write_bytes(b"%PDF-1.7 kapot")
    answer = last(backend, get("/p/0001/1.png"))
    assert (answer.status_code, "kan niet worden getekend" in answer.text) == (400, True)


def test_drawn_pages_leave_the_memory_when_it_is_full(backend: FakeBackend) -> None:
    images = PageImages(max_bytes=1)
    path = backend.page_pdf("0001")
    first = images.png(path, 1, 1)
    images.png(path, 2, 1)
    assert images.png(path, 1, 1) == first
    assert len(images._images) == 1
    with pytest.raises(InputError):
        images.png(path, 3, 1)
