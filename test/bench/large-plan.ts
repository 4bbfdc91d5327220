// A forecast of ten thousand open issues, as a repository of that size would ask for it.
import { type Forecast, forecast } from "../../src/core/forecast/forecast.ts";
import { seededRandom } from "../../src/sandbox/random.ts";
import { inputOf, openTask, pastOf } from "../forecast/plan-of.ts";
import { sceneLoad } from "../schedule/scene-input.ts";

const SKILLS = ["sql", "rust", "ui", "ops", "docs"];

/** Twenty workers, half of them agents; two blockers for each task, some skills, a resource and paths now and then. */
export function forecastLarge(size: number, seed: number): { readonly ms: number; readonly found: Forecast | null } {
  const random = seededRandom(seed);
  const skill = () => ({ [SKILLS[random.between(0, SKILLS.length - 1)] ?? ""]: 1 });
  const tasks = Array.from({ length: size }, (_, at) =>
    openTask(String(at), {
      minutes: 30 * random.between(1, 16),
      dependsOn: at < 5 ? [] : [0, 1].map(() => String(Math.max(0, at - random.between(1, 200)))),
      skills: random.chance(0.5) ? skill() : {},
      uses: random.chance(0.02) ? ["staging"] : [],
      touches: random.chance(0.03) ? [`src/${random.between(1, 50)}`] : [],
    }),
  );
  const workers = Array.from({ length: 20 }, (_, at) => {
    const kind = at % 2 === 0 ? "agent" : "person";
    return sceneLoad({ name: `w${at}`, kind, skills: { [SKILLS[at % 5] ?? ""]: 1, ...skill() } }).worker;
  });
  const history = pastOf(400, (at) => ({ actualMinutes: random.between(20, 160), worker: `w${at % 20}` }));
  const input = inputOf(tasks, { workers, history });
  const before = process.cpuUsage();
  const found = forecast(input);
  const { user, system } = process.cpuUsage(before);
  return { ms: (user + system) / 1000, found };
}
