/** One worker as the demo plays it. */

/** How a worker behaves; each has a file of its own in `temperaments`. */
export type TemperamentName = "steady" | "slow" | "silent" | "stuck" | "careful";

/** `login` is null for a worker without account; `account` is whose hands it uses. */
export interface Player {
  readonly name: string;
  readonly login: string | null;
  readonly account: string;
  readonly kind: "person" | "agent";
  readonly role: "builder" | "reviewer" | "problem-solver";
  readonly skills: Readonly<Record<string, number>>;
  readonly tracks: readonly string[];
  readonly slots: number;
  readonly standby: boolean;
  readonly temperament: TemperamentName;
}
