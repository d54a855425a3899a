// What anywidget gives to a widget's script, without a kernel: it remembers what it is told.

export class FakeModel {
  constructor(state = {}) {
    this.state = state;
    this.sent = []; // messages to the kernel
    this.buffers = []; // of each of them, as texts
    this.saved = []; // the state at each save_changes
    this.listeners = new Map();
  }

  get(name) {
    return this.state[name];
  }

  set(name, value) {
    this.state[name] = value;
    this.trigger(`change:${name}`);
  }

  save_changes() {
    this.saved.push({ ...this.state });
  }

  on(names, listener) {
    for (const name of names.split(" ")) this.listeners.set(name, [...(this.listeners.get(name) ?? []), listener]);
  }

  off(names, listener) {
    for (const name of names.split(" ")) {
      this.listeners.set(name, (this.listeners.get(name) ?? []).filter((other) => other !== listener));
    }
  }

  trigger(name, ...values) {
    for (const listener of this.listeners.get(name) ?? []) listener(...values);
  }

  send(content, _callbacks, buffers = []) {
    this.sent.push(content);
    this.buffers.push(buffers.map((buffer) => new TextDecoder().decode(buffer)));
  }

  // A message of the kernel; buffers are lists of bytes.
  receive(content, buffers = []) {
    this.trigger("msg:custom", content, buffers.map((bytes) => new DataView(new Uint8Array(bytes).buffer)));
  }

  listening() {
    return [...this.listeners.values()].flat().length;
  }
}
