// The moderators' desk. Everything on it works without this file; with it there are keys, one sees
// who else is here, and a decision just made can be taken back at once.

import { here } from "./page.js";
import { watch } from "./claims.js";
import { cameByKeys, listen } from "./keys.js";
import { offerUndo } from "./undo.js";

// What was said on the page before is read out, and reading goes on at the item.
const said = document.querySelector(".messages .callout p")?.textContent.trim() ?? "";
const item = document.getElementById("item");
if (item && !location.hash && !document.querySelector(".errsum")) {
  item.tabIndex = -1;
  item.classList.toggle("bykeys", cameByKeys());
  item.focus({ preventScroll: true });
}
offerUndo(said);
listen();
watch();
here.root.dataset.ready = "";
