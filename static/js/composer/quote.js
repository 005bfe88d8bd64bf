// Puts a passage of a post into the text as a quote that names its source; and the line that says
// whom the reply answers can be taken away.

const escaped = (text) => text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");

// A quote in the words of schema.js: {post, name, position, text}.
export const quoted = ({ post, name, position, text }) => {
  const address = `/posts/${Number(post)}/`;
  const lines = text.split(/\n+/).map((line) => line.trim()).filter(Boolean);
  return (
    `<blockquote cite="${address}"><p class="source"><a href="${address}">${escaped(name)}, #${Number(position)}</a></p>` +
    `${lines.map((line) => `<p>${escaped(line)}</p>`).join("")}</blockquote><p></p>`
  );
};

export default function attach(composer) {
  const { editor, form } = composer;

  const put = (event) => {
    if (!composer.root.isConnected) return document.removeEventListener("composer:quote", put);
    const passage = event.detail;
    if (!passage?.text?.trim()) return;
    // After the paragraph in which the cursor stands, which keeps its words in one piece; an
    // empty one makes way.
    const { $to } = editor.state.selection;
    const empty = $to.depth === 1 && !$to.parent.content.size;
    const place = empty ? { from: $to.before(1), to: $to.after(1) } : $to.depth ? $to.after(1) : editor.state.doc.content.size;
    editor.chain().focus().setMeta("step", true).insertContentAt(place, quoted(passage)).run();
    // On with writing in the empty paragraph below it.
    const after = typeof place === "number" ? place : place.from;
    const quote = editor.state.doc.nodeAt(after);
    if (quote) editor.commands.setTextSelection(after + quote.nodeSize + 1);
    editor.commands.scrollIntoView();
    composer.announce(composer.say("quoted", { name: passage.name }));
  };
  document.addEventListener("composer:quote", put);

  form.addEventListener("click", (event) => {
    const button = event.target.closest("[name=answer_nobody]");
    if (!button) return;
    event.preventDefault();
    button.closest("[data-answered]").remove();
    const action = new URL(form.action);
    action.searchParams.delete("to");
    form.action = action.href;
    composer.announce(composer.say("answers_nobody"));
    composer.focus();
  });
}
