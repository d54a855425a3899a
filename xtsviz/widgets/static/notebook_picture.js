// The picture of the explorer in the saved notebook (xtsviz/widgets/notebook_picture.py). The output behind the
// explorer's own one has it. JupyterLab and Notebook give widgets the document that they are in.

const PICTURE_OF = "xtsviz_picture_of";
const SILENT = "silent-change"; // the cell changes in the document, and its outputs are not drawn again

export function keepPicture(model) {
  const notebook = model.widget_manager?.context?.model?.sharedModel;
  if (!notebook?.cells) return () => {};
  const receive = (message) => {
    if ("picture" in message) putPicture(notebook, message.picture.of, message.picture.data);
  };
  model.on("msg:custom", receive);
  model.send({ notebook_found: true });
  return () => model.off("msg:custom", receive);
}

function putPicture(notebook, id, data) {
  for (const cell of notebook.cells) {
    const outputs = cell.toJSON().outputs ?? [];
    const at = outputs.findIndex((output) => output.metadata?.[PICTURE_OF] === id);
    if (at < 0 || sameData(outputs[at].data, data)) continue;
    cell.updateOutputs(at, at + 1, [{ ...outputs[at], data }], SILENT);
  }
}

function sameData(one, other) {
  return Object.keys(other).every((type) => [one[type]].flat().join("") === other[type]);
}

// While the explorer is there, its picture is not needed: the style sheet hides the output behind this one, which may
// come later.
export function hidePicture(model, root) {
  const output = model.get("has_picture") ? root.closest(".jp-OutputArea-child") : null;
  output?.classList.add("xts-with-picture");
  return () => output?.classList.remove("xts-with-picture");
}
