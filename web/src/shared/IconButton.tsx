import { ActionIcon, Tooltip } from "@mantine/core";
import { Icon } from "./Icon.tsx";
import type { IconName } from "./icon-paths.ts";

/** A button with nothing but a picture; its words come when it is pointed at. @param props.name longer, for who hears it */
export function IconButton(props: {
  icon: IconName;
  label: string;
  name?: string;
  loading?: boolean;
  onClick: () => void;
}) {
  return (
    <Tooltip label={props.label}>
      <ActionIcon
        variant="subtle"
        color="gray"
        aria-label={props.name ?? props.label}
        loading={props.loading}
        onClick={props.onClick}
      >
        <Icon name={props.icon} />
      </ActionIcon>
    </Tooltip>
  );
}
