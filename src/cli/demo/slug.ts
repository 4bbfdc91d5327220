/** A name from a plan as a name that fits everywhere: a label, a report's header, an account. */

const MOST = 34;

/** Letters, digits and single hyphens, at most 34 of them; `worker` when nothing is left. */
export function slug(text: string): string {
  const name = text
    .normalize("NFKD")
    .replace(/^@/, "")
    .replace(/[^A-Za-z0-9]{1,400}/g, "-")
    .slice(0, MOST)
    .replace(/^-|-$/g, "");
  return name === "" ? "worker" : name;
}
