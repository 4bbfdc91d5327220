// The least object that a schema of GitHub's description accepts, for the fields that nobody looks at.
import { openapi, type Schema } from "./contract.ts";

const skeletons = new Map<string, unknown>();
const formats: Record<string, string> = {
  uri: "https://example.test/",
  "date-time": "2026-01-01T00:00:00Z",
  email: "nobody@example.test",
  date: "2026-01-01",
};

/** A fresh copy of the skeleton of a named schema. */
export function skeletonOf(name: string): Record<string, unknown> {
  let made = skeletons.get(name);
  if (made === undefined) {
    made = build(openapi().components.schemas[name] ?? {}, 0);
    skeletons.set(name, made);
  }
  return structuredClone(made) as Record<string, unknown>;
}

function build(schema: Schema, depth: number): unknown {
  if (typeof schema["$ref"] === "string") {
    const name = schema["$ref"].replace("#/components/schemas/", "");
    return build(openapi().components.schemas[name] ?? {}, depth + 1);
  }
  const type = schema["type"];
  if (Array.isArray(type) && type.includes("null")) return null;
  for (const key of ["anyOf", "oneOf"]) {
    const options = schema[key] as Schema[] | undefined;
    if (options !== undefined) return options.some((o) => o["type"] === "null") ? null : build(options[0] ?? {}, depth);
  }
  if (Array.isArray(schema["allOf"])) {
    return Object.assign({}, ...(schema["allOf"] as Schema[]).map((part) => build(part, depth)));
  }
  if (Array.isArray(schema["enum"])) return schema["enum"][0];
  return ofType(schema, depth);
}

function ofType(schema: Schema, depth: number): unknown {
  switch (schema["type"]) {
    case "string":
      return formats[String(schema["format"])] ?? "";
    case "integer":
    case "number":
      return schema["minimum"] ?? 0;
    case "boolean":
      return false;
    case "array":
      return [];
    default:
      return depth > 12 ? {} : ofObject(schema, depth);
  }
}

function ofObject(schema: Schema, depth: number): unknown {
  const properties = (schema["properties"] ?? {}) as Record<string, Schema>;
  const made: Record<string, unknown> = {};
  for (const name of (schema["required"] ?? []) as string[]) made[name] = build(properties[name] ?? {}, depth + 1);
  return made;
}
