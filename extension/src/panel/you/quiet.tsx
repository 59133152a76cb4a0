/** Being left alone for a while: one click, and one click back. */
import { useEffect, useRef } from "preact/hooks";
import { isSnoozed } from "../../shared/shapes";
import { day, t } from "../i18n";
import { usePanel } from "../panel-context";
import { Icon } from "../ui/icons";
import { useChange } from "./use-change";

const DAY_MS = 86_400_000;
const SPANS = [
  { name: "week", days: 7, label: "quietWeek" },
  { name: "month", days: 30, label: "quietMonth" },
] as const;

const after = (days: number): string => new Date(Date.now() + days * DAY_MS).toISOString();

export function Quiet() {
  const { account } = usePanel();
  const { busy, change } = useChange();
  const isQuiet = isSnoozed(account);
  const section = useFocusKept(isQuiet);
  return (
    <section ref={section} class="quiet-time" data-testid="quiet">
      <Icon name="moon" />
      <div role="status">
        <h2>{isQuiet ? t("quietUntil", day(account.snoozedUntil ?? "")) : t("quietTitle")}</h2>
        <p class="quiet small">{t("quietAbout")}</p>
      </div>
      <div class="quiet-answers">
        {isQuiet ? (
          <button type="button" class="button compact" data-testid="quiet-end" aria-disabled={busy} onClick={() => { change({ snoozed_until: null }); }}>
            {t("quietEnd")}
          </button>
        ) : (
          SPANS.map(({ name, days, label }) => (
            <button
              key={name}
              type="button"
              class="button compact"
              data-testid={`quiet-${name}`}
              aria-disabled={busy}
              onClick={() => { change({ snoozed_until: after(days) }); }}
            >
              {t(label)}
            </button>
          ))
        )}
      </div>
    </section>
  );
}

/** The button that was pressed goes; the one in its place gets the focus. */
function useFocusKept(isQuiet: boolean) {
  const section = useRef<HTMLElement>(null);
  const before = useRef(isQuiet);
  useEffect(() => {
    if (before.current !== isQuiet && document.activeElement === document.body) section.current?.querySelector("button")?.focus();
    before.current = isQuiet;
  }, [isQuiet]);
  return section;
}
