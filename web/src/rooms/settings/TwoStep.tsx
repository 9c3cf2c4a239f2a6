import { Anchor, Button, Group, PasswordInput, Stack, TextInput } from "@mantine/core";
import { useState } from "react";
import { useSignedIn } from "../../api/session.ts";
import { useWords } from "../../messages/language.tsx";
import { Chip } from "../../shared/Chip.tsx";
import { CopyLine } from "./CopyLine.tsx";
import { qrPath } from "./qr-path.ts";
import { useBeginTwoStep, useConfirmTwoStep, useEndTwoStep } from "./queries.ts";
import { Refusal, Section } from "./Section.tsx";
import classes from "./settings.module.css";

/** A second step when signing in: begun with the password, on once a first code was right. */
export function TwoStep() {
  const t = useWords();
  const { user } = useSignedIn();
  const [isOpen, setOpen] = useState(false);
  // Recovery codes are shown once: they must outlive the moment at which the step is on.
  const [codes, setCodes] = useState<readonly string[] | null>(null);
  return (
    <Section
      title={t("settings.twoStep")}
      lead={t("settings.twoStepLead")}
      action={
        user.twoStep ? (
          <Chip tone="state-published" icon="shield-check" text={t("settings.twoStepOn")} />
        ) : undefined
      }
    >
      {codes && <RecoveryCodes codes={codes} onRead={() => setCodes(null)} />}
      {!isOpen && !codes && (
        <div>
          <Button variant="default" onClick={() => setOpen(true)}>
            {t(user.twoStep ? "settings.twoStepEnd" : "settings.twoStepBegin")}
          </Button>
        </div>
      )}
      {isOpen &&
        (user.twoStep ? (
          <End onDone={() => setOpen(false)} />
        ) : (
          <Begin
            onDone={(recoveryCodes) => {
              setCodes(recoveryCodes);
              setOpen(false);
            }}
          />
        ))}
    </Section>
  );
}

function Begin({ onDone }: { onDone: (recoveryCodes: readonly string[]) => void }) {
  const t = useWords();
  const begin = useBeginTwoStep();
  const confirm = useConfirmTwoStep();
  const [password, setPassword] = useState("");
  const [code, setCode] = useState("");
  if (!begin.data)
    return (
      <form
        onSubmit={(event) => {
          event.preventDefault();
          begin.mutate(password);
        }}
      >
        <Refusal error={begin.error} />
        <Group align="end" gap="sm">
          <PasswordField value={password} onChange={setPassword} />
          <Button type="submit" loading={begin.isPending}>
            {t("settings.twoStepNext")}
          </Button>
        </Group>
      </form>
    );
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        confirm.mutate(code, { onSuccess: ({ recoveryCodes }) => onDone(recoveryCodes) });
      }}
    >
      <Refusal error={confirm.error} />
      <Stack gap="md">
        <p className={classes.plain}>
          {t("settings.twoStepSecret")}{" "}
          <Anchor href={begin.data.uri} underline="always">
            {t("settings.twoStepOpen")}
          </Anchor>
        </p>
        <QrCode text={begin.data.uri} />
        <CopyLine value={begin.data.secret} />
        <Group align="end" gap="sm">
          <TextInput
            label={t("entry.totp")}
            autoComplete="one-time-code"
            inputMode="numeric"
            required
            value={code}
            onChange={({ currentTarget }) => setCode(currentTarget.value)}
          />
          <Button type="submit" loading={confirm.isPending}>
            {t("settings.twoStepConfirm")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

/** Dark on white in either theme: many cameras read no other. */
function QrCode({ text }: { text: string }) {
  const t = useWords();
  const { side, path } = qrPath(text);
  return (
    <svg
      className={classes.qr}
      viewBox={`0 0 ${side} ${side}`}
      role="img"
      aria-label={t("settings.twoStepQr")}
      shapeRendering="crispEdges"
    >
      <rect width={side} height={side} fill="#fff" />
      <path d={path} fill="#000" />
    </svg>
  );
}

function End({ onDone }: { onDone: () => void }) {
  const t = useWords();
  const end = useEndTwoStep();
  const [password, setPassword] = useState("");
  const [code, setCode] = useState("");
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        end.mutate({ password, code }, { onSuccess: onDone });
      }}
    >
      <Refusal error={end.error} />
      <Group align="end" gap="sm">
        <PasswordField value={password} onChange={setPassword} />
        <TextInput
          label={t("entry.totp")}
          autoComplete="one-time-code"
          required
          value={code}
          onChange={({ currentTarget }) => setCode(currentTarget.value)}
        />
        <Button type="submit" color="red" loading={end.isPending}>
          {t("settings.twoStepEnd")}
        </Button>
      </Group>
    </form>
  );
}

function PasswordField({ value, onChange }: { value: string; onChange: (value: string) => void }) {
  const t = useWords();
  return (
    <PasswordInput
      label={t("settings.passwordCurrent")}
      autoComplete="current-password"
      required
      miw={240}
      visibilityToggleButtonProps={{ "aria-label": t("entry.showPassword") }}
      value={value}
      onChange={({ currentTarget }) => onChange(currentTarget.value)}
    />
  );
}

function RecoveryCodes({ codes, onRead }: { codes: readonly string[]; onRead: () => void }) {
  const t = useWords();
  return (
    <Stack gap="sm">
      <p className={classes.plain}>{t("settings.recoveryCodes")}</p>
      <CopyLine value={codes.join(" ")} />
      <Group gap="sm">
        <Button
          variant="default"
          component="a"
          download="vigie-recovery-codes.txt"
          href={`data:text/plain;charset=utf-8,${encodeURIComponent(`${codes.join("\n")}\n`)}`}
        >
          {t("settings.recoveryDownload")}
        </Button>
        <Button onClick={onRead}>{t("settings.recoveryKept")}</Button>
      </Group>
    </Stack>
  );
}
