import type { UseQueryResult } from "@tanstack/react-query";
import type { ReactNode } from "react";
import type { MessageId } from "../messages/messages.ts";
import { LoadError } from "./LoadError.tsx";
import { Loading } from "./Loading.tsx";

/**
 * What a query reads: shown when there, with its loading and error states otherwise. What was read before stays on
 * screen while it is read anew.
 * @param props.what such as "profiles.what", which reads "your profiles"
 */
export function Read<T>(props: {
  query: UseQueryResult<T>;
  what: MessageId;
  rows?: number;
  children: (data: T) => ReactNode;
}) {
  const { query } = props;
  const retry = () => void query.refetch();
  if (query.data !== undefined) return props.children(query.data);
  if (query.isError) return <LoadError what={props.what} error={query.error} onRetry={retry} />;
  return <Loading rows={props.rows} onRetry={retry} />;
}
