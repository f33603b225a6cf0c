"""Local government codes (全国地方公共団体コード): five digits, and the check digit after them."""

from __future__ import annotations

import re
from typing import Final

PREFECTURES: Final = tuple(
    "北海道 青森県 岩手県 宮城県 秋田県 山形県 福島県 茨城県 栃木県 群馬県 埼玉県 千葉県 東京都 神奈川県 新潟県 富山県 "
    "石川県 福井県 山梨県 長野県 岐阜県 静岡県 愛知県 三重県 滋賀県 京都府 大阪府 兵庫県 奈良県 和歌山県 鳥取県 島根県 "
    "岡山県 広島県 山口県 徳島県 香川県 愛媛県 高知県 福岡県 佐賀県 長崎県 熊本県 大分県 宮崎県 鹿児島県 沖縄県".split()
)
"""The full names of the 47 prefectures, in the order of their codes: the first is 01."""

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


def prefecture_name(code: str) -> str:
    """Return the full name of the prefecture at the head of a code: ``22205`` gives ``静岡県``.

    Raises
    ------
    ValueError
        When ``code`` does not begin with a prefecture code, 01 to 47.
    """
    head = prefecture_code(code)
    if not re.fullmatch(r"[0-9]{2}", head) or not 1 <= int(head) <= len(PREFECTURES):
        raise ValueError(f"a code begins with a prefecture, 01 to 47, got {code!r}")
    return PREFECTURES[int(head) - 1]
