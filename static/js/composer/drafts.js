// Keeps what is being written: a member's text on the server, a guest's on the device, and either
// on the device while the server cannot be reached. Each save names the version it follows, so an
// older tab never overwrites a newer text; both are offered instead.
//
// Works with the rich editor and, through `plain`, with the bare textarea.

import { clean, forget, read, write } from "./kept.js";

const PAUSE = 2000; // milliseconds without a key before a save
const AGAIN = 15000; // before another try where the last one failed
// Fields of the form that are nobody's words. A guest's address is not left on a shared device.
const NOT_TYPED = /^(csrfmiddlewaretoken|submission_key|draft|version|edit_version|body|body_format|image|image_alt|guest_email|reply_to|follow)$/;

export default function attach(composer) {
  const field = composer.form.querySelector("[data-draft]");
  if (field && !field.dataset.attached) new Keeper(composer, field).start();
}

// For a form whose rich editor did not come.
export function plain(root) {
  const textarea = root.querySelector("textarea");
  const { form } = textarea;
  const line = root.querySelector(".status") ?? Object.assign(document.createElement("div"), { className: "status" });
  line.innerHTML ||= "<span data-draft-state></span>";
  root.append(line);
  const strip = ({ id, text, action, onAction }) => {
    const place = root.querySelector("[data-strips]");
    place.querySelector(`[data-strip="${id}"]`)?.remove();
    const made = root.querySelector('template[data-part="strip"]').content.cloneNode(true).firstElementChild;
    made.dataset.strip = id;
    made.querySelector("[data-text]").textContent = text;
    const button = made.querySelector("[data-action]");
    button.hidden = !action;
    button.textContent = action ?? "";
    button.addEventListener("click", () => onAction?.(made));
    made.querySelector("[data-dismiss]").addEventListener("click", () => made.remove());
    place.append(made);
    return made;
  };
  attach({ root, form, textarea, editor: null, strip, announce() {}, focus: () => textarea.focus() });
}

class Keeper {
  constructor(composer, field) {
    Object.assign(this, { composer, field, form: composer.form, words: field.dataset });
    this.target = field.dataset.target;
    this.person = field.dataset.person ?? "";
    this.version = Number(field.value);
    this.changes = 0; // counts, so that a change during a save is not taken for saved
    this.saved = 0;
    field.dataset.attached = "";
  }

  async start() {
    clean();
    this.form.addEventListener("input", (event) => this.changed(event));
    this.form.addEventListener("change", (event) => this.changed(event));
    document.addEventListener("submit", (event) => event.target === this.form && this.sent(event));
    document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && this.leave());
    addEventListener("pagehide", () => this.leave());
    addEventListener("pageshow", (event) => event.persisted && (this.over = false));
    addEventListener("online", () => this.isDirty && this.save());
    // The line that tells the state may come later than this.
    this.composer.on?.("ready", () => this.said && this.say(this.said));
    this.takeOverStrip();
    // Somebody may have begun before this was loaded.
    if (this.hasBegun) this.touch();
    await this.look();
  }

  // --- what is typed ----------------------------------------------------------------------------

  typed() {
    const fields = {};
    for (const field of this.form.elements) {
      if (!field.name || NOT_TYPED.test(field.name)) continue;
      if (/^(hidden|file|submit|button|password|fieldset)$/.test(field.type)) continue;
      if (field.type === "radio" && !field.checked) continue;
      fields[field.name] = field.type === "checkbox" && !field.checked ? "" : field.value;
    }
    // The text that an edit changes: a draft of it does not silently undo what others change later.
    const { version, edit_version: waiting } = this.form.elements;
    if (version) fields.based_on = `${version.value}.${waiting?.value || 0}`;
    const { textarea, editor } = this.composer;
    return { body: textarea.value, body_format: editor ? "html" : this.form.elements.body_format.value, fields };
  }

  // Choices alone are no text, and neither is what the page had filled in.
  get isBlank() {
    const words = [...this.form.elements].filter(
      (field) =>
        /^(text|textarea|search)$/.test(field.type) && !NOT_TYPED.test(field.name) && !/^guest_/.test(field.name) &&
        field.name && field.value.trim() && (this.version || field.value !== field.defaultValue),
    );
    return !this.composer.textarea.value.trim() && !words.length;
  }

  get hasBegun() {
    return [...this.form.elements].some(
      (field) =>
        /^(text|textarea|search)$/.test(field.type) && field.name && field.value !== field.defaultValue &&
        (field === this.composer.textarea || !NOT_TYPED.test(field.name)),
    );
  }

  get isDirty() {
    return this.changes > this.saved;
  }

  async put({ body, body_format, fields = {} }) {
    this.putting = true;
    try {
      const { editor, textarea, root } = this.composer;
      if (editor) {
        const html = body_format === "html" ? body : (await import(root.dataset.module)).paragraphs(body);
        // Where an image is last, the cursor gets a line after it: typing replaces what is selected.
        this.composer.replace(html.replace(/<img [^>]*>$/, "$&<p></p>"));
      } else {
        textarea.value = body;
        this.form.elements.body_format.value = body_format;
      }
      for (const [name, value] of Object.entries(fields)) this.fill(name, value);
      textarea.dispatchEvent(new Event("input", { bubbles: true }));
    } finally {
      this.putting = false;
    }
  }

  fill(name, value) {
    if (NOT_TYPED.test(name)) return;
    for (const field of this.form.querySelectorAll(`[name="${CSS.escape(name)}"]`)) {
      if (/^(hidden|file|submit|button|password)$/.test(field.type)) continue;
      if (field.type === "radio") field.checked = field.value === value;
      else if (field.type === "checkbox") field.checked = value !== "";
      else field.value = value;
      field.dispatchEvent(new Event(field.localName === "select" ? "change" : "input", { bubbles: true }));
    }
  }

  // --- coming back ------------------------------------------------------------------------------

  // What is kept elsewhere: on the server, and on this device by this person or by the guest they
  // were before they signed in.
  async look() {
    if (this.person && !("known" in this.words)) {
      const stored = await this.stored();
      if (stored) await this.offer(stored, stored.version);
    }
    for (const person of new Set([this.person, ""])) {
      const local = read(person, this.target);
      if (!local) continue;
      const was = this.changes;
      await this.offer({ ...local, saved: this.words.here, local: person });
      if (!this.person || this.conflict) continue;
      if (this.changes > was) await this.save();
      else if (same(local, this.typed())) forget(person, this.target);
    }
  }

  async stored() {
    try {
      const answer = await fetch(`${this.words.load}?target=${encodeURIComponent(this.target)}`, {
        headers: { Accept: "application/json" },
      });
      return answer.status === 200 ? await answer.json() : null;
    } catch {
      return null;
    }
  }

  async offer(kept, version = this.version) {
    if (same(kept, this.typed())) {
      this.setVersion(version);
    } else if (this.isBlank) {
      await this.put(kept);
      this.setVersion(version);
      this.restored();
      if (kept.local === undefined) this.saved = this.changes;
      else this.changes += 1;
    } else {
      this.choose({ ...kept, version });
    }
  }

  restored() {
    this.composer.strip({
      id: "restored",
      text: this.words.restored,
      action: this.words.clear,
      icon: "undo",
      onAction: (strip) => this.clear(strip),
    });
    this.composer.emit?.("restored");
  }

  // The page came with the draft in it; its button works without a new page from here.
  takeOverStrip() {
    const strip = this.composer.root.querySelector("[data-restored-strip]");
    if (!strip) return;
    strip.remove();
    this.restored();
  }

  async clear(strip) {
    const gone = this.typed();
    const empty = {};
    for (const name of Object.keys(gone.fields)) {
      const field = this.form.elements[name];
      if (/^(text|textarea)$/.test(field?.type) && !name.startsWith("guest_")) empty[name] = "";
    }
    await this.put({ body: "", body_format: "text", fields: empty });
    this.touch();
    strip.remove();
    this.composer.strip({
      id: "cleared",
      text: this.words.cleared,
      action: this.words.undo,
      icon: "undo",
      onAction: async (told) => {
        await this.put(gone);
        this.touch();
        told.remove();
        this.composer.focus();
      },
    });
    this.composer.focus();
  }

  // --- two versions -----------------------------------------------------------------------------

  choose(newer) {
    clearTimeout(this.timer);
    this.conflict?.remove();
    const panel = this.form.querySelector("template[data-draft-conflict]").content.cloneNode(true).firstElementChild;
    const basis = newer.fields?.based_on;
    if (basis && basis !== this.typed().fields.based_on) {
      for (const part of panel.querySelectorAll("[data-outdated]")) part.textContent = part.dataset.outdated;
    }
    panel.querySelector("[data-newer]").textContent = newer.text ?? words(newer);
    panel.querySelector("[data-when]").textContent = newer.saved ?? "";
    const end = async (use) => {
      const other = use ? this.typed() : newer;
      panel.remove();
      this.conflict = null;
      this.setVersion(newer.version);
      if (use) await this.put(newer);
      if (newer.local !== undefined) forget(newer.local, this.target);
      this.touch();
      this.composer.focus();
      this.swap(other);
      this.save();
    };
    panel.querySelector("[data-keep]").addEventListener("click", () => end(false));
    panel.querySelector("[data-use]").addEventListener("click", () => end(true));
    this.conflict = panel;
    this.composer.root.querySelector("[data-strips]").append(panel);
    this.composer.announce(panel.getAttribute("aria-label"));
    // Until somebody chooses, what is typed here is safe on the device.
    if (this.isDirty && newer.local === undefined) this.keepHere();
  }

  swap(other) {
    this.composer.strip({
      id: "other",
      text: this.words.other,
      action: this.words.show,
      icon: "undo",
      onAction: async () => {
        const mine = this.typed();
        await this.put(other);
        this.touch();
        this.swap(mine);
        this.composer.focus();
      },
    });
  }

  // --- saving -----------------------------------------------------------------------------------

  changed(event) {
    if (this.putting || NOT_TYPED.test(event.target.name ?? "") && event.target !== this.composer.textarea) return;
    this.touch();
  }

  touch() {
    this.changes += 1;
    if (this.over) return;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.save(), PAUSE);
  }

  async save({ leaving = false } = {}) {
    clearTimeout(this.timer);
    if (this.over || !this.isDirty) return;
    if (!this.person) return this.keepHere() && (this.saved = this.changes);
    if (this.conflict) return this.keepHere();
    if (this.saving) return;
    const counted = this.changes;
    const draft = this.isBlank ? { body: "", body_format: "text", fields: {} } : this.typed();
    if (leaving) write(this.person, this.target, { ...draft, text: words(draft) });
    this.say("saving");
    this.saving = this.send(draft, leaving);
    const answer = await this.saving;
    this.saving = null;
    if (answer.status === 200) {
      this.setVersion(answer.told.version);
      this.saved = counted;
      this.say("saved");
      for (const person of [this.person, ""]) forget(person, this.target);
      if (this.isDirty) this.touch();
    } else if (answer.status === 409) {
      this.say("");
      this.choose(answer.told);
    } else {
      this.keepHere();
      // A text that the server refuses is not offered again before it changes.
      if (answer.status === 0 || answer.status >= 500) this.timer = setTimeout(() => this.save(), AGAIN);
    }
  }

  async send(draft, keepalive) {
    const form = new FormData();
    const sent = { target: this.target, version: this.version, ...draft, fields: JSON.stringify(draft.fields) };
    for (const [name, value] of Object.entries(sent)) form.set(name, value);
    try {
      const answer = await fetch(this.words.save, {
        method: "POST",
        body: form,
        keepalive: keepalive && draft.body.length < 20000,
        headers: { Accept: "application/json", "X-CSRFToken": this.form.elements.csrfmiddlewaretoken.value },
      });
      const isJson = answer.headers.get("Content-Type")?.includes("json");
      return { status: isJson ? answer.status : Math.max(answer.status, 400), told: isJson ? await answer.json() : {} };
    } catch {
      return { status: 0, told: {} };
    }
  }

  // On this device; false where the browser keeps nothing.
  keepHere(extra = {}) {
    const draft = this.typed();
    const done = this.isBlank
      ? forget(this.person, this.target)
      : write(this.person, this.target, { ...draft, text: words(draft), ...extra });
    this.say(done ? (this.isBlank ? "" : "kept") : "lost");
    return done;
  }

  leave() {
    if (this.isDirty && !this.over) this.save({ leaving: true });
  }

  // The form goes: nothing is saved any more, and the server forgets the draft it carries.
  sent(event) {
    if (event.defaultPrevented || event.submitter?.formAction !== undefined && event.submitter.hasAttribute("formaction")) return;
    clearTimeout(this.timer);
    this.over = true;
    // A save that is on its way makes the next version.
    this.field.value = this.version + (this.saving ? 1 : 0);
    if (this.person) forget(this.person, this.target);
    else this.keepHere({ sent: true });
  }

  setVersion(version) {
    this.version = version;
    this.field.value = version;
  }

  say(word) {
    this.said = word;
    const place = this.composer.root.querySelector("[data-draft-state]");
    if (place) place.textContent = word ? this.words[word] : "";
  }
}

const words = ({ body, body_format }) => {
  if (body_format !== "html") return body;
  const page = new DOMParser().parseFromString(body.replace(/<\/(p|li|h\d|tr|blockquote|pre)>|<br>/g, "$&\n"), "text/html");
  return page.body.textContent.trim();
};

// The same to a reader: words, images and the other fields, however the text is spelled.
const same = (one, other) => {
  const told = (draft) => [
    words(draft).replace(/\s+/g, " ").trim(),
    ...(draft.body.match(/\/files\/[\w-]+\//g) ?? []),
    ...Object.entries(draft.fields ?? {}).filter(([name, value]) => value && name !== "based_on").sort().flat(),
  ];
  return told(one).join("\n") === told(other).join("\n");
};
