/** A few lines of one's own, to be sent: Ctrl+Enter sends them. */
import { t } from "../i18n";

interface Props {
  readonly id: string;
  readonly value: string;
  readonly longest: number;
  /** On its way: it can be read, and not changed. */
  readonly locked?: boolean;
  readonly lang?: string;
  readonly onInput: (text: string) => void;
  readonly onSend: () => void;
  /** From the `Field` it stands in. */
  readonly "aria-describedby"?: string;
  readonly "aria-invalid"?: boolean;
}

export function WritingArea({ id, value, longest, locked = false, lang, onInput, onSend, ...about }: Props) {
  return (
    <textarea
      {...about}
      id={id}
      class="input area"
      data-testid={id}
      lang={lang}
      dir="auto"
      rows={3}
      maxLength={longest}
      readOnly={locked}
      aria-keyshortcuts="Control+Enter Meta+Enter"
      title={t("sendKeys")}
      value={value}
      onInput={(event) => { onInput(event.currentTarget.value); }}
      onKeyDown={(event) => {
        if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
        // not also the panel's own Ctrl+Enter
        event.preventDefault();
        onSend();
      }}
    />
  );
}
