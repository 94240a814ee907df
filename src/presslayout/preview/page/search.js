// Looking for words in the copy.

import * as keeping from "./keeping.js";
import { ask } from "./link.js";
import { make } from "./stage.js";
import { say } from "./words.js";

const field = make("input", { type: "search", id: "q", "data-key": "q", autocomplete: "off", spellcheck: "false" });
const listed = make("div", { id: "hits", role: "status" });
let last = null;
// The newest look: it alone is shown.
let looking = null;

export function search(act) {
  field.setAttribute("aria-label", say("searchWords"));
  field.placeholder = say("searchWords");
  field.oninput = () => look(act);
  field.onkeydown = async (event) => {
    if (event.key !== "Enter" && event.key !== "ArrowDown" || event.isComposing) return;
    event.preventDefault();
    // Whoever is quick means what he has written, not what was found before.
    const words = field.value;
    await looking;
    if (field.value !== words || document.activeElement !== field) return;
    listed.querySelector("button")?.focus();
    if (event.key === "Enter") listed.querySelector("button")?.click();
  };
  if (last) show(last, act);
  return [make("div", { class: "seek" }, field), listed];
}

export const focusSearch = () => { field.focus(); field.select(); };

// Copy that has changed is looked through again.
export const again = (act) => field.value.trim() && look(act);

function look(act) {
  const words = field.value.trim();
  if (!words) { last = looking = null; return listed.replaceChildren(); }
  const asked = looking = ask("search", { words }).then((found) => {
    // What was typed or set meanwhile is answered by itself.
    if (!found || asked !== looking) return;
    last = { words, ...found };
    show(last, act);
  });
}

function show({ rows, more }, act) {
  const count = rows.length ? say("hits", more ? `${rows.length}+` : rows.length) : say("noHits");
  const buttons = rows.map((one, at) => make("button", { class: "plain hit", "data-key": `hit-${at}`, onclick: () => act.hit(one) },
    make("span", { class: "quiet" }, [one.page ? say("nth", one.page) : say("unplaced"), one.name].join(" · ")),
    make("span", { class: "words", lang: "zh-CN" }, one.before, make("mark", {}, one.text), one.behind)));
  buttons.forEach((button, at) => button.addEventListener("keydown", (event) => {
    const to = { ArrowDown: buttons[at + 1], ArrowUp: buttons[at - 1] ?? field }[event.key];
    if (!to) return;
    event.preventDefault();
    event.stopPropagation();
    to.focus();
  }));
  keeping.steady(listed, () => listed.replaceChildren(
    make("p", { class: "quiet" }, count), ...buttons.map((one) => make("article", { class: "card" }, one))));
}
