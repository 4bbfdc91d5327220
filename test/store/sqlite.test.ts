/** The SQLite store: everything every store must do, and what only a file on a disk can get wrong. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { expect, test } from "vitest";
import type { Store } from "../../src/ports/store.ts";
import { openDatabase } from "../../src/store/database.ts";
import { migrations } from "../../src/store/migrations/all.ts";
import { openSqliteStore } from "../../src/store/sqlite.ts";
import { delivery, describeStore } from "./conformance.ts";

describeStore("sqlite in memory", async () => {
  const sqlite = new DatabaseSync(":memory:");
  return {
    open: async () => openSqliteStore(sqlite),
    remove: async () => sqlite.close(),
  };
});

describeStore("sqlite in a file", async () => {
  const folder = mkdtempSync(join(tmpdir(), "signalbox-store-"));
  let last: Store | null = null;
  return {
    open: async () => {
      await last?.close();
      last = openSqliteStore(join(folder, "store.db"));
      return last;
    },
    remove: async () => {
      await last?.close();
      rmSync(folder, { recursive: true });
    },
  };
});

function inFile<T>(work: (path: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), "signalbox-store-"));
  return work(join(folder, "store.db")).finally(() => rmSync(folder, { recursive: true }));
}

test("a second opening of the same file is refused with a sentence", () =>
  inFile(async (path) => {
    const store = openSqliteStore(path);
    expect(() => openSqliteStore(path)).toThrow(/in use by another Signalbox/);
    await store.close();
    await openSqliteStore(path).close();
  }));

test("a process killed right after the answer loses nothing and leaves no lock", () =>
  inFile(async (path) => {
    const script = `
      const { openSqliteStore } = await import(${JSON.stringify(new URL("../../src/store/sqlite.ts", import.meta.url).href)});
      const store = openSqliteStore(${JSON.stringify(path)});
      await store.receive([${JSON.stringify(delivery("kept"))}]);
      process.kill(process.pid, "SIGKILL");
    `;
    const child = spawnSync(process.execPath, ["--input-type=module", "-e", script], { encoding: "utf8" });
    expect(child.signal).toBe("SIGKILL");
    const store = openSqliteStore(path);
    expect(await store.pending(7)).toEqual([delivery("kept")]);
    await store.close();
  }));

test("a store of a newer version is refused, and an old one keeps its rows when opened again", () =>
  inFile(async (path) => {
    const first = openSqliteStore(path);
    await first.receive([delivery("a")]);
    await first.close();
    const again = openSqliteStore(path);
    expect(await again.pending(7)).toEqual([delivery("a")]);
    await again.close();
    const sqlite = new DatabaseSync(path);
    sqlite.exec("PRAGMA user_version = 99");
    sqlite.close();
    expect(() => openSqliteStore(path)).toThrow(/schema 99/);
  }));

test("an earlier store is brought up to date with everything in it, or stays as it was", () =>
  inFile(async (path) => {
    const first = openSqliteStore(path);
    await first.receive([delivery("kept")]);
    await first.close();
    const half = [
      ...migrations,
      "ALTER TABLE inbox ADD COLUMN weight INTEGER NOT NULL DEFAULT 3; CREATE TABLE inbox (a)",
    ];
    expect(() => openDatabase(path, half)).toThrow(/already exists/);
    const unchanged = openSqliteStore(path);
    expect(await unchanged.pending(7)).toEqual([delivery("kept")]);
    await unchanged.close();
    const later = openDatabase(path, [...migrations, "ALTER TABLE inbox ADD COLUMN weight INTEGER NOT NULL DEFAULT 3"]);
    expect(later.all("SELECT guid, weight FROM inbox")).toEqual([{ guid: delivery("kept").guid, weight: 3 }]);
    expect(later.get("PRAGMA user_version")).toEqual({ user_version: migrations.length + 1 });
    later.close();
    expect(() => openSqliteStore(path)).toThrow(/Start the newer version/);
  }));

test("a store that is open can be read by others", () =>
  inFile(async (path) => {
    const store = openSqliteStore(path);
    await store.receive([delivery("a")]);
    const other = new DatabaseSync(path, { readOnly: true });
    expect(other.prepare("SELECT count(*) AS n FROM inbox").get()).toEqual({ n: 1 });
    other.close();
    await store.close();
  }));

test("a file keeps a write-ahead journal", () =>
  inFile(async (path) => {
    await openSqliteStore(path).close();
    const after = new DatabaseSync(path);
    expect(after.prepare("PRAGMA journal_mode").get()).toEqual({ journal_mode: "wal" });
    after.close();
  }));

test("a disk that is full answers with a rejection, and receiving goes on when there is room", async () => {
  const sqlite = new DatabaseSync(":memory:");
  const store = openSqliteStore(sqlite);
  sqlite.exec("CREATE TRIGGER full BEFORE INSERT ON inbox BEGIN SELECT RAISE(FAIL, 'database or disk is full'); END");
  await expect(store.receive([delivery("a")])).rejects.toThrow(/full/);
  sqlite.exec("DROP TRIGGER full");
  expect(await store.receive([delivery("a")])).toBe(1);
  expect(await store.marks()).toHaveLength(1);
});

test("a database of another program is left as it is", () =>
  inFile(async (path) => {
    const other = new DatabaseSync(path);
    other.exec("CREATE TABLE song (title)");
    other.close();
    const before = readFileSync(path);
    expect(() => openSqliteStore(path)).toThrow(/tables of another program and none of ours/);
    expect(readFileSync(path)).toEqual(before);
  }));

test("a new store is its owner's alone, in whatever folder", () =>
  inFile(async (path) => {
    const store = openSqliteStore(path);
    await store.rest(1, 2);
    for (const end of ["", "-wal"]) expect(statSync(path + end).mode & 0o077, end).toBe(0);
    await store.close();
  }));
