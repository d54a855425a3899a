// What Voila shows has a new kernel after each reload, which knows nothing of what a person did. So the page keeps it, in
// the storage of its tab, and gives it back. A notebook in JupyterLab keeps its kernel, and nothing is kept there.

const WAIT = 600; // milliseconds before the page asks for what is larger than this once more:
const LARGE = 50_000; // bytes on the way; servers let through a megabyte a second
const RESUMED = "xtsviz-resumed"; // fired on the document once the new kernel has what the page kept

function keeping(model) {
  if (document.body.dataset.voila === undefined) return () => {};
  const key = `xtsviz ${location.pathname} ${model.get("place")}`;
  let have = 0; // the changes that are kept
  let wanted = 0; // the changes that there are
  let asking = false;
  let pieces = [];
  const before = () => {
    try {
      return sessionStorage.getItem(key) ?? "";
    } catch {
      return ""; // a browser may have been told to store nothing
    }
  };
  const ask = () => {
    if (asking || wanted <= have) return;
    asking = true;
    model.send({ keep: "now" });
  };
  const store = async (version, packed) => {
    try {
      const unpacked = new Blob(packed).stream().pipeThrough(new DecompressionStream("gzip"));
      sessionStorage.setItem(key, await new Response(unpacked).text());
    } catch (error) {
      if (!model.get("unkept")) {
        model.send({ refused: `The browser does not keep the design, and a reload would lose it: ${error.message ?? error}` });
        model.set("unkept", true);
        model.save_changes();
      }
    }
    have = version;
    const size = packed.reduce((sum, piece) => sum + piece.byteLength, 0);
    setTimeout(() => {
      asking = false;
      ask();
    }, size > LARGE ? WAIT : 0);
  };
  const receive = (message, buffers) => {
    if (message.resumed) document.dispatchEvent(new Event(RESUMED));
    if ("changes" in message) {
      wanted = message.changes;
      ask();
    }
    if (!("keep" in message)) return;
    const { number, name, at, last } = message.keep;
    pieces = at === 0 ? [buffers[0]] : [...pieces, buffers[0]];
    if (last) {
      model.send({ keep: number, whole: true });
      store(Number(name), pieces);
    } else {
      setTimeout(() => model.send({ keep: number, whole: false }), WAIT);
    }
  };
  model.on("msg:custom", receive);
  model.send({ kept: "before" }, undefined, [new TextEncoder().encode(before())]);
  return () => model.off("msg:custom", receive);
}

// A page that cannot keep what it shows asks before it goes; whoever serves it looks for this.
function unkept(model, root) {
  const show = () => root.toggleAttribute("data-xts-unkept", model.get("unkept"));
  show();
  model.on("change:unkept", show);
  return () => model.off("change:unkept", show);
}

