/** The settings of a repository as its default branch says them; the last good ones hold while the file is broken. */
import { defaultSettings, type Settings } from "../core/settings/settings.ts";
import type { RepositoryOnGitHub } from "../ports/github.ts";
import type { Mirror } from "./mirror.ts";

/** Where the file lies. */
export const settingsPath = ".github/signalbox.yml";

/** What a text says; `settings` is null when it cannot be used. A repository without the file gives null for the text. */
export type ReadSettings = (text: string | null) => {
  readonly settings: Settings | null;
  readonly problems: readonly string[];
};

/** Notes of the mirror: the text as it stands, and the last text that could be used. An empty text is "no file". */
const CURRENT = "settings";
const GOOD = "settings: last good";

export async function refreshSettings(github: RepositoryOnGitHub, mirror: Mirror, read: ReadSettings): Promise<void> {
  const text = (await github.readFile(settingsPath)) ?? "";
  mirror.setNote(CURRENT, text);
  if (read(text === "" ? null : text).settings !== null) mirror.setNote(GOOD, text);
}

export function currentSettings(
  mirror: Mirror,
  read: ReadSettings,
): { readonly settings: Settings; readonly problems: readonly string[] } {
  const { settings, problems } = read(mirror.note(CURRENT));
  return { settings: settings ?? read(mirror.note(GOOD)).settings ?? defaultSettings, problems };
}
