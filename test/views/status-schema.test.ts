/** The status for machines holds to its published shape in every world, and its lists are cut as they say. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { handOut } from "../../src/core/hand-out.ts";
import { statusSchema } from "../../src/core/status-for-machines.ts";
import { setScene } from "../../src/views/scene.ts";
import { renderJson } from "../../src/views/status-json.ts";
import { anyCharacter } from "../any-character.ts";
import { worldFrom } from "../world-builder.ts";

const title = fc.string({ unit: anyCharacter, maxLength: 80 }).map((text) => text.replace(/[\r\n]/g, " ") || "x");
const sentence = fc.oneof(
  fc.tuple(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 12 })).map(([a, b]) => `#${a} depends on #${b}`),
  fc.integer({ min: 1, max: 9 }).map((number) => `#${number} is held by ana`),
  fc.integer({ min: 1, max: 9 }).map((number) => `#${number} is closed as not planned`),
  fc.integer({ min: 1, max: 9 }).map((number) => `#${number} is on hold because of the weather`),
  fc.integer({ min: 1, max: 9 }).map((number) => `#${number} says Depends on far/away#${number}`),
);

test("whatever the world, whatever the titles", () => {
  fc.assert(
    fc.property(fc.array(sentence, { maxLength: 20 }), title, fc.integer({ min: 0, max: 5 }), (story, called, most) => {
      const world = worldFrom([...story, "#1 is open", `#1 is titled ${called}`]);
      const status = statusSchema.parse(JSON.parse(renderJson(setScene(world, handOut(world)), most)));
      const ready = [...world.tasks.values()].filter((task) => task.status === "ready" && !task.isContainer).length;
      expect(status.ready).toHaveLength(Math.min(most, ready));
      expect(status.open).toHaveLength(Math.min(most, status.openTotal));
      if (!status.truncated) expect(status.ready).toHaveLength(ready);
    }),
    { numRuns: 200 },
  );
});
