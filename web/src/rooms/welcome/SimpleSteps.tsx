import { Button, Group } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useSignedIn } from "../../api/session.ts";
import { useWords } from "../../messages/language.tsx";
import { useDates } from "../calendar/dates.ts";
import { isDone, type Standing, steps } from "./steps.ts";

/** What was decided when the workspace was made, and where it is changed. */
export function SpaceStep({ onNext }: { onNext: () => void }) {
  const t = useWords();
  const dates = useDates();
  const { workspace } = useSignedIn();
  return (
    <>
      <h2>{t("welcome.space")}</h2>
      <p className="muted">{t("welcome.spaceText", { zone: dates.zone(workspace.timeZone, Date.now()) })}</p>
      <Group gap="md">
        <Button onClick={onNext}>{t("welcome.next")}</Button>
        <Link to="/settings" search={{ part: "workspace" }}>
          {t("welcome.change")}
        </Link>
      </Group>
    </>
  );
}

/** To the desk; what is left of the way is said, and waits above the calendar. */
export function ReadyStep({ standing }: { standing: Standing }) {
  const t = useWords();
  const isWhole = steps.every((step) => step === "ready" || isDone(step, standing));
  return (
    <>
      <h2>{t(isWhole ? "welcome.ready" : "welcome.almost")}</h2>
      <p className="muted">{t("welcome.readyText")}</p>
      <Group>
        <Button renderRoot={(props) => <Link to="/calendar" search={{ view: "list" }} {...props} />}>
          {t("welcome.calendar")}
        </Button>
      </Group>
    </>
  );
}
