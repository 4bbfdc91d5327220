/** The closed list of everything Signalbox can do to GitHub. A new kind fails to compile until every adapter performs it. */
import type { Marker, Reaction, Ref } from "./model.ts";

/** Why an action is done: for the history and for `/why`. */
interface Reasoned {
  readonly because: string;
}

export type Action = Reasoned &
  (
    | { readonly kind: "create-label"; readonly name: string; readonly color: string; readonly description: string }
    | { readonly kind: "add-label"; readonly issue: number; readonly label: string }
    | { readonly kind: "remove-label"; readonly issue: number; readonly label: string }
    | { readonly kind: "assign"; readonly issue: number; readonly login: string }
    | { readonly kind: "unassign"; readonly issue: number; readonly login: string }
    | { readonly kind: "close"; readonly issue: number; readonly reason: "completed" | "not_planned" }
    /** Create or bring up to date the one comment with this marker key; `comment` is its id when it is known. */
    | {
        readonly kind: "write-comment";
        readonly issue: number;
        readonly comment: number | null;
        readonly body: string;
        readonly marker: Marker;
      }
    /** Remove a comment of our own that stands twice. */
    | { readonly kind: "delete-comment"; readonly issue: number; readonly comment: number }
    | { readonly kind: "react"; readonly issue: number; readonly comment: number; readonly content: Reaction }
    /** Create an issue of ours, found again by its marker key. */
    | {
        readonly kind: "create-issue";
        readonly title: string;
        readonly body: string;
        readonly labels: readonly string[];
        /** The issue whose sub-issue it becomes in the same write. */
        readonly parent?: number;
        readonly marker: Marker;
      }
    /** Replace the body (and the title, where one is given), unless the body is no longer `basedOn`. A marker is sealed anew. */
    | {
        readonly kind: "edit-issue";
        readonly issue: number;
        readonly body: string;
        readonly basedOn: string;
        readonly title?: string;
        readonly marker?: Marker;
      }
    | { readonly kind: "pin"; readonly issue: number }
    | { readonly kind: "unpin"; readonly issue: number }
    | { readonly kind: "add-edge"; readonly issue: number; readonly blocker: Ref }
    /** Make it a sub-issue of `parent` and of nothing else; null: of nothing. */
    | { readonly kind: "set-parent"; readonly issue: number; readonly parent: number | null }
    | { readonly kind: "remove-edge"; readonly issue: number; readonly blocker: Ref }
  );

export type ActionKind = Action["kind"];

/** What an action creates: repeating it blindly would make a second one, so it goes through an intent. */
export type Creation = Extract<Action, { kind: "write-comment" | "create-issue" }>;
