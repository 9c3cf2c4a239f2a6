import { PasswordInput, type PasswordInputProps, TextInput, type TextInputProps } from "@mantine/core";
import type { UseFormReturnType } from "@mantine/form";
import { useWords } from "../messages/language.tsx";

/** The fields by which a person is known; browsers fill them in by `autoComplete`. */
interface Of<Values> {
  // The form is only asked for what belongs to a field's name.
  form: Pick<UseFormReturnType<Values>, "key" | "getInputProps">;
}

export function NameField<Values extends { name: string }>({ form }: Of<Values>) {
  const t = useWords();
  return (
    <TextInput
      label={t("entry.name")}
      autoComplete="name"
      required
      key={form.key("name")}
      {...form.getInputProps("name")}
    />
  );
}

export function EmailField<Values extends { email: string }>({
  form,
  ...rest
}: Of<Values> & Pick<TextInputProps, "readOnly">) {
  const t = useWords();
  return (
    <TextInput
      label={t("entry.email")}
      type="email"
      autoComplete="username"
      required
      {...rest}
      key={form.key("email")}
      {...form.getInputProps("email")}
    />
  );
}

export function PasswordField<Values extends { password: string }>({
  form,
  ...rest
}: Of<Values> &
  Pick<PasswordInputProps, "description"> & { autoComplete: "new-password" | "current-password" }) {
  const t = useWords();
  return (
    <PasswordInput
      label={t("entry.password")}
      required
      visibilityToggleButtonProps={{ "aria-label": t("entry.showPassword") }}
      {...rest}
      key={form.key("password")}
      {...form.getInputProps("password")}
    />
  );
}
