/** What waits, sort by sort: how much, the first few, and the way to all of it. */
import { number, t } from "../i18n";
import type { WaitingItem, WaitingRow } from "./waits";

export function WaitingList({ rows }: { readonly rows: readonly WaitingRow[] }) {
  return (
    <section aria-labelledby="waiting-title">
      <h2 id="waiting-title" class="hidden">{t("today.waits")}</h2>
      <ul class="waiting">
        {rows.map((row) => <Row key={row.name} row={row} />)}
      </ul>
    </section>
  );
}

function Row({ row: { name, title, href, items, more } }: { readonly row: WaitingRow }) {
  return (
    <li class="waiting-row" data-testid={`waiting-${name}`}>
      <h3><a class="plain" href={href}>{title}</a></h3>
      <ul class="waiting-items">
        {items.map((item) => <li key={item.key}><Item item={item} /></li>)}
        {more > 0 ? <li><a class="small" href={href}>{t("today.andMore", number(more))}</a></li> : null}
      </ul>
    </li>
  );
}

function Item({ item: { text, href, detail } }: { readonly item: WaitingItem }) {
  return (
    <>
      <a class="waiting-text plain" dir={text === undefined ? undefined : "auto"} href={href}>{text ?? t("today.photo")}</a>
      <span class="small quiet">{detail}</span>
    </>
  );
}
