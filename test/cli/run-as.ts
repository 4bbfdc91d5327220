/** Runs the command line on the local GitHub of a story, as one of its people. */
import { onTestFinished, vi } from "vitest";
import { openHttpFace } from "../../src/sandbox/http.ts";
import type { Stage } from "../scenarios/stage.ts";
import { type Said, signalbox, signalboxAlone } from "./run-signalbox.ts";

/** The sandbox's time goes on meanwhile. */
async function runBy(runner: typeof signalbox, yard: Stage, who: string, words: readonly string[]): Promise<Said> {
  const face = await openHttpFace(yard.sandbox);
  onTestFinished(() => void vi.unstubAllEnvs());
  vi.stubEnv("GITHUB_API_URL", face.apiUrl).stubEnv("GITHUB_TOKEN", yard.sandbox.tokenOf(who));
  let isOver = false;
  const running = runner(...words).finally(() => {
    isOver = true;
  });
  while (!isOver) {
    await yard.clock.advance(50);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  await face.close();
  return running;
}

export function run(yard: Stage, who: string, ...words: string[]): Promise<Said> {
  return runBy(signalbox, yard, who, words);
}

/** In a process of its own. */
export function runAlone(yard: Stage, who: string, ...words: string[]): Promise<Said> {
  return runBy(signalboxAlone, yard, who, words);
}
