"""Matrices of PDF content (ISO 32000-2, 8.3.3): six numbers, applied to row vectors."""

from __future__ import annotations

from collections.abc import Sequence

from pikepdf import Object

Matrix = tuple[float, float, float, float, float, float]
ONE: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


def matrix(operands: Sequence[Object]) -> Matrix:
    """The operands of ``cm`` or ``Tm``."""
    a, b, c, d, e, f = (float(value) for value in operands)
    return a, b, c, d, e, f


def times(one: Matrix, other: Matrix) -> Matrix:
    """First ``one``, then ``other``."""
    a, b, c, d, e, f = one
    k, l, m, n, o, p = other  # noqa: E741
    return (
        a * k + b * m,
        a * l + b * n,
        c * k + d * m,
        c * l + d * n,
        e * k + f * m + o,
        e * l + f * n + p,
    )


def inverse(given: Matrix) -> Matrix | None:
    """What undoes a matrix; None when nothing does."""
    a, b, c, d, e, f = given
    size = a * d - b * c
    if abs(size) < 1e-12:
        return None
    return (
        d / size,
        -b / size,
        -c / size,
        a / size,
        (c * f - d * e) / size,
        (b * e - a * f) / size,
    )


def apply(given: Matrix, x: float, y: float) -> tuple[float, float]:
    """Where a point comes to lie."""
    a, b, c, d, e, f = given
    return a * x + c * y + e, b * x + d * y + f
