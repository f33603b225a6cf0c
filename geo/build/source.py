"""What a build needs of its source of boundaries, whichever that is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import geopandas as gpd
import pandas as pd

from geo.build.checks import Expected

Entry = Mapping[str, Any]


@dataclass(frozen=True)
class Source:
    """Raw parts and names, what they must come to, and what the record says of them.

    ``parts`` has the columns :data:`geo.build.jma.RAW_COLUMNS`, ``names`` those of
    :data:`geo.build.names.NAME_COLUMNS`. ``entries`` are the record's sources, ``first_steps`` and
    ``names_step`` its steps of processing. ``said`` are lines to print about what was read.
    """

    parts: gpd.GeoDataFrame
    names: pd.DataFrame
    expected: Expected
    data_date: str | None
    data_date_ja: str
    data_date_en: str
    entries: tuple[Entry, ...]
    names_step: Entry
    first_steps: tuple[Entry, ...] = ()
    said: tuple[str, ...] = ()
