/* Keeps one frame with the map page, hands it the paint table and hands its clicks to Python. */
export default function ({ data, parentElement, setTriggerValue }) {
  document.documentElement.lang = data.table.language;
  let frame = parentElement.querySelector("iframe");
  if (!frame) {
    frame = document.createElement("iframe");
    frame.className = "map-frame";
    parentElement.append(frame);
  }
  frame.title = data.title;
  const source = new URL(data.source, location.href).href;
  if (frame.src !== source) frame.src = source;

  const send = () =>
    frame.contentWindow.postMessage({ atlas: "show", table: data.table }, location.origin);
  const receive = (event) => {
    if (event.source !== frame.contentWindow || event.origin !== location.origin) return;
    if (event.data.atlas === "ready") send();
    if (event.data.atlas === "picked") {
      const { code, lon, lat } = event.data;
      setTriggerValue("picked", { code, lon, lat });
    }
  };
  window.addEventListener("message", receive);
  send(); // a page that is still loading asks again when it is ready
  return () => window.removeEventListener("message", receive);
}
