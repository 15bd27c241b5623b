"""The invented people of the samples, with every form in which their names occur.

A form is found in running text by itself; a form that two people share, or that is also a word,
is marked by hand where it occurs (marks.py). Any likeness to a real person is chance.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Person:
    """Who someone is and whether the name goes ("redact") or stays ("keep") by default."""

    id: str
    name: str
    role: str
    action: str
    forms: tuple[str, ...]
    email: str = ""
    note: str = ""


def _person(id_: str, name: str, role: str, action: str, *forms: str, email: str = "") -> Person:
    return Person(id_, name, role, action, (name, *forms), email)


INTEGRITEIT = (
    _person("corstanje", "Hedwig Corstanje", "office_holder", "keep", "H. Corstanje", "Corstanje"),
    _person("roerdink", "Machteld Roerdink", "top_official", "keep", "M. Roerdink", "Roerdink"),
    _person("ravesloot", "Bastiaan Ravesloot", "spokesperson", "keep", "Ravesloot"),
    _person("lindeboom", "Ada Lindeboom", "public_figure", "keep", "Lindeboom"),
    _person("wiersinga", "Tjalling Wiersinga", "director", "redact", "T. Wiersinga", "Wiersinga"),
    _person(
        "karahan",
        "Gülsüm Karahan",
        "official",
        "redact",
        "G. Karahan",
        "Karahan, G. (Gülsüm)",
        "Karahan",
        "Gülsüm",
        email="g.karahan@minwr.nl",
    ),
    _person(
        "post",
        "Sander Post",
        "official",
        "redact",
        "S. Post",
        "Post, S. (Sander)",
        "Post",
        "Sander",
        email="s.post@minwr.nl",
    ),
    _person("kok", "Evelien Kok", "official", "redact", "E. Kok", "Kok", "Evelien"),
    _person(
        "ramautar",
        "Rishi Ramautar",
        "official",
        "redact",
        "R. Ramautar",
        "Ramautar, R. (Rishi)",
        "Ramautar",
        "Rishi",
        email="rishi.ramautar@minwr.nl",
    ),
    _person(
        "wojciechowska",
        "Agnieszka Wojciechowska",
        "official",
        "redact",
        "A. Wojciechowska",
        "Wojciechowska, A. (Agnieszka)",
        "Wojciechowska",
        "Agnieszka",
        email="a.wojciechowska@minwr.nl",
    ),
    _person(
        "ofori",
        "Kwabena Ofori-Mensah",
        "official",
        "redact",
        "K. Ofori-Mensah",
        "Ofori-Mensah",
        "Kwabena",
    ),
    _person("cheung", "Mei-Ling Cheung", "official", "redact", "M. Cheung", "Cheung"),
    _person(
        "hardjosoemarto",
        "Bambang Hardjosoemarto",
        "official",
        "redact",
        "B. Hardjosoemarto",
        "Hardjosoemarto",
        "Bambang",
    ),
    _person(
        "vandenberg",
        "Arjen van den Berg",
        "official",
        "redact",
        "A. van den Berg",
        "Berg, A. van den (Arjen)",
        "Van den Berg",
        "van den Berg",
        "Arjen",
        email="arjen.vandenberg@minwr.nl",
    ),
    _person("ekaya", "Emre Kaya", "official", "redact", "E. Kaya", "Emre"),
    _person(
        "elidrissi",
        "Fatima el Idrissi",
        "reporter",
        "redact",
        "F. el Idrissi",
        "El Idrissi",
        "el Idrissi",
        "Fatima",
    ),
    _person(
        "blok",
        "Rutger Blok",
        "accused",
        "redact",
        "R.J. Blok",
        "Blok",
        "Rutger",
        email="blok@minwr.nl",
    ),
    _person("mkaya", "Meryem Kaya", "witness", "redact", "M. Kaya", "Meryem"),
    _person("nauta", "Douwe Nauta", "witness", "redact", "D. Nauta", "Nauta", "Douwe"),
    _person(
        "vanthof", "Lieke van 't Hof", "adviser", "redact", "L. van 't Hof", "Van 't Hof", "Lieke"
    ),
    _person(
        "groothuizen",
        "Pieter-Bas Groothuizen",
        "company_contact",
        "redact",
        "P. Groothuizen",
        "Groothuizen",
        "Pieter-Bas",
        email="pb.groothuizen@kribbenbouwzandhoek.nl",
    ),
    _person("delahaye", "Quinten Delahaye", "third_party", "redact", "Q. Delahaye", "Delahaye"),
    _person(
        "vlasblom",
        "Noor Vlasblom",
        "requester",
        "redact",
        "N. Vlasblom",
        "Vlasblom",
        email="noor.vlasblom@omroepmaasoever.nl",
    ),
    _person("zomer", "Ilse Zomer", "official", "redact", "I. Zomer", "Zomer", "Ilse"),
    _person("jagessar", "Priya Jagessar", "official", "redact", "P. Jagessar", "Jagessar"),
)

WOB = (
    _person("terlaak", "Gijsbert ter Laak", "office_holder", "keep", "Ter Laak"),
    _person("roerdink", "Machteld Roerdink", "top_official", "keep", "M. Roerdink", "Roerdink"),
    _person(
        "vroom",
        "Hanneke Vroom",
        "official",
        "redact",
        "H. Vroom",
        "Vroom, H. (Hanneke)",
        "Vroom",
        "Hanneke",
        email="h.vroom@minwr.nl",
    ),
    _person(
        "benali",
        "Younes Benali",
        "official",
        "redact",
        "Y. Benali",
        "Benali, Y. (Younes)",
        "Benali",
        "Younes",
        email="y.benali@minwr.nl",
    ),
    _person("kuiper", "Jorrit Kuiper", "accused", "redact", "J. Kuiper", "Kuiper", "Jorrit"),
    _person("pinas", "Cheryl Pinas", "reporter", "redact", "C. Pinas", "Pinas", "Cheryl"),
    _person("roskam", "Wendela Roskam", "requester", "redact", "W. Roskam", "Roskam"),
)
