import { Button, Switch } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { createLazyRoute } from "@tanstack/react-router";
import { lazy, Suspense, useMemo, useState } from "react";
import { planningQuery } from "../../api/planning.ts";
import { useMay, useSignedIn } from "../../api/session.ts";
import { profilesQuery } from "../../api/workspace.ts";
import { useWords } from "../../messages/language.tsx";
import { Icon } from "../../shared/Icon.tsx";
import { useNow } from "../../shared/now.ts";
import { Room } from "../../shared/Room.tsx";
import { useToasts } from "../../shared/toast.tsx";
import { HoldDialog } from "../holds/HoldDialog.tsx";
import { Rest } from "../welcome/Rest.tsx";
import { BulkBar } from "./BulkBar.tsx";
import { type CardAct, CardMenu, type CardMenuAt } from "./CardMenu.tsx";
import { type Card, cardsOf, type Filters, filtered, warningsOf } from "./cards.ts";
import { dateIn, daysOf, stepDate, type WallTime, wallTimeOf } from "./clock.ts";
import { type Desk, DeskContext } from "./desk.ts";
import { useCalendarKeys } from "./keys.ts";
import { MoveMode } from "./MoveMode.tsx";
import { type Load, loadOfCard, useMoving } from "./moving.tsx";
import { Period } from "./Period.tsx";
import { PostPanel } from "./PostPanel.tsx";
import { calendarQuery, trayQuery, useDeed } from "./queries.ts";
import { type CalendarSearch, keptOf, readCalendarSearch } from "./route.ts";
import { DayPanel, NeedPanel } from "./SidePanels.tsx";
import { Strip } from "./Strip.tsx";
import classes from "./strip.module.css";
import { FilterControls, PeriodControls, ZoneLine } from "./Toolbar.tsx";
import { Tray } from "./Tray.tsx";

const MoveDialog = lazy(() => import("./MoveDialog.tsx"));
const SavedViews = lazy(() => import("../../shared/SavedViews.tsx"));

const nowMilliseconds = 30_000;
const hourMilliseconds = 3_600_000;

/** The desk of the day: what goes out when and where, how it stands, and everything that can be done about it. */
function Calendar() {
  const t = useWords();
  const toasts = useToasts();
  const search = calendarLazyRoute.useSearch();
  const navigate = calendarLazyRoute.useNavigate();
  const { workspace } = useSignedIn();
  const mayPublish = useMay("publish");
  const mayAdminister = useMay("administer");
  const isPhone = useMediaQuery("(max-width: 768px)", false, { getInitialValueInEffect: false });
  const now = useNow(nowMilliseconds);
  const ownZone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const zone = search.zone ?? ownZone;
  const today = dateIn(zone, now);
  const view = search.view ?? (isPhone ? "list" : "week");
  const date = search.date ?? today;
  const days = useMemo(() => daysOf(view, date, zone), [view, date, zone]);
  const [first, last] = [days[0], days.at(-1)];

  const profiles = useQuery(profilesQuery);
  const planning = useQuery(planningQuery);
  const tray = useQuery(trayQuery);
  const calendar = useQuery(calendarQuery(first?.from ?? 0, last?.to ?? 1, zone));
  const { profiles: chosen, states, campaign } = search;
  const filters = useMemo<Filters>(
    () => ({ profiles: chosen ?? [], states: states ?? [], campaign: campaign ?? null }),
    [chosen, states, campaign],
  );
  const cards = useMemo(
    () => cardsOf(filtered(calendar.data?.publications ?? [], filters), days, zone),
    [calendar.data, filters, days, zone],
  );
  const slots = (calendar.data?.freeSlots ?? []).filter(
    ({ profile }) => filters.profiles.length === 0 || filters.profiles.includes(profile),
  );

  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const [reached, setReached] = useState<string | null>(null);
  const [drag, setDrag] = useState<Desk["drag"]>(null);
  const [held, setHeld] = useState<{ load: Load; target: WallTime } | null>(null);
  const [choosing, setChoosing] = useState<Load | null>(null);
  const [menu, setMenu] = useState<CardMenuAt | null>(null);
  /** The profile whose queue is to be stopped, or all of them; null: nobody asked. */
  const [stopping, setStopping] = useState<string | "all" | null>(null);
  const [hasFilters, setFilters] = useState(false);
  const moving = useMoving(zone, now, planning.data?.approvalSurvivesMove ?? false);
  const deed = useDeed();

  const go = (changes: Partial<CalendarSearch>, isStep = false) =>
    void navigate({ search: (before) => ({ ...before, ...changes }), replace: isStep });
  const closed = { post: undefined, day: undefined, need: undefined };
  const openPost = (post: string) => go({ ...closed, post });
  const close = () => {
    go(closed);
    document.querySelector<HTMLElement>(`[data-card="${CSS.escape(reached ?? "")}"]`)?.focus();
  };
  const step = (by: 1 | -1) => go({ date: stepDate(view, date, by) }, true);
  const toggle = (card: Card) =>
    setSelected((before) => {
      const after = new Set(before);
      if (!after.delete(card.key)) after.add(card.key);
      return after;
    });
  const hold = (card: Card) => {
    const load = loadOfCard(card);
    if (load.publications.length === 0 || !load.from) return toasts.refused(t("calendar.stays"));
    setHeld({ load, target: load.from });
  };
  const place = (load: Load, wall: WallTime) => {
    moving.place(load, wall);
    setHeld(null);
    setChoosing(null);
    setDrag(null);
  };

  const carryOut = (card: Card, act: CardAct) => {
    setMenu(null);
    switch (act) {
      case "open":
        return openPost(card.post);
      case "select":
        return toggle(card);
      case "move":
        return isPhone ? setChoosing(loadOfCard(card)) : hold(card);
      case "hold":
        return setStopping(card.publications[0]?.profile ?? "all");
      case "duplicate":
        return deed.mutate(
          { kind: "duplicate", post: card.post },
          { onError: toasts.failed, onSuccess: () => toasts.done(t("calendar.duplicated")) },
        );
    }
  };

  useCalendarKeys({
    today: () => go({ date: undefined }),
    step,
    view: (next) => go({ view: next }),
    card(key, act) {
      const card = cards.find((one) => one.key === key);
      if (card && mayPublish) carryOut(card, act);
    },
    hold(key) {
      if (mayPublish) setStopping(cards.find((one) => one.key === key)?.publications[0]?.profile ?? "all");
    },
    escape() {
      if (search.post || search.day || search.need) close();
      else setSelected(new Set());
    },
  });

  const desk: Desk = {
    zone,
    today,
    now,
    profiles: useMemo(
      () => new Map(profiles.data?.items.map((profile) => [profile.id, profile])),
      [profiles.data],
    ),
    warnings: useMemo(
      () => new Map(calendar.data?.publications.map((one) => [one.id, warningsOf([one])])),
      [calendar.data],
    ),
    mayChange: mayPublish,
    open: (card) => openPost(card.post),
    openDay: (day) => go({ ...closed, day }),
    opened: search.post,
    selected,
    toggle,
    reached: cards.some(({ key }) => key === reached) ? reached : (cards[0]?.key ?? null),
    reach: ({ key }) => setReached(key),
    openMenu: setMenu,
    drag,
    startDrag: (load, offset) => setDrag({ load, offset }),
    endDrag: () => setDrag(null),
    drop: (wall) => drag && place(drag.load, wall),
    target: held?.target ?? null,
  };
  const selectedCards = cards.filter(({ key }) => selected.has(key));
  const trayCount = tray.data?.items.length ?? 0;
  const isLanes = search.lanes && (view === "week" || view === "day");
  const shownProfiles = (profiles.data?.items ?? []).filter(
    ({ id }) => filters.profiles.length === 0 || filters.profiles.includes(id),
  );

  const strip = (
    <Strip
      opened={search.need}
      onOpen={(need) => go({ ...closed, need: search.need === need ? undefined : need })}
    >
      {isPhone && (
        <Button
          variant="default"
          size="compact-md"
          aria-expanded={hasFilters}
          leftSection={<Icon name="filter" size={16} />}
          onClick={() => setFilters(!hasFilters)}
        >
          {t("calendar.filters", {
            count: filters.profiles.length + filters.states.length + (campaign ? 1 : 0),
          })}
        </Button>
      )}
    </Strip>
  );

  return (
    <DeskContext value={desk}>
      <Room
        title={t("rooms.calendar")}
        filters={
          <PeriodControls
            view={view}
            date={date}
            days={days}
            onStep={step}
            onToday={() => go({ date: undefined })}
            onView={(next) => go({ view: next })}
          />
        }
        actions={
          // On a desk, the menu has this button in the same place in every room. What wants a person is known later than
          // the days: in a row of its own it would push them down.
          !isPhone
            ? strip
            : mayPublish && (
                <Button
                  leftSection={<Icon name="plus" />}
                  onClick={() =>
                    void navigate({ search: (before) => ({ ...before, ...closed, compose: "new" }) })
                  }
                >
                  {t("frame.newPost")}
                </Button>
              )
        }
      >
        {mayAdminister && !workspace.firstSteps.includes("rest") && <Rest />}
        {isPhone && strip}
        <div className={classes.zoneLine} hidden={isPhone && !hasFilters}>
          <ZoneLine
            at={first?.from ?? now}
            usual={[ownZone, workspace.timeZone]}
            profiles={profiles.data?.items ?? []}
            onZone={(next) => go({ zone: next })}
          />
          <FilterControls search={search} profiles={profiles.data?.items ?? []} onChange={go} />
          {(view === "week" || view === "day") && (
            <Switch
              size="xs"
              label={t("calendar.lanes")}
              checked={search.lanes ?? false}
              onChange={({ currentTarget }) => go({ lanes: currentTarget.checked || undefined })}
            />
          )}
          <Suspense>
            <SavedViews
              room="calendar"
              search={keptOf(search)}
              onChoose={(kept) =>
                void navigate({ search: { date: search.date, ...keptOf(readCalendarSearch(kept)) } })
              }
            />
          </Suspense>
          {(trayCount > 0 || search.tray) && (
            <Button
              size="compact-sm"
              variant="default"
              aria-expanded={search.tray ?? false}
              onClick={() => go({ tray: search.tray ? undefined : true })}
            >
              {t("calendar.trayCount", { count: trayCount })}
            </Button>
          )}
        </div>
        <div className={classes.below}>
          {search.tray && <Tray onClose={() => go({ tray: undefined })} onOpen={openPost} />}
          <Period
            query={calendar}
            view={view}
            date={date}
            days={days}
            cards={cards}
            slots={slots}
            lanes={isLanes ? shownProfiles : null}
            isFiltered={filters.profiles.length + filters.states.length > 0 || filters.campaign !== null}
            onStep={step}
          />
          {search.compose === undefined && search.post && (
            <PostPanel
              key={search.post}
              id={search.post}
              onClose={close}
              onEdit={(compose) => void navigate({ search: (before) => ({ ...before, ...closed, compose }) })}
              onMove={setChoosing}
              onOpen={openPost}
            />
          )}
          {search.compose === undefined && !search.post && search.day && (
            <DayPanel date={search.day} filters={filters} onClose={close} />
          )}
          {search.compose === undefined && !search.post && !search.day && search.need && (
            <NeedPanel need={search.need} onOpen={openPost} onClose={close} />
          )}
        </div>
        {held && (
          <MoveMode
            target={held.target}
            view={view}
            count={held.load.publications.length}
            refusal={moving.refusal}
            onTarget={(target) => {
              setHeld({ ...held, target });
              if (!days.some((day) => day.date === target.date)) go({ date: target.date }, true);
            }}
            onPlace={() => {
              if (moving.refusal(held.target) === null) place(held.load, held.target);
            }}
            onCancel={() => setHeld(null)}
          />
        )}
        {selectedCards.length > 0 && !held && (
          <BulkBar
            cards={selectedCards}
            onShift={moving.shift}
            onHold={setStopping}
            onClear={() => setSelected(new Set())}
          />
        )}
        {choosing && (
          <Suspense>
            <MoveDialog
              load={{ ...choosing, from: choosing.from ?? wallTimeOf(now + hourMilliseconds, zone) }}
              refusal={moving.refusal}
              onPlace={(wall) => place(choosing, wall)}
              onClose={() => setChoosing(null)}
            />
          </Suspense>
        )}
        {moving.question}
        {menu && (
          <CardMenu at={menu} onAct={(act) => carryOut(menu.card, act)} onClose={() => setMenu(null)} />
        )}
        {stopping && (
          <HoldDialog
            brand={null}
            profile={stopping === "all" ? null : stopping}
            about={null}
            alert={null}
            onClose={() => setStopping(null)}
          />
        )}
      </Room>
    </DeskContext>
  );
}

export const calendarLazyRoute = createLazyRoute("/frame/calendar")({ component: Calendar });
