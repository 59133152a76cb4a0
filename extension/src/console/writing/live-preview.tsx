/** How colleagues will see it: the panel's own card and the panel's own preview of the post, as it is written. */
import { useEffect, useState } from "preact/hooks";
import { Choice } from "../../panel/ui/choice";
import { Preview } from "../../panel/detail/preview";
import { carriedBy } from "../../panel/detail/carried";
import { Row } from "../../panel/list/row";
import { PanelProvider, type Panel } from "../../panel/panel-context";
import { withLink, withoutLink } from "../../shared/post";
import type { Account, Suggestion } from "../../shared/shapes";
import { useConsole } from "../context";
import { languageName, t } from "../i18n";
import { useWriting } from "./context";
import { writtenCaptions } from "./form";
import { asShown } from "./as-shown";

/** In the place of a colleague's own link: as long, and nobody's. */
const LINK = `${location.origin}/r/k7m2q9xw`;

export function LivePreview() {
  const { account } = useConsole();
  const { form, languages } = useWriting();
  const [language, setLanguage] = useState(languages[0] ?? "en");
  const focused = useFocusedCaption();
  useEffect(() => { if (focused !== undefined) setLanguage(focused.language); }, [focused?.field]);
  const suggestion = asShown(form);
  const captions = writtenCaptions(form).filter((one) => one.language === language);
  const caption = captions.find(({ key }) => focused?.field === `w-caption-${key}`) ?? captions[0];
  const text = form.destination_url === null ? withoutLink(caption?.text ?? "") : withLink(caption?.text ?? "", LINK);
  return (
    <aside class="live-preview" aria-label={t("writing.preview")} data-testid="live-preview">
      {languages.length < 2 ? null : (
        <Choice
          name="preview-language"
          legend={t("writing.previewLanguage")}
          look="segments"
          testid="preview-language"
          value={language}
          options={languages.map((value) => ({ value, label: languageName(value) }))}
          onChoose={setLanguage}
        />
      )}
      <PanelProvider value={asPanel(account, language)}>
        <Card suggestion={suggestion} language={language} />
        <Preview of={`${language} ${caption?.key ?? ""}`} value={text} language={language} account={account} carried={carriedBy(text, "caption", suggestion, LINK)} />
      </PanelProvider>
    </aside>
  );
}

/** As it stands in the panel's list; nothing to press here. */
function Card({ suggestion, language }: { readonly suggestion: Suggestion; readonly language: string }) {
  return (
    <section aria-labelledby="w-card">
      <h2 id="w-card">{t("writing.inPanel")}</h2>
      <ul class="card-preview" inert data-testid="card-preview">
        <Row suggestion={suggestion} language={language} onOpen={() => undefined} />
      </ul>
    </section>
  );
}

interface Focused {
  readonly field: string;
  readonly language: string;
}

/** The caption that was written in last is the one that is shown. */
function useFocusedCaption(): Focused | undefined {
  const [focused, setFocused] = useState<Focused>();
  useEffect(() => {
    const onFocus = ({ target }: FocusEvent): void => {
      if (!(target instanceof HTMLTextAreaElement)) return;
      const { id, lang } = target;
      if (lang !== "" && target.matches(".caption-field, .title-field, .alt-field")) setFocused({ field: id, language: lang });
    };
    addEventListener("focusin", onFocus);
    return () => {
      removeEventListener("focusin", onFocus);
    };
  }, []);
  return focused;
}

/** The panel of a colleague who reads this language. */
function asPanel(account: Account, language: string): Panel {
  const nothing = (): void => undefined;
  return {
    account: { ...account, languages: [language], languagesChosen: true },
    settings: {},
    changeSettings: nothing,
    navigation: { view: { name: "list" }, cameFrom: undefined, open: nothing, back: nothing, toTab: nothing },
    marks: { of: () => ({ saved: false, hidden: false }), mark: nothing, heard: nothing, broughtBack: 0 },
    toast: nothing,
  };
}
