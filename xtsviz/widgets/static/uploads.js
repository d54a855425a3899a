// Sends a chosen file to the kernel in pieces, and to no other place. The field's attribute data-xts-file says what
// the file is for.

export function sendUploads(model, root) {
  const { upload_piece, max_file } = model.get("limits");
  const choose = async (event) => {
    const field = event.target.closest?.("input[type=file][data-xts-file]");
    const file = field?.files[0];
    if (!file) return;
    const upload = field.dataset.xtsFile;
    const { name } = file;
    try {
      if (file.size > max_file) {
        const megabytes = Math.round(file.size / 1e6);
        throw new Error(`it has ${megabytes} MB; a page takes at most ${max_file / 1e6}. Read it in a notebook cell`);
      }
      let at = 0;
      do {
        const piece = await file.slice(at, at + upload_piece).arrayBuffer();
        const end = at + piece.byteLength;
        model.send({ upload, name, at, last: end >= file.size }, undefined, [piece]);
        at = end;
      } while (at < file.size);
    } catch (error) {
      model.send({ refused: `${name} was not read: ${error.message ?? error}` });
    }
    field.value = ""; // so that the same file can be chosen again after a correction
  };
  root.addEventListener("change", choose);
  return () => root.removeEventListener("change", choose);
}
