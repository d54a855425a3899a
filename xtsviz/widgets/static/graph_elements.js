// The elements of cytoscape's graph as the modules for work by hand see them: by the id of the element, with their
// places in pixels from the upper left corner of the canvas.

const TENANT_PREFIX = "tenant:";
const NAME_HEIGHT = 26; // of a name above a box, in units of the picture
const ARROW_WORDS = { open: "open", half: "half configured", blocked: "blocked", unknown: "unknown", paused: "paused",
  request: "on request", added: "added", removed: "removed", changed: "changed" };

export class GraphElements {
  constructor(cy) {
    this.cy = cy;
  }

  // All that is drawn. Elements of the pool are hidden.
  drawn(group) {
    return this.cy.elements(group).filter((element) => !element.hasClass("pooled"));
  }

  tenants() {
    return this.drawn("node").filter((node) => this.isTenant(node)).toArray();
  }

  // Where the focus can be: tenants and groups of them, and nothing that is inside of them.
  stops() {
    return this.drawn("node").filter((node) => !node.parent().toArray().length).toArray();
  }

  arrows() {
    return this.drawn("edge").toArray();
  }

  byName(name) {
    return name === null ? null : this.drawn("node, edge").filter((element) => nameOf(element) === name).toArray()[0] ?? null;
  }

  chosen() {
    return this.drawn("node, edge").filter((element) => element.hasClass("chosen")).toArray()[0] ?? null;
  }

  isTenant(element) {
    return nameOf(element).startsWith(TENANT_PREFIX) && !element.hasClass("removed");
  }

  // The tenant itself, or the tenant in whose box a person is.
  tenantOf(element) {
    if (!element?.isNode?.()) return null;
    const box = element.parent().toArray()[0] ?? element;
    return this.isTenant(box) ? box : null;
  }

  // The box of a tenant, with the name above it if it stands there.
  rect(node) {
    const { x, y } = node.renderedPosition();
    const [width, height] = [node.renderedOuterWidth(), node.renderedOuterHeight()];
    const above = node.hasClass("box") ? NAME_HEIGHT * this.cy.zoom() : 0;
    return { x, y, left: x - width / 2, top: y - height / 2, width, height, above };
  }

  // The middle of an element: of a box, or of the visible line.
  middle(element) {
    return element.isNode() ? element.renderedPosition() : element.renderedMidpoint();
  }

  // The topmost tenant at a point of the canvas.
  tenantAt({ x, y }) {
    return this.tenants().findLast((node) => {
      const box = this.rect(node);
      const inside = x >= box.left && x <= box.left + box.width;
      return inside && y >= box.top - box.above && y <= box.top + box.height;
    }) ?? null;
  }

  between(source, target) {
    return this.arrows().filter((edge) => edge.source().id() === source.id() && edge.target().id() === target.id());
  }

  arrowsAt(node) {
    return this.arrows().filter((edge) => [edge.source().id(), edge.target().id()].includes(node.id()));
  }

  // What a person hears when an element has the focus.
  describe(element) {
    const label = (element.data("label") ?? "").split("\n").slice(1).join(", ");
    if (this.isTenant(element)) {
      const tenants = this.tenants();
      const place = `${tenants.findIndex((node) => node.id() === element.id()) + 1} of ${tenants.length}`;
      const count = this.arrowsAt(element).length;
      const arrows = count === 1 ? "1 arrow" : `${count} arrows`;
      return [`Tenant ${titleOf(element)}`, label, arrows, place].filter(Boolean).join(", ");
    }
    if (element.isNode()) return titleOf(element) || "Group of alike tenants";
    const state = Object.keys(ARROW_WORDS).find((name) => element.hasClass(`is-${name}`));
    const number = element.data("label") || element.data("near") || element.data("hover") || "";
    return [`Arrow ${titleOf(element)}`, ARROW_WORDS[state], number.replace("\n", ", ")].filter(Boolean).join(", ");
  }
}

export function nameOf(element) {
  return String(element.data("element") ?? "");
}

export function idOf(tenant) {
  return nameOf(tenant).slice(TENANT_PREFIX.length);
}

export function titleOf(element) {
  if (element.isEdge()) return `${titleOf(element.source())} → ${titleOf(element.target())}`;
  return element.data("name") ?? (element.data("label") ?? "").split("\n")[0];
}

// The nearest of several nodes in a direction; things that lie aside count as farther away.
export function nearestInDirection(from, nodes, key) {
  const [dx, dy] = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[key];
  let best = null;
  let least = Infinity;
  for (const node of nodes) {
    const { x, y } = node.renderedPosition();
    const along = (x - from.x) * dx + (y - from.y) * dy;
    const aside = Math.abs((x - from.x) * dy) + Math.abs((y - from.y) * dx);
    if (along <= 1 || aside > along * 3) continue;
    const distance = along + 2 * aside;
    if (distance < least) [best, least] = [node, distance];
  }
  return best;
}
