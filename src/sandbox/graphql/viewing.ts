// What one GraphQL call carries along: who looks, and the nodes made so far.
import type { Access } from "../permissions.ts";
import type { World } from "../world.ts";

export interface Viewing {
  world: World;
  access: Access;
  seen: Map<object, Node>;
}

export type Node = Record<string, unknown>;
