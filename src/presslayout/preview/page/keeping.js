// What a browser keeps for one issue of one workspace, and where the focus was.

let desk = "";
const KEPT = "presslayout";
const memory = new Map();

export function at(name) {
  desk = name;
}

// What cannot be stored lasts as long as the page.
export function get(name, otherwise = null) {
  const key = `${KEPT}.${desk}.${name}`;
  try {
    return JSON.parse(localStorage.getItem(key) ?? "null") ?? otherwise;
  } catch {
    return memory.get(key) ?? otherwise;
  }
}

// Whether it is kept beyond a reload.
export function put(name, value) {
  const key = `${KEPT}.${desk}.${name}`;
  try {
    localStorage.setItem(key, JSON.stringify(value));
    return true;
  } catch {
    memory.set(key, value);
    return false;
  }
}

export const isKept = (key, name) => key === `${KEPT}.${desk}.${name}`;

// Change what a box holds and leave the focus where it was: on what bears the same key, else on what
// came into its place, else on the box.
export function steady(box, change) {
  const here = document.activeElement;
  const inside = box.contains(here) && here !== box;
  const key = inside ? here.dataset.key : null;
  const chosen = inside && "selectionStart" in here ? [here.selectionStart, here.selectionEnd] : null;
  const number = inside ? reachable(box).indexOf(here) : -1;
  change();
  if (!inside || document.activeElement === here) return;
  const now = reachable(box);
  const next = (key && now.find((el) => el.dataset.key === key)) ?? now[Math.min(number, now.length - 1)] ?? box;
  next.focus({ preventScroll: true });
  if (chosen?.[0] != null && next.dataset.key === key && "setSelectionRange" in next && next.type !== "search") next.setSelectionRange(...chosen);
}

const reachable = (box) => [...box.querySelectorAll("button, a[href], input, select, textarea, summary")]
  .filter((el) => !el.disabled && el.getClientRects().length);
