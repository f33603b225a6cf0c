"""The shown pairs as a plain table, and its texts made harmless for a spreadsheet."""

from __future__ import annotations

import re
from typing import Final

import pandas as pd

from geo.atlas import Selection
from geo.export import PROPERTIES

COLUMNS: Final = ("pair_id", *PROPERTIES)
"""The columns of the table, the id of the pair (``L09-22205``) first."""

_FORMULA: Final = re.compile(r"(?:^|(?<=[;\t\r\n]))(?=[=+\-@\t\r\n＝＋－＠])")
"""Where a spreadsheet may take a text for a formula: at the start of a cell, and where a cell would
start if semicolons or tabs parted them. Excel's Japanese version reads ＝ as =."""


def make_table(selection: Selection) -> pd.DataFrame:
    """Return one row a project-municipality pair, with :data:`COLUMNS` and no geometry."""
    return pd.DataFrame(selection.pairs[list(COLUMNS)]).reset_index(drop=True)


def defuse(text: str) -> str:
    """Return a text that no spreadsheet runs: what would start a formula gets an apostrophe."""
    return _FORMULA.sub("'", text)


def defuse_table(table: pd.DataFrame) -> pd.DataFrame:
    """Return the table with every text defused; numbers stay numbers, blanks blank."""
    texts = table.select_dtypes(exclude="number")
    return table.assign(
        **{
            str(name): [defuse(cell) if isinstance(cell, str) else cell for cell in column]
            for name, column in texts.items()
        }
    )
