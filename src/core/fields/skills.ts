/** `Skills`: what a worker must be able to do. */
import { type Field, partsOf } from "./field.ts";

export const skills: Field = {
  name: "skills",
  names: ["skills", "skill", "required skills", "skills required", "skills needed"],
  expects: "names, separated by commas",
  example: "Skills: typescript, sql",
  isList: true,
  examples: [
    { text: "Skills: typescript, sql", finds: { skills: ["typescript", "sql"] } },
    { text: "## Skills\n\n- css\n- design", finds: { skills: ["css", "design"] } },
    { text: "Her skills are rare.", finds: null },
  ],
  read(value) {
    const parts = partsOf(value);
    return parts.length === 0 ? null : { skills: parts };
  },
};
