/** Reads how long something takes: `30min`, `1h`, `1h30`, `1.5d`, `½ day`, `1/2 day`, `3 person-days`, `2-3 hours`, `PT4H`, `2 weeks`. */
import type { Minutes } from "../model.ts";

/** Working minutes: a day has 8 hours, a week 5 days. */
const UNITS: readonly (readonly [minutes: number, names: readonly string[]])[] = [
  [1, ["m", "min", "mins", "minute", "minutes", "minuten", "minuto", "minutos", "分", "分間", "分钟", "분"]],
  [
    60,
    [
      "h",
      "hr",
      "hrs",
      "hour",
      "hours",
      "std",
      "stunde",
      "stunden",
      "heure",
      "heures",
      "hora",
      "horas",
      "時間",
      "小时",
      "시간",
    ],
  ],
  [
    480,
    [
      "d",
      "day",
      "days",
      "tag",
      "tage",
      "tagen",
      "j",
      "pd",
      "jour",
      "jours",
      "día",
      "días",
      "dia",
      "dias",
      "日",
      "日間",
      "人日",
      "天",
      "일",
    ],
  ],
  [
    2400,
    [
      "w",
      "wk",
      "wks",
      "week",
      "weeks",
      "woche",
      "wochen",
      "semaine",
      "semaines",
      "semana",
      "semanas",
      "週",
      "週間",
      "周",
      "주",
    ],
  ],
];

const MINUTES: ReadonlyMap<string, number> = new Map(
  UNITS.flatMap(([minutes, names]) => names.map((name) => [name, minutes] as const)),
);

const NUMBER = /[0-9]{1,6}(?:[.,][0-9]{1,3})?/y;
const RANGE_MARK = /[ ]{0,3}(?:-|–|—|~|〜|to|bis|から|à|a)[ ]{0,3}/y;
const UNIT = /[ ]{0,3}([\p{L}]{1,10})\.?/uy;
const LONGEST = 60;

interface Scan {
  readonly text: string;
  at: number;
}

function take(scan: Scan, pattern: RegExp): RegExpExecArray | null {
  pattern.lastIndex = scan.at;
  const match = pattern.exec(scan.text);
  if (match !== null) scan.at = pattern.lastIndex;
  return match;
}

function takeNumber(scan: Scan): number | null {
  const match = take(scan, NUMBER);
  return match === null ? null : Number(match[0].replace(",", "."));
}

/** A unit's minutes; restores the position when no unit stands there. */
function takeUnit(scan: Scan): number | null {
  const before = scan.at;
  const match = take(scan, UNIT);
  const minutes = MINUTES.get((match?.[1] ?? "").toLowerCase()) ?? null;
  if (minutes === null) scan.at = before;
  return minutes;
}

/** `1h30`, `1h 30min`, `2 days 4 hours`: minutes of one sum, and its last unit. */
function takeSum(scan: Scan): { value: number; unit: number | null } | null {
  const first = takeNumber(scan);
  if (first === null) return null;
  let unit = takeUnit(scan);
  if (unit === null) return { value: first, unit: null };
  let value = first * unit;
  for (let before = scan.at; ; before = scan.at) {
    while (scan.text.charCodeAt(scan.at) === 32) scan.at++;
    const more = takeNumber(scan);
    const next = more === null ? null : takeUnit(scan);
    const isBare = more !== null && next === null && unit === 60 && scan.at === before + 2;
    if (more === null || (next === null && !isBare) || (next !== null && next >= unit)) {
      scan.at = before;
      return { value, unit };
    }
    value += more * (next ?? 1);
    unit = next ?? 1;
  }
}

const FRACTIONS = { "½": ".5", "¼": ".25", "¾": ".75" } as const;

/** `½ day` and `1½ days` as decimals. */
function withoutFractions(text: string): string {
  return text.replace(/(\d{0,6}) ?([½¼¾])/g, (_, whole: string, part: keyof typeof FRACTIONS) => {
    return `${whole === "" ? "0" : whole}${FRACTIONS[part]}`;
  });
}

/** `1/2 day`, `half a day` and `半日` as decimals. */
function withoutHalves(text: string): string {
  return text
    .replace(/(?<![\d.,/])(?:(\d{1,3}) )?([1-9])\/([2-9])(?![\d.,/])/g, (_, ones: string | undefined, part, of) => {
      return String(Number((Number(ones ?? 0) + Number(part) / Number(of)).toFixed(2)));
    })
    .replace(/^(?:half an? |half[- ]?|an? half |(?:eine? )?halbe[rn]? |une demi-|medi[oa] |半)(?=\p{L})/u, "0.5 ");
}

/** A person's day is a day: `5 person-days`, `3 Personentage`. */
const WHOSE =
  /(?:(?:person|man|dev|engineer|work|working|business)[- ]?(?=(?:day|hour|week)s?\b)|(?:personen|mann|arbeits)(?=(?:tage?n?|stunden?|wochen?)\b))/g;

/** ISO 8601: `pt1h30m` is `1h30m`, `p2dt4h` is `2d4h`; months and years are no working time. */
function fromIso(text: string): string {
  return /^p(?=[\dt])(?:\d{1,6}w)?(?:\d{1,6}d)?(?:t(?:\d{1,6}h)?(?:\d{1,6}m)?)?$/.test(text)
    ? text.replace(/[pt]/g, "")
    : text;
}

/**
 * Working minutes that `text` states, optimistic to pessimistic; null when it states none or says more than a duration.
 * A remark in brackets and a leading `~` or `ca.` are ignored. 1 d = 8 h, 1 w = 5 d.
 */
export function parseDuration(text: string): Minutes | null {
  const plain = withoutFractions(text.slice(0, LONGEST * 4))
    .replace(/\([^()]{0,80}\)|[（][^（）]{0,80}[）]/g, " ")
    .normalize("NFKC")
    .toLowerCase();
  const said = plain.trim().replace(/^(?:~|≈|about|approx\.?|ca\.?|circa|約) {0,2}/, "");
  const body = said.length > LONGEST * 2 ? said : withoutHalves(said).replace(WHOSE, "");
  if (body.length > LONGEST) return null;
  const scan: Scan = { text: fromIso(body), at: 0 };
  const low = takeSum(scan);
  if (low === null) return null;
  const mark = take(scan, RANGE_MARK);
  const high = mark === null ? null : takeSum(scan);
  const rest = scan.text
    .slice(scan.at)
    .trim()
    .replace(/^[.,;]/, "")
    .trim();
  if (rest !== "" || (mark !== null && high === null)) return null;
  return minutes(low, high ?? low);
}

function minutes(
  low: { value: number; unit: number | null },
  high: { value: number; unit: number | null },
): Minutes | null {
  if (high.unit === null) return null;
  const start = low.unit === null ? low.value * high.unit : low.value;
  const ends = [Math.round(start), Math.round(high.value)];
  const result = { low: Math.min(...ends), high: Math.max(...ends) };
  return result.low > 0 ? result : null;
}
