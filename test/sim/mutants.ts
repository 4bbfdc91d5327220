/** The App broken on purpose, one promise at a time: each must be noticed by the simulation. */
import type { Issue } from "../../src/core/model.ts";
import type { GitHub, ReadNode } from "../../src/ports/github.ts";
import type { Sandbox } from "../../src/sandbox/sandbox.ts";
import type { Mutant, ScheduleOptions } from "./simulation.ts";

export interface MutantCase {
  readonly name: string;
  readonly mutant: Mutant;
  /** The weather in which it shows soonest. */
  readonly weather: Omit<ScheduleOptions, "mutant">;
  /** What it must be caught at. */
  readonly symptom: RegExp;
}

/** Answers before the delivery is on disk. */
const acknowledgeBeforeCommit: Mutant = {
  options: (options) => ({
    ...options,
    store: new Proxy(options.store, {
      get(store, name) {
        const value = Reflect.get(store, name, store);
        if (name !== "receive") return value;
        return async (deliveries: Parameters<typeof store.receive>[0]) => {
          void options.clock.sleep(2000).then(() => store.receive(deliveries));
          return deliveries.length;
        };
      },
    }),
  }),
};

/** Believes what a webhook says an issue looks like, however late it comes. */
function believing(github: GitHub, sandbox: Sandbox): GitHub {
  const believe = (node: ReadNode): ReadNode => {
    if (node.kind !== "issue") return node;
    const said = lastPayload(sandbox, node.nodeId);
    if (said === null) return node;
    const labels = said.labels.map((label) => label.name);
    const issue: Issue = { ...node.issue, isOpen: said.state === "open", body: said.body ?? "", labels };
    return { ...node, issue };
  };
  return {
    ...github,
    of(repository) {
      const real = github.of(repository);
      return { ...real, readNodes: async (ids) => (await real.readNodes(ids)).map(believe) };
    },
  };
}

interface Payload {
  readonly state: string;
  readonly body: string | null;
  readonly labels: readonly { readonly name: string }[];
}

/** The issue in the delivery that came in last, whenever it was sent. */
function lastPayload(sandbox: Sandbox, nodeId: string): Payload | null {
  for (const delivery of sandbox.deliveries()) {
    const { issue } = JSON.parse(delivery.body) as { issue?: Payload & { node_id: string } };
    if (issue?.node_id === nodeId) return issue;
  }
  return null;
}

/** Sends a creation again when its answer did not come, as Octokit's retry plugin does. */
const retryPost: Mutant = {
  options: (options) => ({
    ...options,
    fetch: async (input, init) => {
      const send = () => (options.fetch ?? fetch)(input, init);
      const isCreation = init?.method === "POST" && /\/(issues|comments)$/.test(String(input));
      if (!isCreation) return send();
      const first = await send().catch(() => null);
      return first === null || first.status >= 500 ? send() : first;
    },
  }),
};

/** Never looks whether its comment already stands there. */
const noMarkerSearch: Mutant = {
  github: (github) => ({
    ...github,
    of: (repository) => ({ ...github.of(repository), readComments: async () => [], readOwnIssues: async () => [] }),
  }),
};

const noSettling: Mutant = { options: (options) => ({ ...options, pace: { ...options.pace, settleMs: 0 } }) };

const unclearWrites = { "reset-after-write": 0.2, "error-after-write": 0.1, "webhook-lost": 0.5 };

export const mutants: readonly MutantCase[] = [
  {
    name: "acknowledge before commit",
    mutant: acknowledgeBeforeCommit,
    weather: { crashes: 4 },
    symptom: /acknowledged and lost/,
  },
  {
    name: "trust the payload",
    mutant: { github: believing },
    weather: {
      crashes: 0,
      deeds: 16,
      lateMs: 8 * 60_000,
      faults: { "webhook-delayed": 0.4, "webhook-reordered": 0.4, "webhook-doubled": 0.2 },
    },
    symptom: /wears|not settled/,
  },
  {
    name: "retry a creation",
    mutant: retryPost,
    weather: { crashes: 0, faults: unclearWrites },
    symptom: /duplicate/,
  },
  {
    name: "no marker search",
    mutant: noMarkerSearch,
    weather: { crashes: 1, faults: unclearWrites },
    symptom: /duplicate/,
  },
  {
    name: "parallel turns",
    mutant: { twins: true },
    weather: { crashes: 0, faults: { latency: 1 } },
    symptom: /duplicate/,
  },
  {
    name: "no settling after an unclear write",
    mutant: noSettling,
    weather: { crashes: 0, lagMs: 9000, faults: { ...unclearWrites, "list-lag": 1 } },
    symptom: /duplicate/,
  },
];
