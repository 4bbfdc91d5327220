/**
 * What taking a delivery costs: CPU µs of the server's process for each, and how long the sender waits, beside Probot's
 * own server in the same run. Ours has every delivery on disk before it answers; Probot's has nothing there ever.
 *
 * Method: each server in a process of its own on loopback, 50 keep-alive connections, one `issue_comment` payload of some
 * 14 KB under GUIDs of its own, after 1,000 deliveries to warm up; the two take turns, the better of the rounds counts,
 * because a busy machine only makes it worse. Compare the ratio, not the figures of two machines.
 */
import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { Agent, request } from "node:http";
import type { ServerFigures } from "./intake-server.ts";
import { guidOf, signedHeaders } from "./signed.ts";
import { row } from "./table.ts";

const CONNECTIONS = 50;
const WARM = 1000;
const DELIVERIES = 4000;
const ROUNDS = 3;

const payload = Buffer.from(
  JSON.stringify({
    action: "created",
    issue: { id: 1, node_id: "I_1", number: 1, title: "One", user: { id: 2, login: "ana" } },
    comment: { id: 3, node_id: "C_3", body: "A few words. ".repeat(1000), user: { id: 2, login: "ana" } },
    repository: { id: 7, node_id: "R_7", name: "yard", full_name: "octo/yard", owner: { id: 8, login: "octo" } },
    installation: { id: 9, node_id: "I_9" },
    sender: { id: 2, login: "ana" },
  }),
);

interface Round {
  /** CPU µs for each delivery. */
  readonly cpu: number;
  /** ms */
  readonly p99: number;
  readonly perSecond: number;
}

class Measured {
  readonly rounds: Round[] = [];
  readonly #child: ChildProcess;
  readonly #agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });
  readonly #headers = signedHeaders(payload, "issue_comment", "");
  #url = "";
  #guid = 0;

  constructor(kind: "ours" | "probot") {
    this.#child = fork(new URL("intake-server.ts", import.meta.url), [kind]);
  }

  async listen(): Promise<this> {
    const [{ url }] = (await once(this.#child, "message")) as [{ url: string }];
    this.#url = url;
    await this.#load(WARM);
    return this;
  }

  async round(): Promise<void> {
    const before = await this.#figures();
    const startedAt = performance.now();
    const waits = await this.#load(DELIVERIES);
    const seconds = (performance.now() - startedAt) / 1000;
    const after = await this.#figures();
    const p99 = waits.sort((a, b) => a - b)[Math.floor(waits.length * 0.99)] ?? 0;
    this.rounds.push({
      cpu: (after.cpuMicros - before.cpuMicros) / DELIVERIES,
      p99,
      perSecond: DELIVERIES / seconds,
    });
  }

  best(): Round {
    const least = (of: (round: Round) => number) => Math.min(...this.rounds.map(of));
    return { cpu: least(({ cpu }) => cpu), p99: least(({ p99 }) => p99), perSecond: -least((one) => -one.perSecond) };
  }

  close(): void {
    this.#agent.destroy();
    this.#child.disconnect();
  }

  async #figures(): Promise<ServerFigures> {
    this.#child.send("figures");
    const [figures] = (await once(this.#child, "message")) as [ServerFigures];
    return figures;
  }

  /** ms that each delivery took. */
  async #load(count: number): Promise<number[]> {
    const waits: number[] = [];
    let left = count;
    const one = async () => {
      while (left > 0) {
        left -= 1;
        const startedAt = performance.now();
        await this.#send();
        waits.push(performance.now() - startedAt);
      }
    };
    await Promise.all(Array.from({ length: CONNECTIONS }, one));
    return waits;
  }

  #send(): Promise<void> {
    this.#guid += 1;
    const headers = { ...this.#headers, "x-github-delivery": guidOf(this.#guid), "content-length": payload.length };
    return new Promise((resolve, reject) => {
      const sent = request(this.#url, { method: "POST", agent: this.#agent, headers }, (response) => {
        response.resume();
        const isTaken = response.statusCode === 202 || response.statusCode === 200;
        response.once("end", () => (isTaken ? resolve() : reject(new Error(`answered ${response.statusCode}`))));
      });
      sent.once("error", reject);
      sent.end(payload);
    });
  }
}

function show(name: string, { cpu, p99, perSecond }: Round): void {
  row(name, `${cpu.toFixed(0)} µs CPU`, `p99 ${p99.toFixed(0)} ms, ${perSecond.toFixed(0)} a second`);
}

export async function benchIntake(): Promise<void> {
  const ours = await new Measured("ours").listen();
  const probots = await new Measured("probot").listen();
  for (let round = 0; round < ROUNDS; round += 1) {
    await ours.round();
    await probots.round();
  }
  ours.close();
  probots.close();
  show("a delivery, on disk before the answer", ours.best());
  show("a delivery, Probot's server (nothing kept)", probots.best());
  row("ours beside Probot's", `${(ours.best().cpu / probots.best().cpu).toFixed(2)} of the CPU`);
}

if (import.meta.main) await benchIntake();
