"""The Dutch words of the review page for the values of the model."""

from __future__ import annotations

from woo_tool.kinds import Label, Law, MarkState, Role, Status

STATES = {
    MarkState.PROPOSED: "Voorstel",
    MarkState.APPROVED: "Lakken",
    MarkState.REJECTED: "Niet lakken",
    MarkState.ASK: "Vraag",
    MarkState.KEPT: "Blijft staan",
}

LABELS = {
    Label.PERSON: "Naam",
    Label.EMAIL_ADDRESS: "E-mailadres",
    Label.PHONE_NUMBER: "Telefoonnummer",
    Label.ADDRESS: "Adres",
    Label.POSTCODE: "Postcode",
    Label.DATE_OF_BIRTH: "Geboortedatum",
    Label.NL_BSN: "Burgerservicenummer",
    Label.IBAN_CODE: "Rekeningnummer",
    Label.NL_LICENSE_PLATE: "Kenteken",
    Label.PERSONNEL_NUMBER: "Personeelsnummer",
    Label.DOCUMENT_NUMBER: "Documentnummer",
    Label.CASE_NUMBER: "Zaaknummer",
    Label.HANDLE: "Gebruikersnaam",
    Label.IP_ADDRESS: "IP-adres",
    Label.SIGNATURE: "Handtekening",
    Label.OPINION: "Persoonlijke beleidsopvatting",
    Label.SPECIAL_CATEGORY: "Bijzonder persoonsgegeven",
    Label.TRACEABLE: "Herleidbaar gegeven",
    Label.BUSINESS: "Bedrijfsgegeven",
    Label.STATE_SECURITY: "Veiligheid van de Staat",
    Label.INSPECTION: "Werkwijze van toezicht",
}

ROLES = {
    Role.OFFICE_HOLDER: "bewindspersoon of bestuurder",
    Role.TOP_OFFICIAL: "topambtenaar",
    Role.DIRECTOR: "directeur",
    Role.SPOKESPERSON: "woordvoerder",
    Role.SIGNATORY: "ondertekenaar",
    Role.OFFICIAL: "ambtenaar",
    Role.REQUESTER: "verzoeker",
    Role.REPORTER: "melder",
    Role.ACCUSED: "betrokkene",
    Role.WITNESS: "getuige",
    Role.THIRD_PARTY: "derde",
    Role.COMPANY_CONTACT: "contactpersoon van een bedrijf",
    Role.ADVISER: "adviseur",
    Role.PUBLIC_FIGURE: "publiek persoon",
    Role.UNKNOWN: "rol onbekend",
}

ACTIONS = {"redact": "lakken", "keep": "laten staan", "ask": "vraag"}

STATUSES = {
    Status.OK: "",
    Status.OCR: "gescand (OCR)",
    Status.UNREADABLE: "niet leesbaar",
    Status.ENCRYPTED: "versleuteld",
    Status.EMPTY: "leeg",
    Status.UNSUPPORTED: "soort wordt niet gelezen",
}

LAWS = {Law.WOB: "Wob", Law.WOO: "Woo"}

DECISIONS = {
    "approve": "lakken",
    "reject": "niet lakken",
    "reopen": "weer open",
    "ground": "grond gewijzigd",
    "add": "toegevoegd en gelakt",
    "approve_page": "pagina goedgekeurd",
    "reopen_page": "pagina weer open",
    "person": "besloten over persoon",
    "document": "stuk beoordeeld",
    "sample": "steekproef getrokken",
    "sampled": "steekproefpagina bekeken",
    "draft": "concept voor een derde gemaakt",
}

JUDGEMENTS = {
    "": "Volgt uit de markeringen",
    "Openbaar": "Openbaar",
    "Deels openbaar": "Deels openbaar",
    "Niet openbaar": "Niet openbaar (in het geheel geweigerd)",
    "Reeds openbaar": "Reeds openbaar",
    "Dubbel": "Dubbel",
    "Valt buiten reikwijdte": "Valt buiten reikwijdte",
}
