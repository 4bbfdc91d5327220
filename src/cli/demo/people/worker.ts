/** A worker of the settings: looks at the issues that are its own and acts by its temperament. */
import type { Sandbox } from "../../../sandbox/sandbox.ts";
import type { Actor } from "../actor.ts";
import { Desk } from "../desk.ts";
import type { Outside } from "../outside.ts";
import type { Player } from "../player.ts";
import { temperaments } from "../temperaments/all.ts";

const AGENT_PACE = 0.6;

export function openWorker(player: Player, outside: Outside, sandbox: Sandbox, seed: number): Actor {
  const temperament = temperaments[player.temperament];
  const pace = temperament.pace * (player.kind === "agent" ? AGENT_PACE : 1);
  return {
    name: player.name,
    everyMinutes: player.kind === "agent" ? 5 : 10,
    look() {
      const free = outside
        .heldBy(player)
        .filter(({ labels }) => !labels.includes("hold") && !labels.includes("in review"));
      for (const issue of free) temperament.act(new Desk({ player, issue, outside, sandbox, seed, pace }));
    },
  };
}
