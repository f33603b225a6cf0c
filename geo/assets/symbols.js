/* What stands for a project: hatches, marks, and their samples in the legend. */

const HATCHED = ["leading", "priority", "fy2019", "fy2020", "district"];

function hatches() {
  const box = drawing("svg", { width: 0, height: 0, "aria-hidden": true });
  box.style.position = "absolute"; // the page's policy lets no style attribute in
  for (const name of HATCHED) {
    const pattern = drawing("pattern", {
      id: `hatch-${name}`, width: 6, height: 6,
      patternUnits: "userSpaceOnUse", patternTransform: "rotate(45)",
    });
    const line = drawing("path", { d: "M0 0V6", "stroke-width": 7 });
    line.style.stroke = `var(--${name})`;
    pattern.append(drawing("rect", { width: 6, height: 6, fill: "#fff" }), line);
    box.append(pattern);
  }
  return box;
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

/* A sample shows an area, a mark, or both, as its classes say. */
function sampleOf(classes) {
  const hasArea = classes.includes("area");
  const hasMark = classes.includes("mark");
  const width = hasArea && hasMark ? 52 : 26;
  const svg = drawing("svg", { width, height: 22, viewBox: `0 0 ${width} 22`, "aria-hidden": true });
  const others = classes.filter((name) => name !== "area" && name !== "mark").join(" ");
  if (hasArea) {
    svg.append(drawing("rect", { class: `area ${others}`, x: 3, y: 4, width: 20, height: 14 }));
  }
  if (hasMark) {
    const mark = drawing("g", { class: others, transform: `translate(${width - 13} 11)` });
    mark.append(...shapeOf(classes).querySelectorAll(".halo, .shape"));
    svg.append(mark);
  }
  const sample = element("span", "sample");
  sample.append(svg);
  return sample;
}
