/** Every GraphQL text we send is valid against GitHub's published schema. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { buildSchema, parse, validate } from "graphql";
import { expect, test } from "vitest";
import * as queries from "../../src/github/queries.ts";

const file = join(import.meta.dirname, "../../src/sandbox/vendor/github-schema.graphql");
const schema = buildSchema(readFileSync(file, "utf8"), { assumeValidSDL: true });
const complaints = (text: string) => validate(schema, parse(text)).map((error) => error.message);

test.each(Object.entries(queries))("%s", (_, text) => {
  expect(complaints(text)).toEqual([]);
});

test("a field GitHub does not have is noticed", () => {
  expect(complaints(queries.pinMutation.replace("isPinned", "isNailed"))).not.toEqual([]);
});
