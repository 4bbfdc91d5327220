/** Soft dependencies: may start now, may not be done before. */
import type { Syntax } from "./syntax.ts";

export const kind: Syntax = {
  name: "kind",
  help: "`Depends on #12 (soft)`, `(mock)`, `Soft-depends on #12`, `Finishes after #12`.",
  examples: [
    { text: "Depends on #12 (soft), #13", finds: ["#1 softly waits for #12", "#1 waits for #13"] },
    { text: "Depends on (soft): #12", finds: ["#1 softly waits for #12"] },
    { text: "Soft-depends on #12", finds: ["#1 softly waits for #12"] },
    { text: "Needs #12 (can start with a mock)", finds: ["#1 softly waits for #12"] },
    { text: "A soft launch (soft) of #12", finds: [] },
  ],
};
