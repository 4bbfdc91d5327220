/** `Done when`: what must be true before the task is done. */
import { type Field, itemsOf } from "./field.ts";

export const doneWhen: Field = {
  name: "doneWhen",
  names: ["done when", "acceptance criteria", "definition of done", "acceptance criterion", "dod"],
  expects: "a checklist",
  example: "Done when: all tests pass",
  isList: true,
  examples: [
    {
      text: "## Acceptance criteria\n\n- [ ] it builds\n- [x] it is documented",
      finds: {
        doneWhen: [
          { text: "it builds", done: false },
          { text: "it is documented", done: true },
        ],
      },
    },
    { text: "Done when: all tests pass", finds: { doneWhen: [{ text: "all tests pass", done: null }] } },
    { text: "**Definition of Done**\n- shipped", finds: { doneWhen: [{ text: "shipped", done: null }] } },
    { text: "It is done when it is done.", finds: null },
  ],
  read(value) {
    const items = itemsOf(value);
    return items.length === 0 ? null : { doneWhen: items };
  },
};
