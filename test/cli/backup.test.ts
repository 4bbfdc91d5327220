/** `signalbox backup` and `restore`: beside a running store, refused with a sentence, and nothing is lost on the way. */
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { expect, test, vi } from "vitest";
import { backUpStore, restoreStore } from "../../src/store/copies.ts";
import { openSqliteStore } from "../../src/store/sqlite.ts";
import { delivery } from "../store/conformance.ts";
import { openFiles, signalbox } from "./run-signalbox.ts";

const file = openFiles();

function inFolder<T>(work: (path: (name: string) => string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), "signalbox-backup-"));
  return work((name) => join(folder, name)).finally(() => rmSync(folder, { recursive: true }));
}

test("a store in use is copied as it stands, and put back when it is free", () =>
  inFolder(async (path) => {
    const store = openSqliteStore(path("store"));
    await store.receive([delivery("before")]);
    const copied = await signalbox("backup", path("copy"), "--store", path("store"));
    expect(copied).toMatchObject({ code: 0, err: "" });
    await store.receive([delivery("after")]);

    const refused = await signalbox("restore", path("copy"), "--store", path("store"));
    expect(refused.code).toBe(2);
    expect(refused.err).toContain("in use by a running Signalbox");
    await store.close();

    const restored = await signalbox("restore", path("copy"), "--store", path("store"));
    expect(restored).toMatchObject({ code: 0, err: "" });
    const again = openSqliteStore(path("store"));
    expect(await again.pending(7)).toEqual([delivery("before")]);
    await again.close();
    const aside = readdirSync(path("")).find((name) => /^store\.replaced-[\dTZ.-]+$/.test(name)) ?? "";
    const replaced = openSqliteStore(path(aside));
    expect(await replaced.pending(7)).toEqual([delivery("before"), delivery("after")]);
    await replaced.close();
    expect(readdirSync(path("")).filter((name) => name.endsWith(".part"))).toEqual([]);
  }));

test("what is no store, is newer than we are, or would be written over is refused, and the store stays", () =>
  inFolder(async (path) => {
    await openSqliteStore(path("store")).close();
    await openSqliteStore(path("newer")).close();
    const sqlite = new DatabaseSync(path("newer"));
    sqlite.exec("PRAGMA user_version = 99");
    sqlite.close();
    const restore = (copy: string) => () => restoreStore(copy, path("store"), 0);
    expect(restore(path("newer"))).toThrow(/schema 99, this Signalbox knows \d+/);
    expect(restore(file("not a store"))).toThrow(/not a whole store/);
    expect(restore(path("missing"))).toThrow(/There is no file/);
    await expect(backUpStore(file("no store either ".repeat(99)), path("copy"))).rejects.toThrow(
      /the file is no store/,
    );
    writeFileSync(path("bad"), readFileSync(path("store")).fill(0x5a, 4096));
    await expect(backUpStore(path("bad"), path("copy"))).rejects.toThrow(/malformed|not a whole store.*restore/);
    expect(existsSync(path("copy"))).toBe(false);
    await expect(backUpStore(path("store"), path("newer"))).rejects.toThrow(/exists already/);
    await expect(backUpStore(path("missing"), path("copy"))).rejects.toThrow(/nothing to back up/);
    const said = await signalbox("backup", join(path("nowhere"), "x"), "--store", path("store"));
    expect(said).toMatchObject({ code: 2, err: expect.stringContaining("There is no folder") });
    expect(existsSync(path("store"))).toBe(true);
  }));

test("what may not be cleared away is said in a sentence, and stays", () =>
  inFolder(async (path) => {
    await openSqliteStore(path("store")).close();
    await openSqliteStore(path("copy")).close();
    for (const part of ["new.part", "store.part"]) mkdirSync(path(part));
    await expect(backUpStore(path("store"), path("new"))).rejects.toThrow(/No copy of .* see that both are files/);
    expect(() => restoreStore(path("copy"), path("store"), 0)).toThrow(/was not put in the place of .* see that/);
    expect([existsSync(path("new.part")), existsSync(path("store.part"))]).toEqual([true, true]);
  }));

test("on a new machine the store's folder is made, and nobody else may read either file", () =>
  inFolder(async (path) => {
    const store = openSqliteStore(path("store"));
    await store.receive([delivery("before")]);
    await backUpStore(path("store"), path("copy"));
    await store.close();
    expect(await signalbox("restore", path("copy"), "--store", path("new/data/store"))).toMatchObject({
      code: 0,
      err: "",
    });
    const again = openSqliteStore(path("new/data/store"));
    expect(await again.pending(7)).toEqual([delivery("before")]);
    await again.close();
    expect([path("copy"), path("new/data/store")].map((one) => statSync(one).mode & 0o077)).toEqual([0, 0]);
  }));

test("whatever else stands in the way is said in a sentence that names the files the operator named", () =>
  inFolder(async (path) => {
    await openSqliteStore(path("store")).close();
    mkdirSync(path("folder"));
    const text = file("No store, but long enough to be looked at as one. ".repeat(100));
    for (const words of [
      ["backup", path("copy"), "--store", text],
      ["backup", path("copy"), "--store", path("folder")],
      ["restore", path("folder"), "--store", path("store")],
      ["restore", text, "--store", path("store")],
      ["restore", path("store"), "--store", join(text, "below", "store")],
    ]) {
      const { code, err } = await signalbox(...words);
      expect({ words, code, err }).toMatchObject({ code: 2, err: expect.stringContaining(words[1] ?? "") });
      expect(err).not.toMatch(/\.part|\n {4}at /);
    }
    expect(existsSync(path("copy"))).toBe(false);
    await openSqliteStore(path("store")).close();
  }));

test("a copy can be taken of the store of STORE_PATH while the other variables are wrong", () =>
  inFolder(async (path) => {
    await openSqliteStore(path("store")).close();
    vi.stubEnv("STORE_PATH", path("store"));
    vi.stubEnv("PRIVATE_KEY_PATH", path("nowhere.pem"));
    vi.stubEnv("NODE_ENV", "production");
    const copied = await signalbox("backup", path("copy"));
    vi.unstubAllEnvs();
    expect(copied).toMatchObject({ code: 0, err: "" });
    expect(existsSync(path("copy"))).toBe(true);
  }));
