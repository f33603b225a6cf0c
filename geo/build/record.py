"""The provenance record of ``data/municipalities.geojson``; ``data/README.md`` explains its keys.

Every date comes from the sources, none from the clock, so that the record is as reproducible as
the file itself. What each source says of itself stands in ``jma_source`` and ``n03_source``.
"""

from __future__ import annotations

import hashlib
from dataclasses import asdict
from typing import Any

from geo.build.assemble import Assembled
from geo.build.coverage import LARGEST_GAP_KM2
from geo.build.shapes import DECIMALS
from geo.build.simplify import SMALLEST_ISLET_KM2
from geo.build.source import Source
from geo.schema import CRS


def make_record(file: str, content: bytes, built: Assembled, source: Source) -> dict[str, Any]:
    """Return the record of the GeoJSON ``content``, which is written as ``file``."""
    frame = built.frame
    return {
        "file": file,
        "title_ja": "全国の市区町村（行政区域）",
        "title_en": "Municipalities of Japan (boundaries and names)",
        "data_date": source.data_date,
        "data_date_ja": source.data_date_ja,
        "data_date_en": source.data_date_en,
        "crs": CRS,
        "counts": {
            "features": len(frame),
            "municipalities": int(frame["municipality_code"].nunique()),
            "by_kind": frame["kind"].value_counts().sort_index().to_dict(),
            "vertices": built.final.vertices,
        },
        "area_km2": {
            "municipalities": _total_area(built, has_code=True),
            "northern_territories": _total_area(built, has_code=False),
        },
        "sources": list(source.entries),
        "processing": _describe_processing(built, source),
        "bytes": len(content),
        "sha256": hashlib.sha256(content).hexdigest(),
    }


def _total_area(built: Assembled, *, has_code: bool) -> float:
    chosen = built.frame["municipality_code"].notna() == has_code
    return round(float(built.frame.loc[chosen, "area_km2"].sum()), 2)


def _describe_processing(built: Assembled, source: Source) -> list[dict[str, Any]]:
    steps = [
        *source.first_steps,
        {
            "step": "repair",
            "what_en": "invalid parts made valid, lines and points that this leaves dropped",
            "what_ja": "不正な図形を修復し、残った線と点を除く",
            "figures": {"parts": built.parts, "invalid_repaired": built.repaired},
        },
        {
            "step": "dissolve",
            "what_en": "parts and wards of designated cities joined to their municipality",
            "what_ja": "区域の一部分と政令指定都市の区を市区町村に統合",
            "tolerance_degrees": 10.0**-DECIMALS,
            "figures": asdict(built.dissolved),
        },
        {
            "step": "share_borders",
            "what_en": (
                "all borders noded together on the grid; overlaps, and gaps up to the largest"
                " given, go to the municipality with the longest border"
            ),
            "what_ja": (
                "全境界を格子上で一括して結節し、重なりと小さな隙間を最長の境界をもつ市区町村に帰属"
            ),
            "tolerance_degrees": 10.0**-DECIMALS,
            "largest_gap_km2": LARGEST_GAP_KM2,
            "figures": asdict(built.final) | {"largest_change": round(built.largest_change, 6)},
        },
        *_describe_simplifying(built),
        source.names_step,
        {
            "step": "area",
            "what_en": "geodesic area of the finished shape on the GRS80 ellipsoid",
            "what_ja": "仕上げた図形の GRS80 楕円体上の測地面積",
        },
    ]
    return [dict(step) for step in steps]


def _describe_simplifying(built: Assembled) -> list[dict[str, Any]]:
    done = built.simplified
    if not done.tolerance and not done.islets:
        return []
    return [
        {
            "step": "simplify",
            "what_en": (
                "islets without neighbours left out, then the same vertices taken from both sides"
                " of each border (shapely.coverage_simplify)"
            ),
            "what_ja": "隣接のない小島を除き、境界の両側から同じ頂点を間引いて簡略化",
            "tolerance_degrees": done.tolerance,
            "smallest_islet_km2": SMALLEST_ISLET_KM2,
            "figures": {
                "islets": done.islets,
                "islets_km2": round(done.islets_km2, 6),
                "largest_change": round(done.largest_change, 6),
            },
        }
    ]
