/** `/depends #n`: another word for `/block #n`. */
import type { Command } from "../core/plugins.ts";
import { waitForNamed } from "./add-waits.ts";

export const depends: Command = {
  name: "depends",
  who: ["worker", "triage"],
  summary: "the same as `/block`: this issue waits for the named ones",
  usage: "/depends #n … [because REASON]",
  isReadOnly: false,
  examples: [
    {
      world: ["#4 is open", "#5 is open", "ana is a worker"],
      on: 4,
      by: "ana",
      says: "/depends #5",
      answer: "accepted",
    },
    {
      world: ["#4 is open", "ana is a worker"],
      on: 4,
      by: "ana",
      says: "/depends vendor",
      answer: "“vendor” is not an issue",
    },
  ],
  run: waitForNamed,
};
