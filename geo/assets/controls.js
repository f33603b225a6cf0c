/* What stands on the map: buttons, legend, scale, notice. Their words come later, with the language. */

const REGIONS = {
  whole_country: [[24.0, 122.9], [45.6, 148.9]],
  okinawa: [[24.0, 122.9], [27.1, 128.4]],
  tokyo_area: [[35.1, 138.9], [36.3, 140.9]],
  kansai: [[33.9, 134.4], [35.7, 136.3]],
};

function addButtons(map) {
  const buttons = {};
  const bar = (entries) => {
    const control = L.control({ position: "topleft" });
    control.onAdd = () => {
      const box = element("div", "leaflet-bar");
      for (const [name, content, act] of entries) {
        const button = element("button");
        button.type = "button";
        if (content) button.append(content);
        button.addEventListener("click", act);
        buttons[name] = button;
        box.append(button);
      }
      L.DomEvent.disableClickPropagation(box);
      return box;
    };
    control.addTo(map);
  };
  const house = drawing("svg", { width: 18, height: 18, viewBox: "0 0 18 18", "aria-hidden": true });
  house.append(drawing("path", {
    d: "M2 7V2h5M11 2h5v5M16 11v5h-5M7 16H2v-5", fill: "none", stroke: "currentColor", "stroke-width": 2,
  }));
  // Leaflet forgets a jump that is asked for while an animation runs: so none is animated.
  const goTo = (name) => () => map.fitBounds(REGIONS[name], { animate: false });
  const jumps = ["okinawa", "tokyo_area", "kansai"];
  bar([
    ["zoom_in", "+", () => map.zoomIn()],
    ["zoom_out", "\u2212", () => map.zoomOut()],
    ["whole_country", house, goTo("whole_country")],
  ]);
  bar(jumps.map((name) => [name, "", goTo(name)]));
  return (words) => {
    for (const [name, button] of Object.entries(buttons)) {
      if (jumps.includes(name)) button.textContent = words[name];
      else button.setAttribute("aria-label", button.title = words[name]);
    }
  };
}

function addLegend(map) {
  const control = L.control({ position: "bottomright" });
  const box = element("details", "legend");
  box.open = window.innerWidth > 560;
  control.onAdd = () => {
    L.DomEvent.disableClickPropagation(box);
    L.DomEvent.disableScrollPropagation(box);
    return box;
  };
  control.addTo(map);
  return (title, samples) => {
    const list = element("ul");
    for (const { classes, text } of samples) {
      const item = element("li");
      item.append(sampleOf(classes), element("span", "", text));
      list.append(item);
    }
    box.replaceChildren(element("summary", "", title), list);
  };
}

function addNotice(map) {
  const notice = element("div", "notice");
  notice.setAttribute("role", "status");
  notice.hidden = true;
  map.getContainer().append(notice);
  return (text) => {
    notice.replaceChildren(element("span", "", text));
    notice.hidden = !text;
  };
}
