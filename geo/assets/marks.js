/* The marks: one a project and place, or one count a prefecture; each can be reached by keyboard. */

function addMarks(map, atlas, land, pick) {
  const group = L.featureGroup().addTo(map);

  function add(latlng, icon, place, text, key) {
    const marker = L.marker(latlng, { icon, pane: "marks", riseOnHover: true });
    marker.place = place;
    group.addLayer(marker);
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

  function addProjects() {
    const { says, programme } = atlas;
    const shown = programme.markers.filter(([, id]) => atlas.table.shown.includes(id));
    for (const [code, id, lon, lat, number] of shown) {
      const classes = programme.projects[id];
      const place = land.placeOf(code);
      const icon = L.divIcon({
        className: `mark ${classes.join(" ")}`, html: shapeOf(classes), iconSize: [26, 26],
      });
      const point = number < 0 ? "" : says.points[id][number];
      const text = `${nameOf(atlas, place)} ${says.lines[id]}${point && ` ${says.words.point}${point}`}`;
      const marker = add([lat, lon], icon, place, text, `${id} ${lon} ${lat}`);
      marker.point = point;
      marker.getElement().dataset.code = code;
    }
  }

  function addCounts() {
    atlas.boundaries.prefectures.forEach(([code, , , lon, lat], prefecture) => {
      const count = countIn(atlas, code);
      if (!count) return;
      const place = { code: "", prefecture };
      const icon = L.divIcon({
        className: "count", html: element("span", "", String(count)), iconSize: [26, 26],
      });
      const text = `${prefectureNameOf(atlas, place)} ${countText(atlas, count)}`;
      const marker = add([lat, lon], icon, place, text, code);
      marker.getElement().dataset.code = code;
      marker.count = count;
    });
    hideCrowded();
  }

  /* Where counts would lie on each other, the largest stays; the colours say the rest. */
  function hideCrowded() {
    const kept = [];
    const counted = group.getLayers().filter((marker) => marker.count);
    for (const marker of counted.sort((one, other) => other.count - one.count)) {
      const at = map.latLngToLayerPoint(marker.getLatLng());
      const isCrowded = kept.some((other) => at.distanceTo(other) < 24);
      marker.getElement().classList.toggle("is-crowded", isCrowded);
      if (!isCrowded) kept.push(at);
    }
  }

  /* Make the marks anew; the one that had the focus has it again. */
  function paint() {
    const focused = document.activeElement && document.activeElement.dataset.mark;
    group.clearLayers();
    if (isByPrefecture(atlas)) addCounts();
    else addProjects();
    const same = focused && elements().find((made) => made.dataset.mark === focused);
    if (same) same.focus();
  }

  function elements() {
    return group.getLayers().map((marker) => marker.getElement());
  }

  function select(code) {
    for (const made of elements()) {
      made.classList.toggle("is-selected", Boolean(code) && made.dataset.code === code);
    }
  }

  return { group, paint, select, hideCrowded };
}
