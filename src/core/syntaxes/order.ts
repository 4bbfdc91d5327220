/** Words for time that count only where a line begins. */
import type { Syntax } from "./syntax.ts";

export const order: Syntax = {
  name: "order",
  help: "`After: #12`, `Before #12` alone on its line, `cannot start before #12`.",
  examples: [
    { text: "After #12", finds: ["#1 waits for #12"] },
    { text: "Before: #12", finds: ["#12 waits for #1"] },
    { text: "We can't merge until #12 lands", finds: ["#1 waits for #12"] },
    { text: "After #12 landed the build broke", finds: [] },
  ],
};
