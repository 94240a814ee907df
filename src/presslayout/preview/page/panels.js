// What stands beside the page: stories and how they fit, messages, and what is selected.

import { icon, make } from "./stage.js";
import { focusing } from "./photo.js";
import { hint, lang, say, told } from "./words.js";

export function findings(found, act) {
  if (!found.length) return [make("p", { class: "quiet" }, say("nothing"))];
  return found.map((one) => finding(one, act));
}

export function finding(one, act) {
  const place = one.file ? `${one.file}:${one.line}:${one.column}` : "";
  const advice = hint(one);
  return make("article", { class: `finding ${one.severity}` },
    make("button", { class: "plain", onclick: () => act.show(one) },
      make("span", { class: "code" }, make("b", {}, say(one.severity)), ` ${one.code}`),
      make("span", { class: "words" }, told(one))),
    place && make("a", { class: "source", href: one.uri ?? "#" }, place),
    advice && make("p", { class: "advice" }, advice));
}

// What was made of each page: where nothing has changed it stays, with what is open in it.
let listed = new Map();

export function stories(pages, act) {
  const now = new Map();
  for (const page of pages) {
    const said = JSON.stringify([lang(), page.number, page.section, page.template, page.stories]);
    now.set(said, listed.get(said) ?? [
      make("h2", {}, `${say("nth", page.number)} ${page.section}`, make("span", {}, page.template)),
      ...(page.stories.length ? [] : [make("p", { class: "quiet" }, say("noStories"))]),
      ...page.stories.map((story) => card(page, story, act)),
    ]);
  }
  listed = now;
  return [...now.values()].flat();
}

function card(page, story, act) {
  const { overset, underset_lines: under } = story;
  const over = overset.lines > 0 || overset.chars > 0;
  const words = story.chars_source > 0;
  const state = !words ? say("photo") : over ? say("over", overset.lines, overset.chars) : under ? say("under", under) : say("level");
  const kind = over ? "error" : under ? "warning" : "fine";
  const full = over ? story.lines / (story.lines + overset.lines) : story.lines / Math.max(story.lines + under, 1);
  const bar = make("span", { class: `gauge ${kind}`, role: "img", "aria-label": state }, make("span"));
  bar.firstChild.style.width = `${full * 100}%`;
  const jump = story.jump.to ? say("jumpTo", story.jump.to) : story.jump.from ? say("jumpFrom", story.jump.from) : "";
  return make("article", { class: "card" },
    make("button", { class: "plain", onclick: () => act.story(page, story) },
      make("strong", {}, story.name),
      make("span", { class: "quiet" }, [story.id, story.slot, jump].filter(Boolean).join(" · ")),
      words ? bar : null,
      !words ? null : make("span", { class: "facts" },
        make("span", { class: `chip ${kind}` }, state),
        make("span", {}, say("lines", story.lines)),
        make("span", {}, say("chars", story.chars_set.toLocaleString())),
        story.headline.size_pt ? make("span", {}, `${story.headline.size_pt} pt`) : null)),
    story.fit_steps.length
      ? make("details", {}, make("summary", {}, `${say("steps")} · ${story.fit_steps.length}`),
        make("ul", {}, ...story.fit_steps.map((step) => make("li", {}, step))))
      : null);
}

const sourceLink = (source) => make("a", { class: "source", href: source.uri },
  icon("code"), `${source.file}:${source.line}:${source.column}`);

export function comments(listed, act) {
  if (!listed.length) return [make("p", { class: "quiet" }, say("noComments"))];
  return listed.map((one) => make("article", { class: `finding comment ${one.status}` },
    make("button", { class: "plain", onclick: () => act.show(one) },
      make("span", { class: "code" }, make("b", {}, say(`kind-${one.kind}`)),
        ` ${[one.author, say("nth", one.page), one.story].filter(Boolean).join(" · ")}`,
        make("span", { class: `chip ${one.status === "done" ? "fine" : "warning"}` }, say(`status-${one.status}`))),
      one.text && make("span", { class: "marked-text" }, one.text),
      one.comment && make("span", { class: "words" }, one.comment)),
    make("footer", {}, one.source && sourceLink(one.source),
      make("button", { class: "small", title: say("remove"), "aria-label": say("remove"), onclick: () => act.remove(one) }, icon("close")))));
}

export function selected(one, act) {
  const name = one.name ? `《${one.name}》` : one.file ?? "";
  const part = one.part === "body" && one.paragraph ? say("paragraph", one.paragraph) : one.part;
  return [
    make("header", {},
      make("h2", {}, one.kind === "photo" ? say("photo") : name,
        make("span", {}, [one.story, one.kind === "photo" ? "" : part].filter(Boolean).join(" · "))),
      make("button", { class: "small", title: say("close"), "aria-label": say("close"), onclick: act.clear }, icon("close"))),
    one.kind === "text" ? make("blockquote", {}, one.text) : null,
    one.kind === "photo" ? make("p", {}, one.caption) : null,
    one.kind === "photo" ? make("p", { class: "quiet" }, `${one.file}${one.ppi ? ` · ${say("ppi", one.ppi)}` : ""}`) : null,
    one.kind === "photo" && one.key ? focusing(one, (focus) => act.focus(one, focus)) : null,
    one.others?.length ? exchange(one, act) : null,
    one.source ? sourceLink(one.source) : null,
    act.writing && one.kind === "text" && one.part ? form(one, act) : null,
  ];
}

// A story changes places with another of its page, without a mouse too.
function exchange(one, act) {
  const choice = make("select", { "aria-label": say("swapWith") },
    make("option", { value: "" }, say("swapWith")),
    ...one.others.map((other) => make("option", { value: other.id }, `${other.slot} · ${other.name}`)));
  choice.addEventListener("change", () => choice.value && act.swap(one.story, choice.value));
  return make("p", {}, choice);
}

const KINDS = ["note", "replace", "delete", "insert"];

function form(one, act) {
  const marked = make("input", { value: one.text, readonly: true, class: "stretch", "aria-label": say("stretch") });
  const kind = make("select", { "aria-label": say("kind") }, ...KINDS.map((name) => make("option", { value: name }, say(`kind-${name}`))));
  const words = make("textarea", { rows: 2, placeholder: say("commentWords"), "aria-label": say("commentWords") });
  const author = make("input", { value: localStorage.getItem("presslayout.author") ?? "", placeholder: say("author"), "aria-label": say("author") });
  const send = () => {
    localStorage.setItem("presslayout.author", author.value);
    // Offsets count code points; the field counts UTF-16.
    const before = [...one.text.slice(0, marked.selectionStart)].length;
    const chosen = [...one.text.slice(marked.selectionStart, marked.selectionEnd)].length;
    const whole = chosen === 0 && kind.value !== "insert";
    act.comment({
      page: one.page, story: one.story, part: one.part, kind: kind.value, comment: words.value, author: author.value,
      offset: one.offset + (whole ? 0 : before), length: whole ? [...one.text].length : chosen,
    });
  };
  words.addEventListener("keydown", (event) => { if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) send(); });
  const made = make("form", { class: "write", onsubmit: (event) => { event.preventDefault(); send(); } },
    make("label", {}, say("stretch"), marked), make("div", { class: "pair" }, kind, author), words,
    make("button", { class: "main" }, say("keep")));
  queueMicrotask(() => { marked.select(); words.focus(); });
  return made;
}
