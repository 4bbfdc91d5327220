/** How much of each section of the dashboard is shown, and what folds first when it grows too long. */

/** Rows, entries or edges per section. */
export interface Room {
  readonly needs: number;
  readonly phases: number;
  readonly ready: number;
  readonly inProgress: number;
  readonly inReview: number;
  readonly blocked: number;
  readonly onHold: number;
  readonly workers: number;
  readonly path: number;
  /** Phases and tasks with dates. */
  readonly forecast: number;
  readonly waves: number;
  readonly integration: number;
  readonly risks: number;
  /** Edges of the map. */
  readonly map: number;
  /** Entries of each list in the status for machines. */
  readonly json: number;
}

const PLENTY: Room = {
  needs: 40,
  phases: 20,
  ready: 40,
  inProgress: 60,
  inReview: 40,
  blocked: 20,
  onHold: 20,
  workers: 60,
  path: 15,
  forecast: 15,
  waves: 10,
  integration: 20,
  risks: 15,
  map: 150,
  json: 250,
};

/** Least urgent first; each step holds on top of those before it. */
const STEPS: readonly Partial<Room>[] = [
  { map: 80, json: 120 },
  { waves: 5, onHold: 10, integration: 10 },
  { map: 40 },
  { json: 60, workers: 30 },
  { map: 0, path: 8, forecast: 5 },
  { ready: 20, blocked: 15 },
  { inReview: 20, inProgress: 30, phases: 10 },
  { waves: 0, path: 4, onHold: 5 },
  { json: 20, workers: 15, integration: 5, risks: 5 },
  { needs: 20, ready: 10, blocked: 8 },
  { inReview: 10, inProgress: 15 },
  {
    needs: 10,
    ready: 5,
    blocked: 4,
    inReview: 5,
    inProgress: 5,
    workers: 5,
    path: 0,
    forecast: 0,
    onHold: 0,
    json: 5,
    integration: 0,
    risks: 0,
  },
  { needs: 5, phases: 0, ready: 0, blocked: 0, inReview: 0, inProgress: 0, workers: 0, json: 0 },
];

/** The first rendering that fits into `most` characters; the last one when none does. */
export function fitInto(most: number, render: (room: Room) => string): string {
  let room = PLENTY;
  let text = render(room);
  for (const step of STEPS) {
    if (text.length <= most) break;
    room = { ...room, ...step };
    text = render(room);
  }
  return text;
}
