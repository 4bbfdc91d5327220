// The environment is read all at once; what cannot be used is refused in sentences that show no secret.
import { generateKeyPairSync } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, expect, test } from "vitest";
import { loadDotEnv } from "../../src/app/dot-env.ts";
import { environmentSchema, githubOf, guessedVariables, readEnvironment, tellProblems } from "../../src/app/env.ts";

const makeKey = (type: "pkcs1" | "pkcs8", modulusLength = 2048): string =>
  generateKeyPairSync("rsa", {
    modulusLength,
    publicKeyEncoding: { type: "spki", format: "pem" },
    privateKeyEncoding: { type, format: "pem" },
  }).privateKey;

const key = makeKey("pkcs1");
const older = makeKey("pkcs8");
const secret = "0123456789abcdef0123456789abcdef";
const good = { APP_ID: "4711", PRIVATE_KEY: key, WEBHOOK_SECRET: secret };
const folder = mkdtempSync(join(tmpdir(), "signalbox-env-"));
afterAll(() => rmSync(folder, { recursive: true }));
const keyPath = join(folder, "key.pem");
writeFileSync(keyPath, key);

const problemsOf = (variables: Record<string, string>): string => tellProblems(readEnvironment(variables).problems);
const credentialsOf = (variables: Record<string, string>) => readEnvironment({ ...good, ...variables }).credentials;

test("nothing set: everything has its fallback, and there are no credentials", () => {
  const { environment, credentials } = readEnvironment({});
  expect(credentials).toBeNull();
  expect(environment).toMatchObject({
    PORT: 3000,
    HOST: "127.0.0.1",
    STORE_PATH: "data/signalbox.sqlite",
    LOG_LEVEL: "info",
    METRICS_PORT: 9090,
    METRICS_TOKEN: null,
    GHE_HOST: null,
  });
});

test.each([
  ["PEM", key],
  ["PEM with \\n for line ends", key.replaceAll("\n", "\\n")],
  ["PEM with Windows line ends", key.replaceAll("\n", "\r\n")],
  ["base64", Buffer.from(key).toString("base64")],
  ["quotes around it", `"${key.replaceAll("\n", "\\n")}"`],
])("a private key as %s is the same key, so that seals made with it stay good", (_, text) => {
  expect(credentialsOf({ PRIVATE_KEY: text })).toEqual({
    appId: 4711,
    privateKeys: [key.trim()],
    secrets: [secret],
  });
});

test("two keys of a rotation, newest first, in one variable or in two files", () => {
  const paths = [key, older].map((text, at) => {
    const path = join(folder, `${at}.pem`);
    writeFileSync(path, text);
    return path;
  });
  const both = [key.trim(), older.trim()];
  expect(credentialsOf({ PRIVATE_KEY: `${key}${older}` })?.privateKeys).toEqual(both);
  expect(credentialsOf({ PRIVATE_KEY: "", PRIVATE_KEY_PATH: paths.join(", ") })?.privateKeys).toEqual(both);
});

test("several webhook secrets, with commas between them", () => {
  expect(credentialsOf({ WEBHOOK_SECRET: `${secret}, ${"x".repeat(32)}` })?.secrets).toEqual([secret, "x".repeat(32)]);
});

test.each([
  ["WEBHOOK_SECRET", { WEBHOOK_SECRET: "hunter2-hunter2" }, "at least 32 bytes, found 15", "openssl rand -hex 32"],
  ["WEBHOOK_SECRET", { WEBHOOK_SECRET: "x".repeat(31) }, "at least 32 bytes, found 31", "openssl rand -hex 32"],
  ["WEBHOOK_SECRET", { WEBHOOK_SECRET: "development" }, "which everybody knows", "openssl rand -hex 32"],
  ["WEBHOOK_SECRET", { WEBHOOK_SECRET: `${secret},` }, "found 0 in secret 2 of 2", "openssl rand -hex 32"],
  ["WEBHOOK_SECRET", { WEBHOOK_SECRET: "" }, "found nothing", "openssl rand -hex 32"],
  ["APP_ID", { APP_ID: "signalbox" }, 'found "signalbox"', "App's page"],
  ["APP_ID", { APP_ID: "" }, "found nothing", "App's page"],
  ["PRIVATE_KEY", { PRIVATE_KEY: "" }, "found nothing", "PRIVATE_KEY_PATH"],
  ["PRIVATE_KEY", { PRIVATE_KEY: "nonsense" }, "found 8 characters that are none", "whole .pem file"],
  ["PRIVATE_KEY", { PRIVATE_KEY: key.replace("MII", "!!!") }, "cannot be read", "whole .pem file"],
  ["PRIVATE_KEY", { PRIVATE_KEY: makeKey("pkcs8", 1024) }, "only 1024 bits", "whole .pem file"],
  ["PRIVATE_KEY_PATH", { PRIVATE_KEY: "", PRIVATE_KEY_PATH: "/none.pem" }, "ENOENT", "/none.pem"],
  ["PRIVATE_KEY", { PRIVATE_KEY_PATH: keyPath }, "found both", "take one away"],
  ["PORT", { PORT: "http" }, 'found "http"', "0 to 65535"],
  ["PORT", { PORT: "65536" }, 'found "65536"', "0 to 65535"],
  ["GHE_HOST", { GHE_HOST: "https://ghe.example.com" }, "found", "leave out https://"],
  ["GHE_PROTOCOL", { GHE_PROTOCOL: "ftp" }, 'found "ftp"', "https, http"],
  ["LOG_LEVEL", { LOG_LEVEL: "loud" }, 'found "loud"', "trace, debug, info"],
  ["METRICS_PORT", { METRICS_PORT: "none" }, 'found "none"', "0 to 65535"],
  ["METRICS_TOKEN", { METRICS_TOKEN: "short" }, "found 5", "openssl"],
  ["PUBLIC_URL", { PUBLIC_URL: "box.example.com" }, "found", "https://box.example.com"],
  ["WEBHOOK_PROXY_URL", { WEBHOOK_PROXY_URL: "javascript:1" }, "found", "https://"],
])("a wrong %s is refused", (name, variables, found, remedy) => {
  const read = readEnvironment({ ...good, ...variables });
  expect(read.environment).toBeNull();
  const [line = "", ...more] = tellProblems(read.problems).split("\n");
  expect(more.filter((one) => !one.startsWith(name))).toEqual([]);
  expect(line).toMatch(new RegExp(`^${name}: expected .*\\.$`));
  expect(line).toContain(found);
  expect(line).toContain(remedy);
});

test("all that is wrong is said at once", () => {
  const text = problemsOf({ APP_ID: "x", WEBHOOK_SECRET: "short", PORT: "-1" });
  expect(text.split("\n").map((line) => line.split(":")[0])).toEqual([
    "APP_ID",
    "WEBHOOK_SECRET",
    "PORT",
    "PRIVATE_KEY",
  ]);
});

test("in production the absence of credentials is a problem of its own", () => {
  const text = problemsOf({ NODE_ENV: "production" });
  expect(text.split("\n").map((line) => line.split(":")[0])).toEqual(["APP_ID", "PRIVATE_KEY", "WEBHOOK_SECRET"]);
});

test("no complaint shows any part of a secret", () => {
  const word = fc.string({ unit: fc.constantFrom(..."GHJKQVWXYZ"), minLength: 8, maxLength: 31 });
  fc.assert(
    fc.property(word, (one) => {
      const text = problemsOf({ WEBHOOK_SECRET: one, PRIVATE_KEY: one, METRICS_TOKEN: one.slice(0, 15) });
      expect(text).toContain("WEBHOOK_SECRET: ");
      expect(text).not.toContain(one.slice(0, 4));
    }),
  );
});

test("GitHub Enterprise is reached under its own host", () => {
  const at = (variables: Record<string, string>) => {
    const { environment } = readEnvironment(variables);
    return environment === null ? null : githubOf(environment);
  };
  expect(at({})).toEqual({
    baseUrl: "https://api.github.com",
    host: "github.com",
    webUrl: "https://github.com",
  });
  expect(at({ GHE_HOST: "GHE.example.com" })).toEqual({
    baseUrl: "https://ghe.example.com/api/v3",
    host: "ghe.example.com",
    webUrl: "https://ghe.example.com",
  });
  expect(at({ GHE_HOST: "127.0.0.1:4000", GHE_PROTOCOL: "http" })?.baseUrl).toBe("http://127.0.0.1:4000/api/v3");
});

test("a .env file fills in what is not set, and never overrides what is", () => {
  const path = join(folder, ".env");
  writeFileSync(path, 'SIGNALBOX_TEST_A=file\nSIGNALBOX_TEST_B="a\\nb"\n');
  process.env["SIGNALBOX_TEST_A"] = "real";
  try {
    loadDotEnv(path);
    expect(process.env["SIGNALBOX_TEST_A"]).toBe("real");
    expect(process.env["SIGNALBOX_TEST_B"]).toBe("a\nb");
    loadDotEnv(join(folder, "none"));
  } finally {
    delete process.env["SIGNALBOX_TEST_A"];
    delete process.env["SIGNALBOX_TEST_B"];
  }
});

test("every variable says what it means, and what the documentation calls its fallback is its fallback", () => {
  const unset = readEnvironment({}).environment;
  for (const [name, schema] of Object.entries(environmentSchema.shape)) {
    const { description, fallback } = schema.meta() ?? {};
    expect(description, name).toMatch(/^[A-Z`].{15,400}\.$/);
    expect(readEnvironment({ [name]: String(fallback) }).environment, name).toEqual(unset);
  }
});

test.each(["https://box.example.com/?x=1", "https://box.example.com/#top", "https://box.example.com/?"])(
  "PUBLIC_URL %s is refused: our path goes behind it",
  (url) => {
    expect(problemsOf({ PUBLIC_URL: url })).toMatch(/^PUBLIC_URL: expected an address without \? and #/);
    expect(problemsOf({ PUBLIC_URL: "https://box.example.com/below/" })).toBe("");
  },
);

test("a variable under a name that others use is asked about, unless ours is set too", () => {
  expect(guessedVariables({ GITHUB_APP_ID: "4711", PRIVATE_KEY_FILE: "key.pem", DATA_DIR: " " })).toEqual([
    "GITHUB_APP_ID is set, which nobody reads here: did you mean APP_ID?",
    "PRIVATE_KEY_FILE is set, which nobody reads here: did you mean PRIVATE_KEY_PATH?",
  ]);
  expect(guessedVariables({ GITHUB_APP_ID: "4711", APP_ID: "4711" })).toEqual([]);
});

test("a .env that cannot be read is told with a sentence", () => {
  expect(() => loadDotEnv(folder)).toThrow(/cannot be read \(EISDIR\): let this user read it/);
});

test("events that could never be sent are refused at the start", () => {
  const whys = (more: Record<string, string>) =>
    readEnvironment(more).problems.map(({ variable, why }) => `${variable}: ${why}`);
  const EVENTS_SECRETS = `*=whsec_${"a".repeat(32)}`;
  expect(whys({ EVENTS_URL: "https://x.example.com", EVENTS_SECRETS })).toEqual([]);
  expect(whys({ EVENTS_URL: "https://x.example.com" })).toEqual([
    expect.stringMatching(/^EVENTS_URL: .*EVENTS_SECRETS/),
  ]);
  expect(whys({ EVENTS_URL: "http://x.example.com", EVENTS_SECRETS })).toEqual([expect.stringContaining("private")]);
  expect(whys({ EVENTS_URL: "http://x.example.com", EVENTS_SECRETS, EVENTS_ALLOW: "private" })).toEqual([]);
});

test("a comma too many between the paths of the keys is named", () => {
  expect(problemsOf({ ...good, PRIVATE_KEY: "", PRIVATE_KEY_PATH: `${keyPath},` })).toContain("nothing as number 2");
});
