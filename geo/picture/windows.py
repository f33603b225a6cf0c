"""Which parts of the country stand where on the sheet.

The long country leaves the corners of a landscape sheet free: the southern islands stand in the
lower left, as on most maps of Japan, and the two crowded parts stand enlarged in the upper left.
"""

from __future__ import annotations

from typing import Final

from geo.picture.shapes import Window

MAIN: Final = Window("main", 10, 31, 277, 147, 131.95, 37.95, 12_400_000, 0.01, 137)
TOKYO: Final = Window("tokyo", 14, 98, 74, 76, 139.68, 35.75, 2_700_000, 0.003, 139.68)
WEST: Final = Window("west", 91, 113, 98, 61, 134.75, 34.86, 6_000_000, 0.005, 134.75)
OKINAWA: Final = Window("okinawa", 14, 35, 71, 58, 127.15, 26.98, 12_400_000, 0.01, 127)
OGASAWARA: Final = Window("ogasawara", 180, 35, 24, 25, 142.18, 27.23, 6_500_000, 0.003, 142)

ENLARGED: Final = (TOKYO, WEST)
INSETS: Final = (*ENLARGED, OKINAWA, OGASAWARA)
