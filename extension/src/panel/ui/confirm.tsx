/** A second yes. The focus begins at the answer that does no harm, and Escape is that answer too. */
import { useFocusOnArrival, useFocusReturn } from "./focus";

interface Props {
  readonly question: string;
  readonly yes: string;
  readonly no: string;
  readonly busy: boolean;
  /** The answers are `testid`-yes and `testid`-no. */
  readonly testid: string;
  readonly onYes: () => void;
  readonly onNo: () => void;
}

export function Confirm({ question, yes, no, busy, testid, onYes, onNo }: Props) {
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
      <div class="ask-answers">
        <button type="button" class="button compact" data-testid={`${testid}-yes`} aria-disabled={busy} onClick={onYes}>
          {yes}
        </button>
        <button ref={harmless} type="button" class="text-button" data-testid={`${testid}-no`} onClick={onNo}>
          {no}
        </button>
      </div>
    </div>
  );
}
