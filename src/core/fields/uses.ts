/** `Uses`: shared resources that only one task may use at a time. */
import { type Field, partsOf } from "./field.ts";

export const uses: Field = {
  name: "uses",
  names: ["uses", "shared resources"],
  expects: "names, separated by commas",
  example: "Uses: staging",
  isList: true,
  examples: [
    { text: "Uses: staging, migrations", finds: { uses: ["staging", "migrations"] } },
    { text: "It uses staging.", finds: null },
  ],
  read(value) {
    const parts = partsOf(value);
    return parts.length === 0 ? null : { uses: parts };
  },
};
