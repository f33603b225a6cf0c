"""What a hand quicker than the page sends is still understood."""

from __future__ import annotations

import pytest

from ui.sidebar import read_choices

NAMES = {"静岡県": "Shizuoka", "産業": "Industry", "産業・観光": "Industry and tourism"}


@pytest.mark.parametrize(
    ("sent", "chosen"),
    [
        (["静岡県"], {"静岡県"}),
        (["Shizuoka (3)"], {"静岡県"}),
        (["Industry and tourism (1)", "産業"], {"産業・観光", "産業"}),
        (["Industry (2)"], {"産業"}),
        (["nothing known"], set()),
        ([], set()),
    ],
)
def test_a_label_with_an_old_count_still_names_its_value(sent, chosen):
    assert read_choices(sent, NAMES) == chosen
