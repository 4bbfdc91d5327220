/** The settings of a repository as its default branch says them; the last good ones hold while the file is broken. */
import { type ReadSettings, readSettings } from "../core/settings/read-settings.ts";
import { defaultSettings, type Settings } from "../core/settings/settings.ts";
import type { RepositoryOnGitHub } from "../ports/github.ts";
import type { Mirror } from "./mirror.ts";

/** Where the file lies. */
const settingsPath = ".github/signalbox.yml";

/** Notes of the mirror: the text as it stands, and the last text that could be used. No note: there is no file. */
const CURRENT = "settings";
const GOOD = "settings: last good";

export interface CurrentSettings {
  readonly settings: Settings;
  /** What is wrong with the file as it stands, as sentences. */
  readonly problems: readonly string[];
}

/** Only ever from the default branch: what a pull request proposes is not in force. */
export async function refreshSettings(github: RepositoryOnGitHub, mirror: Mirror): Promise<void> {
  const text = (await github.readFile(settingsPath)) ?? "";
  if (mirror.note(CURRENT) === text) return;
  mirror.setNote(CURRENT, text);
  if (readOnce(text).ok) mirror.setNote(GOOD, text);
}

const known = new WeakMap<Mirror, { readonly text: string; readonly current: CurrentSettings }>();

export function currentSettings(mirror: Mirror): CurrentSettings {
  const text = mirror.note(CURRENT) ?? "";
  const before = known.get(mirror);
  if (before?.text === text) return before.current;
  const current = settle(text, mirror.note(GOOD) ?? "");
  known.set(mirror, { text, current });
  return current;
}

/** Text -> what it says: a mirror loaded again, or many repositories with the same file, read it once. */
const byText = new Map<string, ReadSettings>();
const MOST_KEPT = 200;

function readOnce(text: string): ReadSettings {
  const before = byText.get(text) ?? readSettings(text);
  byText.delete(text);
  byText.set(text, before);
  const [oldest] = byText.keys();
  if (byText.size > MOST_KEPT && oldest !== undefined) byText.delete(oldest);
  return before;
}

function settle(text: string, good: string): CurrentSettings {
  const now = readOnce(text);
  if (now.ok) return { settings: now.settings, problems: [] };
  const before = readOnce(good);
  return { settings: before.ok ? before.settings : defaultSettings, problems: now.problems };
}
