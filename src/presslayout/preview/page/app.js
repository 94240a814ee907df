// The page: state in, actions out.  Every action has a key, a button and a name in both languages.

import { ask, listen, tile, write } from "./link.js";
import { comments, finding, findings, selected, stories } from "./panels.js";
import { draw, icon, make, rectangle, renew, Stage } from "./stage.js";
import { lang, say, speak } from "./words.js";

const $ = (id) => document.getElementById(id);
const view = {
  tab: "stories", grid: false, boxes: false, state: null, selection: null, marked: null,
  inks: new Set("cmyk"), plates: false, compare: false, cut: 0.5, against: null, writing: false,
};
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
  lineUp: [["ArrowUp", "k"], () => line(-1)],
  lineDown: [["ArrowDown", "j"], () => line(1)],
  plates: [["p"], () => { view.plates = !view.plates; plates(); }],
  compare: [["d"], () => { view.compare = !view.compare; compare(); }],
  comment: [["c"], comment],
  undo: [["Ctrl+Z"], undo],
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
  plates: () => view.plates,
  compare: () => view.compare,
  comment: () => view.writing,
  panel: () => !document.body.classList.contains("bare"),
};
const TABS = ["stories", "diagnostics", "comments"];

function act(name) {
  ACTIONS[name]?.[1]();
  press();
}

function press() {
  for (const [one, pressed] of Object.entries(PRESSED)) {
    document.querySelector(`[data-act="${one}"]`)?.setAttribute("aria-pressed", pressed());
  }
}

addEventListener("keydown", (event) => {
  if (event.target.matches("input, textarea, select") || event.altKey) return;
  if (event.ctrlKey || event.metaKey) {
    if (event.key === "z") { event.preventDefault(); act("undo"); }
    return;
  }
  if (event.key === "Enter" && event.target.closest("button, a, summary, [role=tab]")) return;
  if (event.key.startsWith("Arrow") && event.target.closest("[role=tablist], [data-keys]")) return;
  const name = Object.keys(ACTIONS).find((one) => ACTIONS[one][0].includes(event.key));
  if (!name) return;
  // Without a selection the arrows scroll, as everywhere.
  if (name.startsWith("line") && !view.selection) return;
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

// The page that the address names, 0 for none.
const addressed = () => Number(/^#([0-9]{1,9})$/.exec(location.hash)?.[1] ?? 0);

// Until that page stands, the address is left as it is.
let wanted = addressed();

listen(wanted, (name, told) => {
  if (name === "state") show(told);
  else if (name === "setting") live("setting", told.stage);
}, live);
addEventListener("hashchange", () => stage.go(addressed()));

function live(how, stage) {
  view.live = how;
  const { fault = [], pending = 0 } = view.state ?? {};
  // Until there is a state, and until all pages stand, the issue is being set.
  const now = how === "live" && (!view.state || pending) ? "setting" : how;
  const broken = now === "live" && fault.length > 0;
  const words_ = [say(now), now === "setting" && pending && say("pending", pending), stage && say(`stage-${stage}`)];
  $("live").dataset.state = broken ? "broken" : now;
  $("live").textContent = broken ? say("broken") : words_.filter(Boolean).join(" · ");
}

function show(state) {
  view.state = window.presslayout = state;
  $("title").textContent = state.title || "presslayout";
  $("issue").textContent = state.issue;
  document.title = state.title ? `${state.title} · presslayout` : "presslayout";
  $("unset").hidden = true;
  $("empty").hidden = state.pages.length > 0;
  $("timing").textContent = say("set", Math.round(state.timings_ms.total ?? 0));
  chooseOlder();
  stage.show(state.pages, state.turn);
  if (stage.sheets.has(wanted)) stage.go(wanted);
  if (stage.sheets.has(wanted) || (state.pages.length && !state.pending)) wanted = 0;
  document.querySelector("[data-act=undo]").disabled = !state.undo;
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

// What is the same as before is left as it is: focus, scrolling and open details stay.
function fresh(name, ...values) {
  const said = JSON.stringify([lang(), ...values]);
  const is = view.said?.[name] !== said;
  view.said = { ...view.said, [name]: said };
  return is;
}

function thumbs() {
  const pages = view.state.pages;
  if (!fresh("thumbs", pages.map((page) => [page.number, page.section, page.hash, hasOverset(page)]))) return;
  const current = stage.current();
  const width = Math.round(112 * (window.devicePixelRatio || 1));
  const known = new Map([...$("thumbs").children].map((el) => [el.dataset.said, el]));
  const made = pages.map((page) => {
    // What is the same as before stays, its picture too.
    const said = JSON.stringify([lang(), width, page.number, page.section, page.hash, hasOverset(page)]);
    const el = known.get(said) ?? thumb(page, width);
    el.dataset.said = said;
    el.setAttribute("aria-current", page.number === current ? "page" : "false");
    return el;
  });
  renew($("thumbs"), made);
  if (!fresh("pages", pages.map((page) => page.number))) return;
  $("pages").replaceChildren(...pages.map((page) => make("option", {
    value: page.number, selected: page.number === current,
  }, say("nth", page.number))));
  // Pages came or went: the thumbnail of the one that is looked at is where one sees it.
  $("thumbs").querySelector("[aria-current=page]")?.scrollIntoView({ block: "nearest" });
}

function thumb(page, width) {
  // What nobody sees is not drawn: with many pages that is most of them.
  const image = make("img", { loading: "lazy", src: tile(page.hash, width, 0, 0, "cmyk"), alt: "" });
  image.style.aspectRatio = `${page.size_mm[0]} / ${page.size_mm[1]}`;
  return make("button", {
    class: "thumb", "data-number": page.number, "aria-label": [say("nth", page.number), page.section].join(" "),
    onclick: () => stage.go(page.number),
  }, image, make("span", {}, make("b", {}, String(page.number)), ` ${page.section}`,
    hasOverset(page) ? make("i", { class: "dot" }) : null));
}

const hasOverset = (page) => page.stories.some((story) => story.overset.chars > 0);

$("pages").addEventListener("change", (event) => { stage.go(Number(event.target.value)); $("stage").focus(); });
stage.scrolled = (number) => {
  if (number === view.current || number == null) return;
  view.current = number;
  // A reload asks for the same page.
  if (!wanted && number !== addressed()) history.replaceState(null, "", `#${number}`);
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
  const open_ = view.state.comments.filter((one) => one.status !== "done").length;
  const counts = { stories: "", diagnostics: view.state.diagnostics.length, comments: open_ };
  if (!fresh("panel", view.tab, counts, view.state[{ stories: "pages" }[view.tab] ?? view.tab].map(panelled))) return;
  $("tabs").replaceChildren(...TABS.map((name) => make("button", {
    role: "tab", id: `tab-${name}`, "aria-selected": view.tab === name, "aria-controls": "list",
    tabindex: view.tab === name ? 0 : -1, onclick: () => { view.tab = name; panel(); $(`tab-${name}`).focus(); },
  }, say(name), counts[name] ? make("span", { class: "count" }, String(counts[name])) : null)));
  $("list").setAttribute("aria-labelledby", `tab-${view.tab}`);
  const made = {
    stories: () => stories(view.state.pages, { story: chooseStory }),
    diagnostics: () => findings(view.state.diagnostics, { show: place }),
    comments: () => comments(view.state.comments, { show: showComment, remove: (one) => send("uncomment", { id: one.id }) }),
  }[view.tab]();
  renew($("list"), made);
}

// What of a page the list of stories shows.
const panelled = (one) => (one.stories ? [one.number, one.section, one.template, one.stories] : one);

$("tabs").addEventListener("keydown", (event) => {
  const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
  if (!by) return;
  view.tab = TABS[(TABS.indexOf(view.tab) + by + TABS.length) % TABS.length];
  panel();
  $(`tab-${view.tab}`).focus();
});

function place(found) {
  if (found.boxes_mm?.length) mark({ page: found.page, boxes: found.boxes_mm });
  else if (found.page) stage.go(found.page);
}

function chooseStory(page, story) {
  const [left, top] = story.bbox_mm;
  select({
    kind: "story", page: page.number, story: story.id, name: story.name, part: "", box_mm: story.bbox_mm,
    source: { file: story.file, line: story.line, column: story.column, uri: story.uri }, at: [left + 8, top + 1],
  });
  stage.go(page.number, story.bbox_mm);
}

function showComment(one) {
  const there = one.places[0];
  if (there) mark({ page: there.page, boxes: there.boxes_mm });
  else stage.go(one.page);
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

async function pointed(how, at, event) {
  if (how === "over") return where(at);
  if (how === "out") return where(null);
  if (how === "down") return drag(at, event);
  if (view.dragged) return;
  const found = await ask("at", { page: at.page, x: at.x, y: at.y });
  if (!found) return clear();
  select({ ...found, at: [at.x, at.y] });
  if (how === "open" && found.source) open(found.source.uri);
}

function select(found) {
  const page = view.state.pages.find((one) => one.number === found.page);
  const others = found.kind === "story" ? page.stories.filter((one) => one.id !== found.story && !one.jump.from) : [];
  view.selection = { ...found, others };
  view.marked = found.box_mm 
    ? { page: found.page, boxes: [found.box_mm], whole: found.kind !== "text" } : null;
  if (found.kind !== "text") view.writing = false;
  press();
  $("selection").hidden = false;
  $("selection").replaceChildren(...selected(view.selection, {
    clear, writing: view.writing,
    focus: (photo, focus) => send("focus", { story: photo.story, index: photo.index, focus }, "moved", focus.map((v) => `${Math.round(v * 1000) / 10} %`).join(", ")),
    swap: (story, other) => send("swap", { story, other }, "swapped", story, other),
    comment: async (value) => { if (await send("comments", value, "kept")) { view.writing = false; view.tab = "comments"; panel(); select(view.selection); } },
  }).filter(Boolean));
  overlays();
}

// After a save the selection is looked up again where it was, unless somebody is writing about it.
async function again() {
  if (view.writing || !view.selection.at || $("selection").contains(document.activeElement)) return;
  const { page, at } = view.selection;
  const found = view.selection.kind === "story" ? null : await ask("at", { page, x: at[0], y: at[1] });
  if (found) select({ ...found, at });
}

// The line of text above or below the one that is selected, or the first below a story's top.
async function line(by) {
  const { page, at, kind, box_mm: box } = view.selection;
  if (!at) return;
  const { pitch, top, rows } = stage.sheets.get(page).page.grid;
  let y = kind === "text" && box ? (box[1] + box[3]) / 2 : at[1];
  for (let tries = 0; tries < rows; tries++) {
    y += by * pitch;
    if (y < top - pitch || y > top + (rows + 1) * pitch) return;
    const found = await ask("at", { page, x: at[0], y });
    if (found?.kind === "text" && found.text !== view.selection.text) {
      select({ ...found, at: [at[0], y] });
      return stage.go(page, found.box_mm);
    }
  }
}

async function send(path, value, said, ...values) {
  const answer = await write(path, value);
  if (!answer.ok) toast((lang() === "zh" ? answer.message : answer.message_en) ?? say("failed"));
  else if (said) toast(say(said, ...values));
  return answer.ok;
}

function undo() {
  send("undo", {}, "undone");
}

function comment() {
  if (view.selection?.kind !== "text") return toast(say("pickLine"));
  view.writing = !view.writing;
  select(view.selection);
}

function toast(words) {
  $("toast").textContent = words;
  $("toast").classList.add("on");
  clearTimeout(view.toast);
  view.toast = setTimeout(() => $("toast").classList.remove("on"), 2600);
}

// With the slots on show, a story dragged onto another changes places with it.
function drag(at, event) {
  const story = view.boxes && storyAt(at);
  if (!story || stage.root.classList.contains("hand")) return;
  const sheet = stage.sheets.get(at.page);
  const over = { story: null, begun: false };
  const move = (moved) => {
    const here = sheet.point(moved);
    if (Math.hypot(here.x - at.x, here.y - at.y) < 3 && !over.begun) return;
    over.begun = true;
    const other = storyAt(here);
    over.story = other && other.id !== story.id ? other : null;
    view.marked = { page: at.page, whole: true, boxes: [story.bbox_mm, ...(over.story ? [over.story.bbox_mm] : [])] };
    overlays();
  };
  const end = () => {
    removeEventListener("pointermove", move);
    removeEventListener("pointerup", end);
    if (!over.begun) return;
    // The click that ends a drag is none, if there is one at all.
    view.dragged = true;
    setTimeout(() => { view.dragged = false; });
    view.marked = null;
    overlays();
    if (over.story) send("swap", { story: story.id, other: over.story.id }, "swapped", story.id, over.story.id);
  };
  event.preventDefault();
  addEventListener("pointermove", move);
  addEventListener("pointerup", end);
}

function storyAt({ page, x, y }) {
  const listed = view.state.pages.find((one) => one.number === page)?.stories ?? [];
  return listed.find(({ bbox_mm: [left, top, right, bottom] }) => x >= left && x < right && y >= top && y < bottom);
}

function mark(place_) {
  view.marked = place_;
  overlays();
  stage.go(place_.page, place_.boxes[0]);
}

function clear() {
  view.selection = view.marked = null;
  view.writing = false;
  $("selection").hidden = true;
  if ($("help").open) $("help").close();
  overlays();
}

function where(at) {
  if (!at) return void ($("where").textContent = "");
  const grid = stage.sheets.get(at.page)?.page.grid;
  const row = grid && Math.floor((at.y - grid.top) / grid.pitch) + 1;
  const column = grid && Math.floor((at.x - grid.left) / (grid.column + grid.gutter)) + 1;
  const inside = grid && row > 0 && row <= grid.rows && column > 0 && column <= grid.columns;
  $("where").textContent = [say("nth", at.page), say("mm", at.x.toFixed(1), at.y.toFixed(1)),
    inside ? say("rowColumn", row, column) : ""].filter(Boolean).join("　");
}

// ── plates, before and after

const INKS = { c: "C", m: "M", y: "Y", k: "K" };

function plates() {
  $("inks").hidden = !view.plates;
  $("inks").replaceChildren(...Object.entries(INKS).map(([ink, name]) => make("button", {
    class: `ink ${ink}`, "aria-pressed": view.inks.has(ink), "aria-label": say("ink", name),
    onclick: (event) => {
      // One click looks at a plate alone; with Shift plates are put together.
      const alone = view.inks.size === 1 && view.inks.has(ink);
      if (event.shiftKey) view.inks[view.inks.has(ink) ? "delete" : "add"](ink);
      else view.inks = new Set(alone ? "cmyk" : ink);
      if (!view.inks.size) view.inks = new Set("cmyk");
      plates();
      document.querySelector(`.ink.${ink}`).focus();
    },
  }, name)));
  stage.inks = view.plates ? [..."cmyk"].filter((ink) => view.inks.has(ink)).join("") : "cmyk";
  stage.paint();
}

const olderName = (one) => (one.kind === "signed" ? say("signed", one.round, one.by) : say(one.kind));

function chooseOlder() {
  stage.older = new Map();
  if (!view.compare) return;
  for (const page of view.state.pages) {
    const one = page.older.find((older) => older.kind === view.against) ?? page.older[0];
    if (one) stage.older.set(page.number, one.hash);
  }
}

function compare() {
  $("against").hidden = !view.compare;
  document.body.classList.toggle("comparing", view.compare);
  if (view.compare) {
    const number = stage.current();
    const listed = view.state.pages.find((page) => page.number === number)?.older ?? [];
    view.against = listed.some((one) => one.kind === view.against) ? view.against : listed[0]?.kind;
    const choice = make("select", { "aria-label": say("against") }, ...listed.map((one) => make("option", {
      value: one.kind, selected: one.kind === view.against,
    }, olderName(one))));
    choice.addEventListener("change", () => { view.against = choice.value; chooseOlder(); stage.paint(); });
    $("against").replaceChildren(make("span", {}, say("before")), choice, make("span", {}, `| ${say("after")}`));
  }
  chooseOlder();
  dividers();
  stage.paint();
}

function dividers() {
  for (const sheet of stage.sheets.values()) {
    if (!stage.older.has(sheet.number)) { sheet.extra.replaceChildren(); continue; }
    if (sheet.extra.querySelector(".cut")) { cutAt(sheet); continue; }
    const bar = make("div", { class: "cut", role: "slider", tabindex: 0, "data-keys": true, "aria-label": say("cut"), "aria-valuemin": 0, "aria-valuemax": 100 });
    bar.addEventListener("pointerdown", (event) => {
      event.preventDefault();
      event.stopPropagation();
      bar.setPointerCapture(event.pointerId);
      bar.onpointermove = (moved) => {
        const box = sheet.el.getBoundingClientRect();
        cut((moved.clientX - box.left) / box.width);
      };
    });
    bar.addEventListener("pointerup", () => { bar.onpointermove = null; });
    bar.addEventListener("click", (event) => event.stopPropagation());
    bar.addEventListener("keydown", (event) => {
      const by = { ArrowLeft: -0.02, ArrowRight: 0.02, Home: -1, End: 1 }[event.key];
      if (by) { event.preventDefault(); cut(view.cut + by); }
    });
    sheet.extra.replaceChildren(bar);
    cutAt(sheet);
  }
}

function cut(share) {
  view.cut = Math.min(Math.max(share, 0), 1);
  for (const sheet of stage.sheets.values()) if (stage.older.has(sheet.number)) cutAt(sheet);
}

function cutAt(sheet) {
  const bar = sheet.extra.querySelector(".cut");
  bar.style.left = `${view.cut * 100}%`;
  bar.setAttribute("aria-valuenow", Math.round(view.cut * 100));
  sheet.older.style.clipPath = `inset(0 ${(1 - view.cut) * 100}% 0 0)`;
}

// ── what is drawn over the page

function overlays() {
  for (const sheet of stage.sheets.values()) {
    const parts = [];
    if (view.grid) parts.push(gridOf(sheet.page.grid));
    if (view.boxes) parts.push(...slotsOf(sheet.page));
    for (const one of view.state?.comments ?? []) {
      for (const there of one.places.filter((found) => found.page === sheet.number)) {
        parts.push(...there.boxes_mm.map((box) => rectangle(box, { class: `commented ${one.status}` })));
      }
    }
    if (view.marked?.page === sheet.number) {
      parts.push(...view.marked.boxes.map((box) => rectangle(box, { class: view.marked.whole ? "marked whole" : "marked" })));
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
  else live(view.live ?? "waiting");
}

const KEYS = { ArrowUp: "↑", ArrowDown: "↓", ArrowLeft: "←", ArrowRight: "→", PageUp: "PgUp", PageDown: "PgDn", Escape: "Esc", "-": "−" };
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
