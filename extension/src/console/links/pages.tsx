/** Whether the pages to which links lead are still there: having them asked, how far that is, and what they answered. */
import type { DestinationCheck, DestinationReport } from "vertel-schema";
import { useEffect, useState } from "preact/hooks";
import { FailureNote } from "../../panel/ui/failure-note";
import { api } from "../api";
import { moment, number, plural, t } from "../i18n";
import { EmptyState } from "../ui/empty-state";
import { Show } from "../ui/loaded";
import { More } from "../ui/more";
import { useAction } from "../ui/use-action";
import { useQuery } from "../ui/use-query";
import { usePages } from "../ui/use-pages";
import { withoutScheme } from "./link-list";

type Item = DestinationReport["items"][number];

const EVERY_MS = 2000;
const PER_PAGE = 100;
const isFine = ({ status }: Item): boolean => status === "ok";

export function Pages() {
  const [{ answers }] = useQuery();
  const [check, setCheck] = useState<DestinationCheck | null>();
  const pages = usePages("destinations", async (cursor) => {
    const report = await api.destinations.report({ limit: PER_PAGE, cursor });
    setCheck(report.check);
    return report;
  });
  const start = useAction(async () => { setCheck(await api.destinations.check()); });
  const isRunning = check != null && check.status !== "finished";
  const { reload } = pages;
  useEffect(() => {
    if (!isRunning) return undefined;
    const timer = setInterval(() => void reload(), EVERY_MS);
    return () => { clearInterval(timer); };
  }, [isRunning, reload]);
  const isAll = answers === "all";
  return (
    <>
      <div class="pages-check">
        <CheckState check={check} />
        <button type="button" class="button" data-testid="check-pages" aria-disabled={start.isBusy || isRunning} onClick={() => { if (!isRunning) void start.run(); }}>
          {t("links.checkNow")}
        </button>
      </div>
      {start.failure === undefined ? null : <FailureNote failure={start.failure} what={t("links.notChecked")} testid="check-failed" onRetry={() => void start.run()} />}
      <Show of={pages}>
        {({ items }) => {
          const wrong = items.filter((item) => !isFine(item));
          if (items.length === 0) return <EmptyState icon="link" title={t("links.noPages")} text={t("links.noPagesText")} />;
          const shown = isAll ? items : wrong;
          return (
            <>
              <nav class="parts" aria-label={t("links.answers")}>
                <a class="view-tab" href="/console/links?show=pages" aria-current={isAll ? undefined : "page"} data-testid="pages-wrong">{t("links.wrongPages", number(wrong.length))}</a>
                <a class="view-tab" href="/console/links?show=pages&answers=all" aria-current={isAll ? "page" : undefined} data-testid="pages-all">{t("links.allPages", number(items.length))}</a>
              </nav>
              {shown.length === 0 ? <EmptyState icon="check" title={t("links.allFine")} text={plural("links.allFineText", items.length)} /> : <Report items={shown} />}
            </>
          );
        }}
      </Show>
      <More of={pages} />
    </>
  );
}

function CheckState({ check }: { readonly check: DestinationCheck | null | undefined }) {
  if (check == null) return <p class="quiet">{check === null ? t("links.neverChecked") : ""}</p>;
  if (check.status === "finished") return <p class="quiet" role="status">{t("links.checkedAt", moment(Date.parse(check.finished_at ?? check.asked_at)))}</p>;
  const { checked, total } = check;
  return (
    <div class="pages-progress" role="status" data-testid="check-progress">
      <p>{total === null ? t("links.checkWaits") : t("links.checkRuns", number(checked), number(total))}</p>
      <progress aria-label={t("links.checkNow")} {...(total === null ? {} : { value: checked, max: Math.max(total, 1) })} />
      <p class="quiet small">{t("links.checkLeave")}</p>
    </div>
  );
}

function Report({ items }: { readonly items: readonly Item[] }) {
  return (
    <ul class="pages-list" data-testid="pages">
      {items.map((item) => (
        <li key={item.destination_url} class="upload-row">
          <p class="upload-row-head">
            <bdi class="upload-row-name">{withoutScheme(item.destination_url)}</bdi>
            <span class={`state ${item.status === "ok" ? "good" : item.status === "gone" || item.status === "unreachable" ? "bad" : ""}`}>{t(`links.page_${item.status}`)}</span>
          </p>
          {item.status === "ok" ? null : <p class="small" dir="auto">{item.message}</p>}
          {item.moved_to === null ? null : <p class="small quiet">{t("links.movedTo")} <bdi class="link-destination">{item.moved_to}</bdi></p>}
          <p class="small pages-from">
            {item.suggestions.map(({ id, title }) => <a key={id} href={`/console/suggestions/${id}`}><bdi>{title}</bdi></a>)}
            {item.links.map((code) => <a key={code} href={`/console/links?scope=all&link=${encodeURIComponent(code)}`}><bdi>{code}</bdi></a>)}
          </p>
        </li>
      ))}
    </ul>
  );
}
