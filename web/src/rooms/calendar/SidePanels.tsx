import { useQuery } from "@tanstack/react-query";
import { useWords } from "../../messages/language.tsx";
import type { MessageId } from "../../messages/messages.ts";
import { Empty } from "../../shared/Empty.tsx";
import { NetworkIcon } from "../../shared/Icon.tsx";
import { Moment } from "../../shared/Moment.tsx";
import { Read } from "../../shared/Read.tsx";
import { cardsOf, type Filters, filtered, publicationCount } from "./cards.ts";
import { daysOf } from "./clock.ts";
import { useDates } from "./dates.ts";
import { useDesk } from "./desk.ts";
import { CardRows } from "./ListView.tsx";
import { Panel } from "./Panel.tsx";
import classes from "./panel.module.css";
import { calendarQuery, type Needed, needQuery } from "./queries.ts";
import type { Need } from "./route.ts";

/** All that one day holds, with its number: what a cell has no room for is here. */
export function DayPanel({
  date,
  filters,
  onClose,
}: {
  date: string;
  filters: Filters;
  onClose: () => void;
}) {
  const t = useWords();
  const dates = useDates();
  const desk = useDesk();
  const days = daysOf("day", date, desk.zone);
  const [day] = days;
  const query = useQuery(calendarQuery(day?.from ?? 0, day?.to ?? 1, desk.zone));
  return (
    <Panel title={dates.long(date)} onClose={onClose}>
      <Read query={query} what="calendar.whatDay">
        {({ publications }) => {
          const cards = cardsOf(filtered(publications, filters), days, desk.zone);
          if (cards.length === 0) return <Empty icon="calendar" text={t("calendar.emptyDay")} />;
          return (
            <>
              <div className={classes.body}>{t("calendar.count", { count: publicationCount(cards) })}</div>
              <CardRows cards={cards} isNarrow />
            </>
          );
        }}
      </Read>
    </Panel>
  );
}

export const needTitles = {
  unconfirmed: "calendar.need.unconfirmed",
  failed: "calendar.need.failed",
  missed: "calendar.need.missed",
  held: "calendar.need.held",
  approval: "calendar.need.approval",
} as const satisfies Record<Need, MessageId>;

/** What wants a person, one line each: the count that led here is the count of these. */
export function NeedPanel(props: { need: Need; onOpen: (post: string) => void; onClose: () => void }) {
  const t = useWords();
  const desk = useDesk();
  const query = useQuery(needQuery(props.need, desk.today));
  const count = query.data?.length ?? 0;
  return (
    <Panel title={t(needTitles[props.need], { count })} onClose={props.onClose}>
      <Read query={query} what="calendar.whatNeed">
        {(needed) =>
          needed.length === 0 ? (
            <Empty icon="circle-check" text={t("calendar.nothingNeeded")} />
          ) : (
            <ul className={classes.rows}>
              {needed.map((one) => (
                <li key={one.id}>
                  <button type="button" className={classes.rowButton} onClick={() => props.onOpen(one.post)}>
                    <NeededLines needed={one} />
                  </button>
                </li>
              ))}
            </ul>
          )
        }
      </Read>
    </Panel>
  );
}

function NeededLines({ needed: { publications, text } }: { needed: Needed }) {
  const t = useWords();
  const desk = useDesk();
  const nameOf = (profile: string) => desk.profiles.get(profile)?.name ?? t("calendar.goneProfile");
  const times = publications.flatMap(({ scheduledAt }) => scheduledAt ?? []).sort();
  return (
    <>
      <span className={classes.line}>
        {publications.map(({ id, network }) => (
          <NetworkIcon key={id} network={network} size={16} />
        ))}
        <span className={classes.name}>
          {[...new Set(publications.map(({ profile }) => nameOf(profile)))].join(", ")}
        </span>
        <span className={`${classes.push} third`}>
          {times[0] && <Moment at={times[0]} timeZone={desk.zone} />}
        </span>
      </span>
      {text && <span className={classes.excerpt}>{text}</span>}
      {publications.map(
        ({ id, error }) =>
          error && (
            <span key={id} className="muted">
              {error.message}
            </span>
          ),
      )}
    </>
  );
}
