/** What the operator can see: a closed list of what is worth counting or logging, told by the inside, measured by the app. */
import type { ActionKind } from "../core/actions.ts";

/** How a call at the door ended. Only `accepted` and `duplicate` were answered with 202. */
export type DeliveryResult = "accepted" | "duplicate" | "bad_signature" | "too_large" | "rejected" | "store_error";

/** How a write ended. `unclear`: no answer came, an intent stays open. `healed`: it took away a double of our own. */
export type WriteResult = "done" | "refused" | "unclear" | "failed" | "healed";

export type TroubleKind = "bug" | "limited" | "parked" | "unwell" | "store" | "turn lost";

/** What every line about one turn has in common. */
export interface TurnName {
  readonly repositoryId: number;
  /** `octo/yard`; null before it is known. */
  readonly repository: string | null;
  /** Unique per store: the repository and the fence of its turn. */
  readonly reconcileId: string;
  /** GUIDs of the deliveries that waited when the turn began. */
  readonly deliveries: readonly string[];
}

/** Times are ms. Nothing in here is a secret, a title or a body. */
export type Occurrence =
  | {
      readonly kind: "delivery";
      /** Null when the call had no readable GUID; so for the event. What is not `accepted` or `duplicate` is unverified. */
      readonly guid: string | null;
      readonly event: string | null;
      readonly action: string | null;
      readonly installationId: number | null;
      readonly repositoryId: number | null;
      readonly repository: string | null;
      readonly result: DeliveryResult;
      readonly status: number;
      readonly why: string;
      readonly tookMs: number;
    }
  /** A delivery that never reached us was found in GitHub's log of deliveries. */
  | { readonly kind: "recovered"; readonly guid: string; readonly event: string; readonly repositoryId: number | null }
  /** A delivery that cannot be read was taken out of the way. */
  | {
      readonly kind: "put aside";
      readonly guid: string;
      readonly event: string;
      readonly repositoryId: number | null;
      readonly why: string;
    }
  | {
      readonly kind: "write";
      readonly about: TurnName;
      readonly op: ActionKind;
      readonly issue: number | null;
      readonly result: WriteResult;
      readonly because: string;
      /** What the person who gave a command hears by it; null for other writes. */
      readonly decision: "accepted" | "refused" | null;
    }
  /** A resync found changes that no delivery had announced. */
  | { readonly kind: "drift"; readonly about: TurnName; readonly changes: number }
  | {
      readonly kind: "turn";
      readonly about: TurnName;
      readonly result: "done" | TroubleKind;
      readonly writes: number;
      /** From the arrival of the oldest delivery to the turn; null when none waited. */
      readonly waitedMs: number | null;
      readonly tookMs: number;
      /** When it is served again unasked; null: only when something happens. */
      readonly nextAt: number | null;
    }
  /** From the arrival of the oldest delivery not yet served to the instant at which GitHub shows what should be true. */
  | { readonly kind: "settled"; readonly about: TurnName; readonly tookMs: number }
  | {
      readonly kind: "request";
      /** 0 for the App's own. */
      readonly installationId: number;
      readonly method: string;
      /** With placeholders, as in GitHub's documentation; GraphQL with the name of the query. */
      readonly route: string;
      /** Null when no answer came. */
      readonly status: number | null;
      readonly sentAt: number;
      readonly tookMs: number;
      readonly budget: { readonly resource: string; readonly remaining: number } | null;
    }
  /** GitHub limits the installation: nothing is asked of it before `until`. */
  | { readonly kind: "rest"; readonly installationId: number; readonly at: number; readonly until: number }
  | {
      readonly kind: "trouble";
      readonly trouble: TroubleKind;
      readonly repositoryId: number | null;
      readonly about: TurnName | null;
      readonly error: unknown;
    };

/** Must neither throw nor wait. */
export type Tell = (occurrence: Occurrence) => void;

export const tellNobody: Tell = () => undefined;
