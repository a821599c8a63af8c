// Fills in a form as ODK's own engine does and sends it: one JSON request per line,
// one JSON answer per line. A request:
//   {"server": "http://…/openrosa/NAME", "times": 2, "files": {"photo.jpg": "…"},
//    "language": "العربية (ar)",
//    "steps": [["set", "/data/age", "12"], ["add", "/data/person"]]}
// The answer tells what was fetched, shown and sent, and what the server said.

import { createHash } from "node:crypto";
import { createRequire } from "node:module";
import { dirname } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { JSDOM } from "jsdom";

// FormData, File and Blob are those of Node, so that fetch can send them.
const NAMES_OF_THE_DOM = [
  "window", "document", "DOMParser", "XMLSerializer", "Node", "Element", "Attr", "Text",
  "Comment", "CDATASection", "Document", "XMLDocument", "ProcessingInstruction",
  "NamedNodeMap", "XPathResult", "XPathEvaluator", "XPathExpression", "HTMLElement",
];

const { window } = new JSDOM("<!doctype html><html><body></body></html>");
for (const name of NAMES_OF_THE_DOM) {
  globalThis[name] = name === "window" ? window : window[name];
}
// The parser of the engine is built for a place that has these two.
globalThis.require = createRequire(import.meta.url);
globalThis.__dirname = dirname(fileURLToPath(import.meta.url));
for (const name of ["log", "warn", "error", "info", "debug"]) console[name] = () => {};
const { loadForm } = await import("@getodk/xforms-engine");

const HEADERS = { "X-OpenRosa-Version": "1.0" };

// The same is sent again when the line breaks, as Collect does.
async function asked(address, options, tries = 3) {
  try {
    return await fetch(address, { headers: HEADERS, ...options });
  } catch (error) {
    if (tries === 1) throw error;
    return asked(address, options, tries - 1);
  }
}

async function fetched(address) {
  const response = await asked(address, {});
  const text = await response.text();
  if (!response.ok) throw new Error(`${response.status} for ${address}: ${text}`);
  return { text, headers: Object.fromEntries(response.headers) };
}

const readXml = (text) => new DOMParser().parseFromString(text, "text/xml");

async function listed(server) {
  const { text, headers } = await fetched(`${server}/formList`);
  const entry = readXml(text).querySelector("xform");
  const told = Object.fromEntries([...entry.children].map((e) => [e.localName, e.textContent]));
  return { told, headers };
}

function* walk(node) {
  yield node;
  for (const child of node.currentState.children ?? []) yield* walk(child);
}

function find(root, reference) {
  const found = [...walk(root)].filter((node) => node.currentState.reference === reference);
  if (found.length === 0) throw new Error(`no place ${reference}`);
  return found[0];
}

const REFUSED = "what is not relevant is not asked";

function write(node, value) {
  if (!node.currentState.relevant) throw new Error(REFUSED);
  switch (node.nodeType) {
    case "select":
      if (node.selectType === "select") return node.selectValues(value.split(" "));
      return node.selectValue(value);
    case "rank":
      return node.setValues(value.split(" "));
    case "trigger":
      return node.setValue(value === "OK");
    default:
      return node.setValue(value);
  }
}

function doOne(root, [what, reference, value]) {
  if (what === "set") return write(find(root, reference), value);
  const range = find(root, reference);
  return range.addInstances(range.currentState.children.length - 1);
}

async function sent(address, form, files) {
  for (const [name, content] of Object.entries(files)) {
    form.set(name, new File([content], name, { type: "image/jpeg" }));
  }
  const response = await asked(address, { method: "POST", body: form });
  const document = readXml(await response.text());
  return {
    status: response.status,
    headers: Object.fromEntries(response.headers),
    message: document.querySelector("message")?.textContent ?? "",
  };
}

async function answered({ server, steps, times = 1, files = {}, language = null }) {
  const { told, headers } = await listed(server);
  const { text: xml } = await fetched(told.downloadUrl);
  const manifest = readXml((await fetched(told.manifestUrl)).text);
  const loaded = await loadForm(xml, {});
  if (loaded.status === "failure") throw loaded.error;
  const { root } = loaded.createInstance();
  const languages = root.languages.map((each) => each.language);
  if (language !== null) {
    root.setLanguage(root.languages.find((each) => each.language === language));
  }
  for (const step of steps) doOne(root, step);
  const nodes = [...walk(root)].filter((node) => node.currentState.relevant);
  const payload = await root.prepareInstancePayload();
  const [form] = payload.data;
  const answers = [];
  for (let time = 0; time < times; time += 1) {
    answers.push(await sent(`${server}/submission`, form, files));
  }
  return {
    listed: told,
    headers,
    isWhole: told.hash === `md5:${createHash("md5").update(xml).digest("hex")}`,
    media: manifest.querySelectorAll("mediaFile").length,
    languages,
    labels: Object.fromEntries(
      nodes.map((node) => [node.currentState.reference, node.currentState.label?.asString ?? ""]),
    ),
    hints: Object.fromEntries(
      nodes.map((node) => [node.currentState.reference, node.currentState.hint?.asString ?? ""]),
    ),
    violations: payload.violations?.map((each) => each.reference) ?? [],
    xml: await form.get("xml_submission_file").text(),
    answers,
  };
}

for await (const line of createInterface({ input: process.stdin })) {
  let told;
  try {
    told = await answered(JSON.parse(line));
  } catch (error) {
    told = { error: `${error?.message ?? error} ${error?.cause ?? ""}` };
  }
  process.stdout.write(`${JSON.stringify(told)}\n`);
}
