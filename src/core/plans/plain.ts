/** Text as a reader sees it, without the marks of Markdown. */

/** Text without emphasis, code and footnote marks, one space between words; what stands in code is kept as it is. */
export function plain(text: string): string {
  if (!MARK.test(text)) return text.replace(SPACES, " ").trim();
  const pieces = text.split("`");
  const isPaired = pieces.length % 2 === 1;
  return pieces
    .map((piece, at) => (at % 2 === 1 && isPaired ? piece : withoutEmphasis(piece)))
    .join("")
    .replace(SPACES, " ")
    .trim();
}

/** Most names have none of these, and names are what plans are made of. */
const MARK = /[`*~_<[]/;
const SPACES = /[\s\u00a0\u200b]+/g;

/** `[#12](https://…)` is `#12` to a reader. */
const LINK = /!?\[([^[\]]{1,200})\]\([^()\s]{0,500}\)/g;
const TAG = /<\/?(?:a|b|code|del|div|em|i|ins|kbd|p|s|small|span|strong|sub|sup|u)(?: [^<>]{0,300})?>/gi;

function withoutEmphasis(text: string): string {
  return text
    .replace(LINK, "$1")
    .replace(TAG, "")
    .replace(/\[\^[\w-]{1,40}\]/g, "")
    .replace(/\*|~~|(?<=^|\s)__|__(?=$|\s)/g, "")
    .replace(/<br *\/?>/gi, ", ");
}
