/**
 * How long the App takes from the start of its process until it listens, and what it holds in memory when idle.
 *
 * Method: the real entry point of the tests of kills, a process of its own over a local GitHub with an empty repository;
 * real ms until it says that it listens, median of seven; RSS of the first one ten seconds later.
 */
import { readFileSync } from "node:fs";
import { setTimeout as wait } from "node:timers/promises";
import { asWritten } from "../kill/bundle-child.ts";
import { openStage } from "../kill/stage.ts";
import { row } from "./table.ts";

const STARTS = 7;
const IDLE_MS = 10_000;

function rssOf(pid: number): string {
  const found = /^VmRSS:\s{0,20}(\d{1,12}) kB$/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1];
  return found === undefined ? "unknown" : `${Math.round(Number(found) / 1024)} MB`;
}

export async function benchStart(): Promise<void> {
  const stage = await openStage(1, asWritten);
  try {
    const times: number[] = [];
    for (let at = 0; at < STARTS; at += 1) {
      const victim = stage.begin();
      await victim.listening;
      times.push(victim.startMs() ?? 0);
      if (at === STARTS - 1) {
        await wait(IDLE_MS);
        row("idle memory (RSS)", process.platform === "linux" ? rssOf(victim.pid) : "unknown");
      }
      await stage.kill();
    }
    const median = times.sort((a, b) => a - b)[Math.floor(STARTS / 2)] ?? 0;
    row("from start to listening", `${Math.round(median)} ms`, `longest ${Math.round(times.at(-1) ?? 0)} ms`);
  } finally {
    await stage.close();
  }
}

if (import.meta.main) await benchStart();
