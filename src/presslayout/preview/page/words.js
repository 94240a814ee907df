// Every word of the page, Chinese and English.  The browser's language decides unless somebody chose.

const WORDS = {
  skip: ["跳到版面", "Skip to the page"],
  tools: ["工具", "Tools"],
  page: ["版", "Page"],
  nth: ["第 {0} 版", "Page {0}"],
  thumbnails: ["各版", "Pages"],
  stage: ["版面", "Page view"],
  panel: ["面板", "Panel"],
  plates: ["分色", "Plates"],
  stories: ["稿件", "Stories"],
  diagnostics: ["提示", "Messages"],
  comments: ["批注", "Comments"],
  empty: ["还没有能显示的版面：先改好上面说的错误。", "Nothing to show yet: mend what the banner says."],
  previous: ["上一版", "Previous page"],
  next: ["下一版", "Next page"],
  lineUp: ["选上一行", "Select the line above"],
  lineDown: ["选下一行", "Select the line below"],
  smaller: ["缩小", "Zoom out"],
  larger: ["放大", "Zoom in"],
  natural: ["实际大小", "Actual size"],
  fit: ["看整版", "Fit page"],
  width: ["同宽", "Fit width"],
  spread: ["对页", "Spreads"],
  boxes: ["版位框", "Slots"],
  grid: ["版心网格", "Grid"],
  compare: ["前后对比", "Before and after"],
  comment: ["加批注", "Add a comment"],
  undo: ["撤销", "Undo"],
  language: ["English", "中文"],
  full: ["全屏", "Full screen"],
  help: ["快捷键", "Shortcuts"],
  nextFinding: ["下一条提示", "Next message"],
  editor: ["在 VS Code 里打开选中处", "Open the selection in VS Code"],
  close: ["关闭", "Close"],
  live: ["已同步", "Live"],
  waiting: ["正在连接", "Connecting"],
  lost: ["断开了，正在重连", "Disconnected, retrying"],
  setting: ["正在排", "Setting"],
  "stage-load": ["读稿", "reading"],
  "stage-compose": ["排文字和图片", "laying out"],
  "stage-preflight": ["查付印条件", "checking for the press"],
  broken: ["有错，显示的是上一次排好的版面", "Broken: this is the last good page"],
  faults: ["{0} 处错误，改好之前版面停在上一次", "{0} errors: the page stays as it last was"],
  set: ["排好用时 {0} ms", "set in {0} ms"],
  lines: ["{0} 行", "{0} lines"],
  chars: ["{0} 字", "{0} chars"],
  level: ["排满", "Level"],
  over: ["多 {0} 行 {1} 字", "{0} lines, {1} chars over"],
  under: ["空 {0} 行", "{0} lines empty"],
  jumpTo: ["转第 {0} 版", "to page {0}"],
  jumpFrom: ["接第 {0} 版", "from page {0}"],
  steps: ["合版做了什么", "Fitting steps"],
  nothing: ["没有提示。", "No messages."],
  noStories: ["这一版没有稿件。", "No stories on this page."],
  open: ["打开源文件", "Open the source"],
  paragraph: ["第 {0} 段", "paragraph {0}"],
  photo: ["图片", "Photo"],
  focus: ["焦点：拖动圆点，或用方向键", "Focus: drag the dot or use the arrow keys"],
  ppi: ["{0} ppi", "{0} ppi"],
  moved: ["焦点改成 {0}", "Focus is now {0}"],
  error: ["错误", "Error"],
  warning: ["提醒", "Warning"],
  info: ["说明", "Note"],
  allPages: ["全部各版", "All pages"],
  mm: ["{0}, {1} mm", "{0}, {1} mm"],
  rowColumn: ["第 {0} 行 第 {1} 栏", "row {0}, column {1}"],
  undone: ["撤销了", "Undone"],
  kept: ["批注存好了", "Comment kept"],
  swapped: ["{0} 与 {1} 换了位置", "{0} and {1} changed places"],
  swapWith: ["和别的稿件换位置…", "Change places with…"],
  noComments: ["没有批注。点一行字，再按 C 写一条。", "No comments. Click a line of text, then press C to write one."],
  pickLine: ["先点一行字", "Click a line of text first"],
  stretch: ["批在哪几个字上（选中一段；不选是整行）", "About which characters (select some; none means the line)"],
  kind: ["怎么改", "Kind"],
  commentWords: ["批注，或要改成的字", "Comment, or the new words"],
  author: ["姓名", "Name"],
  keep: ["存下", "Keep"],
  remove: ["删去批注", "Remove the comment"],
  "kind-note": ["注", "note"],
  "kind-replace": ["改", "replace"],
  "kind-delete": ["删", "delete"],
  "kind-insert": ["加", "insert"],
  "kind-highlight": ["标", "highlight"],
  "status-open": ["未改", "open"],
  "status-done": ["已改", "done"],
  "status-moved": ["未改，挪了地方", "open, moved"],
  before: ["改前", "Before"],
  after: ["现在", "Now"],
  cut: ["前后分界", "Divider between before and now"],
  signed: ["{0}签样（{1}）", "{0}, signed by {1}"],
  built: ["上一次 build", "Last build"],
  begun: ["打开预览时", "When the preview began"],
  against: ["和哪一次比", "Compare with"],
  sameAsBefore: ["和现在一样", "same as now"],
  ink: ["{0} 版", "{0} plate"],
  failed: ["没有做成", "Not done"],
};

let language = localStorage.getItem("presslayout.language")
  ?? (navigator.language.toLowerCase().startsWith("zh") ? "zh" : "en");

export const lang = () => language;

export function speak(chosen) {
  language = chosen;
  localStorage.setItem("presslayout.language", chosen);
}

export function say(name, ...values) {
  const [zh, en] = WORDS[name];
  return (language === "zh" ? zh : en).replace(/\{(\d)\}/g, (_, n) => values[n]);
}

// A finding in the chosen language.
export const told = (d) => (language === "zh" ? d.message : d.message_en);
export const hint = (d) => (language === "zh" ? d.hint : d.hint_en);
