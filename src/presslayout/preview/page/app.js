// The page: state in, actions out.  Every action has a key, a button and a name in both languages.

import { ask, listen, tile } from "./link.js";
import { finding, findings, selected, stories } from "./panels.js";
import { draw, icon, make, rectangle, Stage } from "./stage.js";
import { lang, say, speak } from "./words.js";

const $ = (id) => document.getElementById(id);
const view = { tab: "stories", grid: false, boxes: false, state: null, selection: null, marked: null };
const stage = new Stage($("stage"), pointed);

// ── actions: name → [keys, what it does]

const ACTIONS = {
  previous: [["PageUp", "ArrowLeft"], () => step(-1)],
  next: [["PageDown", "ArrowRight"], () => step(1)],
  larger: [["+", "="], () => stage.zoomTo(stage.zoom * 1.25)],
  smaller: [["-"], () => stage.zoomTo(stage.zoom / 1.25)],
  natural: [["1"], () => stage.zoomTo(1)],
  fit: [["0"], () => stage.fit("fit")],
  width: [["2"], () => stage.fit("width")],
  spread: [["s"], () => { stage.spreads = !stage.spreads; stage.arrange(); stage.fit(stage.mode === "width" ? "width" : "fit"); }],
  boxes: [["b"], () => { view.boxes = !view.boxes; overlays(); }],
  grid: [["g"], () => { view.grid = !view.grid; overlays(); }],
  nextFinding: [["n"], nextFinding],
  editor: [["o", "Enter"], () => view.selection?.source && open(view.selection.source.uri)],
  panel: [["t"], () => { document.body.classList.toggle("bare"); }],
  full: [["f"], () => (document.fullscreenElement ? document.exitFullscreen() : document.documentElement.requestFullscreen())],
  language: [["l"], () => { speak(lang() === "zh" ? "en" : "zh"); words(); }],
  help: [["?"], help],
  close: [["Escape"], clear],
};
const PRESSED = {
  spread: () => stage.spreads,
  boxes: () => view.boxes,
  grid: () => view.grid,
  panel: () => !document.body.classList.contains("bare"),
};
const TABS = ["stories", "diagnostics"];

function act(name) {
  ACTIONS[name]?.[1]();
  for (const [one, pressed] of Object.entries(PRESSED)) {
    document.querySelector(`[data-act="${one}"]`)?.setAttribute("aria-pressed", pressed());
  }
}

addEventListener("keydown", (event) => {
  if (event.target.matches("input, textarea, select") || event.altKey) return;
  if (event.ctrlKey || event.metaKey) {
    if (event.key === "z" && ACTIONS.undo) { event.preventDefault(); act("undo"); }
    return;
  }
  if (event.key === "Enter" && event.target.closest("button, a, summary, [role=tab]")) return;
  if (event.key.startsWith("Arrow") && event.target.closest("[role=tablist], [data-keys]")) return;
  const name = Object.keys(ACTIONS).find((one) => ACTIONS[one][0].includes(event.key));
  if (!name) return;
  event.preventDefault();
  act(name);
});
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-act]");
  if (button) act(button.dataset.act);
});

function step(by) {
  const numbers = [...stage.sheets.keys()].sort((a, b) => a - b);
  const at = numbers.indexOf(stage.current());
  const to = numbers[Math.min(Math.max(at + by, 0), numbers.length - 1)];
  if (to != null) stage.go(to);
}

// ── state

listen((name, told) => {
  if (name === "state") show(told);
  else if (name === "setting") live("setting");
}, live);

function live(how) {
  const broken = how === "live" && view.state?.fault.length;
  $("live").dataset.state = broken ? "broken" : how;
  $("live").textContent = say(broken ? "broken" : how);
}

function show(state) {
  view.state = state;
  $("title").textContent = state.title || "presslayout";
  $("issue").textContent = state.issue;
  document.title = state.title ? `${state.title} · presslayout` : "presslayout";
  $("empty").hidden = state.pages.length > 0;
  stage.show(state.pages, state.turn);
  document.body.dataset.turn = state.turn;
  live("live");
  fault();
  thumbs();
  panel();
  overlays();
  if (view.selection) again();
}

function fault() {
  const found = view.state.fault;
  const box = $("fault");
  box.hidden = !found.length;
  if (!found.length) return box.replaceChildren();
  box.replaceChildren(
    make("strong", {}, say("faults", found.length)),
    ...found.slice(0, 6).map((one) => finding(one, { show: (d) => d.uri && open(d.uri) })));
}

function thumbs() {
  const current = stage.current();
  const ratio = window.devicePixelRatio || 1;
  $("thumbs").replaceChildren(...view.state.pages.map((page) => {
    const over = page.stories.some((story) => story.overset.chars > 0);
    const image = make("img", { src: tile(page.hash, Math.round(112 * ratio), 0, 0, "cmyk"), alt: "" });
    image.style.aspectRatio = `${page.size_mm[0]} / ${page.size_mm[1]}`;
    return make("button", {
      class: "thumb", "data-number": page.number, "aria-current": page.number === current ? "page" : "false",
      onclick: () => stage.go(page.number),
    }, image, make("span", {}, make("b", {}, String(page.number)), ` ${page.section}`, over ? make("i", { class: "dot" }) : null));
  }));
  $("pages").replaceChildren(...view.state.pages.map((page) => make("option", {
    value: page.number, selected: page.number === current,
  }, say("nth", page.number))));
}

$("pages").addEventListener("change", (event) => { stage.go(Number(event.target.value)); $("stage").focus(); });
stage.scrolled = (number) => {
  if (number === view.current || number == null) return;
  view.current = number;
  $("pages").value = number;
  for (const thumb of document.querySelectorAll(".thumb")) {
    const here = Number(thumb.dataset.number) === number;
    thumb.setAttribute("aria-current", here ? "page" : "false");
    if (here) thumb.scrollIntoView({ block: "nearest" });
  }
};
stage.zoomed = (zoom) => { $("zoom").textContent = `${Math.round(zoom * 100)} %`; };

// ── panels

function panel() {
  const counts = { stories: "", diagnostics: view.state.diagnostics.length };
  $("tabs").replaceChildren(...TABS.map((name) => make("button", {
    role: "tab", id: `tab-${name}`, "aria-selected": view.tab === name, "aria-controls": "list",
    tabindex: view.tab === name ? 0 : -1, onclick: () => { view.tab = name; panel(); $(`tab-${name}`).focus(); },
  }, say(name), counts[name] ? make("span", { class: "count" }, String(counts[name])) : null)));
  $("list").setAttribute("aria-labelledby", `tab-${view.tab}`);
  const made = view.tab === "stories"
    ? stories(view.state.pages, { story: (page, story) => mark({ page: page.number, boxes: story.boxes_mm }, story) })
    : findings(view.state.diagnostics, { show: place });
  $("list").replaceChildren(...made);
}

$("tabs").addEventListener("keydown", (event) => {
  const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
  if (!by) return;
  view.tab = TABS[(TABS.indexOf(view.tab) + by + TABS.length) % TABS.length];
  panel();
  $(`tab-${view.tab}`).focus();
});

async function place(found) {
  const there = found.file ? await ask("place", { file: found.file, line: found.line, column: found.column }) : null;
  if (there) return mark({ page: there.page, boxes: there.boxes_mm });
  const page = view.state.pages.find((one) => one.number === found.page);
  const story = page?.stories.find((one) => one.id === found.story);
  if (story) mark({ page: page.number, boxes: story.boxes_mm });
  else if (page) stage.go(page.number);
}

function nextFinding() {
  const found = view.state?.diagnostics ?? [];
  if (!found.length) return;
  view.at = ((view.at ?? -1) + 1) % found.length;
  view.tab = "diagnostics";
  panel();
  const el = $("list").children[view.at];
  el?.scrollIntoView({ block: "nearest" });
  el?.querySelector("button")?.focus();
  place(found[view.at]);
}

// ── what is pointed at

async function pointed(how, at) {
  if (how === "over") return where(at);
  if (how === "out") return where(null);
  const found = await ask("at", { page: at.page, x: at.x, y: at.y });
  if (!found) return clear();
  select(found);
  if (how === "open" && found.source) open(found.source.uri);
}

function select(found) {
  view.selection = found;
  view.marked = found.box_mm ? { page: found.page, boxes: [found.box_mm] } : null;
  $("selection").hidden = false;
  $("selection").replaceChildren(...selected(found, { clear }).filter(Boolean));
  overlays();
}

// After a save the selection is looked up again where it was.
async function again() {
  const { page, box_mm: box } = view.selection;
  if (!box) return;
  const found = await ask("at", { page, x: (box[0] + box[2]) / 2, y: (box[1] + box[3]) / 2 });
  if (found) select(found);
}

function mark(place_) {
  view.marked = place_;
  overlays();
  stage.go(place_.page, place_.boxes[0]);
}

function clear() {
  view.selection = view.marked = null;
  $("selection").hidden = true;
  if ($("help").open) $("help").close();
  overlays();
}

function where(at) {
  if (!at) return ($("where").textContent = "");
  $("where").textContent = say("mm", at.x.toFixed(1), at.y.toFixed(1));
}

// ── what is drawn over the page

function overlays() {
  for (const sheet of stage.sheets.values()) {
    const parts = [];
    if (view.grid) parts.push(gridOf(sheet.page.grid));
    if (view.boxes) parts.push(...slotsOf(sheet.page));
    if (view.marked?.page === sheet.number) {
      parts.push(...view.marked.boxes.map((box) => rectangle(box, { class: "marked" })));
    }
    sheet.over.replaceChildren(...parts);
  }
}

function gridOf(grid) {
  const lines = [];
  const bottom = grid.top + grid.rows * grid.pitch, right = grid.left + grid.width;
  for (let row = 0; row <= grid.rows; row++) {
    const y = grid.top + row * grid.pitch;
    lines.push(draw("path", { d: `M${grid.left} ${y}H${right}`, class: row % 5 ? "row" : "row fifth" }));
    if (row && row % 5 === 0) lines.push(draw("text", { x: grid.left - 1, y: y - 0.8, class: "number" }, String(row)));
  }
  for (let column = 0; column < grid.columns; column++) {
    const left = grid.left + column * (grid.column + grid.gutter);
    lines.push(rectangle([left, grid.top, left + grid.column, bottom], { class: "column" }));
    lines.push(draw("text", { x: left + grid.column / 2, y: grid.top - 1.2, class: "number head" }, String(column + 1)));
  }
  return draw("g", { class: "grid" }, ...lines);
}

function slotsOf(page) {
  return page.grid.slots.map(({ name, content, box }) => draw("g", { class: `slot ${content}` },
    rectangle(box), draw("text", { x: box[0] + 1.2, y: box[1] + 4 }, name)));
}

// ── words, help

function words() {
  document.documentElement.lang = lang() === "zh" ? "zh-CN" : "en";
  for (const el of document.querySelectorAll("[data-word]")) el.textContent = say(el.dataset.word);
  for (const el of document.querySelectorAll("[data-label]")) el.setAttribute("aria-label", say(el.dataset.label));
  for (const el of document.querySelectorAll("[data-act]")) {
    const name = el.dataset.act;
    const key = ACTIONS[name]?.[0][0];
    const title = say(name);
    el.title = key ? `${title}（${shownKey(key)}）` : title;
    el.setAttribute("aria-label", title);
    if (key) el.setAttribute("aria-keyshortcuts", key);
    if (el.dataset.icon && !el.firstChild) el.append(icon(el.dataset.icon));
  }
  $("language").textContent = say("language");
  if (view.state) show(view.state);
  else live("waiting");
}

const KEYS = { ArrowLeft: "←", ArrowRight: "→", PageUp: "PgUp", PageDown: "PgDn", Escape: "Esc", "-": "−" };
const shownKey = (key) => KEYS[key] ?? (key.length === 1 ? key.toUpperCase() : key);

function help() {
  const rows = Object.entries(ACTIONS).map(([name, [keys]]) => make("tr", {},
    make("td", {}, ...keys.map((key) => make("kbd", {}, shownKey(key)))), make("td", {}, say(name))));
  $("help").replaceChildren(
    make("header", {}, make("h2", {}, say("help")),
      make("button", { class: "small", "aria-label": say("close"), onclick: () => $("help").close() }, icon("close"))),
    make("table", {}, make("tbody", {}, ...rows)));
  $("help").showModal();
}

words();
