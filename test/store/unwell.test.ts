/** A store in trouble says so in a sentence; a mistake of ours stays what it is. */
import { DatabaseSync } from "node:sqlite";
import { expect, test } from "vitest";
import { StoreUnwell } from "../../src/ports/store.ts";
import { openDatabase } from "../../src/store/database.ts";
import { openSqliteStore } from "../../src/store/sqlite.ts";
import { delivery } from "./conformance.ts";

const large = delivery("large", { body: "x".repeat(1_000_000) });

function openFull() {
  const database = new DatabaseSync(":memory:");
  const store = openSqliteStore(database);
  const pages = Number(database.prepare("PRAGMA page_count").get()?.page_count);
  database.exec(`PRAGMA max_page_count = ${pages + 2}`);
  return { database, store };
}

test("without room nothing is kept, the probe says so, and with room everything is as before", async () => {
  const { database, store } = openFull();
  const full = "database or disk is full (the disk is full: make room).";
  await expect(store.receive([delivery("small"), large])).rejects.toThrow(new StoreUnwell(full));
  await expect(store.probe(0)).rejects.toThrow(StoreUnwell);
  expect(await store.backlog()).toEqual({ waiting: 0, oldestAt: null, putAside: 0 });
  expect(await store.marks()).toEqual([]);
  database.exec("PRAGMA max_page_count = 100000");
  await store.probe(0);
  expect(await store.receive([large])).toBe(1);
});

test("a mistake of ours is not blamed on the store", () => {
  const db = openDatabase(":memory:");
  for (const wrong of ["SELECT nothing FROM nowhere", "INSERT INTO inbox (guid) VALUES (NULL)"]) {
    const doing = () => db.run(wrong);
    expect(doing).toThrow();
    expect(doing).not.toThrow(StoreUnwell);
  }
});
