// Makes the trimmed copies in this folder from GitHub's published descriptions: run it again to update them.
// node src/sandbox/vendor/trim.ts <folder of the unpacked @octokit/openapi> <github-schema.graphql>
import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type DefinitionNode, Kind, parse, print, type TypeNode, visit } from "graphql";
import { enums, isWantedType, mutations, queries, routes, webhooks } from "./wanted.ts";

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
type Fields = { [key: string]: Json };

const dropped = new Set([
  "description",
  "example",
  "examples",
  "title",
  "externalDocs",
  "deprecated",
  "xml",
  "default",
]);
const isFields = (value: Json | undefined): value is Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** OpenAPI 3.0 schema to JSON Schema: `nullable` becomes a type of its own, prose is left out. */
function toJsonSchema(value: Json, isNameMap = false): Json {
  if (Array.isArray(value)) return value.map((entry) => toJsonSchema(entry));
  if (!isFields(value)) return value;
  const result: Fields = {};
  for (const [key, entry] of Object.entries(value)) {
    if (!isNameMap && (dropped.has(key) || key.startsWith("x-") || key === "nullable")) continue;
    const isLiteral = !isNameMap && (key === "enum" || key === "required" || key === "const");
    result[key] = isLiteral ? entry : toJsonSchema(entry, !isNameMap && key === "properties");
  }
  return !isNameMap && value["nullable"] === true ? orNull(result) : result;
}

function orNull(schema: Fields): Fields {
  if (Array.isArray(schema["enum"]) && !schema["enum"].includes(null)) schema["enum"] = [...schema["enum"], null];
  if (typeof schema["type"] === "string") return { ...schema, type: [schema["type"], "null"] };
  if (Object.keys(schema).length === 0) return schema;
  return { anyOf: [schema, { type: "null" }] };
}

function at(document: Json, pointer: string): Json {
  let value: Json | undefined = document;
  for (const part of pointer.slice(2).split("/")) {
    value = isFields(value) ? value[part.replaceAll("~1", "/")] : undefined;
  }
  if (value === undefined) throw new Error(`The description has no ${pointer}`);
  return value;
}

const resolve = (document: Json, value: Json): Json =>
  isFields(value) && typeof value["$ref"] === "string" ? at(document, value["$ref"]) : value;

const jsonSchemaOf = (content: Json | undefined): Json => {
  const body = isFields(content) ? (content["application/json"] ?? content["application/scim+json"]) : undefined;
  return isFields(body) && body["schema"] !== undefined ? toJsonSchema(body["schema"]) : null;
};

function operationOf(document: Fields, method: string, path: string): Fields {
  const item = at(document, "#/paths") as Fields;
  const operation = (item[path] as Fields | undefined)?.[method];
  if (!isFields(operation)) throw new Error(`The description has no ${method} ${path}`);
  const params = ((operation["parameters"] ?? []) as Json[]).map((raw) => {
    const { name, in: where, required, schema } = resolve(document, raw) as Fields;
    return { name: name ?? "", in: where ?? "", required: required === true, schema: toJsonSchema(schema ?? {}) };
  });
  const body = resolve(document, operation["requestBody"] ?? {}) as Fields;
  const responses: Fields = {};
  for (const [status, raw] of Object.entries(operation["responses"] as Fields)) {
    responses[status] = jsonSchemaOf((resolve(document, raw) as Fields)["content"]);
  }
  const notifies = (operation["x-github"] as Fields | undefined)?.["triggersNotification"] === true;
  return { params, body: jsonSchemaOf(body["content"]), bodyRequired: body["required"] === true, responses, notifies };
}

function webhookSchema(document: Fields, name: string): Json {
  const entry = at(document, `#/x-webhooks/${name}`) as Fields;
  return jsonSchemaOf((((entry["post"] as Fields)["requestBody"] as Fields)["content"] ?? null) as Json);
}

function collect(document: Fields, from: Json, kept: Fields): void {
  if (Array.isArray(from)) for (const entry of from) collect(document, entry, kept);
  if (!isFields(from)) return;
  const ref = from["$ref"];
  if (typeof ref === "string") {
    const name = ref.replace("#/components/schemas/", "");
    if (kept[name] === undefined) {
      kept[name] = toJsonSchema(at(document, ref));
      collect(document, kept[name], kept);
    }
  }
  for (const entry of Object.values(from)) collect(document, entry, kept);
}

/** The list of installations is described inline with an account that is user and enterprise at once. */
function repair(operations: Fields): void {
  const responses = (operations["GET /app/installations"] as Fields)["responses"] as Fields;
  responses["200"] = { type: "array", items: { $ref: "#/components/schemas/installation" } };
}

/** The webhook schemas list an App's event names as of years ago; any name must pass. */
function freeEventNames(value: Json): void {
  if (Array.isArray(value)) for (const entry of value) freeEventNames(entry);
  if (!isFields(value)) return;
  const events = isFields(value["properties"]) ? value["properties"]["events"] : undefined;
  if (isFields(events) && isFields(events["items"])) delete events["items"]["enum"];
  for (const entry of Object.values(value)) freeEventNames(entry);
}

function trimOpenapi(document: Fields): Fields {
  const operations: Fields = {};
  for (const route of routes) {
    const [method = "", path = ""] = route.split(" ");
    operations[route] = operationOf(document, method.toLowerCase(), path);
  }
  repair(operations);
  const hooks: Fields = {};
  for (const name of webhooks) hooks[name] = webhookSchema(document, name);
  const schemas: Fields = {};
  for (const name of webhooks) collect(document, hooks[name] ?? null, schemas);
  for (const schema of Object.values(schemas)) freeEventNames(schema);
  collect(document, [operations, hooks, { $ref: "#/components/schemas/full-repository" }], schemas);
  return shareAlike({ $id: "github", operations, webhooks: hooks, components: { schemas } });
}

const SHARED_FROM = 300;
const isObjectSchema = (value: Json): value is Fields => isFields(value) && isFields(value["properties"]);

function countAlike(value: Json, counts: Map<string, number>): void {
  if (Array.isArray(value)) for (const entry of value) countAlike(entry, counts);
  if (!isFields(value)) return;
  if (isObjectSchema(value)) {
    const text = JSON.stringify(value);
    counts.set(text, (counts.get(text) ?? 0) + 1);
  }
  for (const entry of Object.values(value)) countAlike(entry, counts);
}

/** GitHub repeats the same objects inline hundreds of times: each is kept once, which makes validators cheap. */
function shareAlike(document: Fields): Fields {
  const counts = new Map<string, number>();
  countAlike(document, counts);
  const shared = new Map<string, { name: string; schema: Json }>();
  const replaced = (value: Json): Json => {
    if (Array.isArray(value)) return value.map(replaced);
    if (!isFields(value)) return value;
    const text = isObjectSchema(value) ? JSON.stringify(value) : "";
    if (text.length < SHARED_FROM || (counts.get(text) ?? 0) < 2) return inside(value);
    let kept = shared.get(text);
    if (kept === undefined) {
      kept = { name: `shared-${shared.size + 1}`, schema: null };
      shared.set(text, kept);
      kept.schema = inside(value);
    }
    return { $ref: `#/components/schemas/${kept.name}` };
  };
  const inside = (value: Fields): Fields =>
    Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, replaced(entry)]));
  const result = inside(document);
  const schemas = (result["components"] as Fields)["schemas"] as Fields;
  for (const { name, schema } of shared.values()) schemas[name] = schema;
  return result;
}

function namedType(type: TypeNode): string {
  return type.kind === Kind.NAMED_TYPE ? type.name.value : namedType(type.type);
}

function keepField(owner: string, name: string, type: TypeNode, kinds: Map<string, string>): boolean {
  if (owner === "Query") return queries.includes(name);
  if (owner === "Mutation") return mutations.includes(name);
  const target = namedType(type);
  const kind = kinds.get(target) ?? Kind.SCALAR_TYPE_DEFINITION;
  if (kind === Kind.SCALAR_TYPE_DEFINITION) return true;
  if (kind === Kind.ENUM_TYPE_DEFINITION || kind === Kind.INPUT_OBJECT_TYPE_DEFINITION) return enums.includes(target);
  return isWantedType(target);
}

function trimGraphql(text: string): string {
  const document = parse(text, { noLocation: true });
  const kinds = new Map(document.definitions.flatMap((d) => ("name" in d && d.name ? [[d.name.value, d.kind]] : [])));
  const bare = visit(document, {
    enter: (node) => ("description" in node && node.description ? { ...node, description: undefined } : undefined),
    Directive: (node) => (node.name.value === "deprecated" ? undefined : null),
  });
  const composite = new Map<string, DefinitionNode>();
  for (const definition of bare.definitions) {
    if ("name" in definition && definition.name) composite.set(definition.name.value, definition);
  }
  const kept = new Map<string, DefinitionNode>();
  const visitType = (name: string): void => {
    const definition = composite.get(name);
    if (definition === undefined || kept.has(name)) return;
    const slim = slimDefinition(definition, kinds);
    kept.set(name, slim);
    visit(slim, { NamedType: (node) => visitType(node.name.value) });
  };
  visitType("Query");
  visitType("Mutation");
  for (const [name, definition] of composite) {
    const isObject = definition.kind === Kind.OBJECT_TYPE_DEFINITION;
    if (isObject && isWantedType(name) && name !== "Query" && name !== "Mutation") visitType(name);
  }
  return [...kept.values()].map((definition) => print(definition)).join("\n");
}

function slimDefinition(definition: DefinitionNode, kinds: Map<string, string>): DefinitionNode {
  if (definition.kind === Kind.UNION_TYPE_DEFINITION) {
    return { ...definition, types: definition.types?.filter((type) => isWantedType(type.name.value)) ?? [] };
  }
  if (definition.kind !== Kind.OBJECT_TYPE_DEFINITION && definition.kind !== Kind.INTERFACE_TYPE_DEFINITION) {
    return definition;
  }
  const owner = definition.name.value;
  const fields = definition.fields?.filter((field) => keepField(owner, field.name.value, field.type, kinds)) ?? [];
  const interfaces = definition.interfaces?.filter((one) => isWantedType(one.name.value)) ?? [];
  return { ...definition, fields, interfaces };
}

const checksum = (text: string): string => createHash("sha256").update(text).digest("hex");

const [openapiFolder, schemaFile] = process.argv.slice(2);
if (openapiFolder === undefined || schemaFile === undefined) {
  throw new Error("Expected two arguments: the folder of the unpacked @octokit/openapi, and github-schema.graphql.");
}
const openapi = readFileSync(join(openapiFolder, "generated", "api.github.com.json"), "utf8");
const schema = readFileSync(schemaFile, "utf8");
writeFileSync(
  join(import.meta.dirname, "github-openapi.json"),
  `${JSON.stringify(trimOpenapi(JSON.parse(openapi)))}\n`,
);
writeFileSync(join(import.meta.dirname, "github-schema.graphql"), `${trimGraphql(schema)}\n`);
process.stdout.write(
  `api.github.com.json sha256 ${checksum(openapi)}\ngithub-schema.graphql sha256 ${checksum(schema)}\n`,
);
