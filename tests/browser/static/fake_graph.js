// As much of cytoscape as the work by hand needs: tenants with places and sizes, people inside them, arrows between.

class Several {
  constructor(all) {
    this.all = all;
  }

  filter(wanted) {
    return new Several(this.all.filter(wanted));
  }

  toArray() {
    return this.all;
  }

  map(make) {
    return this.all.map(make);
  }
}

class Thing {
  constructor(cy, number, spec) {
    Object.assign(this, { cy, number, kind: "node", classes: [], width: 100, height: 40, label: "", ...spec });
  }

  id() {
    return `${this.kind[0]}${this.number}`;
  }

  data(name) {
    return { element: this.element, name: this.name, label: this.label }[name];
  }

  hasClass(name) {
    return this.classes.includes(name);
  }

  isNode() {
    return this.kind === "node";
  }

  isEdge() {
    return this.kind === "edge";
  }

  parent() {
    return new Several(this.box === undefined ? [] : [this.cy.things[this.box]]);
  }

  position() {
    return { x: this.x, y: this.y };
  }

  renderedPosition() {
    const { zoom, pan } = this.cy.view;
    return { x: this.x * zoom + pan.x, y: this.y * zoom + pan.y };
  }

  renderedOuterWidth() {
    return this.width * this.cy.view.zoom;
  }

  renderedOuterHeight() {
    return this.height * this.cy.view.zoom;
  }

  source() {
    return this.cy.things[this.from];
  }

  target() {
    return this.cy.things[this.to];
  }

  renderedMidpoint() {
    const [a, b] = [this.source().renderedPosition(), this.target().renderedPosition()];
    return { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 };
  }
}

export class FakeGraph {
  constructor(container, specs) {
    this.box = container;
    this.view = { zoom: 1, pan: { x: 0, y: 0 } };
    this.listeners = [];
    this.things = specs.map((spec, number) => new Thing(this, number, spec));
    container._cyreg = { cy: this };
  }

  elements(group = "node, edge") {
    return new Several(this.things.filter((thing) => group.includes(thing.kind)));
  }

  container() {
    return this.box;
  }

  zoom() {
    return this.view.zoom;
  }

  pan() {
    return this.view.pan;
  }

  width() {
    return this.box.clientWidth;
  }

  height() {
    return this.box.clientHeight;
  }

  on(name, listener) {
    this.listeners.push([name, listener]);
    return this;
  }

  off(name, listener) {
    this.listeners = this.listeners.filter((one) => one[0] !== name || one[1] !== listener);
    return this;
  }

  emit(name, event) {
    for (const [heard, listener] of this.listeners) if (heard === name) listener(event);
  }

  // A press on an element, by its place in the list, or on the ground.
  tap(name, at, place) {
    const target = place === null ? this : this.things[place];
    this.emit(name, { target, renderedPosition: at, position: at });
  }
}
