/* Draws the boundaries on folium's Leaflet map and paints the projects whose ids the page around
   it sends; what an id means it loads once (geo/paint.py). Every text goes in as text, never as markup. */

window.startAtlas = function (map, boundariesUrl, programmeUrl) {
  const LABEL_ZOOM = 6.5;
  const outlines = new Map(); // municipality code -> its polygons as Leaflet's latitudes and longitudes
  const baseLayers = new Map(); // municipality code -> its layer on the base map
  const root = document.documentElement;
  let boundaries = null;
  let programme = null;
  let says = null; // the programme in the language of the table
  let table = null;
  let drawn = {}; // the parts of the last table that cost more than a repaint of the projects

  ["borders", "projects", "selection", "labels", "marks"].forEach((name, at) => {
    const pane = map.createPane(name);
    pane.style.zIndex = 410 + 20 * at;
    if (name !== "projects" && name !== "marks") pane.style.pointerEvents = "none";
  });
  // The marks stand above the shapes, the tooltips (650) above all.
  const base = L.featureGroup().addTo(map);
  const borders = L.layerGroup().addTo(map);
  const projects = L.featureGroup().addTo(map);
  const selection = L.layerGroup().addTo(map);
  const marks = L.featureGroup().addTo(map);
  const labels = L.layerGroup().addTo(map);
  const baseRenderer = L.canvas();
  const borderRenderer = L.canvas({ pane: "borders" });
  const projectRenderer = L.svg({ pane: "projects" });
  const selectionRenderer = L.svg({ pane: "selection" });
  document.body.append(hatches());
  const nameButtons = addButtons(map);
  const paintLegend = addLegend(map);
  const tell = addNotice(map);
  const setBackground = addBackground(map);
  L.control.scale({ imperial: false }).addTo(map);

  // ---- reading the boundaries -------------------------------------------------------------

  function readLine(steps, scale) {
    const line = new Array(steps.length / 2);
    for (let at = 0, x = 0, y = 0; at < steps.length; at += 2) {
      x += steps[at];
      y += steps[at + 1];
      line[at / 2] = [y / scale, x / scale];
    }
    return line;
  }

  function drawBase() {
    const style = { renderer: baseRenderer, opacity: 1, smoothFactor: 1, ...landStyle() };
    for (const [code, name, nameEn, prefecture, polygons] of boundaries.municipalities) {
      const rings = polygons.map((rings) => rings.map((ring) => readLine(ring, boundaries.scale)));
      const layer = L.polygon(rings, style);
      layer.place = { code, name, nameEn, prefecture };
      outlines.set(code, rings);
      baseLayers.set(code, layer);
      base.addLayer(layer);
    }
    const lines = boundaries.borders.map((line) => readLine(line, boundaries.scale));
    L.polyline(lines, {
      renderer: borderRenderer, weight: 1.3, color: colour("border"), opacity: 1,
      interactive: false, smoothFactor: 1,
    }).addTo(borders);
  }

  function labelPrefectures() {
    labels.clearLayers();
    for (const [, name, nameEn, lon, lat] of boundaries.prefectures) {
      const text = element("span", "", table.language === "ja" ? name : nameEn);
      const icon = L.divIcon({ className: "prefecture-label", html: text, iconSize: null });
      L.marker([lat, lon], { icon, pane: "labels", interactive: false, keyboard: false })
        .addTo(labels);
    }
  }

  function followZoom() {
    const box = map.getContainer().classList;
    box.toggle("shows-labels", map.getZoom() >= LABEL_ZOOM);
    box.toggle("is-far", map.getZoom() < LABEL_ZOOM);
    hideCrowdedCounts();
  }

  // ---- what a place or a project says -------------------------------------------------------

  function isByPrefecture() {
    return table.level === "prefecture";
  }

  function shownIn(ids) {
    return ids.filter((id) => table.shown.includes(id));
  }

  function prefectureNameOf(place) {
    const [, name, nameEn] = boundaries.prefectures[place.prefecture];
    return table.language === "ja" ? name : nameEn;
  }

  function nameOf(place) {
    const prefecture = prefectureNameOf(place);
    return table.language === "ja" ? `${prefecture} ${place.name}` : `${place.nameEn}, ${prefecture}`;
  }

  function prefectureCodeOf(place) {
    return boundaries.prefectures[place.prefecture][0];
  }

  function countIn(prefectureCode) {
    return table.shown.filter((id) => programme.prefectures[id] === prefectureCode).length;
  }

  function classOf(count) {
    return programme.classes.findLastIndex((lowest) => lowest <= count);
  }

  function countText(count) {
    return says.words.prefecture_count.replace("{count}", count);
  }

  function tooltipOf({ place, point }) {
    const box = element("div");
    const line = (text) => box.append(element("div", "tooltip-line", text));
    if (isByPrefecture()) {
      box.append(element("div", "tooltip-name", prefectureNameOf(place)));
      line(countText(countIn(prefectureCodeOf(place))));
      return box;
    }
    box.append(element("div", "tooltip-name", nameOf(place)));
    const ids = shownIn(programme.areas[place.code] || []);
    for (const id of ids) line(says.lines[id]);
    if (point) line(`${says.words.point}${point}`);
    if (!ids.length) line(says.words.no_project);
    return box;
  }

  function placeOf(code) {
    const layer = baseLayers.get(code);
    return layer && layer.place;
  }

  function pick(place, latlng) {
    const code = !place ? "" : isByPrefecture() ? prefectureCodeOf(place) : place.code;
    outline(code);
    const { lat, lng } = latlng.wrap();
    parent.postMessage({ atlas: "picked", code, lon: lng, lat }, location.origin);
  }

  // ---- painting -----------------------------------------------------------------------------

  function landStyle(count) {
    const isBare = table.background === "none";
    if (count === undefined) {
      return {
        weight: 0.6, color: colour("land-line"), fillColor: colour("land"), fillOpacity: isBare ? 1 : 0,
      };
    }
    const fill = colour(`count${classOf(count)}`);
    return { weight: 0.6, color: fill, fillColor: fill, fillOpacity: isBare ? 1 : 0.6 };
  }

  function paintLand() {
    const counts = new Map(boundaries.prefectures.map(([code]) => [code, countIn(code)]));
    for (const layer of baseLayers.values()) {
      layer.setStyle(landStyle(isByPrefecture() ? counts.get(prefectureCodeOf(layer.place)) : undefined));
    }
  }

  function paintAreas() {
    projects.clearLayers();
    if (isByPrefecture()) return;
    for (const [code, every] of Object.entries(programme.areas)) {
      const ids = shownIn(every);
      if (!ids.length || !outlines.has(code)) continue;
      const classes = programme.projects[ids[0]];
      const layer = L.polygon(outlines.get(code), {
        renderer: projectRenderer, pane: "projects", className: `project area ${classes.join(" ")}`,
        smoothFactor: 1,
      });
      layer.place = placeOf(code);
      projects.addLayer(layer);
      layer.getElement().dataset.code = code;
    }
  }

  function addMark(latlng, icon, place, text, key) {
    const marker = L.marker(latlng, { icon, pane: "marks", riseOnHover: true });
    marker.place = place;
    marks.addLayer(marker);
    const made = marker.getElement();
    made.setAttribute("aria-label", text);
    made.dataset.mark = key;
    made.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" && event.key !== " ") return;
      event.preventDefault();
      pick(place, marker.getLatLng());
    });
    return marker;
  }

  function paintMarks() {
    for (const [code, id, lon, lat, number] of programme.markers) {
      if (!table.shown.includes(id)) continue;
      const classes = programme.projects[id];
      const place = placeOf(code);
      const icon = L.divIcon({
        className: `mark ${classes.join(" ")}`, html: shapeOf(classes), iconSize: [26, 26],
      });
      const point = number < 0 ? "" : says.points[id][number];
      const text = `${nameOf(place)} ${says.lines[id]}${point && ` ${says.words.point}${point}`}`;
      const marker = addMark([lat, lon], icon, place, text, `${id} ${lon} ${lat}`);
      marker.point = point;
      marker.getElement().dataset.code = code;
    }
  }

  function paintCounts() {
    boundaries.prefectures.forEach(([code, , , lon, lat], prefecture) => {
      const count = countIn(code);
      if (!count) return;
      const place = { code: "", prefecture };
      const icon = L.divIcon({
        className: "count", html: element("span", "", String(count)), iconSize: [26, 26],
      });
      const text = `${prefectureNameOf(place)} ${countText(count)}`;
      const marker = addMark([lat, lon], icon, place, text, code);
      marker.getElement().dataset.code = code;
      marker.count = count;
    });
    hideCrowdedCounts();
  }

  /* Where counts would lie on each other, the largest stays; the colours say the rest. */
  function hideCrowdedCounts() {
    const kept = [];
    const counted = marks.getLayers().filter((marker) => marker.count);
    for (const marker of counted.sort((one, other) => other.count - one.count)) {
      const at = map.latLngToLayerPoint(marker.getLatLng());
      const isCrowded = kept.some((other) => at.distanceTo(other) < 24);
      marker.getElement().classList.toggle("is-crowded", isCrowded);
      if (!isCrowded) kept.push(at);
    }
  }

  function repaintMarks() {
    const focused = document.activeElement && document.activeElement.dataset.mark;
    marks.clearLayers();
    if (isByPrefecture()) paintCounts();
    else paintMarks();
    if (!focused) return;
    const same = [...map.getPane("marks").children].find((made) => made.dataset.mark === focused);
    if (same) same.focus();
  }

  function outline(code) {
    selection.clearLayers();
    const add = (rings, options) => L.polygon(rings, {
      renderer: selectionRenderer, pane: "selection", interactive: false, ...options,
    }).addTo(selection).getElement();
    if (code && outlines.has(code)) {
      add(outlines.get(code), { className: "selection", fill: false }).dataset.code = code;
    } else if (code.length === 2 && isByPrefecture()) {
      // A wide line around each municipality, and all of them over it: the outer edge is left.
      const inside = [...baseLayers.values()].filter(({ place }) => prefectureCodeOf(place) === code);
      const rings = inside.flatMap(({ place }) => outlines.get(place.code));
      const isBare = table.background === "none";
      const edge = add(rings, { className: `selection${isBare ? " is-wide" : ""}`, fill: false });
      edge.dataset.code = code;
      if (isBare) add(rings, { ...landStyle(countIn(code)), weight: 1 });
    }
    for (const made of map.getPane("marks").children) {
      made.classList.toggle("is-selected", Boolean(code) && made.dataset.code === code);
    }
  }

  // ---- from the page around -----------------------------------------------------------------

  function nameControls() {
    root.lang = table.language;
    document.title = says.words.aria_label;
    map.getContainer().setAttribute("aria-label", says.words.aria_label);
    map.getContainer().setAttribute("role", "region");
    nameButtons(says.words);
  }

  /* Show the table: what has not changed since the last one is left as it is. */
  function show() {
    if (!table || !programme) return;
    const { language, colour: by, level, background } = table;
    const counts = isByPrefecture() ? table.shown.join() : "";
    const isNew = Object.fromEntries(
      Object.entries({ language, by, level, background, counts })
        .map(([name, value]) => [name, drawn[name] !== value]),
    );
    says = programme.languages[language];
    Object.assign(root.dataset, { colour: by, level, background });
    if (isNew.language) nameControls();
    if (isNew.language || isNew.by || isNew.level) {
      paintLegend(says.words.legend, says.legends[isByPrefecture() ? "prefecture" : by]);
    }
    if (isNew.language || isNew.background) setBackground(background, programme.tiles, says);
    tell(isBroken ? says.words.failed : boundaries ? "" : says.words.loading);
    if (!boundaries) return;
    if (isNew.language) labelPrefectures();
    if (isNew.level || isNew.background || isNew.counts) paintLand();
    paintAreas();
    repaintMarks();
    outline(table.selected);
    followZoom();
    drawn = { language, by, level, background, counts };
    root.dataset.painted = String(Number(root.dataset.painted || 0) + 1);
  }

  let isBroken = false;

  async function read(url) {
    const answer = await fetch(url);
    if (!answer.ok) throw new Error(`${url}: ${answer.status}`);
    return answer.json();
  }

  async function load() {
    const coming = read(boundariesUrl);
    coming.catch(() => {}); // told below, once there are words to tell it in
    programme = await read(programmeUrl);
    for (const [name, value] of Object.entries(programme.colours)) {
      root.style.setProperty(`--${name}`, value);
    }
    show();
    boundaries = await coming;
    await arrived;
    drawBase();
    show();
  }

  let arrive;
  const arrived = new Promise((resolve) => { arrive = resolve; });

  window.addEventListener("message", (event) => {
    if (event.origin !== location.origin || event.source !== parent) return;
    if (!event.data || event.data.atlas !== "show") return;
    table = event.data.table;
    arrive();
    show();
  });

  const tooltip = { sticky: true, direction: "auto", opacity: 1 };
  for (const group of [base, projects, marks]) {
    group.bindTooltip((layer) => tooltipOf(layer), tooltip);
    group.on("click", (event) => {
      L.DomEvent.stopPropagation(event);
      pick(event.propagatedFrom.place, event.latlng);
    });
  }
  map.on("click", (event) => pick(null, event.latlng));
  map.on("zoomend", followZoom);
  new ResizeObserver(() => map.invalidateSize()).observe(map.getContainer());
  map.fitBounds(REGIONS.whole_country);
  load().catch((error) => {
    console.error(error);
    isBroken = true;
    show();
  });
  parent.postMessage({ atlas: "ready" }, location.origin);
};
