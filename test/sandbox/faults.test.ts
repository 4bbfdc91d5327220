// Trouble on demand: each fault does exactly what it says, the limits hold, the same seed gives the same trouble.
import { expect, test } from "vitest";
import { octokitOf, openStage, type Stage, yard } from "./stage.ts";

interface Failed {
  status: number;
  message: string;
  code: string | undefined;
  headers: Record<string, string>;
}

const failure = async (work: Promise<unknown>): Promise<Failed> =>
  work.then(
    () => ({ status: 0, message: "succeeded", code: undefined, headers: {} }),
    (error: {
      status: number;
      message: string;
      cause?: { cause?: { code?: string } };
      response?: { headers: Record<string, string> };
    }) => ({
      status: error.status,
      message: error.message,
      code: (error.cause as { code?: string } | undefined)?.code ?? error.cause?.cause?.code,
      headers: error.response?.headers ?? {},
    }),
  );

const post = ({ octokit }: Stage, body = "text"): Promise<unknown> =>
  octokit.issues.createComment({ ...yard, issue_number: 1, body });

function withIssue(...args: Parameters<typeof openStage>): Stage {
  const stage = openStage(...args);
  stage.sandbox.as("ana").openIssue("octo/yard", { title: "One" });
  return stage;
}

test("an error before the write writes nothing, one after it has written", async () => {
  const stage = withIssue();
  const { sandbox } = stage;
  sandbox.faults.next({ kind: "error-before-write", match: "POST …/comments", error: 502 });
  expect((await failure(post(stage))).status).toBe(502);
  expect(sandbox.comments("octo/yard", 1)).toHaveLength(0);
  sandbox.faults.next({ kind: "error-after-write", match: "POST */comments", error: 503 });
  expect((await failure(post(stage))).status).toBe(503);
  expect(sandbox.comments("octo/yard", 1)).toHaveLength(1);
  expect((await failure(post(stage))).message).toBe("succeeded");
  expect(sandbox.faults.struck).toEqual(["error-before-write", "error-after-write"]);
  expect(sandbox.requests.filter((one) => one.route.endsWith("/comments")).map((one) => one.status)).toEqual([
    502, 503, 201,
  ]);
});

test("a reset breaks the connection before or after the write", async () => {
  const stage = withIssue();
  const { sandbox } = stage;
  sandbox.faults.next({ kind: "reset-before-write", match: "POST …/comments" });
  expect((await failure(post(stage))).status).toBe(500);
  expect(sandbox.comments("octo/yard", 1)).toHaveLength(0);
  sandbox.faults.next({ kind: "reset-after-write", match: "POST …/comments" });
  expect((await failure(post(stage))).status).toBe(500);
  expect(sandbox.comments("octo/yard", 1)).toHaveLength(1);
  await expect(sandbox.fetch("https://api.github.com/rate_limit")).resolves.toMatchObject({ status: 200 });
});

test("latency takes virtual time and obeys an abort", async () => {
  const stage = withIssue();
  const { sandbox, clock, octokit } = stage;
  await octokit.rateLimit.get();
  sandbox.faults.next({ kind: "latency", ms: 4_000 });
  const started = clock.now();
  const slow = octokit.issues.listForRepo(yard).then(() => clock.now() - started);
  await clock.advance(10_000);
  expect(await slow).toBe(4_000);
  sandbox.faults.next({ kind: "latency", ms: 60_000, match: "POST …/comments" });
  const stop = new AbortController();
  const aborted = failure(
    octokit.issues.createComment({ ...yard, issue_number: 1, body: "x", request: { signal: stop.signal } }),
  );
  await clock.advance(5_000);
  stop.abort();
  expect((await aborted).message).not.toBe("succeeded");
  await clock.advance(60_000);
  expect(sandbox.comments("octo/yard", 1)).toHaveLength(0);
});

test.each([
  { status: 403, retryAfter: 60, wording: "secondary rate limit", until: 60 },
  { status: 403, retryAfter: null, wording: "secondary rate limit", until: 60 },
  { status: 429, retryAfter: 30, wording: "abuse detection", until: 30 },
  { status: 429, retryAfter: null, wording: "abuse detection", until: 60 },
] as const)("a secondary limit as $status, retry-after $retryAfter, $wording", async ({ until, ...shape }) => {
  const stage = withIssue();
  const { sandbox, clock } = stage;
  sandbox.faults.next({ kind: "secondary-limit", match: "POST …/comments", ...shape });
  const refused = await failure(post(stage));
  expect(refused.status).toBe(shape.status);
  expect(refused.message).toContain(shape.wording);
  expect(refused.headers["retry-after"]).toBe(shape.retryAfter === null ? undefined : String(shape.retryAfter));
  expect(sandbox.violations).toEqual([]);
  await clock.advance(until * 1_000 - 1);
  expect((await failure(post(stage))).status).toBe(shape.status);
  expect(sandbox.violations).toEqual([expect.stringContaining("during an announced cooldown")]);
  await clock.advance(1);
  expect((await failure(post(stage))).message).toBe("succeeded");
  expect(sandbox.violations).toHaveLength(1);
});

test("asking again at once is a violation too, a request that was already on its way is not", async () => {
  const stage = withIssue();
  const { sandbox } = stage;
  await stage.octokit.rateLimit.get();
  sandbox.faults.next({ kind: "secondary-limit", match: "POST …/comments", status: 403, retryAfter: 60 });
  await Promise.all([failure(post(stage)), failure(post(stage))]);
  expect(sandbox.violations).toEqual([]);
  await new Promise((resolve) => setImmediate(resolve));
  await failure(post(stage));
  expect(sandbox.violations).toHaveLength(1);
});

test("GraphQL hears of limits in a 200 with errors", async () => {
  const { sandbox, octokit, clock } = withIssue();
  sandbox.faults.next({ kind: "secondary-limit", match: "POST /graphql*viewer*", status: 200, retryAfter: 60 });
  const refused = await octokit.graphql("{viewer{login}}").then(
    () => undefined,
    (error: { errors?: { type: string; message: string }[] }) => error.errors,
  );
  expect(refused?.[0]).toMatchObject({
    type: "RATE_LIMITED",
    message: expect.stringContaining("secondary rate limit"),
  });
  await clock.advance(60_000);
  sandbox.faults.next({ kind: "primary-limit" });
  const exhausted = await octokit.graphql("{viewer{login}}").then(
    () => undefined,
    (error: { errors?: { type: string }[]; headers?: Record<string, string> }) => error,
  );
  expect(exhausted?.errors?.[0]?.type).toBe("RATE_LIMIT");
  expect(exhausted?.headers?.["x-ratelimit-remaining"]).toBe("0");
  expect(sandbox.violations).toEqual([]);
});

test("the primary budget ends and begins again after the hour", async () => {
  const { octokit, clock, sandbox, installation } = openStage({ limits: { corePerHour: 5 } });
  for (let n = 1; n <= 5; n++)
    expect((await octokit.issues.listForRepo(yard)).headers["x-ratelimit-remaining"]).toBe(String(5 - n));
  const refused = await failure(octokit.issues.listForRepo(yard));
  expect(refused).toMatchObject({
    status: 403,
    headers: { "x-ratelimit-remaining": "0", "x-ratelimit-resource": "core" },
  });
  const resetAt = Number(refused.headers["x-ratelimit-reset"]) * 1_000;
  await clock.advance(resetAt - clock.now());
  const withFreshToken = octokitOf(sandbox, clock, installation.id);
  expect((await withFreshToken.issues.listForRepo(yard)).headers["x-ratelimit-remaining"]).toBe("4");
});

test("content creation is limited per minute and per hour, for Apps and not for people's own hands", async () => {
  const stage = withIssue({ limits: { contentPerMinute: 3, contentPerHour: 5 } });
  const { clock, sandbox } = stage;
  for (let n = 0; n < 20; n++) sandbox.as("ben").comment("octo/yard", 1, `by hand ${n}`);
  const statuses: number[] = [];
  for (let n = 0; n < 4; n++) statuses.push((await failure(post(stage))).status);
  await clock.advance(61_000);
  for (let n = 0; n < 3; n++) statuses.push((await failure(post(stage))).status);
  expect(statuses).toEqual([0, 0, 0, 403, 0, 0, 403]);
  expect(
    await stage.octokit.rateLimit.get().then(
      () => "in time",
      () => "refused",
    ),
  ).toBe("refused");
});

test("a fresh comment may stay out of lists for a while, never out of direct reads", async () => {
  const stage = withIssue();
  const { sandbox, octokit, clock } = stage;
  sandbox.faults.next({ kind: "list-lag", match: "POST …/comments", ms: 3_000 });
  await post(stage);
  const [comment] = sandbox.comments("octo/yard", 1);
  const listed = async (): Promise<number[]> => {
    const perIssue = (await octokit.issues.listComments({ ...yard, issue_number: 1 })).data.length;
    const perRepository = (await octokit.issues.listCommentsForRepo(yard)).data.length;
    const { repository } = await octokit.graphql<{ repository: { issue: { comments: { nodes: unknown[] } } } }>(
      '{repository(owner:"octo",name:"yard"){issue(number:1){comments(first:5){nodes{id}}}}}',
    );
    return [perIssue, perRepository, repository.issue.comments.nodes.length];
  };
  expect(await listed()).toEqual([0, 0, 0]);
  expect((await octokit.issues.getComment({ ...yard, comment_id: comment?.id ?? 0 })).status).toBe(200);
  await clock.advance(3_000);
  expect(await listed()).toEqual([1, 1, 1]);
  expect(sandbox.violations).toEqual([]);
});

const rates = {
  "error-before-write": 0.1,
  "error-after-write": 0.1,
  "reset-after-write": 0.1,
  "list-lag": 0.3,
} as const;

async function transcript(seed: number): Promise<string> {
  const stage = withIssue({ faults: { seed, rates } });
  for (let n = 0; n < 40; n++) await failure(post(stage, `comment ${n}`));
  return stage.sandbox.requests.map((one) => one.status).join(" ");
}

test("a seed fixes the trouble; another seed gives other trouble; stop ends it", async () => {
  const first = await transcript(7);
  expect(await transcript(7)).toBe(first);
  expect(await transcript(8)).not.toBe(first);
  const stage = withIssue({ faults: { seed: 7, rates } });
  stage.sandbox.faults.stop();
  for (let n = 0; n < 40; n++) expect((await failure(post(stage))).message).toBe("succeeded");
  expect(stage.sandbox.faults.struck).toEqual([]);
  stage.sandbox.faults.next({ kind: "error-before-write", match: "POST …/comments" });
  expect((await failure(post(stage))).status).toBeGreaterThanOrEqual(500);
  expect((await failure(post(stage))).message).toBe("succeeded");
});
