/** Whose an idea or a comment is: a name only where they signed. */
import type { Colleague } from "vertel-schema";
import { t } from "../i18n";

export function Sender({ of }: { readonly of: Colleague | null }) {
  if (of === null) return <span>{t("ideas.unsigned")}</span>;
  return <span><bdi>{of.name}</bdi>{of.team === null ? null : <>, <bdi>{of.team}</bdi></>}</span>;
}
