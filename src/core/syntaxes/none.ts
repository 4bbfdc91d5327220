/** An explicit "nothing blocks this". */
import type { Syntax } from "./syntax.ts";

export const none: Syntax = {
  name: "none",
  help: "`Depends on: none`, `n/a`, `-`, `no dependencies`.",
  examples: [
    { text: "Depends on: none", finds: ["none"] },
    { text: "Blocked by: n/a (was #12)", finds: ["none"] },
    { text: "## Dependencies\n\n- None", finds: ["none"] },
    { text: "Depends on: nothing but #12", finds: ["#1 waits for #12"] },
    { text: "Blocked by: None of the tests pass", finds: ["asks"] },
  ],
};
