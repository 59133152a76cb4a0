/** The employee's own page: what came of what they did first, then all that is theirs to look at and to decide. */
import { useEffect, useRef } from "preact/hooks";
import { t } from "../i18n";
import type { View } from "../navigation";
import { usePanel } from "../panel-context";
import { ImpactWay } from "../impact/impact-way";
import { ThanksForYou } from "../talk/thanks";
import { Icon, type IconName } from "../ui/icons";
import { Picture } from "../ui/picture";
import { Tabs } from "../ui/tabs";
import { CountingPaused } from "./counting";
import { Quiet } from "./quiet";

export function You() {
  const { account, navigation } = usePanel();
  const view = useRef<HTMLElement>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    const stop = view.current?.querySelector<HTMLElement>(`[data-id="${navigation.cameFrom ?? ""}"]`);
    (stop ?? heading.current)?.focus({ preventScroll: stop === null });
  }, []);
  return (
    <main class="view" ref={view} data-testid="you">
      <header class="you-head">
        <div>
          <h1 ref={heading} tabIndex={-1}>
            {account.name}
          </h1>
          <p class="quiet">{account.organisation}</p>
        </div>
        {account.mark === undefined ? null : <Picture key={account.mark} class="mark" id={account.mark} alt={t("organisationMark", account.organisation)} />}
      </header>
      <CountingPaused />
      <ThanksForYou />
      <ul class="ways">
        <ImpactWay />
        <Way icon="clock" label={t("history")} to={{ name: "history" }} />
        <Way icon="eye" label={t("seen")} to={{ name: "transparency" }} />
        <Way icon="gear" label={t("settings")} to={{ name: "settings" }} />
      </ul>
      <Quiet />
      <ul class="ways">
        <Way icon="door" label={t("leave")} to={{ name: "leave" }} />
      </ul>
      <Tabs />
    </main>
  );
}

/** A line that leads to a view of its own. */
function Way({ icon, label, to }: { readonly icon: IconName; readonly label: string; readonly to: View }) {
  const { navigation } = usePanel();
  return (
    <li>
      <button type="button" class="way" data-testid={to.name} data-id={to.name} onClick={() => { navigation.open(to); }}>
        <Icon name={icon} />
        <span>{label}</span>
        <Icon name="forward" />
      </button>
    </li>
  );
}
