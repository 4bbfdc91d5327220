/** What a temperament is: a pace, and what to do about one task now, knowing nothing but what stands on GitHub. */
import type { Desk } from "../desk.ts";

export interface Temperament {
  /** Times the estimate. */
  readonly pace: number;
  act(desk: Desk): void;
}
