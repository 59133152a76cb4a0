/** One of a few: chips or a segmented control, made of radio buttons so that keys and screen readers just work. */
import type { ComponentChildren } from "preact";

export interface Option<T extends string> {
  readonly value: T;
  readonly label: ComponentChildren;
}

interface Props<T extends string> {
  readonly name: string;
  readonly legend: string;
  readonly options: readonly Option<T>[];
  readonly value: T;
  readonly onChoose: (value: T) => void;
  /** `ways` are segments whose words take two lines. */
  readonly look?: "chips" | "segments" | "ways" | "questions";
  readonly testid?: string;
}

export function Choice<T extends string>({ name, legend, options, value, onChoose, look = "chips", testid }: Props<T>) {
  const isSegmented = look === "segments" || look === "ways";
  const item = isSegmented ? "" : "chip";
  return (
    <fieldset class={look === "ways" ? "segments two-lined" : look}>
      <legend class="hidden">{legend}</legend>
      {options.map((option) => (
        <label key={option.value} class={item} dir={look === "questions" ? "auto" : undefined} data-testid={testid} data-value={option.value}>
          <input
            type="radio"
            name={name}
            value={option.value}
            checked={option.value === value}
            onChange={() => {
              onChoose(option.value);
            }}
          />
          {option.label}
        </label>
      ))}
    </fieldset>
  );
}
