/** Says in which language the texts are, when that was not the employee's own choice; they can keep it or choose. */
import { languageName, t } from "../i18n";
import { readsIn } from "../languages";
import { usePanel } from "../panel-context";
import { focusOn } from "../ui/focus";
import { Icon } from "../ui/icons";
import { useChange } from "../you/use-change";

export function TextsLanguage() {
  const { account, settings, navigation } = usePanel();
  const { change, wished } = useChange();
  const languages = readsIn(account);
  const [first] = languages;
  const isAsHrSays = first === account.languages[0];
  // who chose the panel's language has chosen
  if (account.languagesChosen || first === undefined || isAsHrSays || settings.language !== undefined || wished.languages !== undefined) return null;
  const keep = (): void => {
    change({ languages });
    focusOn('input[type="search"]');
  };
  return (
    <div class="thanks-note" data-testid="texts-language">
      <Icon name="check" />
      <p class="small">
        {t("textsLanguage", languageName(first))}{" "}
        <button type="button" class="text-button small" data-id="settings" data-testid="texts-language-change" onClick={() => { navigation.open({ name: "settings" }); }}>
          {t("textsLanguageChange")}
        </button>
      </p>
      <button type="button" class="icon-button" data-testid="texts-language-keep" aria-label={t("textsLanguageKeep")} title={t("textsLanguageKeep")} onClick={keep}>
        <Icon name="close" />
      </button>
    </div>
  );
}
