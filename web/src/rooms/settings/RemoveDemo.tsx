import { Button, Group, TextInput } from "@mantine/core";
import { useLocation, useNavigate } from "@tanstack/react-router";
import { useEffect, useRef, useState } from "react";
import { useSessionChange, useSignedIn } from "../../api/session.ts";
import { useWords } from "../../messages/language.tsx";
import { useToasts } from "../../shared/toast.tsx";
import { removeWorkspace } from "./queries.ts";
import { Refusal, Section } from "./Section.tsx";

/** The demo with everything in it, for good: its name typed out once more first. */
export function RemoveDemo() {
  const t = useWords();
  const toasts = useToasts();
  const navigate = useNavigate();
  const { workspace, workspaces } = useSignedIn();
  const remove = useSessionChange(async (id: string) => {
    await removeWorkspace(id);
    // Before the session is read again: what is shown of this workspace goes with it.
    toasts.done(t("settings.demoGone"));
    await navigate({ to: workspaces.length === 1 ? "/welcome" : "/calendar" });
  });
  const [again, setAgain] = useState("");
  const field = useRef<HTMLInputElement>(null);
  const isAskedFor = useLocation({ select: ({ hash }) => hash === "demo" });
  useEffect(() => {
    if (isAskedFor) field.current?.focus();
  }, [isAskedFor]);
  return (
    <Section title={t("settings.demo")} lead={t("settings.demoLead", { workspace: workspace.name })}>
      <Refusal error={remove.error} />
      <form
        onSubmit={(event) => {
          event.preventDefault();
          remove.mutate(workspace.id);
        }}
      >
        <Group align="end" gap="sm">
          <TextInput
            ref={field}
            id="demo"
            label={t("settings.demoAgain", { workspace: workspace.name })}
            autoComplete="off"
            flex={1}
            miw={200}
            value={again}
            onChange={({ currentTarget }) => setAgain(currentTarget.value)}
          />
          <Button
            type="submit"
            color="red"
            loading={remove.isPending}
            disabled={again.trim() !== workspace.name}
          >
            {t("settings.demoAct")}
          </Button>
        </Group>
      </form>
    </Section>
  );
}
