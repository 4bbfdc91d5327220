/** `Reviewer`: who looks at the result before it is done. */
import { type Field, workerIn } from "./field.ts";

export const reviewer: Field = {
  name: "reviewer",
  names: ["reviewer", "reviewers", "coach"],
  expects: "a login or the name of a worker",
  example: "Reviewer: ana",
  isList: false,
  examples: [
    { text: "Reviewer: @bo", finds: { reviewer: "bo" } },
    { text: "**Coach**: worker-2", finds: { reviewer: "worker-2" } },
    { text: "A reviewer would help.", finds: null },
  ],
  read(value) {
    const name = workerIn(value.text);
    return name === null ? null : { reviewer: name };
  },
};
