import type { Server } from "node:http";
import type { Duplex } from "node:stream";
import { WebSocketServer } from "ws";
import type { NetworkId, Program } from "./wire.ts";
import type { World } from "./world.ts";

/** Answers WebSocket upgrades below the networks' prefixes; others are refused with 404. */
export function addSockets(
  server: Server,
  ctx: { world: World; programs: ReadonlyMap<NetworkId, Program>; rewrite(url: string): string },
): () => void {
  const sockets = new WebSocketServer({ noServer: true });
  server.on("upgrade", (request, socket, head) => {
    const url = new URL(ctx.rewrite(request.url ?? "/"), "http://sandbox.invalid");
    const program = [...ctx.programs.values()].find(({ id }) => url.pathname.startsWith(`/${id}/`));
    const prefix = `/${program?.id}`;
    const route = program?.sockets?.find(({ path }) => url.pathname === prefix + path);
    if (!route) return refuse(socket, "404 Not Found");
    const headers = Object.fromEntries(
      Object.entries(request.headers).map(([name, value]) => [name, String(value)]),
    );
    const baseUrl = `http://${headers.host ?? "127.0.0.1"}${prefix}`;
    const asked = { query: url.searchParams, headers, baseUrl, now: ctx.world.now() };
    if (route.mayOpen && !route.mayOpen(asked)) return refuse(socket, "401 Unauthorized");
    sockets.handleUpgrade(request, socket, head, (opened) => {
      // A broken connection also closes; there is nothing more to do about it here.
      opened.on("error", () => opened.terminate());
      const leave = route.open(asked, opened);
      const forget = ctx.world.streams.add(() => opened.terminate());
      opened.on("close", () => {
        leave();
        forget();
      });
    });
  });
  return () => sockets.close();
}

function refuse(socket: Duplex, status: string): void {
  socket.end(`HTTP/1.1 ${status}\r\ncontent-length: 0\r\nconnection: close\r\n\r\n`);
}
