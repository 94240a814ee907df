// A photo's focus: the whole picture, what of it the page shows, and a dot that can be moved.

import { make } from "./stage.js";
import { say } from "./words.js";

const STEP = 0.01, LEAP = 0.05;
const percent = (value) => `${(value * 100).toFixed(1).replace(/\.0$/, "")} %`;

export function focusing(photo, moved) {
  let [x, y] = photo.focus;
  const crop = make("div", { class: "crop" });
  const dot = make("button", { class: "focus", "data-keys": true, "aria-label": say("focus") });
  const faces = (photo.faces ?? []).map(([left, top, right, bottom]) => {
    const frame = make("div", { class: "face" });
    Object.assign(frame.style, { left: `${left * 100}%`, top: `${top * 100}%`, width: `${(right - left) * 100}%`, height: `${(bottom - top) * 100}%` });
    return frame;
  });
  const field = make("div", { class: "whole" }, make("img", { src: `photo/${photo.key}.jpg`, alt: photo.caption, draggable: "false" }), crop, ...faces, dot);
  const shown = make("output", { class: "quiet" });

  if (photo.crop) {
    const [left, top, right, bottom] = photo.crop;
    Object.assign(crop.style, {
      left: `${left * 100}%`, top: `${top * 100}%`, width: `${(right - left) * 100}%`, height: `${(bottom - top) * 100}%`,
    });
  }
  const put = () => {
    dot.style.left = `${x * 100}%`;
    dot.style.top = `${y * 100}%`;
    shown.textContent = `${percent(x)}, ${percent(y)}`;
  };
  const held = (value) => Math.min(Math.max(value, 0), 1);
  const at = (event) => {
    const box = field.getBoundingClientRect();
    x = held((event.clientX - box.left) / box.width);
    y = held((event.clientY - box.top) / box.height);
    put();
  };
  const send = () => moved([Math.round(x * 1000) / 1000, Math.round(y * 1000) / 1000]);

  field.addEventListener("pointerdown", (event) => {
    event.preventDefault();
    dot.focus();
    field.setPointerCapture(event.pointerId);
    at(event);
    field.onpointermove = at;
  });
  field.addEventListener("pointerup", () => { if (field.onpointermove) { field.onpointermove = null; send(); } });
  let later;
  dot.addEventListener("keydown", (event) => {
    const by = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
    if (!by) return;
    event.preventDefault();
    const step = event.shiftKey ? LEAP : STEP;
    x = held(x + by[0] * step);
    y = held(y + by[1] * step);
    put();
    clearTimeout(later);
    later = setTimeout(send, 350);
  });
  put();
  const guess = { faces: "guessFaces", place: "guessPlace" }[photo.focus_guess];
  return make("div", { class: "focusing" }, field,
    make("p", { class: "facts" }, make("span", {}, say("focus")), shown),
    guess ? make("p", { class: "quiet" }, say(guess)) : null);
}
