// The emoji panel: search by name, groups, one skin tone; arrows move in the grid.

const TONE = "emoji-tone";
const COLUMNS_FALLBACK = 8;

// The list of names, loaded once for all composers of a page: [{emoji, label, codes, words, toned}].
let list;
export function names(composer) {
  list ??= fetch(composer.modules.emoji_names)
    .then((answer) => (answer.ok ? answer.json() : Promise.reject(new Error(answer.status))))
    .then((groups) =>
      groups.map(([name, rows]) => ({
        name,
        rows: rows.map(([emoji, label, codes, words, toned]) => ({ emoji, label, codes: codes.split(" "), words: words.split(" "), toned })),
      })),
    )
    .catch((problem) => {
      list = undefined;
      throw problem;
    });
  return list;
}

// Rows for what was typed, the best first: a code or label that begins so, then a word, then within.
export function search(groups, typed, most = Infinity) {
  const parts = typed.toLowerCase().split(/[\s_]+/).filter(Boolean);
  const asked = parts.join("_");
  if (!asked) return [];
  const ranked = [];
  for (const { rows } of groups) {
    for (const row of rows) {
      const label = row.label.toLowerCase();
      let rank = 0;
      if (row.codes.includes(asked) || label === parts.join(" ")) rank = 4;
      else if (row.codes.some((code) => code.startsWith(asked))) rank = 3 - shortest(row, asked) / 100;
      else if (parts.every((part) => label.split(/[\s:]+/).some((word) => word.startsWith(part)))) rank = 2;
      else if (parts.every((part) => row.words.some((word) => word.startsWith(part)) || label.includes(part))) rank = 1;
      if (rank) ranked.push([rank, row]);
    }
  }
  return ranked.sort((a, b) => b[0] - a[0]).slice(0, most).map(([, row]) => row);
}

// Among codes that begin alike the shorter one was meant.
const shortest = ({ codes }, asked) =>
  Math.min(...codes.filter((code) => code.startsWith(asked)).map((code) => code.length), 90);

const stored = () => {
  try {
    return localStorage.getItem(TONE) ?? "";
  } catch {
    return "";
  }
};

// The tone goes after the first sign and takes the place of a picture selector.
export const toned = ({ emoji, toned: can }, tone = stored()) => {
  if (!can || !tone) return emoji;
  const [first, ...rest] = [...emoji];
  return first + tone + (rest[0] === "\ufe0f" ? rest.slice(1) : rest).join("");
};

export default function attach(composer) {
  const { root } = composer;
  const button = root.querySelector("[data-do=emoji]");
  let panel = null;

  const close = () => {
    panel?.remove();
    panel = null;
    button?.setAttribute("aria-expanded", "false");
    composer.focus();
  };

  composer.on("emoji", async () => {
    if (panel) return close();
    let groups;
    try {
      groups = await names(composer);
    } catch {
      composer.strip({ id: "emoji-list", text: composer.say("emoji_failed"), tone: "bad", icon: "smile" });
      return;
    }
    root.querySelector("[role=toolbar]").after(composer.part("emoji"));
    panel = root.querySelector(".emojipanel");
    button?.setAttribute("aria-expanded", "true");
    build(composer, panel, groups, close);
  });
}

function build(composer, panel, groups, close) {
  const [field, tone, bar, grid, found] = ["search", "tone", "groups", "grid", "found"].map((name) => panel.querySelector(`[data-${name}]`));
  const titles = composer.words.emoji_groups;
  let group = groups[0];
  tone.value = stored();

  const show = () => {
    const typed = field.value.trim();
    const rows = typed ? search(groups, typed, 200) : group.rows;
    grid.replaceChildren(...rows.map((row) => cell(row)));
    if (grid.firstChild) grid.firstChild.tabIndex = 0;
    grid.setAttribute("aria-label", typed ? titles.found : titles[group.name]);
    found.textContent = typed ? composer.say(rows.length ? "emoji_found" : "emoji_none", { n: rows.length }) : "";
    for (const tab of bar.children) tab.setAttribute("aria-pressed", String(!typed && tab.dataset.group === group.name));
  };

  const cell = (row) => {
    const made = document.createElement("button");
    Object.assign(made, { type: "button", tabIndex: -1, textContent: toned(row, tone.value), title: row.label });
    made.setAttribute("aria-label", row.label);
    return made;
  };

  for (const { name, rows } of groups) {
    const tab = document.createElement("button");
    Object.assign(tab, { type: "button", textContent: rows[0].emoji, title: titles[name] });
    tab.dataset.group = name;
    tab.setAttribute("aria-label", titles[name]);
    tab.addEventListener("click", () => {
      group = groups.find((other) => other.name === name);
      field.value = "";
      grid.scrollTop = 0;
      show();
    });
    bar.append(tab);
  }

  field.addEventListener("input", show);
  tone.addEventListener("change", () => {
    try {
      localStorage.setItem(TONE, tone.value);
    } catch {
      // A browser that keeps nothing: the choice holds for this panel.
    }
    show();
  });
  panel.querySelector("[data-close]").addEventListener("click", close);
  grid.addEventListener("click", (event) => {
    const chosen = event.target.closest("button");
    if (!chosen) return;
    close();
    composer.insertText(chosen.textContent);
  });
  panel.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      event.preventDefault();
      event.stopPropagation();
      return close();
    }
    if (event.target === field) {
      // Enter in a field would send the form: it takes the first that was found.
      if (event.key === "Enter") {
        event.preventDefault();
        if (field.value.trim()) grid.firstChild?.click();
      } else if (event.key === "ArrowDown") {
        event.preventDefault();
        grid.firstChild?.focus();
      }
    } else if (grid.contains(event.target)) move(event, grid);
  });
  show();
  field.focus();
}

function move(event, grid) {
  const all = [...grid.children];
  const at = all.indexOf(event.target);
  const wide = all.findIndex((other) => other.offsetTop > all[0].offsetTop);
  const columns = wide > 0 ? wide : Math.max(all.length, COLUMNS_FALLBACK);
  const to = {
    ArrowRight: at + 1,
    ArrowLeft: at - 1,
    ArrowDown: at + columns,
    ArrowUp: at - columns,
    Home: 0,
    End: all.length - 1,
  }[event.key];
  if (to === undefined) return;
  event.preventDefault();
  const target = all[to];
  if (!target) return;
  event.target.tabIndex = -1;
  target.tabIndex = 0;
  target.focus();
}
