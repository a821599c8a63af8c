// Shows the questions that follow from an answer at once. The server decides which:
// this presses "Update" and puts what comes back in place, nothing more.
// A question may be called "action" or "elements", and then stands for that property of
// the form: nothing is asked of the form itself.
"use strict";
(() => {
  const FORM = "#answers";
  const form = document.querySelector(FORM);
  const address = Element.prototype.getAttribute.call(form, "action");
  const typed = () => {
    const sent = new URLSearchParams(new FormData(form));
    sent.append("go", "update");
    return sent.toString();
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
        const answer = await fetch(address, {
          method: "POST",
          headers: { "Content-Type": "application/x-www-form-urlencoded" },
          body: before,
        });
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
