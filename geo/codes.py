"""Local government codes (全国地方公共団体コード): five digits, and the check digit after them."""

from __future__ import annotations

import re

_FIVE_DIGITS = re.compile(r"[0-9]{5}")
_WEIGHTS = (6, 5, 4, 3, 2)


def is_code(text: str) -> bool:
    """Tell whether ``text`` has the form of a code: five ASCII digits of prefecture 01 to 47."""
    return bool(_FIVE_DIGITS.fullmatch(text)) and 1 <= int(text[:2]) <= 47


def check_digit(code: str) -> str:
    """Return the sixth digit that belongs to a five-digit code.

    Rule: weights 6, 5, 4, 3, 2; the last digit of 11 minus the weighted sum modulo 11
    (総務省「全国地方公共団体コード仕様」). ``01100`` gives ``2``.

    Raises
    ------
    ValueError
        When ``code`` is not five ASCII digits.
    """
    if not _FIVE_DIGITS.fullmatch(code):
        raise ValueError(f"a local government code has five digits, got {code!r}")
    weighted = sum(int(digit) * weight for digit, weight in zip(code, _WEIGHTS, strict=True))
    return str((11 - weighted % 11) % 10)


def with_check_digit(code: str) -> str:
    """Return the six-digit form of a five-digit code: ``01100`` gives ``011002``."""
    return code + check_digit(code)


def has_right_check_digit(six_digits: str) -> bool:
    """Tell whether six digits are a code followed by its own check digit."""
    if not re.fullmatch(r"[0-9]{6}", six_digits):
        return False
    return check_digit(six_digits[:5]) == six_digits[5]


def prefecture_code(code: str) -> str:
    """Return the two-digit prefecture code at the head of a municipality code."""
    return code[:2]
