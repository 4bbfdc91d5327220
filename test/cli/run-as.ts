/** Runs the command line on the local GitHub of a story, as one of its people. */
import { onTestFinished } from "vitest";
import { openHttpFace } from "../../src/sandbox/http.ts";
import type { Stage } from "../scenarios/stage.ts";
import { type Said, signalbox } from "./run-signalbox.ts";

/** The sandbox's time goes on meanwhile. */
export async function run(yard: Stage, who: string, ...words: string[]): Promise<Said> {
  const face = await openHttpFace(yard.sandbox);
  const before = { ...process.env };
  onTestFinished(async () => {
    process.env = before;
  });
  Object.assign(process.env, { GITHUB_API_URL: face.apiUrl, GITHUB_TOKEN: yard.sandbox.tokenOf(who) });
  let said: Said | null = null;
  const running = signalbox(...words).then((one) => {
    said = one;
    return one;
  });
  while (said === null) {
    await yard.clock.advance(50);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  await face.close();
  return running;
}
