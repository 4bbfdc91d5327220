/** `signalbox cleanup`: lists what Signalbox left on a repository, and with --yes takes it away. */
import type { Command } from "commander";
import { systemClock } from "../app/system-clock.ts";
import type { Action } from "../core/actions.ts";
import { nameRef } from "../core/explain.ts";
import { listOurs, type Ours } from "../core/list-ours.ts";
import { Limited, type RepositoryOnGitHub } from "../ports/github.ts";
import { openSqliteStore } from "../store/sqlite.ts";
import { COLUMNS, cut } from "./columns.ts";
import { complain } from "./complain.ts";
import { lookAt } from "./look/look-at.ts";
import { inSentences, openWritingPlace, type PlaceFlags, repositoryIn } from "./look/place.ts";

interface CleanupFlags extends PlaceFlags {
  readonly yes?: true;
}

const MOST_LISTED = 12;

const EXAMPLES = `
Uninstalling the App removes nothing. This lists what it left behind: the labels
it put on issues, the dependencies it added, its comments, its coordination
issue. With --yes it takes them away, as the owner of the token, and closes the
coordination issue; from an issue of a person it only takes its own part.

Uninstall the App first (or take the repository out of it): while it runs it
puts everything back. Its comments hold who took, waived and approved what, so
with them that record goes too.

Issues made from plans, what commands set for people (P1, track:api, hold,
urgent), reactions and the definitions of labels stay.

The token in GITHUB_TOKEN (or GH_TOKEN) needs write access. Another host:
--host, or GHE_HOST.

Examples:
  npm run signalbox -- cleanup octo/yard
  npm run signalbox -- cleanup octo/yard --yes

Exit code: 0 listed, or all is gone; 2 refused.`;

function say(action: Action, repo: string): string {
  switch (action.kind) {
    case "remove-label":
      return `#${action.issue} "${action.label}"`;
    case "remove-edge":
      return `#${action.issue} waits for ${nameRef(action.blocker, repo)}`;
    case "delete-comment":
      return `#${action.issue}, comment ${action.comment}`;
    case "unpin":
      return `#${action.issue} is pinned`;
    case "close":
      return `#${action.issue} is open`;
    case "edit-issue":
      return `#${action.issue}, only the part that Signalbox wrote`;
    default:
      return "issue" in action ? `#${action.issue}` : action.kind;
  }
}

function show({ what, actions }: Ours, repo: string): string {
  const shown = actions.slice(0, MOST_LISTED).map((action) => cut(`  ${say(action, repo)}`, COLUMNS));
  const more = actions.length - shown.length;
  return [`${what} (${actions.length})`, ...shown, ...(more > 0 ? [`  … and ${more} more`] : [])].join("\n");
}

/** GitHub's limits are waited for: whatever was taken away stays away, so nothing has to be begun again. */
async function take(action: Action, repository: RepositoryOnGitHub): Promise<void> {
  for (;;) {
    try {
      await repository.perform(action);
      return;
    } catch (error) {
      if (!(error instanceof Limited)) throw error;
      await systemClock.sleep(error.retryAt - systemClock.now());
    }
  }
}

async function takeAway(name: string, flags: CleanupFlags, ours: readonly Ours[]): Promise<void> {
  const store = openSqliteStore(":memory:");
  await inSentences(name, flags, async () => {
    const github = await openWritingPlace(name, flags, store);
    for (const repository of await github.repositories()) {
      for (const { what, actions } of ours) {
        for (const action of actions) await take(action, github.of(repository));
        if (actions.length > 0) process.stdout.write(`${what} (${actions.length}): done\n`);
      }
    }
  });
  await store.close();
}

async function cleanUp(where: string, flags: CleanupFlags): Promise<void> {
  const name = repositoryIn(where, flags);
  const { world, notes } = await lookAt(name, flags);
  for (const note of notes) complain(note);
  const ours = listOurs(world).filter(({ actions }) => actions.length > 0);
  if (ours.length === 0) return void process.stdout.write(`Nothing of Signalbox is to be found on ${name}.\n`);
  process.stdout.write(
    `What Signalbox left on ${name}:\n\n${ours.map((one) => show(one, world.snapshot.repo)).join("\n")}\n\n`,
  );
  if (flags.yes === true) return takeAway(name, flags, ours);
  process.stdout.write("Nothing is taken away. Uninstall the App, then add --yes.\n");
}

export function addCleanup(program: Command): void {
  program
    .command("cleanup")
    .description("Lists what Signalbox left on a repository, and with --yes takes it away.")
    .argument("<repository>", "owner/name")
    .option("--yes", "take it away; without this it is only listed")
    .option("--host <host>", "a GitHub Enterprise Server")
    .addHelpText("after", EXAMPLES)
    .action(cleanUp);
}
