import { Button, Table } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useWords } from "../../messages/language.tsx";
import { LoadError } from "../../shared/LoadError.tsx";
import { Loading } from "../../shared/Loading.tsx";
import { Moment } from "../../shared/Moment.tsx";
import { auditQuery } from "./queries.ts";
import { Section } from "./Section.tsx";
import classes from "./settings.module.css";

/** Who did what, when and from where, of the last year. */
export function Audit() {
  const t = useWords();
  const audit = useInfiniteQuery(auditQuery);
  const entries = audit.data?.pages.flatMap(({ items }) => items);
  return (
    <Section title={t("settings.part.audit")} lead={t("settings.auditLead")}>
      {audit.isError && !entries && (
        <LoadError what="settings.whatAudit" error={audit.error} onRetry={() => void audit.refetch()} />
      )}
      {!entries && !audit.isError && <Loading />}
      {entries?.length === 0 && <p className="third">{t("settings.auditNone")}</p>}
      {entries && entries.length > 0 && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard
        <section className={classes.wideTable} tabIndex={0} aria-label={t("settings.part.audit")}>
          <Table>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{t("settings.auditAt")}</Table.Th>
                <Table.Th>{t("settings.auditWho")}</Table.Th>
                <Table.Th>{t("settings.auditWhat")}</Table.Th>
                <Table.Th>{t("settings.auditFrom")}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {entries.map(({ id, at, actor, action, target, address }) => (
                <Table.Tr key={id}>
                  <Table.Td>
                    <Moment at={at} />
                  </Table.Td>
                  <Table.Td>
                    {actor.name}
                    {actor.kind === "key" && <span className="third"> ({t("settings.auditKey")})</span>}
                  </Table.Td>
                  <Table.Td>
                    <code title={target ?? undefined}>{action}</code>
                  </Table.Td>
                  <Table.Td>{address}</Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </section>
      )}
      {audit.hasNextPage && (
        <div>
          <Button
            variant="default"
            loading={audit.isFetchingNextPage}
            onClick={() => void audit.fetchNextPage()}
          >
            {t("settings.auditMore")}
          </Button>
        </div>
      )}
    </Section>
  );
}
