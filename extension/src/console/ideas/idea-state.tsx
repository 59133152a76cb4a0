/** How it stands with an idea, in a word. */
import type { Idea } from "vertel-schema";
import { t } from "../i18n";

export function IdeaState({ status }: Pick<Idea, "status">) {
  return <span class={status === "adopted" ? "state good" : status === "waiting" ? "state unread" : "state"}>{t(`ideas.is_${status}`)}</span>;
}
