/** A day is a blocker too. */
import type { Syntax } from "./syntax.ts";

export const date: Syntax = {
  name: "date",
  help: "`Not before: 2026-12-01`, `After: 2026-12-01`.",
  examples: [
    { text: "Not before: 2026-12-01", finds: ["not before 2026-12-01"] },
    { text: "After: 2026-12-01", finds: ["not before 2026-12-01"] },
    { text: "Released on 2026-12-01", finds: [] },
  ],
};
