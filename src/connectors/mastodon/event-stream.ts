/** One server-sent event: https://html.spec.whatwg.org/multipage/server-sent-events.html */
export interface ServerSentEvent {
  event: string;
  data: string;
}

/** Longest event that is kept; a server that sends more without an end is not talking sense. */
const mostCharacters = 2 * 1024 * 1024;

/**
 * Reads events from text as it comes in, cut anywhere. Comments (heartbeats) and fields of no interest are skipped.
 * @returns what takes the next piece and gives the events that are complete with it; `null` when one has no end
 */
export function eventReader(): (piece: string) => ServerSentEvent[] | null {
  let rest = "";
  let event = "message";
  let data: string[] = [];
  return (piece) => {
    const lines = (rest + piece).split(/\r\n|\n|\r(?!$)/);
    rest = lines.pop() ?? "";
    const events: ServerSentEvent[] = [];
    for (const line of lines) {
      if (line === "") {
        if (data.length > 0) events.push({ event, data: data.join("\n") });
        event = "message";
        data = [];
        continue;
      }
      const [, name, value = ""] = /^([^:]*)(?:: ?(.*))?$/s.exec(line) ?? [];
      if (name === "event") event = value;
      if (name === "data") data.push(value);
    }
    const waiting = rest.length + data.reduce((sum, line) => sum + line.length, 0);
    return waiting > mostCharacters ? null : events;
  };
}
