/** The way out, always at the bottom: *Insert*, and *Copy* beside it. */
import { MAX_UNITS } from "../../shared/post";
import type { Suggestion } from "../../shared/shapes";
import { t } from "../i18n";
import { wayOut } from "../out";
import { usePanel } from "../panel-context";
import { focusOn } from "../ui/focus";
import { Icon } from "../ui/icons";
import { useKey } from "../ui/keys";
import type { DeskProps } from "./detail";
import { finalText } from "./final-text";
import { useInsert } from "./use-insert";

export function Actions({ suggestion, writing, link }: DeskProps & { readonly suggestion: Suggestion }) {
  const { navigation, toast } = usePanel();
  const { busy, insert, copy } = useInsert({ suggestion, writing, link, onToast: toast });
  const text = finalText(writing.text, link.state);
  const { label, icon } = wayOut();
  const isBlank = text.trim() === "";
  const isTooLong = text.length > MAX_UNITS;
  // what is wrong stands with the text
  const insertOrMend = (): void => {
    if (isBlank || isTooLong) focusOn("#editor");
    else void insert();
  };
  useKey("Escape", navigation.back);
  useKey("Enter", (event) => {
    if (!event.ctrlKey && !event.metaKey) return;
    event.preventDefault();
    insertOrMend();
  });
  return (
    <div class="bottom">
      <button type="button" class="button" data-testid="copy" aria-disabled={isBlank} onClick={() => void copy()}>
        <Icon name="copy" />
        {t("copy")}
      </button>
      <button
        type="button"
        class="button primary"
        data-testid="insert"
        aria-disabled={busy || isBlank || isTooLong}
        aria-keyshortcuts="Control+Enter Meta+Enter"
        onClick={insertOrMend}
      >
        <Icon name={icon} />
        {t(label)}
      </button>
    </div>
  );
}
