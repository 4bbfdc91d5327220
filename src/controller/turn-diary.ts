/** What is told about one turn: every line carries its repository, its number and the deliveries it serves. */
import type { Action } from "../core/actions.ts";
import type { Clock } from "../ports/clock.ts";
import type { Delivery, Turn } from "../ports/store.ts";
import type { Tell, TroubleKind, TurnName, WriteResult } from "../ports/telemetry.ts";

/** Kept from the taking of a turn to its end. */
export class TurnDiary {
  readonly #clock: Clock;
  readonly #tell: Tell;
  readonly #startedAt: number;
  #name: TurnName;
  #writes = 0;
  #waitedMs: number | null = null;

  constructor({ repositoryId, fence }: Turn, clock: Clock, tell: Tell) {
    this.#clock = clock;
    this.#tell = tell;
    this.#startedAt = clock.now();
    this.#name = { repositoryId, repository: null, reconcileId: `${repositoryId}-${fence}`, deliveries: [] };
  }

  get name(): TurnName {
    return this.#name;
  }

  concerns(repository: string): void {
    this.#name = { ...this.#name, repository };
  }

  serves(deliveries: readonly Delivery[]): void {
    this.#name = { ...this.#name, deliveries: deliveries.map(({ guid }) => guid) };
    if (deliveries.length === 0) return;
    const oldestAt = deliveries.reduce((oldest, { receivedAt }) => Math.min(oldest, receivedAt), this.#startedAt);
    this.#waitedMs = this.#startedAt - oldestAt;
  }

  wrote(action: Action, result: WriteResult, because: string = action.because): void {
    if (result === "done" || result === "healed") this.#writes += 1;
    const issue = "issue" in action ? action.issue : null;
    const decision = result === "done" ? decisionIn(action) : null;
    this.#tell({ kind: "write", about: this.#name, op: action.kind, issue, result, because, decision });
  }

  drifted(changes: number): void {
    if (changes > 0) this.#tell({ kind: "drift", about: this.#name, changes });
  }

  /** `since`: ms; when the change that is answered now reached us. */
  settled(since: number): void {
    this.#tell({ kind: "settled", about: this.#name, tookMs: this.#clock.now() - since });
  }

  putAside(guid: string, event: string, why: string): void {
    this.#tell({ kind: "put aside", guid, event, repositoryId: this.#name.repositoryId, why });
  }

  end(result: "done" | TroubleKind, nextAt: number | null): void {
    const tookMs = this.#clock.now() - this.#startedAt;
    const { name: about } = this;
    this.#tell({ kind: "turn", about, result, writes: this.#writes, waitedMs: this.#waitedMs, tookMs, nextAt });
  }
}

/** The receipt is what the person who gave a command sees of our decision. */
function decisionIn(action: Action): "accepted" | "refused" | null {
  if (action.kind !== "react") return null;
  return action.content === "rocket" ? "accepted" : action.content === "confused" ? "refused" : null;
}
