"""Mail: headers first, the thread cut into messages without losing a character, attachments."""

from __future__ import annotations

import base64
import datetime as dt
import itertools
from email.message import EmailMessage
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tests.intake.intake_files import docx_bytes, image_bytes, mail, pdf_bytes, text_of
from woo_tool.intake import read_bytes
from woo_tool.intake.html import html_text
from woo_tool.intake.parts import limits
from woo_tool.intake.thread import split_thread, unquoted
from woo_tool.kinds import Status

OUTLOOK = """Beste Noor,

Akkoord.

Van: Noor Terpstra <n.terpstra@minvoorbeeld.nl>
Verzonden: vrijdag 12 maart 2021 14:05
Aan: Sietske Wouda
Onderwerp: Voorstel

Zie hieronder.

-----Oorspronkelijk bericht-----
Van: Hylke Dijkstra
Verzonden: donderdag 11 maart 2021 9:00
Aan: Noor Terpstra
Onderwerp: Eerste versie

Hierbij de eerste versie.
"""

GMAIL = """Prima!

Op vr 12 mrt. 2021 om 14:05 schreef Noor Terpstra <
n.terpstra@minvoorbeeld.nl>:

> Kan het zo?
>
> Op do 11 mrt. 2021 om 09:12 schreef Hylke Dijkstra <h@minvoorbeeld.nl>:
>> Hierbij de eerste versie.
>> Groet
>
> Groet, Noor

Mijn antwoord staat nog onder het citaat.
"""

ENGLISH = """Fine.

On Fri, 12 Mar 2021 at 14:05, Noor Terpstra wrote:
> See below.
> From: Hylke
> Sent: March 11, 2021
> To: Noor
>
> First.
"""

INLINE = """Hoi,

> Kun je maandag?
Nee.
> En dinsdag?
Ja.
"""


def _texts(body: str) -> list[str]:
    return [message.text(body) for message in split_thread(body)]


def test_outlook_thread_is_three_messages_with_their_own_date_and_sender() -> None:
    first, second, third = split_thread(OUTLOOK)
    assert first.text(OUTLOOK) == "Beste Noor,\n\nAkkoord.\n\n"
    assert second.sender == "Noor Terpstra <n.terpstra@minvoorbeeld.nl>"
    assert (second.date, second.subject) == (dt.date(2021, 3, 12), "Voorstel")
    assert third.text(OUTLOOK).startswith("-----Oorspronkelijk bericht-----\nVan: Hylke")
    assert (third.sender, third.recipient) == ("Hylke Dijkstra", "Noor Terpstra")
    assert third.date == dt.date(2021, 3, 11)


def test_lines_below_a_quote_go_back_to_who_wrote_them() -> None:
    first, second, third = split_thread(GMAIL)
    assert first.text(GMAIL).split("\n")[0] == "Prima!"
    assert "onder het citaat" in first.text(GMAIL)
    assert second.sender == "Noor Terpstra < n.terpstra@minvoorbeeld.nl>"
    assert second.date == dt.date(2021, 3, 12)
    assert "Groet, Noor" in second.text(GMAIL)
    assert "Hierbij" not in second.text(GMAIL)
    assert third.date == dt.date(2021, 3, 11)
    assert unquoted(third.text(GMAIL)).split("\n")[1:3] == ["Hierbij de eerste versie.", "Groet"]


def test_a_header_block_inside_a_quote_is_a_message_too() -> None:
    messages = split_thread(ENGLISH)
    assert len(messages) == 3
    assert messages[2].sender == "Hylke"
    assert messages[2].date == dt.date(2021, 3, 11)


@pytest.mark.parametrize(
    "body",
    [
        INLINE,
        "Op 3 maart schreef de minister het volgende:\nniets bijzonders\n",
        "Van: de minister\nis dit afkomstig.\n",
        "Van: gisteren tot vandaag\n",
        "",
        "\n\n",
        "__________\nJan\n",
    ],
)
def test_what_is_no_quoted_message_stays_together(body: str) -> None:
    assert _texts(body) == [body]


lines = st.sampled_from(
    [
        "tekst\n",
        "\n",
        "> geciteerd\n",
        ">> dieper\r\n",
        "> \n",
        "Van: Noor\n",
        "Verzonden: 12-3-2021\n",
        "> Van: Noor\n",
        "> Aan: Hylke\n",
        "Aan: Hylke\n",
        "Op 12-3-2021 10:00 schreef Noor:\n",
        "> Op 12-3-2021 schreef\n",
        "> Noor <n@x.nl>:\n",
        "-----Original Message-----\n",
        "______________________________\n",
        "Begin doorgestuurd bericht:\n",
        "\x0c\u2028los eind",
    ]
)


@given(st.one_of(st.lists(lines, max_size=25).map("".join), st.text()))
@example(OUTLOOK)
@example(GMAIL)
@example(ENGLISH)
@example(INLINE)
def test_every_character_of_a_body_belongs_to_one_message(body: str) -> None:
    spans = sorted(span for message in split_thread(body) for span in message.spans)
    assert "".join(body[start:end] for start, end in spans) == body
    assert all(end == start for (_, end), (start, _) in itertools.pairwise(spans))
    for message in split_thread(body):
        bare = unquoted(message.text(body))
        assert [c for c in bare if c not in "> \t"] == [
            c for c in message.text(body) if c not in "> \t"
        ]


def test_mail_becomes_a_family() -> None:
    attachments = (
        ("../../etc/nota.pdf", pdf_bytes("Nota aan de minister")),
        ("notitie.txt", "café €".encode("cp1252")),
        ("foto.pdf", image_bytes("JPEG")),
        ("raar\tnaam.bin", b"\0\1\2"),
    )
    message = mail(OUTLOOK, attachments=attachments, Cc="Hylke <h@minvoorbeeld.nl>")
    part = read_bytes("map/overleg.eml", message.as_bytes())
    assert (part.media, part.suffix, part.kind) == ("message/rfc822", ".eml", "e-mail")
    assert (part.title, part.date) == ("Overleg integriteit", dt.date(2021, 3, 12))
    assert part.sender == "Sietske Wouda <s.wouda@minvoorbeeld.nl>"
    assert [(child.name, child.kind, child.status) for child in part.children] == [
        ("bericht 2 (van 12-03-2021)", "e-mail", Status.OK),
        ("bericht 3 (van 11-03-2021)", "e-mail", Status.OK),
        ("nota.pdf", "nota", Status.OK),
        ("notitie.txt", "notitie", Status.OK),
        ("foto.pdf", "bijlage", Status.OCR),
        ("raar naam.bin", "bijlage", Status.UNSUPPORTED),
    ]
    lines = text_of(part).splitlines()
    assert lines[:5] == [
        "Van: Sietske Wouda <s.wouda@minvoorbeeld.nl>",
        "Verzonden: 12 maart 2021 15:05",
        "Aan: Noor Terpstra <n.terpstra@minvoorbeeld.nl>",
        "CC: Hylke <h@minvoorbeeld.nl>",
        "Onderwerp: Overleg integriteit",
    ]
    assert lines[-1] == "Akkoord.", "the older messages stand in parts of their own"
    assert part.children[0].data.decode() in OUTLOOK
    assert "Zie hieronder." in text_of(part.children[0])


def test_html_is_read_and_never_run_or_fetched() -> None:
    message = EmailMessage()
    message["From"], message["Subject"] = "Noor <n@minvoorbeeld.nl>", "Html"
    message.set_content(
        '<html><head><title>weg</title><style>p {color: red}</style></head><body onload="x()">'
        '<p>Beste&nbsp;Hylke,</p><script>steal("stelen")</script>'
        '<img src="http://voorbeeld.invalid/volg.png" alt="logo"><div>Regel een<br>Regel twee</div>'
        "<table><tr><td>Aan</td><td>Noor</td></tr></table>"
        "<blockquote>Op 11-3-2021 09:12 schreef Noor:<br>oud</blockquote></body></html>",
        subtype="html",
    )
    part = read_bytes("x.eml", message.as_bytes())
    text = text_of(part)
    assert text.splitlines()[2:] == [
        "Beste Hylke,",
        "[afbeelding: logo]",
        "Regel een",
        "Regel twee",
        "Aan Noor",
    ]
    assert [child.date for child in part.children] == [dt.date(2021, 3, 11)]


@pytest.mark.parametrize(
    "between",
    [
        "<select><option>{}</option><option>{}</option></select>",
        "<details><summary>{}</summary>{}</details>",
        "{}<textarea>{}</textarea>",
        "{}<button>{}</button>",
        "<svg><text>{}</text><text>{}</text></svg>",
        '{}<img src="x.png" alt="{}">',
        "<table><caption>{}</caption><tr><td>{}</td></tr></table>",
    ],
)
def test_words_that_a_browser_sets_apart_stay_apart(between: str) -> None:
    html = f"<html><body>{between.format('Wexiber', 'Oltramuk')}</body></html>"
    text = text_of(read_bytes("x.html", html.encode()))
    assert "Wexiber" in text.split()
    assert "WexiberOltramuk" not in text


def test_plain_version_is_read_unless_it_is_a_stub() -> None:
    for plain, expected in (("De gewone tekst.\n", "gewone"), ("Zie html.\n", "uitgebreide")):
        message = EmailMessage()
        message["From"], message["Subject"] = "n@minvoorbeeld.nl", "Twee"
        message.set_content(plain * (40 if expected == "gewone" else 1))
        message.add_alternative("<p>De uitgebreide tekst.</p>" * 20, subtype="html")
        assert expected in text_of(read_bytes("x.eml", message.as_bytes()))


def test_a_mail_in_a_mail_is_a_child_with_its_own_children() -> None:
    inner = mail(Subject="Binnenste", attachments=(("memo.txt", b"Beste Noor"),))
    outer = mail()
    outer.add_attachment(inner)
    part = read_bytes("buiten.eml", outer.as_bytes())
    (child,) = part.children
    assert (child.title, child.kind, child.media) == ("Binnenste", "e-mail", "message/rfc822")
    assert [grandchild.name for grandchild in child.children] == ["memo.txt"]
    assert [p.title for p in part.walk()] == ["Overleg integriteit", "Binnenste", "memo"]


def test_a_mail_in_a_mail_that_was_encoded_is_decoded() -> None:
    inner = base64.encodebytes(mail(Subject="Binnenste").as_bytes())
    head = b"From: a@minvoorbeeld.nl\nSubject: buiten\nContent-Type: message/rfc822\n"
    data = head + b"Content-Transfer-Encoding: base64\n\n" + inner
    (child,) = read_bytes("x.eml", data).children
    assert (child.title, child.status) == ("Binnenste", Status.OK)


def test_three_hundred_mails_in_each_other_end_in_a_row() -> None:
    data = mail().as_bytes()
    for level in range(300):
        head = f"From: a@minvoorbeeld.nl\nSubject: laag {level}\nMIME-Version: 1.0\n"
        data = head.encode() + b"Content-Type: message/rfc822\n\n" + data
    parts = list(read_bytes("diep.eml", data).walk())
    assert parts[-1].status is Status.UNREADABLE
    assert "diep" in parts[-1].reason
    assert len(parts) <= limits().mail_depth + 2


def test_a_word_bomb_in_a_mail_is_a_row_beside_the_mail() -> None:
    bomb = docx_bytes("x", padding=300_000_000)
    part = read_bytes("x.eml", mail(attachments=(("bom.docx", bomb),)).as_bytes())
    assert part.status is Status.OK
    assert part.children[0].status is Status.UNREADABLE


@pytest.mark.parametrize(
    ("raw", "body"),
    [
        (b"Subject: caf\xc3\xa9\nFrom: a@b.nl\n\ncaf\xe9 \x80\n", "café €"),
        (
            b"Subject: x\nFrom: a@b.nl\nContent-Type: text/plain; charset=weg\n\nh\xc3\xa9\n",
            "hé",
        ),
        (b'Subject: =?utf-8?q?kapot\nFrom: "Noor" <a@b\nDate: gisteren\n\ntekst\n', "tekst"),
        (b"Subject: x\nFrom: a@b.nl\nContent-Type: multipart/mixed; boundary=weg\n\nlos\n", "los"),
        (b"From: a@b.nl\nTo: ,,;:<>@\nSubject: x\n\ntekst\n", "tekst"),
    ],
)
def test_malformed_mail_keeps_its_text(raw: bytes, body: str) -> None:
    part = read_bytes("x.eml", raw)
    assert part.status is Status.OK
    assert text_of(part).splitlines()[-1] == body


def test_parts_with_text_one_after_the_other_are_one_body() -> None:
    message = MIMEMultipart()
    message["From"], message["Subject"] = "n@minvoorbeeld.nl", "Delen"
    message.attach(MIMEText("eerste deel\n"))
    message.attach(MIMEText("<p>tweede deel</p>", "html"))
    assert text_of(read_bytes("x.eml", message.as_bytes())).splitlines()[2:] == [
        "eerste deel",
        "tweede deel",
    ]


@given(st.text(st.characters(codec="utf-8"), max_size=200))
def test_html_of_any_kind_gives_text(html: str) -> None:
    assert isinstance(html_text(html), str)


@given(st.lists(st.text("abc é", min_size=1), max_size=8))
def test_no_visible_word_of_html_is_lost(words: list[str]) -> None:
    html = "".join(f"<div><b>{word}</b><td>{word}</div>" for word in words)
    assert html_text(html).split() == [
        part for word in words for part in (word + " " + word).split()
    ]


def test_html_deeper_than_any_reader_goes() -> None:
    assert "diep" in html_text("<div>" * 5000 + "diep" + "</div>" * 5000)
