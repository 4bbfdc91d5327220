/** `/blocks #n`: the named issues wait for this one. */
import type { Command } from "../core/plugins.ts";
import { letNamedWait } from "./add-waits.ts";

export const blocks: Command = {
  name: "blocks",
  who: ["worker", "triage"],
  summary: "the named issues wait for this one",
  usage: "/blocks #n … [because REASON]",
  isReadOnly: false,
  examples: [
    { world: ["#4 is open", "#5 is open", "cy may triage"], on: 4, by: "cy", says: "/blocks #5", answer: "accepted" },
    {
      world: ["#4 was written by ana", "#4 is open", "#5 was written by ana", "#5 is open", "ana is a worker"],
      on: 4,
      by: "ana",
      says: "/blocks #5",
      answer: "accepted",
    },
    {
      world: ["#4 is open", "#5 is open", "ana is a worker"],
      on: 4,
      by: "ana",
      says: "/blocks #5",
      answer: "#5 is somebody else's",
    },
    {
      world: ["#4 is open", "cy may triage"],
      on: 4,
      by: "cy",
      says: "/blocks #4",
      answer: "#4 cannot wait for itself",
    },
  ],
  run: letNamedWait,
};
