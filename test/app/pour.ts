/** A client without manners: says what it likes about its body, and pours until it is stopped. */
import { once } from "node:events";
import { connect, type Socket } from "node:net";

export interface Poured {
  /** Everything that was answered, as text; empty when the connection was just closed. */
  readonly answer: string;
  /** Bytes of the body that were taken off our hands, by the other side or by the system between. */
  readonly taken: number;
}

const PART = Buffer.alloc(64 * 1024, 0x20);

/** `head`: request line and headers, without the empty line. `isChunked`: the body comes in chunks. */
export async function pour(url: string, head: readonly string[], bytes: number, isChunked = false): Promise<Poured> {
  const { socket, said, closed } = open(url);
  await once(socket, "connect");
  socket.write(`${[...head, `host: ${new URL(url).host}`].join("\r\n")}\r\n\r\n`);
  let taken = 0;
  while (taken < bytes && socket.writable) {
    const part = isChunked ? Buffer.concat([Buffer.from("10000\r\n"), PART, Buffer.from("\r\n")]) : PART;
    const isRoom = socket.write(part);
    taken += PART.length;
    if (!isRoom) await Promise.race([new Promise((resolve) => socket.once("drain", resolve)), closed]);
  }
  await closed;
  return { answer: said(), taken };
}

/** Says only this much, and waits for the other side to lose its patience. */
export async function dawdle(url: string, text: string): Promise<string> {
  const { socket, said, closed } = open(url);
  await once(socket, "connect");
  socket.write(text);
  await closed;
  return said();
}

interface Line {
  readonly socket: Socket;
  readonly said: () => string;
  readonly closed: Promise<void>;
}

function open(url: string): Line {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  let text = "";
  socket.on("data", (part: Buffer) => {
    text += part.toString();
  });
  // A connection closed under our hands is what we are here for.
  socket.on("error", () => undefined);
  const closed = new Promise<void>((resolve) => socket.once("close", () => resolve()));
  return { socket, said: () => text, closed };
}
