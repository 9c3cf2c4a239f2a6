import { Button, Skeleton, Stack, Text } from "@mantine/core";
import { useEffect, useState } from "react";
import { useWords } from "../messages/language.tsx";

const skeletonAfterMilliseconds = 300;
const stillAfterMilliseconds = 8000;

/** Rows in the shape of what comes: after 0.3 s, and after 8 s with a word and a way to try again. */
export function Loading({
  rows = 4,
  height = 40,
  onRetry,
}: {
  rows?: number;
  height?: number;
  onRetry?: () => void;
}) {
  const t = useWords();
  const isShown = useAfter(skeletonAfterMilliseconds);
  const isLong = useAfter(stillAfterMilliseconds);
  if (!isShown) return null;
  return (
    <Stack gap="sm" p="md" role="status" aria-label={t("common.loading")}>
      {Array.from({ length: rows }, (_, row) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: rows without content have nothing else
        <Skeleton key={row} height={height} radius="md" />
      ))}
      {isLong && (
        <Text size="sm">
          {t("common.stillLoading")}{" "}
          {onRetry && (
            <Button variant="subtle" size="compact-sm" onClick={onRetry}>
              {t("common.retry")}
            </Button>
          )}
        </Text>
      )}
    </Stack>
  );
}

function useAfter(milliseconds: number): boolean {
  const [isAfter, setAfter] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setAfter(true), milliseconds);
    return () => clearTimeout(timer);
  }, [milliseconds]);
  return isAfter;
}
