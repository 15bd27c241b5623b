"""One exception class per cause, each with the contract's exit code and advice to the user.

Exit codes: 1 something needs a person, 2 wrong use or bad input (nothing was written), 3 a safety
check refused, 4 the environment failed. Messages are Dutch: what, where, and what to do.
"""

from __future__ import annotations

from typing import ClassVar


class WooError(Exception):
    """An error with a message for the user: what went wrong, where, and what to do about it."""

    exit_code: ClassVar[int] = 2

    def __init__(self, what: str, *, where: str = "", advice: str = "") -> None:
        self.what = what
        self.where = where
        self.advice = advice
        super().__init__(self.message)

    @property
    def message(self) -> str:
        """One or two lines of Dutch."""
        head = f"{self.where}: {self.what}" if self.where else self.what
        return f"{head}\n{self.advice}" if self.advice else head


class InputError(WooError):
    """Wrong use, or a file of the user's with a fault. Nothing was written."""

    exit_code = 2


class RequestError(InputError):
    """request.yaml, people.yaml, documents.csv or a case register has a fault."""


class NeedsPersonError(WooError):
    """The step can't be finished before a person has decided something."""

    exit_code = 1


class SafetyError(WooError):
    """A safety check refused: a leak, a disagreement, or something that can't be verified."""

    exit_code = 3


class LogBrokenError(SafetyError):
    """The log of decisions doesn't hold: changed, cut off, or out of order."""


class EnvironmentFaultError(WooError):
    """The environment failed: disk full, no access, a missing program, model or rule file."""

    exit_code = 4


class RulesError(EnvironmentFaultError):
    """A file below rules/ is missing or has a fault."""


class DossierBusyError(EnvironmentFaultError):
    """Another process is writing this dossier."""
