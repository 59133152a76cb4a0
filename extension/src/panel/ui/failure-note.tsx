/** What did not work, what to do next, and a way to do it. */
import { useEffect } from "preact/hooks";
import type { Failure } from "../../shared/failure";
import { t } from "../i18n";
import { useFocusReturn } from "./focus";
import { Icon } from "./icons";

interface Props {
  readonly failure: Failure;
  /** What did not happen, and that nothing is lost. */
  readonly what: string;
  readonly testid: string;
  readonly onRetry?: () => void;
}

export function FailureNote({ failure, what, testid, onRetry }: Props) {
  const note = useFocusReturn<HTMLDivElement>();
  // beside what was pressed, which may be just above the bar at the bottom
  useEffect(() => note.current?.scrollIntoView({ block: "nearest" }), []);
  return (
    <div ref={note} class="note bad small" role="alert" data-testid={testid}>
      <Icon name={failure.kind === "offline" ? "offline" : "warning"} />
      <div>
        <p>{what} {t(`failure_${failure.kind}`)}</p>
        {onRetry === undefined ? null : (
          <button type="button" class="text-button" data-testid={`${testid}-retry`} onClick={onRetry}>
            {t("retry")}
          </button>
        )}
      </div>
    </div>
  );
}
