// The page after sending: what a guest sent from this device is no draft any more.

import { clean } from "./kept.js";

clean((draft) => draft.sent === true);
