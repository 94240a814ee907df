// What is found: chosen by severity, kind and page, listed in groups.

import * as keeping from "./keeping.js";
import { make } from "./stage.js";
import { hint, lang, say, told } from "./words.js";

const SEVERITIES = ["error", "warning", "info"];
const RANK = { error: 0, warning: 1, info: 2 };
// So many of a group are listed at once.
const MOST = 40;
const shown = new Map();
const closed = new Set();

export const chosen = () => ({ hidden: [], kind: "", here: false, ...keeping.get("filter", {}) });
const choose = (change) => keeping.put("filter", { ...chosen(), ...change });

const groupName = (one) => (lang() === "zh" ? one.group : one.group_en);

// The findings that are wanted, as they are listed: group by group, the gravest first.
export function wanted(found, page) {
  const { hidden, kind, here } = chosen();
  const kept = found.filter((one) => !hidden.includes(one.severity) && (!kind || one.kind === kind) && (!here || one.page === page));
  const groups = Map.groupBy ? Map.groupBy(kept, (one) => one.group) : grouped(kept);
  const rank = (rows) => Math.min(...rows.map((one) => RANK[one.severity] ?? RANK.info));
  return [...groups.values()]
    .map((rows) => rows.sort((a, b) => RANK[a.severity] - RANK[b.severity]))
    .sort((a, b) => rank(a) - rank(b) || b.length - a.length);
}

function grouped(rows) {
  const made = new Map();
  for (const one of rows) made.set(one.group, [...(made.get(one.group) ?? []), one]);
  return made;
}

export function findings(found, page, act, { reading }) {
  const groups = wanted(found, page);
  return [
    filters(found, act),
    reading ? make("p", { class: "quiet reading", role: "status" }, say("reading")) : null,
    ...(found.length && !groups.length ? [make("p", { class: "quiet" }, say("filtered"))] : []),
    ...(found.length ? [] : [make("p", { class: "quiet" }, say("nothing"))]),
    ...groups.map((rows) => group(rows, act)),
  ].filter(Boolean);
}

function filters(found, act) {
  const { hidden, kind, here } = chosen();
  const change = (what) => { choose(what); act.filtered(); };
  const buttons = SEVERITIES.map((name) => make("button", {
    class: `filter ${name}`, "data-key": `filter-${name}`, "aria-pressed": !hidden.includes(name),
    onclick: () => change({ hidden: hidden.includes(name) ? hidden.filter((one) => one !== name) : [...hidden, name] }),
  }, say(name), " ", make("b", {}, String(found.filter((one) => one.severity === name).length))));
  const kinds = make("select", { "aria-label": say("filterKind"), "data-key": "filter-kind" },
    ...["", "copy", "layout"].map((name) => make("option", { value: name, selected: name === kind }, say(`kindOf-${name}`))));
  kinds.addEventListener("change", () => change({ kind: kinds.value }));
  const only = make("input", { type: "checkbox", "data-key": "filter-here", checked: here });
  only.addEventListener("change", () => change({ here: only.checked }));
  return make("div", { class: "filters", role: "group", "aria-label": say("filter") },
    ...buttons, kinds, make("label", {}, only, " ", say("thisPage")));
}

function group(rows, act) {
  const name = rows[0].group;
  const count = shown.get(name) ?? MOST;
  const made = make("details", { class: "kin", open: !closed.has(name) },
    make("summary", { "data-key": `group-${name}` }, make("strong", {}, groupName(rows[0])), make("span", { class: "count" }, String(rows.length))),
    ...rows.slice(0, count).map((one) => finding(one, act)),
    rows.length > count ? make("button", {
      class: "more", "data-key": `more-${name}`, onclick: () => { shown.set(name, count + MOST * 5); act.filtered(); },
    }, say("more", rows.length - count)) : null);
  made.addEventListener("toggle", () => closed[made.open ? "delete" : "add"](name));
  return made;
}

export const keyOf = (one) => [one.code, one.file, one.line, one.column, one.page, one.message].join("|");

export function finding(one, act) {
  const place = one.file ? `${one.file}:${one.line}:${one.column}` : "";
  const advice = hint(one);
  return make("article", { class: `finding ${one.severity}` },
    make("button", { class: "plain", "data-key": `finding-${keyOf(one)}`, onclick: () => act.show(one) },
      make("span", { class: "code" }, make("b", {}, say(one.severity)), one.page ? ` ${say("nth", one.page)}` : "", make("span", { class: "machine", lang: "en" }, ` ${one.code}`)),
      make("span", { class: "words" }, told(one))),
    place && make("a", { class: "source", href: one.uri ?? "#", "data-key": `source-${keyOf(one)}` }, place),
    advice && make("p", { class: "advice" }, advice));
}
