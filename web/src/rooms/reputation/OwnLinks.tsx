import { Link } from "@tanstack/react-router";
import { useWords } from "../../messages/language.tsx";
import { dateIn } from "../calendar/clock.ts";
import type { Published } from "./queries.ts";

/** One's own publications of a time: the post where there is one, else their first day in the calendar. */
export function OwnLinks({ own, timeZone }: { own: readonly Published[]; timeZone: string }) {
  const t = useWords();
  const posts = new Set(own.map(({ post }) => post));
  const [first] = [...own].sort((a, b) => a.at.localeCompare(b.at));
  if (!first) return null;
  const date = dateIn(timeZone, Date.parse(first.at));
  return (
    <Link
      to="/calendar"
      search={posts.size === 1 ? { view: "day", date, post: first.post } : { view: "list", date, day: date }}
    >
      ▽ {t("reputation.own", { count: own.length })}
    </Link>
  );
}
