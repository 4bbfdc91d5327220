/** A worker with tracks takes tasks of these tracks only. */
import type { LastingFilter } from "../schedule/rule.ts";
import { list, showWord, showWorker } from "../schedule/wording.ts";
import { isSameWord } from "../schedule/words-match.ts";

export const trackMatch: LastingFilter = {
  kind: "filter",
  name: "track-match",
  sentence: "A worker with tracks takes tasks of these tracks only; a worker without takes any.",
  lasts: true,
  passes: ({ track }, { worker }) =>
    worker.tracks.length === 0 || (track !== null && worker.tracks.some((mine) => isSameWord(mine, track))),
  why({ track }, { worker }) {
    const mine = list(worker.tracks.map(showWord));
    const found = track === null ? "it names none" : `it is on ${showWord(track)}`;
    return `${showWorker(worker)} takes only ${worker.tracks.length === 1 ? "track" : "tracks"} ${mine}, and ${found}`;
  },
  whyAll: ({ track }) =>
    track === null
      ? "it names no track, and every worker who could do it is bound to one: give it a track"
      : `no worker who could do it takes track ${showWord(track)}`,
  examples: [
    { scene: { task: { track: "backend" } }, why: null },
    { scene: { task: { track: "Backend" }, worker: { tracks: ["backend"] } }, why: null },
    {
      scene: { task: { track: "docs" }, worker: { tracks: ["backend", "frontend"] } },
      why: "ana takes only tracks `backend` and `frontend`, and it is on `docs`",
    },
    { scene: { worker: { tracks: ["backend"] } }, why: "ana takes only track `backend`, and it names none" },
  ],
};
