/** Parents, children and mere relations. */
import type { Syntax } from "./syntax.ts";

export const relation: Syntax = {
  name: "relation",
  help: "`Part of #12`, `Parent: #12`, `Related to #12`, `See also #12`.",
  examples: [
    { text: "Part of #12", finds: ["part of #12"] },
    { text: "Parent: #12", finds: ["part of #12"] },
    { text: "Related to #12; see also #13", finds: ["related to #12", "related to #13"] },
    { text: "Teil von #12", finds: ["part of #12"] },
    { text: "The better part of it, see #12", finds: [] },
  ],
};
