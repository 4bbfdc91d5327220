/** A repository as it stands on GitHub, seen by a reader without the App's key: everything is believed that the App's account wrote. */
import { readUnverified } from "../../controller/marker-seal.ts";
import { buildWorld } from "../../core/build-world.ts";
import { neededForeign } from "../../core/decide.ts";
import { readRegion } from "../../core/hub-region.ts";
import { wholeSecond } from "../../core/local-time.ts";
import type { Actor, Comment, Issue, Marker, Role } from "../../core/model.ts";
import { readSettings } from "../../core/settings/read-settings.ts";
import { defaultSettings, type Settings } from "../../core/settings/settings.ts";
import { openTrust } from "../../core/trust.ts";
import type { Snapshot, World } from "../../core/world.ts";
import type { Reader } from "../../github/open-reader.ts";
import type { ReadComment } from "../../ports/github.ts";
import { Refused } from "../../ports/github.ts";

export interface Seen {
  readonly world: World;
  /** What the reader should know about how this was found out. */
  readonly notes: readonly string[];
}

const SETTINGS = ".github/signalbox.yml";
const NOBODY: Actor = { id: -1, login: "", isBot: true };
/** Each round may show new people and places; after this many the rest is left unknown. */
const MOST_ROUNDS = 4;

/** The account behind our region of the coordination issue. */
function findBot(issues: readonly Issue[], { coordinationIssue }: Settings): Actor {
  const ours = issues.filter(({ body }) => readRegion(body) !== null);
  const hub =
    ours.find(({ number }) => number === coordinationIssue) ??
    ours.find(({ author, body }) => author?.isBot === true && readUnverified(body)?.marker.kind === "coordination");
  const written = [hub?.author, hub?.editor].find((actor) => actor?.isBot === true);
  return written ?? NOBODY;
}

function withMarker(comment: ReadComment, bot: Actor): Comment {
  const isOurs = comment.author?.id === bot.id && (comment.editor === null || comment.editor.id === bot.id);
  const read = isOurs ? readUnverified(comment.body) : null;
  return read === null ? { ...comment, marker: null } : { ...comment, marker: read.marker, body: read.before };
}

function issueMarkers(issues: readonly Issue[], bot: Actor): ReadonlyMap<number, Marker> {
  const ours = issues.filter(({ author }) => author?.id === bot.id);
  return new Map(
    ours.flatMap(({ number, body }) => {
      const marker = readUnverified(body)?.marker;
      return marker === undefined ? [] : [[number, { ...marker, facts: [], settled: [] }] as const];
    }),
  );
}

async function firstSnapshot(reader: Reader, host: string, own: Actor): Promise<Snapshot> {
  const { issues, comments } = await reader.readEverything();
  const read = readSettings((await reader.readFile(SETTINGS)) ?? "");
  const settings = read.ok ? read.settings : defaultSettings;
  const found = findBot(issues, settings);
  const bot = found === NOBODY ? own : found;
  return {
    repo: reader.repository.name,
    repositoryId: reader.repository.id,
    isPrivate: reader.repository.isPrivate,
    neighbours: [],
    now: wholeSecond(Date.now()),
    app: { appId: 0, slug: "", botId: bot.id, botLogin: bot.login },
    host,
    settings,
    settingsProblems: read.ok ? [] : read.problems,
    issues,
    comments: comments.map((comment) => withMarker(comment, bot)),
    foreign: [],
    issueMarkers: issueMarkers(issues, bot),
    roles: new Map(),
    refusals: [],
  };
}

/** A token without push access may not ask who may what: then everybody is taken to be trusted, and the reader is told. */
async function askRoles(reader: Reader, actors: readonly Actor[], roles: Map<number, Role>): Promise<boolean> {
  for (const { id, login } of actors) {
    try {
      roles.set(id, await reader.readRole(login));
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      if (error.status === 403) return false;
      roles.set(id, "none");
    }
  }
  return true;
}

/** `own`: whose markers count where no App has written a coordination issue. */
export async function readLive(reader: Reader, host: string, own = NOBODY): Promise<Seen> {
  let snapshot = await firstSnapshot(reader, host, own);
  const roles = new Map<number, Role>();
  let mayAsk = true;
  for (let round = 1; ; round++) {
    const trust = openTrust(snapshot);
    const world = buildWorld(snapshot, trust);
    const missing = [...trust.missing.values()];
    const known = new Set(snapshot.foreign.map(({ ref }) => JSON.stringify(ref)));
    const elsewhere = neededForeign(world).filter((ref) => !known.has(JSON.stringify(ref)));
    if ((missing.length === 0 && elsewhere.length === 0) || round > MOST_ROUNDS)
      return { world, notes: notesOf(mayAsk, snapshot) };
    mayAsk &&= await askRoles(reader, missing, roles);
    if (!mayAsk) for (const { id } of missing) roles.set(id, "write");
    const foreign = await Promise.all(elsewhere.map((ref) => reader.readForeign(ref)));
    snapshot = { ...snapshot, roles: new Map(roles), foreign: [...snapshot.foreign, ...foreign] };
  }
}

function notesOf(mayAsk: boolean, { settingsProblems }: Snapshot): readonly string[] {
  const blind = "The token may not ask for permissions, so everybody is taken to have triage permission here.";
  return [...(mayAsk ? [] : [blind]), ...settingsProblems.map((problem) => `The settings file: ${problem}.`)];
}
