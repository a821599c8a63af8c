// Lets ODK's own engine answer questions about a form: one JSON request per line,
// one JSON answer per line; or once, for the form named on the command line.
//
// Requests, each an object with one of these and whatever stands beside it:
//   {"load": "<h:html…", "files": {"towns.csv": "…"}, "now": "2026-11-21T12:00:00Z"}
//   {"begin": true}                the form that is loaded, empty again
//   {"set": [["/data/age", "12"], ["/data/towns", "a b"]]}   in this order
//   {"add": "/data/person"}        a repetition at the end
//   {"remove": "/data/person[2]"}
//   {"state": true, "labels": true}   every place of the form, and how it is called
//   {"evaluate": ["1 + 1", …], "at": "/data/age"}   text values of expressions
// Every answer has "ok"; where it is false, "error" says why. An answer to any other
// request holds the state too, where the request says "state": true.

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { JSDOM } from "jsdom";

process.env.TZ = "UTC";

const NAMES_OF_THE_DOM = [
  "window", "document", "DOMParser", "XMLSerializer", "Node", "Element", "Attr", "Text",
  "Comment", "CDATASection", "Document", "XMLDocument", "ProcessingInstruction",
  "NamedNodeMap", "XPathResult", "XPathEvaluator", "XPathExpression", "File", "Blob",
  "FormData", "HTMLElement",
];

function becomeBrowser() {
  const { window } = new JSDOM("<!doctype html><html><body></body></html>");
  for (const name of NAMES_OF_THE_DOM) {
    globalThis[name] = name === "window" ? window : window[name];
  }
  // The parser of the engine is built for a place that has these two.
  globalThis.require = createRequire(import.meta.url);
  globalThis.__dirname = dirname(fileURLToPath(import.meta.url));
}

// Stops the clock at a moment, so that both sides mean the same by "now".
const RealDate = globalThis.Date;
let stoppedAt = null;

class StoppedDate extends RealDate {
  constructor(...given) {
    if (given.length === 0 && stoppedAt !== null) super(stoppedAt);
    else super(...given);
  }

  static now() {
    return stoppedAt === null ? RealDate.now() : stoppedAt;
  }
}

becomeBrowser();
globalThis.Date = StoppedDate;
const say = console.error.bind(console);
for (const name of ["log", "warn", "error", "info", "debug"]) console[name] = () => {};
const { loadForm } = await import("@getodk/xforms-engine");

let root = null;
let form = null;

function inBlank(text, type) {
  return {
    ok: true,
    status: 200,
    headers: new Headers({ "Content-Type": type }),
    text: async () => text,
    blob: async () => new Blob([text], { type }),
  };
}

const TYPES = { csv: "text/csv", geojson: "application/geo+json", xml: "text/xml" };

async function load({ load: xml, files = {}, now = null }) {
  stoppedAt = now === null ? null : RealDate.parse(now);
  const fetchFormAttachment = async (address) => {
    const name = decodeURIComponent(String(address).split("/").at(-1));
    if (!(name in files)) return { ok: false, status: 404, text: async () => "" };
    return inBlank(files[name], TYPES[name.split(".").at(-1)] ?? "text/plain");
  };
  form = await loadForm(xml, { fetchFormAttachment, missingResourceBehavior: "BLANK" });
  if (form.status === "failure") throw form.error;
  return begin();
}

function begin() {
  root = form.createInstance().root;
  return {};
}

function* walk(node) {
  yield node;
  for (const child of node.currentState.children ?? []) yield* walk(child);
}

// Goes down step by step: to walk the whole form for each answer takes too long.
function find(reference) {
  let here = root;
  while (here.currentState.reference !== reference) {
    here = here.currentState.children?.find((child) => leadsTo(child, reference));
    if (here === undefined) throw new Error(`no place ${reference}`);
  }
  return here;
}

function leadsTo(child, reference) {
  const own = child.currentState.reference;
  return reference.startsWith(own) && ["", "/", "["].includes(reference.charAt(own.length));
}

function write(reference, value) {
  const node = find(reference);
  if (!node.currentState.relevant) throw new Error("what is not relevant is not asked");
  switch (node.nodeType) {
    case "select":
      if (node.selectType === "select") {
        node.selectValues(value === "" ? [] : value.split(" "));
      } else node.selectValue(value === "" ? null : value);
      return;
    case "rank":
      node.setValues(value === "" ? [] : value.split(" "));
      return;
    case "trigger":
      node.setValue(value === "OK");
      return;
    case "input":
    case "range":
    case "note":
      node.setValue(value);
      return;
    default:
      throw new Error(`a ${node.nodeType} takes no value: ${reference}`);
  }
}

// What is not offered or cannot be changed is passed over and told of; of the rest
// is told what the engine has made of it.
function set({ set: values }) {
  const results = values.map(([reference, value]) => {
    try {
      write(reference, value);
      return { written: find(reference).currentState.instanceValue };
    } catch (error) {
      return { refused: String(error?.message ?? error) };
    }
  });
  return { results };
}

function rangeOf(reference) {
  const node = find(reference);
  return node.nodeType === "repeat-instance" ? node.parent : node;
}

function add({ add: reference }) {
  const range = rangeOf(reference);
  range.addInstances(range.currentState.children.length - 1);
  return {};
}

function remove({ remove: reference }) {
  const instance = find(reference);
  const range = instance.parent;
  range.removeInstances(range.currentState.children.indexOf(instance));
  return {};
}

function guarded(read) {
  try {
    return read();
  } catch (error) {
    return { error: String(error?.message ?? error) };
  }
}

function stateOf(node, withLabels) {
  const now = node.currentState;
  const told = {
    reference: now.reference,
    type: node.nodeType,
    relevant: guarded(() => now.relevant),
    readonly: guarded(() => now.readonly),
  };
  if (node.nodeType.startsWith("repeat-range")) told.count = now.children.length;
  if (now.children !== null && now.children !== undefined) return told;
  told.valueType = node.valueType;
  told.takesSeveral = node.nodeType === "select" && node.selectType === "select";
  told.value = guarded(() => now.instanceValue);
  told.required = guarded(() => now.required);
  told.constraint = guarded(() => node.validationState.constraint.valid);
  told.valid = guarded(() => node.validationState.violation === null);
  if (now.valueOptions) {
    told.choices = guarded(() => now.valueOptions.map((each) => each.value));
  }
  if (withLabels) told.label = guarded(() => now.label?.asString ?? null);
  return told;
}

const state = ({ labels = false } = {}) => ({
  state: [...walk(root)].map((node) => stateOf(node, labels)),
});

function evaluate({ evaluate: expressions, at = null }) {
  const node = at === null ? root : find(at);
  const values = expressions.map((expression) =>
    guarded(() =>
      node.evaluator.evaluateString(expression, { contextNode: node.contextNode ?? node }),
    ),
  );
  return { values };
}

const ANSWERS = { load, begin, set, add, remove, evaluate, state };

async function answer(request) {
  try {
    for (const [name, respond] of Object.entries(ANSWERS)) {
      if (!(name in request)) continue;
      const told = await respond(request);
      const wantsState = request.state && name !== "state";
      return { ok: true, ...told, ...(wantsState ? state(request) : {}) };
    }
    return { ok: false, error: "unknown request" };
  } catch (error) {
    return { ok: false, error: String(error?.message ?? error) };
  }
}

const put = (told) => process.stdout.write(`${JSON.stringify(told)}\n`);

const [option, file] = process.argv.slice(2);
if (option === "--form") {
  const loaded = await answer({ load: readFileSync(file, "utf8"), state: true });
  if (!loaded.ok) {
    say(loaded.error);
    process.exit(1);
  }
  loaded.state.forEach(put);
} else {
  for await (const line of createInterface({ input: process.stdin })) {
    if (line.trim() !== "") put(await answer(JSON.parse(line)));
  }
}
