/**
 * The same commit, the same result: every `npm test` draws the same random cases. `SEED=7 npm test -- test/properties`
 * draws others, as a job does every week; what such a run finds becomes a test of its own.
 */
import fc from "fast-check";

fc.configureGlobal({ seed: Number(process.env["SEED"] ?? 1) | 0 });
