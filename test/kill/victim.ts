/** One life of the App in a process of its own, seen from outside: when it listens, when it is dead, how to end it. */
import { type ChildProcess, fork } from "node:child_process";
import { join } from "node:path";
import { root } from "../source-file.ts";
import type { ChildAnswers, ChildHears, ChildOptions, ChildSays } from "./app-child.ts";

/** Where Node keeps what it compiled, as it does for the product. */
const COMPILE_CACHE = join(root, "node_modules/.cache/signalbox");

export interface Victim {
  /** Where it takes deliveries; rejects when it dies before it listens. */
  readonly listening: Promise<string>;
  /** Resolves when the process is gone, with how it ended. */
  readonly dead: Promise<"SIGKILL" | "otherwise">;
  /** What it wrote to its error stream: empty unless something is wrong. */
  readonly complaints: () => string;
  readonly pid: number;
  /** Real ms from the start of the process until it listened; null until then. */
  readonly startMs: () => number | null;
  /** True when nothing runs, waits, or is due within `ms`; false also when it is dead. */
  isSettledFor(ms: number): Promise<boolean>;
  /** Resolves when it is to die at this point from now on, or is dead already. */
  arm(crashAt: string): Promise<void>;
  /** SIGKILL; resolves when the process is gone. */
  kill(): Promise<void>;
}

/** `program` is what `bundleChild` made of app-child.ts. */
export function startVictim(program: string, options: ChildOptions): Victim {
  const startedAt = performance.now();
  let startMs: number | null = null;
  let complaints = "";
  const child = fork(program, [JSON.stringify(options)], {
    execPath: process.execPath,
    execArgv: [],
    stdio: ["ignore", "ignore", "pipe", "ipc"],
    env: { ...process.env, NODE_COMPILE_CACHE: COMPILE_CACHE, NODE_OPTIONS: "" },
  });
  child.stderr?.on("data", (text: Buffer) => {
    complaints += text.toString();
  });
  const dead = new Promise<"SIGKILL" | "otherwise">((resolve) => {
    child.once("exit", (_, signal) => resolve(signal === "SIGKILL" ? "SIGKILL" : "otherwise"));
  });
  const listening = new Promise<string>((resolve, reject) => {
    child.on("message", (said: ChildSays) => {
      if (!("hookUrl" in said)) return;
      startMs = performance.now() - startedAt;
      resolve(said.hookUrl);
    });
    void dead.then(() => reject(new Error(`died before it listened: ${complaints}`)));
  });
  listening.catch(() => undefined);
  return {
    listening,
    dead,
    complaints: () => complaints,
    pid: child.pid ?? 0,
    startMs: () => startMs,
    async isSettledFor(ms) {
      const answer = await ask(child, { isSettledFor: ms }, dead);
      return answer !== null && "isSettled" in answer && answer.isSettled;
    },
    async arm(crashAt) {
      await ask(child, { crashAt }, dead);
    },
    async kill() {
      child.kill("SIGKILL");
      await dead;
    },
  };
}

/** One question at a time; null when it is dead. */
async function ask(child: ChildProcess, question: ChildHears, dead: Promise<unknown>): Promise<ChildAnswers | null> {
  if (!child.connected) return null;
  const answer = new Promise<ChildAnswers>((resolve) => {
    const hear = (said: ChildSays) => {
      if ("hookUrl" in said) return;
      child.off("message", hear);
      resolve(said);
    };
    child.on("message", hear);
  });
  child.send(question, () => undefined);
  return Promise.race([answer, dead.then(() => null)]);
}
