// What the image needs is in it: no development package at run time, every file that is read, a health check that works.
import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { z } from "zod";
import { readSourceFiles } from "./source-file.ts";

const read = (path: string): string => readFileSync(new URL(`../${path}`, import.meta.url), "utf8");
/** Run by hand to trim GitHub's description; nothing else may be left out. */
const BY_HAND = ["src/sandbox/vendor/trim.ts"];
const sources = readSourceFiles("src").filter(({ path }) => !BY_HAND.includes(path));
const dockerfile = read("Dockerfile");

test("what runs in production imports production packages only", () => {
  const { dependencies } = z
    .object({ dependencies: z.record(z.string(), z.string()) })
    .parse(JSON.parse(read("package.json")));
  const strays = sources.flatMap(({ path, text, imports }) =>
    imports
      .filter(({ isRelative, target }) => !isRelative && !target.startsWith("node:") && !(target in dependencies))
      .filter(({ line }) => !/^\s*(?:import|export) type\b/.test(text.split("\n")[line - 1] ?? ""))
      .map(({ target }) => `${path} imports ${target}`),
  );
  expect(strays).toEqual([]);
});

test("every file that the program reads beside its sources is in the image, and let through to it", () => {
  const wanted = sources.flatMap(({ path, text }) =>
    [...text.matchAll(/new URL\("((?:\.\.?\/)+[^"]*)", import\.meta\.url\)/g)].map(
      ([, relative = ""]) => new URL(relative, `file:///${path}`).pathname.split("/")[1] ?? "",
    ),
  );
  const copied = [...dockerfile.matchAll(/^COPY (?!--from)(.+) \S+$/gm)].flatMap(([, names = ""]) => names.split(" "));
  const letThrough = read(".dockerignore")
    .split("\n")
    .filter((line) => line.startsWith("!"));
  expect(new Set(wanted)).toContain("templates");
  expect([...new Set(wanted)].filter((name) => !copied.includes(name))).toEqual([]);
  expect(copied.filter((name) => !letThrough.includes(`!${name}`))).toEqual([]);
});

test("the image's health check tells well from unwell", async () => {
  const [, words = ""] = /HEALTHCHECK[^[]*CMD (\[.*\])$/m.exec(dockerfile) ?? [];
  const [, ...rest] = z.array(z.string()).parse(JSON.parse(words));
  let status = 200;
  const server = createServer((request, response) => {
    response.writeHead(request.url === "/healthz" ? status : 404).end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const port = String((server.address() as AddressInfo).port);
  const check = () =>
    new Promise((resolve) => {
      const child = spawn(process.execPath, rest, { env: { ...process.env, PORT: port }, stdio: "ignore" });
      child.on("close", resolve);
    });
  expect(await check()).toBe(0);
  status = 503;
  expect(await check()).toBe(1);
  await new Promise((resolve) => server.close(resolve));
  expect(await check()).toBe(1);
});

test("nothing that runs it kills it before it has had its 20 seconds", () => {
  const compose = parse(read(".github/deploy/compose.yaml"));
  expect(compose.services.signalbox).toMatchObject({ read_only: true, stop_grace_period: "30s" });
  expect(read(".github/deploy/signalbox.service")).toMatch(/^TimeoutStopSec=30$/m);
  expect(read(".github/deploy/fly.toml")).toMatch(/^kill_timeout = "30s"$/m);
  expect(parse(read(".github/deploy/render.yaml")).services[0]).toMatchObject({ maxShutdownDelaySeconds: 30 });
});
