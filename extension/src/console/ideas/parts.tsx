/** Ideas and feedback stand beside each other, each at its address. */
import { t } from "../i18n";

export function Parts({ shown }: { readonly shown: "ideas" | "feedback" }) {
  return (
    <nav class="parts" aria-label={t("place.ideas")}>
      <a class="plain" href="/console/ideas" aria-current={shown === "ideas" ? "page" : undefined}>{t("ideas.ideas")}</a>
      <a class="plain" href="/console/ideas/feedback" aria-current={shown === "feedback" ? "page" : undefined}>{t("ideas.feedback")}</a>
    </nav>
  );
}
