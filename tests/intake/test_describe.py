"""What a document calls itself."""

from __future__ import annotations

import datetime as dt

import pytest

from woo_tool.intake.describe import date_of, kind_of, read_date


@pytest.mark.parametrize(
    ("name", "text", "kind"),
    [
        ("Memo voortgang.docx", "", "memo"),
        ("beslisnota_2020.pdf", "", "nota"),
        ("gespreksverslag 3.pdf", "Rapport", "gespreksverslag"),
        ("interview_medewerker.pdf", "", "gespreksverslag"),
        ("nieuwsbrief-mei.pdf", "", "nieuwsbrief"),
        ("slides.pdf", "", "presentatie"),
        ("stuk.pdf", "\n\nBESLISMEMO\nAan: de minister", "memo"),
        ("stuk.pdf", "Ministerie\nRapport van bevindingen\n", "rapport"),
        ("stuk.pdf", "Postbus 1\n\nGeachte mevrouw Terpstra,\n\nU vroeg", "brief"),
        ("stuk.pdf", "Een memo is geen rapport.", "document"),
        ("memoires.pdf", "", "document"),
    ],
)
def test_kind(name: str, text: str, kind: str) -> None:
    assert kind_of(name, text) == kind


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("2021-03-12", dt.date(2021, 3, 12)),
        ("12-03-2021 14:05", dt.date(2021, 3, 12)),
        ("12/3/2021", dt.date(2021, 3, 12)),
        ("vrijdag 12 maart 2021 14:05", dt.date(2021, 3, 12)),
        ("do 11 mrt. 2021 om 09:12", dt.date(2021, 3, 11)),
        ("Friday, March 12, 2021 2:05 PM", dt.date(2021, 3, 12)),
        ("1e mei 2020", dt.date(2020, 5, 1)),
        ("31-02-2021", None),
        ("12 jansen 2021", None),
        ("kenmerk 123-45-20210", None),
        ("99-99-9999 en 1-2-2019", dt.date(2019, 2, 1)),
    ],
)
def test_dates_as_people_write_them(text: str, date: dt.date | None) -> None:
    assert read_date(text) == date


@pytest.mark.parametrize(
    ("name", "text", "date"),
    [
        ("20160304 memo.pdf", "", dt.date(2016, 3, 4)),
        ("map/2016-03-04_memo.pdf", "Datum: 5 maart 2016", dt.date(2016, 3, 4)),
        ("memo 20161399.pdf", "Datum 5 maart 2016", dt.date(2016, 3, 5)),
        ("memo.pdf", "Betreft\nDatum\n5 maart 2016\n", dt.date(2016, 3, 5)),
        ("memo.pdf", "Op 5 maart 2016 was er overleg", None),
        ("120160304.pdf", "", None),
    ],
)
def test_date_of_a_document(name: str, text: str, date: dt.date | None) -> None:
    assert date_of(name, text) == date
