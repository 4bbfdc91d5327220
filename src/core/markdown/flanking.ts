/** What stands beside a run of marks: spaces, punctuation or words decide what the run means (CommonMark: flanking). */

const PUNCTUATION = /[!-/:-@[-`{-~]/;

export function isSpace(code: number): boolean {
  return code === 32 || code === 10 || Number.isNaN(code) || code === 0xa0 || code === 0x3000;
}

export function isPunctuation(code: number): boolean {
  return code < 128 && PUNCTUATION.test(String.fromCharCode(code));
}

export function isWordCode(code: number): boolean {
  return (code >= 48 && code <= 57) || (code >= 65 && code <= 90) || (code >= 97 && code <= 122) || code > 0xbf;
}
