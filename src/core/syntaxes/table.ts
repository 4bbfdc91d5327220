/** A table with a column named like a declaration. */
import type { Syntax } from "./syntax.ts";

export const table: Syntax = {
  name: "table",
  help: "A column `Depends on`, `Blocked by`, `Blocks` or `Blocking`; each row speaks of its first issue.",
  examples: [
    {
      text: "| Issue | Blocked by |\n|---|---|\n| #5 | #4 |\n| #6 | #4, #5 |",
      finds: ["#5 waits for #4", "#6 waits for #4", "#6 waits for #5"],
    },
    { text: "| Issue | Blocking |\n|---|---|\n| #5 | - |\n| #6 | #5 |", finds: ["#6 waits for #5"] },
    { text: "| Issue | Blocking |\n|---|---|\n| #5 | #6 |\n| #6 | - |", finds: ["#6 waits for #5"] },
    { text: "| # | Depends on |\n|---|---|\n| 5 | 4 |", finds: ["#5 waits for #4"] },
    { text: "| Issue | State |\n|---|---|\n| #5 | open |", finds: [] },
  ],
};
