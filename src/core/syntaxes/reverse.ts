/** Phrases that make the other issue wait. */
import type { Syntax } from "./syntax.ts";

export const reverse: Syntax = {
  name: "reverse",
  help: "`Blocks #12`, `Required by #12`, `Before: #12`: that issue waits for this one.",
  examples: [
    { text: "Blocks #12 and #13", finds: ["#12 waits for #1", "#13 waits for #1"] },
    { text: "This is a prerequisite for #12.", finds: ["#12 waits for #1"] },
    { text: "Voraussetzung für #12", finds: ["#12 waits for #1"] },
    { text: "#12 をブロックしています", finds: ["#12 waits for #1"] },
    { text: "Unblocked by #12", finds: [] },
  ],
};
