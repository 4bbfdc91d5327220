/** Takes secrets out of a line of text: the ones we know by heart, and whatever looks like one of GitHub's. */

const HIDDEN = "[secret]";
const SHORTEST = 8;

/** Every quantifier is bounded: lines hold text of strangers. */
const shapes: readonly (readonly [RegExp, string])[] = [
  // Tokens of GitHub, whatever follows their prefix: the newer ones hold a whole JSON web token.
  [/\b(?:gh[a-z]_|github_pat_|v1\.)[\w.-]{16,4000}/g, HIDDEN],
  // JSON web tokens: the first part always begins with `{"`.
  [/(?<![\w-])eyJ[\w-]{8,2000}\.[\w-]{8,4000}\.[\w-]{8,2000}/g, HIDDEN],
  [/-----BEGIN [A-Z ]{0,40}PRIVATE KEY-----[\s\S]{0,10000}?-----END [A-Z ]{0,40}PRIVATE KEY-----/g, HIDDEN],
  [/\b(authorization["\\]{0,4} ?[:=] ?["\\]{0,4})[^"\\\r\n,}]{1,4000}/gi, `$1${HIDDEN}`],
  [/\b(bearer|token|basic) [\w.~+/=-]{16,4000}/gi, `$1 ${HIDDEN}`],
  [/\b(sha256=)[0-9a-f]{64}\b/gi, `$1${HIDDEN}`],
];

/** `known` are found as they are, as JSON writes them, and line by line: a key is rarely printed in one piece. */
export function openScrub(known: readonly string[]): (text: string) => string {
  const forms = known.flatMap((secret) => [secret, JSON.stringify(secret).slice(1, -1), ...linesOf(secret)]);
  const longestFirst = [...new Set(forms)]
    .filter((form) => form.length >= SHORTEST)
    .sort((a, b) => b.length - a.length);
  return (text) => {
    let clean = text;
    for (const form of longestFirst) clean = clean.replaceAll(form, HIDDEN);
    for (const [shape, instead] of shapes) clean = clean.replace(shape, instead);
    return clean;
  };
}

/** The lines of a PEM, without those that say what it is. */
function linesOf(secret: string): readonly string[] {
  return secret.split(/\r?\n/).filter((part) => part.length >= 16 && !part.startsWith("-----"));
}
