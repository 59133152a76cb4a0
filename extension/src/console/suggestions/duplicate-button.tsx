/** Makes a draft of a suggestion, and opens it. */
import { useLocation } from "preact-iso/router";
import type { Suggestion } from "../../shared/shapes";
import { api } from "../api";
import { useConsole } from "../context";
import { t } from "../i18n";
import { whyNot } from "../ui/change-suggestion";
import { Icon } from "../ui/icons";
import { useTitleOf } from "../ui/suggestion-title";
import { useAction } from "../ui/use-action";
import { forget } from "../ui/use-loaded";
import { copyOf } from "./duplicate";

export function Duplicate({ suggestion }: { readonly suggestion: Suggestion }) {
  const { toast } = useConsole();
  const { route } = useLocation();
  const title = useTitleOf()(suggestion);
  const duplicate = useAction(async () => {
    try {
      const made = await api.suggestions.create(copyOf(suggestion, (text) => t("suggestions.copyTitle", text)));
      forget("suggestions");
      toast({ tone: "good", about: "duplicated", text: t("suggestions.duplicated") });
      route(`/console/suggestions/${made.id}`);
    } catch (error) {
      toast({ tone: "bad", about: "duplicate", text: t("suggestions.notDuplicated", whyNot(error)) });
    }
  });
  return (
    <button
      type="button"
      class="icon-button"
      data-testid="duplicate"
      title={t("suggestions.duplicate")}
      aria-label={t("suggestions.duplicateOf", title)}
      aria-disabled={duplicate.isBusy}
      onClick={() => void duplicate.run()}
    >
      <Icon name="copy" />
    </button>
  );
}
