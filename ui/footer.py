"""The footer: the sources and licences that the data ask to be named."""

from __future__ import annotations

from geo.catalogue import Catalogue
from ui.markup import fill, join, show
from ui.store import current_records


def show_footer(texts: Catalogue) -> None:
    """Show each data file's sources with the attribution and licence they ask for."""
    items = [
        fill(
            "<li>{}{}</li>",
            source[f"attribution_{texts.language}"],
            texts("footer.licence", licence=source[f"licence_{texts.language}"])
            if source.get(f"licence_{texts.language}")
            else "",
        )
        for record in current_records()
        for source in record.sources
    ]
    show(
        fill(
            '<footer class="sources"><h2>{}</h2><ul>{}</ul><p>{}</p></footer>',
            texts("footer.heading"),
            join(items),
            texts("footer.unofficial"),
        )
    )
