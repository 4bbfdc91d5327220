/** How much sooner work goes that little can carry: few workers who can do it, or much of a scarce resource. */

/** Less than in proportion: how long tasks take is never quite known, and then the path behind one counts for more. */
const OF_WORKERS = 0.75;
const OF_RESOURCES = 0.5;

/**
 * A factor on the longest remaining path. `able` is how many could do the task; `shares` is how much of each resource it
 * takes (0 to 1), added up: what is large fits in seldom (weighted resource use and precedence, Ulusoy and Özdamar 1989).
 */
export function scarcity(able: number, shares: number): number {
  return (1 + OF_RESOURCES * shares) / Math.max(1, able) ** OF_WORKERS;
}
