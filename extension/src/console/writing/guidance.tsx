/** What to do and what better not in a text about this one: colleagues read it below what is asked of all texts. */
import { useState } from "preact/hooks";
import { languageName, t } from "../i18n";
import { Icon } from "../ui/icons";
import { guidanceIn, setGuidance, type GuidanceName } from "./changes";
import { useWriting } from "./context";
import { fieldId } from "./pointers";
import { Remarks, useSaid } from "./remarks";

const LONGEST_LINE = 200;

export function OwnGuidance() {
  const { form, languages, remarks } = useWriting();
  const [isOpen, setIsOpen] = useState(form.guidance.length > 0);
  const isShown = isOpen || remarks.has("w-guidance");
  return (
    <div id="w-guidance" class="own-guidance" tabIndex={-1}>
      <button type="button" class="text-button disclose" aria-expanded={isShown} aria-controls="w-guidance-lines" data-testid="own-guidance" onClick={() => { setIsOpen(!isShown); }}>
        {t("writing.guidance")}
        <Icon name="unfold" />
      </button>
      <div id="w-guidance-lines" hidden={!isShown}>
        <p class="small quiet">{t("writing.guidanceHelp")}</p>
        <div class="sheet-row" role="group" aria-label={t("writing.guidance")}>
          {languages.map((language) => (
            <div key={language} class="sheet-cell">
              <Line language={language} name="do" />
              <Line language={language} name="dont" />
            </div>
          ))}
        </div>
      </div>
      <Remarks of="w-guidance" />
    </div>
  );
}

function Line({ language, name }: { readonly language: string; readonly name: GuidanceName }) {
  const { form, session } = useWriting();
  const id = fieldId.guidance(language, name);
  return (
    <div class="field">
      <label for={id}>{t(`writing.guidance_${name}`)} <span class="quiet">({languageName(language)})</span></label>
      <input
        id={id}
        class="input"
        lang={language}
        dir="auto"
        maxLength={LONGEST_LINE}
        data-testid={`${name}-${language}`}
        value={guidanceIn(form, language, name)}
        onInput={(event) => { session.edit(setGuidance(language, name, event.currentTarget.value)); }}
        {...useSaid(id)}
      />
      <Remarks of={id} />
    </div>
  );
}
