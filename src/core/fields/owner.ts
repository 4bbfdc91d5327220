/** `Owner`: who is meant to do the task; a wish, not an assignment. */
import { type Field, workerIn } from "./field.ts";

export const owner: Field = {
  name: "owner",
  names: ["owner", "owner agent", "worker", "specialist", "agent", "assigned to"],
  expects: "a login or the name of a worker",
  example: "Owner: worker-6",
  isList: false,
  examples: [
    { text: "Owner: @ana", finds: { owner: "ana" } },
    { text: "**Owner Agent:** `agent-backend`", finds: { owner: "agent-backend" } },
    { text: "Owner: @ana (lead)", finds: { owner: "ana" } },
    { text: "Owner: unassigned", finds: null },
    { text: "Specialist: data engineer", finds: { owner: "data engineer" } },
    { text: "Verantwortlich: Jörg", finds: { owner: "Jörg" } },
    { text: "担当：花子", finds: { owner: "花子" } },
    { text: "The owner decides.", finds: null },
  ],
  read(value) {
    const name = workerIn(value.text);
    return name === null ? null : { owner: name };
  },
};
