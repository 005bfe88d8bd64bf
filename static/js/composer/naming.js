// `:name` while typing: a short list under the cursor, taken with Enter or Tab.

const TYPED = /(?:^|\s|\()(:([a-z+-][a-z0-9_+-]{1,29}))$/i;
const MOST = 6;

export default function attach(composer) {
  const { editor, root } = composer;
  const box = editor.view.dom;
  const list = Object.assign(document.createElement("ul"), { className: "choices", id: `${box.id}_names` });
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", composer.words.emoji_groups.found);
  list.hidden = true;
  root.append(list);

  let from = 0;
  let chosen = 0;
  let dismissed = ""; // what stood there when Escape was pressed
  let emojiModule;
  let rows = [];

  const close = () => {
    if (list.hidden) return;
    list.hidden = true;
    rows = [];
    for (const name of ["aria-controls", "aria-activedescendant", "aria-autocomplete"]) box.removeAttribute(name);
  };

  const mark = () => {
    [...list.children].forEach((item, i) => item.setAttribute("aria-selected", String(i === chosen)));
    box.setAttribute("aria-activedescendant", `${list.id}_${chosen}`);
  };

  const take = (i) => {
    const { to } = editor.state.selection;
    const text = `${emojiModule.toned(rows[i])} `;
    const start = from;
    close();
    editor.chain().focus().setMeta("step", true).insertContentAt({ from: start, to }, text).run();
  };

  const show = (found, position) => {
    const fresh = list.hidden;
    rows = found;
    chosen = 0;
    list.replaceChildren(
      ...rows.map((row, i) => {
        const item = Object.assign(document.createElement("li"), { id: `${list.id}_${i}` });
        item.setAttribute("role", "option");
        item.textContent = `${emojiModule.toned(row)} :${row.codes[0]}:`;
        item.addEventListener("mousedown", (event) => {
          event.preventDefault();
          take(i);
        });
        return item;
      }),
    );
    list.hidden = false;
    // In the coordinates of the editor, which the list hangs in; never out of its right edge.
    const at = editor.view.coordsAtPos(position);
    const frame = root.getBoundingClientRect();
    list.style.insetBlockStart = `${at.bottom - frame.top + 4}px`;
    list.style.left = `${Math.max(4, Math.min(at.left - frame.left, frame.width - list.offsetWidth - 4))}px`;
    box.setAttribute("aria-controls", list.id);
    box.setAttribute("aria-autocomplete", "list");
    mark();
    if (fresh) composer.announce(composer.say("emoji_found", { n: rows.length }));
  };

  const look = async () => {
    const { empty, $from } = editor.state.selection;
    if (!empty || $from.parent.type.spec.code || editor.isActive("code")) return close();
    const before = $from.parent.textBetween(Math.max(0, $from.parentOffset - 40), $from.parentOffset, undefined, "\ufffc");
    const typed = before.match(TYPED);
    if (!typed || typed[1] === dismissed) return close();
    dismissed = "";
    const position = $from.pos;
    emojiModule ??= await import(composer.modules.attached.emoji);
    const groups = await emojiModule.names(composer).catch(() => []);
    // The cursor may have gone on while the list came.
    if (editor.state.selection.from !== position) return;
    from = position - typed[1].length;
    const found = emojiModule.search(groups, typed[2], MOST);
    if (found.length) show(found, position);
    else close();
  };

  editor.on("update", look);
  editor.on("selectionUpdate", () => list.hidden || look());
  editor.on("blur", close);
  box.addEventListener(
    "keydown",
    (event) => {
      if (list.hidden || event.isComposing) return;
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (step) {
        chosen = (chosen + step + rows.length) % rows.length;
        mark();
      } else if ((event.key === "Enter" || event.key === "Tab") && !event.ctrlKey && !event.metaKey) take(chosen);
      else if (event.key === "Escape") {
        dismissed = `:${editor.state.doc.textBetween(from + 1, editor.state.selection.to)}`;
        close();
      } else return;
      event.preventDefault();
      event.stopPropagation();
    },
    true,
  );
}
