/** Text as a reader sees it, without the marks of Markdown. */

/** Text without emphasis and code marks, one space between words; what stands in code is kept as it is. */
export function plain(text: string): string {
  const pieces = text.split("`");
  const isPaired = pieces.length % 2 === 1;
  return pieces
    .map((piece, at) => (at % 2 === 1 && isPaired ? piece : withoutEmphasis(piece)))
    .join("")
    .replace(/[\s\u00a0\u200b]+/g, " ")
    .trim();
}

function withoutEmphasis(text: string): string {
  return text.replace(/\*|~~|(?<=^|\s)__|__(?=$|\s)/g, "").replace(/<br *\/?>/gi, ", ");
}
