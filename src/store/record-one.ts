/** One line of a repository's history. */
import type { HistoryEntry } from "../ports/store.ts";
import type { Database } from "./database.ts";

export function recordOne(db: Database, repositoryId: number, { at, what, issue, because }: HistoryEntry): void {
  db.run(
    "INSERT INTO history (repository_id, at, what, issue, because) VALUES (?, ?, ?, ?, ?)",
    repositoryId,
    at,
    what,
    issue,
    because,
  );
}
