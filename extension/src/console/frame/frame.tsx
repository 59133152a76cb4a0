/** What stands around every view: where one can go, the one button to write something new, and who one is. */
import type { ComponentChildren } from "preact";
import { useLocation } from "preact-iso/router";
import { useEffect, useState } from "preact/hooks";
import { useFirstPicture } from "../../panel/first-picture";
import { takesText, useKey } from "../../panel/ui/keys";
import { Mark } from "../../panel/ui/icons";
import { Icon } from "../ui/icons";
import { useConsole } from "../context";
import { t } from "../i18n";
import { fetchViews } from "../lazy-view";
import { AccountMenu } from "./account-menu";
import { GoTo } from "./go-to";
import { Keys } from "./keys";
import { isAt, NEW_SUGGESTION, placesFor } from "./places";

export function Frame({ children }: { readonly children: ComponentChildren }) {
  const { account } = useConsole();
  const { path, route } = useLocation();
  const [isMenuOpen, setIsMenuOpen] = useState(false);
  const isDrawn = useFirstPicture();
  useEffect(() => { if (isDrawn) void fetchViews(); }, [isDrawn]);
  useEffect(() => { setIsMenuOpen(false); }, [path]);
  useKey("c", (event) => {
    if (takesText(event.target) || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    route(NEW_SUGGESTION);
  });
  return (
    <div class="frame">
      <a class="skip" href="#page">{t("shell.skip")}</a>
      <div class="frame-rail">
        <header class="frame-head">
          <a class="frame-home" href="/console/">
            <Mark />
            <span>{account.organisation}</span>
          </a>
          <button
            type="button"
            class="icon-button frame-menu"
            aria-label={t("shell.menu")}
            aria-expanded={isMenuOpen}
            aria-controls="places"
            data-testid="menu"
            onClick={() => { setIsMenuOpen(!isMenuOpen); }}
          >
            <Icon name={isMenuOpen ? "close" : "menu"} />
          </button>
        </header>
        <aside id="places" class={isMenuOpen ? "frame-side open" : "frame-side"} aria-label={t("shell.menu")}>
          <a class="button primary frame-new" href={NEW_SUGGESTION} title={t("shell.newHint")} data-testid="new-suggestion">
            <Icon name="plus" />
            {t("shell.new")}
          </a>
          <Places />
          <div class="frame-foot">
            <GoTo />
            <Keys />
            <AccountMenu />
          </div>
        </aside>
      </div>
      <main id="page" class="page" tabIndex={-1}>
        {children}
      </main>
    </div>
  );
}

function Places() {
  const { isAdmin } = useConsole();
  const { path } = useLocation();
  return (
    <nav aria-label={t("shell.views")}>
      <ul>
        {placesFor(isAdmin).map((place) => (
          <li key={place.path}>
            <a class="place" href={place.path} aria-current={isAt(path, place) ? "page" : undefined}>
              <Icon name={place.icon} />
              {t(place.label)}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
