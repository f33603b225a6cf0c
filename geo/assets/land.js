/* The land: every municipality on one canvas, the prefectures' borders and names over it. */

function addLand(map, atlas) {
  const group = L.featureGroup().addTo(map);
  const borders = L.layerGroup().addTo(map);
  const labels = L.layerGroup().addTo(map);
  const renderer = L.canvas();
  const layers = new Map(); // municipality code -> its layer
  const outlines = new Map(); // municipality code -> its polygons as Leaflet's latitudes and longitudes

  /* A line as written by geo/boundaries.py: whole steps of longitude and latitude. */
  function readLine(steps, scale) {
    const line = new Array(steps.length / 2);
    for (let at = 0, x = 0, y = 0; at < steps.length; at += 2) {
      x += steps[at];
      y += steps[at + 1];
      line[at / 2] = new L.LatLng(y / scale, x / scale); // or Leaflet makes one of each, every time
    }
    return line;
  }

  /* How a municipality looks; with a count, by the class of its prefecture's count. */
  function style(count) {
    const isBare = atlas.table.background === "none";
    const isCounted = count !== undefined;
    const fillColor = colour(isCounted ? `count${classOf(atlas, count)}` : "land");
    const overTiles = isCounted ? 0.6 : 0;
    return {
      weight: 0.6, color: isCounted ? fillColor : colour("land-line"), fillColor,
      fillOpacity: isBare ? 1 : overTiles,
    };
  }

  function draw(styles) {
    const { scale, municipalities, borders: lines } = atlas.boundaries;
    for (const [code, name, nameEn, prefecture, polygons] of municipalities) {
      const rings = polygons.map((rings) => rings.map((ring) => readLine(ring, scale)));
      const layer = L.polygon(rings, { renderer, opacity: 1, smoothFactor: 1, ...styles[prefecture] });
      layer.place = { code, name, nameEn, prefecture };
      outlines.set(code, rings);
      layers.set(code, layer);
      group.addLayer(layer);
    }
    L.polyline(lines.map((line) => readLine(line, scale)), {
      renderer: L.canvas({ pane: "borders" }), weight: 1.3, color: colour("border"), opacity: 1,
      interactive: false, smoothFactor: 1,
    }).addTo(borders);
  }

  function paint() {
    const codes = atlas.boundaries.prefectures.map(([code]) => code);
    const styles = codes.map((code) => style(isByPrefecture(atlas) ? countIn(atlas, code) : undefined));
    if (!layers.size) draw(styles);
    else for (const layer of layers.values()) layer.setStyle(styles[layer.place.prefecture]);
  }

  function label() {
    labels.clearLayers();
    atlas.boundaries.prefectures.forEach(([, , , lon, lat], prefecture) => {
      const text = element("span", "", prefectureNameOf(atlas, { prefecture }));
      const icon = L.divIcon({ className: "prefecture-label", html: text, iconSize: null });
      L.marker([lat, lon], { icon, pane: "labels", interactive: false, keyboard: false })
        .addTo(labels);
    });
  }

  return {
    group, style, paint, label,
    outlineOf: (code) => outlines.get(code),
    placeOf: (code) => layers.has(code) ? layers.get(code).place : undefined,
    outlineOfPrefecture: (code) => [...layers.values()]
      .filter(({ place }) => prefectureCodeOf(atlas, place) === code)
      .flatMap(({ place }) => outlines.get(place.code)),
  };
}
