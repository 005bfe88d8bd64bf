// Pasting and dropping: cleaned as it comes in, with a strip that offers the plain text instead.

export default function attach(composer) {
  const { editor, engine } = composer;
  const { Plugin, pm } = engine;
  const key = new pm.state.PluginKey("pasted");
  let clean = null;
  const ready = import(composer.modules.clean).then((module) => (clean = module.default));

  let plainNext = false; // the button was pressed
  let pending = null; // what the event carried, until its transaction arrives
  let strip = null;

  const wantPlain = (on) => {
    plainNext = on;
    composer.root.querySelector("[data-do=plain]")?.setAttribute("aria-pressed", String(on));
  };
  composer.on("plain", () => {
    wantPlain(!plainNext);
    composer.announce(composer.say(plainNext ? "next_plain" : "next_rich"));
    composer.focus();
  });

  // The last rich paste: where it lies now and what was there before. A change inside forgets it.
  const pasted = new Plugin({
    key,
    state: {
      init: () => null,
      apply(tr, paste) {
        const told = tr.getMeta(key);
        if (told !== undefined) return told;
        if (!paste || !tr.docChanged) return paste;
        const ours = tr.getMeta("appendedTransaction")?.getMeta("paste");
        if (!ours && touched(tr, paste)) return null;
        return { ...paste, from: tr.mapping.map(paste.from, 1), to: tr.mapping.map(paste.to, -1) };
      },
    },
    view: () => ({
      update: (view) => {
        if (strip && !key.getState(view.state)) forget();
      },
    }),
    props: {
      transformPastedHTML(html) {
        const own = /data-pm-slice=/.test(html);
        if (!clean) return "";
        const result = clean(html, { own });
        if (pending) Object.assign(pending, { own, images: result.images });
        return result.html;
      },
      handleDOMEvents: {
        paste: (view, event) => taken(view, event, event.clipboardData),
        drop: (view, event) => taken(view, event, event.dataTransfer),
      },
      handlePaste: (view, event, slice) => {
        const { own, images = 0, html, text } = pending ?? {};
        pending = null;
        if (images) imagesDropped();
        if (!html || own || linked(view, slice)) return false;
        insert(view, slice, text);
        return true;
      },
    },
  });
  // First in line, or Tiptap's own handlers would have it before us.
  editor.registerPlugin(pasted, (plugin, plugins) => [plugin, ...plugins]);

  // An address over a selection: the link extension makes a link of the selection.
  function linked(view, slice) {
    return !view.state.selection.empty && /^\S+:\/\/\S+$/.test(slice.content.textBetween(0, slice.content.size, " ").trim());
  }

  // Files and plain text are settled here; HTML goes on to the editor. True: taken.
  function taken(view, event, clipboard) {
    if (!clipboard) return false;
    const html = clipboard.getData("text/html");
    const text = clipboard.getData("text/plain");
    const files = [...(clipboard.files ?? [])].filter((file) => file.type.startsWith("image/"));
    // Word puts a picture of the words beside the words.
    if (files.length && !text.trim()) {
      event.preventDefault();
      offer(files);
      return true;
    }
    if (event.type === "drop") return false;
    if (plainNext || (html && !clean)) {
      event.preventDefault();
      wantPlain(false);
      insertPlain(view, text || html.replace(/<[^>]*>/g, " "));
      composer.announce(composer.say("pasted_plain"));
      return true;
    }
    pending = { html, text };
    return false;
  }

  // The part that takes images may still be on its way.
  async function offer(files) {
    await composer.attached;
    if (composer.data.uploadUrl && composer.emit("pastefiles", files)) return;
    composer.strip({ id: "images", text: composer.say("images_refused"), tone: "bad", icon: "image" });
  }

  function imagesDropped() {
    const how = composer.data.uploadUrl ? ` ${composer.say("add_image")}` : "";
    composer.strip({ id: "images", text: composer.say("images_dropped") + how, tone: "bad", icon: "image" });
  }

  function insert(view, slice, text) {
    const { doc, selection } = view.state;
    const { tr } = view.state;
    tr.replaceSelection(slice).setMeta("paste", true).setMeta("uiEvent", "paste").scrollIntoView();
    if (!isRich(slice) || !text.trim() || !tr.docChanged) return view.dispatch(tr);
    forget();
    const { old, now } = changed(tr);
    const before = { slice: doc.slice(old.from, old.to), at: selection.from - old.from, size: selection.to - selection.from };
    view.dispatch(tr.setMeta(key, { ...now, before, text }));
    strip = composer.strip({
      id: "pasted",
      text: composer.say("pasted"),
      action: composer.say("paste_plain"),
      onAction: () => makePlain(view),
      onDismiss: () => view.dispatch(view.state.tr.setMeta(key, null)),
    });
  }

  // What was there before the paste comes back and the plain text goes in, both as one step: one
  // Undo brings the rich text back.
  function makePlain(view) {
    const paste = key.getState(view.state);
    forget();
    if (paste) {
      const { from, to, before, text } = paste;
      const { tr } = view.state;
      tr.step(new pm.transform.ReplaceStep(from, to, before.slice));
      const start = from + before.at;
      tr.setSelection(pm.state.TextSelection.create(tr.doc, start, start + before.size));
      tr.replaceSelection(sliceOf(text)).setMeta("step", true).setMeta(key, null);
      view.dispatch(tr.scrollIntoView());
      composer.announce(composer.say("pasted_plain"));
    }
    composer.focus();
  }

  function sliceOf(text) {
    const { schema } = editor.state;
    const { Fragment, Slice } = pm.model;
    const lines = text.replace(/\r\n?/g, "\n").split(/\n+/).filter((line) => line.trim());
    const blocks = lines.map((line) => schema.nodes.paragraph.create(null, schema.text(line.replace(/\t/g, " ").trim())));
    return new Slice(Fragment.from(blocks), 1, 1);
  }

  function insertPlain(view, text) {
    if (!text.trim()) return;
    const { tr } = view.state;
    if (view.state.selection.$from.parent.type.spec.code) tr.insertText(text.replace(/\r\n?/g, "\n"));
    else tr.replaceSelection(sliceOf(text));
    view.dispatch(tr.setMeta("paste", true).setMeta("uiEvent", "paste").scrollIntoView());
  }

  function forget() {
    strip?.remove();
    strip = null;
  }

  return ready;
}

function touched(tr, range) {
  let inside = false;
  let { from, to } = range;
  for (const map of tr.mapping.maps) {
    map.forEach((start, end) => {
      if (start < to && end > from) inside = true;
    });
    from = map.map(from, 1);
    to = map.map(to, -1);
  }
  return inside || from >= to;
}

// The smallest range that holds all of a transaction's changes, before and after it.
function changed(tr) {
  const old = { from: Infinity, to: 0 };
  const now = { from: Infinity, to: 0 };
  tr.mapping.maps.forEach((map, i) => {
    const later = tr.mapping.slice(i + 1);
    const earlier = tr.mapping.slice(0, i).invert();
    map.forEach((start, end, newStart, newEnd) => {
      old.from = Math.min(old.from, earlier.map(start, -1));
      old.to = Math.max(old.to, earlier.map(end, 1));
      now.from = Math.min(now.from, later.map(newStart, -1));
      now.to = Math.max(now.to, later.map(newEnd, 1));
    });
  });
  return { old, now };
}

// Whether cleaning left anything that plain text does not have. A bare address is a link anyway.
function isRich(slice) {
  let rich = false;
  slice.content.descendants((node) => {
    if (node.isText) rich ||= node.marks.some(({ type, attrs }) => type.name !== "link" || attrs.href !== node.text);
    else rich ||= !["paragraph", "hardBreak"].includes(node.type.name);
  });
  return rich;
}
