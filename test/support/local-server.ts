import http from "node:http";
import type { AddressInfo } from "node:net";

/** What a local server was asked, in order. */
export interface Received {
  method: string;
  /** Path and query. */
  path: string;
  headers: http.IncomingHttpHeaders;
  body: string;
}

export interface LocalServer {
  /** Without trailing slash. */
  origin: string;
  received: Received[];
  close(): Promise<void>;
}

export type Answer = (request: Received, response: http.ServerResponse) => void;

/** A real HTTP server on a free loopback port that answers as the test says. `close` drops open connections. */
export async function localServer(answer: Answer): Promise<LocalServer> {
  const received: Received[] = [];
  const server = http.createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const one = {
      method: request.method ?? "",
      path: request.url ?? "",
      headers: request.headers,
      body: Buffer.concat(chunks).toString(),
    };
    received.push(one);
    answer(one, response);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    received,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** Answers once with a status, headers and a body. */
export function answering(
  status: number,
  headers: http.OutgoingHttpHeaders = {},
  body: string | Uint8Array = "",
): Answer {
  return (_request, response) => void response.writeHead(status, headers).end(body);
}
