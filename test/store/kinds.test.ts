// Every place that STORE_PATH can name belongs to one kind of store.
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { openStore, storeKindAt } from "../../src/app/open-store.ts";
import { stores } from "../../src/store/all.ts";
import { openSqliteStore } from "../../src/store/sqlite.ts";
import type { StoreKind } from "../../src/store/store-kind.ts";
import { delivery } from "./conformance.ts";

test.each(["data/signalbox.sqlite", "/srv/box.db", "C:\\box\\box.sqlite", "a:b", ":memory:"])(
  "%s is a place of SQLite",
  (place) => {
    expect(storeKindAt(place).name).toBe("sqlite");
  },
);

test("an address that no store takes is refused, with what STORE_PATH may hold", async () => {
  const opening = openStore("cloud://box.example.com/signalbox");
  await expect(opening).rejects.toThrow(/^No store of ours can be at cloud:.*STORE_PATH holds .*a file/);
});

test.each(stores.map(({ name }) => name))("%s is held to the promises of every store", (name) => {
  const files = readdirSync(import.meta.dirname).filter((file) => file.endsWith(".test.ts"));
  const texts = files.map((file) => readFileSync(join(import.meta.dirname, file), "utf8"));
  const isHeld = texts.some((text) => text.includes(`describeStore("${name}`));
  expect(isHeld, `no file of test/store calls describeStore("${name} …", …)`).toBe(true);
});

test("a further kind takes its own places and leaves the others alone", () => {
  const cloud: StoreKind = {
    name: "cloud",
    place: "an address that begins cloud://",
    takes: (place) => place.startsWith("cloud://"),
    open: () => openSqliteStore(":memory:"),
  };
  expect(storeKindAt("cloud://box", [cloud]).name).toBe("cloud");
  expect(() => storeKindAt("box.sqlite", [cloud])).toThrow("STORE_PATH holds an address that begins cloud://");
});

test("the folder of a file is made, and what was kept there is found again", async () => {
  const folder = mkdtempSync(join(tmpdir(), "signalbox-kinds-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const place = join(folder, "a", "b", "box.sqlite");
  const store = await openStore(place);
  await store.receive([delivery("kept")]);
  await store.close();
  const again = await openStore(place);
  expect((await again.pending(7)).map(({ guid }) => guid)).toEqual(["kept"]);
  await again.close();
});

test("a password in an address that no store takes is not printed", () => {
  const refused = () => storeKindAt("cloud://box:open/sesame@yard.example/data");
  expect(refused).toThrow("can be at cloud://[secret]@yard.example/data:");
});
