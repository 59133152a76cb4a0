/** The parts of the panel, at its foot: always in the same place, one of them marked as the one that is shown. */
import { t } from "../i18n";
import type { Tab } from "../navigation";
import { isNews, useNews } from "../news";
import { usePanel } from "../panel-context";
import { Icon, type IconName } from "./icons";

const TABS = [
  { name: "list", icon: "story", label: "tab_list" },
  { name: "ideas", icon: "idea", label: "tab_ideas" },
  { name: "you", icon: "person", label: "tab_you" },
] as const satisfies readonly { name: Tab; icon: IconName; label: string }[];

export function Tabs() {
  const { account, navigation } = usePanel();
  const { ideas, seen } = useNews();
  // who sent one in before it was no longer asked for still hears what becomes of it
  const hasIdeas = account.offers.ideas || ideas.length > 0 || navigation.view.name === "ideas";
  const isAnswered = ideas.some((idea) => isNews(idea, seen));
  return (
    <nav class="tabs" aria-label={t("tabs")}>
      {TABS.filter(({ name }) => name !== "ideas" || hasIdeas).map(({ name, icon, label }) => (
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
          {name === "ideas" && isAnswered ? <span class="dot" role="img" aria-label={t("ideaNews")} data-testid="ideas-news" /> : null}
        </button>
      ))}
    </nav>
  );
}
