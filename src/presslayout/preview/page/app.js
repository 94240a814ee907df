// The page: state in, actions out.  Every action has a key, a button and a name in both languages.

import * as drafts from "./drafts.js";
import * as keeping from "./keeping.js";
import { between, tints } from "./changes.js";
import { chosen, finding, findings, keyOf, wanted as listed } from "./findings.js";
import { ask, listen, tile, write } from "./link.js";
import { comments, selected, stories } from "./panels.js";
import { prepare, print_ } from "./printing.js";
import { again as searchAgain, focusSearch, search } from "./search.js";
import { draw, icon, make, rectangle, renew, Stage } from "./stage.js";
import { anew, inTurn, isStepping, waitFor } from "./steps.js";
import { lang, say, speak } from "./words.js";

const $ = (id) => document.getElementById(id);
const view = {
  tab: "stories", grid: false, boxes: false, state: null, selection: null, marked: null,
  inks: new Set("cmyk"), plates: false, compare: false, cut: 0.5, against: null, writing: false,
  proof: { turn: 0, pages: {} }, found: [], folded: false, replying: null, things: [], change: -1,
  sending: new Set(),
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
  nextThing: [["]"], () => thing(1)],
  previousThing: [["["], () => thing(-1)],
  lineUp: [["k", "ArrowUp"], () => line(-1)],
  lineDown: [["j", "ArrowDown"], () => line(1)],
  extendDown: [["Shift+ArrowDown"], () => extend("line", 1)],
  extendUp: [["Shift+ArrowUp"], () => extend("line", -1)],
  extendRight: [["Shift+ArrowRight"], () => extend("character", 1)],
  extendLeft: [["Shift+ArrowLeft"], () => extend("character", -1)],
  plates: [["p"], () => { view.plates = !view.plates; plates(); }],
  compare: [["d"], () => { view.compare = !view.compare; compare(); }],
  comment: [["c"], comment],
  undo: [["Ctrl+Z"], undo],
  nextFinding: [["n"], nextFinding],
  nextChange: [["e"], nextChange],
  search: [["/"], seek],
  toPanel: [["i"], () => { document.body.classList.remove("bare"); $(`tab-${view.tab}`)?.focus(); }],
  toStage: [["v"], () => $("stage").focus()],
  print: [["Ctrl+P"], () => print_($("print"))],
  editor: [["o", "Enter"], () => view.selection?.source && open(view.selection.source.uri)],
  panel: [["t"], () => { document.body.classList.toggle("bare"); }],
  full: [["f"], () => (document.fullscreenElement ? document.exitFullscreen() : document.documentElement.requestFullscreen())],
  language: [["l"], () => { speak(lang() === "zh" ? "en" : "zh"); $("toast").textContent = ""; words(); }],
  help: [["?"], help],
  close: [["Escape"], close],
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
const TABS = ["stories", "diagnostics", "comments", "search"];

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
  const held = event.ctrlKey || event.metaKey;
  if (held && event.key.toLowerCase() === "p") { event.preventDefault(); act("print"); return; }
  // A box to tick takes no letters.
  const typed = event.target.matches("input:not([type=checkbox]), textarea, select");
  if (typed && event.key === "Escape") { event.preventDefault(); return leave(event.target); }
  if (typed || event.altKey) return;
  if (held) {
    if (event.key === "z") { event.preventDefault(); act("undo"); }
    return;
  }
  if (event.key === "Enter" && event.target.closest("button, a, summary, [role=tab]")) return;
  if (event.key.startsWith("Arrow") && event.target.closest("[role=tablist], [data-keys], dialog")) return;
  const pressed = event.shiftKey && event.key.startsWith("Arrow") ? `Shift+${event.key}` : event.key;
  const name = Object.keys(ACTIONS).find((one) => ACTIONS[one][0].includes(pressed));
  if (!name || ($("help").open && name !== "close" && name !== "help")) return;
  // Without a selection the arrows scroll, as everywhere.
  if (event.key.startsWith("Arrow") && /^(line|extend)/.test(name) && !view.selection) return;
  event.preventDefault();
  // A key that is held down goes no further than the page can follow.
  if (event.repeat && isStepping()) return;
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

listen(() => wanted || stage.current() || 0, (name, told) => {
  if (name === "state") show(told);
  else if (name === "proof") proof(told);
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
  keeping.at(state.desk);
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
  known();
  panel();
  overlays();
  prepare($("print"), state.pages);
  if (view.compare) compare();
  if (view.tab === "search") searchAgain(searching);
  if (view.selection) again();
  else reopen();
}

// ── what is found

// A proofreader reads after the pages are set: what is known so far stays until he has.
function proof({ turn, whole, pages }) {
  const stamps = { ...view.proof.stamps };
  for (const number of Object.keys(pages)) stamps[number] = (stamps[number] ?? 0) + 1;
  view.proof = { turn, stamps, pages: whole ? pages : { ...view.proof.pages, ...pages } };
  // Where what he found stands is known of these pages alone.
  view.proof.hashes = new Map((view.state?.pages ?? []).map((page) => [page.number, page.hash]));
  document.getElementById("stage").dataset.proof = turn;
  if (!view.state) return;
  known();
  panel();
  overlays();
  if (view.selection && !view.writing && !isHeld()) select(view.selection);
}

function known() {
  view.found = [...view.state.diagnostics, ...Object.values(view.proof.pages).flat()];
  view.layout = new Map();
  for (const one of view.state.diagnostics) view.layout.set(one.page, [...(view.layout.get(one.page) ?? []), one]);
}

const isReading = () => !view.state.fault.length && !view.state.pending && view.proof.turn < view.state.turn;

// The findings of a page whose boxes are those of the page as it is.
function foundOn(page) {
  const copy = isRead(page) ? view.proof.pages[page.number] ?? [] : [];
  return [...(view.layout?.get(page.number) ?? []), ...copy].filter((one) => one.boxes_mm?.length);
}

const isRead = (page) => view.proof.hashes?.get(page.number) === page.hash;

const holds = ([left, top, right, bottom], x, y, slack = 0.6) => x >= left - slack && x < right + slack && y >= top - slack && y < bottom + slack;

// What is found at a place, or in what is selected; what is about an area is told of the area alone.
function foundAt(one) {
  const page = view.state.pages.find((it) => it.number === one.page);
  if (!page) return [];
  const boxes = one.boxes_mm ?? (one.box_mm ? [one.box_mm] : []);
  const meets = (box) => boxes.some(([left, top, right, bottom]) => box[0] < right && box[2] > left && box[1] < bottom && box[3] > top);
  return foundOn(page).filter((it) => (it.area ? one.kind !== "text" && one.story === (it.story ?? "") && (!it.part || it.part === one.part) : one.kind === "text" && it.boxes_mm.some(meets))).slice(0, 12);
}

// What is wrong is told over the page and takes none of its room.
function fault() {
  const found = view.state.fault;
  const box = $("fault");
  box.hidden = !found.length;
  if (!found.length) view.folded = false;
  if (!fresh("fault", found, view.folded)) return;
  box.classList.toggle("folded", view.folded);
  keeping.steady(box, () => box.replaceChildren(...(found.length ? [
    make("div", { class: "top" }, make("strong", {}, say("faults", found.length)), make("button", {
      class: "text", "data-key": "fold", "aria-expanded": !view.folded, onclick: () => { view.folded = !view.folded; fault(); },
    }, say(view.folded ? "unfold" : "fold"))),
    ...(view.folded ? [] : found.slice(0, 6).map((one) => finding(one, { show: (d) => d.uri && open(d.uri) }))),
  ] : [])));
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
  if (view.state) {
    follow();
    if (view.tab === "diagnostics") panel();
    if (view.compare) compare();
  }
};
stage.zoomed = (zoom) => { $("zoom").textContent = `${Math.round(zoom * 100)} %`; };

// ── panels

const searching = {
  hit: async (hit) => {
    const still = anew();
    const found = hit.page && await ask("between", { story: hit.story, part: hit.part, offset: hit.offset, length: hit.length });
    if (!still()) return;
    if (found) { select(found); stage.go(found.page, found.box_mm); }
    else toast(say("unplaced"));
  },
};

const commenting = {
  show: showComment,
  unkept: () => toast(say("unkept")),
  resume: (one) => { anew(); view.selection = null; view.writing = true; select(one.subject); drafts.opened(one.subject); stage.go(one.subject.page, one.subject.box_mm); },
  discard: (one) => { drafts.drop(one.subject); if (view.writing && drafts.subjectKey(view.selection ?? {}) === one.key) { view.writing = false; select(view.selection); } panel(); },
  remove: (one) => send("uncomment", { id: one.id }, "removed"),
  done: (one) => send("done", { id: one.id }, "markedDone"),
  again: (one) => send("again", { id: one.id }, "markedAgain"),
  reply: (one) => { view.replying = view.replying === one.id ? null : one.id; panel(); document.querySelector(`[data-key="reply-words-${one.id}"]`)?.focus(); },
  replied: async (one, words, author) => {
    if (!await sendWords("reply", { id: one.id, comment: words, author }, "replied", { reply: one.id })) return;
    // Whoever answers another by then, or is elsewhere, is left at it.
    if (view.replying !== one.id) return;
    const isHere = isAt(document.querySelector(`[data-comment="${one.id}"]`));
    view.replying = null;
    panel();
    if (isHere) document.querySelector(`[data-key="reply-${one.id}"]`)?.focus();
  },
};

function panel() {
  const state = view.state;
  if (!state) return;
  const waiting = drafts.all().filter((one) => !one.subject.reply);
  const counts = {
    stories: 0, diagnostics: view.found.length, search: 0,
    comments: state.comments.filter((one) => one.status !== "done").length + waiting.length,
  };
  const listed_ = {
    stories: () => state.pages.map(panelled),
    diagnostics: () => [view.found, isReading(), keeping.get("filter"), keeping.get("filter")?.here && view.current],
    comments: () => [state.comments, waiting, view.replying],
    search: () => [],
  }[view.tab]();
  if (fresh("tabs", view.tab, counts)) keeping.steady($("tabs"), () => $("tabs").replaceChildren(...TABS.map((name) => make("button", {
    role: "tab", id: `tab-${name}`, "data-key": `tab-${name}`, "aria-selected": view.tab === name, "aria-controls": "list",
    tabindex: view.tab === name ? 0 : -1, onclick: () => turnTo(name, `tab-${name}`),
  }, say(name), counts[name] ? make("span", { class: "count" }, String(counts[name])) : null))));
  $("list").setAttribute("aria-labelledby", `tab-${view.tab}`);
  // How many there are of something else is nothing to whoever writes here.
  if (!fresh("list", view.tab, listed_)) return;
  keeping.steady($("list"), () => renew($("list"), {
    stories: () => stories(state.pages, { story: (...chosen_) => { anew(); chooseStory(...chosen_); } }),
    diagnostics: () => findings(view.found, view.current ?? stage.current(), { show: place, filtered: () => { panel(); overlays(); } }, { reading: isReading() }),
    comments: () => comments(state.comments, { ...commenting, replying: view.replying }),
    search: () => search(searching),
  }[view.tab]()));
  follow();
}

function turnTo(name, focus = null) {
  view.tab = name;
  panel();
  if (focus) $(focus)?.focus();
}

// The stories of the page that is looked at are those that are seen, unless somebody is among them.
function follow() {
  if (view.tab !== "stories") return;
  const list = $("list");
  for (const el of list.querySelectorAll("[data-page]")) el.toggleAttribute("data-here", Number(el.dataset.page) === view.current);
  const head = list.querySelector(`h2[data-page="${view.current}"]`);
  if (!head || list.contains(document.activeElement) && document.activeElement !== list) return;
  list.scrollTop += head.getBoundingClientRect().top - list.getBoundingClientRect().top - 8;
}

function seek() {
  document.body.classList.remove("bare");
  turnTo("search");
  focusSearch();
}

// What of a page the list of stories shows.
const panelled = (one) => [one.number, one.section, one.template, one.stories];

$("tabs").addEventListener("keydown", (event) => {
  const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
  if (!by) return;
  event.preventDefault();
  const name = TABS[(TABS.indexOf(view.tab) + by + TABS.length) % TABS.length];
  turnTo(name, `tab-${name}`);
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
  if (!view.state) return;
  const found = listed(view.found, view.current).flat();
  if (!found.length) return;
  const last = found.findIndex((one) => keyOf(one) === view.at);
  const one = found[(last + 1) % found.length];
  view.at = keyOf(one);
  document.body.classList.remove("bare");
  turnTo("diagnostics");
  const el = [...$("list").querySelectorAll(".finding .plain")].find((it) => it.dataset.key === `finding-${view.at}`);
  if (el?.closest("details")) el.closest("details").open = true;
  el?.scrollIntoView({ block: "nearest" });
  el?.focus({ preventScroll: true });
  place(one);
}

// ── what is pointed at

async function pointed(how, at, event) {
  if (how === "over") return where(at);
  if (how === "out") return where(null);
  if (how === "down") return view.boxes ? drag(at, event) : mark_(at, event);
  if (view.dragged) return;
  await waitFor(picked(how, at, event));
}

async function picked(how, at, event) {
  const still = anew();
  const found = await ask("at", { page: at.page, x: at.x, y: at.y });
  if (!still()) return;
  if (!found) return clear();
  if (event?.shiftKey && await stretchTo(found, still)) return;
  select({ ...found, at: [at.x, at.y] });
  if (how === "open" && found.source) open(found.source.uri);
}

// Characters are selected from where the button went down to where it is let go.
function mark_(at, event) {
  if (event.shiftKey || stage.root.classList.contains("hand")) return;
  const sheet = stage.sheets.get(at.page);
  const over = { begun: false, asking: false, next: null, last: null, still: null };
  const from = ask("at", { page: at.page, x: at.x, y: at.y });
  const look = async () => {
    if (over.asking || !over.next) return;
    over.asking = true;
    const here = over.next;
    over.next = null;
    const [one, other] = [await from, await ask("at", { page: here.page, x: here.x, y: here.y })];
    const span = spanOf(one, other);
    const found = span && await ask("between", span);
    if (found && over.still()) { over.last = found; view.marked = { page: found.page, boxes: found.boxes_mm }; overlays(); }
    over.asking = false;
    if (over.next) await look();
    else if (over.ended) finish();
  };
  const move = (moved) => {
    const here = sheet.point(moved);
    if (!over.begun && Math.hypot(here.x - at.x, here.y - at.y) < 1.5) return;
    over.still ??= anew();
    over.begun = true;
    over.next = here;
    if (!over.asking) over.looking = look();
  };
  const finish = () => { if (over.last && over.still()) select({ ...over.last, at: [at.x, at.y] }); };
  const end = () => {
    removeEventListener("pointermove", move);
    removeEventListener("pointerup", end);
    removeEventListener("pointercancel", end);
    if (!over.begun) return;
    view.dragged = true;
    setTimeout(() => { view.dragged = false; });
    over.ended = true;
    waitFor(over.looking);
    if (!over.asking && !over.next) finish();
  };
  addEventListener("pointermove", move);
  addEventListener("pointerup", end);
  addEventListener("pointercancel", end);
}

// From one character to another of the same part, both in it.
function spanOf(one, other) {
  if (one?.kind !== "text" || other?.kind !== "text" || !one.part || one.story !== other.story || one.part !== other.part) return null;
  const [first, last] = [one.character, other.character].sort((a, b) => a - b);
  return { story: one.story, part: one.part, offset: first, length: last - first + 1 };
}

async function stretchTo(found, still) {
  const one = view.selection;
  if (one?.kind !== "text" || found.kind !== "text" || one.story !== found.story || one.part !== found.part) return false;
  const first = Math.min(one.offset, found.character);
  const length = Math.max(one.offset + [...one.text].length, found.character + 1) - first;
  const wider = await ask("between", { story: one.story, part: one.part, offset: first, length });
  if (wider && still()) select({ ...wider, at: one.at });
  return Boolean(wider) || !still();
}

// The end of what is selected, by a line or a character.
function extend(by, sign) {
  return inTurn(async (still) => {
    const one = view.selection;
    if (one?.kind !== "text" || !one.part) return;
    const step = by === "line" ? lineLength(one) : 1;
    const length = Math.max([...one.text].length + sign * step, 1);
    const { story, part, offset } = one;
    // The last line is shorter than the others.
    const wider = await ask("between", { story, part, offset, length }) ?? (by === "line" && sign > 0 ? await toTheEnd(one) : null);
    if (wider && still()) { select({ ...wider, at: one.at }); stage.go(wider.page, wider.boxes_mm.at(-1)); }
  });
}

async function toTheEnd({ story, part, offset, text }) {
  for (let length = [...text].length + 24; length > [...text].length; length--) {
    const found = await ask("between", { story, part, offset, length });
    if (found) return found;
  }
  return null;
}

const lineLength = (one) => Math.max(1, Math.round([...one.text].length / (one.boxes_mm?.length ?? 1)));

// The next of the things that stand on the page: text by text, photo, furniture.
function thing(by) {
  return inTurn(async (still) => {
    const number = view.selection?.page ?? stage.current();
    const page = view.state?.pages.find((one) => one.number === number);
    if (!page) return;
    if (view.things.hash !== page.hash) {
      const found = await ask("things", { page: number });
      // What could not be asked is asked again.
      if (!found || !still()) return;
      view.things = Object.assign(found, { hash: page.hash });
    }
    const listed = view.things;
    if (!listed.length) return;
    const one = view.selection;
    const last = one ? listed.findIndex((it) => it.story === one.story && it.part === one.part && (it.block ?? "") === (one.block ?? "")) : -1;
    const next = listed[last < 0 ? (by > 0 ? 0 : listed.length - 1) : (last + by + listed.length) % listed.length];
    select({ ...next, at: next.box_mm ? [next.box_mm[0] + 1, (next.box_mm[1] + next.box_mm[3]) / 2] : null });
    stage.go(number, next.box_mm);
  });
}

function select(found) {
  const page = view.state.pages.find((one) => one.number === found.page);
  const others = page && found.kind === "story" ? page.stories.filter((one) => one.id !== found.story && !one.jump.from) : [];
  // Somebody who writes goes on with the draft of what he selects, if there is one; the other is kept.
  if (view.writing && view.selection && drafts.subjectKey(found) !== drafts.subjectKey(view.selection)) {
    view.writing = false;
    drafts.opened(null);
  }
  const { at, ...rest } = found;
  view.selection = { ...rest, at, others };
  const boxes = found.boxes_mm ?? (found.box_mm ? [found.box_mm] : []);
  view.marked = boxes.length ? { page: found.page, boxes, whole: found.kind !== "text" } : null;
  press();
  $("selection").hidden = false;
  const made = () => selected(view.selection, {
    clear: close, writing: view.writing, found: foundAt(view.selection), place, unkept: commenting.unkept,
    write: comment,
    focus: async (photo, focus) => {
      // Until the page is set anew it stands where it was put, however often it is shown.
      const before = photo.focus;
      photo.focus = focus;
      if (!await send("focus", { story: photo.story, index: photo.index, focus }, "moved", focus.map((v) => `${Math.round(v * 1000) / 10} %`).join(", "))) photo.focus = before;
    },
    swap: (story, other) => send("swap", { story, other }, "swapped", story, other),
    comment: async (value) => {
      const subject = view.selection;
      if (!await sendWords("comments", value, "kept", subject)) return;
      // Whoever has gone on to something else by then is left at it.
      if (!view.selection || drafts.subjectKey(view.selection) !== drafts.subjectKey(subject)) return panel();
      const isHere = isAt($("selection"));
      if (isHere) turnTo("comments");
      drafts.opened(null);
      view.writing = false;
      select(view.selection);
      if (isHere) $("stage").focus();
      else panel();
    },
  }).filter(Boolean);
  keeping.steady($("selection"), () => $("selection").replaceChildren(...made()));
  overlays();
}

// Whether somebody is at it still: in it, or nowhere in particular.
const isAt = (box) => document.activeElement === document.body || Boolean(box?.contains(document.activeElement));

// A photo's focus or a list that somebody has hold of is not taken away under his hand.
const isHeld = () => Boolean(document.activeElement?.matches("#selection button.focus, #selection select"));

// After a save the selection is looked up again where it was, unless somebody is writing about it or
// is at it, or by then has closed it or selected something else.
async function again() {
  const isBusy = () => view.writing || $("selection").contains(document.activeElement);
  if (isBusy() || !view.selection.at) return;
  const one = view.selection, { page, at, kind, story, part, offset, text, boxes_mm } = one;
  const still = () => view.selection === one && !isBusy();
  if (kind === "text" && boxes_mm) {
    const found = await ask("between", { story, part, offset, length: [...text].length });
    if (found && found.text === text && still()) select({ ...found, at });
    return;
  }
  const found = kind === "story" ? null : await ask("at", { page, x: at[0], y: at[1] });
  if (found && still()) select({ ...found, at });
}

// After a reload, whoever was writing goes on.
function reopen() {
  if (view.reopened || !view.state.pages.length) return;
  const one = drafts.reopened();
  if (one && !one.subject.reply && !view.state.pages.some((page) => page.number === one.subject.page) && view.state.pending) return;
  view.reopened = true;
  if (one && !one.subject.reply) commenting.resume(one);
}

addEventListener("storage", (event) => { if (drafts.isTheirs(event.key)) panel(); });

// The line of text above or below the one that is selected, or the first below a story's top.
function line(by) {
  return inTurn(async (still) => {
    if (!view.selection) {
      const first = view.state?.pages.find((one) => one.number === stage.current());
      if (!first?.stories.length) return;
      chooseStory(first, first.stories[0]);
    }
    const { page, at, kind, box_mm: box } = view.selection;
    if (!at) return;
    const { pitch, top, rows } = stage.sheets.get(page).page.grid;
    let y = kind === "text" && box ? (box[1] + box[3]) / 2 : at[1];
    for (let tries = 0; tries < rows; tries++) {
      y += by * pitch;
      if (y < top - pitch || y > top + (rows + 1) * pitch) return;
      const found = await ask("at", { page, x: at[0], y });
      if (!still()) return;
      if (found?.kind === "text" && found.text !== view.selection.text) {
        select({ ...found, at: [at[0], y] });
        return stage.go(page, found.box_mm);
      }
    }
  });
}

async function send(path, value, said, ...values) {
  const answer = await write(path, value);
  if (!answer.ok) toast(answer.lost ? say("unreached") : (lang() === "zh" ? answer.message : answer.message_en) ?? say("failed"), true);
  else if (said) toast(say(said, ...values));
  return answer.ok;
}

// What somebody has written is sent once, however often he presses, and is no draft from then on:
// whether that is so.  What he has written on meanwhile stays, to be sent or thrown away.
async function sendWords(path, value, said, subject) {
  const key = drafts.subjectKey(subject);
  if (view.sending.has(key)) return false;
  view.sending.add(key);
  const isSent = await send(path, value, said);
  view.sending.delete(key);
  if (!isSent || (drafts.about(subject)?.words ?? "") !== value.comment) return false;
  drafts.drop(subject);
  return true;
}

function undo() {
  send("undo", {}, "undone");
}

// Whoever is quick writes about what he has pointed at, not about what was selected before.
function comment() {
  return inTurn(() => {
    if (!view.selection) return toast(say("pickLine"));
    view.writing = !view.writing;
    drafts.opened(view.writing ? view.selection : null);
    select(view.selection);
  });
}

// Out of a field, and back to where one was.
function leave(field) {
  field.blur();
  if (view.writing && $("selection").contains(field)) { view.writing = false; drafts.opened(null); select(view.selection); panel(); }
  $("stage").focus();
}

function toast(words, isGrave = false) {
  $("toast").textContent = words;
  $("toast").classList.add("on");
  clearTimeout(view.toast);
  view.toast = setTimeout(() => $("toast").classList.remove("on"), isGrave ? 8000 : 2600);
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

function close() {
  anew();
  clear();
}

function clear() {
  const inside = $("selection").contains(document.activeElement);
  view.selection = view.marked = null;
  view.writing = false;
  drafts.opened(null);
  $("selection").hidden = true;
  if ($("help").open) $("help").close();
  if (inside) $("stage").focus();
  panel();
  overlays();
}

function where(at) {
  if (!at) return void ($("where").textContent = "");
  const grid = stage.sheets.get(at.page)?.page.grid;
  const row = grid && Math.floor((at.y - grid.top) / grid.pitch) + 1;
  const column = grid && Math.floor((at.x - grid.left) / (grid.column + grid.gutter)) + 1;
  const inside = grid && row > 0 && row <= grid.rows && column > 0 && column <= grid.columns;
  const page = view.state.pages.find((one) => one.number === at.page);
  const found = page && foundOn(page).find((one) => !one.area && one.boxes_mm.some((box) => holds(box, at.x, at.y)));
  $("where").textContent = [say("nth", at.page), say("mm", at.x.toFixed(1), at.y.toFixed(1)),
    inside ? say("rowColumn", row, column) : "", found ? (lang() === "zh" ? found.message : found.message_en) : ""].filter(Boolean).join(" · ");
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
    choice.addEventListener("change", () => { view.against = choice.value; compare(); });
    const older = listed.find((one) => one.kind === view.against)?.hash;
    const now = view.state.pages.find((page) => page.number === number)?.hash;
    const found = older ? between(older, now, compare) : [];
    const count = make("button", { class: "text", "data-key": "differences", disabled: !found?.length, onclick: nextChange }, found ? say("changed", found.length) : "…");
    const said = JSON.stringify([lang(), listed, view.against, found?.length, number]);
    if ($("against").dataset.said !== said) {
      $("against").dataset.said = said;
      keeping.steady($("against"), () => $("against").replaceChildren(make("span", {}, say("before")), choice, make("span", {}, `| ${say("after")}`), count));
    }
  }
  chooseOlder();
  dividers();
  overlays();
  stage.paint();
}

function changesOf(sheet) {
  const older = view.compare && stage.older.get(sheet.number);
  return older ? between(older, sheet.page.hash, compare) : null;
}

function nextChange() {
  if (!view.compare) { view.compare = true; compare(); press(); }
  const sheet = stage.sheets.get(stage.current());
  const found = sheet && changesOf(sheet);
  if (!found?.length) return;
  view.change = (view.change + 1) % found.length;
  const one = found[view.change];
  const boxes = one.boxes_mm.length ? one.boxes_mm : one.before_mm;
  if (boxes.length) mark({ page: sheet.number, boxes });
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
  sheet.tinted.style.clipPath = `inset(0 0 0 ${view.cut * 100}%)`;
}

// ── what is drawn over the page

function overlays() {
  const { hidden, kind } = chosen();
  for (const sheet of stage.sheets.values()) {
    const comments_ = (view.state?.comments ?? []).filter((one) => one.places.some((there) => there.page === sheet.number));
    const changes = changesOf(sheet);
    const marked = view.marked?.page === sheet.number ? view.marked : null;
    // A page of a paper of many is drawn over again only where something on it is new.
    const said = JSON.stringify([lang(), view.grid && sheet.page.grid, view.boxes, view.compare, hidden, kind,
      isRead(sheet.page) && view.proof.stamps[sheet.number], view.layout?.get(sheet.number), comments_.map((one) => [one.status, one.places]), marked, changes, sheet.page.stories.map((one) => [one.overset, one.bbox_mm])]);
    if (sheet.drawn === said) continue;
    sheet.drawn = said;
    const found = view.compare ? [] : foundOn(sheet.page).filter((one) => !hidden.includes(one.severity) && (!kind || one.kind === kind));
    sheet.tinted.replaceChildren(...tints(changes, "boxes_mm"));
    sheet.tintedOlder.replaceChildren(...tints(changes, "before_mm"));
    sheet.over.replaceChildren(
      ...(view.grid ? [gridOf(sheet.page.grid)] : []), ...(view.boxes ? slotsOf(sheet.page) : []),
      ...marksOf(found),
      ...sheet.page.stories.filter((one) => one.overset.chars > 0).map(oversetOf),
      ...comments_.flatMap((one) => one.places.filter((there) => there.page === sheet.number)
        .flatMap((there) => there.boxes_mm.map((box) => rectangle(box, { class: `commented ${one.status}` })))),
      ...(marked ? marked.boxes.map((box) => rectangle(box, { class: marked.whole ? "marked whole" : "marked" })) : []));
  }
}

// Of several findings about the same place the gravest is drawn.
function marksOf(found) {
  const drawn = new Map();
  for (const one of [...found].sort((a, b) => GRAVE.indexOf(a.severity) - GRAVE.indexOf(b.severity))) {
    for (const box of one.boxes_mm) {
      const key = `${one.area} ${box}`;
      if (!drawn.has(key)) drawn.set(key, foundMark(one, box));
    }
  }
  return drawn.values();
}

const GRAVE = ["error", "warning", "info"];

// Characters are underlined, a photo or a story is framed.
function foundMark(one, box) {
  if (one.area) return rectangle(box, { class: `found area ${one.severity}` });
  const [left, top, right, bottom] = box;
  return draw("g", { class: `found ${one.severity}` }, rectangle([left, top, right, bottom]),
    draw("path", { d: `M${left} ${bottom + 0.3}H${right}` }));
}

// What of a story found no room is said below its end, where it hides no text.
function oversetOf({ bbox_mm: [left, , right, bottom], overset }) {
  const words = say("over", overset.lines, overset.chars);
  const wide = Math.min([...words].reduce((sum, one) => sum + (one > "\u2e80" ? 3.4 : 2.1), 5), right - left);
  return draw("g", { class: "overset" }, draw("path", { d: `M${left} ${bottom}H${right}` }),
    rectangle([right - wide, bottom, right, bottom + 4.8]),
    draw("text", { x: right - wide / 2, y: bottom + 3.6 }, words));
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
    el.title = key ? (lang() === "zh" ? `${title}（${shownKey(key)}）` : `${title} (${shownKey(key)})`) : title;
    el.setAttribute("aria-label", title);
    if (key) el.setAttribute("aria-keyshortcuts", key.replace("Ctrl", "Control"));
    if (el.dataset.icon && !el.firstChild) el.append(icon(el.dataset.icon));
  }
  $("language").textContent = say("language");
  $("language").lang = lang() === "zh" ? "en" : "zh-CN";
  if (view.state) { show(view.state); if (view.selection) select(view.selection); if (view.plates) plates(); if (view.compare) { $("against").dataset.said = ""; compare(); } }
  else live(view.live ?? "waiting");
}

const KEYS = { ArrowUp: "↑", ArrowDown: "↓", ArrowLeft: "←", ArrowRight: "→", PageUp: "PgUp", PageDown: "PgDn", Escape: "Esc", "-": "−" };
const shownKey = (key) => key.split(/\+(?=.)/).map((one) => KEYS[one] ?? (one.length === 1 ? one.toUpperCase() : one)).join(" ");

function help() {
  const rows = Object.entries(ACTIONS).map(([name, [keys]]) => make("tr", {},
    make("td", {}, ...keys.map((key) => make("kbd", {}, shownKey(key)))), make("td", { lang: name === "language" ? (lang() === "zh" ? "en" : "zh-CN") : null }, say(name))));
  $("help").replaceChildren(
    make("div", { class: "top" }, make("h2", {}, say("help")),
      make("button", { class: "small", "aria-label": say("close"), onclick: () => $("help").close() }, icon("close"))),
    make("table", {}, make("tbody", {}, ...rows)));
  if (!$("help").open) $("help").showModal();
}

words();
