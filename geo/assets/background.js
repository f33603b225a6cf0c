/* The background of the viewer's choice, from an outside host: with its attribution, never unasked. */

function addBackground(map) {
  const attribution = L.control.attribution({ prefix: false, position: "bottomleft" });
  let layer = null;

  function attributionOf(says, name) {
    const { name: title, more } = says.attributions[name];
    const link = element("a", "", title);
    Object.assign(link, { href: says.tile_list, target: "_blank", rel: "noopener noreferrer" });
    link.setAttribute("aria-label", `${title} ${says.words.opens_apart}`);
    const box = element("span");
    box.append(link, element("span", "", more && ` ${more}`));
    return box.innerHTML; // Leaflet takes markup: this was made from text
  }

  return (name, tiles, says) => {
    if (layer) {
      layer.remove();
      attribution.remove();
    }
    layer = null;
    if (name === "none") return;
    const { url, min_zoom: minNativeZoom, max_zoom: maxNativeZoom } = tiles[name];
    const failed = element("span", "", says.words.tiles_failed).outerHTML;
    layer = L.tileLayer(url, {
      minNativeZoom, maxNativeZoom, attribution: attributionOf(says, name),
    });
    layer.once("tileerror", () => attribution.addAttribution(failed));
    layer.once("tileload", () => attribution.removeAttribution(failed));
    attribution.addTo(map);
    layer.addTo(map);
  };
}
