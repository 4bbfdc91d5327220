/** Ranges of issues. */
import type { Syntax } from "./syntax.ts";

export const range: Syntax = {
  name: "range",
  help: "`#12-15`, `#12–#15`, `#12 to #15`: ascending, at most 100.",
  examples: [
    { text: "Depends on #12-14", finds: ["#1 waits for #12", "#1 waits for #13", "#1 waits for #14"] },
    { text: "Depends on #12 through #13", finds: ["#1 waits for #12", "#1 waits for #13"] },
    { text: "Depends on #12 - #15", finds: ["#1 waits for #12", "asks"] },
    { text: "Depends on #15-12", finds: ["asks"] },
  ],
};
