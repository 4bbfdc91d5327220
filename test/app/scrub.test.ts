/** Secrets taken out of text, each kind by itself and however it is wrapped; the rest of the text stays. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { openLogs } from "../../src/app/logs.ts";
import { openScrub } from "../../src/app/scrub.ts";
import { anyCharacter } from "../any-character.ts";
import { appKey, secret } from "../sim/app-key.ts";

const jwt = "eyJhbGciOiJSUzI1NiIsInR5cCI6IkpXVCJ9.eyJpYXQiOjE3ODAzMDA4MDAsImlzcyI6NDcxMX0.c2lnbmF0dXJl-_x1";
const shapes = {
  "an installation token": "ghs_16C7e42F292c6912E7710c838347Ae178B4a",
  "a newer installation token": `ghs_4711_${jwt}`,
  "a person's token": "ghp_16C7e42F292c6912E7710c838347Ae178B4a",
  "a fine-grained token": "github_pat_11ABCDEFG0_abcdefghijklmnopqrstuvwxyz0123456789",
  "a JSON web token": jwt,
} as const;

const wrappings: readonly ((text: string) => string)[] = [
  (text) => text,
  (text) => `GET https://x-access-token:${text}@github.com/octo/yard.git failed`,
  (text) => JSON.stringify({ message: `sent ${text}, refused`, nested: JSON.stringify({ text }) }),
  (text) => `authorization: bearer ${text}\r\nnext: line`,
  (text) => `?token=${text}&page=2`,
];

test.each(Object.entries(shapes))("%s is taken out, whatever stands around it", (_, token) => {
  const scrub = openScrub([]);
  for (const wrap of wrappings) {
    const clean = scrub(wrap(token));
    for (const part of token.split(/[._]/).filter((one) => one.length > 10)) expect(clean).not.toContain(part);
    expect(clean).toContain("[secret]");
  }
  expect(scrub(wrappings[1]?.(token) ?? "")).toContain("@github.com/octo/yard.git failed");
});

test("what we know by heart goes as it is, as JSON writes it, and a key line by line", () => {
  const scrub = openScrub([secret, appKey.privateKey]);
  const lines = appKey.privateKey.split("\n").filter((line) => line.length > 30 && !line.startsWith("-----"));
  const texts = [
    `key ${appKey.privateKey}`,
    JSON.stringify({ key: appKey.privateKey }),
    `odd: ${lines[3]} end`,
    secret,
  ];
  for (const text of texts) {
    const clean = scrub(text);
    for (const line of [...lines, secret]) expect(clean).not.toContain(line);
  }
  const other = "-----BEGIN RSA PRIVATE KEY-----\nMIIEowIBAAKCAQEA1234567890\n-----END RSA PRIVATE KEY-----";
  expect(scrub(`not ours: ${other}.`)).toBe("not ours: [secret].");
});

test("a header and a signature keep their name only", () => {
  const scrub = openScrub([]);
  expect(scrub('{"Authorization":"Basic dXNlcjpwYXNzd29yZA=="}')).toBe('{"Authorization":"[secret]"}');
  expect(scrub(`x-hub-signature-256: sha256=${"0a".repeat(32)}`)).toBe("x-hub-signature-256: sha256=[secret]");
});

test("ordinary lines stay as they are", () => {
  const scrub = openScrub([secret]);
  for (const line of [
    '{"level":"info","delivery":"6f1d4c70-0000-4000-8000-000000000001","repository":"octo/yard","msg":"delivery accepted"}',
    "waits for #1, #2 and octo/depot#3; the token of METRICS_TOKEN is expected",
    "eyJ and ghs_ are how tokens begin",
  ]) {
    expect(scrub(line)).toBe(line);
  }
});

test("whatever is logged: each line is JSON, and no known secret is in it", () => {
  const lines: string[] = [];
  const destination = { write: (line: string) => void lines.push(line) };
  const { tell } = openLogs({ level: "trace", secrets: [secret], destination });
  fc.assert(
    fc.property(fc.string({ unit: anyCharacter }), fc.string(), (before, after) => {
      const error = new Error(`${before}${secret}${after}`, { cause: new Error(`${secret}${before}`) });
      tell({ kind: "trouble", trouble: "bug", repositoryId: 7, about: null, error });
      tell({ kind: "put aside", guid: "g", event: "issues", repositoryId: null, why: `${before}${secret}` });
    }),
  );
  expect(lines.length).toBeGreaterThan(100);
  for (const line of lines) {
    expect(line.trimEnd()).not.toContain("\n");
    expect(JSON.parse(line)).toMatchObject({ level: expect.any(String) });
    expect(line).not.toContain(secret);
  }
});
