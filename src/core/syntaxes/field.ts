/** A declaration that opens its line, with a colon or in bold, also as list item or table row. */
import type { Syntax } from "./syntax.ts";

export const field: Syntax = {
  name: "field",
  help: "`Depends on: #12`, `**Blocked by** #12`, or `| Depends on | #12 |`.",
  examples: [
    { text: "Depends on: #12, #13", finds: ["#1 waits for #12", "#1 waits for #13"] },
    { text: "- **Blocked by:** #12", finds: ["#1 waits for #12"] },
    { text: "| Depends on | #12 |\n|---|---|\n| Estimate | 2h |", finds: ["#1 waits for #12"] },
    { text: "Depends on:\n- #12\n- #13", finds: ["#1 waits for #12", "#1 waits for #13"] },
    { text: "Abhängigkeiten: #12", finds: ["#1 waits for #12"] },
    { text: "依存：#12", finds: ["#1 waits for #12"] },
    { text: "Blocked by the vendor", finds: ["asks"] },
  ],
};
