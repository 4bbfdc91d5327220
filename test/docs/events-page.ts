// The page for whoever builds on events: what is told, how it is signed, what a receiver has to do.
import { Webhook } from "standardwebhooks";
import { WAITS_MS } from "../../src/controller/sender.ts";
import { buildEventMessage, eventMessage } from "../../src/core/events/event-message.ts";
import { EVENT_KINDS, EVENT_MEANINGS, type WorkEvent } from "../../src/core/events/work-event.ts";
import { table } from "./table.ts";

/** Published on the page: good for trying out one's own check, and for nothing else. */
const SECRET = `whsec_${Buffer.from("a secret for trying out, not more").toString("base64")}`;
const SENT_AT = new Date("2026-06-01T08:10:02Z");

const EXAMPLE: WorkEvent = {
  id: "task_assigned_81_12_4100000007_1k2x",
  kind: "task_assigned",
  at: "2026-06-01T08:10:00.000Z",
  issue: 12,
  phase: "2 Signals",
  worker: "agent-3",
  result: null,
};

const MINUTE = 60_000;

function sayWait(ms: number): string {
  if (ms < MINUTE) return `${ms / 1000} seconds`;
  return ms < 60 * MINUTE ? `${ms / MINUTE} minutes` : `${ms / 60 / MINUTE} hours`;
}

function fieldRows(): readonly (readonly string[])[] {
  const { type, timestamp, data } = eventMessage.shape;
  const rows = { type, timestamp };
  const row = (name: string, { description = "" }: { readonly description?: string | undefined }) => [
    `\`${name}\``,
    description,
  ];
  return [
    ...Object.entries(rows).map(([name, field]) => row(name, field)),
    ...Object.entries(data.shape).map(([name, field]) => row(`data.${name}`, field)),
  ];
}

export function renderEventsPage(): string {
  const body = JSON.stringify(buildEventMessage(EXAMPLE, { repo: "octo/yard", repositoryId: 81, host: "github.com" }));
  const signature = new Webhook(SECRET).sign(EXAMPLE.id, SENT_AT, body);
  return `# Events

Signalbox tells others what happens to the work, so that a runner of agents, a chat or a board of your own can act upon
it. Events follow from what stands on GitHub: a change of state is told, not a click. \`npm run docs\` makes this page.

The lightest way needs none of this: the labels that Signalbox puts on an issue (\`ready\`, \`in progress\`, \`worker:NAME\`)
start a workflow that runs on \`issues: labeled\`.

## Who hears of it

\`\`\`yaml
# .github/signalbox.yml
events:
  webhooks:
    - url: https://runner.example.com/hook
      secret: runner              # a name; its value is with the operator
      kinds: [task_assigned, urgent]   # left out: all
\`\`\`

Whoever operates the App keeps the secret: \`EVENTS_SECRETS=octo/runner=whsec_…\` for the repositories of \`octo\`. With
\`EVENTS_URL\` the operator hears of every repository ([variables](operations.md)). Addresses have to be on the public
internet and begin with https, unless the operator says otherwise; redirects are not followed. Nothing is told while
Signalbox only observes.

## What can happen

${table(
  ["Kind", "Told when"],
  EVENT_KINDS.map((kind) => [`\`${kind}\``, EVENT_MEANINGS[kind]]),
)}

## The message

A POST with a JSON body. [templates/event.schema.json](../templates/event.schema.json) is its JSON Schema. It holds no
words of people: look them up at \`url\`.

${table(["Field", "Says"], fieldRows())}

More fields may come; leave those that you do not know alone.

## Is it really from Signalbox?

It is signed as [Standard Webhooks](https://www.standardwebhooks.com) says, for which there are libraries in most
languages: HMAC-SHA256 over \`id.timestamp.body\` with the secret's bytes (the Base64 behind \`whsec_\`), as Base64 behind
\`v1,\`. Compare it in constant time over the raw body, and refuse what is older than five minutes.

\`\`\`http
POST /hook HTTP/1.1
content-type: application/json
webhook-id: ${EXAMPLE.id}
webhook-timestamp: ${SENT_AT.getTime() / 1000}
webhook-signature: ${signature}

${body}
\`\`\`

The secret of this example is \`${SECRET}\`: a check of your own can be tried on it.

## Again, and never twice

Answer with any 2xx, within ten seconds; work on it afterwards. Anything else is tried again after ${WAITS_MS.map(sayWait).join(", ")},
and then dropped; \`410 Gone\` ends it at once. Of one address only one message is under way at a time.

The same occurrence always has the same \`webhook-id\`. After a crash or a loss of the store the last day may be told once
more: remember the ids of the last few days and drop what you know. Order is not promised; \`timestamp\` is when it happened.
What fails stands in the App's log, once for each reason.
`;
}
