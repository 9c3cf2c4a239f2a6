import { createLazyRoute, Link } from "@tanstack/react-router";
import { useSignedIn } from "../../api/session.ts";
import { useWords } from "../../messages/language.tsx";
import { Icon } from "../../shared/Icon.tsx";
import { Loading } from "../../shared/Loading.tsx";
import { Card, Room } from "../../shared/Room.tsx";
import { DemoGlance } from "./DemoGlance.tsx";
import { MonitorStep } from "./MonitorStep.tsx";
import { PostStep } from "./PostStep.tsx";
import { ProfileStep } from "./ProfileStep.tsx";
import { useOtherWorkspaces, useStanding } from "./queries.ts";
import { ReadyStep, SpaceStep } from "./SimpleSteps.tsx";
import { isDone, nextStep, type Step, steps } from "./steps.ts";
import classes from "./welcome.module.css";

/** The first steps, one at a time; each can be left and found again, and is ticked once it is behind the person. */
function Welcome() {
  const t = useWords();
  const { workspace } = useSignedIn();
  const { step: chosen } = welcomeLazyRoute.useSearch();
  const navigate = welcomeLazyRoute.useNavigate();
  const { demo, goTo } = useOtherWorkspaces();
  const known = useStanding();
  if (!known) return <Loading />;
  const { standing } = known;
  const step = chosen ?? nextStep(standing);
  const go = (next: Step) => void navigate({ search: { step: next } });
  return (
    <Room title={t("welcome.title", { workspace: workspace.name })}>
      <nav aria-label={t("welcome.steps")}>
        <ol className={classes.steps}>
          {steps.map((name, index) => (
            <li key={name} data-done={isDone(name, standing) || undefined}>
              <Link to="/welcome" search={{ step: name }} aria-current={name === step ? "step" : undefined}>
                <span className={classes.mark} aria-hidden="true">
                  {isDone(name, standing) ? <Icon name="check" /> : index + 1}
                </span>
                {t(`welcome.step.${name}`)}
                {isDone(name, standing) && <span className="unseen">({t("welcome.done")})</span>}
              </Link>
            </li>
          ))}
        </ol>
      </nav>
      <div className={classes.desk}>
        <Card>
          <div className={classes.step} key={step}>
            {step === "space" && <SpaceStep onNext={() => go(nextStep(standing))} />}
            {step === "profile" && <ProfileStep known={known} onNext={() => go("post")} />}
            {step === "post" && <PostStep known={known} onStep={go} />}
            {step === "monitor" && <MonitorStep isDone={isDone("monitor", standing)} onStep={go} />}
            {step === "ready" && <ReadyStep standing={standing} />}
          </div>
        </Card>
        {demo && step !== "ready" && (
          <DemoGlance open={{ act: () => goTo.mutate(demo.id), isBusy: goTo.isPending }} />
        )}
      </div>
    </Room>
  );
}

export const welcomeLazyRoute = createLazyRoute("/frame/welcome")({ component: Welcome });
