/** A line of text with its label, its hint, and what is wrong with it. */
import { useId } from "preact/hooks";
import { Icon } from "./icons";

interface Props {
  readonly label: string;
  readonly value: string;
  readonly testid: string;
  readonly onValue: (value: string) => void;
  readonly hint?: string | undefined;
  readonly fault?: string | undefined;
  readonly type?: "text" | "email" | "url" | "date" | "number" | "search";
  readonly maxLength?: number;
  readonly isRequired?: boolean;
  /** Of what is typed, where it is known. */
  readonly language?: string;
  /** Values that are offered while somebody types. */
  readonly offered?: readonly string[];
}

export function TextField({ label, value, testid, onValue, hint, fault, type = "text", maxLength = 300, isRequired = false, language, offered }: Props) {
  const id = useId();
  const about = `${id}-about`;
  const list = `${id}-offered`;
  const said = fault ?? hint;
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <input
        id={id}
        class="input"
        data-testid={testid}
        type={type}
        dir="auto"
        lang={language}
        required={isRequired}
        maxLength={maxLength}
        list={offered && list}
        aria-describedby={said === undefined ? undefined : about}
        aria-invalid={fault !== undefined}
        value={value}
        onInput={(event) => { onValue(event.currentTarget.value); }}
      />
      {offered === undefined ? null : <datalist id={list}>{offered.map((one) => <option key={one} value={one} />)}</datalist>}
      {said === undefined ? null : (
        <p id={about} class={fault === undefined ? "small quiet" : "small fault"}>
          {fault === undefined ? null : <Icon name="warning" />}
          {said}
        </p>
      )}
    </div>
  );
}
