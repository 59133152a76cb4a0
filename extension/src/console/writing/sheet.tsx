/** What colleagues read, as a sheet with a column for each language: titles, captions by voice, story starters. */
import { Guidance } from "../../panel/detail/guidance";
import { useConsole } from "../context";
import { t } from "../i18n";
import { Select } from "../ui/select";
import { addCaption, addPrompt, changeCaption } from "./changes";
import { useWriting } from "./context";
import { OwnGuidance } from "./guidance";
import { CaptionCell, PromptCell, TitleCell } from "./cells";
import { TONES, type FormCaption, type FormPrompt, type Tone } from "./form";
import { Remarks } from "./remarks";
import { captionRows, promptRows } from "./rows";

export function Sheet() {
  const { languages, form } = useWriting();
  const { account } = useConsole();
  return (
    <div class="sheet" style={`--columns: ${String(languages.length)}`}>
      <div class="sheet-row titles" role="group" aria-label={t("writing.title")}>
        {languages.map((language) => <TitleCell key={language} language={language} />)}
        <Remarks of="w-titles" />
      </div>
      <section class="sheet-part" aria-labelledby="w-captions">
        <h2 id="w-captions" tabIndex={-1}>{t("writing.captions")}</h2>
        <Remarks of="w-captions" />
        {captionRows(form, languages).map(({ tone, at, cells }) => <CaptionRow key={`${tone}/${String(at)}`} tone={tone} at={at} cells={cells} />)}
        <AddVoice />
        <Guidance account={account} language={form.main} />
        <OwnGuidance />
      </section>
      <section class="sheet-part" aria-labelledby="w-prompts">
        <h2 id="w-prompts" tabIndex={-1}>{t("writing.prompts")}</h2>
        <p class="quiet">{t("writing.promptsHelp")}</p>
        <Remarks of="w-prompts" />
        {promptRows(form, languages).map((cells, at) => <PromptRow key={at} at={at} cells={cells} />)}
        <AddPrompts />
      </section>
    </div>
  );
}

interface CaptionRowProps {
  readonly tone: Tone;
  readonly at: number;
  readonly cells: readonly (FormCaption | undefined)[];
}

function CaptionRow({ tone, at, cells }: CaptionRowProps) {
  const { session, languages } = useWriting();
  const changeVoice = (next: Tone): void => {
    for (const caption of cells) if (caption !== undefined) session.edit(changeCaption(caption.key, { tone: next }));
    if (cells.every((caption) => caption === undefined)) for (const language of languages) session.edit(addCaption(language, next));
  };
  return (
    <div class="voice-row" role="group" aria-label={t(`tone_${tone}`)}>
      <Select
        label={t("writing.voice")}
        isLabelHidden
        testid={`voice-${tone}-${String(at)}`}
        value={tone}
        options={TONES.map((value) => ({ value, label: t(`tone_${value}`) }))}
        onChoose={changeVoice}
      />
      <div class="sheet-row">
        {languages.map((language, column) => <CaptionCell key={language} language={language} tone={tone} at={at} caption={cells[column]} />)}
      </div>
    </div>
  );
}

function AddVoice() {
  const { session, languages, form } = useWriting();
  const add = (): void => {
    const used = new Set(form.captions.map(({ tone }) => tone));
    const tone = TONES.find((one) => !used.has(one) && one !== "personal") ?? "personal";
    for (const language of languages) session.edit(addCaption(language, tone));
    requestAnimationFrame(() => { [...document.querySelectorAll<HTMLElement>(".voice-row select")].at(-1)?.focus(); });
  };
  return <button type="button" class="text-button add" data-testid="add-voice" onClick={add}>{t("writing.addVoice")}</button>;
}

function PromptRow({ at, cells }: { readonly at: number; readonly cells: readonly (FormPrompt | undefined)[] }) {
  const { languages } = useWriting();
  return (
    <div class="sheet-row" role="group" aria-label={t("writing.prompt")}>
      {languages.map((language, column) => <PromptCell key={language} language={language} at={at} prompt={cells[column]} />)}
    </div>
  );
}

function AddPrompts() {
  const { session, languages } = useWriting();
  const add = (): void => {
    for (const language of languages) session.edit(addPrompt(language));
    requestAnimationFrame(() => { document.querySelector<HTMLElement>("[aria-labelledby=w-prompts] .sheet-row:last-of-type input")?.focus(); });
  };
  return <button type="button" class="text-button add" data-testid="add-prompt" onClick={add}>{t("writing.addPrompt")}</button>;
}
