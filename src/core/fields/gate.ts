/** `Gate`: the approval between two stages that a task stands for or belongs to. */
import { type Field, nameIn } from "./field.ts";

export const gate: Field = {
  name: "gate",
  names: ["gate", "quality gate"],
  expects: "the name of a gate",
  example: "Gate: design review",
  isList: false,
  examples: [
    { text: "Gate: Design review", finds: { gate: "Design review" } },
    { text: "The gate stays open.", finds: null },
  ],
  read(value) {
    const name = nameIn(value.text);
    return name === null ? null : { gate: name };
  },
};
