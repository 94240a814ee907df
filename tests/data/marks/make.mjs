// node make.mjs NODE_MODULES PROOF ASKED OUT: the corrections written by pdf-lib.
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";

const [modules, proof, asked, out] = process.argv.slice(2);
const { PDFDocument, PDFHexString, PDFName } = createRequire(`${modules}/`)("pdf-lib");
const file = await PDFDocument.load(readFileSync(proof), { updateMetadata: false });
const page = file.getPage(0);
let last;
for (const one of JSON.parse(readFileSync(asked, "utf-8"))) {
  const [left, low, right, high] = one.sides;
  const entry = {
    Type: "Annot",
    Subtype: one.kind,
    Rect: one.sides,
    T: PDFHexString.fromText("唐小雨"),
    Contents: PDFHexString.fromText(one.said),
  };
  if (["StrikeOut", "Highlight"].includes(one.kind))
    entry.QuadPoints = [left, high, right, high, left, low, right, low];
  if (one.group) Object.assign(entry, { IRT: last, RT: PDFName.of("Group") });
  last = file.context.register(file.context.obj(entry));
  page.node.addAnnot(last);
}
writeFileSync(out, await file.save());
