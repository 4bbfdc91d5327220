// Who may use which command, as a table to read: `y` accepted, `-` refused with a word or a reaction, ` ` not heard.

/** People of the stories, in the order of the columns; those without a permission of their own have read. */
export const PEOPLE = [
  "none", // no permission at all
  "read",
  "triage",
  "write",
  "maintain",
  "admin",
  "worker", // a worker of the settings who does not hold the issue
  "orchestrator", // a worker with that role
  "approver", // named by the gate #9
  "reviewer", // a worker with that role
  "builder", // a worker who holds #4 and #6, and handed in #6
  "bot", // write permission, neither worker nor assignee
  "suspended", // GitHub does not tell a permission
  "renamed", // triage, under another login than the one GitHub first told
] as const;

/** `#4` in progress with builder, `#5` ready, `#6` in review, `#7` on hold, `#8` blocked, `#9` a gate, `#10` outside, `#90000` the coordination issue. */
export const WORLD = [
  "builder is a worker with 3 slots",
  "worker is a worker",
  "orchestrator is an orchestrator",
  "reviewer is a reviewer",
  "#4 is held by builder",
  "#4 has the label urgent",
  "#5 is open",
  "#6 is held by builder",
  "#6 is in review",
  "#7 is open",
  "#7 is on hold",
  "#8 depends on #5",
  "#9 says Approver: approver",
  "#10 is outside",
  "#10 was written by stranger",
];

//                                            none      triage    maintain  worker    approver  builder   suspended
//                                            |    read |    write|    admin|    orch.|    revie.|    bot  |    renamed
export const TABLE = `
#5  /claim                                  | -  -  y  y  y  y  y  y  -  y  y     -  y
#4  /release                                | -  -  y  y  y  y  -  -  -  -  y     -  y
#4  /done                                   | -  -  y  y  y  y  -  -  -  -  y     -  y
#4  /review                                 | -  -  y  y  y  y  -  -  -  -  y     -  y
#6  /approve                                | -  -  -  -  -  -  -  -  -  y  -     -  -
#6  /reject because it leaks                | -  -  -  -  -  -  -  -  -  y  -     -  -
#9  /gate approve                           | -  -  -  -  -  -  -  -  y  -  -     -  -
#9  /gate reject because it was not tried   | -  -  -  -  -  -  -  -  y  -  -     -  -
#9  /approve                                | -  -  -  -  -  -  -  -  y  -  -     -  -
#5  /block #4                               | -  -  y  y  y  y  y  y  -  y  y     -  y
#5  /depends #4                             | -  -  y  y  y  y  y  y  -  y  y     -  y
#5  /blocks #4                              | -  -  y  y  y  y  -  -  -  -  -     -  y
#8  /unblock #5 because a mock is enough    | -  -  y  y  y  y  -  -  -  -  -     -  y
#5  /hold because it rains                  | -  -  y  y  y  y  -  -  -  -  -     -  y
#7  /resume                                 | -  -  y  y  y  y  -  -  -  -  -     -  y
#5  /urgent it burns                        | -  -  y  y  y  y  y  y  -  y  y     -  y
#4  /resolved                               | -  -  y  y  y  y  y  y  -  y  y     -  y
#5  /away until tomorrow                    | -  -  -  -  -  -  y  y  -  y  y     -  -
#5  /stop all because of smoke              | -  -  -  -  y  y  -  y  -  -  -     -  -
#5  /assign @worker                         | -  -  y  y  y  y  -  -  -  -  -     -  y
#4  /unassign @builder                      | -  -  y  y  y  y  -  -  -  -  -     -  y
#5  /priority p1                            | -  -  y  y  y  y  -  -  -  -  -     -  y
#5  /estimate 2h                            | -  -  y  y  y  y  -  -  -  -  -     -  y
#5  /track backend                          | -  -  y  y  y  y  -  -  -  -  -     -  y
#10 /admit                                  | -  -  y  y  y  y  -  -  -  -  -     -  y
#90000 /plan                                | -  -  -  -  y  y  -  y  -  -  -     -  -
#5  /why                                    | y  y  y  y  y  y  y  y  y  y  y     y  y
#5  /next                                   | y  y  y  y  y  y  y  y  y  y  y     y  y
#5  /brief                                  | y  y  y  y  y  y  y  y  y  y  y     y  y
#5  /status                                 | y  y  y  y  y  y  y  y  y  y  y     y  y
#5  /summary                                | y  y  y  y  y  y  y  y  y  y  y     y  y
#5  /whatif close #4                        | y  y  y  y  y  y  y  y  y  y  y     y  y
#5  /help                                   | y  y  y  y  y  y  y  y  y  y  y     y  y
`;

/** Ended with its own sentence, because nothing is stopped in the world above. */
export const STOPPED = ["everything is stopped"];
export const STOPPED_TABLE = `
#5  /start                                  | -  -  -  -  y  y  -  y  -  -  -     -  -
#5  /claim                                  | -  -  -  -  -  -  -  -  -  -  -     -  -
`;
