/** Who gets which port: the one place where the loop, the decision, GitHub and the store are joined. */
import { commands } from "../commands/all.ts";
import { type Controller, openController, type Pace } from "../controller/controller.ts";
import { deriveSealKeys } from "../controller/marker-seal.ts";
import type { Trouble } from "../controller/reconcile.ts";
import { type Decide, decideWith } from "../core/decide.ts";
import { openGitHub } from "../github/open-github.ts";
import type { PaceSettings } from "../github/pace.ts";
import { readPayload } from "../github/payloads.ts";
import type { Clock } from "../ports/clock.ts";
import type { GitHub } from "../ports/github.ts";
import type { Receiver, Send } from "../ports/outgoing.ts";
import type { Store } from "../ports/store.ts";
import type { Tell } from "../ports/telemetry.ts";
import { views } from "../views/all.ts";

export interface AppOptions {
  readonly appId: number;
  /** PEM, newest first. */
  readonly privateKeys: readonly string[];
  /** Active webhook secrets. */
  readonly secrets: readonly string[];
  /** `https://api.github.com`, or `https://HOST/api/v3`. */
  readonly baseUrl: string;
  /** The host that people see in links: `github.com` unless told. */
  readonly host?: string;
  readonly fetch?: typeof fetch;
  readonly clock: Clock;
  readonly store: Store;
  readonly pace?: Partial<Pace>;
  readonly requestPace?: Partial<PaceSettings>;
  readonly onTrouble?: (trouble: Trouble) => void;
  /** Hears everything worth counting or logging; `openTelemetry` has one. */
  readonly tell?: Tell;
  /** How events reach those outside of GitHub who hear of them. */
  readonly send?: Send;
  /** Who hears of the events of every repository. */
  readonly receivers?: readonly Receiver[];
}

/** The decision with every command and view joined on. */
export const decide: Decide = decideWith({ commands, views });

/** GitHub as the options say. */
export function reachGitHub(options: AppOptions): GitHub {
  const { baseUrl, appId, privateKeys, fetch, clock, store, requestPace, tell } = options;
  return openGitHub({
    baseUrl,
    appId,
    privateKeys,
    ...(fetch === undefined ? {} : { fetch }),
    clock,
    rests: store,
    ...(requestPace === undefined ? {} : { pace: requestPace }),
    ...(tell === undefined ? {} : { tell }),
  });
}

/** The whole App, not yet started. */
export function openApp(options: AppOptions, github: GitHub = reachGitHub(options)): Controller {
  const { clock, store, host, secrets, appId, onTrouble, pace, tell, send, receivers } = options;
  return openController({
    github,
    store,
    clock,
    decide,
    readHook: readPayload,
    keys: deriveSealKeys(options.privateKeys),
    secrets,
    appId,
    ...(host === undefined ? {} : { host }),
    ...(onTrouble === undefined ? {} : { onTrouble }),
    ...(pace === undefined ? {} : { pace }),
    ...(tell === undefined ? {} : { tell }),
    ...(send === undefined ? {} : { send }),
    ...(receivers === undefined ? {} : { receivers }),
  });
}
