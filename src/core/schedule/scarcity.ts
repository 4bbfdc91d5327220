/** How much sooner work goes that little can carry: few workers who can do it, or much of a scarce resource. */

export interface ScarcityWeights {
  readonly ofWorkers: number;
  readonly ofResources: number;
}

/** Workers less than in proportion: how long tasks take is never quite known, and then the path behind one counts more. */
const USUAL: ScarcityWeights = { ofWorkers: 0.75, ofResources: 0.5 };

/**
 * A factor on the longest remaining path. `able` is how many could do the task; `shares` is how much of each resource it
 * takes (0 to 1), added up: what is large fits in seldom (weighted resource use and precedence, Ulusoy and Özdamar 1989).
 */
export function scarcity(able: number, shares: number, { ofWorkers, ofResources } = USUAL): number {
  return (1 + ofResources * shares) / Math.max(1, able) ** ofWorkers;
}
