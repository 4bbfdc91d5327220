/** Compares what the App was granted with what app.yml asks for. */
import type { Manifest } from "../../app/manifest.ts";
import type { ExaminedApp } from "../../github/examine-app.ts";
import { type Finding, well, wrong } from "./finding.ts";

type Grants = Readonly<Record<string, string>>;

const order: Readonly<Record<string, number>> = { read: 1, write: 2, admin: 3 };
const level = (grant: string | undefined): number => order[grant ?? ""] ?? 0;

/** What is wanted and not granted, as "issues: write (has read)". */
export function missingGrants(granted: Grants, wanted: Grants): readonly string[] {
  return Object.entries(wanted)
    .filter(([name, grant]) => level(granted[name]) < level(grant))
    .map(([name, grant]) => `${name}: ${grant} (has ${granted[name] ?? "none"})`);
}

export function checkPermissions(app: ExaminedApp, manifest: Manifest, webUrl: string): Finding[] {
  const missing = missingGrants(app.permissions, manifest.default_permissions);
  if (missing.length > 0) {
    const place = `${webUrl}/settings/apps/${app.slug}/permissions (or under the organization's settings)`;
    return [wrong("permissions", `The App lacks ${missing.join(", ")}: grant it at ${place}.`)];
  }
  const more = Object.keys(app.permissions).filter((name) => manifest.default_permissions[name] === undefined);
  const note = more.length === 0 ? "" : `; it does not need ${more.join(", ")}`;
  return [well("permissions", `The App has what app.yml asks for${note}.`)];
}

/** Two events are new: without them a resync finds the same changes, only later. */
const dispensable = new Set(["sub_issues", "issue_dependencies"]);

export function checkEvents(app: ExaminedApp, manifest: Manifest): Finding[] {
  const missing = manifest.default_events.filter((event) => !app.events.includes(event));
  const needed = missing.filter((event) => !dispensable.has(event));
  if (needed.length > 0) {
    return [
      wrong(
        "events",
        `The App is not told of ${needed.join(", ")}: subscribe to them on its page, "Permissions & events".`,
      ),
    ];
  }
  const note = missing.length === 0 ? "" : `; changes to ${missing.join(", ")} are found by resync only`;
  return [well("events", `The App is subscribed to what it needs${note}.`)];
}
