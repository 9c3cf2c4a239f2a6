import { useCallback, useEffect, useRef, useState } from "react";
import { parseQuery } from "../../../../src/listening/query.ts";
import { useWords } from "../../messages/language.tsx";
import { QueryInput } from "./SearchBox.tsx";

const searchAfterMilliseconds = 400;

/** The search as it is typed: sent when it can be read and typing paused, or at Enter. */
export function Search(props: {
  query: string;
  handles: readonly string[];
  onSearch: (query: string) => void;
}) {
  const t = useWords();
  const [value, setValue] = useState(props.query);
  const latest = useRef(props.onSearch);
  latest.current = props.onSearch;
  // The field stays itself while its search moves the address: whoever pauses within a word goes on writing there.
  const sent = useRef(props.query);
  const send = useCallback((query: string) => {
    sent.current = query;
    latest.current(query);
  }, []);
  useEffect(() => {
    if (props.query === sent.current) return;
    sent.current = props.query;
    setValue(props.query);
  }, [props.query]);
  const isReady = value.trim() === "" || parseQuery(value).kind === "query";
  const isNew = value.trim() !== props.query;
  useEffect(() => {
    if (!isReady || !isNew) return;
    const timer = setTimeout(() => send(value.trim()), searchAfterMilliseconds);
    return () => clearTimeout(timer);
  }, [value, isReady, isNew, send]);
  return (
    <QueryInput
      isSearch
      label={t("mentions.search")}
      placeholder={t("mentions.searchExample")}
      value={value}
      handles={props.handles}
      onChange={setValue}
      onEnter={() => {
        if (!isReady) return;
        if (isNew) send(value.trim());
        if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
      }}
    />
  );
}
