import type { AddressInfo } from "node:net";
import net from "node:net";

const servers: net.Server[] = [];

/** Ends all of them; for `afterEach`. */
export async function closeSmtpServers(): Promise<void> {
  for (const server of servers.splice(0)) await new Promise((resolve) => server.close(resolve));
}

export interface SmtpServer {
  url: string;
  /** What the client wrote, all connections together. */
  heard(): string;
}

/**
 * A server that answers each command by its first word (`.` for the end of the mail) as told, 250 otherwise.
 * An answer of "hang" is none, "drop" ends the connection.
 */
export async function smtpServer(answers: Record<string, string>): Promise<SmtpServer> {
  let heard = "";
  const server = net.createServer((socket) => {
    let inMail = false;
    let rest = "";
    const say = (answer: string) => {
      if (answer === "drop") socket.destroy();
      else if (answer !== "hang") socket.write(`${answer}\r\n`);
    };
    socket.on("error", () => undefined);
    say(answers.greeting ?? "220 test");
    socket.on("data", (data) => {
      heard += data.toString();
      const lines = (rest + data.toString()).split("\r\n");
      rest = lines.pop() ?? "";
      for (const line of lines) {
        if (inMail && line !== ".") continue;
        const verb = inMail ? "." : (line.split(/[ :]/)[0] ?? "").toUpperCase();
        inMail = false;
        const answer = answers[line] ?? answers[verb] ?? (verb === "DATA" ? "354 go on" : "250 2.0.0 ok");
        inMail = verb === "DATA" && answer.startsWith("354");
        say(answer);
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  servers.push(server);
  return { url: `smtp://127.0.0.1:${(server.address() as AddressInfo).port}`, heard: () => heard };
}
