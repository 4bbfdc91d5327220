// Runs of checks as REST shows them.
import type { CheckRun, Repository } from "../state.ts";
import { fullNameOf, nodeIdOf, type World } from "../world.ts";
import { instant, instantOrNull, type Shape } from "./account.ts";

export function checkRunShape(world: World, repository: Repository, commit: string, run: CheckRun): Shape {
  const url = `${world.api}/repos/${fullNameOf(repository)}/check-runs/${run.id}`;
  const html = `${world.web}/${fullNameOf(repository)}/runs/${run.id}`;
  return {
    id: run.id,
    node_id: nodeIdOf("check", run.id),
    name: run.name,
    head_sha: commit,
    external_id: "",
    url,
    html_url: html,
    details_url: html,
    status: run.conclusion === null ? "in_progress" : "completed",
    conclusion: run.conclusion,
    started_at: instant(run.startedAt),
    completed_at: instantOrNull(run.completedAt),
    output: { title: null, summary: null, text: null, annotations_count: 0, annotations_url: `${url}/annotations` },
    check_suite: null,
    app: null,
    pull_requests: [],
  };
}
