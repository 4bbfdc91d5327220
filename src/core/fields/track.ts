/** `Track`: the line of work a task belongs to. */
import { type Field, nameIn } from "./field.ts";

export const track: Field = {
  name: "track",
  names: ["track"],
  expects: "the name of a track",
  example: "Track: backend",
  isList: false,
  examples: [
    { text: "Track: backend", finds: { track: "backend" } },
    { text: "**Track** Data & Search", finds: { track: "Data & Search" } },
    { text: "| Track | frontend |\n|---|---|", finds: { track: "frontend" } },
    { text: "We track this elsewhere.", finds: null },
  ],
  read(value) {
    const name = nameIn(value.text);
    return name === null ? null : { track: name };
  },
};
