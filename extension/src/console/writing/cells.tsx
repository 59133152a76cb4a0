/** The fields of the sheet: what one language says in one place. */
import { LINK, MAX_UNITS } from "../../shared/post";
import { languageName, number, t } from "../i18n";
import { Icon } from "../ui/icons";
import { addCaption, addPrompt, changeCaption, changePrompt, removeCaption, removePrompt, setTitle, titleIn } from "./changes";
import { useWriting } from "./context";
import type { FormCaption, FormPrompt, Tone } from "./form";
import { fieldId } from "./pointers";
import { Remarks, useSaid } from "./remarks";
import { LanguageLabel } from "./language-label";
import { useGrowing } from "./use-growing";

const LONGEST_TITLE = 200;
const LONGEST_CAPTION = 6000;
/** From here on the number of characters is of interest. */
const NEAR_FULL = 2500;

export function TitleCell({ language }: { readonly language: string }) {
  const { form, session } = useWriting();
  const id = fieldId.title(language);
  const title = titleIn(form, language);
  const area = useGrowing(title);
  return (
    <div class="sheet-cell">
      <LanguageLabel of={language} />
      <textarea
        ref={area}
        id={id}
        class="title-field"
        rows={1}
        lang={language}
        dir="auto"
        maxLength={LONGEST_TITLE}
        aria-label={`${t("writing.title")} (${languageName(language)})`}
        placeholder={t("writing.titleHint")}
        data-testid={`title-${language}`}
        value={title}
        onKeyDown={(event) => { if (event.key === "Enter") event.preventDefault(); }}
        onInput={(event) => { session.edit(setTitle(language, event.currentTarget.value.replace(/\s*\n\s*/g, " "))); }}
        {...useSaid(id)}
      />
      <Remarks of={id} />
    </div>
  );
}

interface CaptionCellProps {
  readonly language: string;
  readonly tone: Tone;
  readonly at: number;
  readonly caption: FormCaption | undefined;
}

export function CaptionCell({ language, tone, at, caption }: CaptionCellProps) {
  const { session } = useWriting();
  const id = caption === undefined ? `w-new-${language}-${tone}-${String(at)}` : fieldId.caption(caption.key);
  const { text = "" } = caption ?? {};
  const area = useGrowing(text);
  const write = (next: string): void => {
    session.edit(caption === undefined ? addCaption(language, tone, next) : changeCaption(caption.key, { text: next }));
  };
  return (
    <div class="sheet-cell">
      <LanguageLabel of={language} />
      <textarea
        ref={area}
        id={id}
        class="input caption-field"
        rows={5}
        lang={language}
        dir="auto"
        maxLength={LONGEST_CAPTION}
        aria-label={`${t(`tone_${tone}`)} (${languageName(language)})`}
        placeholder={t("writing.captionHint")}
        data-testid={`caption-${language}-${tone}-${String(at)}`}
        data-language={language}
        value={text}
        onInput={(event) => { write(event.currentTarget.value); }}
        {...useSaid(id)}
      />
      {caption === undefined || text === "" ? null : <CaptionFoot caption={caption} onWrite={write} />}
      <Remarks of={id} />
    </div>
  );
}

function CaptionFoot({ caption, onWrite }: { readonly caption: FormCaption; readonly onWrite: (text: string) => void }) {
  const { form, alter, usesOf } = useWriting();
  const { key, text } = caption;
  const uses = usesOf(caption);
  const hasNoLink = form.destination_url !== null && !text.includes(LINK);
  return (
    <div class="sheet-foot">
      {hasNoLink ? (
        <button type="button" class="text-button small" onClick={() => { onWrite(`${text.trimEnd()}\n\n${LINK}`); }}>{t("writing.insertLink")}</button>
      ) : null}
      {uses === undefined ? null : (
        <span class="small quiet" data-testid="uses">{uses === 0 ? t("writing.usedHardly") : t("writing.used", number(uses))}</span>
      )}
      <span class={text.length > MAX_UNITS ? "small danger" : "small quiet"}>
        {text.length < NEAR_FULL ? null : t("writing.length", number(text.length), number(MAX_UNITS))}
      </span>
      <button
        type="button"
        class="icon-button"
        aria-label={t("writing.removeCaption")}
        title={t("writing.removeCaption")}
        onClick={() => { alter(t("writing.captionRemoved"), removeCaption(key)); }}
      >
        <Icon name="trash" />
      </button>
    </div>
  );
}

interface PromptCellProps {
  readonly language: string;
  readonly at: number;
  readonly prompt: FormPrompt | undefined;
}

export function PromptCell({ language, at, prompt }: PromptCellProps) {
  const { session, alter } = useWriting();
  const id = prompt === undefined ? `w-new-prompt-${language}-${String(at)}` : fieldId.prompt(prompt.key);
  const area = useGrowing(prompt?.opening ?? "");
  const place = `${language}-${String(at)}`;
  return (
    <div class="sheet-cell">
      <LanguageLabel of={language} />
      <input
        id={id}
        class="input"
        lang={language}
        dir="auto"
        maxLength={300}
        aria-label={`${t("writing.question")} (${languageName(language)})`}
        placeholder={t("writing.questionHint")}
        data-testid={`question-${place}`}
        value={prompt?.question ?? ""}
        onInput={(event) => {
          const question = event.currentTarget.value;
          session.edit(prompt === undefined ? addPrompt(language, question) : changePrompt(prompt.key, { question }));
        }}
        {...useSaid(id)}
      />
      {prompt === undefined ? null : (
        <div class="with-remove">
          <textarea
            ref={area}
            class="input opening-field"
            rows={1}
            lang={language}
            dir="auto"
            maxLength={1000}
            aria-label={`${t("writing.opening")} (${languageName(language)})`}
            placeholder={t("writing.openingHint")}
            data-testid={`opening-${place}`}
            value={prompt.opening ?? ""}
            onInput={(event) => { session.edit(changePrompt(prompt.key, { opening: event.currentTarget.value })); }}
          />
          <button
            type="button"
            class="icon-button"
            aria-label={t("writing.removePrompt")}
            title={t("writing.removePrompt")}
            onClick={() => { alter(t("writing.promptRemoved"), removePrompt(prompt.key)); }}
          >
            <Icon name="trash" />
          </button>
        </div>
      )}
      <Remarks of={id} />
    </div>
  );
}
