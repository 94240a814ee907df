// What stands beside the page: stories and how they fit, comments, and what is selected.

import * as drafts from "./drafts.js";
import { finding } from "./findings.js";
import { icon, make } from "./stage.js";
import { focusing } from "./photo.js";
import { lang, named, say } from "./words.js";

// What of the paper's own stands in words of ours: it is read in its language.
const own = (words) => make("span", { lang: "zh-CN" }, words);

// What was made of each page: where nothing has changed it stays, with what is open in it.
let listed = new Map();

export function stories(pages, act) {
  const now = new Map();
  for (const page of pages) {
    const said = JSON.stringify([lang(), page.number, page.section, page.template, page.stories]);
    now.set(said, listed.get(said) ?? [
      make("h2", { "data-page": page.number }, make("span", { class: "which" }, say("nth", page.number), " ", own(page.section)), own(page.template)),
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
  const bar = make("span", { class: `gauge ${kind}`, "aria-hidden": true }, make("span"));
  bar.firstChild.style.width = `${full * 100}%`;
  const jump = story.jump.to ? say("jumpTo", story.jump.to) : story.jump.from ? say("jumpFrom", story.jump.from) : "";
  const steps = lang() === "zh" ? story.fit_steps : story.fit_steps_en;
  return make("article", { class: "card", "data-page": page.number, "data-story": story.id },
    make("button", { class: "plain", "data-key": `story-${page.number}-${story.id}`, onclick: () => act.story(page, story) },
      make("strong", { lang: "zh-CN" }, story.name),
      make("span", { class: "quiet" }, own([story.id, story.slot].filter(Boolean).join(" · ")), jump && ` · ${jump}`),
      words ? bar : null,
      !words ? null : make("span", { class: "facts" },
        make("span", { class: `chip ${kind}` }, state),
        make("span", {}, say("lines", story.lines)),
        make("span", {}, say("chars", story.chars_set.toLocaleString())),
        story.headline.size_pt ? make("span", {}, `${story.headline.size_pt} pt`) : null)),
    overset.text ? make("details", { class: "left" }, make("summary", { "data-key": `left-${story.id}` }, say("leftOver", overset.chars)),
      make("p", { lang: "zh-CN" }, overset.text)) : null,
    steps.length
      ? make("details", {}, make("summary", { "data-key": `steps-${page.number}-${story.id}` }, `${say("steps")} · ${steps.length}`),
        make("ul", {}, ...steps.map((step) => make("li", {}, step))))
      : null);
}

const sourceLink = (source, key) => make("a", { class: "source", href: source.uri, "data-key": key },
  icon("code"), `${source.file}:${source.line}:${source.column}`);

// What a comment or a draft is about, in words; the name of the story in its language.
function aboutWhat(one) {
  const name = one.name ? own(lang() === "zh" ? `《${one.name}》` : `“${one.name}”`) : "";
  const thing = one.block ? named(one.on) : one.part ? named(one.part) : one.story ? say("wholeStory") : say("wholePage");
  return [say("nth", one.page), name, thing].filter(Boolean).flatMap((it, at) => (at ? [" · ", it] : [it]));
}

// Each comment as it was made: one about which nothing is new stays, with what is being answered to it.
let noted = new Map();

export function comments(listed_, act) {
  const waiting = drafts.all().filter((one) => !one.subject.reply);
  const now = new Map();
  for (const one of listed_) {
    const said = JSON.stringify([lang(), act.replying === one.id, one]);
    now.set(said, noted.get(said) ?? comment(one, act));
  }
  noted = now;
  return [
    ...waiting.map((one) => draft(one, act)),
    ...now.values(),
    ...(listed_.length || waiting.length ? [] : [make("p", { class: "quiet" }, say("noComments"))]),
  ];
}

function draft(one, act) {
  return make("article", { class: "finding comment draft" },
    make("button", { class: "plain", "data-key": `draft-${one.key}`, onclick: () => act.resume(one) },
      make("span", { class: "code" }, make("b", {}, say("draft")), " ", ...aboutWhat(one.subject)),
      one.subject.text && make("span", { class: "marked-text", lang: "zh-CN" }, one.subject.text),
      make("span", { class: "words" }, one.words)),
    make("footer", {}, make("span", {}),
      button("discard", `discard-${one.key}`, () => act.discard(one))));
}

const button = (name, key, act) => make("button", { class: "text", "data-key": key, onclick: act }, say(name));

function comment(one, act) {
  const isDone = one.status === "done";
  return make("article", { class: `finding comment ${one.status}`, "data-comment": one.id },
    make("button", { class: "plain", "data-key": `comment-${one.id}`, onclick: () => act.show(one) },
      make("span", { class: `chip ${isDone ? "fine" : "warning"}` }, say(`status-${one.status}`)),
      make("span", { class: "code" }, make("b", {}, say(`kind-${one.kind}`)), ` ${one.author || say("nobody")}`),
      make("span", { class: "quiet" }, ...aboutWhat(one)),
      one.text && make("span", { class: "marked-text", lang: "zh-CN" }, one.text),
      one.comment && make("span", { class: "words" }, one.comment),
      ...one.replies.map((words) => make("span", { class: "reply" }, words))),
    one.source && sourceLink(one.source, `comment-source-${one.id}`),
    act.replying === one.id ? replyForm(one, act) : null,
    make("footer", {},
      button("reply", `reply-${one.id}`, () => act.reply(one)),
      isDone ? button("again", `turn-${one.id}`, () => act.again(one)) : button("done", `turn-${one.id}`, () => act.done(one)),
      make("button", { class: "small", title: say("remove"), "aria-label": say("remove"), "data-key": `remove-${one.id}`, onclick: () => act.remove(one) }, icon("close"))));
}

const authorField = (key) => make("input", { value: authorName(), placeholder: say("author"), "aria-label": say("author"), "data-key": `author-${key}`, autocomplete: "name" });
const AUTHOR = "presslayout.author";
const authorName = () => { try { return localStorage.getItem(AUTHOR) ?? ""; } catch { return ""; } };
const signed = (name) => { try { localStorage.setItem(AUTHOR, name); } catch { /* asked again */ } };

function replyForm(one, act) {
  const subject = { reply: one.id };
  const kept = drafts.about(subject);
  const words = make("textarea", { rows: 2, placeholder: say("replyWords"), "aria-label": say("replyWords"), "data-key": `reply-words-${one.id}` });
  words.value = kept?.words ?? "";
  const author = authorField(`reply-${one.id}`);
  words.addEventListener("input", () => drafts.keep(subject, { words: words.value }) || act.unkept());
  const send = () => { signed(author.value); act.replied(one, words.value, author.value); };
  words.addEventListener("keydown", (event) => { if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) send(); });
  return make("form", { class: "write", onsubmit: (event) => { event.preventDefault(); send(); } },
    words, author, make("button", { class: "main", "data-key": `reply-send-${one.id}` }, say("keep")));
}

export function selected(one, act) {
  const name = one.name ? (lang() === "zh" ? `《${one.name}》` : one.name) : one.kind === "photo" ? one.file : "";
  const part = one.part === "body" && one.paragraph ? say("paragraph", one.paragraph) : one.part ? named(one.part) : "";
  const title = { photo: say("photo"), furniture: named(one.on), page: say("nth", one.page) }[one.kind] ?? own(name);
  const under = { photo: one.story, furniture: say("nth", one.page), page: say("wholePage") }[one.kind] ?? [one.story, part].filter(Boolean).join(" · ");
  return [
    make("div", { class: "top" },
      make("h2", {}, make("span", { class: "which" }, title), make("span", {}, under)),
      make("button", { class: "small", title: say("close"), "aria-label": say("close"), "data-key": "close", onclick: act.clear }, icon("close"))),
    one.kind === "text" ? make("blockquote", { lang: "zh-CN" }, one.text) : null,
    one.kind === "furniture" && one.text ? make("blockquote", { lang: "zh-CN" }, one.text) : null,
    one.kind === "photo" ? make("p", { lang: "zh-CN" }, one.caption) : null,
    one.kind === "photo" ? make("p", { class: "quiet" }, `${one.file}${one.ppi ? ` · ${say("ppi", one.ppi)}` : ""}`) : null,
    one.kind === "photo" && one.key ? focusing(one, (focus) => act.focus(one, focus)) : null,
    one.others?.length ? exchange(one, act) : null,
    one.source ? sourceLink(one.source, "selected-source") : null,
    act.writing ? form(one, act) : make("p", {}, make("button", { class: "text", "data-key": "write", onclick: act.write }, say("comment"))),
    ...(act.found ?? []).map((it) => finding(it, { show: act.place })),
  ];
}

// A story changes places with another of its page, without a mouse too.
function exchange(one, act) {
  const choice = make("select", { "aria-label": say("swapWith"), "data-key": "swap" },
    make("option", { value: "" }, say("swapWith")),
    ...one.others.map((other) => make("option", { value: other.id, lang: "zh-CN" }, `${other.slot} · ${other.name}`)));
  choice.addEventListener("change", () => {
    const other = choice.value;
    choice.value = "";
    if (other) act.swap(one.story, other);
  });
  return make("p", {}, choice);
}

const KINDS = ["note", "replace", "delete", "insert"];

function form(one, act) {
  const kept = drafts.about(one);
  const worded = one.kind === "text";
  const marked = worded ? make("input", { value: one.text, readonly: true, class: "stretch", lang: "zh-CN", "aria-label": say("stretch"), "data-key": "stretch" }) : null;
  const kind = make("select", { "aria-label": say("kind"), "data-key": "kind" },
    ...(worded ? KINDS : KINDS.slice(0, 1)).map((name) => make("option", { value: name, selected: name === kept?.kind }, say(`kind-${name}`))));
  const words = make("textarea", { rows: 3, placeholder: say("commentWords"), "aria-label": say("commentWords"), "data-key": "comment-words" });
  words.value = kept?.words ?? "";
  const author = authorField("comment");
  const note = () => drafts.keep(one, {
    words: words.value, kind: kind.value, chosen: marked ? [marked.selectionStart, marked.selectionEnd] : null,
  }) || act.unkept();
  for (const field of [words, kind]) field.addEventListener("input", note);
  marked?.addEventListener("select", () => words.value && note());
  const send = () => {
    signed(author.value);
    act.comment({
      page: one.page, story: one.story, part: one.part, block: one.block ?? "", kind: kind.value, comment: words.value,
      author: author.value, ...(worded ? stretch(one, marked, kind.value) : {}),
    });
  };
  words.addEventListener("keydown", (event) => { if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) send(); });
  const made = make("form", { class: "write", onsubmit: (event) => { event.preventDefault(); send(); } },
    marked ? make("label", {}, say("stretch"), marked) : null, make("div", { class: "pair" }, kind, author), words,
    make("button", { class: "main", "data-key": "comment-send" }, say("keep")));
  queueMicrotask(() => {
    if (marked) kept?.chosen ? marked.setSelectionRange(...kept.chosen) : marked.select();
    words.focus();
    words.setSelectionRange(words.value.length, words.value.length);
  });
  return made;
}

// Offsets count code points; the field counts UTF-16.
function stretch(one, marked, kind) {
  const before = [...one.text.slice(0, marked.selectionStart)].length;
  const words = one.text.slice(marked.selectionStart, marked.selectionEnd);
  const chosen = [...words].length;
  const whole = chosen === 0 && kind !== "insert";
  return whole
    ? { offset: one.offset, length: [...one.text].length, text: one.text }
    : { offset: one.offset + before, length: chosen, text: words };
}
