"""The box of longitudes and latitudes in which Japan lies, and how swapped coordinates show."""

from __future__ import annotations

from typing import Final

import numpy as np
import numpy.typing as npt

WEST: Final = 122.0
EAST: Final = 154.0
SOUTH: Final = 20.0
NORTH: Final = 46.5
"""Degrees (WGS 84): 与那国島 and 南鳥島, 沖ノ鳥島 and 択捉島 lie inside."""

JAPAN_BOX: Final = f"{WEST:g} {SOUTH:g} {EAST:g} {NORTH:g}"
"""West, south, east, north, as messages say it."""

Floats = npt.NDArray[np.float64]


def is_in_japan(lons: Floats, lats: Floats) -> npt.NDArray[np.bool_]:
    """Tell for each pair of longitude and latitude (degrees) whether it lies in the box."""
    return (lons >= WEST) & (lons <= EAST) & (lats >= SOUTH) & (lats <= NORTH)
