// The keys of the graph. The focus goes along tenants and arrows; a frame shows it, and a live region says it.

import { nameOf, nearestInDirection, titleOf } from "./graph_elements.js";
import { showKeys } from "./graph_menu.js";

const ARROW_KEYS = ["ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown"];

export class GraphKeys {
  current = null; // the name of the element that keys are about
  used = true; // false after a press, until the next key
  walked = null; // the id of the tenant whose arrows Page Up and Page Down go through

  constructor(hand) {
    this.hand = hand;
    this.layer = hand.layer;
    this.graph = hand.graph;
    this.drawing = hand.drawing;
    this.listen("addEventListener");
  }

  stop() {
    this.listen("removeEventListener");
  }

  listen(way) {
    this.layer.root[way]("focus", this.arrive);
    this.layer.root[way]("focusout", this.depart);
    this.hand.root[way]("pointerdown", this.point, true);
    this.hand.root[way]("keydown", this.key);
  }

  // The frame of the focus is for people who use the keyboard.
  point = () => this.useKeys(false);

  useKeys(on) {
    this.used = on;
    this.layer.root.classList.toggle("xts-hand-keyed", on);
    if (!on) this.layer.focus(null);
  }

  arrive = () => {
    if (this.used) this.visit(this.here());
  };

  depart = (event) => {
    if (this.layer.root.contains(event.relatedTarget)) return;
    this.drawing.cancel();
    this.layer.focus(null);
  };

  // The element that keys are about: the one that had the focus, what is selected, or the first tenant.
  here() {
    return this.graph.byName(this.current) ?? this.graph.chosen() ?? this.graph.stops()[0] ?? null;
  }

  visit(element) {
    if (!element) {
      this.hand.say("There is no tenant yet. N adds one");
      return;
    }
    this.current = nameOf(element);
    this.layer.focus(this.current);
    this.hand.offerHandles(this.graph.isTenant(element) ? element : null);
    this.hand.say(this.graph.describe(element));
  }

  key = (event) => {
    const onGraph = [this.layer.root, this.hand.container, this.hand.root].includes(event.target);
    this.useKeys(true);
    if (!onGraph || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    if (!this.answer(event)) return;
    event.preventDefault();
    event.stopPropagation();
    // The menu and the field have taken the focus.
    if (!this.layer.root.contains(document.activeElement)) this.layer.root.focus({ preventScroll: true });
  };

  // True if the key means something here.
  answer({ key, shiftKey }) {
    if (this.drawing.active) return this.drawing.pointer !== null || this.drawing.press(key);
    const element = this.here();
    const tenant = this.graph.tenantOf(element);
    if (ARROW_KEYS.includes(key)) return this.walk(element, key);
    if (key === "PageDown" || key === "PageUp") return this.nextArrow(element, key === "PageDown" ? 1 : -1);
    if (key === "ContextMenu" || (key === "F10" && shiftKey)) return this.menuByKey(element);
    if (key === "?") return Boolean(showKeys(this.layer, this.hand.byHand));
    if (key === "Enter" && element) return this.hand.pressOn(element);
    if (!this.hand.byHand) return false;
    const edits = {
      a: () => tenant && this.hand.draw(tenant),
      n: () => this.hand.addTenantBeside(),
      F2: () => tenant && this.hand.rename(tenant),
      Delete: () => this.remove(element),
      Backspace: () => this.remove(element),
    };
    const edit = edits[key.length === 1 ? key.toLowerCase() : key];
    edit?.();
    return edit !== undefined;
  }

  walk(from, key) {
    if (!from || this.layer.focused === null) {
      this.visit(from); // the first key shows where one is
      return true;
    }
    const others = this.graph.stops().filter((node) => node.id() !== from.id());
    const found = nearestInDirection(this.graph.middle(from), from.isEdge() ? [from.source(), from.target()] : others, key);
    if (!found) {
      this.hand.say("Nothing is there");
      return true;
    }
    const [passed] = from.isEdge() ? [] : [...this.graph.between(from, found), ...this.graph.between(found, from)];
    this.visit(passed ?? found);
    return true;
  }

  // The next of all arrows of a tenant; from an arrow, the next one of the same tenant.
  nextArrow(from, step) {
    if (!from) return false;
    if (!from.isEdge()) this.walked = from.id();
    const tenant = this.graph.tenants().find((node) => node.id() === this.walked);
    const arrows = tenant ? this.graph.arrowsAt(tenant) : this.graph.arrows();
    if (!arrows.length) {
      this.hand.say("There are no arrows");
      return true;
    }
    const at = arrows.findIndex((edge) => edge.id() === from.id());
    const next = at < 0 ? (step > 0 ? 0 : arrows.length - 1) : (at + step + arrows.length) % arrows.length;
    this.visit(arrows[next]);
    return true;
  }

  menuByKey(element) {
    const at = element ? this.graph.middle(element) : { x: this.graph.cy.width() / 2, y: this.graph.cy.height() / 2 };
    this.hand.openMenu(element, at, null);
    return true;
  }

  // Only what is selected is removed, so that nothing goes that a person does not look at.
  remove(element) {
    const chosen = this.graph.chosen();
    if (this.layer.focused !== null && element && (!chosen || nameOf(chosen) !== nameOf(element))) {
      this.hand.say(`${titleOf(element)} is not selected. Enter selects it, then Delete removes it`);
      return;
    }
    this.hand.send("remove-selected");
  }
}
