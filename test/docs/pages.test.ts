// The pages made from code say what the code says today; `npm run docs` writes them anew.
import { readFileSync } from "node:fs";
import { Webhook } from "standardwebhooks";
import { expect, onTestFinished, test, vi } from "vitest";
import { z } from "zod";
import { environmentSchema } from "../../src/app/env.ts";
import { commands } from "../../src/commands/all.ts";
import { eventMessage } from "../../src/core/events/event-message.ts";
import { EVENT_KINDS } from "../../src/core/events/work-event.ts";
import { settingsSchema } from "../../src/core/settings/settings.ts";
import { renderCommandsPage } from "./commands-page.ts";
import { renderEventsPage } from "./events-page.ts";
import { renderOperationsPage } from "./operations-page.ts";
import { pages } from "./pages.ts";
import { renderSettingsPage } from "./settings-page.ts";

test.each(Object.keys(pages))("%s is up to date (npm run docs)", (path) => {
  const text = readFileSync(new URL(`../../${path}`, import.meta.url), "utf8");
  expect(text).toBe(pages[path]?.());
});

test("every command stands on its page once, its refusals with it", () => {
  const page = renderCommandsPage();
  for (const { name, isReadOnly } of commands) {
    const section = page.split("\n### ").filter((text) => new RegExp(`^\`/${name}\\b`).test(text));
    expect([name, section.length]).toEqual([name, 1]);
    if (!isReadOnly) expect([name, section[0]?.includes("**no:**")]).toEqual([name, true]);
  }
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

test("whoever follows the events' page takes its example for real: schema, signature, and a changed body refused", () => {
  const page = renderEventsPage();
  const secret = /`(whsec_[^`]+)`: a check/.exec(page)?.[1] ?? "";
  const [, head = "", body = ""] = /```http\nPOST [^\n]*\n([^{]*)\n\n(\{.*\})\n```/.exec(page) ?? [];
  const headers = Object.fromEntries(head.split("\n").map((line) => line.split(": ")));
  expect(eventMessage.strict().parse(JSON.parse(body)).type).toBe("task_assigned");
  const at = Number(headers["webhook-timestamp"]);
  vi.useFakeTimers({ now: at * 1000, toFake: ["Date"] });
  onTestFinished(() => void vi.useRealTimers());
  new Webhook(secret).verify(body, headers);
  expect(() => new Webhook(secret).verify(body.replace("12", "13"), headers)).toThrow();
  for (const kind of EVENT_KINDS) expect(page).toMatch(new RegExp(`^\\| \`${kind}\` \\| \\S`, "m"));
});

test("every variable of the environment stands on the operator's page with a meaning", () => {
  const page = renderOperationsPage();
  for (const name of Object.keys(environmentSchema.shape))
    expect(page).toMatch(new RegExp(`^\\| \`${name}\` \\| \\S`, "m"));
});
