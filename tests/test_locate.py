"""From a point to its municipality: inside, on a border, off the coast, in the sea."""

from __future__ import annotations

import math

import geopandas as gpd
import pytest
import shapely
from pyproj import Geod

from geo.locate import COAST_TOLERANCE_KM, Locator

GRS80 = Geod(ellps="GRS80")


def code_at(atlas, lon, lat):
    row = atlas.locator.find(lon, lat)
    return None if row is None else atlas.municipalities["municipality_code"].iloc[row]


def locator(*shapes):
    return Locator(gpd.GeoDataFrame(geometry=list(shapes), crs="EPSG:4326"))


@pytest.mark.parametrize(
    ("lon", "lat", "code"),
    [
        (139.5, 35.5, "13101"),
        (140.5, 35.5, "13102"),
        (140.0, 35.5, "13101"),  # a border that two share: the lower code
        (140.0000001, 35.5, "13102"),
        (139.5, 35.0, "13101"),  # 千代田区 and 横浜市
        (139.0, 36.0, "11326"),  # a corner where 毛呂山町 and 千代田区 touch
        (140.0, 35.0, "13101"),  # a corner of three
        (141.0, 35.0, "13102"),  # an outer corner
        (130.5, 34.0, "40231"),  # an outer edge
        (146.5, 44.5, ""),  # 北方地域 has a row and no code
        (135.0, 38.0, None),
        (35.5, 139.5 - 90, None),
        (180.0, 90.0, None),
        (-180.0, -90.0, None),
    ],
)
def test_where_a_point_belongs(drawn, lon, lat, code):
    assert code_at(drawn, lon, lat) == code


def test_the_border_rule_follows_the_order_of_the_file():
    west, east = shapely.box(139, 35, 140, 36), shapely.box(140, 35, 141, 36)
    assert locator(west, east).find(140, 35.5) == 0
    assert locator(east, west).find(140, 35.5) == 0


@pytest.mark.parametrize("azimuth", [90, 91, 100])
def test_a_point_just_off_the_coast_belongs_to_it(drawn, azimuth):
    def off(km):
        lon, lat, _ = GRS80.fwd(141.0, 35.5, azimuth, km * 1000)
        return code_at(drawn, lon, lat)

    assert off(COAST_TOLERANCE_KM * 0.99) == "13102"
    assert off(COAST_TOLERANCE_KM / math.sin(math.radians(azimuth)) * 1.01) is None


def test_off_the_coast_the_nearest_on_the_ground_counts():
    # At 45° N a degree of longitude is 79 km, one of latitude 111 km: 0.0110° east is nearer
    # than 0.0085° north.
    east = shapely.box(140.0110, 44.9, 140.5, 45.0)
    north = shapely.box(139.5, 45.0085, 140.0, 45.1)
    assert locator(north, east).find(140.0, 45.0) == 1
    # 0.0095° north is 1.06 km, too far; 0.0115° east of the same shape is 0.91 km.
    both = shapely.union(
        shapely.box(140.0115, 44.9, 140.5, 45.0095), shapely.box(139.5, 45.0095, 140.5, 45.1)
    )
    assert locator(both).find(140.0, 45.0) == 0


def test_of_two_equally_near_the_first_counts():
    left, right = shapely.box(139, 35, 139.995, 36), shapely.box(140.005, 35, 141, 36)
    assert locator(left, right).find(140, 35.5) == 0
    assert locator(right, left).find(140, 35.5) == 0


def test_a_lake_within_belongs_to_its_shore_only_near_it():
    ring = shapely.box(139, 35, 140, 36).difference(shapely.box(139.4, 35.4, 139.6, 35.6))
    assert locator(ring).find(139.405, 35.5) == 0
    assert locator(ring).find(139.5, 35.5) is None


@pytest.mark.parametrize("lon", [math.nan, math.inf, -math.inf, 180.1, -181])
def test_a_longitude_off_the_globe_is_refused(drawn, lon):
    with pytest.raises(ValueError, match="longitude"):
        drawn.locator.find(lon, 35)


@pytest.mark.parametrize("lat", [math.nan, math.inf, -math.inf, 90.1, -91])
def test_a_latitude_off_the_globe_is_refused(drawn, lat):
    with pytest.raises(ValueError, match="latitude"):
        drawn.locator.find(139, lat)


def test_every_municipality_is_found_from_a_point_inside_it(atlas):
    inside = atlas.municipalities.geometry.representative_point()
    found = [atlas.locator.find(x, y) for x, y in zip(inside.x, inside.y, strict=True)]
    assert found == list(range(len(inside)))


@pytest.mark.parametrize(
    ("lon", "lat", "code"),
    [
        (141.3544, 43.0621, "01100"),  # 札幌市
        (139.7536, 35.6940, "13101"),  # 千代田区
        (127.6792, 26.2124, "47201"),  # 那覇市
        (135.0, 39.0, None),  # 日本海
        (126.98, 37.57, None),  # another country
    ],
)
def test_known_places(atlas, lon, lat, code):
    assert code_at(atlas, lon, lat) == code


def test_the_points_of_projects_lie_in_their_municipalities(atlas):
    for project in atlas.projects.itertuples():
        lons, lats = project.point_lon.split(";"), project.point_lat.split(";")
        for lon, lat in zip(filter(None, lons), filter(None, lats), strict=True):
            found = code_at(atlas, float(lon), float(lat))
            assert found in project.municipality_codes.split(";"), project.project_id
