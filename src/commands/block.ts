/** `/block #n`: this issue waits for the named ones. */
import type { Command } from "../core/plugins.ts";
import { waitForNamed } from "./add-waits.ts";

export const block: Command = {
  name: "block",
  who: ["worker", "triage"],
  summary: "this issue waits for the named ones",
  usage: "/block #n … [because REASON]",
  isReadOnly: false,
  examples: [
    {
      world: ["#4 is open", "#5 is open", "ana is a worker"],
      on: 4,
      by: "ana",
      says: "/block #5 because the schema",
      answer: "accepted",
    },
    {
      world: ["#4 is open", "#5 is open", "#6 is open", "ana is a worker"],
      on: 4,
      by: "ana",
      says: "/block #5, #6",
      answer: "accepted",
    },
    {
      world: ["#4 is open", "ana is a worker"],
      on: 4,
      by: "ana",
      says: "/block #4",
      answer: "#4 cannot wait for itself",
    },
    {
      world: ["#4 is open", "ana is a worker"],
      on: 4,
      by: "ana",
      says: "/block #77",
      answer: "#77 does not exist here",
    },
    { world: ["#4 is open", "ana is a worker"], on: 4, by: "ana", says: "/block", answer: "Which issue?" },
    {
      world: ["#5 depends on #6", "#6 depends on #4", "ana is a worker"],
      on: 4,
      by: "ana",
      says: "/block #5",
      answer: "#5 already waits for #4 (#5 → #6 → #4)",
    },
  ],
  run: waitForNamed,
};
