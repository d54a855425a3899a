// Members travel along the arrows of a picture as marks. xtsviz/view/picture/journeys.py makes the journeys. The page
// of the explorer and the interactive file both use this module. It changes nothing but its own group of an SVG.

const SVG_NAMES = "http://www.w3.org/2000/svg";
const TRAVEL_TIME = 1500; // milliseconds of one journey
const STAGGER_TIME = 1400; // within this time, the marks of one arrow start
const REASON_TIME = 1700; // milliseconds that a reason is shown
const BRIEF_TIMES = { travel: 650, stagger: 250 }; // after an edit, everything takes about a second
const PULSE_TIME = 550; // of one ring around a person who changed
const FADE_TIME = 350;
const MOTION_GROUNDS = [["#ffffff", "#1a202c"], ["#14181f", "#eef1f5"]]; // background and text: light, dark

export const lessMotion = () => window.matchMedia("(prefers-reduced-motion: reduce)").matches;

// Plays a motion once.
//
// group: an SVG group in the coordinates of the picture.
// options.dark: true for dark ground. options.scale: pixels for each unit of the picture.
// options.time: milliseconds that all of it may take at most.
// options.onStart(ids), onArrive(id): users (by element) who are hidden until their marks arrive.
// options.onFrame(): before each frame. options.onEnd(): once, also if it was stopped.
// Returns a function that stops it at once.
export function playMotion(group, motion, options = {}) {
  const [ground, text] = MOTION_GROUNDS[options.dark ? 1 : 0];
  const size = 1 / Math.min(Math.max(options.scale ?? 1, 0.4), 1.2);
  const lines = motion.paths.map(pathPoints);
  const marks = scheduledMarks(motion, options.time).map((mark) => {
    const path = lines[mark.path];
    const node = drawMark(mark, bendsDown(path), size, ground, text);
    return { ...mark, line: journeyLine(mark, path), node, state: "waits" };
  });
  const pulses = (motion.pulses ?? []).map((at) => drawPulse(at, group));
  for (const { node } of marks) group.append(node.root);
  options.onStart?.(marks.filter((mark) => mark.person && !mark.back).map((mark) => mark.person));
  let frame = 0;
  let begin = null;
  const stop = () => {
    if (frame === null) return;
    cancelAnimationFrame(frame);
    frame = null;
    for (const { node } of marks) node.root.remove();
    for (const { root } of pulses) root.remove();
    options.onEnd?.();
  };
  const step = (now) => {
    begin ??= now;
    options.onFrame?.();
    let moving = false;
    for (const pulse of pulses) moving = pulsate(pulse, now - begin) || moving;
    for (const mark of marks) moving = advanceMark(mark, now - begin, size, ground, options) || moving;
    if (moving) frame = requestAnimationFrame(step);
    else stop();
  };
  frame = requestAnimationFrame(step);
  return stop;
}

// When each mark starts: those of one arrow one after the other, and those that stop after those that arrive.
function scheduledMarks(motion, time) {
  const { travel, stagger } = motion.brief ? BRIEF_TIMES : { travel: TRAVEL_TIME, stagger: STAGGER_TIME };
  const arriving = new Map();
  const stopping = new Map();
  const place = (counts, path) => counts.set(path, (counts.get(path) ?? -1) + 1).get(path);
  const placed = motion.marks.map((mark) => ({ ...mark, place: place("stops" in mark ? stopping : arriving, mark.path) }));
  const timed = placed.map((mark) => {
    const among = arriving.get(mark.path) ?? 0;
    if ("stops" in mark) return { ...mark, travel, delay: Math.min(among * 90, stagger) / 2 + mark.place * REASON_TIME };
    return { ...mark, travel, delay: among ? (mark.place / among) * Math.min(among * 90, stagger) : 0 };
  });
  const whole = Math.max(0, ...timed.map((mark) => mark.delay + mark.travel + FADE_TIME));
  const factor = time && whole > time ? time / whole : 1;
  return timed.map((mark) => ({ ...mark, travel: mark.travel * factor, delay: mark.delay * factor }));
}

function pathPoints(numbers) {
  const points = [];
  for (let n = 0; n < numbers.length; n += 2) points.push([numbers[n], numbers[n + 1]]);
  return points;
}

// Words stand on the outer side of a curve, where the arrow in the other direction is not.
function bendsDown(path) {
  return path[Math.floor(path.length / 2)][1] > (path[0][1] + path.at(-1)[1]) / 2 + 1;
}

// The whole way of a mark, with the distance from its start at each point.
function journeyLine(mark, path) {
  let points = [...path];
  if (mark.from) points.unshift(mark.from);
  if (mark.to) points.push(mark.to);
  if (mark.back) points = points.reverse();
  const far = [0];
  for (let n = 1; n < points.length; n += 1) {
    far.push(far[n - 1] + Math.hypot(points[n][0] - points[n - 1][0], points[n][1] - points[n - 1][1]));
  }
  return { points, far, length: far.at(-1) };
}

function pointOnLine({ points, far, length }, share) {
  const wanted = Math.min(Math.max(share, 0), 1) * length;
  let n = 1;
  while (n < far.length - 1 && far[n] < wanted) n += 1;
  const part = far[n] - far[n - 1] ? (wanted - far[n - 1]) / (far[n] - far[n - 1]) : 0;
  const [x, y] = points[n - 1];
  return [x + (points[n][0] - x) * part, y + (points[n][1] - y) * part];
}

const easedShare = (t) => (t < 0.5 ? 2 * t * t : 1 - (2 - 2 * t) ** 2 / 2);

// One frame of one mark; false if it has nothing more to do.
function advanceMark(mark, time, size, ground, options) {
  const { node, line } = mark;
  const since = time - mark.delay;
  if (since < 0) return true;
  if (mark.state === "waits") {
    mark.state = "travels";
    node.root.style.opacity = 1;
  }
  if (since < mark.travel) {
    placeMark(node, pointOnLine(line, easedShare(since / mark.travel)), 1);
    return true;
  }
  if (mark.state === "ended") return false;
  const after = since - mark.travel;
  return "stops" in mark ? bounceMark(mark, after, size) : arriveMark(mark, after, ground, options);
}

function arriveMark(mark, after, ground, options) {
  if (mark.state === "travels") {
    mark.state = "arrived";
    if (!mark.back) {
      mark.node.shape.setAttribute("fill", ground);
      if (mark.ring === "guest") mark.node.shape.setAttribute("stroke-dasharray", "5 3");
      if (mark.person) options.onArrive?.(mark.person);
    }
  }
  const share = after / FADE_TIME;
  placeMark(mark.node, mark.line.points.at(-1), 1 + 0.5 * Math.sin(Math.PI * Math.min(share, 1)));
  mark.node.root.style.opacity = Math.max(1 - share * share, 0);
  return goesOn(mark, share < 1);
}

// The mark runs to the edge of the box, goes back a little, and shows the reason.
function bounceMark(mark, after, size) {
  const { line, node } = mark;
  if (mark.state === "travels") {
    mark.state = "stopped";
    node.reason.style.opacity = 1;
  }
  const back = Math.min(30 * size, line.length / 3) / (line.length || 1);
  const t = Math.min(after / 450, 1);
  const swing = t < 1 ? 1 - Math.abs(Math.cos(t * Math.PI * 1.5)) * (1 - t) : 1;
  placeMark(node, pointOnLine(line, 1 - back * swing), 1);
  const rest = (REASON_TIME - after) / FADE_TIME;
  node.root.style.opacity = Math.max(Math.min(rest, 1), 0);
  return goesOn(mark, after < REASON_TIME);
}

// Two rings run outwards from a person who changed.
function drawPulse([x, y], group) {
  const root = motionPart("circle", { r: 14, fill: "none", stroke: "currentColor", "stroke-width": 3 }, group);
  return { root, at: [x, y] };
}

function pulsate(pulse, time) {
  const share = time / PULSE_TIME;
  const [x, y] = pulse.at;
  pulse.root.style.transform = `translate(${x}px, ${y}px) scale(${(1 + (share % 1) * 1.2).toFixed(3)})`;
  pulse.root.style.opacity = share < 2 ? 1 - (share % 1) : 0;
  return share < 2;
}

function goesOn(mark, more) {
  if (!more) {
    mark.state = "ended";
    mark.node.root.style.opacity = 0;
  }
  return more;
}

function placeMark(node, [x, y], scale) {
  node.root.style.transform = `translate(${x.toFixed(1)}px, ${y.toFixed(1)}px) scale(${scale.toFixed(3)})`;
}

function motionPart(name, attributes, parent) {
  const made = document.createElementNS(SVG_NAMES, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  parent?.append(made);
  return made;
}

// A mark in the shape and colour of its home; a crowd has its number beside it. Words are text, never markup.
function drawMark(mark, below, size, ground, text) {
  const root = motionPart("g", { class: "xts-mark" });
  root.style.opacity = 0;
  const color = mark.color[ground === MOTION_GROUNDS[1][0] ? 1 : 0];
  const many = mark.count !== undefined;
  // One who is drawn in a box has the size of the symbol there.
  const radius = many ? 11 * size : mark.from || mark.to ? 10 : 8 * size;
  markOutline(mark.shape, radius + 2 * size, { fill: ground }, root);
  const ring = mark.ring && mark.ring !== "home" && "stops" in mark;
  const shape = markOutline(mark.shape, radius, { fill: ring ? ground : color, stroke: color, "stroke-width": 3.5 * size }, root);
  if (many) drawMarkLabel(root, mark.count.toLocaleString("en"), { x: radius + 7 * size, y: 5 * size, anchor: "start" }, 14 * size, ground, text);
  const reason = motionPart("g", {}, root);
  if ("stops" in mark) {
    reason.style.opacity = 0;
    drawMarkLabel(reason, `✕ ${mark.stops}`.trim(), { x: 0, y: below ? radius + 19 * size : -radius - 9 * size, anchor: "middle" }, 14 * size, ground, text);
  }
  return { root, shape, reason };
}

function markOutline(shape, r, attributes, parent) {
  if (shape === "circle") return motionPart("circle", { r, ...attributes }, parent);
  if (shape === "square") return motionPart("rect", { x: -r * 0.9, y: -r * 0.9, width: r * 1.8, height: r * 1.8, rx: 2, ...attributes }, parent);
  const corners = shape === "diamond" ? 4 : 6;
  const reach = r * (shape === "diamond" ? 1.2 : 1.08);
  const turn = (n) => (n * 2 * Math.PI) / corners;
  const points = Array.from({ length: corners }, (_, n) => `${reach * Math.cos(turn(n))},${reach * Math.sin(turn(n))}`);
  return motionPart("polygon", { points: points.join(" "), ...attributes }, parent);
}

function drawMarkLabel(parent, words, { x, y, anchor }, size, ground, text) {
  const made = motionPart("text", {
    x, y, "text-anchor": anchor, "font-size": size, "font-weight": 700, fill: text, stroke: ground,
    "stroke-width": size * 0.35, "stroke-linejoin": "round", "paint-order": "stroke",
  }, parent);
  made.textContent = words;
}
