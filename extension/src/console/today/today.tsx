/** What an editor sees first: what waits for them, and one number. */
import { t } from "../i18n";
import { api } from "../api";
import { Show } from "../ui/loaded";
import { Page } from "../ui/page";
import { useLoaded } from "../ui/use-loaded";
import { Headline } from "./headline";
import { Nothing } from "./nothing";
import { WaitingList } from "./waiting-list";
import { waitingRows } from "./waits";

export function Today() {
  const waiting = useLoaded("waiting", () => api.waiting.read());
  return (
    <Page title={t("place.today")} lead={dayInWords(new Date())}>
      <Show of={waiting}>
        {(found) => {
          const rows = waitingRows(found);
          return rows.length === 0 ? <Nothing /> : <WaitingList rows={rows} />;
        }}
      </Show>
      <Headline />
    </Page>
  );
}

/** "Monday 23 November". */
function dayInWords(date: Date): string {
  return new Intl.DateTimeFormat(t("locale"), { weekday: "long", day: "numeric", month: "long" }).format(date);
}
