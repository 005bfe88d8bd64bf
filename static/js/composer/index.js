// Builds the rich editor over one plain textarea, which stays in the form and carries what is
// written at every change. Should anything here fail, the textarea is there with its text.
//
// Modules get `composer` and use nothing else of each other:
//   root, form, textarea, editor, engine, words, data (of the element), attached (a promise)
//   html(), text(), focus(), insertText(text), insertHTML(html), replace(html), part(name)
//   strip({id, text, action, onAction, tone, icon}) → element with remove()
//   announce(text), say(word, values), on(event, listener), emit(event, detail)
// Events: "change"; "submit" (the form's event: preventDefault() keeps it), "pastefiles" (files),
// "image" (the button), "image-name" (of a file that was added), "link" and "emoji" (open their panels), "plain" (the next paste), "restored".

const built = new WeakMap();
const BLANK_END = /(<p><\/p>)+$/;
const LOOSE_END = / +<\/p>/g;

// The composer of `root`; asking twice gives the same one.
export default function compose(root) {
  if (!built.has(root)) {
    built.set(
      root,
      build(root).catch((problem) => {
        built.delete(root);
        throw problem;
      }),
    );
  }
  return built.get(root);
}

async function build(root) {
  const textarea = root.querySelector("textarea");
  const modules = JSON.parse(root.dataset.modules);
  const [engine, schema] = await Promise.all([
    import(modules.engine),
    import(modules.schema),
    stylesheet(modules.styles),
  ]);
  await endOfComposition(textarea);
  const composer = mount(root, textarea, engine, schema.default, modules);
  let allAttached;
  composer.attached = new Promise((resolve) => (allAttached = resolve));
  // They are fetched side by side but attached in the order of their list: one that sits in the
  // toolbar finds the toolbar there, whichever file came first.
  const coming = Object.values(modules.attached).map((address) => {
    const module = import(address);
    module.catch(() => {}); // told below, when its turn comes
    return [address, module];
  });
  for (const [address, module] of coming) {
    try {
      (await module).default(composer);
    } catch (problem) {
      // One part less; writing goes on.
      console.warn(address, problem);
    }
  }
  root.dataset.attached = "";
  allAttached();
  composer.emit("ready");
  return composer;
}

function stylesheet(address) {
  if (document.querySelector(`link[href="${address}"]`)) return Promise.resolve();
  return new Promise((resolve, reject) => {
    const link = Object.assign(document.createElement("link"), { rel: "stylesheet", href: address });
    link.onload = resolve;
    link.onerror = () => reject(new Error(address));
    document.head.append(link);
  });
}

// Somebody may be in the middle of a word of an input method: swapping the field would lose it.
async function endOfComposition(textarea) {
  let composing = false;
  const note = (event) => (composing = event.type === "compositionupdate");
  textarea.addEventListener("compositionupdate", note);
  await new Promise((resolve) => setTimeout(resolve));
  if (composing) await new Promise((resolve) => textarea.addEventListener("compositionend", resolve, { once: true }));
  textarea.removeEventListener("compositionupdate", note);
}

const escaped = (text) => text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");

// Plain text as the server reads it: blank lines part paragraphs, single ones break the line.
export const paragraphs = (text) =>
  text
    .replace(/\r\n?/g, "\n")
    .split(/\n[ \t]*\n/)
    .map((part) => part.replace(/^\n+|\n+$/g, ""))
    .filter((part) => part.trim())
    .map(block)
    .join("");

// What plain text can say beside words: quotes and images of ours, a paragraph each.
function block(part) {
  const lines = part.split("\n");
  if (lines.every((line) => /^>( |$)/.test(line))) return quotation(lines.map((line) => line.slice(2)));
  const image = part.match(/^!\[([^\]]*)\]\((\/files\/[\w-]+\/)\)$/);
  if (image) return `<p><img src="${image[2]}" alt="${escaped(image[1]).replace(/"/g, "&quot;")}"></p>`;
  return `<p>${escaped(part).replace(/\n/g, "<br>")}</p>`;
}

function quotation(lines) {
  const source = lines[0].match(/^\[(.+)\]\((\/posts\/\d+\/)\)$/);
  const words = paragraphs(lines.slice(source ? 1 : 0).join("\n"));
  if (!source) return `<blockquote>${words}</blockquote>`;
  const named = `<p class="source"><a href="${source[2]}">${escaped(source[1])}</a></p>`;
  return `<blockquote cite="${source[2]}">${named}${words}</blockquote>`;
}

function mount(root, textarea, engine, extensions, modules) {
  const { form } = textarea;
  const format = form.elements.body_format;
  const words = JSON.parse(root.dataset.words);
  const label = form.ownerDocument.getElementById(`${textarea.id}_label`);
  const place = Object.assign(document.createElement("div"), { className: "doc prose" });
  const focused = document.activeElement === textarea;
  const caret = textarea.selectionStart;
  const before = textarea.value.length - caret;

  const editor = new engine.Editor({
    element: place,
    injectCSS: false,
    extensions: extensions(engine, { placeholder: textarea.placeholder }),
    content: format.value === "html" ? textarea.value : paragraphs(textarea.value),
    editorProps: { attributes: attributes(textarea, label) },
  });

  const listeners = new Map();
  const composer = { root, form, textarea, editor, engine, words, modules, data: root.dataset };
  composer.part = (name) =>
    root.querySelector(`template[data-part="${name}"]`).content.cloneNode(true);
  composer.on = (event, listener) => {
    if (!listeners.has(event)) listeners.set(event, new Set());
    listeners.get(event).add(listener);
    return () => listeners.get(event).delete(listener);
  };
  composer.emit = (event, detail) => {
    for (const listener of listeners.get(event) ?? []) listener(detail);
    return listeners.get(event)?.size ?? 0;
  };
  composer.say = (word, values = {}) => {
    let sentence = words[word] ?? "";
    if (typeof sentence === "object") {
      const rule = new Intl.PluralRules(document.documentElement.lang).select(values.n);
      sentence = sentence[rule] ?? sentence.other;
    }
    return sentence.replace(/\{(\w+)\}/g, (all, name) => values[name] ?? all);
  };
  composer.html = () => (editor.isEmpty ? "" : editor.getHTML().replace(LOOSE_END, "</p>").replace(BLANK_END, ""));
  composer.text = () => editor.getText({ blockSeparator: "\n" });
  composer.focus = () => editor.commands.focus(null, { scrollIntoView: false });
  const step = () => editor.chain().focus().setMeta("step", true);
  composer.insertText = (text) =>
    step()
      .command(({ tr }) => !!tr.insertText(text))
      .run();
  composer.insertHTML = (html) => step().insertContent(html).run();
  // Puts another text in the place of all; Undo brings the old one back.
  composer.replace = (html) => step().setContent(html, { emitUpdate: true }).run();

  let last = composer.html();
  editor.on("update", () => {
    const now = composer.html();
    if (now === last) return;
    last = now;
    textarea.value = now;
    format.value = "html";
    textarea.dispatchEvent(new Event("input", { bubbles: true }));
    composer.emit("change");
  });

  announcer(composer);
  strips(composer);
  textarea.before(place);
  swap(composer, label);
  sending(composer);
  if (focused) {
    // At the end in most cases, else as far from the end as in the plain field.
    editor.commands.focus(before ? Math.max(1, editor.state.doc.content.size - before - 1) : "end");
    // That waits for the next frame; a key pressed before it would go nowhere.
    editor.view.focus();
  }
  root.dataset.ready = "";
  return composer;
}

function attributes(textarea, label) {
  const given = { role: "textbox", "aria-multiline": "true", id: `${textarea.id}_rich` };
  if (label) given["aria-labelledby"] = label.id;
  else given["aria-label"] = textarea.getAttribute("aria-label") ?? "";
  for (const name of ["aria-describedby", "aria-invalid", "aria-required", "lang", "dir"]) {
    if (textarea.hasAttribute(name)) given[name] = textarea.getAttribute(name);
  }
  if (textarea.required) given["aria-required"] = "true";
  return given;
}

// The plain field hides, the label names the rich one and a list of errors leads to it. A hidden field that is required
// would stop the form without a word, so asking for text is ours from here.
function swap({ textarea, editor, root }, label) {
  document.addEventListener("click", (event) => {
    if (!event.target.closest(`a[href="#${textarea.id}"]`) || !root.isConnected) return;
    event.preventDefault();
    editor.commands.focus();
  });
  textarea.hidden = true;
  textarea.required = false;
  root.classList.add("rich");
  if (!label) return;
  label.removeAttribute("for");
  label.addEventListener("click", () => editor.commands.focus());
}

function announcer(composer) {
  const region = Object.assign(document.createElement("p"), { className: "vh" });
  region.setAttribute("role", "status");
  composer.root.append(region);
  composer.announce = (text) => {
    region.textContent = "";
    // A region that is emptied first is read again even when the words are the same.
    setTimeout(() => (region.textContent = text), 50);
  };
}

function strips(composer) {
  const place = composer.root.querySelector("[data-strips]");
  composer.strip = ({ id, text, action, onAction, onDismiss, tone, icon }) => {
    place.querySelector(`[data-strip="${id}"]`)?.remove();
    const strip = composer.part("strip").firstElementChild;
    strip.dataset.strip = id;
    if (tone === "bad") strip.classList.add("badstrip");
    if (icon) strip.querySelector("use").setAttribute("href", `${composer.data.icons}#i-${icon}`);
    // Read aloud when the words come into a region that is already there.
    setTimeout(() => (strip.querySelector("[data-text]").textContent = text));
    const button = strip.querySelector("[data-action]");
    if (action) {
      button.hidden = false;
      button.textContent = action;
      button.addEventListener("click", () => onAction(strip));
    }
    strip.querySelector("[data-dismiss]").addEventListener("click", () => {
      strip.remove();
      onDismiss?.();
      composer.focus();
    });
    place.append(strip);
    return strip;
  };
}

// One press, one post: the second is ignored, and a page that comes back from the browser's
// memory may send again.
function sending(composer) {
  const { form } = composer;
  let pressed = null;
  let label = [];
  const stop = (event, sentence) => {
    event.preventDefault();
    composer.strip({ id: "not-sent", text: sentence, tone: "bad", icon: "warn" });
    composer.focus();
  };
  form.addEventListener("submit", (event) => {
    if (pressed) return event.preventDefault();
    // A button that looks at the text first sends nothing.
    if (event.submitter?.formNoValidate) return;
    composer.root.querySelector('[data-strip="not-sent"]')?.remove();
    composer.emit("submit", event);
    if (event.defaultPrevented) return;
    // A case or a practice tip may say all it has to say in its fields.
    const fieldsSpeak = ["case", "tip"].includes(form.elements.kind?.value);
    if (!composer.html() && !fieldsSpeak) return stop(event, composer.say("empty"));
    if (!navigator.onLine) return stop(event, composer.say("not_sent_offline"));
    pressed = event.submitter ?? form.querySelector("button.primary:not([type=button])");
    label = [...pressed.childNodes];
    pressed.replaceChildren(composer.say("sending"));
    pressed.setAttribute("aria-disabled", "true");
    composer.announce(composer.say("sending"));
  });
  // For a module that sends the form itself and was refused.
  composer.sent = () => {
    pressed?.replaceChildren(...label);
    pressed?.removeAttribute("aria-disabled");
    pressed = null;
  };
  addEventListener("pageshow", (event) => event.persisted && composer.sent());
}
