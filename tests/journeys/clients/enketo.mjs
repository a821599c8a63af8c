// Enketo's own transformer and form engine, and somebody who fills in what it shows.

import { Form } from "enketo-core";
import { transform } from "enketo-transformer/web";

let form = null;

async function open(xform, language) {
  const { form: html, model } = await transform({ xform });
  document.body.innerHTML = html;
  const data = { modelStr: model, instanceStr: null, submitted: false, external: [] };
  form = new Form(document.querySelector("form.or"), data, { language });
  return form.init();
}

// What stands at the number-th place of a name, templates of choices passed over.
function places(reference) {
  const named = `[name="${reference}"], [data-name="${reference}"]`;
  return [...document.querySelectorAll(named)].filter(
    (each) => each.matches("input, select, textarea") && !each.closest(".itemset-template"),
  );
}

const isShown = (element) => element.closest(".disabled") === null;

function change(element) {
  element.dispatchEvent(new Event("change", { bubbles: true }));
  element.dispatchEvent(new Event("input", { bubbles: true }));
}

// Writes one answer; number counts the repetitions from 1 through the whole form.
function answer(reference, value, number = 1) {
  const found = places(reference).filter(isShown);
  if (found.length === 0) throw new Error(`nothing asks for ${reference}`);
  if (!["radio", "checkbox"].includes(found[0].type)) {
    found[number - 1].value = value;
    return change(found[number - 1]);
  }
  const lists = Map.groupBy(found, (each) => each.closest(".option-wrapper"));
  const offered = [...lists.values()][number - 1];
  for (const one of value.split(" ")) {
    const box = offered.find((each) => each.value === one);
    if (box === undefined) throw new Error(`${one} is not offered at ${reference}`);
    box.checked = true;
    change(box);
  }
  return undefined;
}

// Adds a repetition of what stands in the number-th group around it.
function add(reference, number = 1) {
  const buttons = [...document.querySelectorAll(`.or-repeat-info[data-name="${reference}"] .add-repeat-btn`)];
  buttons[number - 1].click();
}

// The text of every label that is shown, by what it labels.
function labels() {
  const shown = [...document.querySelectorAll(".question-label.active")].filter(isShown);
  return shown.map((each) => each.textContent.trim());
}

const isValid = () => form.validate();
const filled = () => form.getDataStr({ irrelevant: false });
const languages = () => form.languages;

window.enketo = { open, answer, add, labels, isValid, filled, languages };
