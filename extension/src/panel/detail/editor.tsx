/** The editor: a field as high as its text, in which the caret stays where the employee had it. */
import { useLayoutEffect, useRef } from "preact/hooks";
import { isTooLong, type Range } from "../../shared/post";
import { t } from "../i18n";

interface Props {
  /** As it would be posted now. */
  readonly value: string;
  readonly language: string;
  readonly placeholder: string | undefined;
  readonly gap: Range | null;
  readonly onFocus: () => void;
  readonly onInput: (typed: string) => void;
}

interface Ref {
  readonly current: HTMLTextAreaElement | null;
}

export function Editor({ value, language, placeholder, gap, onFocus, onInput }: Props) {
  const area = useRef<HTMLTextAreaElement>(null);
  useCaret(area, value);
  useCaretInGap(area, value, gap);
  useHeight(area, value);
  return (
    <>
      <label class="hidden" for="editor">
        {t("yourText")}
      </label>
      <textarea
        ref={area}
        id="editor"
        class="editor"
        data-testid="editor"
        lang={language}
        dir="auto"
        placeholder={placeholder}
        aria-describedby="editor-count editor-facts editor-hint"
        aria-invalid={isTooLong(value)}
        aria-keyshortcuts="Control+Enter Meta+Enter"
        value={value}
        onFocus={onFocus}
        onInput={(event) => { onInput(event.currentTarget.value); }}
      />
    </>
  );
}

/** Selects a part of the text, in sight and ready to be typed over. */
export function selectInEditor({ start, end }: Range): void {
  const field = document.querySelector<HTMLTextAreaElement>("#editor");
  if (field === null) return;
  // browsers bring the selection into view when the field gets the focus, not when the selection changes
  field.blur();
  field.setSelectionRange(start, end);
  field.focus();
}

/** Types before a part of the text, as if by hand, so that Ctrl+Z takes it back; what stood there is selected then. */
export function typeBefore({ start, end }: Range, typed: string): void {
  selectInEditor({ start, end: start });
  // oxlint-disable-next-line typescript/no-deprecated -- the only way to change a field that its own undo knows of
  document.execCommand("insertText", false, typed);
  selectInEditor({ start: start + typed.length, end: end + typed.length });
}

/**
 * When the link takes its place in the text, the caret stays where the employee had it. The field still shows the old
 * text while this renders; after typing it shows the new one already, and there is nothing to mend.
 */
function useCaret(area: Ref, value: string): void {
  const old = area.current?.value ?? value;
  const { selectionStart = 0, selectionEnd = 0 } = area.current ?? {};
  useLayoutEffect(() => {
    const field = area.current;
    if (field === null || old === value || document.activeElement !== field) return;
    const same = firstDifference(old, value);
    const moved = (place: number): number => (place > same ? place + value.length - old.length : place);
    field.setSelectionRange(moved(selectionStart), moved(selectionEnd));
  }, [value]);
}

/** Whoever comes to the field with the keyboard finds the gap selected, and types over its mark. */
function useCaretInGap(area: Ref, value: string, gap: Range | null): void {
  useLayoutEffect(() => {
    const field = area.current;
    if (field !== null && gap !== null && document.activeElement !== field) field.setSelectionRange(gap.start, gap.end);
  }, [value]);
}

function firstDifference(a: string, b: string): number {
  let i = 0;
  while (i < a.length && a[i] === b[i]) i += 1;
  return i;
}

/** As high as its text where the browser cannot do that by itself (`field-sizing`). */
function useHeight(area: Ref, value: string): void {
  useLayoutEffect(() => {
    const field = area.current;
    if (field === null || CSS.supports("field-sizing", "content")) return;
    field.style.blockSize = "auto";
    field.style.blockSize = `${String(field.scrollHeight + 2)}px`;
  }, [value]);
}
