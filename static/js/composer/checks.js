// What screening notices while somebody writes: underlines in the text, cards under it. Wording is
// advice; what may identify a patient keeps the form until its writer has said what it is.
//
// The server finds and puts everything into words (`forum.views.checking`); this draws it. Should
// it not answer, the form is sent as it is, and the server asks then.

import { wordsOf, wordsOfLine } from "./places.js";

const PAUSE = 900; // milliseconds without a key before the text is looked at
const READ = /^(title|kind|case_\w+|tip_\w+|kept|image_name)$/;

export default function attach(composer) {
  if (composer.data.checkUrl) new Checker(composer).start();
}

// For a form whose rich editor did not come: cards alone, whose buttons send the form as they do
// without scripts.
export function plain(root) {
  const textarea = root.querySelector("textarea");
  if (!root.dataset.checkUrl) return;
  const region = Object.assign(document.createElement("p"), { className: "vh" });
  region.setAttribute("role", "status");
  root.append(region);
  const announce = (text) => (region.textContent = text);
  const focus = () => textarea.focus();
  new Checker({ root, textarea, form: textarea.form, data: root.dataset, editor: null, announce, focus }).start();
}

class Checker {
  constructor(composer) {
    Object.assign(this, { composer, form: composer.form, editor: composer.editor, data: composer.data });
    this.told = null; // the last answer ...
    this.toldOf = null; // ... and the request it answers
    this.words = null;
    this.disputed = new Set();
    this.announced = new Set();
    this.held = null; // the button whose sending waits for an answer
    this.place = Object.assign(document.createElement("div"), { className: "checks", hidden: true });
  }

  start() {
    this.composer.root.after(this.place);
    this.place.addEventListener("click", (event) => this.pressed(event));
    if (this.editor) this.underline();
    // The page may have come back because of it: somebody was sending.
    if (this.form.querySelector("#checks [data-card=patient]")) this.held = { button: null };
    this.form.addEventListener("input", () => {
      // Whoever goes on writing is not sending any more.
      this.held = null;
      this.soon();
    });
    this.form.addEventListener("change", () => this.soon());
    const { on } = this.composer;
    on?.("restored", () => this.soon(0));
    on?.("ready", () => this.soon(0));
    on?.("submit", (event) => this.sent(event));
    on?.("image-name", (name) => name && this.remember("image_name", name));
    if (!this.editor) this.soon(0);
  }

  soon(pause = PAUSE) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.look(), pause);
  }

  // --- asking -------------------------------------------------------------------------------------

  request() {
    const { textarea } = this.composer;
    const asked = new URLSearchParams();
    for (const [name, value] of new FormData(this.form)) {
      if (READ.test(name) && typeof value === "string") asked.append(name, value);
    }
    if (this.data.checkKind && !asked.has("kind")) asked.append("kind", this.data.checkKind);
    asked.append("body", this.editor ? this.composer.html() : textarea.value);
    asked.append("body_format", this.editor ? "html" : this.form.elements.body_format.value);
    return asked;
  }

  get isBlank() {
    const typed = [...this.request()].filter(([name]) => /^(body|title|case_|tip_)/.test(name) && name !== "body_format");
    return typed.every(([, value]) => !value.trim());
  }

  // The answer about the text as it is now; null where there is none. Never two at once.
  async look() {
    clearTimeout(this.timer);
    const asked = this.request().toString();
    if (asked === this.toldOf) return this.told;
    if (this.isBlank) return this.show({ findings: [], cards: "", length: 0 }, asked, null);
    this.asking?.abort();
    const asking = new AbortController();
    this.asking = asking;
    const words = this.editor && wordsOf(this.editor.state.doc);
    try {
      const answer = await fetch(this.data.checkUrl, {
        method: "POST",
        body: asked,
        headers: { "Content-Type": "application/x-www-form-urlencoded", Accept: "application/json" },
        credentials: "same-origin",
        signal: asking.signal,
      });
      if (answer.status === 429) this.soon(1000 * Number(answer.headers.get("Retry-After") ?? 30));
      if (!answer.ok) return null;
      const told = await answer.json();
      // Somebody who went on writing is answered about the newer text.
      return this.request().toString() === asked ? this.show(told, asked, words) : null;
    } catch {
      return null;
    }
  }

  // --- showing ------------------------------------------------------------------------------------

  get patient() {
    return this.told?.findings.filter(({ family }) => family === "patient") ?? [];
  }

  get blocks() {
    return this.patient.some(({ key }) => !this.disputed.has(key));
  }

  get kept() {
    return new Set([...this.form.querySelectorAll("input[name=kept]")].map(({ value }) => value));
  }

  show(told, asked, words) {
    Object.assign(this, { told, toldOf: asked, words });
    // What the page came with says the same of an earlier text.
    this.form.querySelector("#checks")?.remove();
    const had = this.place.contains(document.activeElement);
    this.place.innerHTML = told.cards;
    if (this.editor) for (const button of this.place.querySelectorAll("button")) button.type = "button";
    this.answer();
    this.mark();
    this.tell();
    if (had && !this.place.contains(document.activeElement)) this.composer.focus();
    return told;
  }

  // What the writer has said already stands in the form, for exactly this text.
  answer() {
    this.form.querySelector("input[type=hidden][name=checked]")?.remove();
    const said = this.patient.length > 0 && !this.blocks;
    const card = this.place.querySelector("[data-card=patient]");
    if (card) card.hidden = said;
    const line = this.place.querySelector("[data-said]");
    if (line) line.hidden = !said;
    if (said) this.remember("checked", this.told.token);
    this.place.hidden = !this.place.querySelector(".notecard:not([hidden]), [role]");
  }

  remember(name, value) {
    const field = Object.assign(document.createElement("input"), { type: "hidden", name, value });
    this.composer.root.after(field);
  }

  // Each finding is read aloud once, at the next pause and never in the middle of a word.
  tell() {
    const { announced } = this;
    const news = (keys) => keys.some((key) => !announced.has(key));
    const sentences = [];
    for (const card of this.place.querySelectorAll("[data-card]:not([hidden])")) {
      const keys = card.dataset.card === "patient" ? this.patient.map(({ key }) => key) : [card.dataset.card];
      if (!news(keys)) continue;
      for (const key of keys) announced.add(key);
      sentences.push([...card.querySelectorAll("h3, [data-sentence]")].map((part) => part.textContent).join(". "));
    }
    if (sentences.length) this.composer.announce(sentences.join(" "));
  }

  underline() {
    const { engine, editor } = this.composer;
    const { Decoration, DecorationSet } = engine.pm.view;
    this.key = new engine.pm.state.PluginKey("checks");
    this.drawn = (found) =>
      found.map(({ from, to, family }) =>
        Decoration.inline(from, to, { nodeName: "u", class: family === "patient" ? "phi" : "lang" }),
      );
    editor.registerPlugin(
      new engine.Plugin({
        key: this.key,
        state: {
          init: () => DecorationSet.empty,
          apply: (tr, set) => {
            const found = tr.getMeta(this.key);
            return found ? DecorationSet.create(tr.doc, this.drawn(found)) : set.map(tr.mapping, tr.doc);
          },
        },
        props: { decorations: (state) => this.key.getState(state) },
      }),
    );
  }

  mark() {
    if (!this.editor) return;
    const { kept } = this;
    const found = this.inBody.filter(({ key }) => !kept.has(key) && !this.disputed.has(key));
    const marks = found
      .map((one) => ({ ...one, ...this.words.range(one.start, one.end) }))
      .filter(({ image }) => image === null);
    const { view } = this.editor;
    view.dispatch(view.state.tr.setMeta(this.key, marks).setMeta("addToHistory", false));
  }

  // Places are of use only where the server read the very same words.
  get inBody() {
    if (!this.words || this.words.length !== this.told.length) return [];
    return this.told.findings.filter(({ part }) => part === "body");
  }

  // --- the buttons --------------------------------------------------------------------------------

  pressed(event) {
    const button = event.target.closest("[data-apply], [data-edit], [data-not-patient], [data-keep]");
    if (!button) return;
    const { apply, edit, keep } = button.dataset;
    if (edit !== undefined) {
      event.preventDefault();
      this.lead();
    } else if (keep !== undefined) {
      event.preventDefault();
      this.keep(keep);
    } else if (this.editor) {
      if (apply !== undefined) this.change(apply);
      else this.dispute();
    }
  }

  // Safer words, as one step for Undo.
  change(asked) {
    const chosen = this.told.findings.filter(
      ({ key, family, replacement }) =>
        replacement !== null && (asked === "patient" ? family === "patient" : key === asked),
    );
    const backward = (one, other) => other.start - one.start;
    const inBody = this.inBody.filter((one) => chosen.includes(one)).sort(backward);
    if (inBody.length) {
      const { view } = this.editor;
      const { tr } = view.state;
      for (const one of inBody) this.replace(tr, this.words.range(one.start, one.end), one.replacement);
      view.dispatch(tr.setMeta("step", true).scrollIntoView());
    }
    for (const one of chosen.filter(({ part }) => part !== "body").sort(backward)) this.changeField(one);
    this.composer.announce(this.data.changed);
    this.composer.focus();
    this.soon(0);
  }

  replace(tr, { from, to, image }, words) {
    if (image === null) return words ? tr.insertText(words, from, to) : tr.delete(from, to);
    const { alt } = tr.doc.nodeAt(image).attrs;
    return tr.setNodeAttribute(image, "alt", alt.slice(0, from) + words + alt.slice(to));
  }

  changeField({ part, start, end, replacement }) {
    const field = this.form.elements[part];
    if (!field?.setRangeText) return;
    const { from, to } = wordsOfLine(field.value).range(start, end);
    field.focus();
    field.setSelectionRange(from, to);
    // The only way that the field's own Undo knows of; where there is none, plainly.
    if (!document.execCommand("insertText", false, replacement)) {
      field.setRangeText(replacement);
      field.dispatchEvent(new Event("input", { bubbles: true }));
    }
  }

  // "Edit myself": to the first passage, selected.
  lead() {
    const [first] = this.patient.filter(({ key }) => !this.disputed.has(key));
    const field = first && first.part !== "body" && this.form.elements[first.part];
    if (field?.setSelectionRange) {
      const { from, to } = wordsOfLine(field.value).range(first.start, first.end);
      field.focus();
      return field.setSelectionRange(from, to);
    }
    this.composer.focus();
    if (!first || !this.inBody.includes(first)) return;
    const { from, to, image } = this.words.range(first.start, first.end);
    if (image === null) this.editor.commands.setTextSelection({ from, to });
    this.editor.commands.scrollIntoView();
  }

  // A moderator reads it, members' texts as well.
  dispute() {
    for (const { key } of this.patient) this.disputed.add(key);
    this.answer();
    this.mark();
    const { held } = this;
    this.held = null;
    if (held) return this.send(held.button);
    this.composer.announce(this.place.querySelector("[data-said]")?.textContent ?? "");
    this.composer.focus();
  }

  keep(key) {
    this.remember("kept", key);
    this.toldOf = this.request().toString();
    this.place.querySelector(`[data-card="${CSS.escape(key)}"]`)?.remove();
    this.answer();
    this.mark();
    this.composer.focus();
  }

  // --- sending ------------------------------------------------------------------------------------

  sent(event) {
    if (event.defaultPrevented || this.isBlank || !navigator.onLine) return;
    // "Not patient details" of a page that came back: it answers what the server asked.
    if (event.submitter?.name === "checked") return;
    if (this.passes) {
      this.passes = false;
      return;
    }
    const isNew = this.request().toString() !== this.toldOf;
    if (!isNew && !this.blocks) return;
    event.preventDefault();
    if (!isNew) return this.stop(event.submitter);
    if (!this.looking) this.lookAndSend(event.submitter);
  }

  async lookAndSend(button) {
    this.looking = true;
    const told = await this.look();
    this.looking = false;
    if (told && this.blocks) this.stop(button);
    else this.send(button);
  }

  send(button) {
    this.passes = true;
    this.form.requestSubmit(button?.isConnected ? button : undefined);
    this.passes = false;
  }

  // Nothing is posted: the warning says so, and one of its buttons goes on.
  stop(button) {
    this.held = { button };
    const card = this.place.querySelector("[data-card=patient]");
    if (!card) return;
    card.tabIndex = -1;
    card.focus({ preventScroll: true });
    card.scrollIntoView({ block: "center", behavior: "instant" });
    this.composer.announce([...card.querySelectorAll("h3, [data-sentence]")].map((part) => part.textContent).join(". "));
  }
}
