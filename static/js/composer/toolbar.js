// The row of buttons, and the second row while the cursor is in a table. Each row is one stop of
// the Tab key; arrows move inside it.

// What a button does. `on` says whether it is pressed, `when` whether it can be used.
const ACTIONS = {
  bold: { run: (chain) => chain.toggleBold(), on: "bold", when: (can) => can.toggleBold() },
  italic: { run: (chain) => chain.toggleItalic(), on: "italic", when: (can) => can.toggleItalic() },
  bullets: { run: (chain) => chain.toggleBulletList(), on: "bulletList" },
  numbers: { run: (chain) => chain.toggleOrderedList(), on: "orderedList" },
  quote: { run: (chain) => chain.toggleBlockquote(), on: "blockquote", when: (can) => can.toggleBlockquote() },
  heading: { run: (chain, editor) => chain.toggleHeading({ level: levelOf(editor) }), on: "heading" },
  code: { run: code, on: (editor) => editor.isActive("code") || editor.isActive("codeBlock") },
  table: {
    run: (chain) => chain.insertTable({ rows: 3, cols: 3, withHeaderRow: true }),
    when: (can, editor) => !editor.isActive("table") && can.insertTable({ rows: 3, cols: 3 }),
  },
  undo: { run: (chain) => chain.undo(), when: (can) => can.undo() },
  redo: { run: (chain) => chain.redo(), when: (can) => can.redo() },
  rowAfter: { run: (chain) => chain.addRowAfter() },
  rowDelete: { run: (chain) => chain.deleteRow() },
  columnAfter: { run: (chain) => chain.addColumnAfter() },
  columnDelete: { run: (chain) => chain.deleteColumn() },
  headerRow: { run: (chain) => chain.toggleHeaderRow() },
  tableDelete: { run: (chain) => chain.deleteTable() },
};
// These open something of another module.
const OPENS = ["link", "emoji", "image", "plain"];

function levelOf(editor) {
  return editor.getAttributes("heading").level ?? 3;
}

// A word or two become code in the line; nothing selected, or several lines, a block of code.
function code(chain, editor) {
  const { empty, $from, $to } = editor.state.selection;
  if (editor.isActive("codeBlock")) return chain.toggleCodeBlock();
  if (editor.isActive("code") || (!empty && $from.sameParent($to))) return chain.toggleCode();
  return chain.toggleCodeBlock();
}

export default function attach(composer) {
  const { root, editor } = composer;
  root.querySelector("[data-strips]").after(composer.part("toolbar"));
  const [main, inTable] = root.querySelectorAll("[role=toolbar]");
  main.querySelector("[data-do=image]").hidden = !composer.data.uploadUrl;
  main.querySelector("[data-preview]").hidden = !composer.data.previewUrl;

  for (const bar of [main, inTable]) {
    rove(bar);
    // The text keeps its selection when a button is pressed with the mouse or a finger.
    bar.addEventListener("mousedown", (event) => event.target.closest("button") && event.preventDefault());
    bar.addEventListener("click", (event) => {
      const button = event.target.closest("[data-do]");
      if (button && button.getAttribute("aria-disabled") !== "true") act(composer, button.dataset.do);
    });
  }

  const show = () => {
    const can = editor.can();
    for (const button of root.querySelectorAll("[role=toolbar] [data-do]")) {
      const { on, when } = ACTIONS[button.dataset.do] ?? {};
      if (on) {
        const pressed = typeof on === "function" ? on(editor) : editor.isActive(on);
        button.setAttribute("aria-pressed", String(pressed));
      }
      if (when) button.toggleAttribute("data-off", !when(can, editor));
      if (when) button.setAttribute("aria-disabled", String(!when(can, editor)));
    }
    main.querySelector("[data-do=link]").setAttribute("aria-pressed", String(editor.isActive("link")));
    inTable.hidden = !editor.isActive("table");
  };
  editor.on("transaction", show);
  show();
  keys(composer, main);
}

function act(composer, name) {
  const { editor } = composer;
  if (OPENS.includes(name)) return composer.attached.then(() => composer.emit(name));
  if (name === "mention") return mention(composer);
  const focus = editor.chain().focus();
  const chain = name === "undo" || name === "redo" ? focus : focus.setMeta("step", true);
  ACTIONS[name].run(chain, editor).run();
}

// The sign, with a space before it where a word would swallow it.
function mention(composer) {
  const { $from } = composer.editor.state.selection;
  const before = $from.parent.textBetween(0, $from.parentOffset, undefined, " ");
  composer.insertText(/\S$/.test(before) ? " @" : "@");
}

function rove(bar) {
  const buttons = () => [...bar.querySelectorAll("button:not([hidden])")];
  const stop = (chosen) => {
    for (const button of bar.querySelectorAll("button")) button.tabIndex = button === chosen ? 0 : -1;
  };
  stop(buttons()[0]);
  bar.addEventListener("focusin", (event) => stop(event.target.closest("button")));
  bar.addEventListener("keydown", (event) => {
    const all = buttons();
    const at = all.indexOf(document.activeElement);
    const ltr = getComputedStyle(bar).direction !== "rtl";
    const to = {
      ArrowRight: at + (ltr ? 1 : -1),
      ArrowLeft: at + (ltr ? -1 : 1),
      Home: 0,
      End: all.length - 1,
    }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    all[(to + all.length) % all.length].focus();
  });
}

// What a word processor has and the editor does not bring along.
function keys(composer, bar) {
  composer.editor.view.dom.addEventListener("keydown", (event) => {
    const command = event.ctrlKey || event.metaKey;
    if (command && event.key === "Enter") {
      event.preventDefault();
      composer.form.requestSubmit();
    } else if (command && !event.shiftKey && event.key.toLowerCase() === "k") {
      event.preventDefault();
      composer.emit("link");
    } else if (event.altKey && event.key === "F10") {
      event.preventDefault();
      bar.querySelector("button[tabindex='0']").focus();
    }
  }, true);
}
