// Printing prints the pages, one a sheet, and nothing of the desk round them.

import { tile } from "./link.js";
import { make } from "./stage.js";

// Pixels across a page: 180 to the inch and more on A3, without weighing down a paper of many pages.
const WIDE = 2048, TILE = 1024;
let made = "";

export function prepare(box, pages) {
  const said = pages.map((page) => page.hash).join();
  if (said === made) return;
  made = said;
  box.replaceChildren(...pages.map(sheet));
}

// Every picture is there before the browser is told to print.
export async function print_(box) {
  const images = [...box.querySelectorAll("img")];
  for (const one of images) one.loading = "eager";
  await Promise.all(images.map((one) => one.decode().catch(() => {})));
  window.print();
}

function sheet(page) {
  const [wide, high] = page.size_mm;
  const height = Math.round((WIDE * high) / wide);
  const inner = make("div", { class: "paper" });
  inner.style.setProperty("--wide", wide);
  inner.style.setProperty("--high", high);
  for (let row = 0; row * TILE < height; row++) {
    for (let column = 0; column * TILE < WIDE; column++) {
      const image = make("img", { loading: "lazy", alt: "", src: tile(page.hash, WIDE, column, row, "cmyk") });
      Object.assign(image.style, {
        left: `${(column * TILE * 100) / WIDE}%`, top: `${(row * TILE * 100) / height}%`,
        width: `${(Math.min(TILE, WIDE - column * TILE) * 100) / WIDE}%`,
        height: `${(Math.min(TILE, height - row * TILE) * 100) / height}%`,
      });
      inner.append(image);
    }
  }
  return make("div", { class: "printed" }, inner);
}
