/** One kind of evidence as people write it (`check: build`, `file: docs/x.md`, …) -> what it asks for. */
import type { Evidence } from "./model.ts";

const MERGED = /^(?:(?:a|the|one) )?merged (?:pull request|pr)$/i;
const CHECK = /^(?:the )?(?:green )?check(?:: ?| )(.{1,200})$/i;
const IS_GREEN = / (?:is|turns|stays|must be) (?:green|passing)$/i;
const FILE = /^(?:a |the )?file(?:: ?| at | )(\S{1,300})$/i;
const ATTEST = /^attest(?:ed by)?:? @?([a-z\d][a-z\d-]{0,38}(?:\[bot\])?)$/i;

/** Reads one kind; null for words that only a person can hold something against. */
export function parseEvidence(written: string): Evidence | null {
  const text = written
    .slice(0, 400)
    .replaceAll("`", "")
    .replace(/\s{1,20}/g, " ")
    .trim();
  if (MERGED.test(text)) return { kind: "merged pull request" };
  const login = ATTEST.exec(text)?.[1];
  if (login !== undefined) return { kind: "attest", login };
  const path = FILE.exec(text)?.[1];
  if (path !== undefined) return fileAt(text, path);
  const check = CHECK.exec(text)?.[1];
  return check === undefined ? null : checkNamed(text, check);
}

/** A colon, "green" or quotation marks tell a check's name from an invitation to check something. */
function checkNamed(text: string, said: string): Evidence | null {
  const bare = said.replace(IS_GREEN, "");
  const name = bare
    .replace(/^["“„]/, "")
    .replace(/["”“]$/, "")
    .trim();
  const isName = /check:/i.test(text) || /^(?:the )?green /i.test(text) || bare !== said || name !== bare;
  return isName && name !== "" && name.length <= 100 ? { kind: "check", name } : null;
}

function fileAt(text: string, said: string): Evidence | null {
  const path = said.replace(/^(?:\.?\/)/, "");
  const isPath = /file:/i.test(text) || /[./]/.test(path);
  const isInside = path !== "" && !path.split("/").includes("..");
  return isPath && isInside ? { kind: "file", path } : null;
}

/** An entry of `evidence` in the settings. YAML reads `check: build` in a list as a pair, which means the same. */
export type EvidenceSetting = string | { readonly check: string } | { readonly file: string };

/** The settings were checked by then; what nobody can read asks for nothing. */
export function readEvidence(settings: readonly EvidenceSetting[]): readonly Evidence[] {
  return settings.flatMap((one) => {
    if (typeof one === "string") return parseEvidence(one) ?? [];
    return parseEvidence("check" in one ? `check: ${one.check}` : `file: ${one.file}`) ?? [];
  });
}

/** As people write it. */
export function sayEvidence(one: Evidence): string {
  switch (one.kind) {
    case "merged pull request":
      return one.kind;
    case "check":
      return `check: ${one.name}`;
    case "file":
      return `file: ${one.path}`;
    case "attest":
      return `attest @${one.login}`;
  }
}
