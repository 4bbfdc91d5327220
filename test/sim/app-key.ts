/** One RSA key for all simulated Apps of a test file: making one takes longer than a whole schedule. */
import { generateKeyPairSync } from "node:crypto";

const { privateKey, publicKey } = generateKeyPairSync("rsa", {
  modulusLength: 1024,
  publicKeyEncoding: { type: "spki", format: "pem" },
  privateKeyEncoding: { type: "pkcs8", format: "pem" },
});

export const appKey = { privateKey, publicKey };
export const appId = 4711;
export const secret = "a-secret-of-more-than-thirty-two-bytes-for-tests";
