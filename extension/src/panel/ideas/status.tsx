/** What became of an idea, in a few words. */
import type { Idea } from "../../shared/shapes";
import { t } from "../i18n";

export function Status({ idea }: { readonly idea: Pick<Idea, "status"> }) {
  return <span class="idea-status" data-status={idea.status}>{t(`idea_${idea.status}`)}</span>;
}
