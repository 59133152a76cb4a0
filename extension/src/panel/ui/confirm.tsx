/** A second yes. The focus begins at the answer that does no harm, and Escape is that answer too. */
import type { ComponentChildren } from "preact";
import { useFocusOnArrival, useFocusReturn } from "./focus";

interface Props {
  readonly question: string;
  readonly yes: string;
  readonly no: string;
  readonly busy: boolean;
  /** For tests, and to tell one question from another. */
  readonly testid: string;
  /** What the answers are called, after the question's own name. */
  readonly answers?: readonly [yes: string, no: string];
  readonly onYes: () => void;
  readonly onNo: () => void;
  /** Between the question and the answers. */
  readonly children?: ComponentChildren;
}

export function Confirm({ question, yes, no, busy, testid, answers = ["yes", "no"], onYes, onNo, children }: Props) {
  const box = useFocusReturn<HTMLDivElement>();
  const harmless = useFocusOnArrival<HTMLButtonElement>();
  const onKey = (event: KeyboardEvent): void => {
    if (event.key !== "Escape") return;
    event.preventDefault();
    onNo();
  };
  return (
    <div ref={box} class="ask" role="alertdialog" aria-labelledby={`${testid}-ask`} onKeyDown={onKey}>
      <p id={`${testid}-ask`}>{question}</p>
      {children}
      <div class="ask-answers">
        <button
          type="button"
          class="button compact"
          data-testid={`${testid}-${answers[0]}`}
          aria-disabled={busy}
          onClick={() => { if (!busy) onYes(); }}
        >
          {yes}
        </button>
        <button ref={harmless} type="button" class="text-button" data-testid={`${testid}-${answers[1]}`} onClick={onNo}>
          {no}
        </button>
      </div>
    </div>
  );
}
