"""What every peer draws and filters: all municipalities, and the project that colours some."""

from __future__ import annotations

import geopandas as gpd
import pandas as pd
import streamlit as st

from geo.atlas import load_atlas

LAND, LEADING, PRIORITY = "#f6f4ee", "#0b5fa5", "#c2410c"
CHOICES = ("leading", "priority", "2019", "2020", "city", "district")


def read_places() -> gpd.GeoDataFrame:
    """Return code, name and shape of each municipality, with its first project's attributes."""
    atlas = load_atlas()
    first = atlas.pairs.drop_duplicates("municipality_code")
    facts = first[["municipality_code", "project_id", "category", "selected_fy", "scope"]]
    places = atlas.municipalities[["municipality_code", "name", "geometry"]]
    joined = places.merge(facts, on="municipality_code", how="left")
    return joined.assign(selected_fy=joined["selected_fy"].astype("Int64").astype("str"))


load_places = st.cache_resource(read_places)


def choose() -> dict[str, bool]:
    """Draw the filter, one box a choice; return what is on."""
    return {choice: st.sidebar.checkbox(choice, value=True) for choice in CHOICES}


def colours(places: pd.DataFrame, is_on: dict[str, bool]) -> pd.Series[str]:
    """Return each municipality's colour under the filter."""
    on = [choice for choice in CHOICES if is_on[choice]]
    shown = places["category"].isin(on) & places["selected_fy"].isin(on) & places["scope"].isin(on)
    of_category = places["category"].map({"leading": LEADING, "priority": PRIORITY})
    return of_category.where(shown, LAND).fillna(LAND)


def details(places: pd.DataFrame, code: str | None) -> None:
    """Write what is known of the clicked municipality."""
    if not code:
        st.write("Click a municipality.")
        return
    place = places.set_index("municipality_code").loc[code]
    st.subheader(place["name"])
    st.write(code, place["project_id"], place["category"], place["selected_fy"], place["scope"])
