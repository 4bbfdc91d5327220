// Everything the in-process face promises, once more through real sockets.
import { afterAll, afterEach, describe, expect, test } from "vitest";
import { closeFaces, openStage, speakHttp, yard } from "./stage.ts";

speakHttp();
afterEach(closeFaces);
afterAll(closeFaces);

test("these Octokits really go through a socket", async () => {
  const { octokit } = openStage();
  const { url, data } = await octokit.repos.get(yard);
  expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/api\/v3\/repos\/octo\/yard$/);
  expect(data.url).toBe(url);
});

describe("REST", () => import("./rest.test.ts").then(() => undefined));
describe("every route", () => import("./every-route.test.ts").then(() => undefined));
describe("GraphQL", () => import("./graphql.test.ts").then(() => undefined));
describe("tenants", () => import("./tenants.test.ts").then(() => undefined));
describe("faults", () => import("./faults.test.ts").then(() => undefined));
describe("time and requests", () => import("./time-and-requests.test.ts").then(() => undefined));
describe("webhooks", () => import("./webhooks.test.ts").then(() => undefined));
