/** Links of their own and campaign links: finding, making and changing them, and whether their pages are still there. */
import { t } from "../i18n";
import { Icon } from "../ui/icons";
import { Page } from "../ui/page";
import { useQuery } from "../ui/use-query";
import { LinkDialog } from "./link-dialog";
import { LinkList } from "./link-list";
import { NewLink } from "./new-link";
import { Pages } from "./pages";

export function Links() {
  const [{ show, link }, change] = useQuery();
  const isPages = show === "pages";
  const actions = (
    <>
      <a class="button" href="/console/upload?of=links">{t("links.import")}</a>
      <button type="button" class="button primary" data-testid="new-link" onClick={() => { change({ link: "new" }); }}>
        <Icon name="plus" />
        {t("links.new")}
      </button>
    </>
  );
  const close = (): void => { change({ link: undefined }); };
  return (
    <Page title={t("place.links")} lead={t("links.lead")} actions={actions}>
      <nav class="parts" aria-label={t("links.parts")}>
        <a class="view-tab" href="/console/links" aria-current={isPages ? undefined : "page"}>{t("links.list")}</a>
        <a class="view-tab" href="/console/links?show=pages" aria-current={isPages ? "page" : undefined}>{t("links.pages")}</a>
      </nav>
      {isPages ? <Pages /> : <LinkList />}
      {link === "new" ? <NewLink onClose={close} onMade={(code) => { change({ link: code }, "replace"); }} /> : null}
      {link === undefined || link === "new" ? null : <LinkDialog key={link} code={link} onClose={close} />}
    </Page>
  );
}
