import { Alert, Button, Code, CopyButton, Group, Text } from "@mantine/core";
import { Problem } from "../api/problem.ts";
import { useWords } from "../messages/language.tsx";
import type { MessageId } from "../messages/messages.ts";
import { Icon } from "./Icon.tsx";

/** What could not be loaded, that nothing is lost, and what to do. @param props.what such as "these figures" */
export function LoadError({
  what,
  error,
  onRetry,
}: {
  what: MessageId;
  error: unknown;
  onRetry?: () => void;
}) {
  const t = useWords();
  const problem = error instanceof Problem ? error : null;
  return (
    <Alert color="red" variant="light" m="md" icon={<Icon name="alert-octagon" />} role="alert">
      <Text size="sm">{t("common.loadError", { what: t(what) })}</Text>
      {problem?.message && <Text size="sm">{problem.message}</Text>}
      <Group gap="sm" mt="sm">
        {onRetry && (
          <Button variant="default" size="xs" onClick={onRetry}>
            {t("common.retry")}
          </Button>
        )}
        <CopyableCode code={problem?.code ?? String(error)} />
      </Group>
    </Alert>
  );
}

function CopyableCode({ code }: { code: string }) {
  const t = useWords();
  return (
    <CopyButton value={code}>
      {({ copied, copy }) => (
        <Group gap={4}>
          <Code>{code}</Code>
          <Button variant="subtle" size="compact-xs" onClick={copy}>
            {copied ? t("common.copied") : t("common.copy")}
          </Button>
        </Group>
      )}
    </CopyButton>
  );
}
