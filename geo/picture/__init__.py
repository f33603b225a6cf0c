"""Pictures of the map and of the charts for print, drawn on the server."""

from typing import Final

MEDIA_TYPES: Final = {"png": "image/png", "pdf": "application/pdf", "svg": "image/svg+xml"}
"""The media type of each kind of picture by its suffix."""
