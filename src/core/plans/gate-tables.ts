/** Tables whose first column is `Gate` or `Checkpoint`: what each stands behind, its criteria and who approves it. */

import { headerKey } from "./columns.ts";
import type { GateDraft, PlanFormat } from "./draft.ts";
import { gateStatus, namesOf } from "./gates.ts";
import { saysNone, slug } from "./names.ts";
import { plain } from "./plain.ts";
import type { Block, BlockOf, TableRow } from "./plan-lines.ts";

type Table = BlockOf<"table">;

export const gateTables: PlanFormat = {
  name: "gate tables",
  about: "a table whose first column is Gate or Checkpoint, with columns such as After, Before, Criteria, Approver",
  read: (blocks, found) => {
    const taken = new Set([...found.read, ...found.tasks.map(({ line }) => line)]);
    const tables = blocks.filter(isGates).filter(({ line }) => !taken.has(line));
    const gates = tables.flatMap((table) => table.rows.flatMap((row) => toGate(row, table) ?? []));
    return { gates, read: [...tables.map(({ line }) => line), ...gates.flatMap(({ line }) => line)] };
  },
};

const AFTER = ["after", "waits for", "closes", "phase", "depends on", "blocked by", "requires", "tasks"];
const BEFORE = ["before", "blocks", "unblocks", "opens"];
const CRITERIA = ["criteria", "criterion", "exit criteria", "success criteria", "acceptance criteria", "conditions"];
const APPROVER = ["approver", "approvers", "approved by", "owner", "sign off", "decided by"];

function isGates(block: Block): block is Table {
  if (
    block.kind !== "table" ||
    !/^(?:quality )?(?:gates?|checkpoints?)(?: name| id)?$/.test(headerKey(block.header[0] ?? ""))
  )
    return false;
  const keys = block.header.map(headerKey);
  return keys.some((key) => AFTER.includes(key) || BEFORE.includes(key));
}

function toGate({ cells, line }: TableRow, { header }: Table): GateDraft | null {
  const keys = header.map(headerKey);
  const cell = (names: readonly string[]) => {
    const text = plain(cells[keys.findIndex((key, at) => at > 0 && names.includes(key))] ?? "");
    return saysNone(text) ? "" : text;
  };
  const title = plain(cells[0] ?? "");
  if (title === "") return null;
  const list = (text: string) => (text === "" ? [] : [text]);
  return {
    id: slug(title),
    title,
    criteria: cell(CRITERIA)
      .split(/; ?/)
      .flatMap((text) => (text === "" ? [] : [{ text, done: false }])),
    approver: cell(APPROVER) || null,
    status: gateStatus(cell(["status", "state"])),
    fresh: false,
    after: list(cell(AFTER)),
    before: list(cell(BEFORE)),
    closes: null,
    names: namesOf(title),
    line,
  };
}
