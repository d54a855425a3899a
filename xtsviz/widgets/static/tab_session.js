// Saves the session in the storage of the tab. A page of Voila has a new kernel after each reload, and that kernel
// does not know the session. So the page gives it the saved session. A notebook in JupyterLab keeps its kernel, so
// nothing is saved there.

import { gunzip } from "./gunzip.js";
import { RESUMED } from "./selectors.js";

const LARGE = 50_000; // after a session with more bytes, the page waits before it asks for the next one

export function saveSession(model) {
  if (document.body.dataset.voila === undefined) return () => {};
  const key = `xtsviz ${location.pathname} ${model.get("number")}`;
  const pause = model.get("limits").piece_pause;
  let saved = 0; // the number of changes in the saved session
  let changes = 0; // the number of changes that the kernel has
  let asking = false;
  let pieces = [];
  const ask = () => {
    if (asking || changes <= saved) return;
    asking = true;
    model.send({ session_wanted: true });
  };
  const store = async (version, packed) => {
    try {
      sessionStorage.setItem(key, await gunzip(packed).text());
    } catch (error) {
      if (!model.get("unsaved")) {
        const why = error.message ?? error;
        model.send({ refused: `The browser does not save the design, and a reload would lose it: ${why}` });
        model.set("unsaved", true);
        model.save_changes();
      }
    }
    saved = version;
    const size = packed.reduce((sum, piece) => sum + piece.byteLength, 0);
    setTimeout(() => {
      asking = false;
      ask();
    }, size > LARGE ? pause : 0);
  };
  const receive = (message, buffers) => {
    if (message.resumed) document.dispatchEvent(new Event(RESUMED));
    if ("changes" in message) {
      changes = message.changes;
      ask();
    }
    if (!("session" in message)) return;
    const { number, name, at, last } = message.session;
    pieces = at === 0 ? [buffers[0]] : [...pieces, buffers[0]];
    if (last) {
      model.send({ session_saved: number });
      store(Number(name), pieces);
    } else {
      setTimeout(() => model.send({ session_more: number }), pause);
    }
  };
  model.on("msg:custom", receive);
  model.send({ session_found: true }, undefined, [new TextEncoder().encode(found(key))]);
  // Warm kernels run before anybody asks for the page, so the page tells what its address says.
  const shared = new URLSearchParams(location.search).get("design");
  if (shared) model.send({ shared_found: shared.slice(0, model.get("limits").max_shared) });
  return () => model.off("msg:custom", receive);
}

function found(key) {
  try {
    return sessionStorage.getItem(key) ?? "";
  } catch {
    return ""; // a browser can be set to store nothing
  }
}

// If the session cannot be saved, the app's page asks before it closes. It looks for this attribute.
export function markUnsaved(model, root) {
  const show = () => root.toggleAttribute("data-xts-unsaved", model.get("unsaved"));
  show();
  model.on("change:unsaved", show);
  return () => model.off("change:unsaved", show);
}
