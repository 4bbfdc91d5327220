/** The hidden comment that makes a text ours: a marker as data, sealed so that nobody else can write or move one. */
import { createHmac, createSecretKey, hkdfSync, type KeyObject, timingSafeEqual } from "node:crypto";
import { canonical, MARKER_BEGIN } from "../core/marker-text.ts";
import type { Actor, Comment, Issue, Marker } from "../core/model.ts";
import type { ReadComment } from "../ports/github.ts";
import { readMarker } from "./marker-schema.ts";

const END = " -->";

/** Derived from the App's private keys, newest first: the first seals, all of them verify. */
export type SealKeys = readonly KeyObject[];

/** What a seal is bound to; `issue` is null in the body of an issue, whose number is not known before it exists. */
export interface SealPlace {
  readonly repositoryId: number;
  readonly issue: number | null;
}

/** `pems`: the App's private key, then those of earlier rotations that are still to be trusted. */
export function deriveSealKeys(pems: readonly string[]): SealKeys {
  if (pems.length === 0) throw new Error("Expected at least one private key to seal markers with, found none.");
  return pems.map((pem) => {
    const text = pem.replaceAll("\r\n", "\n").trim();
    return createSecretKey(new Uint8Array(hkdfSync("sha256", text, "", "signalbox marker v1", 32)));
  });
}

/** The hidden comment; holds no `<`, `>`, `&`, `@`, `#` or `--` of its own, whatever the marker says. */
export function seal(keys: SealKeys, marker: Marker, place: SealPlace): string {
  const [key] = keys;
  if (key === undefined) throw new Error("Expected a key to seal with, found none.");
  const payload = canonical(marker);
  const json = JSON.stringify({ marker: JSON.parse(payload), mac: mac(key, payload, place).toString("hex") });
  return `${MARKER_BEGIN}${json.replace(/[<>&@#]|(?<=-)-/g, escapeAscii)}${END}`;
}

/** Text with its seal at the very end. */
export function withSeal(text: string, sealed: string): string {
  return `${text.trimEnd()}\n\n${sealed}`;
}

/**
 * A comment as the mirror keeps it. When author, last editor and MAC are all ours it carries its marker and its body
 * without the seal; else the body as it stands and no marker.
 */
export function unsealComment(keys: SealKeys, comment: ReadComment, repositoryId: number, botId: number): Comment {
  const { body, author, editor } = comment;
  const [last] = isBy(author, editor, botId) ? findSeals(body) : [];
  if (last === undefined || last.after !== "") return { ...comment, marker: null };
  const marker = open(keys, last.json, { repositoryId, issue: comment.issue });
  return marker === null ? { ...comment, marker } : { ...comment, marker, body: last.before.trimEnd() };
}

/**
 * The marker in the body of an issue the bot created. People may edit that body (tick a box, write around our region),
 * so the editor does not count here and the seal may stand anywhere; it carries no facts, only which issue this is.
 */
export function unsealIssue(keys: SealKeys, issue: Issue, repositoryId: number, botId: number): Marker | null {
  if (issue.author?.id !== botId) return null;
  for (const { json } of findSeals(issue.body)) {
    const marker = open(keys, json, { repositoryId, issue: null });
    if (marker !== null) return { ...marker, facts: [], settled: [] };
  }
  return null;
}

function isBy(author: Actor | null, editor: Actor | null, botId: number): boolean {
  return author?.id === botId && (editor === null || editor.id === botId);
}

/** For readers without the App's key: what a text claims to hold. Shown, never acted upon: anybody can write such a thing. */
export function readUnverified(text: string): { readonly marker: Marker; readonly before: string } | null {
  for (const { json, before } of findSeals(text)) {
    const read = readMarker(json);
    if (read !== null) return { marker: read.marker, before: before.trimEnd() };
  }
  return null;
}

const MAX_SEALS = 10;

interface Found {
  readonly before: string;
  readonly json: string;
  readonly after: string;
}

/** What looks like a seal, last one first: in a comment of ours only the one at its very end can be real. */
function findSeals(text: string): readonly Found[] {
  const found: Found[] = [];
  let start = text.lastIndexOf(MARKER_BEGIN);
  while (start >= 0 && found.length < MAX_SEALS) {
    const end = text.indexOf(END, start);
    const from = start + MARKER_BEGIN.length;
    if (end >= from) {
      found.push({
        before: text.slice(0, start),
        json: text.slice(from, end),
        after: text.slice(end + END.length).trim(),
      });
    }
    start = start === 0 ? -1 : text.lastIndexOf(MARKER_BEGIN, start - 1);
  }
  return found;
}

function open(keys: SealKeys, json: string, place: SealPlace): Marker | null {
  const read = readMarker(json);
  if (read === null) return null;
  const payload = canonical(read.marker);
  const given = Buffer.from(read.mac, "hex");
  const isOurs = keys.some((key) => {
    const expected = mac(key, payload, place);
    return given.length === expected.length && timingSafeEqual(given, expected);
  });
  return isOurs ? read.marker : null;
}

function mac(key: KeyObject, payload: string, place: SealPlace): Buffer {
  return createHmac("sha256", key)
    .update(`${place.repositoryId}\n${place.issue ?? "-"}\n${payload}`)
    .digest();
}

function escapeAscii(char: string): string {
  return `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`;
}
