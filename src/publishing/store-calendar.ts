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

/** A publication that is still to go out, and those of its profile nearest to it. */
export interface UpcomingRow {
  id: string;
  profileId: string;
  at: Date;
  isApproved: boolean;
  before: Date | null;
  after: Date | null;
  /** The nearest of the same text, before or after. */
  same: Date | null;
  sameIsOut: boolean | null;
  /** How many others of the profile leave in the 24 hours before. */
  inDay: number;
}

/**
 * What is still to go out in a period and may want a warning: something of its profile near, much of it in a day, no
 * approval shortly before, or access that ends. The profile's publications are walked once, in the order of time.
 * @param least of `inDay` from which a day may be full
 * @param doubtful profiles of which everything is wanted
 */
export function upcomingRows(
  db: Database,
  { workspaceId, from, to }: Period,
  { now, least, doubtful }: { now: Date; least: number; doubtful: readonly string[] },
): Promise<UpcomingRow[]> {
  const since = from < now ? now : from;
  return db.$queryRaw<UpcomingRow[]>`
    with near as (
      select p.id, p.profile_id, p.scheduled_at as at, p.state, p.approved or p.state = 'draft' as approved,
        p.state in ('published', 'publishing', 'unconfirmed') as is_out,
        nullif(coalesce(v.text, o.text), '') as text
      from publication p
      join post o on o.id = p.post_id
      left join post_variant v on v.post_id = p.post_id and v.profile_id = p.profile_id
      where p.workspace_id = ${workspaceId}::uuid and p.state not in ('cancelled', 'failed')
        and p.scheduled_at >= ${since}::timestamptz - interval '7 days'
        and p.scheduled_at < ${to}::timestamptz + interval '7 days'
    ), walked as (
      select id, profile_id, at, state, approved, text,
        lag(at) over by_time as before, lead(at) over by_time as after,
        lag(at) over of_text as same_before, lag(is_out) over of_text as same_before_out,
        lead(at) over of_text as same_after,
        count(*) over (partition by profile_id order by at
          range between interval '1 day' preceding and current row) - 1 as in_day
      from near
      window by_time as (partition by profile_id order by at, id),
        of_text as (partition by profile_id, md5(text) order by at, id)
    ), known as (
      select id, profile_id, at, approved, before, after, in_day,
        case when text is null then null
          when at - same_before <= interval '7 days' then same_before
          when same_after - at <= interval '7 days' then same_after end as same,
        at - same_before <= interval '7 days' and same_before_out as same_is_out
      from walked
      where state in ('draft', 'scheduled') and at >= ${since} and at < ${to}
    )
    select id, profile_id as "profileId", at, approved as "isApproved", before, after, same,
      same_is_out as "sameIsOut", in_day::int as "inDay"
    from known
    where same is not null or at - before < interval '15 minutes' or after - at < interval '15 minutes'
      or in_day >= ${least} or (not approved and at < ${now}::timestamptz + interval '1 day')
      or profile_id = any(${[...doubtful]}::uuid[])`;
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
