// What a cell, a curve or a number says, and the run it came from: on hover, focus and tap. Each figure and each
// table is one stop of the Tab key; arrows go from mark to mark. Without scripts the browser's own tooltips remain.

const tip = document.createElement("div");
tip.id = "tip";
tip.setAttribute("role", "tooltip");
tip.hidden = true;
document.body.append(tip);
document.documentElement.classList.add("scripted");

const says = new Map();  // of each mark, the text
let shown = null, leaving = 0;

for (const drawing of document.querySelectorAll("svg.drawing")) {
  const marks = [...drawing.querySelectorAll("title")].map((title) => marked(title.parentNode, title));
  if (!marks.length) continue;
  drawing.setAttribute("role", "group");  // an image would hide its marks
  for (const rest of drawing.querySelectorAll("path, text, image"))
    if (!rest.closest("[role=img]")) rest.setAttribute("aria-hidden", "true");
  together(drawing, marks);
}
for (const element of document.querySelectorAll("main [title], .cover [title]")) {
  says.set(element, element.title);
  element.removeAttribute("title");
  if (element.tabIndex < 0) element.tabIndex = 0;
}
for (const table of document.querySelectorAll("main table"))
  together(table, [...table.querySelectorAll("*")].filter((each) => says.has(each) && !each.matches("a")));

// What scrolls sideways is a stop of the Tab key where it does, and none where all of it is in sight.
function reach() {
  for (const box of document.querySelectorAll(".scroll, .panel, pre, .equation > .formula"))
    box.scrollWidth > box.clientWidth ? box.setAttribute("tabindex", 0) : box.removeAttribute("tabindex");
}
addEventListener("resize", reach);
reach();

for (const [mark] of says) {
  mark.addEventListener("pointerenter", (event) => show(mark, event));
  mark.addEventListener("pointerleave", (event) => event.pointerType !== "touch" && leave());
  mark.addEventListener("click", (event) => show(mark, event));
  mark.addEventListener("focus", () => show(mark));
  mark.addEventListener("blur", hide);
}
tip.addEventListener("pointerenter", () => clearTimeout(leaving));
tip.addEventListener("pointerleave", leave);
addEventListener("keydown", (event) => event.key === "Escape" && hide());
addEventListener("pointerdown", (event) => shown && !shown.contains(event.target) && event.target !== tip && hide());

// A part of a drawing that says something; a thin line is made easier to point at.
function marked(mark, title) {
  says.set(mark, title.textContent);
  title.remove();
  mark.setAttribute("role", "img");
  mark.setAttribute("aria-label", says.get(mark));
  if (!mark.closest("[fill=none]") || !mark.getTotalLength?.()) return mark;
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

// Marks that share one stop of the Tab key.
function together(owner, marks) {
  marks.forEach((mark, at) => { mark.setAttribute("tabindex", at ? -1 : 0); });
  owner.addEventListener("keydown", (event) => {
    const next = neighbour(marks, document.activeElement, event.key);
    if (!next) return;
    event.preventDefault();
    document.activeElement.setAttribute("tabindex", -1);
    next.setAttribute("tabindex", 0);
    next.focus();
  });
}

// The nearest mark in the direction of an arrow key, of those that lie more ahead than aside if there are any; Home
// and End give the first and the last.
function neighbour(marks, from, key) {
  if (!marks.includes(from)) return null;
  if (key === "Home" || key === "End") return marks.at(key === "Home" ? 0 : -1);
  const [right, down] = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1] }[key] ?? [0, 0];
  const [x, y] = middle(from);
  let best = null, least = Infinity;
  for (const mark of marks) {
    const [dx, dy] = [middle(mark)[0] - x, middle(mark)[1] - y];
    const along = dx * right + dy * down, aside = Math.abs(dx * down) + Math.abs(dy * right);
    const far = along + 4 * aside + (aside > along ? 1e6 : 0);
    if (along > 1 && far < least) [best, least] = [mark, far];
  }
  return best;
}

function middle(mark) {
  const box = mark.getBoundingClientRect();
  return [box.x + box.width / 2, box.y + box.height / 2];
}

// The tip above the mark, or below where there is no room; of a pointer, at the pointer.
function show(mark, pointer) {
  clearTimeout(leaving);
  if (shown && shown !== mark) hide();
  shown = mark;
  tip.textContent = says.get(mark);
  tip.hidden = false;
  if (mark.getAttribute("aria-label") !== says.get(mark)) mark.setAttribute("aria-describedby", "tip");
  const box = mark.getBoundingClientRect();
  const tall = box.height > 60 && pointer?.clientY !== undefined;
  const [x, top, bottom] = tall ? [pointer.clientX, pointer.clientY, pointer.clientY] : [middle(mark)[0], box.top, box.bottom];
  const left = Math.min(Math.max(x - tip.offsetWidth / 2, 8), document.documentElement.clientWidth - tip.offsetWidth - 8);
  const above = top - tip.offsetHeight - 8;
  tip.style.left = `${left + scrollX}px`;
  tip.style.top = `${(above > 0 ? above : bottom + 8) + scrollY}px`;
}

function leave() { leaving = setTimeout(() => document.activeElement === shown || hide(), 250); }

function hide() {
  tip.hidden = true;
  shown?.removeAttribute("aria-describedby");
  shown = null;
}
