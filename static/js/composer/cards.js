// A link alone on its line is shown to readers as a card. The editor shows the card under the
// link and a strip offers the plain link; the choice is a class of the link, so Undo reaches it.

// Seconds between questions while a worker fetches a page of another site.
const PATIENCE = [1, 2, 4, 8, 16];

export default function attach(composer) {
  const { editor, engine } = composer;
  const { Plugin, pm } = engine;
  const { Decoration, DecorationSet } = pm.view;
  const key = new pm.state.PluginKey("cards");
  const token = composer.form.elements.csrfmiddlewaretoken?.value;
  const known = new Map(); // address → what the server says of it, null for nothing
  let offered = null; // the address the strip speaks of
  let strip = null;

  const cards = new Plugin({
    key,
    state: {
      init: (config, state) => draw(state.doc),
      apply: (tr, set) => (tr.docChanged || tr.getMeta(key) ? draw(tr.doc) : set.map(tr.mapping, tr.doc)),
    },
    props: { decorations: (state) => key.getState(state) },
    view: () => ({ update: (view) => ask(view) }),
  });

  function draw(doc) {
    const found = [];
    let left = Number(composer.data.cardsMax);
    for (const { node, at, address, plain } of aloneIn(doc)) {
      if (plain || left === 0) continue;
      // As on the server: the first so many links may be cards, whatever becomes of them.
      left -= 1;
      const card = known.get(address);
      if (!card) continue;
      found.push(Decoration.node(at, at + node.nodeSize, { class: "carded" }));
      found.push(
        Decoration.widget(at + node.nodeSize, () => drawn(card, composer.data.icons), {
          side: -1,
          key: `card ${address} ${card.title}`,
          ignoreSelection: true,
        }),
      );
    }
    return DecorationSet.create(doc, found);
  }

  // Asks the server once for each address; the answer redraws.
  async function ask(view) {
    const alone = aloneIn(view.state.doc);
    follow(alone);
    for (const { address } of alone) {
      if (known.has(address)) continue;
      known.set(address, null);
      const card = await fetched(address);
      known.set(address, card);
      if (view.isDestroyed || !card) continue;
      view.dispatch(view.state.tr.setMeta(key, true));
    }
  }

  async function fetched(address) {
    if (!composer.data.cardUrl || !token) return null;
    try {
      for (const seconds of [0, ...PATIENCE]) {
        if (seconds) await new Promise((resolve) => setTimeout(resolve, seconds * 1000));
        const answer = await fetch(composer.data.cardUrl, {
          method: "POST",
          body: new URLSearchParams({ address }),
          headers: { "X-CSRFToken": token, Accept: "application/json" },
          credentials: "same-origin",
        });
        if (answer.status === 202 && stands(address)) continue;
        const card = answer.status === 200 ? await answer.json() : null;
        return card?.title ? card : null;
      }
    } catch {
      // A bare link, as it will be for readers.
    }
    return null;
  }

  const stands = (address) => aloneIn(editor.state.doc).some((alone) => alone.address === address);

  // The strip speaks of the card that came last, and goes when its link goes.
  const seen = new Set();
  function follow(alone) {
    for (const address of seen) {
      if (!alone.some((other) => other.address === address)) seen.delete(address);
    }
    const shown = alone.filter(({ address }) => known.get(address));
    const fresh = shown.findLast(({ address }) => !seen.has(address));
    for (const { address } of shown) seen.add(address);
    const about = fresh ?? shown.find(({ address }) => address === offered);
    if (!about) {
      strip?.remove();
      strip = offered = null;
      return;
    }
    if (!fresh && (!strip || strip.dataset.plain === String(about.plain))) return;
    offered = about.address;
    strip = composer.strip({
      id: "card",
      icon: "link",
      text: composer.say(about.plain ? "link_shown" : "card_shown"),
      action: composer.say(about.plain ? "card_on" : "card_off"),
      onAction: () => toggle(about.address, !about.plain),
      onDismiss: () => (strip = offered = null),
    });
    strip.dataset.plain = String(about.plain);
  }

  function toggle(address, plain) {
    const { tr, schema } = editor.state;
    for (const { node, at, address: other } of aloneIn(editor.state.doc)) {
      if (other !== address) continue;
      const mark = schema.marks.link.create({ href: markOf(node).attrs.href, class: plain ? "nocard" : null });
      tr.addMark(at + 1, at + 1 + node.textContent.trimEnd().length, mark);
    }
    editor.view.dispatch(tr.setMeta("step", true));
    composer.focus();
  }

  editor.registerPlugin(cards);
}

const markOf = (paragraph) => paragraph.firstChild.marks.find((mark) => mark.type.name === "link");

// The paragraphs of the text itself that hold one link and nothing else.
function aloneIn(doc) {
  const found = [];
  doc.forEach((node, at) => {
    if (node.type.name !== "paragraph" || !node.childCount) return;
    const first = node.firstChild.isText && markOf(node);
    if (!first || !/^(https?:\/\/|\/)/i.test(first.attrs.href)) return;
    let whole = true;
    node.forEach((child) => (whole &&= child.isText && (first.isInSet(child.marks) || !child.text.trim())));
    if (whole) found.push({ node, at, address: first.attrs.href, plain: first.attrs.class === "nocard" });
  });
  return found;
}

const ICONS = { article: "book", play: "play", topic: "chat", post: "chat" };

function drawn({ title, summary, site, kind }, icons) {
  const card = Object.assign(document.createElement("div"), { className: "linkcard", contentEditable: "false" });
  const sign = Object.assign(document.createElement("span"), { className: "ico" });
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("class", "i");
  svg.setAttribute("aria-hidden", "true");
  const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
  use.setAttribute("href", `${icons}#i-${ICONS[kind] ?? "link"}`);
  svg.append(use);
  sign.append(svg);
  card.append(sign);
  for (const [name, text] of [["b", title], ["p", summary], ["small", site]]) {
    if (text) card.append(Object.assign(document.createElement(name), { textContent: text }));
  }
  return card;
}
