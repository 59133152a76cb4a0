/** A button for something that cannot be undone: pressed, it asks once more. */
import { useRef, useState } from "preact/hooks";
import type { Failure } from "../../shared/failure";
import { t } from "../i18n";
import { Confirm } from "./confirm";
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

function Asking({ name, question, answer, stay, onConfirm, onStay }: Omit<Props, "label"> & { readonly onStay: () => void }) {
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure>();
  const confirm = async (): Promise<void> => {
    setBusy(true);
    setFailure(await onConfirm());
    setBusy(false);
  };
  return (
    <Confirm
      question={question}
      yes={answer}
      no={stay ?? t("stay")}
      busy={busy}
      testid={name}
      answers={["confirm", "stay"]}
      onYes={() => void confirm()}
      onNo={onStay}
    >
      {failure === undefined ? null : (
        <p class="note bad" role="alert" data-testid={`${name}-failed`}>
          <Icon name="warning" />
          {t(`failure_${failure.kind}`)}
        </p>
      )}
    </Confirm>
  );
}
