/* Draws the boundaries on folium's Leaflet map and paints the projects whose ids the page around
   it sends; what an id means it loads once (geo/paint.py). Every text goes in as text, never as markup. */
"use strict";

window.startAtlas = function (map, boundariesUrl, programmeUrl) {
  const JAPAN = [[24.0, 122.9], [45.6, 148.9]];
  const LABEL_ZOOM = 6.5;
  const SVG = "http://www.w3.org/2000/svg";
  const outlines = new Map(); // code -> its polygons as Leaflet's latitudes and longitudes
  const baseLayers = new Map(); // code -> its layer on the base map
  let boundaries = null;
  let programme = null;
  let says = null; // the programme in the language of the table
  let table = null;

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

  function element(tag, className, text) {
    const made = document.createElement(tag);
    if (className) made.className = className;
    if (text !== undefined) made.textContent = text;
    return made;
  }

  function drawing(tag, attributes) {
    const made = document.createElementNS(SVG, tag);
    for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
    return made;
  }

  function colour(name) {
    return getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
  }

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
    const style = {
      renderer: baseRenderer, weight: 0.6, color: colour("land-line"), opacity: 1,
      fillColor: colour("land"), fillOpacity: 1, smoothFactor: 1,
    };
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
    showLabels();
  }

  function showLabels() {
    const box = map.getContainer().classList;
    box.toggle("shows-labels", map.getZoom() >= LABEL_ZOOM);
    box.toggle("is-far", map.getZoom() < LABEL_ZOOM);
  }

  // ---- what a municipality or a project says ------------------------------------------------

  function shownIn(ids) {
    return ids.filter((id) => table.shown.includes(id));
  }

  function nameOf(place) {
    const [, name, nameEn] = boundaries.prefectures[place.prefecture];
    return table.language === "ja" ? `${name} ${place.name}` : `${place.nameEn}, ${nameEn}`;
  }

  function tooltipOf(place) {
    const box = element("div");
    box.append(element("div", "tooltip-name", nameOf(place)));
    const ids = shownIn(programme.areas[place.code] || []);
    for (const id of ids) box.append(element("div", "tooltip-line", says.lines[id]));
    if (!ids.length) box.append(element("div", "tooltip-line", says.words.no_project));
    return box;
  }

  function placeOf(code) {
    const layer = baseLayers.get(code);
    return layer && layer.place;
  }

  function pick(code, latlng) {
    outline(code);
    const { lat, lng } = latlng.wrap();
    parent.postMessage({ atlas: "picked", code, lon: lng, lat }, location.origin);
  }

  function picks(layer, codeOf) {
    layer.on("click", (event) => {
      L.DomEvent.stopPropagation(event);
      pick(codeOf(event), event.latlng);
    });
  }

  // ---- painting -----------------------------------------------------------------------------

  function paintAreas() {
    projects.clearLayers();
    for (const [code, every] of Object.entries(programme.areas)) {
      const ids = shownIn(every);
      if (!ids.length || !outlines.has(code)) continue;
      const classes = programme.projects[ids[0]];
      const layer = L.polygon(outlines.get(code), {
        renderer: projectRenderer, pane: "projects", className: `project ${classes.join(" ")}`,
        smoothFactor: 1,
      });
      layer.place = placeOf(code);
      projects.addLayer(layer);
      layer.getElement().dataset.code = code;
    }
  }

  function shapeOf(classes) {
    const svg = drawing("svg", { width: 22, height: 22, viewBox: "-11 -11 22 22", "aria-hidden": true });
    const isDiamond = classes.includes("priority");
    for (const [name, size] of [["ring", 10], ["halo", 8], ["shape", 5]]) {
      svg.append(isDiamond
        ? drawing("path", { class: name, d: `M0 ${-size - 1}L${size + 1} 0L0 ${size + 1}L${-size - 1} 0Z` })
        : drawing("circle", { class: name, r: size }));
    }
    return svg;
  }

  function paintMarks() {
    const focused = document.activeElement && document.activeElement.dataset.mark;
    marks.clearLayers();
    for (const [code, id, lon, lat] of programme.markers) {
      if (!table.shown.includes(id)) continue;
      const classes = programme.projects[id];
      const icon = L.divIcon({
        className: `mark ${classes.join(" ")}`, html: shapeOf(classes), iconSize: [26, 26],
      });
      const marker = L.marker([lat, lon], { icon, pane: "marks", riseOnHover: true });
      marker.place = placeOf(code);
      marks.addLayer(marker);
      const made = marker.getElement();
      made.setAttribute("aria-label", `${nameOf(marker.place)} ${says.lines[id]}`);
      made.dataset.mark = `${id} ${lon} ${lat}`;
      made.dataset.code = code;
      made.addEventListener("keydown", (event) => {
        if (event.key !== "Enter" && event.key !== " ") return;
        event.preventDefault();
        pick(code, marker.getLatLng());
      });
      if (made.dataset.mark === focused) made.focus();
    }
  }

  function outline(code) {
    selection.clearLayers();
    if (code && outlines.has(code)) {
      const layer = L.polygon(outlines.get(code), {
        renderer: selectionRenderer, pane: "selection", className: "selection",
        interactive: false, fill: false,
      }).addTo(selection);
      layer.getElement().dataset.code = code;
    }
    for (const made of map.getPane("marks").querySelectorAll(".mark")) {
      made.classList.toggle("is-selected", Boolean(code) && made.dataset.code === code);
    }
  }

  // ---- controls -----------------------------------------------------------------------------

  const hatches = drawing("svg", { width: 0, height: 0, style: "position:absolute", "aria-hidden": true });
  for (const category of ["leading", "priority"]) {
    const pattern = drawing("pattern", {
      id: `hatch-${category}`, class: `hatch ${category}`, width: 6, height: 6,
      patternUnits: "userSpaceOnUse", patternTransform: "rotate(45)",
    });
    pattern.append(drawing("rect", { width: 6, height: 6 }),
      drawing("path", { d: "M0 0V6", "stroke-width": 7 }));
    hatches.append(pattern);
  }
  document.body.append(hatches);

  const bar = L.control({ position: "topleft" });
  const buttons = {};
  bar.onAdd = () => {
    const box = element("div", "leaflet-bar");
    const add = (name, text, act) => {
      const button = element("button", "", text);
      button.type = "button";
      button.addEventListener("click", act);
      buttons[name] = button;
      box.append(button);
    };
    add("zoom_in", "+", () => map.zoomIn());
    add("zoom_out", "\u2212", () => map.zoomOut());
    add("whole_country", "", () => map.fitBounds(JAPAN));
    const house = drawing("svg", { width: 18, height: 18, viewBox: "0 0 18 18", "aria-hidden": true });
    house.append(drawing("path", {
      d: "M2 7V2h5M11 2h5v5M16 11v5h-5M7 16H2v-5", fill: "none", stroke: "currentColor", "stroke-width": 2,
    }));
    buttons.whole_country.append(house);
    L.DomEvent.disableClickPropagation(box);
    return box;
  };
  bar.addTo(map);

  const legend = L.control({ position: "bottomright" });
  const legendBox = element("details", "legend");
  legendBox.open = window.innerWidth > 560;
  legend.onAdd = () => {
    L.DomEvent.disableClickPropagation(legendBox);
    L.DomEvent.disableScrollPropagation(legendBox);
    return legendBox;
  };
  legend.addTo(map);
  L.control.scale({ imperial: false }).addTo(map);

  function sampleOf(classes) {
    const sample = element("span", "sample");
    const [width, box] = classes.length > 1 ? [52, "0 0 52 22"] : [26, "0 0 26 22"];
    const svg = drawing("svg", { width, height: 22, viewBox: box, "aria-hidden": true });
    svg.append(drawing("rect", {
      class: `area project ${classes.join(" ")}`, x: 3, y: 4, width: 20, height: 14,
    }));
    if (classes.length > 1) {
      const mark = drawing("g", { class: classes.join(" "), transform: "translate(40 11)" });
      mark.append(...shapeOf(classes).querySelectorAll(".halo, .shape"));
      svg.append(mark);
    }
    sample.append(svg);
    return sample;
  }

  function paintLegend() {
    const list = element("ul");
    for (const { classes, text } of says.legend) {
      const item = element("li");
      item.append(sampleOf(classes), element("span", "", text));
      list.append(item);
    }
    legendBox.replaceChildren(element("summary", "", says.words.legend), list);
  }

  const notice = element("div", "notice");
  notice.setAttribute("role", "status");
  map.getContainer().append(notice);

  function tell(text) {
    notice.replaceChildren(element("span", "", text));
    notice.hidden = !text;
  }
  tell("");

  function nameControls() {
    document.documentElement.lang = table.language;
    document.title = says.words.aria_label;
    map.getContainer().setAttribute("aria-label", says.words.aria_label);
    map.getContainer().setAttribute("role", "region");
    for (const [name, button] of Object.entries(buttons)) {
      button.title = says.words[name];
      button.setAttribute("aria-label", says.words[name]);
    }
  }

  // ---- from the page around -----------------------------------------------------------------

  function show() {
    if (!table || !programme) return;
    const isOtherLanguage = says !== programme.languages[table.language];
    says = programme.languages[table.language];
    if (isOtherLanguage) {
      nameControls();
      paintLegend();
    }
    tell(isBroken ? says.words.failed : boundaries ? "" : says.words.loading);
    if (!boundaries) return;
    if (isOtherLanguage) labelPrefectures();
    paintAreas();
    paintMarks();
    outline(table.selected);
    document.documentElement.dataset.painted = String(Number(document.documentElement.dataset.painted || 0) + 1);
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
      document.documentElement.style.setProperty(`--${name}`, value);
    }
    show();
    boundaries = await coming;
    drawBase();
    says = null; // the prefectures' labels are still to come
    show();
  }

  window.addEventListener("message", (event) => {
    if (event.origin !== location.origin || event.source !== parent) return;
    if (!event.data || event.data.atlas !== "show") return;
    table = event.data.table;
    show();
  });

  const tooltip = { sticky: true, direction: "auto", opacity: 1 };
  for (const group of [base, projects, marks]) {
    group.bindTooltip((layer) => tooltipOf(layer.place), tooltip);
    picks(group, (event) => event.propagatedFrom.place.code);
  }
  map.on("click", (event) => pick("", event.latlng));
  map.on("zoomend", showLabels);
  new ResizeObserver(() => map.invalidateSize()).observe(map.getContainer());
  map.fitBounds(JAPAN);
  load().catch((error) => {
    console.error(error);
    isBroken = true;
    show();
  });
  parent.postMessage({ atlas: "ready" }, location.origin);
};
