/** Applies a plan to the local GitHub with a person's token, in a life of its own: nothing is remembered from the one before. */
import { openApplier, type Progress } from "../../src/app/open-applier.ts";
import { choosePlan } from "../../src/core/plans/apply/applied-plans.ts";
import { openWriter } from "../../src/github/open-writer.ts";
import type { Sandbox } from "../../src/sandbox/sandbox.ts";
import type { VirtualClock } from "../../src/sandbox/virtual-clock.ts";
import { openSqliteStore } from "../../src/store/sqlite.ts";

const MINUTE = 60_000;

export interface TokenLife {
  readonly clock: VirtualClock;
  readonly sandbox: Sandbox;
  readonly repo: string;
  /** Whose token it is. */
  readonly login: string;
  readonly assignable?: ReadonlySet<string>;
  /** How long it lasts: resolves when it is to end. */
  lasts(progress: () => Progress | null): Promise<void>;
}

export interface Applied {
  readonly last: Progress | null;
  readonly refused: readonly string[];
}

export async function applyWithToken(text: string, path: string, life: TokenLife): Promise<Applied> {
  const { clock, sandbox, repo, login, assignable = new Set() } = life;
  const plan = choosePlan({ text, hash: text, askedAt: "" }, { path, select: [], includeDone: false });
  if (typeof plan === "string") throw new Error(plan);
  const store = openSqliteStore(":memory:");
  const place = { baseUrl: sandbox.apiUrl, token: sandbox.tokenOf(login), fetch: sandbox.fetch as typeof fetch };
  const opening = openWriter({ ...place, clock, rests: store }, repo);
  await clock.advance(10_000);
  let last: Progress | null = null;
  const refused: string[] = [];
  const applier = openApplier({
    ...{ github: await opening, store, clock, host: "github.com", plan, assignable },
    onRefused: (what) => refused.push(what),
    onProgress: (progress) => {
      last = progress;
    },
    onTrouble: () => undefined,
  });
  await applier.start();
  await life.lasts(() => last);
  const stopping = applier.stop();
  await clock.advance(MINUTE);
  await stopping;
  await store.close();
  return { last, refused };
}
