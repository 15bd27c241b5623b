"""The address and number of an organisation in its letterhead; and those of people beside one."""

from __future__ import annotations

import re

import pytest

from tests.detect.detecting import page
from tests.detect.test_things import things
from woo_tool.kinds import Label
from woo_tool.model import Finding

IMPERSONAL = {"office_address", "general_number"}

OFFICE = [
    "T  0301234567  bezoekadres  postadres\n\nE  info@kern.example  Dorpslaan 10  Postbus 508",
    "Bezoekadres\nDorpslaan 10\nPostbus 508, www.kern.example",
    "Tolken en Vertalingen v.o.f.\nDorpslaan 10 - 1234 AB Kern - KvK 08119000",
    "Kern B.V. | Dorpslaan 10 | 1234 AB Kern | T 0301234567 | www.kern.example",
]
PRIVATE = [
    "Dorpslaan 10\n1234 AB Kern\n\nAan: Gemeente Kern, Postbus 508, www.kern.example",
    "Contactpersoon zie onder\nPostbus 508 www.kern.example Dorpslaan 10",
    "Woonadres: Dorpslaan 10\nBezoekadres Postbus 508 www.kern.example",
    "Mijn buurman woont op Dorpslaan 10 in Kern en heeft een Postbus 508.",
    "Anna Terhaar, Dorpslaan 10, Postbus 508, www.terhaar.example",
    "Tel. 06 12345678, Dorpslaan 10, Postbus 508, www.kern.example",
]
_KINDS = {
    "Dorpslaan 10": Label.ADDRESS,
    "1234 AB": Label.POSTCODE,
    "0301234567": Label.PHONE_NUMBER,
    "06 12345678": Label.PHONE_NUMBER,
    "Anna Terhaar": Label.PERSON,
}


def told(text: str) -> dict[str, bool]:
    """What was found, and whether it counts as no person's."""
    found = [
        Finding("0001", 1, hit.start(), hit.end(), value, label, 0.9, ("adres",))
        for value, label in _KINDS.items()
        for hit in re.finditer(re.escape(value), text)
    ]
    return {
        one.text: not IMPERSONAL.isdisjoint(one.rules) for one in things().told(found, [page(text)])
    }


@pytest.mark.parametrize("text", OFFICE)
def test_the_address_and_number_of_an_office_are_nobodys(text: str) -> None:
    assert set(told(text).values()) == {True}


@pytest.mark.parametrize("text", PRIVATE)
def test_in_doubt_an_address_or_number_is_somebodys(text: str) -> None:
    assert set(told(text).values()) == {False}
