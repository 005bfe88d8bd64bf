// Texts on this device: one per person ("" for a guest) and target, for 14 days.

const DAYS = 14;
const PREFIX = "open-rounds draft ";
const key = (person, target) => `${PREFIX}${person} ${target}`;

// A browser may refuse to keep anything; nobody's writing fails because of that.
const attempt = (step, otherwise) => {
  try {
    return step();
  } catch {
    return otherwise;
  }
};

export const write = (person, target, draft) =>
  attempt(() => {
    localStorage.setItem(key(person, target), JSON.stringify({ ...draft, at: Date.now() }));
    return true;
  }, false);

export const forget = (person, target) =>
  attempt(() => {
    localStorage.removeItem(key(person, target));
    return true;
  }, false);

export const read = (person, target) =>
  attempt(() => {
    const draft = JSON.parse(localStorage.getItem(key(person, target)));
    return draft && isDraft(draft) ? draft : null;
  }, null);

const isDraft = ({ body, body_format, fields, at }) =>
  typeof body === "string" && /^(html|text)$/.test(body_format) && typeof fields === "object" && isYoung(at);
const isYoung = (at) => Date.now() - at < DAYS * 86400000;

// Removes those whose `isOver` says so; without it those that are too old or cannot be read.
export const clean = (isOver = (draft) => !isDraft(draft)) =>
  attempt(() => {
    for (const name of Object.keys(localStorage)) {
      if (!name.startsWith(PREFIX)) continue;
      const draft = attempt(() => JSON.parse(localStorage.getItem(name)), null);
      if (!draft || isOver(draft)) localStorage.removeItem(name);
    }
    return true;
  }, false);
