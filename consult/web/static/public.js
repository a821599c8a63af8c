// Shows the questions that follow from an answer at once. The server decides which:
// this presses "Update" and puts what comes back in place, nothing more.
"use strict";
(() => {
  const form = document.getElementById("answers");
  const typed = () => {
    const sent = new URLSearchParams(new FormData(form));
    sent.append("go", "update");
    return sent.toString();
  };
  const sameField = (field) => {
    const twins = [...form.elements].filter((each) => each.name === field.name);
    return twins.find((each) => each.value === field.value) || twins[0];
  };
  const put = (fields) => {
    const held = document.activeElement;
    const kept = held && form.contains(held) ? held : null;
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
        const answer = await fetch(form.action, {
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
  form.addEventListener("change", ask);
})();
