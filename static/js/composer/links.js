// The small field for the address of a link, between the buttons and the text.

const MAIL = /^[^\s@/]+@[^\s@/]+\.[^\s@/]+$/;
const HOST = /^[\w-]+(\.[\w-]+)+([/?#:]\S*)?$/;

// What somebody typed as an address that the server keeps, or null.
function addressOf(typed) {
  const text = typed.trim();
  if (!text || /\s/.test(text)) return null;
  if (/^(https?:\/\/[^/]|mailto:.)/i.test(text) || /^\/(?![/\\])/.test(text)) return text;
  if (MAIL.test(text)) return `mailto:${text}`;
  return HOST.test(text) ? `https://${text}` : null;
}

export default function attach(composer) {
  const { root, editor } = composer;
  let panel = null;

  const close = () => {
    panel?.remove();
    panel = null;
    composer.focus();
  };

  const set = () => {
    const field = panel.querySelector("[data-address]");
    const address = addressOf(field.value);
    if (!address) {
      panel.querySelector("[data-problem]").textContent = composer.say("link_bad");
      field.setAttribute("aria-invalid", "true");
      return field.focus();
    }
    const chain = editor.chain().focus().setMeta("step", true);
    if (editor.isActive("link")) chain.extendMarkRange("link").setLink({ href: address }).run();
    else if (!editor.state.selection.empty) chain.setLink({ href: address }).run();
    else {
      const mark = { type: "link", attrs: { href: address } };
      chain.insertContent({ type: "text", text: field.value.trim(), marks: [mark] }).run();
    }
    composer.announce(composer.say("link_set"));
    close();
  };

  const open = () => {
    if (panel) return close();
    root.querySelector("[role=toolbar]").after(composer.part("link"));
    panel = root.querySelector(".linkpanel");
    const field = panel.querySelector("[data-address]");
    const now = editor.getAttributes("link").href;
    field.value = now ?? "";
    panel.querySelector("[data-unset]").hidden = !now;
    panel.querySelector("[data-set]").addEventListener("click", set);
    panel.querySelector("[data-cancel]").addEventListener("click", close);
    panel.querySelector("[data-unset]").addEventListener("click", () => {
      editor.chain().focus().setMeta("step", true).extendMarkRange("link").unsetLink().run();
      composer.announce(composer.say("link_removed"));
      close();
    });
    panel.addEventListener("keydown", (event) => {
      if (event.key === "Escape") {
        event.preventDefault();
        event.stopPropagation();
        close();
      } else if (event.key === "Enter" && event.target === field) {
        // Enter in a field would send the form.
        event.preventDefault();
        set();
      }
    });
    field.focus();
    field.select();
  };
  composer.on("link", open);
}
