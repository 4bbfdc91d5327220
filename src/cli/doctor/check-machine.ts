/** Looks at this machine: the Node that runs, and the store with the disk below it. */
import { accessSync, constants, existsSync, mkdtempSync, rmdirSync, statfsSync, statSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { CannotStart } from "../../app/cannot-start.ts";
import { storeKindAt } from "../../app/open-store.ts";
import { isOfAnother } from "../../store/database.ts";
import { isStoreInUse } from "../../store/file-lock.ts";
import { migrations } from "../../store/migrations/all.ts";
import { sqlite } from "../../store/sqlite.ts";
import { unwellOr } from "../../store/unwell.ts";
import { complaintAbout } from "../guard.mjs";
import { type Finding, well, wrong } from "./finding.ts";

/** A busy repository's mirror and three months of history take far less; a full disk refuses deliveries. */
const LEAST_FREE_BYTES = 500 * 1024 * 1024;
const MB = 1024 * 1024;

export function checkNode(version: string = process.versions.node): Finding {
  const complaint = complaintAbout(version);
  return complaint === null ? well("Node", `Node ${version}.`) : wrong("Node", complaint);
}

/** Leaves no change: a store that is not there yet is not made, one of an earlier version not brought up to date. */
export function checkStore(path: string): Finding[] {
  try {
    // Only files can be looked at from here.
    if (storeKindAt(path) !== sqlite) return [];
  } catch (error) {
    if (error instanceof CannotStart) return [wrong("store", error.message)];
    throw error;
  }
  const folder = nearestFolder(path);
  const found = existsSync(path) ? checkFile(path) : checkFolder(path, folder);
  return [found, checkDisk(folder)];
}

function nearestFolder(path: string): string {
  let folder = dirname(resolve(path));
  while (!existsSync(folder)) folder = dirname(folder);
  return folder;
}

function checkFolder(path: string, folder: string): Finding {
  if (statSync(folder).isDirectory() && takesFolders(folder))
    return well("store", `${path} does not exist yet; the first start makes it.`);
  return wrong(
    "store",
    `${path} does not exist, and ${folder} is no folder that this user may write to: set STORE_PATH to another place.`,
  );
}

function checkFile(path: string): Finding {
  if (![path, dirname(resolve(path))].every(isWritable)) {
    return wrong("store", `${path} and its folder must be writable for this user: change their owner, or STORE_PATH.`);
  }
  if (isStoreInUse(path)) return well("store", `${path} is in use by a running Signalbox.`);
  const version = readSchema(path);
  if (typeof version === "string") return wrong("store", `${path} cannot be used: ${version}.`);
  if (version > migrations.length) {
    return wrong(
      "store",
      `${path} has schema ${version}, this version knows ${migrations.length}: start the newer Signalbox that wrote it, ` +
        "or set STORE_PATH to a new file; it is rebuilt from GitHub.",
    );
  }
  const older = version < migrations.length ? "; the next start brings it up to date" : "";
  return well("store", `${path} can be opened, schema ${version}${older}.`);
}

/** The schema's version; or in words why there is none, and what to do, without the full stop. */
function readSchema(path: string): number | string {
  let sqlite: DatabaseSync | null = null;
  try {
    sqlite = new DatabaseSync(path, { readOnly: true });
    if (isOfAnother(sqlite)) return "it has tables of another program and none of ours: set STORE_PATH to another file";
    const damage = sqlite.prepare("PRAGMA quick_check(1)").get()?.["quick_check"];
    if (damage !== "ok") return "it is damaged: restore a backup, or delete it, and it is rebuilt from GitHub";
    return Number(sqlite.prepare("PRAGMA user_version").get()?.["user_version"] ?? 0);
  } catch (error) {
    const known = unwellOr(error);
    return (known instanceof Error ? known.message : String(known)).replace(/\.$/, "");
  } finally {
    sqlite?.close();
  }
}

function checkDisk(folder: string): Finding {
  const { bavail, bsize } = statfsSync(folder);
  const free = `${Math.floor((bavail * bsize) / MB).toLocaleString("en")} MB free below ${folder}`;
  if (bavail * bsize >= LEAST_FREE_BYTES) return well("disk", `${free}.`);
  return wrong("disk", `Only ${free}: when the disk is full deliveries are refused; make room, or move STORE_PATH.`);
}

/** Tried, because permissions do not tell: /proc takes nothing, whoever asks. */
function takesFolders(folder: string): boolean {
  try {
    rmdirSync(mkdtempSync(join(folder, ".signalbox-")));
    return true;
  } catch {
    return false;
  }
}

function isWritable(path: string): boolean {
  try {
    accessSync(path, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}
