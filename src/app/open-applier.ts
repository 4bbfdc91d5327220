/**
 * Applies one plan with a personal token, where no App is installed: the App's own loop (mirror, turns, intents, pace)
 * around a decision that knows nothing but the plan. What it wrote it knows again by markers in issues of the token's
 * account; they are sealed with a key that is no secret, because nobody but that account can be the author.
 */
import { randomBytes } from "node:crypto";
import { type Controller, openController } from "../controller/controller.ts";
import { deriveSealKeys } from "../controller/marker-seal.ts";
import type { Trouble } from "../controller/reconcile.ts";
import { describe } from "../controller/refusals.ts";
import type { Action } from "../core/actions.ts";
import { buildWorld } from "../core/build-world.ts";
import type { Decide } from "../core/decide.ts";
import { handOut } from "../core/hand-out.ts";
import { adoptedEdges } from "../core/plans/apply/adopted-edges.ts";
import type { ChosenPlan } from "../core/plans/apply/applied-plans.ts";
import { type Comparison, comparePlan } from "../core/plans/apply/compare-plan.ts";
import { giveToOwners } from "../core/plans/apply/give-to-owners.ts";
import { expectedEnd } from "../core/plans/apply/plan-pace.ts";
import { planNativeEdges } from "../core/steps/native-edges.ts";
import { planOnePlan } from "../core/steps/task-issues.ts";
import { openTrust } from "../core/trust.ts";
import type { World } from "../core/world.ts";
import { readPayload } from "../github/payloads.ts";
import type { Clock } from "../ports/clock.ts";
import { type GitHub, Refused, type RepositoryOnGitHub } from "../ports/github.ts";
import type { Store } from "../ports/store.ts";
import { views } from "../views/all.ts";

export interface Progress {
  readonly made: number;
  readonly total: number;
  /** ISO; when the next issue may be written; null when nothing waits for its time. */
  readonly nextAt: string | null;
  /** ISO; when the last issue is expected to stand, if GitHub asks for no rest. */
  readonly endsAt: string;
  /** Other changes that are left: texts, labels, dependencies, places, owners. */
  readonly changes: number;
  /** Nothing is left to write, but what GitHub refused. */
  readonly isDone: boolean;
}

export interface ApplierOptions {
  readonly github: GitHub;
  /** Forgotten afterwards: everything that counts stands on GitHub. */
  readonly store: Store;
  readonly clock: Clock;
  readonly host: string;
  readonly plan: ChosenPlan;
  /** Logins in small letters to whom issues may be given. */
  readonly assignable: ReadonlySet<string>;
  /** Something that GitHub refuses, once each; it is not tried again by this applier. */
  readonly onRefused: (what: string) => void;
  readonly onProgress: (progress: Progress) => void;
  readonly onTrouble: (trouble: Trouble) => void;
}

const PUBLIC_KEY = "signalbox apply";
const plugins = { commands: [], views };

/** The dependencies of the plan's issues, never those of others; once all of them stand. */
function edgesOf(compared: Comparison, world: World): readonly Action[] {
  const ours = new Set(compared.issues.numbers.values());
  const said = planNativeEdges(world).filter(({ kind, ...one }) => {
    return kind === "add-edge" && "issue" in one && ours.has(one.issue);
  });
  return [...said, ...adoptedEdges(compared, world).actions];
}

/** Only what belongs to the plan, and what GitHub has not refused yet. */
function decideFor({ plan, assignable, onProgress }: ApplierOptions, refused: ReadonlySet<string>): Decide {
  return (snapshot) => {
    const trust = openTrust(snapshot);
    const world = buildWorld(snapshot, trust);
    const compared = comparePlan(plan, world, views);
    const { issues, create } = compared;
    const planned = planOnePlan({ plan, compared, made: 0 }, world, plugins);
    const follows =
      create.length === 0 ? [...giveToOwners(compared, world, assignable), ...edgesOf(compared, world)] : [];
    const actions = [...planned.actions, ...follows].filter((action) => !refused.has(nameOf(action)));
    const nextAt = planned.recheckAt[0] ?? null;
    const total = issues.numbers.size + create.length;
    const changes = actions.filter(({ kind }) => kind !== "create-issue").length;
    const isStuck = create.length > 0 && planned.recheckAt.length === 0;
    const isDone = actions.length === 0 && (create.length === 0 || isStuck);
    onProgress({
      made: issues.numbers.size,
      total,
      nextAt,
      endsAt: expectedEnd(world, create.length),
      changes,
      isDone,
    });
    const neededRoles = [...trust.missing.values()];
    return { actions, recheckAt: nextAt, neededRoles, neededForeign: [], world, schedule: handOut(world) };
  };
}

/** What makes two tries the same. */
function nameOf(action: Action): string {
  return `${"issue" in action ? `#${action.issue}: ` : ""}${describe(action)}`;
}

interface Ears {
  onDone(action: Action): void;
  onRefused(action: Action, error: Refused): void;
}

/** The same repository, which tells what became of each write. */
function listened(repository: RepositoryOnGitHub, { onDone, onRefused }: Ears): RepositoryOnGitHub {
  return {
    ...repository,
    async perform(action) {
      try {
        const performed = await repository.perform(action);
        onDone(action);
        return performed;
      } catch (error) {
        // A text that changed meanwhile is read again and decided anew.
        if (error instanceof Refused && error.status !== 409) onRefused(action, error);
        throw error;
      }
    },
  };
}

export function openApplier(given: ApplierOptions): Controller {
  const { github, store, clock, host, onTrouble } = given;
  const refused = new Set<string>();
  let last: Progress | null = null;
  const onProgress = (progress: Progress) => {
    last = progress;
    given.onProgress(progress);
  };
  const options = { ...given, onProgress };
  const ears: Ears = {
    onDone({ kind }) {
      if (last === null) return;
      const { made, changes } = last;
      onProgress(
        kind === "create-issue" ? { ...last, made: made + 1 } : { ...last, changes: Math.max(0, changes - 1) },
      );
    },
    onRefused(action, { message }) {
      refused.add(nameOf(action));
      given.onRefused(`GitHub refused ${nameOf(action)}: ${message}`);
    },
  };
  return openController({
    github: { ...github, of: (repository) => listened(github.of(repository), ears) },
    store,
    clock,
    host,
    decide: decideFor(options, refused),
    readHook: readPayload,
    keys: deriveSealKeys([PUBLIC_KEY]),
    // Nothing is ever delivered here.
    secrets: [randomBytes(32).toString("hex")],
    onTrouble,
  });
}
