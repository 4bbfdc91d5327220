/** `Deliverables`: what exists afterwards that did not exist before. */
import { type Field, itemsOf } from "./field.ts";

export const deliverables: Field = {
  name: "deliverables",
  names: ["deliverables", "deliverable"],
  expects: "a list",
  example: "Deliverables: API schema",
  isList: true,
  examples: [
    {
      text: "Deliverables:\n- [ ] schema\n- client",
      finds: {
        deliverables: [
          { text: "schema", done: false },
          { text: "client", done: null },
        ],
      },
    },
    { text: "成果物：設計書", finds: { deliverables: [{ text: "設計書", done: null }] } },
    { text: "The deliverables come later.", finds: null },
  ],
  read(value) {
    const items = itemsOf(value);
    return items.length === 0 ? null : { deliverables: items };
  },
};
