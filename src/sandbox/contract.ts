// GitHub's published descriptions as validators: compiled when first needed, kept for the whole process.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv, type ValidateFunction } from "ajv";
import addFormats from "ajv-formats";

export type Schema = { [key: string]: unknown };

interface Parameter {
  name: string;
  in: "path" | "query" | "header";
  required: boolean;
  schema: Schema;
}

export interface Operation {
  params: Parameter[];
  body: Schema | null;
  bodyRequired: boolean;
  responses: Record<string, Schema | null>;
  /** GitHub says that it notifies people: it counts as content creation. */
  notifies: boolean;
}

interface Description {
  operations: Record<string, Operation>;
  webhooks: Record<string, Schema>;
  components: { schemas: Record<string, Schema> };
}

let description: Description | undefined;
let ajv: Ajv | undefined;
const compiled = new Map<string, ValidateFunction>();

/** The trimmed OpenAPI description, read once. */
export function openapi(): Description {
  description ??= JSON.parse(
    readFileSync(join(import.meta.dirname, "vendor", "github-openapi.json"), "utf8"),
  ) as Description;
  return description;
}

function createAjv(): Ajv {
  // Compiled often (each test process), run seldom: neither inlining nor optimising pays for itself.
  const created = new Ajv({
    strict: false,
    validateSchema: false,
    logger: false,
    inlineRefs: false,
    code: { optimize: false },
  });
  addFormats.default(created);
  rememberAddresses(created);
  created.addSchema(openapi() as unknown as Schema, "github");
  return created;
}

const MOST_ADDRESSES = 10_000;

/** The same few addresses stand in every answer, and checking one takes longer than the rest of the object it is in. */
function rememberAddresses(created: Ajv): void {
  const { uri } = created.formats;
  if (typeof uri !== "function") throw new Error("Expected ajv's format uri to be a function.");
  const known = new Set<string>();
  created.addFormat("uri", (text: string): boolean => {
    if (known.has(text)) return true;
    if (!uri(text)) return false;
    if (known.size >= MOST_ADDRESSES) known.clear();
    known.add(text);
    return true;
  });
}

/** A validator for the schema at a JSON pointer (its parts) of the description. */
function validatorAt(...parts: string[]): ValidateFunction {
  const pointer = parts.map((part) => encodeURIComponent(part.replaceAll("~", "~0").replaceAll("/", "~1"))).join("/");
  let validate = compiled.get(pointer);
  if (validate === undefined) {
    ajv ??= createAjv();
    validate = ajv.compile({ $ref: `github#/${pointer}` });
    compiled.set(pointer, validate);
  }
  return validate;
}

function check(validate: ValidateFunction, value: unknown): string | undefined {
  if (validate(value)) return undefined;
  const [first] = validate.errors ?? [];
  const found = JSON.stringify(valueAt(value, first?.instancePath ?? ""))?.slice(0, 120);
  return `${first?.instancePath || "/"} ${first?.message ?? "is invalid"} (${JSON.stringify(first?.params)}), found ${found}`;
}

function valueAt(value: unknown, pointer: string): unknown {
  let found = value;
  for (const part of pointer.split("/").slice(1)) {
    found = typeof found === "object" && found !== null ? (found as Record<string, unknown>)[part] : undefined;
  }
  return found;
}

const coerced = (text: string, schema: Schema): unknown => {
  if (schema["type"] === "integer" || schema["type"] === "number") return /^-?\d+$/.test(text) ? Number(text) : text;
  if (schema["type"] === "boolean") return text === "true" ? true : text === "false" ? false : text;
  return text;
};

/** What GitHub's own links to the next page carry, though its description leaves it out. */
const unlistedParameters: Readonly<Record<string, readonly string[]>> = {
  "GET /repos/{owner}/{repo}/issues": ["after"],
};

/** Complaints about a request, in words; empty when GitHub's description allows it. */
export function checkRequest(route: string, query: URLSearchParams, body: unknown): string[] {
  const operation = openapi().operations[route];
  if (operation === undefined) return [`${route} is not part of GitHub's description`];
  const complaints: string[] = [];
  for (const [name, text] of query) {
    if (unlistedParameters[route]?.includes(name)) continue;
    const index = operation.params.findIndex((param) => param.in === "query" && param.name === name);
    const param = operation.params[index];
    if (param === undefined) complaints.push(`${route}: unknown query parameter ${name}`);
    else {
      const validate = validatorAt("operations", route, "params", String(index), "schema");
      const complaint = check(validate, coerced(text, param.schema));
      if (complaint !== undefined) complaints.push(`${route}: query parameter ${name} ${complaint}`);
    }
  }
  if (operation.body !== null && (body !== undefined || operation.bodyRequired)) {
    const complaint = check(validatorAt("operations", route, "body"), body ?? null);
    if (complaint !== undefined) complaints.push(`${route}: request body ${complaint}`);
  }
  return complaints;
}

/** Statuses that GitHub sends although its descriptions leave them out for many routes. */
const unlisted = new Set([301, 304, 307, 400, 401, 403, 404, 410, 422, 429, 500, 502, 503]);

/** A complaint about a response, or nothing. */
export function checkResponse(route: string, status: number, body: unknown): string | undefined {
  const operation = openapi().operations[route];
  const schema = operation?.responses[String(status)];
  if (operation === undefined || schema === null) return undefined;
  if (schema === undefined) return unlisted.has(status) ? undefined : `${route}: status ${status} is not described`;
  const complaint = check(validatorAt("operations", route, "responses", String(status)), body);
  return complaint === undefined ? undefined : `${route}: response ${status} ${complaint}`;
}

/** A complaint about a webhook payload, or nothing. */
export function checkWebhook(event: string, action: string, payload: unknown): string | undefined {
  const name = `${event}-${action}`.replaceAll("_", "-");
  if (openapi().webhooks[name] === undefined) return `webhook ${event}.${action} is not part of GitHub's description`;
  const complaint = check(validatorAt("webhooks", name), payload);
  return complaint === undefined ? undefined : `webhook ${event}.${action} ${complaint}`;
}
