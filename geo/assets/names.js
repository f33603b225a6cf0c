/* What places and projects are called and counted as. `atlas` holds what is loaded and what is shown:
   boundaries, programme, says (the programme in the table's language), table. */

function isByPrefecture(atlas) {
  return atlas.table.level === "prefecture";
}

function shownIn(atlas, ids) {
  return ids.filter((id) => atlas.table.shown.includes(id));
}

function prefectureNameOf(atlas, place) {
  const [, name, nameEn] = atlas.boundaries.prefectures[place.prefecture];
  return atlas.table.language === "ja" ? name : nameEn;
}

function prefectureCodeOf(atlas, place) {
  return atlas.boundaries.prefectures[place.prefecture][0];
}

function nameOf(atlas, place) {
  const prefecture = prefectureNameOf(atlas, place);
  return atlas.table.language === "ja" ? `${prefecture} ${place.name}` : `${place.nameEn}, ${prefecture}`;
}

function countIn(atlas, prefectureCode) {
  return shownIn(atlas, Object.keys(atlas.programme.prefectures))
    .filter((id) => atlas.programme.prefectures[id] === prefectureCode).length;
}

function countText(atlas, count) {
  return atlas.says.words.prefecture_count.replace("{count}", count);
}

/* The index of the class of a count; programme.classes are the lowest counts of each. */
function classOf(atlas, count) {
  return atlas.programme.classes.filter((lowest) => lowest <= count).length - 1;
}

function tooltipOf(atlas, { place, point }) {
  const box = element("div");
  const line = (text) => box.append(element("div", "tooltip-line", text));
  if (isByPrefecture(atlas)) {
    box.append(element("div", "tooltip-name", prefectureNameOf(atlas, place)));
    line(countText(atlas, countIn(atlas, prefectureCodeOf(atlas, place))));
    return box;
  }
  box.append(element("div", "tooltip-name", nameOf(atlas, place)));
  const ids = shownIn(atlas, atlas.programme.areas[place.code] || []);
  for (const id of ids) line(atlas.says.lines[id]);
  if (point) line(`${atlas.says.words.point}${point}`);
  if (!ids.length) line(atlas.says.words.no_project);
  return box;
}
