/** Boxes outside a section track an issue. */
import type { Syntax } from "./syntax.ts";

export const taskList: Syntax = {
  name: "task-list",
  help: "`- [ ] #12`: this issue cannot be done before #12, but may start.",
  examples: [
    { text: "- [ ] #12\n- [x] #13", finds: ["tracks #12", "tracks #13"] },
    { text: "- [ ] write the text, see #12", finds: [] },
  ],
};
