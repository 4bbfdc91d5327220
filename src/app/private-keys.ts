/** Private keys as operators have them: PEM, PEM squeezed into one line, PEM in base64, files. */
import { createPrivateKey } from "node:crypto";
import { readFileSync } from "node:fs";
import { Misfit } from "./misfit.ts";

const PEM = /-----BEGIN [A-Z ]{0,20}PRIVATE KEY-----[^-]{1,20000}-----END [A-Z ]{0,20}PRIVATE KEY-----/g;
const MIN_BITS = 2048;
const HOW = "make one on the App's page on GitHub and give the whole .pem file";

/** The keys in a text, in its order. Their own text stays as it is but for line ends: seals are derived from it. */
export function readKeys(text: string): readonly string[] | Misfit {
  const isPem = text.includes("-----BEGIN");
  const plain = isPem ? text : Buffer.from(text, "base64").toString("utf8");
  const pems = plain.replaceAll("\\n", "\n").replaceAll("\r\n", "\n").match(PEM) ?? [];
  if (pems.length === 0)
    return new Misfit(`expected a private key as PEM, found ${text.length} characters that are none: ${HOW}`);
  const broken = pems.map(complaintAbout).find((complaint) => complaint !== null);
  return broken === undefined ? pems : new Misfit(`expected an RSA key of GitHub's making, found ${broken}: ${HOW}`);
}

function complaintAbout(pem: string): string | null {
  try {
    const key = createPrivateKey(pem);
    const bits = key.asymmetricKeyDetails?.modulusLength ?? 0;
    if (key.asymmetricKeyType !== "rsa") return `a key of type ${key.asymmetricKeyType}`;
    return bits >= MIN_BITS ? null : `a key of only ${bits} bits`;
  } catch {
    return "a PEM that cannot be read";
  }
}

/** The keys in the files of a list with commas, in its order. */
export function readKeyFiles(list: string): readonly string[] | Misfit {
  const found: string[] = [];
  const paths = list.split(",").map((one) => one.trim());
  for (const [index, path] of paths.entries()) {
    if (path === "") return new Misfit(`expected paths with commas between them, found nothing as number ${index + 1}`);
    const text = readKeyFile(path);
    const keys = text instanceof Misfit ? text : readKeys(text);
    if (keys instanceof Misfit) return new Misfit(`${keys.why} (${path})`);
    found.push(...keys);
  }
  return found;
}

function readKeyFile(path: string): string | Misfit {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : String(error);
    return new Misfit(
      `expected the path of a .pem file, found none that can be read (${code}): check path and permissions`,
    );
  }
}
