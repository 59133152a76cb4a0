/** What waits, sort by sort: how much, the first few, and the way to all of it. */
import { useState } from "preact/hooks";
import { number, t } from "../i18n";
import { lazyView } from "../lazy-view";
import type { WaitingItem, WaitingRow } from "./waits";

const Comments = lazyView(async () => (await import("./comments")).Comments);

interface Props {
  readonly rows: readonly WaitingRow[];
  readonly onRead: () => void;
}

export function WaitingList({ rows, onRead }: Props) {
  const [reading, setReading] = useState<WaitingItem>();
  return (
    <section aria-labelledby="waiting-title">
      <h2 id="waiting-title" class="hidden">{t("today.waits")}</h2>
      <ul class="waiting">
        {rows.map((row) => <Row key={row.name} row={row} onOpen={setReading} />)}
      </ul>
      {reading?.comments === undefined ? null : (
        <Comments suggestion={reading.comments} title={reading.text ?? ""} onRead={onRead} onClose={() => { setReading(undefined); }} />
      )}
    </section>
  );
}

function Row({ row, onOpen }: { readonly row: WaitingRow; readonly onOpen: (item: WaitingItem) => void }) {
  return (
    <li class="waiting-row" data-testid={`waiting-${row.name}`}>
      <h3><a class="plain" href={row.href}>{row.title}</a></h3>
      <ul class="waiting-items">
        {row.items.map((item) => (
          <li key={item.key}>
            <Item item={item} onOpen={onOpen} />
            <span class="small quiet">{item.detail}</span>
          </li>
        ))}
        {row.more > 0 ? <li><a class="small" href={row.href}>{t("today.andMore", number(row.more))}</a></li> : null}
      </ul>
    </li>
  );
}

function Item({ item, onOpen }: { readonly item: WaitingItem; readonly onOpen: (item: WaitingItem) => void }) {
  const text = item.text ?? t("today.photo");
  const dir = item.text === undefined ? undefined : "auto";
  if (item.comments === undefined) return <a class="waiting-text plain" dir={dir} href={item.href}>{text}</a>;
  return (
    <button type="button" class="waiting-text" dir={dir} aria-haspopup="dialog" data-testid="read-comments" onClick={() => { onOpen(item); }}>
      {text}
    </button>
  );
}
