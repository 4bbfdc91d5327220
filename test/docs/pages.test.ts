// The pages made from code say what the code says today; `npm run docs` writes them anew.
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { z } from "zod";
import { environmentSchema } from "../../src/app/env.ts";
import { commands } from "../../src/commands/all.ts";
import { settingsSchema } from "../../src/core/settings/settings.ts";
import { renderCommandsPage } from "./commands-page.ts";
import { renderOperationsPage } from "./operations-page.ts";
import { pages } from "./pages.ts";
import { renderSettingsPage } from "./settings-page.ts";

test.each(Object.keys(pages))("%s is up to date (npm run docs)", (path) => {
  const text = readFileSync(new URL(`../../${path}`, import.meta.url), "utf8");
  expect(text).toBe(pages[path]?.());
});

test("every command stands on its page once, with a yes and a no, and in a group", () => {
  const page = renderCommandsPage();
  for (const { name } of commands) {
    const section = page.split("\n### ").filter((text) => new RegExp(`^\`/${name}\\b`).test(text));
    expect([name, section.length]).toEqual([name, 1]);
    if (name !== "status") expect([name, section[0]?.includes("**no:**")]).toEqual([name, true]);
  }
  expect(page).not.toContain("\n## More");
});

test("every setting stands on its page with a meaning, and in a group", () => {
  const page = renderSettingsPage();
  for (const name of Object.keys(z.toJSONSchema(settingsSchema, { io: "input" }).properties ?? {})) {
    expect(page).toMatch(new RegExp(`^\\| \`${name}[\`.[]`, "m"));
  }
  const rows = page.split("\n").filter((line) => line.startsWith("| `"));
  expect(rows.filter((line) => /^\| `[^`]+` \|\s+\|/.test(line))).toEqual([]);
  expect(page).not.toContain("\n## More");
});

test("every variable of the environment stands on the operator's page with a meaning", () => {
  const page = renderOperationsPage();
  for (const name of Object.keys(environmentSchema.shape))
    expect(page).toMatch(new RegExp(`^\\| \`${name}\` \\| \\S`, "m"));
});
