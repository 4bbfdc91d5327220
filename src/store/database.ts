/** One SQLite connection with kept statements, immediate transactions, and a schema brought up to date on opening. */
import { closeSync, existsSync, openSync } from "node:fs";
import { DatabaseSync, type SQLInputValue, type StatementSync } from "node:sqlite";
import { type FileLock, lockStore } from "./file-lock.ts";
import { migrations } from "./migrations/all.ts";
import { unwellOr } from "./unwell.ts";

/** Issues of private repositories are in it; what SQLite puts beside it takes the same. */
const OWNER_ONLY = 0o600;

/** Every call throws StoreUnwell when it is the store that is in trouble. */
export interface Database {
  /** Returns the number of changed rows. */
  run(sql: string, ...values: SQLInputValue[]): number;
  /** `Row` must name the columns of the statement with their types in the schema. */
  get<Row>(sql: string, ...values: SQLInputValue[]): Row | undefined;
  all<Row>(sql: string, ...values: SQLInputValue[]): readonly Row[];
  /** All or nothing; a throw rolls back and goes on. */
  transaction<T>(work: () => T): T;
  close(): void;
}

/**
 * Opens and brings the schema up to date by `steps`. Throws a sentence for the operator when the file is in use or comes
 * from a newer Signalbox.
 */
export function openDatabase(source: string | DatabaseSync, steps: readonly string[] = migrations): Database {
  const isFile = typeof source === "string" && source !== ":memory:";
  const lock = isFile ? claimFile(source) : null;
  try {
    return new Connection(openMigrated(source, isFile, steps), lock);
  } catch (error) {
    lock?.release();
    throw error;
  }
}

function openMigrated(source: string | DatabaseSync, isFile: boolean, steps: readonly string[]): DatabaseSync {
  if (isFile && !existsSync(String(source))) closeSync(openSync(String(source), "a", OWNER_ONLY));
  const sqlite = typeof source === "string" ? new DatabaseSync(source) : source;
  try {
    if (isOfAnother(sqlite)) {
      throw new Error("The store has tables of another program and none of ours: give STORE_PATH a file of its own.");
    }
    if (isFile) sqlite.exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; BEGIN IMMEDIATE; COMMIT;");
    migrate(sqlite, steps);
    return sqlite;
  } catch (error) {
    if (typeof source === "string") sqlite.close();
    throw error;
  }
}

/** True when there are tables, and not ours: looked at before anything is changed. */
export function isOfAnother(sqlite: DatabaseSync): boolean {
  const tables = sqlite.prepare("SELECT name FROM sqlite_schema WHERE type = 'table'").all();
  return tables.length > 0 && !["inbox", "turn"].every((ours) => tables.some(({ name }) => name === ours));
}

function claimFile(path: string): FileLock {
  const lock = lockStore(path);
  if (lock !== null) return lock;
  throw new Error(`The store ${path} is in use by another Signalbox. One process per file: stop the other one first.`);
}

function migrate(sqlite: DatabaseSync, steps: readonly string[]): void {
  const version = Number(sqlite.prepare("PRAGMA user_version").get()?.user_version ?? 0);
  if (version > steps.length) {
    throw new Error(
      `The store has schema ${version}, this Signalbox knows ${steps.length}. Start the newer version that wrote it, or begin with an empty store: it is rebuilt from GitHub.`,
    );
  }
  for (const [index, sql] of steps.entries()) {
    if (index < version) continue;
    sqlite.exec("BEGIN IMMEDIATE");
    try {
      sqlite.exec(`${sql}; PRAGMA user_version = ${index + 1}; COMMIT;`);
    } catch (error) {
      sqlite.exec("ROLLBACK");
      throw error;
    }
  }
}

class Connection implements Database {
  readonly #sqlite: DatabaseSync;
  readonly #lock: FileLock | null;
  readonly #statements = new Map<string, StatementSync>();

  constructor(sqlite: DatabaseSync, lock: FileLock | null) {
    this.#sqlite = sqlite;
    this.#lock = lock;
  }

  run(sql: string, ...values: SQLInputValue[]): number {
    return telling(() => Number(this.#statement(sql).run(...values).changes));
  }

  get<Row>(sql: string, ...values: SQLInputValue[]): Row | undefined {
    return telling(() => this.#statement(sql).get(...values) as Row | undefined);
  }

  all<Row>(sql: string, ...values: SQLInputValue[]): readonly Row[] {
    return telling(() => this.#statement(sql).all(...values) as unknown as readonly Row[]);
  }

  transaction<T>(work: () => T): T {
    telling(() => this.#sqlite.exec("BEGIN IMMEDIATE"));
    try {
      const result = work();
      telling(() => this.#sqlite.exec("COMMIT"));
      return result;
    } catch (error) {
      if (this.#sqlite.isTransaction) this.#sqlite.exec("ROLLBACK");
      throw error;
    }
  }

  close(): void {
    this.#statements.clear();
    if (!this.#sqlite.isOpen) return;
    this.#sqlite.close();
    this.#lock?.release();
  }

  #statement(sql: string): StatementSync {
    const known = this.#statements.get(sql);
    if (known !== undefined) return known;
    const statement = this.#sqlite.prepare(sql);
    this.#statements.set(sql, statement);
    return statement;
  }
}

function telling<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw unwellOr(error);
  }
}
