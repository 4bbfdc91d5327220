/** Arrows between references in a field or section. */
import type { Syntax } from "./syntax.ts";

export const chain: Syntax = {
  name: "chain",
  help: "`Depends on: #1 → #2 → #3`: each waits for the one before, the issue for the last.",
  examples: [
    { text: "Depends on: #12 → #13", finds: ["#13 waits for #12", "#1 waits for #13"] },
    {
      text: "## Dependencies\n\n#12 -> #13 ║ #14",
      finds: ["#13 waits for #12", "#14 waits for #12", "#1 waits for #13", "#1 waits for #14"],
    },
    { text: "The flow is #12 → #13.", finds: [] },
  ],
};
