/* Draws the boundaries on folium's Leaflet map and paints the projects whose ids the page around
   it sends; what an id means it loads once (geo/paint.py). Every text goes in as text, never as markup. */

window.startAtlas = function (map, boundariesUrl, programmeUrl) {
  const LABEL_ZOOM = 6.5;
  const root = document.documentElement;
  const atlas = { boundaries: null, programme: null, says: null, table: null };
  let drawn = {}; // the parts of the last table that cost more than a repaint of the projects
  let isBroken = false;

  ["borders", "projects", "selection", "labels", "marks"].forEach((name, at) => {
    const pane = map.createPane(name);
    pane.style.zIndex = 410 + 20 * at;
    if (name !== "projects" && name !== "marks") pane.style.pointerEvents = "none";
  });
  // The marks stand above the shapes, the tooltips (650) above all.
  const land = addLand(map, atlas);
  const projects = L.featureGroup().addTo(map);
  const selection = L.layerGroup().addTo(map);
  const marks = addMarks(map, atlas, land, pick);
  const projectRenderer = L.svg({ pane: "projects" });
  const selectionRenderer = L.svg({ pane: "selection" });
  document.body.append(hatches());
  const nameButtons = addButtons(map);
  const paintLegend = addLegend(map);
  const tell = addNotice(map);
  const setBackground = addBackground(map);
  L.control.scale({ imperial: false }).addTo(map);

  function paintAreas() {
    projects.clearLayers();
    if (isByPrefecture(atlas)) return;
    for (const [code, every] of Object.entries(atlas.programme.areas)) {
      const ids = shownIn(atlas, every);
      if (!ids.length || !land.outlineOf(code)) continue;
      const classes = atlas.programme.projects[ids[0]];
      const layer = L.polygon(land.outlineOf(code), {
        renderer: projectRenderer, pane: "projects", className: `project area ${classes.join(" ")}`,
        smoothFactor: 1,
      });
      layer.place = land.placeOf(code);
      projects.addLayer(layer);
      layer.getElement().dataset.code = code;
    }
  }

  function outline(code) {
    selection.clearLayers();
    const add = (rings, options) => L.polygon(rings, {
      renderer: selectionRenderer, pane: "selection", interactive: false, ...options,
    }).addTo(selection).getElement();
    if (code && land.outlineOf(code)) {
      add(land.outlineOf(code), { className: "selection", fill: false }).dataset.code = code;
    } else if (code.length === 2 && isByPrefecture(atlas)) {
      // A wide line around each municipality, and all of them over it: the outer edge is left.
      const rings = land.outlineOfPrefecture(code);
      const isBare = atlas.table.background === "none";
      const edge = add(rings, { className: `selection${isBare ? " is-wide" : ""}`, fill: false });
      edge.dataset.code = code;
      if (isBare) add(rings, { ...land.style(countIn(atlas, code)), weight: 1 });
    }
    marks.select(code);
  }

  function pick(place, latlng) {
    const codeOf = isByPrefecture(atlas) ? (place) => prefectureCodeOf(atlas, place) : (place) => place.code;
    const code = place ? codeOf(place) : "";
    outline(code);
    const { lat, lng } = latlng.wrap();
    parent.postMessage({ atlas: "picked", code, lon: lng, lat }, location.origin);
  }

  function followZoom() {
    const box = map.getContainer().classList;
    box.toggle("shows-labels", map.getZoom() >= LABEL_ZOOM);
    box.toggle("is-far", map.getZoom() < LABEL_ZOOM);
    marks.hideCrowded();
  }

  function nameAll() {
    const { words } = atlas.says;
    root.lang = atlas.table.language;
    document.title = words.aria_label;
    map.getContainer().setAttribute("aria-label", words.aria_label);
    map.getContainer().setAttribute("role", "region");
    nameButtons(words);
  }

  /* Show the table: what has not changed since the last one is left as it is. */
  function show() {
    const { programme, boundaries, table } = atlas;
    if (!table || !programme) return;
    const { language, colour: by, level, background } = table;
    const counted = isByPrefecture(atlas) ? table.shown.join() : "";
    const now = { language, by, level, background, counted };
    const isNew = (...names) => names.some((name) => drawn[name] !== now[name]);
    atlas.says = programme.languages[language];
    Object.assign(root.dataset, { colour: by, level, background });
    if (isNew("language")) nameAll();
    if (isNew("language", "by", "level")) {
      paintLegend(atlas.says.words.legend, atlas.says.legends[isByPrefecture(atlas) ? "prefecture" : by]);
    }
    if (isNew("language", "background")) setBackground(background, programme.tiles, atlas.says);
    tell(isBroken ? atlas.says.words.failed : boundaries ? "" : atlas.says.words.loading);
    if (!boundaries) return;
    if (isNew("language")) land.label();
    if (isNew("level", "background", "counted")) land.paint(); // the first time, it draws
    paintAreas();
    marks.paint();
    outline(table.selected);
    followZoom();
    drawn = now;
    root.dataset.painted = String(Number(root.dataset.painted || 0) + 1);
  }

  async function read(url) {
    const answer = await fetch(url);
    if (!answer.ok) throw new Error(`${url}: ${answer.status}`);
    return answer.json();
  }

  let arrive;
  const firstTable = new Promise((resolve) => { arrive = resolve; });

  async function load() {
    const coming = read(boundariesUrl);
    coming.catch(() => {}); // told below, once there are words to tell it in
    atlas.programme = await read(programmeUrl);
    for (const [name, value] of Object.entries(atlas.programme.colours)) {
      root.style.setProperty(`--${name}`, value);
    }
    show();
    const boundaries = await coming;
    await firstTable;
    atlas.boundaries = boundaries;
    show();
  }

  window.addEventListener("message", (event) => {
    if (event.origin !== location.origin || event.source !== parent) return;
    if (!event.data || event.data.atlas !== "show") return;
    atlas.table = event.data.table;
    arrive();
    show();
  });

  const tooltip = { sticky: true, direction: "auto", opacity: 1 };
  for (const group of [land.group, projects, marks.group]) {
    group.bindTooltip((layer) => tooltipOf(atlas, layer), tooltip);
    group.on("click", (event) => {
      L.DomEvent.stopPropagation(event);
      pick(event.propagatedFrom.place, event.latlng);
    });
  }
  map.on("click", (event) => pick(null, event.latlng));
  map.on("zoomend", followZoom);
  new ResizeObserver(() => map.invalidateSize({ pan: false })).observe(map.getContainer());
  map.fitBounds(REGIONS.whole_country, { animate: false });
  load().catch((error) => {
    console.error(error);
    isBroken = true;
    show();
  });
  parent.postMessage({ atlas: "ready" }, location.origin);
};
