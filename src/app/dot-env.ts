/** The `.env` file: read without overriding anything, added to without touching what is in it. */
import { appendFileSync, chmodSync, existsSync, readFileSync } from "node:fs";

const OWNER_ONLY = 0o600;

/** Sets what `.env` in the working directory says; what the environment says already stays. */
export function loadDotEnv(path = ".env"): void {
  if (existsSync(path)) process.loadEnvFile(path);
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
