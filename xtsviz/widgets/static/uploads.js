// Sends files that are chosen or dropped to the kernel in pieces, and to no other place. The attribute data-xts-file of
// a field says what its files are for, data-xts-drop that of a place to drop them.

const DROP = "[data-xts-drop]";
let batches = Math.floor(Math.random() * 1e9); // another one after a reload, for the kernel may be the same

export function sendUploads(model, root) {
  const choose = (event) => {
    const field = event.target.closest?.("input[type=file][data-xts-file]");
    if (!field?.files.length) return;
    const files = [...field.files];
    // Emptied, so that the same file can be chosen again after a correction.
    sendFiles(model, field.dataset.xtsFile, files).then(() => (field.value = ""));
  };
  // Files that are dropped beside the place would open in its tab and end the page.
  const place = (event) => {
    const seen = [...root.querySelectorAll(DROP)].find((one) => one.offsetWidth > 0);
    return seen && [...(event.dataTransfer?.types ?? [])].includes("Files") ? seen : null;
  };
  const mark = (place) => root.querySelectorAll(DROP).forEach((one) => one.classList.toggle("xts-over", one === place));
  const over = (event) => {
    const here = place(event);
    mark(here);
    if (!here) return;
    event.preventDefault();
    event.stopPropagation();
    event.dataTransfer.dropEffect = "copy";
  };
  const leave = (event) => {
    if (!root.contains(event.relatedTarget)) mark(null);
  };
  const drop = (event) => {
    const here = place(event);
    mark(null);
    if (!here) return;
    event.preventDefault();
    event.stopPropagation();
    sendFiles(model, here.dataset.xtsDrop, [...event.dataTransfer.files]);
  };
  const listeners = { change: choose, dragover: over, dragleave: leave, drop };
  for (const [kind, listener] of Object.entries(listeners)) root.addEventListener(kind, listener);
  return () => {
    for (const [kind, listener] of Object.entries(listeners)) root.removeEventListener(kind, listener);
  };
}

export async function sendFiles(model, upload, files) {
  const { max_file, max_files } = model.get("limits");
  if (files.length > max_files) {
    model.send({ refused: `These are ${files.length} files; at most ${max_files} are read together` });
    return;
  }
  const size = files.reduce((sum, file) => sum + file.size, 0);
  if (size > max_file) {
    const what = files.length > 1 ? "These files were not read: they have" : `${files[0].name} was not read: it has`;
    const limit = `a page takes at most ${max_file / 1e6}. Read it in a notebook cell`;
    model.send({ refused: `${what} ${Math.round(size / 1e6)} MB; ${limit}` });
    return;
  }
  const batch = ++batches;
  for (const [place, file] of files.entries()) {
    try {
      await sendFile(model, { upload, batch, left: files.length - 1 - place }, file);
    } catch (error) {
      // Such as a folder, or a file that is gone. The kernel drops the others of the batch with the next one.
      model.send({ refused: `${file.name} was not read: ${error.message ?? error}` });
      return;
    }
  }
}

async function sendFile(model, { upload, batch, left }, file) {
  const { upload_piece } = model.get("limits");
  const { name } = file;
  let at = 0;
  do {
    const piece = await file.slice(at, at + upload_piece).arrayBuffer();
    const end = at + piece.byteLength;
    model.send({ upload, name, at, last: end >= file.size, batch, left }, undefined, [piece]);
    at = end;
  } while (at < file.size);
}
