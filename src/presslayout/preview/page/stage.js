// Pages on a desk: sizes, scrolling, zoom, and pixels drawn for exactly the size they are shown at.

import { tile } from "./link.js";
import { say } from "./words.js";

const TILE = 1024;
const CSS_PER_MM = 96 / 25.4;
const LEAST = 0.1, MOST = 16;
const WIDEST = 24000;
const AHEAD = 300;
const SVG = "http://www.w3.org/2000/svg";

// An element with attributes and children.
export function make(name, attributes = {}, ...children) {
  const el = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key.startsWith("on")) el.addEventListener(key.slice(2), value);
    else if (key.startsWith("aria-")) el.setAttribute(key, String(value));
    else if (value === true) el.setAttribute(key, "");
    else if (value !== false && value != null) el.setAttribute(key, value);
  }
  el.append(...children.filter((child) => child != null));
  return el;
}

// Children as they are to be; those that stay are left alone.
export function renew(parent, made) {
  const staying = new Set(made);
  for (const old of [...parent.children]) if (!staying.has(old)) old.remove();
  made.forEach((el, at) => parent.children[at] === el || parent.insertBefore(el, parent.children[at] ?? null));
}

export function draw(name, attributes = {}, ...children) {
  const el = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) el.setAttribute(key, value);
  el.append(...children);
  return el;
}

export const icon = (name) => draw("svg", { class: "icon", "aria-hidden": "true" }, draw("use", { href: `#i-${name}` }));

export const rectangle = ([left, top, right, bottom], attributes = {}) => draw("rect", {
  x: left, y: top, width: Math.max(right - left, 0.3), height: Math.max(bottom - top, 0.3), ...attributes,
});

// The pixels of one page: the newest layer is put up when all that is seen of it is there.
class Pixels {
  constructor(box) {
    this.box = box;
    this.layers = [];
  }

  async want(hash, inks, width, height, cells) {
    const key = `${hash}/${inks}/${width}`;
    let layer = this.layers.find((one) => one.key === key);
    if (!layer) {
      layer = { key, el: make("div", { class: "layer waiting" }), tiles: new Map() };
      this.layers.push(layer);
      this.box.append(layer.el);
    }
    this.wanted = key;
    const loads = cells.map(([column, row]) => {
      const name = `${column}-${row}`;
      if (!layer.tiles.has(name)) {
        const image = new Image();
        image.alt = "";
        image.draggable = false;
        image.src = tile(hash, width, column, row, inks);
        const place = image.style;
        place.left = `${(column * TILE * 100) / width}%`;
        place.top = `${(row * TILE * 100) / height}%`;
        place.width = `${(Math.min(TILE, width - column * TILE) * 100) / width}%`;
        place.height = `${(Math.min(TILE, height - row * TILE) * 100) / height}%`;
        layer.el.append(image);
        layer.tiles.set(name, image.decode().catch(() => layer.tiles.delete(name) && image.remove()));
      }
      return layer.tiles.get(name);
    });
    await Promise.all(loads);
    if (this.wanted !== key) return false;
    layer.el.classList.remove("waiting");
    for (const old of this.layers.filter((one) => one !== layer)) old.el.remove();
    this.layers = [layer];
    return true;
  }

  clear() {
    for (const layer of this.layers) layer.el.remove();
    this.layers = [];
    this.wanted = "";
  }
}

class Sheet {
  constructor(number, pointed) {
    this.number = number;
    this.pixels = make("div", { class: "pixels", role: "img" });
    this.older = make("div", { class: "pixels older" });
    // What differs, on the page as it is and as it was: each is seen where its page is.
    this.tinted = draw("svg", { class: "over tints", "aria-hidden": "true" });
    this.tintedOlder = draw("svg", { class: "over tints", "aria-hidden": "true" });
    this.older.append(this.tintedOlder);
    this.over = draw("svg", { class: "over", "aria-hidden": "true" });
    this.extra = make("div", { class: "extra" });
    this.el = make("article", { class: "sheet", "data-number": number },
      this.pixels, this.tinted, this.older, this.over, this.extra);
    this.drawn = "";
    this.now = new Pixels(this.pixels);
    this.before = new Pixels(this.older);
    this.el.addEventListener("click", (event) => pointed("click", this.point(event), event));
    this.el.addEventListener("dblclick", (event) => pointed("open", this.point(event)));
    this.el.addEventListener("pointerdown", (event) => event.button === 0 && pointed("down", this.point(event), event));
    this.el.addEventListener("pointermove", (event) => pointed("over", this.point(event)));
    this.el.addEventListener("pointerleave", () => pointed("out", null));
  }

  show(page) {
    this.page = page;
    const [wide, high] = page.size_mm;
    for (const one of [this.over, this.tinted, this.tintedOlder]) one.setAttribute("viewBox", `0 0 ${wide} ${high}`);
    this.pixels.setAttribute("aria-label", `${say("nth", page.number)} ${page.section}`);
    this.el.setAttribute("aria-label", say("nth", page.number));
  }

  size(zoom) {
    const [wide, high] = this.page.size_mm;
    this.el.style.width = `${wide * zoom * CSS_PER_MM}px`;
    this.el.style.height = `${high * zoom * CSS_PER_MM}px`;
  }

  point(event) {
    const box = this.el.getBoundingClientRect();
    const [wide, high] = this.page.size_mm;
    return {
      page: this.number,
      x: ((event.clientX - box.left) * wide) / box.width,
      y: ((event.clientY - box.top) * high) / box.height,
    };
  }

  // The tiles of a width that a view sees of this page; null where it sees none.
  seen(view, width, height) {
    const box = this.el.getBoundingClientRect();
    const left = Math.max(view.left, box.left) - box.left, right = Math.min(view.right, box.right) - box.left;
    const top = Math.max(view.top, box.top) - box.top, bottom = Math.min(view.bottom, box.bottom) - box.top;
    if (right <= 0 || bottom <= 0 || left >= right || top >= bottom) return null;
    const scale = width / box.width;
    const cells = [];
    const last = (edge, whole) => Math.min(Math.ceil(edge * scale), whole) - 1;
    for (let row = Math.floor((top * scale) / TILE); row * TILE <= last(bottom, height); row++) {
      for (let column = Math.floor((left * scale) / TILE); column * TILE <= last(right, width); column++) {
        cells.push([column, row]);
      }
    }
    return cells;
  }
}

export class Stage {
  constructor(root, pointed) {
    this.root = root;
    this.holder = root.querySelector("#sheets");
    this.pointed = pointed;
    this.sheets = new Map();
    // Small until there is a page to fit: no bars to scroll with stand in the way of measuring.
    this.zoom = LEAST;
    this.mode = "fit";
    this.spreads = false;
    this.inks = "cmyk";
    this.older = new Map();
    this.turn = 0;
    root.addEventListener("scroll", () => this.soon());
    root.addEventListener("wheel", (event) => this.wheel(event), { passive: false });
    new ResizeObserver(() => this.refit()).observe(root);
    this.hand();
  }

  show(pages, turn) {
    this.pages = pages;
    this.turn = turn;
    const before = [...this.sheets.keys()].join();
    for (const page of pages) {
      if (!this.sheets.has(page.number)) this.sheets.set(page.number, new Sheet(page.number, this.pointed));
      const sheet = this.sheets.get(page.number);
      const size = sheet.page?.size_mm.join();
      sheet.show(page);
      if (size !== page.size_mm.join()) sheet.size(this.zoom);
    }
    for (const number of [...this.sheets.keys()]) {
      if (!pages.some((page) => page.number === number)) this.sheets.delete(number);
    }
    if (before !== [...this.sheets.keys()].join()) {
      this.keeping(() => this.arrange());
      // Before they are fitted many pages are in sight: the first is meant.
      if (before) this.refit();
      else this.fit(this.mode, pages[0]?.number);
    }
    this.paint();
  }

  // What changes the rows leaves the page that is looked at where it stands.
  keeping(change) {
    const sheet = this.sheets.get(this.current());
    const before = sheet?.el.getBoundingClientRect();
    change();
    if (!before) return;
    const now = sheet.el.getBoundingClientRect();
    this.root.scrollBy(now.left - before.left, now.top - before.top);
  }

  // Rows of pages: one each, or as a reader opens the paper, even pages on the left.
  arrange() {
    const rows = new Map();
    for (const number of [...this.sheets.keys()].sort((a, b) => a - b)) {
      const row = this.spreads ? Math.floor(number / 2) : number;
      if (!rows.has(row)) rows.set(row, []);
      rows.get(row).push(this.sheets.get(number).el);
    }
    this.holder.replaceChildren(...[...rows.values()].map((els) => make("div", { class: "row" }, ...els)));
  }

  view() {
    const box = this.root.getBoundingClientRect();
    return { left: box.left, top: box.top, right: box.right, bottom: box.bottom };
  }

  soon(wait = 0) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => requestAnimationFrame(() => this.paint()), wait);
  }

  async paint() {
    const ratio = window.devicePixelRatio || 1;
    const view = this.view();
    const near = { left: view.left - AHEAD, right: view.right + AHEAD, top: view.top - AHEAD, bottom: view.bottom + AHEAD };
    const turn = this.turn;
    const seen = [], ahead = [];
    for (const sheet of this.sheets.values()) {
      const [wide, high] = sheet.page.size_mm;
      const width = Math.min(Math.round(wide * this.zoom * CSS_PER_MM * ratio), WIDEST);
      const height = Math.max(1, Math.round((width * high) / wide));
      const cells = sheet.seen(view, width, height);
      const draws = (pixels, hash, which) => pixels.want(hash, this.inks, width, height, which);
      if (cells) {
        seen.push(draws(sheet.now, sheet.page.hash, cells));
        const older = this.older.get(sheet.number);
        if (older) seen.push(draws(sheet.before, older, cells));
        else sheet.before.clear();
      } else {
        const beyond = sheet.seen(near, width, height);
        if (beyond) ahead.push(() => draws(sheet.now, sheet.page.hash, beyond));
      }
    }
    const put = await Promise.all(seen);
    // What was overtaken by another size is not what stands there now.
    if (turn !== this.turn || put.includes(false)) return;
    requestAnimationFrame(() => {
      this.root.dataset.turn = turn;
      this.root.dataset.shown = Date.now();
    });
    for (const load of ahead) load();
    this.scrolled?.(this.current());
  }

  // The page nearest to the middle of what is seen.
  current() {
    const view = this.view();
    const x = (view.left + view.right) / 2, y = (view.top + view.bottom) / 2;
    let best = null, least = Infinity;
    for (const sheet of this.sheets.values()) {
      if (!sheet.el.isConnected) continue;
      const box = sheet.el.getBoundingClientRect();
      const away = Math.hypot(Math.max(box.left - x, 0, x - box.right), Math.max(box.top - y, 0, y - box.bottom));
      if (away < least) [best, least] = [sheet, away];
    }
    return best?.number ?? null;
  }

  // Zoom about a point of the window, which stays where it is.
  zoomTo(zoom, at = null, mode = "free") {
    const view = this.view();
    const x = at?.x ?? (view.left + view.right) / 2, y = at?.y ?? (view.top + view.bottom) / 2;
    const sheet = this.sheets.get(this.current());
    const box = sheet?.el.getBoundingClientRect();
    const across = box ? (x - box.left) / box.width : 0, down = box ? (y - box.top) / box.height : 0;
    this.zoom = Math.min(Math.max(zoom, LEAST), MOST);
    this.mode = mode;
    for (const one of this.sheets.values()) one.size(this.zoom);
    if (sheet) {
      const now = sheet.el.getBoundingClientRect();
      this.root.scrollBy(now.left + across * now.width - x, now.top + down * now.height - y);
    }
    this.soon(60);
    this.zoomed?.(this.zoom);
  }

  wheel(event) {
    if (!event.ctrlKey && !event.metaKey) return;
    event.preventDefault();
    this.zoomTo(this.zoom * Math.exp(-event.deltaY / 300), { x: event.clientX, y: event.clientY });
  }

  room() {
    const pad = getComputedStyle(this.holder);
    return {
      wide: this.root.clientWidth - parseFloat(pad.paddingLeft) - parseFloat(pad.paddingRight),
      high: this.root.clientHeight - parseFloat(pad.paddingTop) - parseFloat(pad.paddingBottom),
    };
  }

  refit() {
    if (this.mode === "fit" || this.mode === "width") this.fit(this.mode);
    else this.soon();
  }

  fit(mode, number = this.current()) {
    const page = this.sheets.get(number)?.page;
    if (!page) return;
    const { wide, high } = this.room();
    const [width, height] = page.size_mm;
    const across = wide / (width * (this.spreads ? 2 : 1) * CSS_PER_MM);
    const zoom = mode === "width" ? across : Math.min(across, high / (height * CSS_PER_MM));
    this.zoomTo(zoom, null, mode);
    if (mode === "fit") this.go(number);
  }

  go(number, box = null) {
    const sheet = this.sheets.get(number);
    if (!sheet) return;
    const place = sheet.el.getBoundingClientRect(), view = this.view();
    if (!box) {
      const margin = parseFloat(getComputedStyle(this.holder).paddingTop);
      this.root.scrollBy(0, place.top - view.top - margin);
    } else {
      const scale = place.width / sheet.page.size_mm[0];
      const left = place.left + box[0] * scale, right = place.left + box[2] * scale;
      const top = place.top + box[1] * scale, bottom = place.top + box[3] * scale;
      const hidden = top < view.top + 20 || bottom > view.bottom - 20 || left < view.left + 20 || right > view.right - 20;
      if (hidden) {
        this.root.scrollBy((left + right - view.left - view.right) / 2, (top + bottom - view.top - view.bottom) / 2);
      }
    }
    this.soon();
  }

  // With the space bar held, the desk is moved by hand.
  hand() {
    let from = null;
    const held = (on) => this.root.classList.toggle("hand", on);
    addEventListener("keydown", (event) => {
      if (event.code === "Space" && document.activeElement === this.root) {
        event.preventDefault();
        held(true);
      }
    });
    addEventListener("keyup", (event) => event.code === "Space" && held(false));
    this.root.addEventListener("pointerdown", (event) => {
      if (!this.root.classList.contains("hand") && event.button !== 1) return;
      event.preventDefault();
      from = { x: event.clientX, y: event.clientY };
      this.root.setPointerCapture(event.pointerId);
    });
    this.root.addEventListener("pointermove", (event) => {
      if (!from) return;
      this.root.scrollBy(from.x - event.clientX, from.y - event.clientY);
      from = { x: event.clientX, y: event.clientY };
    });
    for (const end of ["pointerup", "pointercancel"]) this.root.addEventListener(end, () => { from = null; });
  }
}
