import { Temporal } from "temporal-polyfill";
import type { PublicationState, ReviewState } from "../generated/prisma/enums.ts";
import type { Database } from "../platform/database.ts";
import type { PublicationRow } from "./publication-row.ts";

/** A publication as the calendar reads it. */
export interface CalendarRow extends PublicationRow {
  /** The beginning of what goes out there. */
  text: string;
  review: ReviewState;
  campaignId: string | null;
  seriesId: string | null;
  images: number;
  parts: number;
}

export interface Period {
  workspaceId: string;
  from: Date;
  to: Date;
}

/** What is planned in a period, soonest first. One index finds it; texts are cut, so that a month stays light. */
export function calendarRows(
  db: Database,
  { workspaceId, from, to }: Period,
  limit: number,
): Promise<CalendarRow[]> {
  return db.$queryRaw<CalendarRow[]>`
    select p.id, p.post_id as "postId", p.profile_id as "profileId", p.network, p.state::text as state, p.version,
      p.scheduled_at as "scheduledAt", p.local_time as "localTime", p.time_zone as "timeZone",
      p.published_at as "publishedAt", p.remote_id as "remoteId", p.remote_url as "remoteUrl", p.due_at as "dueAt",
      p.error_code as "errorCode", p.error_detail as "errorDetail", left(coalesce(v.text, o.text), 200) as text,
      case o.review when 'sent_back' then 'sentBack' else o.review::text end as review,
      o.campaign_id as "campaignId", o.series_id as "seriesId", 1 + cardinality(o.thread) as parts,
      (select count(*)::int from post_media m where m.post_id = p.post_id
        and m.profile_id is not distinct from case when v.has_media then p.profile_id end) as images
    from publication p
    join post o on o.id = p.post_id
    left join post_variant v on v.post_id = p.post_id and v.profile_id = p.profile_id
    where p.workspace_id = ${workspaceId}::uuid and p.scheduled_at >= ${from} and p.scheduled_at < ${to}
    order by p.scheduled_at, p.id limit ${limit}`;
}

/** How many publications each day and state has, over the whole period, however many are shown. */
export function calendarCounts(
  db: Database,
  { workspaceId, from, to }: Period,
  timeZone: string,
): Promise<{ day: string; state: PublicationState; count: number }[]> {
  return db.$queryRaw`
    select to_char(scheduled_at at time zone ${timeZone}, 'YYYY-MM-DD') as day, state::text as state,
      count(*)::int as count
    from publication
    where workspace_id = ${workspaceId}::uuid and scheduled_at >= ${from} and scheduled_at < ${to}
    group by 1, 2`;
}

/** One day of a calendar. */
export interface CalendarDay {
  date: string;
  /** `forward`: an hour is missing that day; `back`: one comes twice. */
  clockChange: "none" | "forward" | "back";
}

/** The days of a period in a zone, also those without anything. */
export function daysBetween(from: Date, to: Date, timeZone: string): CalendarDay[] {
  const zoned = (at: Date) =>
    Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(timeZone);
  const last = zoned(new Date(to.getTime() - 1)).toPlainDate();
  const days: CalendarDay[] = [];
  for (
    let date = zoned(from).toPlainDate();
    Temporal.PlainDate.compare(date, last) <= 0;
    date = date.add({ days: 1 })
  ) {
    const hours = date.toZonedDateTime(timeZone).hoursInDay;
    const clockChange = hours < 24 ? "forward" : hours > 24 ? "back" : "none";
    days.push({ date: date.toString(), clockChange });
  }
  return days;
}
