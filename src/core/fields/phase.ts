/** `Phase`: the stage a task belongs to. */
import { type Field, nameIn } from "./field.ts";

export const phase: Field = {
  name: "phase",
  names: ["phase"],
  expects: "the name or number of a phase",
  example: "Phase: 2",
  isList: false,
  examples: [
    { text: "Phase: 1.2", finds: { phase: "1.2" } },
    { text: "- **Phase**: Foundation", finds: { phase: "Foundation" } },
    { text: "フェーズ：設計", finds: { phase: "設計" } },
    { text: "Phase one went well.", finds: null },
  ],
  read(value) {
    const name = nameIn(value.text);
    return name === null ? null : { phase: name };
  },
};
