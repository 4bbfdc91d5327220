/** `Approver`: who may open a gate. */
import { type Field, workerIn } from "./field.ts";

export const approver: Field = {
  name: "approver",
  names: ["approver", "approvers", "approved by"],
  expects: "a login or the name of a worker",
  example: "Approver: ana",
  isList: false,
  examples: [
    { text: "Approver: @ana", finds: { approver: "ana" } },
    { text: "### Approver\n\nana", finds: { approver: "ana" } },
    { text: "Our approver is away.", finds: null },
  ],
  read(value) {
    const name = workerIn(value.text);
    return name === null ? null : { approver: name };
  },
};
