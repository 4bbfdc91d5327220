// Every published JSON Schema, by its path in the repository: made from the schemas that the program itself uses.
import { z } from "zod";
import { eventMessage } from "../../src/core/events/event-message.ts";
import { planSchema } from "../../src/core/plans/plan.ts";
import { planOutput, scheduleOutput } from "../../src/core/plans/plan-output.ts";
import { settingsSchema } from "../../src/core/settings/settings.ts";

/** What is computed may stand in a plan that is read: it is computed anew. */
function planInput() {
  const schema = z.toJSONSchema(planSchema, { io: "input" });
  const computed = Object.keys(planOutput.shape).filter((name) => !(name in (schema.properties ?? {})));
  const ignored = ["$schema", ...computed].map((name) => [name, true] as const);
  return { ...schema, properties: { ...schema.properties, ...Object.fromEntries(ignored) } };
}

export const schemas: Readonly<Record<string, () => object>> = {
  "templates/event.schema.json": () => z.toJSONSchema(eventMessage, { io: "input" }),
  "templates/plan.schema.json": () => z.toJSONSchema(planOutput),
  "templates/plan-input.schema.json": planInput,
  "templates/schedule.schema.json": () => z.toJSONSchema(scheduleOutput),
  "templates/settings.schema.json": () => z.toJSONSchema(settingsSchema, { io: "input" }),
};
