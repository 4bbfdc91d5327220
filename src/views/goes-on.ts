/** What a full coordination issue says of its successor. */
import { fill } from "./templates.ts";

export function goesOn(next: number): string {
  return fill("goes-on.md", { next: `#${next}` });
}
