/** The parts of the panel, at its foot: always in the same place, one of them marked as the one that is shown. */
import { t } from "../i18n";
import type { Tab } from "../navigation";
import { usePanel } from "../panel-context";
import { Icon, type IconName } from "./icons";

const TABS = [
  { name: "list", icon: "story", label: "tab_list" },
  { name: "you", icon: "person", label: "tab_you" },
] as const satisfies readonly { name: Tab; icon: IconName; label: string }[];

export function Tabs() {
  const { navigation } = usePanel();
  return (
    <nav class="tabs" aria-label={t("tabs")}>
      {TABS.map(({ name, icon, label }) => (
        <button
          key={name}
          type="button"
          class="tab"
          data-testid={`tab-${name}`}
          aria-current={navigation.view.name === name ? "page" : undefined}
          onClick={() => { if (navigation.view.name !== name) navigation.toTab(name); }}
        >
          <Icon name={icon} />
          {t(label)}
        </button>
      ))}
    </nav>
  );
}
