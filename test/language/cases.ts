// The cases of test/golden/language: one line each, a text and what it says.
import { readdirSync, readFileSync } from "node:fs";

const folder = new URL("../golden/language/", import.meta.url);

export interface Case {
  /** As the file has it, with `\n` for line ends. */
  readonly written: string;
  readonly text: string;
  readonly finds: readonly string[];
  /** Words that stand in a warning. */
  readonly says: readonly string[];
}

export interface CaseFile {
  readonly name: string;
  /** The comment at its top. */
  readonly about: string;
  readonly isComment: boolean;
  readonly cases: readonly Case[];
}

/** `\n`, `\t`, `\u00a0` as in code; every other backslash stands for itself. */
function unescaped(text: string): string {
  return text
    .replace(/\\u([0-9a-f]{4})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
    .replace(/\\n/g, "\n")
    .replace(/\\r/g, "\r")
    .replace(/\\t/g, "\t");
}

function whole(part: string): string {
  return /^[\w./-]*#\d+$/.test(part) ? `#1 waits for ${part}` : part;
}

function caseOf(line: string): Case {
  const [text = "", found = ""] = line.split("⇒");
  const told = found.split("; ").map((part) => part.trim());
  const written = text.endsWith(" ") ? text.slice(0, -1) : text;
  return {
    written,
    text: unescaped(written),
    finds: told.filter((part) => part !== "" && !part.startsWith("says ")).map(whole),
    says: told.filter((part) => part.startsWith("says ")).map((part) => part.slice(5)),
  };
}

function read(name: string): CaseFile {
  const lines = readFileSync(new URL(name, folder), "utf8").split("\n");
  const about = (lines.find((line) => line.startsWith("// ")) ?? name).replace("// ", "");
  const cases = lines.filter((line) => line !== "" && !line.startsWith("//")).map(caseOf);
  return { name, about, isComment: name === "comments.txt", cases };
}

/** Every file, by name. */
export function caseFiles(): readonly CaseFile[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith(".txt"))
    .sort()
    .map(read);
}
