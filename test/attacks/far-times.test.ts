// Times as far away as people can write them: the loop goes on.
import { expect, test } from "vitest";
import { openStage } from "../scenarios/stage.ts";

test.each(["/away until 9999-12-31", "/away 3650000d", "/claim for 9999999h", "/estimate 999999d", "/away 0001-01-01"])(
  "after %s others are served",
  async (line) => {
    const stage = await openStage();
    const issue = await stage.takes("ana", "One", "Not before: 0001-01-01\n\nDue: 9999-12-31");
    stage.says("ana", issue, line);
    await stage.settles();
    const other = await stage.takes("bob", "Two", "**Estimate**: 999999d");
    expect(stage.assignees(other)).toEqual(["bob"]);
  },
);
