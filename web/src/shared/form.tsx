import { Alert } from "@mantine/core";
import type { UseFormReturnType } from "@mantine/form";
import { useState } from "react";
import { faultsByField, Problem } from "../api/problem.ts";
import { useWords } from "../messages/language.tsx";
import { Icon } from "./Icon.tsx";
import { sentenceOf } from "./toast.tsx";

/**
 * Puts what the API refused where it belongs: at its field, or above the form.
 * @returns `show` for a mutation's onError, `general` to draw, `clear` before the next try
 */
export function useFormFaults<T extends Record<string, unknown>>(
  form: UseFormReturnType<T>,
  fields: readonly string[],
) {
  const t = useWords();
  const [general, setGeneral] = useState<string[]>([]);
  return {
    show(error: unknown): void {
      if (!(error instanceof Problem) || error.status === 0 || error.status >= 500) {
        setGeneral([sentenceOf(error, t("common.unreachable"), t("common.broken"))]);
        return;
      }
      const faults = faultsByField(error, (name) => fields.includes(name));
      form.setErrors(faults.fields);
      setGeneral(faults.rest);
    },
    clear: () => setGeneral([]),
    general,
  };
}

/** What was refused and belongs to no field. */
export function FormFaults({ texts }: { texts: readonly string[] }) {
  return (
    <div role="alert">
      {texts.map((text) => (
        <Alert key={text} color="red" variant="light" mb="md" icon={<Icon name="alert-octagon" />}>
          {text}
        </Alert>
      ))}
    </div>
  );
}
