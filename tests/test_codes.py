from __future__ import annotations

import pytest

from geo.codes import check_digit, has_right_check_digit, is_code, prefecture_code, with_check_digit


@pytest.mark.parametrize(
    ("code", "six"),
    [("01100", "011002"), ("13101", "131016"), ("12217", "122173"), ("27100", "271004")],
)
def test_the_check_digit_is_that_of_the_published_codes(code, six):
    assert with_check_digit(code) == six
    assert has_right_check_digit(six)
    assert not has_right_check_digit(code + str((int(six[-1]) + 1) % 10))


@pytest.mark.parametrize("text", ["1100", "011002", "48201", "00100", "0110a", "０１１００", ""])
def test_what_is_no_code(text):
    assert not is_code(text)


def test_a_code_of_another_length_has_no_check_digit():
    with pytest.raises(ValueError, match="five digits"):
        check_digit("1100")


def test_the_prefecture_stands_first():
    assert prefecture_code("47201") == "47"
