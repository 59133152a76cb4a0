/** The editor, with what is worth knowing while writing: length, fold, and that a name has to be picked by hand. */
import { useLayoutEffect, useRef } from "preact/hooks";
import { aboveFold, lastWords, MAX_UNITS } from "../../shared/post";
import { number, plural, t } from "../i18n";

interface Props {
  /** As it would be posted now. */
  readonly value: string;
  readonly language: string;
  readonly foldAt: number;
  readonly isOwn: boolean;
  readonly onInput: (typed: string) => void;
  readonly onStartOver: () => void;
}

const MENTION = /(^|\s)@\p{L}/u;

export function Editor({ value, language, foldAt, isOwn, onInput, onStartOver }: Props) {
  const area = useRef<HTMLTextAreaElement>(null);
  useCaret(area, value);
  useHeight(area, value);
  return (
    <section class="writing">
      <div class="writing-head">
        <label class="label" for="editor">
          {t("yourText")}
        </label>
        {isOwn ? (
          <button type="button" class="text-button small" data-testid="start-over" onClick={onStartOver}>
            {t("startOver")}
          </button>
        ) : null}
      </div>
      <textarea
        ref={area}
        id="editor"
        class="editor"
        data-testid="editor"
        lang={language}
        dir="auto"
        aria-describedby="editor-about"
        aria-invalid={value.length > MAX_UNITS}
        value={value}
        onInput={(event) => { onInput(event.currentTarget.value); }}
      />
      <Foot value={value} foldAt={foldAt} />
    </section>
  );
}

function Foot({ value, foldAt }: Pick<Props, "value" | "foldAt">) {
  const over = value.length - MAX_UNITS;
  const above = aboveFold(value, foldAt);
  return (
    <div class="writing-foot" id="editor-about">
      {over > 0 ? (
        <span class="bad" data-testid="too-long">{plural("tooLong", over)}</span>
      ) : MENTION.test(value) ? (
        <span data-testid="mention-hint">{t("mentionHint")}</span>
      ) : above === null ? null : (
        <span data-testid="fold-hint">{t("fold", lastWords(above))}</span>
      )}
      <span class={over > 0 ? "number bad" : "number"}>
        <span class="hidden">{t("countLabel", number(value.length), number(MAX_UNITS))}</span>
        <span aria-hidden="true" data-testid="count">{t("count", number(value.length), number(MAX_UNITS))}</span>
      </span>
    </div>
  );
}

/**
 * When the link takes its place in the text, the caret stays where the employee had it. The field still shows the old
 * text while this renders; after typing it shows the new one already, and there is nothing to mend.
 */
function useCaret(area: { readonly current: HTMLTextAreaElement | null }, value: string): void {
  const old = area.current?.value ?? value;
  const start = area.current?.selectionStart ?? 0;
  useLayoutEffect(() => {
    const field = area.current;
    if (field === null || old === value || document.activeElement !== field) return;
    const moved = start > firstDifference(old, value) ? start + value.length - old.length : start;
    field.setSelectionRange(moved, moved);
  }, [value]);
}

function firstDifference(a: string, b: string): number {
  let i = 0;
  while (i < a.length && a[i] === b[i]) i += 1;
  return i;
}

/** As high as its text where the browser cannot do that by itself (`field-sizing`). */
function useHeight(area: { readonly current: HTMLTextAreaElement | null }, value: string): void {
  useLayoutEffect(() => {
    const field = area.current;
    if (field === null || CSS.supports("field-sizing", "content")) return;
    field.style.blockSize = "auto";
    field.style.blockSize = `${String(field.scrollHeight + 2)}px`;
  }, [value]);
}
