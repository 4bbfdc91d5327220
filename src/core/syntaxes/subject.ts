/** Who waits, when the text speaks of another issue. */
import type { Syntax } from "./syntax.ts";

export const subject: Syntax = {
  name: "subject",
  help: "`#14 depends on #13`, `#14 (blocked by #13)`, `#14, which needs #13`.",
  examples: [
    { text: "#14 depends on #13", finds: ["#14 waits for #13"] },
    { text: "- Final: #976 (depends on #975)", finds: ["#976 waits for #975"] },
    { text: "Blocked by #3, which depends on #4", finds: ["#1 waits for #3", "#3 waits for #4"] },
    { text: "Fixes #14. Needs #13.", finds: ["#1 waits for #13"] },
    { text: "See #14, it is fine.", finds: [] },
  ],
};
