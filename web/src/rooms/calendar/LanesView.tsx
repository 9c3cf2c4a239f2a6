import type { Profile } from "../../api/workspace.ts";
import { useWords } from "../../messages/language.tsx";
import { Empty } from "../../shared/Empty.tsx";
import { NetworkIcon } from "../../shared/Icon.tsx";
import { CardLink } from "./CardLink.tsx";
import type { Card } from "./cards.ts";
import { type Day, wallTimeOf } from "./clock.ts";
import { useClock, useDates } from "./dates.ts";
import { useDesk } from "./desk.ts";
import classes from "./grid.module.css";
import type { CalendarAnswer } from "./model.ts";

const usualMinute = 10 * 60;

/** One row per profile: where holes and collisions show. Free slots are drawn as such. */
export function LanesView(props: {
  days: readonly Day[];
  cards: readonly Card[];
  slots: CalendarAnswer["freeSlots"];
  profiles: readonly Profile[];
}) {
  const t = useWords();
  const dates = useDates();
  const desk = useDesk();
  if (props.profiles.length === 0) return <Empty icon="plug-connected" text={t("calendar.noProfiles")} />;
  return (
    <div className={classes.lanesScroller}>
      <table className={classes.lanes}>
        <thead>
          <tr>
            <th scope="col">{t("calendar.profile")}</th>
            {props.days.map(({ date }) => (
              <th key={date} scope="col" aria-current={date === desk.today ? "date" : undefined}>
                {dates.short(date)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {props.profiles.map((profile) => (
            <tr key={profile.id}>
              <th scope="row">
                <NetworkIcon network={profile.network} size={16} /> {profile.name}
              </th>
              {props.days.map((day) => (
                <LaneCell
                  key={day.date}
                  day={day}
                  profile={profile.id}
                  cards={props.cards}
                  slots={props.slots}
                />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function LaneCell(props: {
  day: Day;
  profile: string;
  cards: readonly Card[];
  slots: CalendarAnswer["freeSlots"];
}) {
  const clock = useClock();
  const { day, profile } = props;
  const t = useWords();
  const desk = useDesk();
  const cards = props.cards.flatMap((card) => {
    const publications = card.publications.filter((publication) => publication.profile === profile);
    return card.date === day.date && publications.length > 0 ? [{ ...card, publications }] : [];
  });
  const slots = props.slots.filter((slot) => {
    const at = Date.parse(slot.at);
    return slot.profile === profile && at >= day.from && at < day.to;
  });
  return (
    <td
      onDragOver={(event) => {
        if (desk.drag) event.preventDefault();
      }}
      onDrop={(event) => {
        event.preventDefault();
        const minute = desk.drag?.load.from?.minute ?? usualMinute;
        desk.drop({ date: day.date, minute, isSecond: false });
      }}
    >
      <div className={classes.laneCards}>
        {" "}
        {cards.map((card) => (
          <CardLink key={card.key} card={card} lines={1} />
        ))}
        {slots.map(({ at }) => {
          const wall = wallTimeOf(Date.parse(at), desk.zone);
          return (
            // biome-ignore lint/a11y/noStaticElementInteractions: keys and menus do the same without dragging
            <div
              key={at}
              className={classes.laneSlot}
              onDragOver={(event) => {
                if (desk.drag) event.preventDefault();
              }}
              onDrop={(event) => {
                event.preventDefault();
                event.stopPropagation();
                desk.drop(wall);
              }}
            >
              {t("calendar.slotFree", { time: clock(wall.minute) })}
            </div>
          );
        })}
      </div>{" "}
    </td>
  );
}
