/** The button in LinkedIn's composer: off, unless an employee who has read what it may cost says yes twice. */
import { useState } from "preact/hooks";
import { panel } from "../../shared/browser";
import { t } from "../i18n";
import { usePanel } from "../panel-context";
import { Confirm } from "../ui/confirm";
import { Icon } from "../ui/icons";
import { Switch } from "../ui/switch";
import { useComposerButton } from "./use-composer-button";

export function ComposerButton() {
  const { on, busy, turn } = useComposerButton();
  const { toast } = usePanel();
  const [asked, setAsked] = useState(false);
  if (on === undefined) return null;

  const turnTo = async (next: boolean): Promise<void> => {
    const worked = await turn(next);
    setAsked(false);
    if (worked) toast({ tone: "good", about: "composer-button", text: t(next ? "composerButtonOn" : "composerButtonOff") });
    else toast({ tone: "bad", about: "composer-button-failed", text: t("composerButtonFailed") });
  };

  return (
    <section class="roomy">
      <h2>{t("composerButton")}</h2>
      <p class="quiet">
        {t("composerButtonAbout")} {panel.opensInWindow() ? t("composerButtonWindow") : null}
      </p>
      <p class="note">
        <Icon name="warning" />
        {t("composerButtonRisk")}
      </p>
      <Switch
        label={t("composerButtonSwitch")}
        on={on}
        busy={busy}
        testid="composer-button"
        onChange={(next) => {
          if (next) setAsked(!asked);
          else void turnTo(false);
        }}
      />
      {asked && !on ? (
        <Confirm
          question={t("composerButtonAsk")}
          yes={t("composerButtonYes")}
          no={t("composerButtonNo")}
          busy={busy}
          testid="composer-button"
          onYes={() => void turnTo(true)}
          onNo={() => { setAsked(false); }}
        />
      ) : null}
    </section>
  );
}
