/** The links, newest first, with what is searched and filtered for in the address. */
import type { ListedLink } from "vertel-schema";
import { clipboard } from "../../shared/browser";
import { SearchField } from "../../panel/ui/search-field";
import { api } from "../api";
import { moveByArrow } from "../ui/arrow-keys";
import { useConsole } from "../context";
import { day, number, t } from "../i18n";
import { EmptyState } from "../ui/empty-state";
import { Show } from "../ui/loaded";
import { More } from "../ui/more";
import { Select } from "../ui/select";
import { addressOf, useQuery, type Query } from "../ui/use-query";
import { usePages } from "../ui/use-pages";

const SCOPES = ["own", "campaign"] as const;
const WITHDRAWN = ["include", "only"] as const;

export function LinkList() {
  const [query, change] = useQuery();
  const { q, scope, withdrawn } = query;
  const filters = {
    q: q === "" ? undefined : q,
    scope: SCOPES.find((one) => one === scope) ?? (scope === "all" ? undefined : "own"),
    withdrawn: WITHDRAWN.find((one) => one === withdrawn),
  } as const;
  const pages = usePages(addressOf("links", filters), (cursor) => api.links.browse({ ...filters, limit: 50, cursor }));
  const isFiltered = q !== undefined || withdrawn !== undefined || scope !== undefined;
  return (
    <>
      <div class="filters">
        <SearchField value={q ?? ""} testid="links-search" onValue={(value) => { change({ q: value === "" ? undefined : value }, "replace"); }} />
        <Select
          label={t("links.which")}
          isLabelHidden
          testid="links-scope"
          value={scope ?? "own"}
          options={[
            { value: "own", label: t("links.own") },
            { value: "campaign", label: t("links.campaign") },
            { value: "all", label: t("links.every") },
          ]}
          onChoose={(value) => { change({ scope: value === "own" ? undefined : value }); }}
        />
        <Select
          label={t("links.withdrawnToo")}
          isLabelHidden
          testid="links-withdrawn"
          value={withdrawn ?? ""}
          options={[
            { value: "", label: t("links.inUse") },
            { value: "include", label: t("links.withWithdrawn") },
            { value: "only", label: t("links.onlyWithdrawn") },
          ]}
          onChoose={(value) => { change({ withdrawn: value === "" ? undefined : value }); }}
        />
      </div>
      <Show of={pages}>
        {({ items }) => (items.length === 0 ? <Nothing isFiltered={isFiltered} /> : <Table items={items} query={query} />)}
      </Show>
      <More of={pages} />
    </>
  );
}

function Nothing({ isFiltered }: { readonly isFiltered: boolean }) {
  if (isFiltered) return <EmptyState icon="search" title={t("links.noneFound")} text={t("links.noneFoundText")} link={{ label: t("links.showAll"), href: "/console/links" }} />;
  return <EmptyState icon="link" title={t("links.none")} text={t("links.noneText")} link={{ label: t("links.new"), href: "/console/links?link=new" }} />;
}

function Table({ items, query }: { readonly items: readonly ListedLink[]; readonly query: Query }) {
  return (
    <table
      class="table stacked links"
      data-testid="links"
      onKeyDown={(event) => { moveByArrow(event, event.currentTarget, ".link-name", "tr"); }}
    >
      <thead>
        <tr>
          <th scope="col">{t("links.link")}</th>
          <th scope="col">{t("links.leadsTo")}</th>
          <th scope="col" class="figure">{t("links.clicks")}</th>
          <th scope="col">{t("links.made")}</th>
          <th><span class="hidden">{t("links.copy")}</span></th>
        </tr>
      </thead>
      <tbody>
        {items.map((link) => (
          <tr key={link.code}>
            <td>
              <a class="link-name" href={addressOf("/console/links", { ...query, link: link.code })} data-testid={`link-${link.code}`}>
                <bdi>{link.title ?? link.suggestion?.title ?? link.code}</bdi>
              </a>
              <p class="quiet small"><bdi>{withoutScheme(link.url)}</bdi>{link.team === null ? null : <> · <bdi>{link.team}</bdi></>}</p>
              {link.withdrawn_at === null ? null : <span class="state bad">{t("links.withdrawn")}</span>}
            </td>
            <td data-label={t("links.leadsTo")} class="link-destination"><bdi>{withoutScheme(link.destination_url)}</bdi></td>
            <td data-label={t("links.clicks")} class="figure">
              {link.clicks === null ? <span class="quiet small">{t("links.inNumbers")}</span> : number(link.clicks)}
            </td>
            <td data-label={t("links.made")}>{day(link.created_at)}</td>
            <td class="link-copy"><Copy url={link.url} /></td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

export function Copy({ url }: { readonly url: string }) {
  const { toast } = useConsole();
  const copy = async (): Promise<void> => {
    const isCopied = await clipboard.write(url);
    toast({ tone: isCopied ? "good" : "bad", about: "copied", text: t(isCopied ? "links.copied" : "links.notCopied", url) });
  };
  return <button type="button" class="text-button" data-testid="copy-link" aria-label={t("links.copyThis", withoutScheme(url))} onClick={() => void copy()}>{t("links.copy")}</button>;
}

export const withoutScheme = (url: string): string => url.replace(/^https?:\/\//u, "");
