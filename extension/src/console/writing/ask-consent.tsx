/** Asks somebody who is shown: by a link to hand over, which can be seen this once, or by a mail. */
import { useState } from "preact/hooks";
import type { PersonConsent } from "vertel-schema";
import { FailureNote } from "../../panel/ui/failure-note";
import { clipboard } from "../../shared/browser";
import { api } from "../api";
import { t } from "../i18n";
import { Dialog } from "../ui/dialog";
import { useAction } from "../ui/use-action";
import { useWriting } from "./context";

interface Props {
  readonly consent: PersonConsent;
  readonly onClose: () => void;
  readonly onAsked: (isMailed: boolean) => void;
}

export function AskConsent({ consent, onClose, onAsked }: Props) {
  const { session } = useWriting();
  const [email, setEmail] = useState("");
  const [link, setLink] = useState<string>();
  const [isCopied, setIsCopied] = useState(false);
  const ask = useAction(async (by: "link" | "mail") => {
    const id = session.saver.basis?.id ?? "";
    const answer = await api.consents.ask(id, consent.person_id, by === "mail" ? { by, email } : { by });
    onAsked(by === "mail");
    if (by === "mail") onClose();
    else setLink(answer.url ?? undefined);
  });
  const copy = async (): Promise<void> => { setIsCopied(await clipboard.write(link ?? "")); };
  return (
    <Dialog title={t("writing.askTitle", consent.name)} testid="ask-consent-dialog" onClose={onClose}>
      <p>{t("writing.askText")}</p>
      <form
        class="field"
        onSubmit={(event) => {
          event.preventDefault();
          void ask.run("mail");
        }}
      >
        <label for="ask-email">{t("writing.askEmail")}</label>
        <div class="with-button">
          <input id="ask-email" class="input" type="email" required data-testid="ask-email" value={email} onInput={(event) => { setEmail(event.currentTarget.value); }} />
          <button type="submit" class="button" aria-disabled={ask.isBusy} data-testid="ask-mail">{t("writing.askMail")}</button>
        </div>
      </form>
      {link === undefined ? (
        <button type="button" class="button" aria-disabled={ask.isBusy} data-testid="ask-link" onClick={() => void ask.run("link")}>{t("writing.askLink")}</button>
      ) : (
        <div class="field">
          <label for="ask-url">{t("writing.askUrl")}</label>
          <div class="with-button">
            <input id="ask-url" class="input" readOnly value={link} data-testid="ask-url" onFocus={(event) => { event.currentTarget.select(); }} />
            <button type="button" class="button" onClick={() => void copy()}>{t(isCopied ? "writing.copied" : "writing.copy")}</button>
          </div>
          <p class="small quiet">{t("writing.askOnce")}</p>
        </div>
      )}
      {ask.failure === undefined ? null : <FailureNote failure={ask.failure} what={ask.failure.detail ?? t("writing.askFailed")} testid="ask-failed" />}
    </Dialog>
  );
}
