"""Named checks of values: each takes a text and gives the part that holds, or None.

The part is a prefix of the text, so that a pattern may be a little greedy. Checksums come from
python-stdnum (BSN: elfproef; IBAN: ISO 13616 mod 97) and numbering plans from phonenumbers.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Callable, Mapping
from functools import cache
from itertools import product

import phonenumbers
import regex
from stdnum import bitcoin, luhn
from stdnum import iban as stdnum_iban
from stdnum.exceptions import ValidationError
from stdnum.nl import bsn as stdnum_bsn

from woo_tool.detect.numbers.file_numbers import file_code, file_number, is_date, is_year, is_years
from woo_tool.resources import data_path

Validator = Callable[[str], str | None]

#: What OCR makes of digits, read back.
_OCR_DIGITS = str.maketrans("OoQDIl|iZzSsBb", "00001111225588")
_SEPARATORS = regex.compile(r"[\s.\-–/()|]+")


def digits(text: str) -> str:
    """The digits of a number with its separators removed and OCR confusions read back."""
    joined: str = _SEPARATORS.sub("", text)
    return joined.translate(_OCR_DIGITS)


def elfproef(text: str) -> str | None:
    """A BSN of nine digits that passes the eleven test (Besluit BSN, bijlage)."""
    number = digits(text)
    return text if len(number) == 9 and stdnum_bsn.is_valid(number) else None


def iban(text: str) -> str | None:
    """The prefix that is an IBAN: the country's length, and 97 as modulus (ISO 13616)."""
    country = text[:2].upper()
    length = _iban_length(country)
    if length is None:
        return None
    taken = 0
    for position, char in enumerate(text):
        taken += char.isalnum()
        if taken == length:
            value = text[: position + 1]
            return value if _iban_holds(value) else None
    return None


def _iban_holds(value: str) -> bool:
    number = "".join(char for char in value if char.isascii() and char.isalnum())
    read = number[:2] + number[2:4].translate(_OCR_DIGITS)
    head = 8 if number[:2].upper() == "NL" else 4
    tried = (
        number,
        read + number[4:],
        read + number[4:head] + number[head:].translate(_OCR_DIGITS),
    )
    return any(_mod97(candidate.upper()) for candidate in tried)


def _mod97(number: str) -> bool:
    try:
        stdnum_iban.validate(number, check_country=False)
    except ValidationError:
        return False
    return True


def _iban_length(country: str) -> int | None:
    return _IBAN_LENGTHS.get(country)


#: Length of an IBAN per country (SWIFT IBAN registry), for those met in Dutch files.
_IBAN_LENGTHS: Mapping[str, int] = {
    "NL": 18, "BE": 16, "DE": 22, "FR": 27, "GB": 22, "IE": 22, "LU": 20, "ES": 24, "PT": 25,
    "IT": 27, "PL": 28, "AT": 20, "CH": 21, "CZ": 24, "DK": 18, "EE": 20, "FI": 18, "GR": 27,
    "HR": 21, "HU": 28, "LT": 20, "LV": 21, "MT": 31, "NO": 15, "RO": 24, "SE": 24, "SI": 19,
    "SK": 24, "BG": 22, "CY": 28, "TR": 26, "UA": 29, "RS": 22, "AL": 28, "MA": 28, "TN": 24,
}  # fmt: skip


#: A date at the beginning, or one that begins with its year anywhere.
_DATE = regex.compile(
    r"(?:0?[1-9]|[12]\d|3[01])(?P<by>[-/. ])(?:0?[1-9]|1[0-2])(?P=by)(?:19|20)\d\d(?!\d)"
    r"|.*?(?<!\d)(?:19|20)\d\d-(?:0[1-9]|1[0-2])-[0-3]\d(?!\d)"
)


def dutch_phone(text: str) -> str | None:
    """A number of the Dutch plan: ten digits from 0, or with +31 or 0031 before nine."""
    if _DATE.match(text):
        return None
    number = digits(text.replace("+", ""))
    if number.startswith("0031"):
        number = number[2:]
    if text.lstrip("( ").startswith("+") or (number.startswith("31") and len(number) > 10):
        number = "0" + number[2:].lstrip("0")
    if len(number) != 10 or not number.startswith("0") or number.startswith("00"):
        return None
    return text if _possible(number, "NL") else None


def foreign_phone(text: str) -> str | None:
    """A number with a country code that phonenumbers holds possible."""
    number = digits(text.replace("+", ""))
    number = "+" + number.removeprefix("00")
    return text if _possible(number, None) else None


def _possible(number: str, region: str | None) -> bool:
    try:
        return phonenumbers.is_possible_number(phonenumbers.parse(number, region))
    except phonenumbers.NumberParseException:
        return False


def loose_phone(text: str) -> str | None:
    """Seven to fifteen digits: what stands behind 'tel.' in any notation (E.164: 15 at most), but
    no date with an hour."""
    if _DATE.match(text):
        return None
    return text if 7 <= len(digits(text.replace("+", ""))) <= 15 else None


#: Signs that OCR takes for each other, in a plate.
_LIKE = {sign: both for both in ("O0", "I1", "L1", "B8", "S5", "Z2", "G6") for sign in both}
_PLATE_SIGNS = regex.compile(r"[\s.–-]")
_PLATES = regex.compile(
    r"""(?:[A-Z]{2}\d{4}|\d{4}[A-Z]{2}|\d{2}[A-Z]{2}\d{2}|[A-Z]{2}\d{2}[A-Z]{2}|[A-Z]{4}\d{2}
    |\d{2}[A-Z]{4}|\d{2}[A-Z]{3}\d|\d[A-Z]{3}\d{2}|[A-Z]{2}\d{3}[A-Z]|[A-Z]\d{3}[A-Z]{2}
    |[A-Z]{3}\d{2}[A-Z]|[A-Z]\d{2}[A-Z]{3}|\d[A-Z]{2}\d{3}|\d{3}[A-Z]{2}\d)""",
    regex.VERBOSE,
)


def plate(text: str) -> str | None:
    """A Dutch licence plate, sidecode 1 to 14 (RDW)."""
    return text if _PLATES.fullmatch(_PLATE_SIGNS.sub("", text).upper()) else None


def scanned_plate(text: str) -> str | None:
    """A Dutch licence plate in which OCR took letters for digits, or digits for letters."""
    signs = _PLATE_SIGNS.sub("", text).upper()
    if len(signs) != 6 or not any(sign.isdigit() for sign in signs):
        return None
    read = ("".join(one) for one in product(*(_LIKE.get(sign, sign) for sign in signs)))
    return text if any(_PLATES.fullmatch(one) for one in read) else None


def postcode(text: str) -> str | None:
    """A Dutch postcode: the letters SA, SD and SS aren't given out."""
    return None if text[-2:].upper() in {"SA", "SD", "SS"} else text


def address_ip(text: str) -> str | None:
    """An IP address of the public internet, or of the ranges kept for examples (RFC 5737, 3849)."""
    found = _ip(text)
    return text if found is not None and (found.is_global or _is_example(found)) else None


def inner_ip(text: str) -> str | None:
    """An IP address of an office network (RFC 1918 and the like): it may point to a workplace."""
    found = _ip(text)
    usable = found is not None and not (
        found.is_global or found.is_loopback or found.is_unspecified or found.is_multicast
    )
    return text if usable and not text.startswith("255.") else None


_EXAMPLES = tuple(
    ipaddress.ip_network(range_)
    for range_ in ("192.0.2.0/24", "198.51.100.0/24", "203.0.113.0/24", "2001:db8::/32")
)


def _is_example(found: ipaddress.IPv4Address | ipaddress.IPv6Address) -> bool:
    return any(found in range_ for range_ in _EXAMPLES)


def _ip(text: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    try:
        return ipaddress.ip_address(text)
    except ValueError:
        return None


_YEAR_IN_WORDS = regex.compile(r"(?i)(?:negentien|tweeduizend)")
_YEAR = regex.compile(r"(?:19|20)\d\d")
#: A date with a year of two digits, the month in digits or in letters; and one as ddmmjj.
_SHORT_YEAR = regex.compile(r"\D*\d{1,2}\D+\d{1,2}\D+\d{2}\D*|\d{1,2}\D*\p{L}{3,}\D*\d{2}|\d{6}")


def birth_date(text: str) -> str | None:
    """A date whose year can be a year of birth (1900 up to this rule's range of 2099)."""
    if _YEAR_IN_WORDS.search(text):
        return text
    if not (_YEAR.search(text.translate(_OCR_DIGITS)) or _SHORT_YEAR.fullmatch(text)):
        return None
    compact = len(text) == 8 and text.isdecimal()
    return text if not compact or is_date(text) else None


_NOT_LOGIN = frozenset(
    {
        "is", "was", "zijn", "wordt", "werd", "van", "voor", "met", "naar", "bij", "onder", "over",
        "heeft", "had", "kan", "staat", "stond", "nummer", "naam", "niet", "nog", "dat", "die",
        "deze", "het", "een", "waar", "waarop", "waarmee", "actief", "inactief", "geblokkeerd",
        "gesloten", "aangemaakt", "verwijderd", "blijkt", "bleek", "gebruikt", "wachtwoord", "from",
        "with", "the", "has", "and", "number", "name", "story", "stories", "details", "settings",
        "guide", "manual", "interface", "experience", "manager", "management", "access", "group",
        "groups", "support", "data", "friendly", "rights", "role", "roles", "scherm", "pagina",
        "poging", "pogingen", "knop", "venster", "accounts", "account", "gebruiker", "gebruikers",
        "root", "system", "systeem", "kernel",
    }
)  # fmt: skip


@cache
def _common_words() -> frozenset[str]:
    lines = data_path("rules", "common_words.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(line for line in lines if line and not line.startswith("#"))


_NUMBER_WORD = regex.compile(r"(?i)[.-](?:nr|nrs|no|nummer|ip|datum|dat|naam)$")
_DOMAIN = regex.compile(r"@[\w-]+(?:\.[\w-]+)*\.(?:nl|com|org|eu|net|be|de|example)")


def login(text: str) -> str | None:
    """A log-in name: no common word, and no domain whose local part is gone."""
    if text.lower() in _NOT_LOGIN or _DOMAIN.fullmatch(f"@{text.lstrip('@')}"):
        return None
    if _NUMBER_WORD.search(text):
        return None
    return text


def login_word(text: str) -> str | None:
    """A log-in name behind a word for one, without a colon: no common word."""
    word = text.lower()
    forms = (word, word[:-1], f"{word[:-1]}en", f"{word}en")  # wijzigt: wijzigen
    return None if any(form in _common_words() for form in forms) else login(text)


def login_code(text: str) -> str | None:
    """A log-in name that looks like one by itself: with a digit or a sign inside it, or an initial
    before a surname (kbos), by letters that begin no Dutch word."""
    telling = any(sign.isdigit() or sign in "._\\-" for sign in text[1:]) and text[0].isalpha()
    telling = telling or _TAIL_INITIAL.fullmatch(text) is not None
    initial = len(text) > 3 and _ODD_START.match(text) is not None
    return login_word(text) if (telling and text == text.strip("-")) or initial else None


def account_shape(text: str) -> str | None:
    """A word that has the form of an account: an initial and a surname, a name with something that
    only accounts have, or letters that begin no Dutch word before digits."""
    bare = text.rstrip("0123456789")
    if "_" in text:
        return login(text)
    _, dot, name = bare.partition(".")
    if dot:
        return None if login_word(name.partition("-")[0]) is None else login(text)
    return login_word(text) if _ODD_START.match(bare) is not None else None


#: A surname and an initial, without a space: JansenJ.
_TAIL_INITIAL = regex.compile(r"\p{Lu}?\p{Ll}{3,20}\p{Lu}{1,2}")
#: Two consonants that begin no Dutch word: an initial and a surname.
_ODD_START = regex.compile(
    r"(?![bcfgkp][lr]|[dtvw]r|ch|dw|gn|kn|kw|ps|s[chfjklmnptw]|sh|th|ts|tw|vl|zw|ij)"
    r"[bcdfghjklmnpqrstvwxz]{2}[\p{Ll}]{2,20}$"
)


def profile(text: str) -> str | None:
    """The name in the address of a profile, without a full stop behind it."""
    value = text.rstrip(".")
    return value if len(value) > 2 and any(char.isalpha() for char in value) else None


def has_digits(text: str) -> str | None:
    """A number of a document: at least three digits in it, and no year."""
    count = sum(char.isdigit() for char in text)
    return text if count >= 3 and not is_year(text) else None


def card(text: str) -> str | None:
    """The number of a payment card: the Luhn check (ISO/IEC 7812)."""
    return text if luhn.is_valid(text.replace(" ", "").replace("-", "")) else None


def wallet(text: str) -> str | None:
    """An address of a crypto account: Bitcoin with its checksum (BIP 173, Base58Check), Ethereum
    by its form."""
    return text if text.startswith("0x") or bitcoin.is_valid(text) else None


_IP_NOISE = regex.compile(r"[ \[\]()]")


def spaced_ip(text: str) -> str | None:
    """An IPv4 address with spaces or brackets around its full stops or letters for digits."""
    read = _IP_NOISE.sub("", text).replace(",", ".").translate(_OCR_DIGITS)
    return text if _ip(read) is not None else None


def staff_number(text: str) -> str | None:
    """A number of a member of staff: three digits or more, joined or in groups; never a year."""
    count = sum(char.isdigit() for char in text)
    return text if count >= 3 and not is_years(text) and dutch_phone(text) is None else None


def staff_code(text: str) -> str | None:
    """A number behind a word for who works there, not for 'number': four digits or more in one
    group (three behind letters), or groups of a known form; no date."""
    known = _STAFF_CODE.fullmatch(text) is not None and not is_date(text)
    return staff_number(text) if known else None


_STAFF_CODE = regex.compile(
    r"\p{Lu}{1,4}[- ]?\d{3,8}|\d{4,9}|\d{2,6}-\d{2,5}|\d{2,3}(?:\.\d{2,4}){1,3}|\p{L}\d{4,8}"
)


VALIDATORS: Mapping[str, Validator] = {
    "elfproef": elfproef,
    "iban": iban,
    "dutch_phone": dutch_phone,
    "foreign_phone": foreign_phone,
    "loose_phone": loose_phone,
    "plate": plate,
    "plate_ocr": scanned_plate,
    "postcode": postcode,
    "ip": address_ip,
    "ip_intern": inner_ip,
    "birth_date": birth_date,
    "login": login,
    "has_digits": has_digits,
    "login_word": login_word,
    "login_code": login_code,
    "account_shape": account_shape,
    "profile": profile,
    "luhn": card,
    "wallet": wallet,
    "ip_gespreid": spaced_ip,
    "file_number": file_number,
    "file_code": file_code,
    "staff_number": staff_number,
    "staff_code": staff_code,
}
