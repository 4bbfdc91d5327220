/** Boxes outside a section track an issue. */
import type { ListItem } from "../markdown/tree.ts";
import { readList } from "./list.ts";
import type { Reading } from "./reading.ts";
import type { Syntax } from "./syntax.ts";

export const taskList: Syntax = {
  name: "task-list",
  help: "`- [ ] #12`: this issue cannot be done before #12, but may start.",
  examples: [
    { text: "- [ ] #12\n- [x] #13", finds: ["tracks #12", "tracks #13"] },
    { text: "- [ ] write the text, see #12", finds: [] },
  ],
};

/** `- [ ] #12`: keeps the references that open the item, unless the item says something of them (`#14 depends on #13`). */
export function readTracked(reading: Reading, item: ListItem): void {
  const first = item.blocks[0];
  if (first?.kind !== "paragraph") return;
  const { list } = reading.tokens(first.lines);
  const found = readList(list, 0, list.length, reading.keywords, { chains: false, bare: false });
  if (found === null) return;
  for (const one of found.stages.flat()) reading.keep(reading.tracks, "child", one.ref, item.line);
}
