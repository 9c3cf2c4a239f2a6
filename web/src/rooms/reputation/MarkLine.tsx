import { Link } from "@tanstack/react-router";
import { Icon } from "../../shared/Icon.tsx";
import type { IconName } from "../../shared/icon-paths.ts";
import type { Mark } from "./marks.ts";

const icons = { alert: "flag", hold: "hand-stop", gap: "wifi-off", note: "pencil" } as const satisfies Record<
  Mark["kind"],
  IconName
>;

/** What happened, in a line; it leads to what can be opened. */
export function MarkLine({ mark }: { mark: Mark }) {
  const line = (
    <>
      <Icon name={icons[mark.kind]} size={14} /> {mark.text}
    </>
  );
  if (mark.alert !== null)
    return (
      <Link to="/alerts" search={{ alert: mark.alert }}>
        {line}
      </Link>
    );
  if (mark.hold !== null)
    return (
      <Link to="/holds/$hold" params={{ hold: mark.hold }}>
        {line}
      </Link>
    );
  return <span>{line}</span>;
}
