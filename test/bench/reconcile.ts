/**
 * What one change costs in a repository of 1,000 and of 10,000 issues: CPU ms of everything the loop does about it (the
 * turns, the decision, the store), and how often GitHub was asked.
 *
 * Method: the real controller, decision, payload reader and store (a file) over a GitHub of a few lines behind its port,
 * so that neither HTTP nor a simulated GitHub is measured; virtual time; after the first listing a delivery comes in, and
 * CPU is counted until nothing is left to do. Median of several changes after a few to warm up. Three of four issues are
 * open, most wait for one or two earlier ones. Then the same where enough is finished for dates, with a change every ten
 * seconds: so often as the board is not written again, and what one decision takes in the middle and at most.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { decide } from "../../src/app/wire.ts";
import { type Controller, openController } from "../../src/controller/controller.ts";
import { deriveSealKeys } from "../../src/controller/marker-seal.ts";
import type { Action } from "../../src/core/actions.ts";
import type { Issue, TimelineEntry } from "../../src/core/model.ts";
import { readPayload } from "../../src/github/payloads.ts";
import type { InstalledRepository, Performed, RepositoryOnGitHub } from "../../src/ports/github.ts";
import { openVirtualClock } from "../../src/sandbox/virtual-clock.ts";
import { openSqliteStore } from "../../src/store/sqlite.ts";
import { bot, FakeGitHub, yard } from "../controller/fake-github.ts";
import { guidOf, secret, signedHeaders } from "./signed.ts";
import { row } from "./table.ts";

const WARM = 3;
const RUNS = 9;

/** Performs what the loop's own tests never need. */
class WholeGitHub extends FakeGitHub {
  override of(repository: InstalledRepository): RepositoryOnGitHub {
    const real = super.of(repository);
    return { ...real, perform: (action) => this.#does(action) ?? real.perform(action) };
  }

  #does(action: Action): Promise<Performed> | null {
    switch (action.kind) {
      case "edit-issue":
        return this.#did(action.kind, { issue: this.#edit(action.issue, action.body) });
      case "pin":
        return this.#did(action.kind, { issue: this.change(action.issue, { isPinned: true }) });
      case "add-edge": {
        const { blockedBy } = this.issues.get(action.issue) ?? { blockedBy: [] };
        return this.#did(action.kind, {
          issue: this.change(action.issue, { blockedBy: [...blockedBy, action.blocker] }),
        });
      }
      case "create-label":
      case "react":
        return this.#did(action.kind, {});
      default:
        return null;
    }
  }

  /** GitHub notes who edited when, and the board is written again only a minute after that. */
  #edit(number: number, body: string): Issue {
    const { updatedAt } = this.change(number, { body });
    return this.change(number, { lastEditedAt: updatedAt, editor: bot });
  }

  async #did(kind: string, performed: Performed): Promise<Performed> {
    this.calls.push(`perform:${kind}`);
    return performed;
  }
}

/** Finished tasks whose beginning is known: enough for a forecast. */
const HISTORY = 200;

/** As it stands when all is settled, so that the first pass has nothing to do but the coordination issue. */
function furnish(github: FakeGitHub, size: number, hasDates: boolean): void {
  for (let number = 1; number <= size; number += 1) {
    const isOpen = number % 4 !== 1;
    const blockers = [number - 1, number - 7].filter((other) => other > 0 && number % 5 !== 0);
    const body = `${blockers.length === 0 ? "Dependencies: none" : `Depends on ${blockers.map((one) => `#${one}`).join(" and ")}.`}

**Estimate**: ${(number % 6) + 1}h
**Priority**: P${number % 3}

What is to be done is told here in a few sentences, as people do. There is some \`code\`, a [link](https://example.com)
and a list:

- [ ] one thing
- [ ] another thing
`;
    const issue = github.open(`Task ${number} of the yard`, body);
    const isBlocked = blockers.some((blocker) => blocker % 4 !== 1);
    const blockedBy = blockers.map((blocker) => ({ repo: yard.name, number: blocker }));
    const closed = isOpen ? {} : { stateReason: "completed" as const, closedAt: issue.createdAt };
    const labels = isOpen ? [isBlocked ? "blocked" : "ready"] : [];
    const taken = hasDates && !isOpen && number < 4 * HISTORY ? { timeline: takenBefore(issue) } : {};
    github.issues.set(number, { ...issue, isOpen, labels, blockedBy, ...closed, ...taken });
  }
  const workers = hasDates ? "workers: [{ name: ana, slots: 20 }, { name: bob, slots: 20 }]\n" : "";
  github.files.set(".github/signalbox.yml", `mode: live\nassignment: claims\ndailySummary: { days: [] }\n${workers}`);
  github.roles.set("ana", "maintain");
}

function takenBefore({ author, createdAt, number }: Issue): readonly TimelineEntry[] {
  const at = new Date(Date.parse(createdAt) - (60 + (number % 37) * 10) * 60_000).toISOString();
  return [{ kind: "assigned", at, actor: author, assignee: number % 8 === 1 ? "ana" : "bob" }];
}

function cpuMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

interface Cost {
  readonly cpu: number;
  readonly reads: number;
  readonly writes: number;
  readonly decisions: number;
  /** ms of CPU that the longest decision took. */
  readonly longest: number;
}

class Yard {
  readonly clock = openVirtualClock("2026-06-01T10:00:00Z");
  readonly github = new WholeGitHub(() => this.clock.now());
  readonly #folder = mkdtempSync(join(tmpdir(), "signalbox-bench-"));
  readonly #store = openSqliteStore(join(this.#folder, "store.db"));
  readonly #controller: Controller;
  #guid = 0;
  #decisions = 0;
  #longest = 0;

  constructor(size: number, hasDates = false) {
    furnish(this.github, size, hasDates);
    this.#controller = openController({
      github: this.github,
      store: this.#store,
      clock: this.clock,
      decide: (snapshot) => {
        this.#decisions += 1;
        const before = cpuMs();
        const decision = decide(snapshot);
        this.#longest = Math.max(this.#longest, cpuMs() - before);
        return decision;
      },
      readHook: readPayload,
      keys: deriveSealKeys(["a key for the benchmark"]),
      secrets: [secret],
      onTrouble: ({ error }) => {
        throw error;
      },
      pace: { resyncMs: 1e9, recoverMs: 1e9 },
    });
  }

  async start(): Promise<Cost> {
    return this.#cost(async () => {
      await this.#controller.start();
      await this.clock.advance(300_000);
    });
  }

  /** A change by a person and its delivery; `waitMs` until the next one. */
  async tell(number: number, change: Partial<Issue>, waitMs: number): Promise<Cost> {
    const { nodeId } = this.github.change(number, change);
    this.#guid += 1;
    const body = JSON.stringify({
      action: "edited",
      issue: { node_id: nodeId },
      repository: { id: yard.id },
      installation: { id: yard.installationId },
      sender: { id: 1 },
    });
    return this.#cost(async () => {
      const headers = signedHeaders(body, "issues", guidOf(this.#guid));
      await this.#controller.receive({ headers, body: Buffer.from(body) });
      await this.clock.advance(waitMs);
    });
  }

  async close(): Promise<void> {
    await this.#controller.stop();
    await this.#store.close();
    rmSync(this.#folder, { recursive: true });
  }

  async #cost(work: () => Promise<void>): Promise<Cost> {
    const calls = this.github.calls.length;
    const decided = this.#decisions;
    this.#longest = 0;
    const before = cpuMs();
    await work();
    const cpu = cpuMs() - before;
    const made = this.github.calls.slice(calls);
    const writes = made.filter((call) => call.startsWith("perform:")).length;
    return { cpu, reads: made.length - writes, writes, decisions: this.#decisions - decided, longest: this.#longest };
  }
}

function median(costs: readonly Cost[]): Cost {
  const sorted = [...costs].sort((a, b) => a.cpu - b.cpu);
  const found = sorted[Math.floor(sorted.length / 2)];
  if (found === undefined) throw new Error("nothing was measured");
  return found;
}

async function changes(
  yardOf: Yard,
  change: (run: number) => readonly [number, Partial<Issue>],
  waitMs = 120_000,
): Promise<Cost> {
  const costs: Cost[] = [];
  for (let run = 0; run < WARM + RUNS; run += 1) {
    const cost = await yardOf.tell(...change(run), waitMs);
    if (run >= WARM) costs.push(cost);
  }
  return median(costs);
}

/** One blocker after the other. */
function close({ clock }: Yard) {
  return (run: number): readonly [number, Partial<Issue>] => {
    const closedAt = new Date(clock.now()).toISOString();
    return [200 + 8 * run, { isOpen: false, stateReason: "completed", closedAt }];
  };
}

function show(what: string, { cpu, reads, writes, decisions, longest }: Cost): void {
  const made = `${decisions} decisions, the longest ${longest.toFixed(1)} ms`;
  row(what, `${cpu.toFixed(1)} ms CPU`, `${reads} reads, ${writes} writes, ${made}`);
}

export async function benchReconcile(): Promise<void> {
  for (const size of [1000, 10_000]) {
    const place = new Yard(size);
    const name = size.toLocaleString("en");
    show(`${name} issues: first listing`, await place.start());
    const edited = await changes(place, (run) => [10 + 4 * run, { title: `Another name ${run}` }]);
    show(`${name} issues: a title edited`, edited);
    show(`${name} issues: a blocker closed`, await changes(place, close(place)));
    await place.close();
    const dated = new Yard(size, true);
    await dated.start();
    const rename = (run: number) => [10 + 4 * run, { title: `Another name ${run}` }] as const;
    show(`${name} issues with dates: a title edited`, await changes(dated, rename));
    show(`${name} issues with dates: every 10 s a blocker closed`, await changes(dated, close(dated), 10_000));
    await dated.close();
  }
}

if (import.meta.main) await benchReconcile();
