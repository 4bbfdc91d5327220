/** Our copy of each repository as rows of JSON: one kind per list, one key per thing. */
import { refKey } from "../core/model.ts";
import type { KnownForeign, KnownRole, MirrorRows } from "../ports/store.ts";
import type { Database } from "./database.ts";

type Kind = "issue" | "comment" | "gone issue" | "gone comment" | "role" | "foreign" | "note";

interface Row {
  readonly kind: Kind;
  readonly key: string;
  readonly json: string;
}

export function loadRows(db: Database, repositoryId: number): MirrorRows {
  const rows = db.all<Row>("SELECT kind, key, json FROM mirror WHERE repository_id = ?", repositoryId);
  const of = (kind: Kind) => rows.filter((row) => row.kind === kind);
  const parsed = <T>(kind: Kind) => of(kind).map((row) => JSON.parse(row.json) as T);
  return {
    issues: parsed<MirrorRows["issues"][number]>("issue").sort((a, b) => a.number - b.number),
    comments: parsed<MirrorRows["comments"][number]>("comment").sort((a, b) => a.id - b.id),
    goneIssues: of("gone issue").map((row) => Number(row.key)),
    goneComments: of("gone comment").map((row) => Number(row.key)),
    roles: parsed<KnownRole>("role"),
    foreign: parsed<KnownForeign>("foreign"),
    notes: Object.fromEntries(of("note").map((row) => [row.key, JSON.parse(row.json) as string])),
  };
}

/** Writes what changed; what is gone leaves its row for its number, what came back loses its "gone". Empty notes go. */
export function saveRows(db: Database, repositoryId: number, rows: Partial<MirrorRows>): void {
  const put = (kind: Kind, key: string | number, value: unknown) =>
    db.run(
      `INSERT INTO mirror (repository_id, kind, key, json) VALUES (?, ?, ?, ?)
       ON CONFLICT (repository_id, kind, key) DO UPDATE SET json = excluded.json`,
      repositoryId,
      kind,
      String(key),
      JSON.stringify(value),
    );
  const drop = (kind: Kind, key: string | number) =>
    db.run("DELETE FROM mirror WHERE repository_id = ? AND kind = ? AND key = ?", repositoryId, kind, String(key));
  const swap = (from: Kind, to: Kind, key: number, value: unknown) => {
    drop(from, key);
    put(to, key, value);
  };
  for (const issue of rows.issues ?? []) swap("gone issue", "issue", issue.number, issue);
  for (const comment of rows.comments ?? []) swap("gone comment", "comment", comment.id, comment);
  for (const number of rows.goneIssues ?? []) swap("issue", "gone issue", number, true);
  for (const id of rows.goneComments ?? []) swap("comment", "gone comment", id, true);
  for (const role of rows.roles ?? []) put("role", role.actorId, role);
  for (const known of rows.foreign ?? []) put("foreign", refKey(known.issue.ref), known);
  for (const [key, note] of Object.entries(rows.notes ?? {})) {
    if (note === "") drop("note", key);
    else put("note", key, note);
  }
}

/** What belongs to repositories that are no longer installed. */
export function pruneRows(db: Database): void {
  db.run("DELETE FROM mirror WHERE repository_id NOT IN (SELECT id FROM repository)");
  db.run("DELETE FROM resync_cursor WHERE repository_id NOT IN (SELECT id FROM repository)");
}
