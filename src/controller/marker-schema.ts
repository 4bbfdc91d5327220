/** The shape of a marker as it stands on GitHub, checked before anything of it is believed. */
import { z } from "zod";
import type { Marker } from "../core/model.ts";

const source = z.strictObject({ comment: z.int().nullable(), key: z.string() });
const actor = z.strictObject({ id: z.int(), login: z.string(), isBot: z.boolean() });
const ref = z.strictObject({ repo: z.string(), number: z.int(), host: z.string().exactOptional() });
const status = z.enum(["complete", "in progress", "blocked"]);
const minutes = z.strictObject({ low: z.number(), high: z.number() });
const at = z.string();
const why = z.string().nullable();
const worker = z.string();
const epoch = z.int();
const planned = {
  plan: z.string(),
  select: z.array(z.string()),
  includeDone: z.boolean(),
  hash: z.string(),
  by: actor,
  at,
  from: source,
};

const fact = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("claim"),
    worker,
    by: actor.nullable(),
    epoch,
    at,
    why: z.string().exactOptional(),
    from: source,
  }),
  z.strictObject({ kind: z.literal("released"), worker, epoch, at, why: z.string(), from: source }),
  z.strictObject({ kind: z.literal("declined"), worker, at, from: source }),
  z.strictObject({ kind: z.literal("warned"), epoch, at, from: source }),
  z.strictObject({
    kind: z.literal("progress"),
    worker,
    epoch,
    status,
    at,
    deliverables: z.array(z.string()),
    from: source,
  }),
  z.strictObject({ kind: z.literal("blocked"), worker, text: z.string(), at, from: source }),
  z.strictObject({
    kind: z.literal("edge"),
    dependent: z.int(),
    blocker: ref,
    edge: z.enum(["hard", "soft"]),
    by: actor,
    reason: why,
    at,
    from: source,
  }),
  z.strictObject({
    kind: z.literal("waived"),
    blocker: ref.nullable(),
    textHash: z.string().nullable(),
    by: actor,
    reason: why,
    at,
    from: source,
  }),
  z.strictObject({ kind: z.literal("hold"), by: actor, reason: why, at, from: source }),
  z.strictObject({ kind: z.literal("resumed"), by: actor, at, from: source }),
  z.strictObject({ kind: z.literal("review"), worker, at, from: source }),
  z.strictObject({ kind: z.literal("done"), worker, evidence: z.string().nullable(), at, from: source }),
  z.strictObject({ kind: z.literal("approved"), by: actor, reason: z.string().exactOptional(), at, from: source }),
  z.strictObject({ kind: z.literal("rejected"), by: actor, reason: z.string(), at, from: source }),
  z.strictObject({ kind: z.literal("urgent"), by: actor, text: z.string(), at, from: source }),
  z.strictObject({ kind: z.literal("resolved"), by: actor, at, from: source }),
  z.strictObject({ kind: z.literal("stopped"), by: actor, reason: z.string(), at, from: source }),
  z.strictObject({ kind: z.literal("started"), by: actor, at, from: source }),
  z.strictObject({ kind: z.literal("away"), worker, until: at, by: actor, at, from: source }),
  z.strictObject({
    kind: z.literal("estimate"),
    minutes,
    bodyField: z.string().nullable(),
    by: actor,
    at,
    from: source,
  }),
  z.strictObject({ kind: z.literal("admitted"), by: actor, bodyHash: z.string(), at, from: source }),
  z.strictObject({ kind: z.literal("previewed"), ...planned }),
  z.strictObject({ kind: z.literal("applied"), ...planned }),
  z.strictObject({ kind: z.literal("put-back"), changedAt: at, at, from: source }),
  z.strictObject({ kind: z.literal("stands-down"), status: z.string(), changedAt: at, at, from: source }),
  z.strictObject({ kind: z.literal("ticked"), by: actor, at, from: source }),
  z.strictObject({ kind: z.literal("live"), by: actor, at, from: source }),
]);

const marker: z.ZodType<Marker> = z.strictObject({
  kind: z.enum(["status", "reply", "summary", "notice", "task", "coordination", "plan"]),
  key: z.string(),
  facts: z.array(fact),
  settled: z.array(source),
  data: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
});

const sealed = z.strictObject({ marker, mac: z.string() });

/** Null for anything that is not exactly a sealed marker; whether the MAC holds is checked elsewhere. */
export function readMarker(json: string): { readonly marker: Marker; readonly mac: string } | null {
  try {
    const read = sealed.safeParse(JSON.parse(json));
    return read.success ? read.data : null;
  } catch {
    return null;
  }
}
