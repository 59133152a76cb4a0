/** All suggestions: found, filtered, and changed one by one or many at once. */
import { useRef, useState } from "preact/hooks";
import { Icon } from "../ui/icons";
import { t } from "../i18n";
import { EmptyState } from "../ui/empty-state";
import { Show } from "../ui/loaded";
import { More } from "../ui/more";
import { Page } from "../ui/page";
import { useQuery } from "../ui/use-query";
import { useTimeZone } from "../ui/time-zone";
import { NEW_SUGGESTION } from "../frame/places";
import { Bulk } from "./bulk-bar";
import { FilterRow } from "./filter-row";
import { filtersIn, isShown, NO_FILTERS, useListing, type Filters } from "./listing";
import { Rows } from "./rows";
import { allToggled, NONE, toggled } from "./selection";
import { Views } from "./view-tabs";
import type { Suggestion } from "../../shared/shapes";

export function Suggestions() {
  const [query] = useQuery();
  const filters = filtersIn(query);
  const actions = (
    <a class="button" href="/console/upload">
      <Icon name="upload" />
      {t("suggestions.upload")}
    </a>
  );
  return (
    <Page title={t("place.suggestions")} actions={actions}>
      <Views filters={filters} />
      <FilterRow filters={filters} />
      <Listing key={JSON.stringify(filters)} filters={filters} />
    </Page>
  );
}

function Listing({ filters }: { readonly filters: Filters }) {
  const pages = useListing(filters);
  return (
    <Show of={pages}>
      {({ items }) => {
        const now = Date.now();
        const shown = items.filter((suggestion) => isShown(suggestion, filters, now));
        return (
          <>
            {shown.length === 0 && pages.more === undefined ? <Nothing isFiltered={Object.keys(filters).length > 0} /> : null}
            {shown.length === 0 ? null : <Chosen items={shown} reload={pages.reload} />}
            <More of={pages} />
          </>
        );
      }}
    </Show>
  );
}

interface ChosenProps {
  readonly items: readonly Suggestion[];
  readonly reload: () => Promise<void>;
}

/** The rows, and what can be done with those that are chosen. */
function Chosen({ items, reload }: ChosenProps) {
  const zone = useTimeZone();
  const [selection, setSelection] = useState(NONE);
  const list = useRef<HTMLDivElement>(null);
  const order = items.map(({ id }) => id);
  const chosen = items.filter(({ id }) => selection.ids.has(id));
  const forget = (): void => {
    setSelection(NONE);
    list.current?.querySelector<HTMLElement>(".row-link")?.focus();
  };
  return (
    <>
      <div ref={list}>
        <Rows
          items={items}
          zone={zone}
          chosen={selection.ids}
          onToggle={(id, isRange) => { setSelection((before) => toggled(before, order, id, isRange)); }}
          onToggleAll={() => { setSelection((before) => allToggled(before, order)); }}
          onEscape={() => { setSelection(NONE); }}
          onBulk={() => { list.current?.parentElement?.querySelector<HTMLElement>(".bulk button")?.focus(); }}
        />
      </div>
      <Bulk chosen={chosen} zone={zone} onForget={forget} reload={reload} />
    </>
  );
}

function Nothing({ isFiltered }: { readonly isFiltered: boolean }) {
  const [, change] = useQuery();
  if (isFiltered) {
    const clear = { label: t("suggestions.clear"), onClick: () => { change(NO_FILTERS); } };
    return <EmptyState icon="search" title={t("suggestions.nothing")} text={t("suggestions.nothingText")} action={clear} />;
  }
  const text = (
    <>
      {t("suggestions.noneText")} <a href="/console/upload">{t("suggestions.noneUpload")}</a>
    </>
  );
  return <EmptyState icon="list" title={t("suggestions.none")} text={text} link={{ label: t("shell.new"), href: NEW_SUGGESTION }} />;
}
