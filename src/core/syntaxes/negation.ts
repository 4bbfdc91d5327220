/** What is denied, past, possible or asked declares nothing. */
import type { Syntax } from "./syntax.ts";

export const negation: Syntax = {
  name: "negation",
  help: "`not`, `no longer`, `was`, `might`, `if` before a phrase undo it and its list.",
  examples: [
    { text: "Not blocked by #12, but depends on #13", finds: ["#1 waits for #13"] },
    { text: "This not only depends on #12", finds: ["#1 waits for #12"] },
    { text: "It isn't blocked by #12 and no longer depends on #13.", finds: [] },
    { text: "If blocked by #12, ask.", finds: [] },
    { text: "Das hängt nicht von #12 ab.", finds: [] },
    { text: "#12 に依存していません", finds: [] },
  ],
};
