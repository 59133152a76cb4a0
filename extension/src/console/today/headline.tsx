/** One number and how it moved: the clicks of the last four weeks beside those of the four weeks before. */
import { today } from "../../panel/dates";
import { api } from "../api";
import { number, plural, t } from "../i18n";
import { Show } from "../ui/loaded";
import { useLoaded } from "../ui/use-loaded";
import { comparison } from "./comparison";
import { daysAfter } from "./days";
import { fourWeeks, type FourWeeks } from "./four-weeks";

/** Eight weeks, and a day more. */
const DAYS = 56;

export function Headline() {
  const loaded = useLoaded("reports/headline", async () => {
    // up to the organisation's own day, which may be the one before or after that of this browser
    const { rows, until } = await api.reports.clicks({ since: daysAfter(today(), -DAYS) });
    return fourWeeks(rows, until);
  });
  return (
    <section class="headline" aria-labelledby="headline-title" data-testid="headline">
      <h2 id="headline-title" class="small quiet">{t("today.fourWeeks")}</h2>
      <Show of={loaded}>{(found) => <Numbers of={found} />}</Show>
    </section>
  );
}

function Numbers({ of: { now, before } }: { readonly of: FourWeeks }) {
  if (now.clicks + now.shares + before.clicks + before.shares === 0) return <p class="quiet">{t("today.noNumbers")}</p>;
  return (
    <>
      <p class="headline-number">
        <strong>{number(now.clicks)}</strong> {plural("today.clicks", now.clicks)}
      </p>
      <p>{comparison(now.clicks, before.clicks)}</p>
      <p class="quiet">{`${plural("today.shares", now.shares)} · ${plural("today.applications", now.applications)}`}</p>
      <p><a href="/console/numbers" data-testid="all-numbers">{t("today.allNumbers")}</a></p>
    </>
  );
}
