/** `/signalbox claim` instead of `/claim` in everything we print, where another robot listens to the short names. */
import type { Plugins, Views } from "./plugins.ts";

/** What people wrote is quoted without code marks, and a task's own text is not ours: both stay as they are. */
const THEIRS: readonly (keyof Views)[] = ["taskIssue", "phaseIssue"];

function prefixIn(text: string, names: ReadonlySet<string>): string {
  return text.replace(/`\/([a-z]{2,20})(?=[ `])/g, (said, name: string) =>
    names.has(name) ? `\`/signalbox ${name}` : said,
  );
}

/** The same plugins with views that name every command by its long form. */
export function withPrefix(plugins: Plugins): Plugins {
  const names = new Set(plugins.commands.map(({ name }) => name));
  const entries = Object.entries(plugins.views).map(([key, view]) => {
    if (typeof view !== "function" || THEIRS.some((one) => one === key)) return [key, view];
    const print = view as (...told: readonly unknown[]) => string;
    return [key, (...told: readonly unknown[]) => prefixIn(print(...told), names)];
  });
  return { ...plugins, views: Object.fromEntries(entries) as Views };
}
