/** A line of what to do and one of what better not, in each language: shown where colleagues write. */
import { languageName, t } from "../../i18n";
import { TextField } from "../../ui/text-field";
import type { SettingsForm } from "./settings-form";

interface Props {
  readonly form: SettingsForm;
  readonly onChange: (change: Partial<SettingsForm>) => void;
  readonly fault: string | undefined;
}

export function Guidance({ form: { guidance }, onChange, fault }: Props) {
  const set = (language: string, name: "do" | "dont", text: string): void => {
    onChange({ guidance: guidance.map((lines) => (lines.language === language ? { ...lines, [name]: text === "" ? null : text } : lines)) });
  };
  return (
    <>
      {guidance.map(({ language, do: good, dont }) => (
        <fieldset key={language} class="stack">
          <legend class="label">{languageName(language)}</legend>
          <TextField label={t("organisation.do_line")} value={good ?? ""} testid={`do-${language}`} language={language} maxLength={200} onValue={(text) => { set(language, "do", text); }} />
          <TextField label={t("organisation.dont_line")} value={dont ?? ""} testid={`dont-${language}`} language={language} maxLength={200} onValue={(text) => { set(language, "dont", text); }} />
        </fieldset>
      ))}
      {fault === undefined ? null : <p class="small fault">{fault}</p>}
    </>
  );
}
