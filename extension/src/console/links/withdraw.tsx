/** Taking a link out of use, and back into it. */
import { useState } from "preact/hooks";
import { Confirm } from "../../panel/ui/confirm";
import { FailureNote } from "../../panel/ui/failure-note";
import { api } from "../api";
import { t } from "../i18n";
import { useAction } from "../ui/use-action";
import { forget } from "../ui/use-loaded";
import type { Tagged } from "./tagged";

interface Props {
  readonly link: Tagged;
  readonly onChanged: () => void;
}

export function Withdraw({ link: { document: link, etag }, onChanged }: Props) {
  const [isAsking, setIsAsking] = useState(false);
  const { isBusy, failure, run } = useAction(async (withdrawn: boolean) => {
    await api.links.change(link.code, { withdrawn }, { ifMatch: etag });
    forget("links");
    setIsAsking(false);
    onChanged();
  });
  const isWithdrawn = link.withdrawn_at !== null;
  return (
    <div class="stack">
      {failure === undefined ? null : <FailureNote failure={failure} what={t("links.notChanged")} testid="withdraw-failed" />}
      {isAsking ? (
        <Confirm
          question={t("links.withdrawAsk")}
          yes={t("links.withdraw")}
          no={t("links.keep")}
          busy={isBusy}
          testid="withdraw"
          onYes={() => void run(true)}
          onNo={() => { setIsAsking(false); }}
        />
      ) : (
        <div class="actions">
          <button
            type="button"
            class={isWithdrawn ? "button" : "text-button"}
            data-testid="withdraw-link"
            aria-disabled={isBusy}
            onClick={() => {
              if (isWithdrawn) void run(false);
              else setIsAsking(true);
            }}
          >
            {t(isWithdrawn ? "links.restore" : "links.withdraw")}
          </button>
        </div>
      )}
    </div>
  );
}
