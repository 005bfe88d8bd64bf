// What a text may hold while it is written: the marks and blocks that the server keeps, no more.

const QUOTED = /^\/posts\/\d+\/$/;
const OWN_IMAGE = /^\/files\/[\w-]+\/$/;
const SCHEME = /^(https?:\/\/|mailto:)/i;

// Whether the server would keep a link to this address.
const isSafeAddress = (address) => {
  const seen = String(address ?? "").replace(/[\u0000-\u0020\u007f-\u009f\u200b\u2060\ufeff]/g, "");
  return SCHEME.test(seen) || /^\/(?![/\\])/.test(seen);
};

const kept = (name, allowed, render = (value) => value) => ({
  default: null,
  parseHTML: (element) => (allowed(element.getAttribute(name) ?? "") ? element.getAttribute(name) : null),
  renderHTML: (attributes) => (attributes[name] ? { [name]: render(attributes[name]) } : {}),
});

const numberOf = (name) => kept(name, (value) => /^\d{1,5}$/.test(value));

function blocks(engine) {
  const { Node, Paragraph, Blockquote, Heading, Table, TableCell, TableHeader, OrderedList } = engine;
  const cell = {
    addAttributes: () => ({
      colspan: { default: 1 },
      rowspan: { default: 1 },
      colwidth: { default: null, parseHTML: () => null, rendered: false },
    }),
  };
  return [
    Paragraph.extend({
      addAttributes: () => ({ class: kept("class", (value) => value === "source") }),
    }),
    Blockquote.extend({ addAttributes: () => ({ cite: kept("cite", (value) => QUOTED.test(value)) }) }),
    Heading.configure({ levels: [2, 3, 4] }),
    OrderedList.extend({
      addAttributes: () => ({
        start: {
          default: 1,
          parseHTML: (element) => parseInt(element.getAttribute("start") ?? "1", 10) || 1,
          renderHTML: ({ start }) => (start > 1 ? { start } : {}),
        },
      }),
      addNodeView: () => ({ HTMLAttributes }) => {
        const dom = document.createElement("ol");
        for (const [name, value] of Object.entries(HTMLAttributes)) dom.setAttribute(name, value);
        return { dom, contentDOM: dom };
      },
      addInputRules() {
        return [engine.wrappingInputRule({ find: /^(\d+)[.)]\s$/, type: this.type, getAttributes: ([, n]) => ({ start: +n }) })];
      },
    }),
    Table.configure({ resizable: false }),
    TableCell.extend(cell),
    TableHeader.extend(cell),
    Node.create({
      name: "image",
      group: "block",
      draggable: true,
      addAttributes: () => ({
        src: kept("src", (value) => OWN_IMAGE.test(value)),
        alt: {
          default: "",
          parseHTML: (element) => element.getAttribute("alt") ?? "",
          renderHTML: ({ alt }) => ({ alt }),
        },
        width: numberOf("width"),
        height: numberOf("height"),
      }),
      parseHTML: () => [
        { tag: "img[src]", getAttrs: (element) => (OWN_IMAGE.test(element.getAttribute("src")) ? null : false) },
      ],
      renderHTML: ({ HTMLAttributes }) => ["img", HTMLAttributes],
    }),
  ];
}

function link(engine) {
  return engine.Link.extend({
    // Typing goes on outside a link once it is finished.
    inclusive: false,
    addAttributes: () => ({
      href: { default: null },
      class: kept("class", (value) => value === "nocard"),
    }),
    // Ctrl+K opens our own field.
    addKeyboardShortcuts: () => ({}),
  }).configure({
    autolink: true,
    linkOnPaste: true,
    openOnClick: false,
    defaultProtocol: "https",
    isAllowedUri: (address) => isSafeAddress(address) || /^[\w-]+(\.[\w-]+)+/.test(address),
  });
}

// Formatting, pasting and whatever a button does are steps of their own for Undo; only typing
// runs together. `tr.setMeta("step", true)` makes any change such a step.
function steps(engine) {
  const { closeHistory } = engine.pm.history;
  const { ReplaceStep } = engine.pm.transform;
  let afterStep = false;
  let view = null;
  const stands = (tr) =>
    ["step", "paste", "uiEvent"].some((name) => tr.getMeta(name)) ||
    tr.steps.some((step) => !(step instanceof ReplaceStep));
  return engine.Extension.create({
    name: "steps",
    priority: 2000,
    // Bold would take it: its key is the same letter.
    addKeyboardShortcuts() {
      return { "Mod-Shift-b": () => this.editor.commands.toggleBlockquote() };
    },
    addProseMirrorPlugins: () => [
      new engine.Plugin({
        view(own) {
          view = own;
          return {};
        },
        filterTransaction(tr, state) {
          // What a plugin appends is asked about on a later state, and belongs to its cause.
          if (!tr.docChanged || state !== view?.state || tr.getMeta("history$")) return true;
          const own = stands(tr);
          if (own || afterStep) closeHistory(tr);
          afterStep = own;
          return true;
        },
      }),
    ],
  });
}

export default function extensions(engine, { placeholder }) {
  const { Document, Text, Bold, Italic, Code, CodeBlock, HardBreak, HorizontalRule } = engine;
  const { BulletList, ListItem, TableRow, Gapcursor, Dropcursor, TrailingNode, UndoRedo } = engine;
  return [
    Document,
    Text,
    ...blocks(engine),
    Bold,
    Italic,
    Code,
    CodeBlock,
    HardBreak,
    HorizontalRule,
    BulletList,
    ListItem,
    TableRow,
    link(engine),
    Gapcursor,
    Dropcursor,
    TrailingNode,
    UndoRedo,
    steps(engine),
    engine.Placeholder.configure({ placeholder }),
  ];
}
