// An arrow is drawn: from a handle with mouse, pen or finger, or with the keyboard. The line follows without the
// kernel. The kernel says what each target would be. If it is busy, its answer comes late, and so does the arrow.

import { idOf, nameOf, nearestInDirection, titleOf } from "./graph_elements.js";
import { DONE } from "./selectors.js";

const ASK_AGAIN = 400; // milliseconds without verdicts until the page asks again
const MAX_QUESTIONS = 5;

export class ArrowDrawing {
  constructor(model, root, layer, say) {
    Object.assign(this, { model, root, layer, say });
    this.source = null; // the node that the arrow comes from
    this.target = null;
    this.pointer = null; // the pointer that draws; null for the keyboard
    this.known = new Map(); // verdicts by source, for the time until the kernel answers
    for (const handle of layer.handles) {
      handle.addEventListener("pointerdown", this.grab);
      handle.addEventListener("pointermove", this.follow);
      handle.addEventListener("pointerup", this.drop);
      handle.addEventListener("pointercancel", this.cancel);
      handle.addEventListener("lostpointercapture", this.cancel);
    }
    window.addEventListener("keydown", this.escape, true);
    model.on("msg:custom", this.receive);
  }

  stop() {
    this.cancel();
    window.removeEventListener("keydown", this.escape, true);
    this.model.off("msg:custom", this.receive);
  }

  get active() {
    return this.source !== null;
  }

  // Ask early, so that the verdicts are there when the drawing begins.
  ask(tenant) {
    this.model.send({ targets_wanted: nameOf(tenant) });
  }

  receive = (message) => {
    if (!message.targets) return;
    const { source, ends } = message.targets;
    this.known.set(source, ends);
    if (this.source && nameOf(this.source) === source) {
      this.layer.judge(ends);
      if (this.target && !this.pointer) this.sayTarget();
    }
  };

  // The design may be another one now.
  forget() {
    this.known.clear();
  }

  begin(tenant) {
    this.source = tenant;
    this.target = null;
    this.asked = 0;
    this.layer.root.dataset.drawing = nameOf(tenant);
    this.layer.draw({ source: nameOf(tenant), end: this.layer.graph.middle(tenant), target: null });
    const known = this.known.get(nameOf(tenant));
    if (known) this.layer.judge(known);
    this.ask(tenant);
    // ipykernel 7 sometimes reads a message only when the next one arrives (its issue 1554).
    this.asking = setInterval(() => {
      if (this.layer.verdicts || ++this.asked > MAX_QUESTIONS) clearInterval(this.asking);
      else this.ask(tenant);
    }, ASK_AGAIN);
  }

  aim(target, end) {
    const other = target && nameOf(target) !== nameOf(this.source) ? target : null;
    this.target = other;
    this.layer.draw({ source: nameOf(this.source), end, target: other && nameOf(other) });
  }

  finish() {
    const { source, target } = this;
    this.end();
    if (!target) return;
    this.layer.root.focus({ preventScroll: true });
    this.model.send({ action: ["draw", idOf(source), idOf(target)] });
    this.root.dispatchEvent(new Event(DONE));
  }

  cancel = () => {
    if (this.active) this.end();
  };

  end() {
    clearInterval(this.asking);
    this.source = this.target = this.pointer = null;
    delete this.layer.root.dataset.drawing;
    this.layer.draw(null);
  }

  // Mouse, pen or finger

  grab = (event) => {
    if (event.button !== 0 || this.active) return;
    const tenant = this.layer.graph.byName(this.layer.handlesAt);
    if (!tenant) return;
    event.preventDefault();
    event.stopPropagation();
    event.target.setPointerCapture(event.pointerId);
    this.begin(tenant);
    this.pointer = event.pointerId;
    this.follow(event);
  };

  follow = (event) => {
    if (event.pointerId !== this.pointer) return;
    event.stopPropagation();
    const point = this.layer.pointOf(event);
    this.aim(this.layer.graph.tenantAt(point), point);
  };

  drop = (event) => {
    if (event.pointerId !== this.pointer) return;
    this.follow(event);
    this.finish();
  };

  escape = (event) => {
    if (event.key !== "Escape" || !this.pointer) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    this.cancel();
    this.say("No arrow was drawn");
  };

  // Keyboard

  beginByKeys(tenant) {
    this.begin(tenant);
    const others = this.others();
    if (!others.length) {
      this.end();
      this.say("There is no other tenant. Add one first");
      return;
    }
    this.say(`Arrow from ${titleOf(tenant)}. Arrow keys choose the target, Enter draws, Escape leaves`);
    const from = this.layer.graph.middle(tenant);
    const away = (node) => Math.hypot(this.layer.graph.middle(node).x - from.x, this.layer.graph.middle(node).y - from.y);
    this.choose(others.reduce((best, node) => (away(node) < away(best) ? node : best)));
  }

  others() {
    return this.layer.graph.tenants().filter((node) => node.id() !== this.source.id());
  }

  // True if the key was one of the drawing.
  press(key) {
    if (key === "Escape") {
      this.end();
      this.say("No arrow was drawn");
    } else if (key === "Enter" || key === " ") {
      this.finish();
    } else if (key.startsWith("Arrow")) {
      const others = this.others();
      const found = nearestInDirection(this.layer.graph.middle(this.target), others, key);
      if (found) this.choose(found);
    } else {
      return false;
    }
    return true;
  }

  choose(target) {
    this.aim(target, this.layer.graph.middle(target));
    this.sayTarget();
  }

  sayTarget() {
    const verdict = this.known.get(nameOf(this.source))?.[nameOf(this.target)];
    this.say([`To ${titleOf(this.target)}`, verdict?.[1]].filter(Boolean).join(". "));
  }
}
