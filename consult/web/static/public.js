// Shows the questions that follow from an answer at once. The server decides which:
// this presses "Update" and puts what comes back in place, nothing more.
// A question may be called "action" or "elements", and then stands for that property of
// the form: nothing is asked of the form itself.
"use strict";
(() => {
  const FORM = "#answers";
  const form = document.querySelector(FORM);
  const address = Element.prototype.getAttribute.call(form, "action");
  const hasFiles = Element.prototype.hasAttribute.call(form, "enctype");
  const typed = () => {
    const told = new FormData(form);
    told.append("go", "update");
    // Of a file its name says whether it is another one.
    const words = [...told].map(([name, value]) => [name, value.name ?? value]);
    return new URLSearchParams(words).toString();
  };
  // A page with files sends them along; what comes back says that they are kept.
  const sent = (words) => {
    if (!hasFiles) return new URLSearchParams(words);
    const whole = new FormData(form);
    whole.append("go", "update");
    return whole;
  };
  const sameField = (field) => {
    const fields = document.querySelectorAll(`${FORM} [name]`);
    const twins = [...fields].filter((each) => each.name === field.name);
    return twins.find((each) => each.value === field.value) || twins[0];
  };
  const put = (fields) => {
    const held = document.activeElement;
    const kept = held && held.closest(FORM) ? held : null;
    document.getElementById("fields").replaceWith(fields);
    const field = kept && kept.name && sameField(kept);
    if (!field) return;
    field.focus({ preventScroll: true });
    if (field.type === "text" || field.type === "textarea") {
      field.setSelectionRange(kept.selectionStart, kept.selectionEnd);
    }
  };
  let isAsking = false;
  const ask = async () => {
    if (isAsking) return;
    isAsking = true;
    try {
      let before;
      let fields;
      do {
        before = typed();
        const answer = await fetch(address, { method: "POST", body: sent(before) });
        const page = new DOMParser().parseFromString(await answer.text(), "text/html");
        fields = page.getElementById("fields");
      } while (before !== typed());
      if (fields) put(fields);
    } catch {
      // Without a connection the button still says so.
    } finally {
      isAsking = false;
    }
  };
  document.addEventListener("change", (event) => {
    if (event.target.closest(FORM)) ask();
  });
})();
