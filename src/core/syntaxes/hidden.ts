/** Text that does not count because no reader takes it for the writer's word. */
import type { Syntax } from "./syntax.ts";

export const hidden: Syntax = {
  name: "hidden",
  help: "Code, quotations, comments and struck text declare nothing.",
  examples: [
    { text: "Depends on ~~#12,~~ #13 <!-- #14 -->", finds: ["#1 waits for #13"] },
    { text: "<details><summary>Blocked by #12</summary></details>", finds: ["#1 waits for #12"] },
    { text: "> Depends on #12\n\n    Depends on #13\n\n```\nDepends on #14\n```", finds: [] },
  ],
};
