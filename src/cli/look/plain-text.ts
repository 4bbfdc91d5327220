/** Markdown of ours as a terminal shows it: without escapes, hidden characters and emphasis. */
const HIDDEN = /[\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;
const ESCAPED = /\\([\\`*_[\]~$&<>|#+=.)-])/g;

export function plainText(markdown: string): string {
  return markdown.replace(/\*\*/g, "").replace(ESCAPED, "$1").replace(HIDDEN, "");
}

/** Several lines that may hold text of people: nothing in them but the ends of lines moves the cursor. */
export function severalLines(text: string): string {
  return text.replace(/[^\P{Cc}\n]/gu, " ");
}

/** Text of people for one line of a terminal: nothing in it moves the cursor. */
export function oneLine(text: string): string {
  return text
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, " ")
    .replace(/ {2,}/g, " ")
    .trim();
}
