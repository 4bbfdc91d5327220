// Marks that turn the direction of text: what strangers write never reaches into what stands beside it.
import { expect, test } from "vitest";
import { openStage } from "../scenarios/stage.ts";

const MARKS = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/;

test("no page of ours carries a mark that a title, a text or a comment brought", async () => {
  const yard = await openStage({
    settings: "mode: live\nassignment: claims\nscope: all\ndashboard: { everySeconds: 0 }\n",
  });
  const turned = "\u202etxet\u202c \u2067x\u2069\u200f\u200e\u061c";
  const one = yard.opens("mia", turned, `Track: ${turned}\nPhase: ${turned}\n\n${turned}`);
  const two = yard.opens("mia", "Two", `Depends on #${one} because ${turned}`);
  yard.says("ana", one, "/claim");
  yard.says("ana", one, `/block because ${turned}`);
  for (const line of ["/why", "/brief", `/priority ${turned}`, `/hold because ${turned}`]) yard.says("mia", two, line);
  await yard.settles(90 * 60_000);
  expect(yard.dashboard()).toContain("txet");
  for (const page of [yard.dashboard(), ...[yard.hub, one, two].flatMap((issue) => yard.answers(issue))])
    expect(MARKS.exec(page)?.[0], page).toBeUndefined();
});
