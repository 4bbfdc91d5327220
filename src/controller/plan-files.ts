/** Plan documents as the mirror keeps them: read when a decision asks for them, and again at every resync while it does. */
import { createHash } from "node:crypto";
import { wholeSecond } from "../core/local-time.ts";
import type { FileWish } from "../core/plans/apply/applied-plans.ts";
import type { KnownFile } from "../core/world.ts";
import { Refused } from "../ports/github.ts";
import type { Mirror } from "./mirror.ts";
import type { Pass } from "./pass.ts";

const PREFIX = "file:";
const ISSUE = /^#(\d{1,9})$/;
const IN_PULL = /^pull\/(\d{1,9}):(.{1,1000})$/;

/** The same note is the same object, so that a plan is read once. */
const read = new WeakMap<Mirror, Map<string, { readonly note: string; readonly file: KnownFile }>>();

export function knownFiles(mirror: Mirror): ReadonlyMap<string, KnownFile> {
  const before = read.get(mirror) ?? new Map<string, { note: string; file: KnownFile }>();
  read.set(mirror, before);
  const files = new Map<string, KnownFile>();
  for (const [key, note] of mirror.notes()) {
    if (!key.startsWith(PREFIX) || note === "") continue;
    const path = key.slice(PREFIX.length);
    const known = before.get(path);
    const file = known?.note === note ? known.file : (JSON.parse(note) as KnownFile);
    before.set(path, { note, file });
    files.set(path, file);
  }
  return files;
}

/** Files that were never asked for, or not since the decision wants them. */
export function missingFiles(mirror: Mirror, wishes: readonly FileWish[]): readonly FileWish[] {
  const files = knownFiles(mirror);
  return wishes.filter(({ path, since }) => {
    const known = files.get(path);
    return known === undefined || (since !== null && known.askedAt < since);
  });
}

/** A decision waits for it: that it is as it was is an answer, too. */
export async function askFile(pass: Pass, path: string): Promise<void> {
  pass.mirror.setNote(PREFIX + path, JSON.stringify(await readFile(pass, path)));
}

/** A definite no looks the same as a file that does not exist. */
async function readFile({ github, mirror, clock }: Pass, path: string): Promise<KnownFile> {
  const issue = ISSUE.exec(path)?.[1];
  const [, pull, inPull] = IN_PULL.exec(path) ?? [];
  const reading = () =>
    inPull === undefined ? github.readFile(path) : github.readFile(inPull, `refs/pull/${pull}/head`);
  const text =
    issue === undefined
      ? await reading().catch((error: unknown) => {
          if (error instanceof Refused) return null;
          throw error;
        })
      : (mirror.issue(Number(issue))?.body ?? null);
  const plain = text?.replaceAll("\r\n", "\n") ?? null;
  const hash = createHash("sha256")
    .update(plain ?? "")
    .digest("hex");
  return { text: plain, hash, askedAt: wholeSecond(clock.now()) };
}

/** What may have changed on the default branch meanwhile; a pull request tells of itself. */
export async function refreshFiles(pass: Pass): Promise<void> {
  for (const [path, before] of knownFiles(pass.mirror)) {
    if (IN_PULL.test(path)) continue;
    const file = await readFile(pass, path);
    if (file.text !== before.text) pass.mirror.setNote(PREFIX + path, JSON.stringify(file));
  }
}

/** What no decision asks for any more need not be read again. */
export function forgetFiles(mirror: Mirror, wishes: readonly FileWish[]): void {
  const wanted = new Set(wishes.map(({ path }) => path));
  for (const path of knownFiles(mirror).keys()) if (!wanted.has(path)) mirror.setNote(PREFIX + path, "");
}
