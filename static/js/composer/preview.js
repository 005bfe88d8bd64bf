// "Preview" in the toolbar: the text as readers will see it, in the place of the editor.

export default function attach(composer) {
  const { root, form, data } = composer;
  const button = root.querySelector("[data-preview]");
  if (!button || !data.previewUrl) return;
  const doc = root.querySelector(".doc");
  const sheet = Object.assign(document.createElement("div"), { className: "previewsheet", tabIndex: -1 });
  sheet.hidden = true;
  doc.after(sheet);

  const close = () => {
    sheet.hidden = true;
    doc.hidden = false;
    button.setAttribute("aria-pressed", "false");
  };

  const open = async () => {
    button.setAttribute("aria-busy", "true");
    try {
      const answer = await fetch(data.previewUrl, {
        method: "POST",
        body: new URLSearchParams([...new FormData(form)].filter(([, value]) => typeof value === "string")),
        credentials: "same-origin",
        headers: { "X-Requested-With": "fetch" },
      });
      if (![200, 422, 429].includes(answer.status)) throw new Error(String(answer.status));
      sheet.innerHTML = await answer.text();
      sheet.hidden = false;
      doc.hidden = true;
      button.setAttribute("aria-pressed", "true");
      sheet.focus({ preventScroll: true });
      composer.announce(composer.say("previewing"));
    } catch {
      composer.strip({ id: "no-preview", text: composer.say("no_preview"), tone: "bad", icon: "warn" });
    } finally {
      button.removeAttribute("aria-busy");
    }
  };

  button.addEventListener("click", () => {
    if (sheet.hidden) return open();
    close();
    composer.focus();
  });
  sheet.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    event.stopPropagation();
    close();
    composer.focus();
  });
  // Whoever goes on writing, by a button of the toolbar or an undo, sees the text again.
  composer.on("change", close);
}
