import { Button, Group, Stack, Switch, Text, Textarea, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useWords } from "../../messages/language.tsx";
import { DayField } from "../../shared/DayField.tsx";
import { Dialog } from "../../shared/Dialog.tsx";
import { FormFaults, useFormFaults } from "../../shared/form.tsx";
import { useToasts } from "../../shared/toast.tsx";
import classes from "./campaigns.module.css";
import { type Campaign, useKeepCampaign, type Written } from "./queries.ts";

const tags = ["source", "medium", "campaign", "term", "content"] as const;

/** A campaign's name and period, what its links carry, and whether their readers are counted. */
export function CampaignForm({ campaign, onClose }: { campaign: Campaign | null; onClose: () => void }) {
  const t = useWords();
  const toasts = useToasts();
  const keep = useKeepCampaign();
  const form = useForm({
    initialValues: {
      name: campaign?.name ?? "",
      goal: campaign?.goal ?? "",
      startsOn: campaign?.startsOn ?? null,
      endsOn: campaign?.endsOn ?? null,
      utm: Object.fromEntries(tags.map((tag) => [tag, campaign?.utm[tag] ?? ""])) as Record<
        (typeof tags)[number],
        string
      >,
      trackLinks: campaign?.trackLinks ?? false,
    },
  });
  const faults = useFormFaults(form, [
    "name",
    "goal",
    "startsOn",
    "endsOn",
    ...tags.map((tag) => `utm.${tag}`),
  ]);
  const send = (values: typeof form.values) => {
    faults.clear();
    const said = tags.flatMap((tag) => (values.utm[tag].trim() ? [[tag, values.utm[tag].trim()]] : []));
    const body: Written = {
      ...values,
      goal: values.goal.trim() || null,
      utm: Object.fromEntries(said),
    };
    keep.mutate(
      { ...body, id: campaign?.id ?? null },
      {
        onSuccess: () => {
          toasts.done(t("campaigns.kept"));
          onClose();
        },
        onError: faults.show,
      },
    );
  };
  return (
    <Dialog
      onClose={onClose}
      size="lg"
      title={campaign ? t("campaigns.editName", { name: campaign.name }) : t("campaigns.new")}
    >
      <form onSubmit={form.onSubmit(send)}>
        <FormFaults texts={faults.general} />
        <Stack gap="md">
          <TextInput
            required
            data-autofocus
            maxLength={200}
            label={t("campaigns.name")}
            {...form.getInputProps("name")}
          />
          <Textarea autosize minRows={2} label={t("campaigns.goal")} {...form.getInputProps("goal")} />
          <div className={classes.two}>
            {(["startsOn", "endsOn"] as const).map((field) => (
              <DayField
                key={field}
                clearable
                valueFormat="DD/MM/YYYY"
                label={t(`campaigns.${field}`)}
                clearButtonProps={{ "aria-label": t("campaigns.noDay") }}
                {...form.getInputProps(field)}
              />
            ))}
          </div>
          <fieldset className={classes.tags}>
            <legend>{t("campaigns.utm")}</legend>
            <Text size="sm" className="muted">
              {t("campaigns.utmHint")}
            </Text>
            <div className={classes.two}>
              {tags.map((tag) => (
                <TextInput
                  key={tag}
                  label={`utm_${tag}`}
                  placeholder={
                    tag === "source" ? t("campaigns.theNetwork") : tag === "medium" ? "social" : ""
                  }
                  maxLength={100}
                  {...form.getInputProps(`utm.${tag}`)}
                />
              ))}
            </div>
          </fieldset>
          <Switch
            label={t("campaigns.track")}
            description={t("campaigns.trackHint", { address: `${location.origin}/l/…` })}
            {...form.getInputProps("trackLinks", { type: "checkbox" })}
          />
          <Group justify="flex-end" gap="sm">
            <Button variant="default" onClick={onClose}>
              {t("common.cancel")}
            </Button>
            <Button type="submit" loading={keep.isPending}>
              {t("campaigns.keep")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}
