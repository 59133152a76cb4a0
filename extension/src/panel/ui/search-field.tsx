/** The one field above what can be searched. */
import { useRef } from "preact/hooks";
import { t } from "../i18n";
import { Icon } from "./icons";
import { takesText, useKey } from "./keys";

interface Props {
  readonly value: string;
  readonly testid: string;
  readonly onValue: (value: string) => void;
}

/** `/` goes to the search field from anywhere in the view, as in most programs with a list. */
export function SearchField({ value, testid, onValue }: Props) {
  const input = useRef<HTMLInputElement>(null);
  useKey("/", (event) => {
    if (takesText(event.target)) return;
    event.preventDefault();
    input.current?.select();
  });
  const clear = (): void => {
    onValue("");
    input.current?.focus();
  };
  return (
    <div class="search" role="search">
      <Icon name="search" />
      <input
        ref={input}
        class="input"
        type="search"
        data-testid={testid}
        aria-label={t("search")}
        placeholder={t("search")}
        maxLength={200}
        spellcheck={false}
        value={value}
        onInput={(event) => { onValue(event.currentTarget.value); }}
        onKeyDown={(event) => { if (event.key === "Escape" && value !== "") clear(); }}
      />
      {value === "" ? (
        <kbd aria-hidden="true">/</kbd>
      ) : (
        <button type="button" class="icon-button" aria-label={t("clearSearch")} onClick={clear}>
          <Icon name="close" />
        </button>
      )}
    </div>
  );
}
