// What a cell, a curve or a number says, and the run it came from: on hover, focus and tap. Each figure, each table and
// each paragraph is one stop of the Tab key; arrows go from mark to mark. Without scripts the browser's own tooltips remain.

const tip = document.createElement("div"), ring = document.createElement("div");
tip.id = "tip";
tip.setAttribute("role", "tooltip");
ring.id = "ring";
tip.hidden = ring.hidden = true;
document.body.append(ring, tip);
document.documentElement.classList.add("scripted");

const says = new Map();  // of each mark, the text
let shown = null, pointed = null, leaving = 0;

for (const drawing of document.querySelectorAll(".drawing")) {
  const marks = [...drawing.querySelectorAll("title")].map((title) => marked(title.parentNode, title));
  if (!marks.length) continue;
  drawing.setAttribute("role", "group");  // an image would hide its marks
  for (const rest of drawing.querySelectorAll("path, text, image"))
    if (!rest.closest("[role=img]")) rest.setAttribute("aria-hidden", "true");
  together(drawing, marks, nearest);
}
for (const element of document.querySelectorAll("main [title], .cover [title]")) {
  says.set(element, element.title);
  element.removeAttribute("title");
  if (element.tabIndex < 0) element.tabIndex = 0;
}
const owners = new Map();  // of the marks that are no links: tables, the strip of key numbers, paragraphs
for (const mark of says.keys()) {
  if (mark.matches("a, .drawing *")) continue;
  const owner = mark.closest("table") ?? mark.closest(".key")?.parentNode ?? mark.closest("p, li, figcaption, h2, h3, h4");
  if (owner) owners.set(owner, [...(owners.get(owner) ?? []), mark]);
}
for (const [owner, marks] of owners) together(owner, marks, owner.matches("table") ? nearest : following);

// What scrolls sideways is a stop of the Tab key with a name where it does, and none where all of it is in sight.
const boxes = document.querySelectorAll(".scroll, .panel, pre, .equation > .formula");
function reach() {
  boxes.forEach((box, at) => {
    const name = box.querySelector(".panel-caption") ?? box.closest("figure, .equation")?.querySelector("figcaption, .tag");
    if (name) name.id ||= `name-${at}`;
    const scrolls = box.scrollWidth > box.clientWidth;
    const given = { tabindex: 0, role: "region", ...(name ? { "aria-labelledby": name.id } : { "aria-label": `Part ${at + 1}` }) };
    for (const [key, value] of Object.entries(given)) scrolls ? box.setAttribute(key, value) : box.removeAttribute(key);
  });
}
addEventListener("resize", reach);
reach();

for (const mark of says.keys()) {
  mark.addEventListener("pointerenter", (event) => event.pointerType !== "touch" && show(mark, event));
  mark.addEventListener("pointerleave", (event) => event.pointerType !== "touch" && leave());
  mark.addEventListener("click", (event) => {
    const link = event.pointerType === "touch" && mark.matches("a");  // a finger cannot point without a tap
    if (link) event.preventDefault();
    show(mark, event, link);
  });
  mark.addEventListener("focus", () => show(mark));
  mark.addEventListener("blur", (event) => tip.contains(event.relatedTarget) || hide());
}
tip.addEventListener("pointerenter", () => clearTimeout(leaving));
tip.addEventListener("pointerleave", (event) => event.pointerType !== "touch" && leave());
tip.addEventListener("click", (event) => event.target.matches("a") && hide());
addEventListener("keydown", (event) => event.key === "Escape" && hide());
addEventListener("pointerdown", (event) => shown && !shown.contains(event.target) && !tip.contains(event.target) && hide());
addEventListener("scroll", (event) => shown && event.target !== document && place(), true);

// A part of a drawing that says something; a thin line is made easier to point at.
function marked(mark, title) {
  says.set(mark, title.textContent);
  title.remove();
  mark.setAttribute("role", "img");
  mark.setAttribute("aria-label", says.get(mark));
  const thin = mark.closest("[fill=none]") && parseFloat(getComputedStyle(mark).strokeWidth) < 8;
  if (!thin || !mark.getTotalLength?.()) return mark;
  const group = document.createElementNS("http://www.w3.org/2000/svg", "g");
  const wide = mark.cloneNode();
  for (const [name, value] of Object.entries({ stroke: "transparent", "stroke-width": 8 })) wide.setAttribute(name, value);
  for (const name of ["role", "aria-label"]) { group.setAttribute(name, mark.getAttribute(name)); mark.removeAttribute(name); wide.removeAttribute(name); }
  mark.replaceWith(group);
  group.append(mark, wide);
  says.set(group, says.get(mark));
  says.delete(mark);
  return group;
}

// Marks that share one stop of the Tab key; `next` gives the one that a key leads to, Home and End the first and the last.
function together(owner, marks, next) {
  marks.forEach((mark, at) => { mark.setAttribute("tabindex", at ? -1 : 0); });
  owner.addEventListener("keydown", (event) => {
    const from = document.activeElement;
    if (!marks.includes(from)) return;
    const to = { Home: marks[0], End: marks.at(-1) }[event.key] ?? next(marks, from, event.key);
    if (!to) return;
    event.preventDefault();
    from.setAttribute("tabindex", -1);
    to.setAttribute("tabindex", 0);
    to.focus();
  });
}

// The mark before or after, as they are read.
function following(marks, from, key) {
  return marks[marks.indexOf(from) + ({ ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[key] ?? NaN)];
}

// The nearest mark in the direction of an arrow key, of those that lie more ahead than aside if there are any. Up and
// down go through marks that lie upon each other, as curves do, in the document's order.
function nearest(marks, from, key) {
  const [right, down] = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1] }[key] ?? [0, 0];
  const upon = (mark) => down && (within(middle(mark), from) || within(middle(from), mark));
  const after = following(marks, from, key);
  if (after && upon(after)) return after;
  const [x, y] = middle(from);
  let best = null, least = Infinity;
  for (const mark of marks) {
    const [dx, dy] = [middle(mark)[0] - x, middle(mark)[1] - y];
    const along = dx * right + dy * down, aside = Math.abs(dx * down) + Math.abs(dy * right);
    const far = along + 4 * aside + (aside > along ? 1e6 : 0);
    if (along > 1 && far < least && !upon(mark)) [best, least] = [mark, far];
  }
  return best;
}

function middle(mark) {
  const { x, y, width, height } = box(mark);
  return [x + width / 2, y + height / 2];
}

function within([x, y], mark) {
  const { left, right, top, bottom } = box(mark);
  return left < x && x < right && top < y && y < bottom;
}

// What a mark covers of the window; a browser takes a stroke for its middle, which of a cell has no height.
function box(mark) {
  const { x, y, width, height } = mark.getBoundingClientRect();
  const style = mark.matches("path") && getComputedStyle(mark);
  if (!style || style.stroke === "none") return new DOMRect(x, y, width, height);
  const half = parseFloat(style.strokeWidth) * mark.getScreenCTM().a / 2;
  const [across, up] = [width <= height, height <= width].map((thin) => (thin || style.strokeLinecap !== "butt" ? half : 0));
  return new DOMRect(x - across, y - up, width + 2 * across, height + 2 * up);
}

// Shows what a mark says, with where its link leads if that is asked for.
function show(mark, pointer, link) {
  clearTimeout(leaving);
  if (shown && shown !== mark) hide();
  [shown, pointed] = [mark, pointer];
  tip.textContent = says.get(mark).replaceAll("; ", "\n");
  if (link) tip.append(Object.assign(document.createElement("a"), { href: mark.href, textContent: "The whole claim" }));
  tip.hidden = false;
  ring.hidden = !mark.matches(".drawing :focus-visible");
  if (mark.getAttribute("aria-label") !== says.get(mark)) mark.setAttribute("aria-describedby", "tip");
  place();
}

// The tip above the mark, or below where there is no room; of a pointer, at the pointer. The ring round the mark.
function place() {
  const around = box(shown);
  for (const side of ["left", "top"]) ring.style[side] = `${around[side] - 3 + { left: scrollX, top: scrollY }[side]}px`;
  for (const size of ["width", "height"]) ring.style[size] = `${around[size] + 6}px`;
  const tall = around.height > 60 && pointed?.clientY !== undefined;
  const [x, top, bottom] = tall ? [pointed.clientX, pointed.clientY, pointed.clientY] : [middle(shown)[0], around.top, around.bottom];
  const left = Math.min(Math.max(x - tip.offsetWidth / 2, 8), document.documentElement.clientWidth - tip.offsetWidth - 8);
  const above = top - tip.offsetHeight - 8;
  tip.style.left = `${left + scrollX}px`;
  tip.style.top = `${(above > 0 ? above : bottom + 8) + scrollY}px`;
}

function leave() { leaving = setTimeout(() => document.activeElement === shown || hide(), 250); }

function hide() {
  tip.hidden = ring.hidden = true;
  shown?.removeAttribute("aria-describedby");
  shown = null;
}
