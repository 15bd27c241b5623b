"""What a name looks like as it is written: regular expressions, and nothing else."""

from __future__ import annotations

import regex

_PARTICLES = (
    r"(?i:van|de|der|den|het|['’]t|['’]s|ten|ter|te|el|al|la|le|du|von|zu|op|in|dos|da|do|di|del|"
    r"ben|bin|ibn|abu|oude|aan|bij|onder|v\.?\s?d\.?|v/d)"
)
_INNER = (
    r"(?i:(?:van|op|in|aan|uit|bij|onder|voor)[ ](?:de|den|der|het|['’]t|ten)|van|de|der|den|"
    r"['’]t|ten|ter|el|al|la|le|du|von|zu|dos|da|do|di|del|ben|bin|ibn|abu|oude|v\.?\s?d\.?|v/d)"
)
#: Abbreviated first names of more than one letter; any other word with a full stop ends a sentence.
LONG_INITIAL = (
    r"(?:A[bdu]|Alb|Ant|Aug|Chr?|Corn|Ed|Fr|Ger|Gerh|H[ae]|Hub|I[Jj]|Jac|Joh|Jos|Ju|Ma|Nic|Ph|St|"
    r"S[jtz]|T[hj]|Ts|W[im]|Y[uae]|Zs)"
)
INITIALS = rf"(?:(?:\p{{Lu}}|{LONG_INITIAL})\.[ ]?-?){{1,7}}"
WORD = r"(?:[DdLO]['’])?\p{Lu}[\p{L}\p{M}\p{Emoji_Presentation}]*(?:['’]\p{L}{2,})?"
_PART = rf"{WORD}(?:[ ]?[-–][ ]?(?:{_PARTICLES}[ ])?{WORD})*"
_NICK = r"(?!\(\p{Lu}{2,4}\))[\"“'‘(]{1,2}\p{Lu}[\p{L} .]{1,20}[\"”'’)]{1,2}"

#: Where a sentence ends: behind a word that is no title and no initial, before a capital.
SENTENCE_STOP = regex.compile(
    rf"(?<!\p{{L}})(?!(?:{LONG_INITIAL}|(?i:mr|mrs|ms|drs|dr|ir|ing|prof|bc|ds|dhr|hr|mw|mevr|mej|"
    r"fam|jhr|jkvr|v\.?d))\.)\p{L}{2,}\K\.\s+(?=[\p{Lu}\"“(])"
)

#: A name as written: initials or first names, tussenvoegsels, surname (with capitals).
NAME = (
    rf"(?:{INITIALS}[ ]?(?:\((?:{_PART})\)[ ])?)?(?:{_PARTICLES}[ ]){{0,3}}{_PART}"
    rf"(?:[ ](?:{_NICK}|{INITIALS}(?![\p{{L}}])|(?:{_INNER}[ ]){{0,3}}{_PART})){{0,4}}"
)
_GIVEN = rf"{WORD}(?:-{WORD})?"
#: Surname first: "Bakker, P.C.M. (Peter)", "Aa, K. van der", "Lau, Wing Yan".
SURNAME_FIRST = (
    rf"(?:{_PARTICLES}[ ]){{0,3}}{_PART}(?:[ ]{_PART})?,[ ]?"
    rf"(?:{INITIALS}|{_GIVEN}(?:[ ](?:{_GIVEN}|{INITIALS})){{0,2}})(?:[ ]?\({WORD}\))?"
    rf"(?:[ ]{_PARTICLES}(?![\p{{L}}])){{0,3}}"
)
#: Surname first with initials, so that the comma can't part two people: "Vries - Smit, S. de".
SURNAME_FIRST_INITIALS = (
    rf"(?:{_PARTICLES}[ ]){{0,3}}{_PART},[ ]?(?:{INITIALS}|{WORD}[ ]\p{{Lu}}\.)"
    rf"(?:[ ]?\({WORD}\))?(?:[ ]?{_PARTICLES}(?![\p{{L}}])){{0,3}}"
)
#: A surname of two, written with spaces: "De Hoogt - Latu", "Heleen Brander - de Gift".
DOUBLE_SURNAME = (
    rf"(?:(?:{WORD}|{INITIALS})[ ])?(?:{_PARTICLES}[ ]){{0,3}}{WORD}[ ][-–][ ]"
    rf"(?:{_PARTICLES}[ ]){{0,3}}{WORD}"
)
#: A first name, what someone is called between double quotes, and the surname.
NICKNAMED = (
    rf"{WORD}[ ][\"“]\p{{Lu}}\p{{L}}*(?:[ ]\p{{Lu}}\p{{L}}*)?[\"”][ ](?:{_INNER}[ ]){{0,3}}{_PART}"
)
