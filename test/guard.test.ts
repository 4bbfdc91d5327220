// The guard lets a new enough Node pass in silence and stops an old one with one sentence.
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { complaintAbout } from "../src/cli/guard.mjs";

const guard = fileURLToPath(new URL("../src/cli/guard.mjs", import.meta.url));

function runGuardAs(version: string): { status: number | null; said: string } {
  const pretend = `data:text/javascript,Object.defineProperty(process,"versions",{value:{node:"${version}"}})`;
  const run = spawnSync(process.execPath, ["--import", pretend, guard], { encoding: "utf8" });
  return { status: run.status, said: run.stdout + run.stderr };
}

test.each(["24.15.0", "24.21.0", "25.0.0", "30.1.2"])("Node %s may run Signalbox", (version) => {
  expect(complaintAbout(version)).toBeNull();
});

test.each(["12.22.0", "20.20.2", "22.18.0", "24.14.9", "24.9.0"])("Node %s is refused", (version) => {
  expect(complaintAbout(version)).toContain(`found Node ${version}`);
});

test("the sentence says what is needed and what to do, on every system", () => {
  const sentence = complaintAbout("20.20.2");
  for (const part of ["Node 24.15 or newer", "`npm ci`", "on a Mac, install Node 24"]) expect(sentence).toContain(part);
  expect(sentence?.split("\n")).toHaveLength(1);
});

test("started by an old Node the guard exits 1 with that sentence alone", () => {
  expect(runGuardAs("20.20.2")).toEqual({ status: 1, said: `${complaintAbout("20.20.2")}\n` });
});

test("started by a new Node the guard is silent", () => {
  expect(runGuardAs("24.21.0")).toEqual({ status: 0, said: "" });
});

test("every npm script that runs our TypeScript asks the guard first", () => {
  const { scripts } = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8")) as {
    scripts: Record<string, string>;
  };
  const unguarded = Object.entries(scripts)
    .filter(([, command]) => /vitest|\.ts\b/.test(command))
    .filter(([, command]) => !command.startsWith("node src/cli/guard.mjs && "))
    .map(([name]) => name);
  expect(unguarded).toEqual([]);
});
