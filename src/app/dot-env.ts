/** The `.env` file: read without overriding anything, added to without touching what is in it. */
import { appendFileSync, chmodSync, existsSync, readFileSync } from "node:fs";
import { parseEnv } from "node:util";
import { CannotStart } from "./cannot-start.ts";

const OWNER_ONLY = 0o600;

/**
 * Sets what `.env` in the working directory says; what the environment says already stays. Throws `CannotStart` when there
 * is one that cannot be read.
 */
export function loadDotEnv(path = ".env"): void {
  for (const [name, value] of Object.entries(parseEnv(readIfThere(path)))) process.env[name] ??= value;
}

function readIfThere(path: string): string {
  try {
    return existsSync(path) ? readFileSync(path, "utf8") : "";
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : String(error);
    const remedy = "let this user read it, or take it away and set the variables in the environment";
    throw new CannotStart(`${path} cannot be read (${code}): ${remedy}.`, { cause: error });
  }
}

/** Adds variables at the end, where they win over earlier lines. Afterwards only the owner may read the file. */
export function appendDotEnv(values: Readonly<Record<string, string | null | undefined>>, path = ".env"): void {
  const lines = Object.entries(values).flatMap(([name, value]) =>
    value === null || value === undefined ? [] : [`${name}=${value.replaceAll("\n", "\\n")}\n`],
  );
  const needsNewline = existsSync(path) && !/(?:^|\n)$/.test(readFileSync(path, "utf8"));
  appendFileSync(path, (needsNewline ? "\n" : "") + lines.join(""), { mode: OWNER_ONLY });
  chmodSync(path, OWNER_ONLY);
}
