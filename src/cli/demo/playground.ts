/** Two more repositories, for the visitor's own hands: one with eight open issues, two of them blocked, one on hold; one empty. */
import type { Stage } from "./stage.ts";

export const PLAYGROUND = "octo/playground";
/** Empty and without the App: `apply --yes` leaves the plans of a coordinated repository to the App. */
const BLANK = "octo/blank";
/** Virtual ms in which the App finds the repository and says what it sees. */
const SETTLES_IN_MS = 120_000;

const settings = `mode: live
assignment: claims
dashboard:
  everySeconds: 0
workers:
  - name: ana
  - name: ben
`;

const issues: readonly { readonly title: string; readonly body: string }[] = [
  { title: "Draw the landing page", body: "A ferry, a harbour, one button.\n\nEstimate: 3h" },
  { title: "Write the welcome text", body: "Three sentences, no more.\n\nEstimate: 1h" },
  { title: "Choose the colour of the boats", body: "The committee meets on Thursday.\n\nEstimate: 30m" },
  { title: "Print the tickets", body: "- [x] paper ordered\n- [ ] printer borrowed\n\nEstimate: 2h" },
  { title: "Translate the welcome text", body: "German and Japanese.\n\nDepends on #2\nEstimate: 2h" },
  { title: "Try the booking form with a screen reader", body: "Every field by name.\n\nEstimate: 4h" },
  { title: "Freeze the database schema", body: "Nobody renames a column after this.\n\nEstimate: 1d" },
  { title: "Import last year's bookings", body: "Some 4,000 rows.\n\nDepends on #7\nEstimate: 1d" },
];

/** Furnishes the repository, gives it to the App and lets the App look at it; time moves without waiting for the wall. */
export async function openPlayground({ sandbox, clock, installation }: Stage): Promise<void> {
  sandbox.repository(PLAYGROUND, {
    collaborators: { mia: "maintain", ana: "write", ben: "write", tom: "triage", eve: "read" },
    files: { ".github/signalbox.yml": settings },
  });
  sandbox.repository(BLANK, { collaborators: { mia: "maintain" } });
  const mia = sandbox.as("mia");
  for (const issue of issues) mia.openIssue(PLAYGROUND, issue);
  sandbox.addRepositories(installation, [PLAYGROUND]);
  await clock.advance(SETTLES_IN_MS);
  mia.comment(PLAYGROUND, 3, "/hold until the committee has met");
  await clock.advance(SETTLES_IN_MS);
}

/** What a visitor may try, on the page and from the command line. */
export function playgroundHints({ sandbox }: Stage): readonly string[] {
  return [...onThePage, ...elsewhere(sandbox.apiUrl, sandbox.tokenOf("mia"))];
}

/** The commands that read and write a live repository take this one for GitHub. */
function elsewhere(apiUrl: string, token: string): readonly string[] {
  return [
    "In another terminal, for the commands that take a repository:",
    `  export GITHUB_API_URL=${apiUrl} GITHUB_TOKEN=${token}`,
    `  npm run signalbox -- graph ${PLAYGROUND}`,
    `  npm run signalbox -- apply plan.md --repo ${BLANK} --yes   (a plan of yours)`,
    "Ctrl-C ends it; nothing is kept.",
  ];
}

const onThePage = [
  "#5 and #8 are blocked, #3 is on hold. You are mia, the maintainer, until you",
  "choose somebody else at the top of the page: ana and ben work here, tom sorts",
  "issues, and eve is an outsider who may only read. Then comment:",
  "  on #8:  /unblock #7 because the schema is frozen",
  "  on #1, as ana:  /claim",
  "  on any:  /why    /help",
];
