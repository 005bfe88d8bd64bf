// The words of a text as the server reads them, each character with its place in the editor.
// Does with a document what forum/sanitize/places.py does with HTML; a test compares the two.

// What the server takes out before it reads.
const INVISIBLE =
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u200b\u2060\ufeff\u202a-\u202e\u2066-\u2069\u115f\u1160\u2800\u3164\uffa0]/;
const LINE_BREAK = /[\n\r\u2028\u2029]/;
const ENDS_LINE = new Set(["paragraph", "heading", "listItem", "tableRow", "blockquote", "codeBlock", "hardBreak", "horizontalRule"]);
const CELLS = new Set(["tableCell", "tableHeader"]);

// Counts in code points, as the server does: an emoji is one, not two.
class Words {
  constructor() {
    this.characters = [];
    this.places = [];
    this.joint = "";
    this.between = null;
  }

  // `from` and `to` say what to replace; `image` where the character is of its description.
  add(character, from, to, image = null) {
    if (INVISIBLE.test(character)) return;
    if (LINE_BREAK.test(character)) return this.gap("\n", from, to);
    if (/\s/.test(character)) return this.gap(" ", from, to);
    if (this.joint && this.characters.length) {
      const before = this.places.at(-1);
      this.put(this.joint, this.between ?? { from: before.to, to: before.to, image: before.image });
    }
    this.joint = "";
    this.between = null;
    this.put(character, { from, to, image });
  }

  gap(joint, from, to) {
    if (joint === "\n" || !this.joint) this.joint = joint;
    if (from !== undefined) this.between = { from: this.between?.from ?? from, to, image: null };
  }

  put(character, place) {
    this.characters.push(character);
    this.places.push(place);
  }

  get length() {
    return this.characters.length;
  }

  toString() {
    return this.characters.join("");
  }

  range(start, end) {
    const { from, image } = this.places[start];
    return { from, to: this.places[end - 1].to, image };
  }
}

export function wordsOf(doc) {
  const words = new Words();
  readBlock(doc, 0, words);
  return words;
}

function readBlock(node, start, words) {
  node.forEach((child, offset) => {
    const at = start + offset;
    const { name } = child.type;
    if (child.isText) return readText(child.text, at, words);
    if (name === "image") return readImage(child, at, words);
    readBlock(child, at + 1, words);
    if (ENDS_LINE.has(name)) words.gap("\n");
    else if (CELLS.has(name)) words.gap(" ");
  });
}

function readText(text, at, words) {
  for (const character of text) {
    words.add(character, at, at + character.length);
    at += character.length;
  }
}

// A description is replaced inside the image: its places count in it.
function readImage(node, at, words) {
  words.gap(" ");
  let index = 0;
  for (const character of node.attrs.alt ?? "") {
    words.add(character, index, index + character.length, at);
    index += character.length;
  }
  words.gap(" ");
}

// A field of one line: every space between two words is one.
export function wordsOfLine(value) {
  const words = new Words();
  readText(value.replace(/[\n\r]/g, " "), 0, words);
  return words;
}
