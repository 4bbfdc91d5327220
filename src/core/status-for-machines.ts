/** The shape of the status for machines: what the coordination issue carries as JSON, and what may be relied on. */
import { z } from "zod";

const count = z.int().nonnegative();
const number = z.int().positive();

const entrySchema = z
  .strictObject({
    issue: number,
    title: z.string().describe("Cut at 60 characters"),
    status: z.enum(["ready", "blocked", "in progress", "in review", "hold", "done"]),
    worker: z.string().nullable().describe("Who has it; null for nobody"),
    since: z.string().nullable().describe("ISO 8601, UTC: when they got it"),
    needs: z.array(z.string()).describe("Decisions it waits for: `#3 needs a decision`"),
  })
  .describe("An open task that somebody has or that needs a decision");

export const statusSchema = z.strictObject({
  version: z.literal(1),
  repository: z.string(),
  mode: z.enum(["live", "observe"]),
  totals: z.record(z.string(), count).describe("Tasks by status, and `total`"),
  open: z.array(entrySchema).describe("Most urgent first"),
  ready: z.array(number).describe("Issues that may be started now, most urgent first"),
  cycles: z.array(z.array(number)).describe("Issues that wait for each other, in the order of waiting"),
  truncated: z.boolean().describe("True when `open`, `ready` or `cycles` had to be cut"),
  openTotal: count.describe("How many entries `open` has uncut"),
});

export type StatusForMachines = z.output<typeof statusSchema>;
export type StatusEntry = z.output<typeof entrySchema>;
