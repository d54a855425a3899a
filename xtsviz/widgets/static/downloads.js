// Receives files in pieces and saves them. After a pause it asks for the next piece. Files come one after another.

import { gunzip } from "./gunzip.js";

export function takeDownloads(model) {
  const pause = model.get("limits").piece_pause;
  const files = new Map(); // the pieces so far, by number
  let turn = Promise.resolve();
  const receive = (message, buffers) => {
    if (!("download" in message)) return;
    const { number, name, type, at, last } = message.download;
    files.set(number, at === 0 ? [buffers[0]] : [...(files.get(number) ?? []), buffers[0]]);
    if (last) {
      const whole = files.get(number);
      files.delete(number);
      return saveFile(model, number, name, type, whole);
    }
    turn = turn.then(() => new Promise((resolve) => setTimeout(resolve, pause))).then(() => model.send({ more: number }));
  };
  model.on("msg:custom", receive);
  return () => model.off("msg:custom", receive);
}

async function saveFile(model, number, name, type, packed) {
  let failed = "";
  try {
    const bytes = await gunzip(packed).arrayBuffer();
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([bytes], { type }));
    link.download = name;
    link.style.display = "none";
    document.body.append(link);
    link.click();
    link.remove();
    // The browser reads the file later. If the URL were revoked now, the file would be empty.
    setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
  } catch (error) {
    failed = String(error.message ?? error);
  }
  model.send({ downloaded: number, failed });
}
