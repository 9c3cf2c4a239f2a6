import { useState } from "react";
import { useWords } from "../../messages/language.tsx";
import { Card } from "../../shared/Room.tsx";
import type { MentionsSearch } from "../mentions/search.ts";
import { BucketTable } from "./BucketTable.tsx";
import type { useBucketWords } from "./bucket-words.ts";
import { NetChart } from "./NetChart.tsx";
import type { Bucket } from "./queries.ts";
import classes from "./reputation.module.css";
import { TableSwitch } from "./TableSwitch.tsx";

/** Net sentiment over time, as a line or as rows. */
export function NetTile(props: {
  /** Not there before they are read. */
  buckets: readonly Bucket[] | undefined;
  words: ReturnType<typeof useBucketWords>;
  now: number;
  doorTo: (bucket: Bucket, label?: MentionsSearch["label"]) => MentionsSearch;
  onOpen: (search: MentionsSearch) => void;
}) {
  const { buckets, words, doorTo } = props;
  const t = useWords();
  const [isTable, setTable] = useState(false);
  const title = t("reputation.netTitle");
  return (
    <Card label={title}>
      <div className={classes.tile}>
        <h2>{title}</h2>
        <TableSwitch title={title} isOn={isTable} onChange={setTable} />
        {buckets &&
          (isTable ? (
            <BucketTable title={title} buckets={buckets} words={words} doorTo={doorTo} />
          ) : (
            <NetChart
              title={title}
              buckets={buckets}
              words={words}
              now={props.now}
              doorTo={doorTo}
              onOpen={props.onOpen}
            />
          ))}
      </div>
    </Card>
  );
}
