import { Button, Group, Select, Table, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useMay, useSignedIn } from "../../api/session.ts";
import { type Member, membersQuery } from "../../api/workspace.ts";
import { useWords } from "../../messages/language.tsx";
import { Chip } from "../../shared/Chip.tsx";
import { AskFirst } from "../../shared/confirm.tsx";
import { Icon } from "../../shared/Icon.tsx";
import { IconButton } from "../../shared/IconButton.tsx";
import { Moment } from "../../shared/Moment.tsx";
import { Read } from "../../shared/Read.tsx";
import { useToasts } from "../../shared/toast.tsx";
import { CopyLine } from "./CopyLine.tsx";
import {
  invitationsQuery,
  type Role,
  rolesQuery,
  useGiveRole,
  useInvite,
  useMakePasswordLink,
  useRemoveMember,
  useWithdraw,
} from "./queries.ts";
import { Refusal, Section } from "./Section.tsx";
import classes from "./settings.module.css";

/** Who is here, who is invited, and which role may do what. */
export function People() {
  const t = useWords();
  const mayAdminister = useMay("administer");
  const members = useQuery(membersQuery);
  return (
    <>
      <Section title={t("settings.part.people")}>
        <Read query={members} what="settings.whatPeople">
          {({ items }) => (
            <ul className={classes.lines}>
              {items.map((member) => (
                <MemberLine key={member.id} member={member} mayAdminister={mayAdminister} />
              ))}
            </ul>
          )}
        </Read>
      </Section>
      {mayAdminister && <Invitations />}
      <Roles />
    </>
  );
}

function MemberLine({ member, mayAdminister }: { member: Member; mayAdminister: boolean }) {
  const t = useWords();
  const toasts = useToasts();
  const { user } = useSignedIn();
  const give = useGiveRole();
  const remove = useRemoveMember();
  const isMe = member.id === user.id;
  const label = t("settings.removeMemberName", { name: member.name });
  const link = useMakePasswordLink();
  const linkLabel = t("settings.passwordLink", { name: member.name });
  return (
    <li>
      <div>
        <b>{member.name}</b> {isMe && <span className="muted">({t("settings.you")})</span>}
        <div className="third">{member.email}</div>
      </div>
      <div className={classes.lineActions}>
        {member.twoStep && <Chip tone="state-published" icon="shield-check" text={t("settings.twoStep")} />}
        {mayAdminister && !isMe ? (
          <RoleSelect
            label={t("settings.roleOf", { name: member.name })}
            value={member.role}
            onChange={(role) => {
              const before = member.role;
              give.mutate(
                { id: member.id, role },
                {
                  onSuccess: () =>
                    toasts.done(t("settings.roleGiven", { name: member.name, role: t(`roles.${role}`) }), {
                      label: t("common.undo"),
                      run: () => give.mutate({ id: member.id, role: before }),
                    }),
                  onError: toasts.failed,
                },
              );
            }}
          />
        ) : (
          <span>{t(`roles.${member.role}`)}</span>
        )}
        {mayAdminister && !isMe && (
          <AskFirst
            title={linkLabel}
            text={t("settings.passwordLinkText")}
            act={t("settings.passwordLinkAct")}
            id={member.id}
            change={link}
          >
            {(ask) => <IconButton icon="key" label={linkLabel} onClick={ask} />}
          </AskFirst>
        )}
        {mayAdminister && !isMe && (
          <AskFirst
            title={label}
            text={t("settings.removeMemberText")}
            act={t("settings.removeMember")}
            id={member.id}
            change={remove}
          >
            {(ask) => <IconButton icon="trash" label={label} onClick={ask} />}
          </AskFirst>
        )}
      </div>
      {link.data && (
        <div role="status" className={classes.shownOnce}>
          <p className={classes.plain}>
            {t("settings.passwordLinkMade", { name: member.name })} <Moment at={link.data.expiresAt} />
          </p>
          <CopyLine value={link.data.link} />
        </div>
      )}
    </li>
  );
}

const roles: readonly Role[] = ["admin", "editor", "approver", "analyst"];

function RoleSelect(props: {
  label: string;
  value: Role;
  onChange: (role: Role) => void;
  isShown?: boolean;
}) {
  const t = useWords();
  const { role: own } = useSignedIn().workspace;
  // Only an owner makes or unmakes owners.
  const offered: Role[] = own === "owner" || props.value === "owner" ? ["owner", ...roles] : [...roles];
  return (
    <Select
      label={props.isShown ? props.label : undefined}
      aria-label={props.isShown ? undefined : props.label}
      allowDeselect={false}
      w={160}
      data={offered.map((value) => ({ value, label: t(`roles.${value}`) }))}
      value={props.value}
      onChange={(value) => {
        const role = offered.find((one) => one === value);
        if (role && role !== props.value) props.onChange(role);
      }}
    />
  );
}

function Invitations() {
  const t = useWords();
  const toasts = useToasts();
  const invitations = useQuery(invitationsQuery);
  const invite = useInvite();
  const withdraw = useWithdraw();
  const [email, setEmail] = useState("");
  const [role, setRole] = useState<Role>("editor");
  return (
    <Section title={t("settings.invite")} lead={t("settings.inviteLead")}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          invite.mutate(
            { role, ...(email.trim() ? { email: email.trim() } : {}) },
            { onSuccess: () => setEmail("") },
          );
        }}
      >
        <Refusal error={invite.error} />
        <Group align="end" gap="sm">
          <TextInput
            label={t("settings.inviteEmail")}
            type="email"
            autoComplete="off"
            flex={1}
            miw={200}
            value={email}
            onChange={({ currentTarget }) => setEmail(currentTarget.value)}
          />
          <RoleSelect label={t("settings.role")} value={role} onChange={setRole} isShown />
          <Button type="submit" loading={invite.isPending}>
            {t("settings.inviteAct")}
          </Button>
        </Group>
      </form>
      {invite.data && (
        <div role="status">
          <p className={classes.plain}>{t(`settings.invited.${invite.data.mail}`)}</p>
          <CopyLine value={invite.data.link} />
        </div>
      )}
      <Read query={invitations} what="settings.whatPeople">
        {({ items }) =>
          items.length === 0 ? null : (
            <ul className={classes.lines}>
              {items.map((one) => (
                <li key={one.id}>
                  <div>
                    <b>{one.email ?? t("settings.invitedAnyone")}</b> · {t(`roles.${one.role}`)}
                    <div className="third">
                      {t("settings.invitedBy", { name: one.invitedBy })} · {t("settings.validUntil")}{" "}
                      <Moment at={one.expiresAt} />
                    </div>
                  </div>
                  <Button
                    variant="default"
                    size="compact-sm"
                    onClick={() => withdraw.mutate(one.id, { onError: toasts.failed })}
                  >
                    {t("settings.withdraw")}
                  </Button>
                </li>
              ))}
            </ul>
          )
        }
      </Read>
    </Section>
  );
}

/** The very table that the server holds everybody to. */
function Roles() {
  const t = useWords();
  const table = useQuery(rolesQuery);
  return (
    <Section title={t("settings.roles")}>
      <Read query={table} what="settings.whatPeople">
        {({ roles: all, actions }) => (
          // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard
          <section className={classes.wideTable} tabIndex={0} aria-label={t("settings.roles")}>
            <Table>
              <Table.Thead>
                <Table.Tr>
                  <Table.Th />
                  {all.map((role) => (
                    <Table.Th key={role}>{t(`roles.${role}`)}</Table.Th>
                  ))}
                </Table.Tr>
              </Table.Thead>
              <Table.Tbody>
                {actions.map(({ action, roles: those }) => (
                  <Table.Tr key={action}>
                    <Table.Th scope="row" fw={400}>
                      {t(`settings.action.${action}`)}
                    </Table.Th>
                    {all.map((role) => (
                      <Table.Td key={role}>
                        {those.includes(role) ? (
                          <>
                            <Icon name="check" />
                            <span className="unseen">{t("settings.yes")}</span>
                          </>
                        ) : (
                          <span className="third">–</span>
                        )}
                      </Table.Td>
                    ))}
                  </Table.Tr>
                ))}
              </Table.Tbody>
            </Table>
          </section>
        )}
      </Read>
    </Section>
  );
}
