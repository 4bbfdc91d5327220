// GitHub would take our App manifest: every event is backed by a permission, and every permission has its reason.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { z } from "zod";
import { root } from "./source-file.ts";

const text = readFileSync(join(root, "app.yml"), "utf8");
const manifest = z
  .object({
    hook_attributes: z.object({ url: z.url({ protocol: /^https$/ }), active: z.literal(true) }),
    default_permissions: z.record(z.string(), z.enum(["read", "write"])),
    default_events: z.array(z.string()),
  })
  .parse(parse(text));

/** The permission without which GitHub rejects a subscription (docs.github.com, "Webhook events and payloads"). */
const permissionBehind: Readonly<Record<string, string>> = {
  issues: "issues",
  issue_comment: "issues",
  issue_dependencies: "issues",
  sub_issues: "issues",
  label: "metadata",
  repository: "metadata",
  pull_request: "pull_requests",
  member: "members",
  check_run: "checks",
  push: "contents",
};

test("every event we ask for is backed by a permission we ask for", () => {
  const asked = Object.keys(manifest.default_permissions);
  expect(manifest.default_events.filter((event) => !asked.includes(permissionBehind[event] ?? ""))).toEqual([]);
});

test("no event is listed that every App gets unasked", () => {
  expect(manifest.default_events.filter((event) => event.startsWith("installation"))).toEqual([]);
});

test("the App asks for no more than it needs: it never writes code", () => {
  expect(manifest.default_permissions).toEqual({
    metadata: "read",
    contents: "read",
    checks: "read",
    statuses: "read",
    issues: "write",
    pull_requests: "write",
  });
});

test("every permission has its reason on the line above, every event on its own", () => {
  const lines = text.split("\n");
  for (const permission of Object.keys(manifest.default_permissions)) {
    const at = lines.findIndex((line) => line.startsWith(`  ${permission}:`));
    expect(lines[at - 1], permission).toMatch(/^ {2}# \S/);
  }
  for (const event of manifest.default_events) {
    expect(
      lines.find((line) => line.startsWith(`  - ${event} `)),
      event,
    ).toMatch(/ # \S/);
  }
});
