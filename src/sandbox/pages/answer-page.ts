/** The web page of the local GitHub: which page a path means, and what a form may do. */
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { html } from "../../core/html.ts";
import { GitHubError, notFound } from "../github-error.ts";
import { findIssue } from "../issues.ts";
import type { Sandbox } from "../sandbox.ts";
import type { Repository } from "../state.ts";
import { acts } from "./act.ts";
import { commentFormPage, issueFormPage } from "./forms.ts";
import { issuePage } from "./issue.ts";
import { issuesPage } from "./issues.ts";
import { pageAnswer } from "./layout.ts";
import { issuePath } from "./parts.ts";
import { repositoriesPage } from "./repositories.ts";
import { openVisit, type Visit } from "./visit.ts";

/** Answers every request for a page; never rejects for what a visitor did wrong. */
export async function answerPage(sandbox: Sandbox, request: Request): Promise<Response> {
  const path = new URL(request.url).pathname;
  const asset = assets.get(path);
  if (asset !== undefined) return sendAsset(asset);
  const place = placeOf(sandbox, path);
  const visit = openVisit(sandbox, request, place.repository);
  try {
    if (request.method === "POST") return await actOn(visit, request, place);
    if (request.method === "GET" || request.method === "HEAD") return show(visit, place);
    throw new GitHubError(405, "Not this way.");
  } catch (error) {
    if (!(error instanceof GitHubError)) throw error;
    return refusal(visit, error);
  }
}

interface Asset {
  readonly file: URL | string;
  readonly type: string;
}

const require = createRequire(import.meta.url);
const assets = new Map<string, Asset>([
  ["/-/page.css", { file: new URL("browser/page.css", import.meta.url), type: "text/css" }],
  ["/-/page.js", { file: new URL("browser/page.js", import.meta.url), type: "text/javascript" }],
  ["/-/mermaid.js", { file: require.resolve("@mermaid-js/tiny"), type: "text/javascript" }],
]);

async function sendAsset({ file, type }: Asset): Promise<Response> {
  const headers = { "content-type": `${type}; charset=utf-8`, "cache-control": "max-age=60" };
  return new Response(await readFile(file), { headers });
}

interface Place {
  readonly repository: Repository | undefined;
  /** What stands behind `/owner/name/`. */
  readonly rest: readonly string[];
  readonly path: string;
}

function placeOf({ world }: Sandbox, path: string): Place {
  const [, owner = "", name = "", ...rest] = path.split("/");
  return { repository: world.repositories.get(`${owner}/${name}`.toLowerCase()), rest, path };
}

function show(visit: Visit, { repository, rest, path }: Place): Response {
  if (path === "/") return repositoriesPage(visit);
  if (repository === undefined) throw notFound();
  const [kind = "issues", number, what, id] = rest;
  const isIssues = kind === "issues" || kind === "pull";
  if (!isIssues || rest.length > 4) throw notFound();
  if (number === undefined || number === "") return issuesPage(visit, repository);
  if (number === "new") return issueFormPage(visit, repository, null);
  const movedTo = repository.gone.get(Number(number));
  if (movedTo != null) return back(issuePath(movedTo));
  const issue = findIssue(visit.sandbox.world, repository, Number(number));
  if (what === "edit" && id === undefined) return issueFormPage(visit, repository, issue);
  if (what === "comments") return commentFormPage(visit, issue, id ?? "");
  if (what !== undefined) throw notFound();
  return issuePage(visit, issue);
}

const back = (location: string, more: Record<string, string> = {}): Response =>
  new Response(null, { status: 303, headers: { location, ...more } });

async function actOn(visit: Visit, request: Request, { repository, rest, path }: Place): Promise<Response> {
  // Another site may send a form here from the visitor's browser; it cannot choose the Origin it comes from.
  const origin = request.headers.get("origin");
  if (origin !== `http://${request.headers.get("host")}`)
    throw new GitHubError(403, "This form came from another site.");
  const form = new URLSearchParams(await request.text());
  const field = (name: string) => form.get(name)?.replaceAll("\r\n", "\n") ?? "";
  if (path === "/-/person") return choosePerson(visit, field("login"), field("back"));
  if (repository === undefined || rest[0] !== "issues" || rest.length > 2) throw notFound();
  const acting = visit.people.find((account) => account.login === field("as"));
  if (acting === undefined) throw new GitHubError(422, "Choose who acts.");
  const person = visit.sandbox.as(acting.login);
  const name = `${repository.owner.login}/${repository.name}`;
  if (rest[1] === undefined && field("do") === "open") {
    const { number } = person.openIssue(name, { title: field("title"), body: field("body") });
    return back(`/${name}/issues/${number}`);
  }
  const act = Object.hasOwn(acts, field("do")) ? acts[field("do")] : undefined;
  if (act === undefined) throw new GitHubError(422, "Unknown act.");
  const issue = findIssue(visit.sandbox.world, repository, Number(rest[1]));
  const goTo = act({ person, repo: name, issue, field }) ?? issuePath(issue);
  return request.headers.get("x-quiet") === null ? back(goTo) : new Response(null, { status: 204 });
}

/** The way back stays on this host, whatever the form says. */
function choosePerson({ people, url }: Visit, login: string, from: string): Response {
  if (!people.some((account) => account.login === login)) throw new GitHubError(422, "Nobody is called that.");
  const to = URL.parse(from, url.href);
  const location = to?.origin === url.origin ? `${to.pathname}${to.search}` : "/";
  return back(location, { "set-cookie": `person=${login}; Path=/; HttpOnly; SameSite=Strict` });
}

/** A sentence for a script that asked quietly, a page for everybody else. */
function refusal(visit: Visit, { status, message, errors = [] }: GitHubError): Response {
  const reasons = errors.map((one) => one.message ?? `${one.field}: ${one.code}`);
  const text = status === 404 ? "There is nothing here, or no longer." : withFullStop([message, ...reasons].join(". "));
  if (visit.headers.get("x-quiet") !== null) return new Response(text, { status });
  const here = visit.url.pathname;
  const main = html`<h1>${status === 404 ? "Not found" : "That did not work"}</h1><p>${text}</p>
<p>${status !== 404 && html`<a href="${here}">Back to where you were</a> · `}<a href="/">All repositories</a></p>`;
  return pageAnswer(visit, { title: String(status), main, status });
}

/** GitHub's own messages end with one, or with none. */
const withFullStop = (text: string): string => (/[.!?]$/.test(text) ? text : `${text}.`);
