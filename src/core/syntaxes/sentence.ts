/** A phrase in running text with its list of references. */
import type { Syntax } from "./syntax.ts";

export const sentence: Syntax = {
  name: "sentence",
  help: 'A phrase such as "depends on", followed by references.',
  examples: [
    { text: "This depends on #12 and #14.", finds: ["#1 waits for #12", "#1 waits for #14"] },
    { text: "Depends on #403; similar to #402", finds: ["#1 waits for #403"] },
    {
      text: "It is waiting for GH-7, octo/dock#8 & https://github.com/octo/dock/pull/9#issuecomment-5.",
      finds: ["#1 waits for #7", "#1 waits for octo/dock#8", "#1 waits for octo/dock#9"],
    },
    { text: "Das hängt von #12 ab.", finds: ["#1 waits for #12"] },
    { text: "#12 と #13 に依存しています。", finds: ["#1 waits for #12", "#1 waits for #13"] },
    { text: "Requires Node 20 and #0 care.", finds: [] },
    { text: "Is this blocked by #12?", finds: [] },
  ],
};
