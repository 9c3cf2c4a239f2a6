import type { Server } from "node:http";
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
    if (!route) {
      socket.end("HTTP/1.1 404 Not Found\r\ncontent-length: 0\r\nconnection: close\r\n\r\n");
      return;
    }
    sockets.handleUpgrade(request, socket, head, (opened) => {
      const headers = Object.fromEntries(
        Object.entries(request.headers).map(([name, value]) => [name, String(value)]),
      );
      const baseUrl = `http://${headers.host ?? "127.0.0.1"}${prefix}`;
      // A broken connection also closes; there is nothing more to do about it here.
      opened.on("error", () => opened.terminate());
      const leave = route.open({ query: url.searchParams, headers, baseUrl, now: ctx.world.now() }, opened);
      const forget = ctx.world.streams.add(() => opened.terminate());
      opened.on("close", () => {
        leave();
        forget();
      });
    });
  });
  return () => sockets.close();
}
