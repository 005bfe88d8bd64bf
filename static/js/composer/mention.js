// "@name" while typing: people who may read this, those who wrote here first.

const TYPED = /(?:^|[\s(\u201c"'[])(@([\p{L}\p{N}][\p{L}\p{N}'’-]{0,39})?)$/u;
const PAUSE = 120; // milliseconds without a key

export default function attach(composer) {
  const { editor, root, form, data } = composer;
  if (!data.peopleUrl) return;
  const box = editor.view.dom;
  const list = Object.assign(document.createElement("ul"), { className: "choices people-choices", id: `${box.id}_people` });
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", composer.say("people"));
  list.hidden = true;
  root.append(list);

  const known = new Map(); // what the server said of what was typed, for this page
  let from = 0;
  let chosen = 0;
  let rows = [];
  let dismissed = ""; // what stood there when Escape was pressed
  let waiting;
  let asking;
  let said = "";

  const close = () => {
    clearTimeout(waiting);
    asking?.abort();
    if (list.hidden) return;
    list.hidden = true;
    said = "";
    rows = [];
    for (const name of ["aria-controls", "aria-activedescendant", "aria-autocomplete"]) box.removeAttribute(name);
  };

  const mark = () => {
    [...list.children].forEach((item, i) => item.setAttribute("aria-selected", String(i === chosen)));
    list.children[chosen]?.scrollIntoView({ block: "nearest" });
    box.setAttribute("aria-activedescendant", `${list.id}_${chosen}`);
  };

  const take = (i) => {
    const { to } = editor.state.selection;
    const { handle, name } = rows[i];
    const start = from;
    close();
    editor.chain().focus().setMeta("step", true).insertContentAt({ from: start, to }, `@${handle} `).run();
    composer.announce(composer.say("mentioned", { name }));
  };

  const item = (person, i) => {
    const row = Object.assign(document.createElement("li"), { id: `${list.id}_${i}` });
    row.setAttribute("role", "option");
    const name = document.createElement("b");
    name.textContent = person.name;
    const rest = Object.assign(document.createElement("span"), { className: "meta" });
    rest.textContent = [person.credentials, `@${person.handle}`].filter(Boolean).join(" · ");
    row.append(name, rest);
    if (person.verified) {
      const badge = Object.assign(document.createElement("span"), { className: "badge verified" });
      badge.innerHTML = `<svg class="i" aria-hidden="true"><use href="${data.icons}#i-verified"/></svg>`;
      badge.append(Object.assign(document.createElement("span"), { className: "vh", textContent: composer.say("verified") }));
      row.append(badge);
    }
    // Not at the press of the mouse alone: a finger that scrolls the list chooses nobody.
    row.addEventListener("mousedown", (event) => event.preventDefault());
    row.addEventListener("click", () => take(i));
    return row;
  };

  const show = (found, position) => {
    rows = found;
    chosen = 0;
    list.replaceChildren(...rows.map(item));
    list.hidden = false;
    const at = editor.view.coordsAtPos(position);
    const frame = root.getBoundingClientRect();
    list.style.insetBlockStart = `${at.bottom - frame.top + 4}px`;
    list.style.left = `${Math.max(4, Math.min(at.left - frame.left, frame.width - list.offsetWidth - 4))}px`;
    box.setAttribute("aria-controls", list.id);
    box.setAttribute("aria-autocomplete", "list");
    mark();
    const sentence = composer.say("people_found", { n: rows.length });
    if (sentence !== said) composer.announce(sentence);
    said = sentence;
  };

  const address = (typed) => {
    const question = new URLSearchParams({ q: typed });
    if (data.topic) question.set("topic", data.topic);
    else if (form.elements.category?.value) question.set("category", form.elements.category.value);
    return `${data.peopleUrl}?${question}`;
  };

  const ask = async (question) => {
    if (known.has(question)) return known.get(question);
    asking?.abort();
    asking = new AbortController();
    const answer = await fetch(question, { credentials: "same-origin", signal: asking.signal });
    const found = answer.ok ? await answer.json() : [];
    if (answer.ok) known.set(question, found);
    return found;
  };

  // The "@" with what follows it up to the cursor, where it may be the beginning of a name.
  const typedHere = () => {
    const { empty, $from } = editor.state.selection;
    const inCode = $from.parent.type.spec.code || editor.isActive("code");
    const afterCode = $from.nodeBefore?.marks.some((mark) => mark.type.name === "code");
    if (!empty || inCode || afterCode || editor.isActive("link")) return null;
    const before = $from.parent.textBetween(Math.max(0, $from.parentOffset - 60), $from.parentOffset, undefined, "\ufffc");
    return before.match(TYPED);
  };

  const look = () => {
    clearTimeout(waiting);
    const typed = typedHere();
    if (!typed || typed[1] === dismissed) return close();
    dismissed = "";
    const position = editor.state.selection.from;
    const question = address(typed[2] ?? "");
    waiting = setTimeout(
      async () => {
        const found = await ask(question).catch(() => null);
        // The cursor may have gone on while the list came.
        if (!found || editor.state.selection.from !== position || !typedHere()) return;
        from = position - typed[1].length;
        if (found.length) show(found, position);
        else close();
      },
      known.has(question) ? 0 : PAUSE,
    );
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
      } else if ((event.key === "Enter" || event.key === "Tab") && !event.ctrlKey && !event.metaKey && !event.shiftKey) take(chosen);
      else if (event.key === "Escape") {
        dismissed = editor.state.doc.textBetween(from, editor.state.selection.to);
        close();
      } else return;
      event.preventDefault();
      event.stopPropagation();
    },
    true,
  );
  // Somebody may have begun a name before this part was there.
  if (editor.isFocused) look();
}
