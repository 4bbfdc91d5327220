/** Reads from a webhook's body the few parts the controller needs; what cannot be read asks for a resync instead. */
import { z } from "zod";
import type { HookReading, ReadHook } from "../ports/github.ts";

const id = z.int().nonnegative();
const identified = z.object({ id }).transform((thing) => thing.id);
const nodeId = z.object({ node_id: z.string().min(1).max(200) }).transform((thing) => thing.node_id);
const action = z.string().max(100);

type Payload = Readonly<Record<string, unknown>>;

/** Events by the parts that name what changed; a deleted thing is named too, reading it again finds out. */
const named: Readonly<Record<string, readonly string[]>> = {
  issues: ["issue"],
  issue_comment: ["comment", "issue"],
  issue_dependencies: ["blocked_issue", "blocking_issue"],
  sub_issues: ["sub_issue", "parent_issue"],
  pull_request: ["pull_request"],
};

/** One side of a relation may lie in another repository, which its delivery then leaves out. */
const needsOneOnly = new Set(["issue_dependencies", "sub_issues"]);
const repositoryEvents = new Set(["installation", "installation_repositories", "installation_target", "repository"]);
const backActions = new Set(["created", "unsuspend", "new_permissions_accepted"]);

const nothing: HookReading = {
  action: null,
  repositoryId: null,
  installationId: null,
  senderId: null,
  nodeIds: [],
  roleChanges: [],
  repositoriesChanged: false,
  installationBack: false,
  needsResync: false,
};

/**
 * Never throws: GitHub signed the body, but it may change its shape. A body that is no JSON object, or an event we use
 * without the part that names its subject, asks for a resync. Events we do not use hint at nothing.
 */
export const readPayload: ReadHook = ({ event, body }) => {
  const payload = parse(body);
  if (payload === null) return { ...nothing, needsResync: true };
  const general = {
    ...nothing,
    action: part(action, payload["action"]),
    repositoryId: part(identified, payload["repository"]),
    installationId: part(identified, payload["installation"]),
    senderId: part(identified, payload["sender"]),
  };
  return { ...general, ...readEvent(event, payload, general.action ?? "") };
};

function readEvent(event: string, payload: Payload, did: string): Partial<HookReading> {
  const names = Object.hasOwn(named, event) ? (named[event] ?? []) : [];
  if (names.length > 0) return readNamed(payload, names, needsOneOnly.has(event) ? 1 : names.length);
  if (event === "label") return { needsResync: did === "edited" || did === "deleted" };
  if (event === "member") {
    const member = part(identified, payload["member"]);
    return member === null ? {} : { roleChanges: [member] };
  }
  if (!repositoryEvents.has(event)) return {};
  return { repositoriesChanged: true, installationBack: event === "installation" && backActions.has(did) };
}

function readNamed(payload: Payload, names: readonly string[], expected: number): Partial<HookReading> {
  const nodeIds = names.flatMap((name) => part(nodeId, payload[name]) ?? []);
  return { nodeIds: [...new Set(nodeIds)], needsResync: nodeIds.length < expected };
}

function parse(body: string): Payload | null {
  try {
    return part(z.record(z.string(), z.unknown()), JSON.parse(body));
  } catch {
    return null;
  }
}

function part<T>(schema: z.ZodType<T>, value: unknown): T | null {
  const found = schema.safeParse(value);
  return found.success ? found.data : null;
}
