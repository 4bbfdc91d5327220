/** A heading that is a declaration owns the references below it. */
import type { Syntax } from "./syntax.ts";

export const section: Syntax = {
  name: "section",
  help: "A heading such as `## Blocked by` over a list.",
  examples: [
    {
      text: "## Blocked by\n\n- #12\n- the API of #13\n\n## Notes\n\n- #14",
      finds: ["#1 waits for #12", "#1 waits for #13"],
    },
    { text: "### What is this blocked by? (if any)\n\n12, 13", finds: ["#1 waits for #12", "#1 waits for #13"] },
    { text: "### Dependencies\n\n_No response_", finds: [] },
    { text: "## Blocks\n\n- [ ] #12", finds: ["#12 waits for #1"] },
    { text: "## Blocked by\n\n- [x] #12", finds: ["#1 waits for #12"] },
    { text: "## Depends on\n\n- #12 was merged\n- replaced by #13", finds: ["#1 waits for #12"] },
  ],
};
