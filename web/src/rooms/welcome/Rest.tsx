import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useEffect } from "react";
import { channelsQuery, membersQuery } from "../../api/workspace.ts";
import { useWords } from "../../messages/language.tsx";
import { Icon } from "../../shared/Icon.tsx";
import { IconButton } from "../../shared/IconButton.tsx";
import { useToasts } from "../../shared/toast.tsx";
import { usePutBehind, useStanding } from "./queries.ts";
import { nextStep } from "./steps.ts";
import classes from "./welcome.module.css";

/**
 * What a newcomer has left to do, above the calendar: ticked as it is done, and gone for good once it is put away or all
 * of it is done. It stands there from the first moment, with what is not known yet unticked, so that nothing below moves.
 */
export function Rest() {
  const t = useWords();
  const toasts = useToasts();
  const known = useStanding();
  const members = useQuery(membersQuery).data?.items;
  const channels = useQuery(channelsQuery).data?.items;
  const putBehind = usePutBehind();
  const rest = [
    {
      name: "steps",
      isDone: known !== null && nextStep(known.standing) === "ready",
      door: <Link to="/welcome">{t("welcome.rest.steps")}</Link>,
    },
    {
      name: "people",
      isDone: (members?.length ?? 0) > 1,
      door: (
        <Link to="/settings" search={{ part: "people" }}>
          {t("welcome.rest.people")}
        </Link>
      ),
    },
    {
      name: "channel",
      isDone: (channels?.length ?? 0) > 0,
      door: (
        <Link to="/settings" search={{ part: "channels" }}>
          {t("welcome.rest.channel")}
        </Link>
      ),
    },
    {
      name: "profile",
      isDone: (known?.standing.profiles ?? 0) > 1,
      door: <Link to="/profiles">{t("welcome.rest.profile")}</Link>,
    },
  ];
  const isOver = rest.every(({ isDone }) => isDone);
  const { mutate } = putBehind;
  useEffect(() => {
    if (isOver) mutate("rest");
  }, [isOver, mutate]);
  if (isOver) return null;
  return (
    <section className={classes.rest} aria-label={t("welcome.rest")}>
      <b>{t("welcome.rest")}</b>
      <ul>
        {rest.map(({ name, isDone, door }) => (
          <li key={name} data-done={isDone || undefined}>
            <Icon name={isDone ? "circle-check" : "circle"} size={16} />
            {door}
            {isDone && <span className="unseen">({t("welcome.done")})</span>}
          </li>
        ))}
      </ul>
      <IconButton
        icon="x"
        label={t("welcome.putAway")}
        loading={putBehind.isPending}
        onClick={() => putBehind.mutate("rest", { onError: toasts.failed })}
      />
    </section>
  );
}
