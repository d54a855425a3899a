// Fits the picture into the canvas. This happens when the canvas first has a size and content (it can be created in a
// hidden tab), then on request, and when the canvas changes its size, unless the person has zoomed or panned.

const BY_USER = "dragpan scrollzoom pinchzoom"; // events of cytoscape

export class CanvasFit {
  fitted = false;
  box = null; // the box that was fitted last: left, top, right, bottom; null for everything visible
  size = ""; // the size of the canvas at that time
  moved = false; // true if the person has zoomed or panned since

  // `padding` is the pixels around a fitted picture; `calm`, width and height, how much of a picture is always seen:
  // without such a limit, two tenants would fill the screen.
  constructor(cy, padding, calm) {
    this.cy = cy;
    this.padding = padding;
    this.calm = calm;
    cy.on("add", this.fitFirst).on("resize", this.fitAgain).on(BY_USER, this.noteMoved);
    this.fitFirst();
  }

  stop() {
    this.cy.off("add", this.fitFirst).off("resize", this.fitAgain).off(BY_USER, this.noteMoved);
  }

  fitAll() {
    const visible = this.cy.elements(":visible");
    if (!visible.nonempty() || !this.hasSize()) return;
    this.cy.fit(visible, this.padding);
    if (this.cy.zoom() > this.maxZoom()) this.cy.zoom(this.maxZoom()).center(visible);
    this.done(null);
  }

  // The box belongs to a drawing that has not arrived, so it cannot be measured on the canvas.
  fitBox(box) {
    const [left, top, right, bottom] = box;
    if (!this.hasSize()) return;
    const width = this.cy.width();
    const height = this.cy.height();
    const across = (width - 2 * this.padding) / Math.max(right - left, 1);
    const down = (height - 2 * this.padding) / Math.max(bottom - top, 1);
    const zoom = Math.max(Math.min(across, down, this.maxZoom()), this.cy.minZoom());
    const pan = { x: (width - zoom * (left + right)) / 2, y: (height - zoom * (top + bottom)) / 2 };
    this.cy.viewport({ zoom, pan });
    this.done(box);
  }

  maxZoom() {
    return Math.max(1, Math.min(this.cy.width() / this.calm[0], this.cy.height() / this.calm[1]));
  }

  // Fits a box, if that is wanted although a person may have zoomed or panned.
  fitWhen(box, when) {
    if (this.moved && (when === "untouched" || (when === "outside" && this.shows(box)))) return;
    this.fitBox(box);
  }

  shows([left, top, right, bottom]) {
    const seen = this.cy.extent();
    return left >= seen.x1 && top >= seen.y1 && right <= seen.x2 && bottom <= seen.y2;
  }

  fitFirst = () => requestAnimationFrame(() => this.fitted || this.fitAll());

  // Cytoscape reports a new size a moment later, when there can be another picture. That picture must not jump.
  fitAgain = () =>
    requestAnimationFrame(() => {
      if (!this.fitted) this.fitAll();
      else if (!this.moved && this.sizeNow() !== this.size) this.box ? this.fitBox(this.box) : this.fitAll();
    });

  noteMoved = () => {
    this.moved = true;
  };

  done(box) {
    this.fitted = true;
    this.moved = false;
    this.box = box;
    this.size = this.sizeNow();
  }

  // Cytoscape notices a new size a tenth of a second late. Until then it would use the old size.
  hasSize() {
    this.cy.invalidateSize();
    return Boolean(this.cy.width() && this.cy.height());
  }

  sizeNow() {
    return `${this.cy.width()} ${this.cy.height()}`;
  }
}
