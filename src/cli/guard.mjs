// Stops with one clear sentence when the running Node is too old; plain JavaScript, so that an old Node can read it.
import { realpathSync } from "node:fs";
import { fileURLToPath } from "node:url";

const NEEDED_MAJOR = 24;
const NEEDED_MINOR = 15;

/**
 * The sentence to print when `version` is too old, or `null` when it will do.
 * @param {string} version as in `process.versions.node`, for instance "20.20.2"
 * @returns {string | null}
 */
export function complaintAbout(version) {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  if (major > NEEDED_MAJOR || (major === NEEDED_MAJOR && minor >= NEEDED_MINOR)) return null;
  return (
    `Signalbox needs Node ${NEEDED_MAJOR}.${NEEDED_MINOR} or newer but found Node ${version}: run \`npm ci\`, which brings ` +
    "Node 24 on Linux and Windows, and start Signalbox through npm (`npm test`, `npm run demo`); on a Mac, install Node 24."
  );
}

const started = process.argv[1];
if (started && realpathSync(started) === fileURLToPath(import.meta.url)) {
  const complaint = complaintAbout(process.versions.node);
  if (complaint) {
    console.error(complaint);
    process.exitCode = 1;
  }
}
