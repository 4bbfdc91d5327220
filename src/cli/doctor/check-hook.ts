/** Looks at the way webhooks take: the address GitHub has, how it sends, and how the last deliveries fared. */
import { HOOK_PATH } from "../../app/serve.ts";
import type { ExaminedDelivery, ExaminedHook } from "../../github/examine-app.ts";
import { type Finding, well, wrong } from "./finding.ts";

const PLACE = "on the App's page, under Webhook";
const DAY_MS = 86_400_000;

/** `expected`: where GitHub should deliver, as the environment says; null when it does not say. */
export function checkHook(hook: ExaminedHook, expected: string | null): readonly Finding[] {
  const findings: Finding[] = [checkAddress(hook.url, expected)];
  if (hook.content_type !== "json") {
    findings.push(
      wrong("hook", `GitHub sends ${hook.content_type}, and only json is taken: change "Content type" ${PLACE}.`),
    );
  }
  if (!hook.secret) findings.push(wrong("hook", `GitHub signs nothing: enter WEBHOOK_SECRET as the secret ${PLACE}.`));
  if (String(hook.insecure_ssl) !== "0") {
    findings.push(wrong("hook", `GitHub does not check the certificate: switch "SSL verification" on ${PLACE}.`));
  }
  return findings;
}

function checkAddress(url: string, expected: string | null): Finding {
  if (!URL.canParse(url))
    return wrong("hook", `The App has no webhook address: enter https://HOST${HOOK_PATH} ${PLACE}.`);
  const { hostname, pathname, protocol } = new URL(url);
  if (hostname === "example.com") {
    return wrong(
      "hook",
      `GitHub delivers to a placeholder, ${url}: enter https://HOST${HOOK_PATH} ${PLACE}, and switch it on.`,
    );
  }
  if (expected !== null && expected !== url) {
    return wrong("hook", `GitHub delivers to ${url}, and the environment says ${expected}: change one of them.`);
  }
  if (expected === url || hostname === "smee.io") return well("hook", `GitHub delivers to ${url}.`);
  if (pathname !== HOOK_PATH) {
    return wrong(
      "hook",
      `GitHub delivers to ${url}, but the path we listen on is ${HOOK_PATH}: change the address ${PLACE}.`,
    );
  }
  const note = protocol === "https:" ? "" : " It is not encrypted: put a proxy with TLS in front of it.";
  return well("hook", `GitHub delivers to ${url}.${note}`);
}

const NOBODY =
  "nobody answers at that address in time: see that Signalbox runs, and that it can be reached from outside";

/** What the answers of a receiver mean; 0 stands for none. */
const meanings: Readonly<Record<string, string>> = {
  0: NOBODY,
  400: "it was meant for another App, or something on the way changed it",
  401: "WEBHOOK_SECRET is not the secret on the App's page",
  404: "the address leads to another program",
  413: "something before us limits the size of a request",
  415: 'the "Content type" on the App\'s page is not json',
  502: NOBODY,
  503: "the store took no writes",
  504: NOBODY,
};

/** `deliveries`: newest first. Those that failed before the last one that succeeded are over. */
export function checkDeliveries(deliveries: readonly ExaminedDelivery[], now: number): readonly Finding[] {
  const recent = deliveries.filter(({ delivered_at: at }) => Date.parse(at) > now - DAY_MS);
  if (recent.length === 0) return [well("deliveries", "GitHub has delivered nothing in the last 24 hours.")];
  const failed = recent.filter(({ status_code: code }) => code < 200 || code >= 400);
  const counts = `${recent.length - failed.length} of the last ${recent.length} deliveries arrived`;
  const isFailing = recent[0] === failed[0];
  if (!isFailing) return [well("deliveries", `${counts}, the newest among them.`)];
  const code = String(failed[0]?.status_code ?? 0);
  const meaning = meanings[code] ?? "the log of Signalbox at that time, or of what stands before it, says more";
  return [wrong("deliveries", `${counts}; the newest was answered ${code === "0" ? "by nobody" : code}: ${meaning}.`)];
}
