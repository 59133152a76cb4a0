/** A button for something that cannot be undone: pressed, it asks once more. */
import { useRef, useState } from "preact/hooks";
import type { Failure } from "../../shared/failure";
import { t } from "../i18n";
import { useFocusOnArrival } from "./focus";
import { Icon } from "./icons";

interface Props {
  /** For tests, and to tell one question from another. */
  readonly name: string;
  readonly label: string;
  readonly question: string;
  readonly answer: string;
  /** The answer that does no harm. */
  readonly stay?: string;
  /** Gives what went wrong; when nothing did, this is no longer shown. */
  readonly onConfirm: () => Promise<Failure | undefined>;
}

export function AskFirst({ name, label, ...asking }: Props) {
  const [asked, setAsked] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const stay = (): void => {
    setAsked(false);
    setTimeout(() => button.current?.focus());
  };
  if (asked) return <Asking name={name} onStay={stay} {...asking} />;
  return (
    <button ref={button} type="button" class="button compact" data-testid={name} onClick={() => { setAsked(true); }}>
      {label}
    </button>
  );
}

/** The focus begins at the answer that does no harm; Escape is that answer too. */
function Asking({ name, question, answer, stay: harmless, onConfirm, onStay }: Omit<Props, "label"> & { readonly onStay: () => void }) {
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure>();
  const stay = useFocusOnArrival<HTMLButtonElement>();
  const onKey = (event: KeyboardEvent): void => {
    if (event.key !== "Escape") return;
    event.preventDefault();
    onStay();
  };
  const confirm = async (): Promise<void> => {
    if (busy) return;
    setBusy(true);
    setFailure(await onConfirm());
    setBusy(false);
  };
  return (
    <div class="ask" role="alertdialog" aria-labelledby={`${name}-ask`} onKeyDown={onKey}>
      <p id={`${name}-ask`}>{question}</p>
      {failure === undefined ? null : (
        <p class="note bad" role="alert" data-testid={`${name}-failed`}>
          <Icon name="warning" />
          {t(`failure_${failure.kind}`)}
        </p>
      )}
      <div class="ask-answers">
        <button type="button" class="button compact" data-testid={`${name}-confirm`} aria-disabled={busy} onClick={() => void confirm()}>
          {answer}
        </button>
        <button ref={stay} type="button" class="text-button" data-testid={`${name}-stay`} onClick={onStay}>
          {harmless ?? t("stay")}
        </button>
      </div>
    </div>
  );
}
