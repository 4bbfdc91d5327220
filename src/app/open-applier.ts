/**
 * Applies one plan with a personal token, where no App is installed: the App's own loop (mirror, turns, intents, pace)
 * around a decision that knows nothing but the plan. What it wrote it knows again by markers in issues of the token's
 * account; they are sealed with a key that is no secret, because nobody but that account can be the author.
 */
import { randomBytes } from "node:crypto";
import { type Controller, openController } from "../controller/controller.ts";
import { deriveSealKeys } from "../controller/marker-seal.ts";
import type { Trouble } from "../controller/reconcile.ts";
import { buildWorld } from "../core/build-world.ts";
import type { Decide } from "../core/decide.ts";
import { handOut } from "../core/hand-out.ts";
import type { AppliedPlan } from "../core/plans/apply/applied-plans.ts";
import { comparePlan } from "../core/plans/apply/compare-plan.ts";
import { planNativeEdges } from "../core/steps/native-edges.ts";
import { planOnePlan } from "../core/steps/task-issues.ts";
import { openTrust } from "../core/trust.ts";
import { readPayload } from "../github/payloads.ts";
import type { Clock } from "../ports/clock.ts";
import type { GitHub } from "../ports/github.ts";
import type { Store } from "../ports/store.ts";
import { views } from "../views/all.ts";

export interface Progress {
  readonly made: number;
  readonly total: number;
  /** ISO; when the next issue may be written; null when nothing waits for its time. */
  readonly nextAt: string | null;
  /** Nothing is left to write. */
  readonly isDone: boolean;
}

export interface ApplierOptions {
  readonly github: GitHub;
  /** Forgotten afterwards: everything that counts stands on GitHub. */
  readonly store: Store;
  readonly clock: Clock;
  readonly host: string;
  readonly plan: AppliedPlan;
  readonly onProgress: (progress: Progress) => void;
  readonly onTrouble: (trouble: Trouble) => void;
}

const PUBLIC_KEY = "signalbox apply";
const plugins = { commands: [], views };

/** Only what belongs to the plan: the dependencies of its issues, never those of others. */
function decideFor({ plan, onProgress }: ApplierOptions): Decide {
  return (snapshot) => {
    const trust = openTrust(snapshot);
    const world = buildWorld(snapshot, trust);
    const { issues, create } = comparePlan(plan, world, views);
    const ours = new Set(issues.numbers.values());
    const planned = planOnePlan(plan, world, plugins);
    const edges = planNativeEdges(world).filter(({ kind, ...one }) => {
      return kind === "add-edge" && "issue" in one && ours.has(one.issue);
    });
    const actions = [...planned.actions, ...(create.length === 0 ? edges : [])];
    const nextAt = planned.recheckAt[0] ?? null;
    const total = issues.numbers.size + create.length;
    onProgress({ made: issues.numbers.size, total, nextAt, isDone: actions.length + create.length === 0 });
    const neededRoles = [...trust.missing.values()];
    return { actions, recheckAt: nextAt, neededRoles, neededForeign: [], world, schedule: handOut(world) };
  };
}

export function openApplier(options: ApplierOptions): Controller {
  const { github, store, clock, host, onTrouble } = options;
  return openController({
    github,
    store,
    clock,
    host,
    decide: decideFor(options),
    readHook: readPayload,
    keys: deriveSealKeys([PUBLIC_KEY]),
    // Nothing is ever delivered here.
    secrets: [randomBytes(32).toString("hex")],
    onTrouble,
  });
}
