// The demo with its page: the plan is played through sockets, then a visitor plays on in real time.
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test, vi } from "vitest";
import { runDemo } from "../../src/cli/demo/run-demo.ts";
import { type Said, signalbox } from "../cli/run-signalbox.ts";

const PLAN = `# A plan for a jetty

| ID  | Task           | Depends on | Owner | Est. |
|-----|----------------|------------|-------|------|
| T-1 | Draw the jetty |            | Ana   | 1h   |
| T-2 | Build it       | T-1        | Ben   | 2h   |
`;

const read = async (url: string): Promise<string> => (await fetch(url)).text();

/** As a visitor does who copies the variables from the terminal. */
function asTold(told: string, ...words: string[]): Promise<Said> {
  const [, variables = ""] = /^ {2}export (.*)$/m.exec(told) ?? [];
  for (const [, name = "", value = ""] of variables.matchAll(/(\S+?)=(\S+)/g)) vi.stubEnv(name, value);
  return signalbox(...words);
}

test("the plan is played over HTTP; afterwards a visitor unblocks an issue and sees it, until enough", async () => {
  onTestFinished(() => void vi.unstubAllEnvs());
  const planPath = join(mkdtempSync(join(tmpdir(), "jetty-")), "plan.md");
  writeFileSync(planPath, PLAN);
  let told = "";
  const write = (text: string) => {
    told += text;
  };
  const out = { write, isTerminal: false, hasColour: false };
  let address = "";
  let atHalf = "";
  const atHalfTime = async (url: string): Promise<void> => {
    atHalf = await read(`${url}/octo/jetty/issues/1`);
  };
  const stay = async (stop: () => Promise<void>, url: string): Promise<void> => {
    address = url;
    const playground = `${url}/octo/playground/issues`;
    const list = await read(playground);
    expect(list).toContain("8 open");
    expect(list.match(/>blocked</g)).toHaveLength(2);
    expect(list.match(/>hold</g)).toHaveLength(1);
    const labels = async () => [...(await read(`${playground}/8`)).matchAll(/aria-label="Remove label (\w+)"/g)];
    expect((await labels()).map((one) => one[1])).toEqual(["blocked"]);
    const body = new URLSearchParams({ as: "mia", do: "comment", body: "/unblock #7 because the schema is frozen" });
    const { out: graph } = await asTold(told, "graph", "octo/playground");
    expect(graph).toContain("Ready\n  #1 Draw the landing page");
    const { out: applied, code } = await asTold(told, "apply", planPath, "--repo", "octo/blank", "--yes");
    expect([applied.trim().split("\n").at(-1), code]).toEqual(["Done.", 0]);
    expect(await read(`${url}/octo/blank/issues`)).toContain("T-2: Build it");
    await fetch(`${playground}/8`, { method: "POST", body, headers: { origin: url } });
    await expect.poll(async () => (await labels()).map((one) => one[1]), { timeout: 60_000 }).toEqual(["ready"]);
    await stop();
  };
  const result = await runDemo({
    planPath,
    workers: null,
    seed: 1,
    out,
    show: { port: 0, hourMs: 0, stay, atHalfTime },
  });
  expect(atHalf).toMatch(/1 of 2 tasks done/);
  expect(result.broken).toEqual([]);
  expect(result.exitCode).toBe(0);
  expect(result.stage.sandbox.violations).toEqual([]);
  expect(told).toContain(`${address}/octo/jetty/issues`);
  expect(told).toContain(`${address}/octo/playground/issues`);
  await expect(fetch(address)).rejects.toThrow("fetch failed");
});
